//! `--n` is Rust's minus of a minus.

use pointers::prelude::*;

pointers! {
    fn down(mut n: i32, p: MallocPointer<i32>) -> Result<i32> {
        --n;
        --*p;
        let twice = --n;
        Ok(twice)
    }
}

fn main() {}
