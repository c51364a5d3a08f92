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

/// A product is no declaration of a pointer.
#[test]
fn as_factors() {
    #[derive(Clone, Copy)]
    struct Metre;

    impl std::ops::Mul<u32> for Metre {
        type Output = u32;
        fn mul(self, n: u32) -> u32 {
            n
        }
    }

    pointers! {
        let (width_t, long, n) = (2, 3, 4);
        let area = { width_t * n };
        assert_eq!((long * n, area), (12, 8));
        assert_eq!(u32::max(Metre * n, long), (Metre * n));
        assert_eq!([width_t * n; 2], [long * n - n, area]);
        let scaled = |size_t: u32| { size_t * n };
        let far = if n > long { Metre * n } else { long * n };
        assert_eq!(scaled(long), far * long);
        let mut k = 4;
        #[allow(unused_braces)]
        while k - -{3} > 4 { k -= 1; }
        assert_eq!(k, 1);
    }
    .unwrap();
}

/// Functions of the user's own by the names of C's, which the macro does not see.
mod from_outside {
    use pointers::pointers;

    mod named {
        pub(super) fn printf(text: &str) -> usize {
            text.len()
        }

        pub(super) fn fprintf<T>(stream: &mut Vec<T>, text: &str, value: T) -> String {
            stream.push(value);
            text.to_owned()
        }

        pub(super) fn sprintf(
            numbers: impl IntoIterator<Item = u8>,
            text: &'static str,
        ) -> &'static str {
            text.get(numbers.into_iter().map(usize::from).sum()..)
                .unwrap_or(text)
        }
    }

    use named::*;

    struct Printer;

    impl Printer {
        fn printf(&self, text: &str) -> usize {
            text.len()
        }
    }

    pointers! {
        fn of_items() -> usize { printf("100%\n") }
    }

    #[test]
    fn are_called() {
        pointers! {
            let mut stderr = vec![1];
            let text = fprintf(stderr.as_mut(), "%d\n", 2);
            let mut k = 0;
            k += printf("100%\n") + self::printf("100%") + Printer.printf("%\n");
            assert_eq!((k, text.as_str(), stderr), (11, "%d\n", vec![1, 2]));
            assert_eq!(sprintf([1, 1], "10%"), "%");
            assert_eq!(of_items(), 5);
            let all: Vec<_> = ["a"].iter().map(|_| printf("%")).collect();
            assert_eq!(all, [1]);
        }
        .unwrap();
    }
}

/// A static variable of the body's own that is called `NULL` is lent where it stands.
#[test]
fn an_own_null_is_lent() {
    pointers! {
        fn first(texts: &[String]) -> &String {
            static NULL: String = String::new();
            texts.first().unwrap_or(&NULL)
        }

        fn run() -> pointers::Result<()> {
            assert_eq!(first(&[]), "");
            Ok(())
        }
    }
    run().unwrap();
}
