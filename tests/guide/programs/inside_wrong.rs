use pointers::prelude::*;

fn reuse(old: MallocPointer<i32>) -> Result<MallocPointer<i32>> {
    pointers! {
        free(old);
        let new: MallocPointer<i32> = malloc(4);
        new <<= 2;
        new
    }
}

fn main() -> Result<()> {
    pointers! {
        let old: MallocPointer<i32> = malloc(4);
        old <<= 1;
        let new = reuse(old)?;
        println!("{}", ~new);
        println!("{}", ~old);
    }
}
