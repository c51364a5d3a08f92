//! Sizes.

use pointers::prelude::*;

page!("sizes" does not compile);

#[test]
fn exercise_1() {
    #[allow(dead_code, reason = "its size alone matters")]
    struct Ours {
        first: u8,
        number: u64,
        last: u8,
    }
    #[allow(dead_code, reason = "its size alone matters")]
    #[repr(C)]
    struct Theirs {
        first: u8,
        number: u64,
        last: u8,
    }
    // The two bytes stand side by side where Rust may put them there.
    assert_eq!(size_of::<Ours>(), 16);
    assert_eq!(size_of::<Theirs>(), 24);
}

#[test]
fn exercise_2() -> Result<()> {
    pointers! {
        let numbers: MallocPointer<u16> = malloc(100 * size_of::<u16>());
        assert_eq!(numbers.size(), 200);
        free(numbers);
    }
}

#[test]
fn exercise_3() -> Result<()> {
    fn put(memory: MallocPointer<u8>) -> Result<()> {
        pointers! { memory <<= 7; }
    }
    pointers! {
        let nothing: MallocPointer<u8> = malloc(0);
        let error = put(nothing).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidSize);
        free(nothing);
    }
}
