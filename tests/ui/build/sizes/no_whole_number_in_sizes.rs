use pointers::prelude::*;

struct Node([u64; 3]);

fn main() -> Result<()> {
    pointers! {
        let ptr = malloc(32);
        ptr <<= Node([1, 2, 3]);
        println!("{}", (~ptr).0[0]);
        free(ptr);
    }
}
