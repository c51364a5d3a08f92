//! Names that are types in C are names in Rust.

use pointers::prelude::*;

pointers! {
    #[allow(unused_parens)]
    fn parenthesized(c: u8) -> (char)
    where
        u8: Into<char>,
    {
        (c) as char
    }

    struct Pair(char, u8);

    #[allow(non_upper_case_globals)]
    const int: u8 = 5;

    #[allow(unused_parens)]
    fn called(long: fn(char) -> u8) -> u8 {
        (long)('a') + (int) * 2
    }
}

#[test]
#[allow(unused_parens)]
fn as_names() {
    pointers! {
        let float = 1.5;
        let double = (float) * 2.0;
        let void = (double);
        let Pair(char, short) = Pair('a', 2);
        assert_eq!((void, char, short), (3.0, 'a', 2));
        assert_eq!((parenthesized(b'b'), called(|c| c as u8)), ('b', b'a' + 10));
        let mut size_t = 3;
        size_t *= 2;
        for (long, unsigned) in [(1, 2)] {
            assert_eq!(size_t * long, 3 * unsigned);
        }
    }
    .unwrap();
}
