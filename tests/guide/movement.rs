//! Movement and dereference.

use pointers::prelude::*;

page!("movement", "movement_wrong");

#[test]
fn exercise_1() -> Result<()> {
    pointers! {
        fn swap(a: MallocPointer<i32>, b: MallocPointer<i32>) -> Result<()> {
            let old = ~a;
            a <<= ~b;
            b <<= old;
            Ok(())
        }
    }
    pointers! {
        let a = malloc(4);
        let b = malloc(4);
        a <<= 1;
        b <<= 2;
        swap(a, b)?;
        assert_eq!((~a, ~b), (2, 1));
        free(a);
        free(b);
    }
}

/// Two blocks hold it, each its own: the second stays as it is.
#[test]
fn exercise_2() -> Result<()> {
    pointers! {
        let first: MallocPointer<i32> = malloc(4);
        let first_too = first;
        let second: MallocPointer<i32> = malloc(4);
        let second_too = second;
        first <<= 5;
        second <<= ~first;
        first_too <<= 6;
        assert_eq!((~first, ~second, ~second_too), (6, 5, 5));
        free(first);
        free(second);
    }
}

#[test]
fn exercise_3() -> Result<()> {
    fn add(total: MallocPointer<i32>, n: i32) -> Result<()> {
        pointers! { ~total += n; }
    }
    pointers! {
        let total: MallocPointer<i32> = malloc(4);
        total <<= 0;
        for n in 1..=3 {
            add(total, n)?;
        }
        assert_eq!(~total, 6);
        free(total);
    }
}
