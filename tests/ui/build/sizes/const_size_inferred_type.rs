use pointers::prelude::*;

struct Node([u64; 3]);

const SIZE: usize = 2;

fn node() -> Node {
    Node([1, 2, 3])
}

fn main() -> Result<()> {
    pointers! {
        let ptr = malloc(SIZE);
        ptr <<= node();
        println!("{}", (~ptr).0[0]);
    }
}
