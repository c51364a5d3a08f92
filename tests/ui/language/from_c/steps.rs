//! C's `++` and `--`.

use pointers::prelude::*;

fn main() -> Result<()> {
    pointers! {
        let mut i = 0;
        i++;
        ++i;
        i--;
        for _ in 0..2 { i++ }
        let p = malloc::<u8>(4);
        p++;
        let minus = 1;
        println!("{} {}", --minus, i - -minus);
    }
}
