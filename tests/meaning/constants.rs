//! What is evaluated before the program runs stays Rust's.

use pointers::prelude::*;

pointers! {
    const _: () = assert!(1 < 2);
    const LIST: [u8; { assert!(2 > 1); 3 }] = [1, 2, { debug_assert!(true); 3 }];
    static TEXT: &str = if matches!(Some(3), Some(1..=5)) { concat!("a", "b") } else { panic!("{}", "no") };
    static ADD: fn(&mut u32, u32) = |x, y| { *x += y; let mut z = 1; z <<= 1; *x -= z; };

    const fn checked(x: u32) -> u32 {
        assert!(x > 0);
        debug_assert!(x < 100, "too large");
        let mut y = x;
        y += 1;
        y <<= 1;
        if !matches!(y, 2..) { unreachable!() }
        y
    }

    #[repr(u8)]
    enum Numbered {
        First = { assert!(true); 4 },
        Second = matches!(3, 1 | 3) as u8,
    }

    struct Holds<const N: usize>([u8; N]);

    trait Sized_ {
        const SIZE: usize;
        const TWICE: usize = { assert!(Self::SIZE < 10); Self::SIZE * 2 };
        fn array(&self) -> [u8; { assert!(true); 2 }] { [0; { assert!(true); 2 }] }
    }

    impl<const N: usize> Sized_ for Holds<N> {
        const SIZE: usize = { assert!(N > 0, "empty"); N };
    }

    fn generic(held: Holds<{ assert!(true); 2 }>) -> usize {
        let inline = const { assert!(size_of::<u32>() == 4); 7 };
        let array = [1_u8; { assert!(true); 2 }];
        let turbofish = Holds::<{ assert!(true); 3 }>([0; 3]);
        let cast = array.len() as <[(); { assert!(true); 1 }] as Counts>::Count;
        held.0.len() + inline + cast + turbofish.0.len()
    }

    trait Counts { type Count; }
    impl Counts for [(); 1] { type Count = usize; }
}

#[test]
fn constants_are_rusts() -> Result<()> {
    assert_eq!((LIST, TEXT, checked(3)), ([1, 2, 3], "ab", 8));
    let mut n = 5;
    ADD(&mut n, 2);
    assert_eq!(n, 5);
    assert_eq!((Numbered::First as u8, Numbered::Second as u8), (4, 1));
    assert_eq!(Holds::<3>::TWICE, 6);
    assert_eq!(Holds([1]).array(), [0, 0]);
    assert_eq!(generic(Holds([1, 2])), 14);
    pointers! {
        const INNER: u32 = { assert!(checked(1) == 4); checked(1) };
        let list = vec![0_u8; { assert!(INNER > 0); 2 }];
        let p = malloc::<u32>(const { assert!(INNER > 0); 4 });
        p <<= INNER;
        assert_eq!((~p, list.len()), (4, 2));
        free(p);
    }
}

/// So is a variable, a parameter, or what a loop counts.
mod null_as_a_variable {
    #![allow(non_snake_case, reason = "it is the name that is tested")]

    #[test]
    fn is_rusts() -> pointers::Result<()> {
        pointers::pointers! {
            fn twice(NULL: i32) -> i32 {
                NULL * 2
            }
            let mut sum = 0;
            for NULL in 0..4 {
                sum += NULL;
            }
            let more = |NULL: i32| NULL + 1;
            let NULL = twice(4);
            assert_eq!((NULL, sum, more(1)), (8, 6, 2));
        }
    }
}
