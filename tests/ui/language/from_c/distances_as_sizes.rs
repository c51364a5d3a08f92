//! `p - q` is an `isize` where a `usize` is wanted: the error lies on all of it, and what is suggested goes around it.

use pointers::prelude::*;
use pointers::string::*;

fn wanted(n: usize) -> usize {
    n
}

fn main() -> Result<()> {
    pointers! {
        let s: MallocPointer<u8> = malloc(10);
        let p = s + 3;
        let d: MallocPointer<u8> = malloc(p - s + 1);
        let n: usize = p - s;
        memcpy(d, s, p - s);
        wanted(p - s);
        let right = (p - s) as usize + n;
        free(d);
        free(s);
    }
}
