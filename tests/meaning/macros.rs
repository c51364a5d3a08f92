//! Nested macros: the standard library's, others of such names, and the names in them.

use std::fmt::Write as _;

use pointers::prelude::*;

#[test]
fn arguments_named_like_variables() -> Result<()> {
    fn shown(x: u32) -> Result<String> {
        pointers! {
            let name = "n";
            let p = malloc(4);
            p <<= 7_u32;
            println!("{x}{name}", x = x, name = name);
            assert!(x > 0, "{x}", x = x);
            assert_eq!(x, x, "{name}", name = name);
            if x == 0 { panic!("{x}", x = x) }
            let (w, precision) = (6, 2);
            let mut text = format!("{x}|{p}|{:>w$.precision$}|{x:>w$}|", 1.234, x = x, p = ~p, w = w);
            write!(text, "{name}{0}", x, name = name).unwrap();
            writeln!(text, "{x}", x = { let x = 1; x + ~p }).unwrap();
            println!("{p}", p = p.freed());
            free(p);
            text
        }
    }
    assert_eq!(shown(5)?, "5|7|  1.23|     5|n58\n");
    Ok(())
}

/// The macro's own `p` is not the `p` that it is given.
macro_rules! reversed {
    ($src:ident, $n:expr) => {
        pointers! {
            let p: MallocPointer<u32> = malloc($n * 4);
            for i in 0..$n { p[i] <<= ~$src[$n - 1 - i] }
            p
        }
    };
}

macro_rules! freed_before {
    ($x:ident) => {
        pointers! {
            let p = malloc(4);
            p <<= 1_u8;
            free(p);
            $x <<= 5;
        }
    };
}

macro_rules! outer_and_inner {
    ($p:ident) => {
        pointers! {
            let p = 5_u32;
            let sum = p + ~$p;
            let $p = "text";
            $p.len() as u32 + sum
        }
    };
}

#[test]
fn names_of_a_callers_macro_are_others() -> Result<()> {
    let p = malloc::<u32>(12)?;
    for i in 0..3 {
        (p + i).write(i as u32)?;
    }
    let q = reversed!(p, 3_usize)?;
    assert_eq!((q.read()?, (q + 2).read()?), (2, 0));
    freed_before!(p)?;
    assert_eq!(p.read()?, 5);
    assert_eq!(outer_and_inner!(p)?, 14);
    free(q)?;
    free(p)
}

macro_rules! bind {
    ($name:ident = $value:expr) => {
        let $name = $value;
    };
}

#[test]
fn macros_that_declare() -> Result<()> {
    let five = 5_u32;
    pointers! {
        let p = malloc(12);
        p <<= 1_u32;
        free(p);
        bind!(p = [1, 2, 3]);
        assert_eq!(p[1], 2);
        let q: MallocPointer<u32> = malloc(8);
        q <<= 3;
        {
            bind!(q = &five);
            assert_eq!(*q + 1, 6);
        }
        let r = vec![1_u32];
        assert_eq!(r.len(), 1);
        bind!(r = q);
        r[0] <<= 4;
        r <<= ~q;
        assert_eq!((~q, ~q), (4, 4));
        free(q);
    }
}

macro_rules! pass {
    ($($tokens:tt)*) => {};
}

#[test]
fn macros_that_only_look() -> Result<()> {
    pointers! {
        let text = "abc";
        let p = malloc(8);
        pass!(p);
        p <<= text;
        pass!(p.size());
        assert_eq!(~p, "abc");
        let n = malloc(4);
        pass!(n, p);
        n <<= 5;
        n += 1;
        n -= 1;
        let m: u32 = ~n;
        assert_eq!((m, *n), (5, 5));
        free(n);
        free(p);
    }
}

mod like_standard {
    use pointers::prelude::*;

    macro_rules! dbg {
        ($p:ident, $q:ident) => {
            $p = $q
        };
    }
    macro_rules! print {
        ($p:ident = $q:ident) => {
            $p = $q
        };
    }
    macro_rules! vec {
        ($size:expr) => {
            pointers::malloc::<u32>($size)?
        };
    }

    #[test]
    fn a_loop_that_assigns_by_one() -> Result<()> {
        fn cells(p: MallocPointer<u32>) -> Result<(u32, u32)> {
            Ok((p.read()?, (p + 50).read()?))
        }
        pointers! {
            let mut p: MallocPointer<u32> = malloc(400);
            let q: MallocPointer<u32> = malloc(400);
            for i in 0..100 { p[i] <<= 0; q[i] <<= 0; }
            let a = p;
            for i in 0..100_usize { p[i] <<= 1; dbg!(p, q); }
            assert_eq!((cells(a)?, cells(q)?), ((1, 0), (0, 1)));
            p = a;
            for i in 0..100_usize { p[i] <<= 2; print!(p = q); }
            assert_eq!((cells(a)?, cells(q)?), ((2, 0), (0, 2)));
            free(a);
            free(q);
        }
    }

    #[test]
    fn a_loop_whose_macro_names_nothing() -> Result<()> {
        let mut p: MallocPointer<u32> = malloc(400)?;
        let q: MallocPointer<u32> = malloc(400)?;
        let a = p;
        macro_rules! todo {
            () => {
                p = q
            };
        }
        pointers! {
            for i in 0..100 { a[i] <<= 0; q[i] <<= 0; }
            for i in 0..100_usize { p[i] <<= 1; todo!(); }
            assert_eq!((~a, ~a[50], ~q[50]), (1, 0, 1));
            free(a);
            free(q);
        }
    }

    #[test]
    fn a_value_of_one() -> Result<()> {
        pointers! {
            let p = vec![8];
            p <<= 3;
            p[1] <<= 4;
            ~p += 1;
            assert_eq!((~p, ~p[1]), (4, 4));
            for x in [p] { x <<= 1; }
            p += 1;
            p -= 1;
            assert_eq!(~p, 1);
            free(p);
        }
    }

    #[test]
    fn one_that_takes_care_of_a_handle() -> Result<()> {
        macro_rules! assert {
            ($p:ident) => {
                $p = pointers::malloc(4)?
            };
        }
        pointers! {
            let mut p = malloc(4);
            p <<= 1_u32;
            free(p);
            assert!(p);
            p <<= 2;
            assert_eq!(~p, 2);
            free(p);
        }
    }
}

mod own_functions {
    use pointers::prelude::pointers;

    fn malloc(n: usize) -> Vec<u8> {
        vec![0; n]
    }

    fn realloc(mut v: Vec<u8>, n: usize) -> Vec<u8> {
        v.resize(n, 1);
        v
    }

    #[test]
    fn by_value() {
        pointers! {
            let v = malloc(3);
            let v = realloc(v, 5);
            let w = realloc(v.clone(), 1);
            assert_eq!((v.len(), w.len()), (5, 1));
        }
        .unwrap();
    }
}
