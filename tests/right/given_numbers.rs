//! Helpers that are given numbers, on which it depends what they do, and loops that count far.

// Each is written as its book has it.
#![allow(dead_code, unused_variables, unused_mut, unused_assignments)]

use pointers::prelude::*;

/// Not known when the program is built.
fn one() -> i32 {
    std::hint::black_box(1)
}

#[test]
fn helper_number_branch() -> Result<()> {
    pointers! {
        fn end_if(p: MallocPointer<i32>, n: i32) -> Result<()> {
            if n == 1 {
                free(p);
            }
            Ok(())
        }
        let p: MallocPointer<i32> = malloc(4);
        end_if(p, 0)?;
        p <<= 1;
        println!("{}", ~p);
        end_if(p, 1)?;
    }
}

#[test]
fn helper_number_loop() -> Result<()> {
    pointers! {
        fn fill(p: MallocPointer<i32>, n: usize) -> Result<()> {
            for i in 0..n {
                p[i] <<= 1;
            }
            Ok(())
        }
        let p: MallocPointer<i32> = malloc(12);
        fill(p, 3)?;
        fill(p, 0)?;
        println!("{}", p[2]);
        free(p);
    }
}

#[test]
fn helper_number_none() -> Result<()> {
    pointers! {
        fn fill(p: MallocPointer<i32>, n: usize) -> Result<()> {
            if n > 3 {
                return Ok(());
            }
            for i in 0..n {
                p[i] <<= 1;
            }
            Ok(())
        }
        let p: MallocPointer<i32> = malloc(12);
        fill(p, 4)?;
        fill(p, 3)?;
        println!("{}", p[2]);
        free(p);
    }
}

#[test]
fn helper_number_exit() -> Result<()> {
    pointers! {
        fn check(n: usize) {
            if n > 2 {
                std::process::exit(0);
            }
        }
        fn set(p: MallocPointer<i32>, n: usize) -> Result<()> {
            check(n);
            p[n] <<= 1;
            Ok(())
        }
        let p: MallocPointer<i32> = malloc(8);
        set(p, 1)?;
        free(p);
    }
}

#[test]
fn helper_number_mut() -> Result<()> {
    pointers! {
        fn fill(p: MallocPointer<i32>, mut n: usize) -> Result<()> {
            while n > 0 {
                n -= 1;
                p[n] <<= 1;
            }
            Ok(())
        }
        let p: MallocPointer<i32> = malloc(8);
        fill(p, 2)?;
        println!("{}", p[0] + p[1]);
        free(p);
    }
}

#[test]
fn helper_make_n() -> Result<()> {
    pointers! {
        fn make(n: usize) -> Result<MallocPointer<i32>> {
            let p: MallocPointer<i32> = malloc(n * 4);
            for i in 0..n {
                p[i] <<= 0;
            }
            Ok(p)
        }
        let a = make(2)?;
        let b = make(5)?;
        a[1] <<= 1;
        b[4] <<= 1;
        free(a);
        free(b);
    }
}

#[test]
fn helper_const() -> Result<()> {
    pointers! {
        const N: usize = 3;
        fn last(p: MallocPointer<i32>) -> Result<()> {
            p[N - 1] <<= 1;
            Ok(())
        }
        let p: MallocPointer<i32> = malloc(N * 4);
        last(p)?;
        println!("{}", p[2]);
        free(p);
    }
}

#[test]
fn helper_inner_const() -> Result<()> {
    pointers! {
        const N: usize = 9;
        fn last(p: MallocPointer<i32>) -> Result<()> {
            const N: usize = 2;
            p[N - 1] <<= 1;
            Ok(())
        }
        let p: MallocPointer<i32> = malloc(8);
        last(p)?;
        free(p);
    }
}

#[test]
fn helper_const_generic() -> Result<()> {
    pointers! {
        fn last<const N: usize>(p: MallocPointer<i32>, a: [i32; N]) -> Result<()> {
            p[N - 1] <<= a[0];
            Ok(())
        }
        const N: usize = 7;
        let p: MallocPointer<i32> = malloc(8);
        last(p, [1, 2])?;
        println!("{}", N);
        free(p);
    }
}

#[test]
fn impl_const_generic() -> Result<()> {
    pointers! {
        struct B<const N: usize>(u8);
        impl<const N: usize> B<N> {
            fn put(&self, p: MallocPointer<u8>) -> Result<()> {
                p[N - 1] <<= self.0;
                Ok(())
            }
        }
        const N: usize = 90;
        let p: MallocPointer<u8> = malloc(2);
        let b: B<2> = B(1);
        b.put(p)?;
        println!("{}", N);
        free(p);
    }
}

#[test]
fn caller_const() -> Result<()> {
    pointers! {
        fn at(p: MallocPointer<u8>, i: usize) -> Result<()> {
            p[LIMIT - i] <<= 1;
            Ok(())
        }
        const LIMIT: usize = 3;
        fn other() -> Result<()> {
            const LIMIT: usize = 30;
            let p: MallocPointer<u8> = malloc(4);
            at(p, 1)?;
            println!("{}", LIMIT);
            free(p);
            Ok(())
        }
        other()?;
    }
}

#[test]
fn static_number() -> Result<()> {
    pointers! {
        static N: usize = 3;
        let p: MallocPointer<u8> = malloc(N);
        for i in 0..N { p[i] <<= 1; } println!("{}", p[N - 1]);
        free(p);
    }
}

#[test]
fn while_long() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(1000);
        let mut i = 0;
        while i < 1000 {
            p[i] <<= 1;
            i += 1;
        }
        println!("{}", p[999]);
        free(p);
    }
}

#[test]
fn while_long_break() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(500);
        let mut i = 0;
        while i < 1000 {
            if i == 500 {
                break;
            }
            p[i] <<= 1;
            i += 1;
        }
        println!("{}", p[499]);
        free(p);
    }
}

#[test]
fn while_long_skip() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(500);
        let mut i = 0;
        while i < 1000 {
            if i < 500 {
                p[i] <<= 1;
            }
            i += 1;
        }
        println!("{}", p[499]);
        free(p);
    }
}

#[test]
fn while_long_double() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(600);
        let mut i = 0;
        while i < 1000 {
            if i == 300 {
                i += 700;
            }
            if i < 600 {
                p[i] <<= 1;
            }
            i += 1;
        }
        println!("{}", p[299]);
        free(p);
    }
}

#[test]
fn while_long_down() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(1000);
        let mut i = 1000;
        while i > 0 {
            i -= 1;
            p[i] <<= 1;
        }
        println!("{}", p[0]);
        free(p);
    }
}

#[test]
fn while_long_grow() -> Result<()> {
    pointers! {
        let mut p: MallocPointer<u8> = malloc(1);
        let mut i = 0;
        while i < 300 {
            p = realloc(p, i + 1);
            p[i] <<= 1;
            i += 1;
        }
        println!("{}", p[299]);
        free(p);
    }
}

#[test]
fn while_ne() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(400);
        let mut i = 0;
        while i != 400 {
            p[i] <<= 1;
            i += 2;
        }
        println!("{}", p[398]);
        free(p);
    }
}

#[test]
fn free_offset_back() -> Result<()> {
    pointers! {
        fn end(p: MallocPointer<i32>) -> Result<()> {
            free(p - 1);
            Ok(())
        }
        let p: MallocPointer<i32> = malloc(8);
        end(p + 1)?;
    }
}

#[test]
fn free_maybe_offset() -> Result<()> {
    pointers! {
        fn end(p: MallocPointer<i32>, own: bool) -> Result<()> {
            if own {
                free(p);
            }
            Ok(())
        }
        let p: MallocPointer<i32> = malloc(8);
        end(p + 1, false)?;
        end(p, true)?;
    }
}

#[test]
fn leak_ok_number() -> Result<()> {
    pointers! {
        #![deny(leaks)]
        fn maybe(n: i32) -> Result<MallocPointer<i32>> {
            if n == 0 {
                return Ok(NULL);
            }
            Ok(malloc(4))
        }
        let a = maybe(0)?;
        let b = maybe(1)?;
        free(a);
        free(b);
    }
}

#[test]
fn number_negative() -> Result<()> {
    pointers! {
        fn at(p: MallocPointer<i32>, i: isize) -> Result<()> {
            let q = if i < 0 { p + 2 } else { p };
            q[i] <<= 1;
            Ok(())
        }
        let p: MallocPointer<i32> = malloc(12);
        at(p, -1)?;
        at(p, 2)?;
        free(p);
    }
}

#[test]
fn bool_param() -> Result<()> {
    pointers! {
        fn end(p: MallocPointer<i32>, really: bool) -> Result<()> {
            if !really {
                return Ok(());
            }
            free(p);
            Ok(())
        }
        let p: MallocPointer<i32> = malloc(4);
        end(p, false)?;
        p <<= 1;
        end(p, true)?;
    }
}

#[test]
fn six_numbers() -> Result<()> {
    pointers! {
        fn f(p: MallocPointer<u8>, n: usize) -> Result<()> {
            if n < 9 {
                p[n] <<= 1;
            }
            Ok(())
        }
        let p: MallocPointer<u8> = malloc(9);
        for i in 0..12 {
            f(p, i)?;
        }
        f(p, 100)?;
        f(p, 3)?;
        f(p, 9)?;
        println!("{}", p[8]);
        free(p);
    }
}

#[test]
fn null_or_freed_by_another() -> Result<()> {
    pointers! {
        fn end(p: MallocPointer<i32>) -> Result<()> {
            free(p);
            Ok(())
        }
        fn either(p: MallocPointer<i32>) -> Result<()> {
            if p.is_null() {
                println!("nothing");
            } else {
                end(p)?;
                return Ok(());
            }
            free(p);
            Ok(())
        }
        fn none(p: MallocPointer<i32>, n: i32) -> Result<()> {
            while n == one() {
                if p.is_null() {
                    println!("nothing");
                } else {
                    end(p)?;
                }
                free(p);
                break;
            }
            Ok(())
        }
        either(NULL)?;
        either(malloc(4))?;
        none(NULL, 1)?;
    }
}
