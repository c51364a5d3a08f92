// Operators stay Rust's where they are Rust's.
#![deny(warnings)]
#![allow(static_mut_refs)]

use pointers::prelude::*;

static mut COUNTER: u32 = 0;

#[repr(C, packed)]
struct Packed {
    small: u8,
    large: u32,
}

fn main() -> Result<()> {
    let mut packed = Packed { small: 1, large: 2 };
    pointers! {
        packed.large += 3;
        packed.large -= 1;
        packed.small += 1;
        unsafe {
            COUNTER += 1;
            COUNTER <<= 2;
        }
        let add = |mut a, b| { a += b; a <<= 1; a };
        assert_eq!(add(1_u8, 2), 6);
        let total = [1, 2, 3].iter().fold(0, |mut total, x| { total += x; total });
        assert_eq!(total, 6);
        let mut words = String::new();
        for word in ["a", "b"] { words += word; }
        assert_eq!(words, "ab");
        let mut wrapping = std::num::Wrapping(1_u8);
        wrapping <<= 7;
        assert_eq!(!wrapping.0, 127);
    }?;
    assert_eq!(({ packed.large }, packed.small), (4, 2));
    assert_eq!(unsafe { COUNTER }, 4);
    Ok(())
}
