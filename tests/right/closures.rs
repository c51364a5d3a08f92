//! Closures that variables hold, and cells: what they free, and what they do not.

// Each is written as its book has it.
#![allow(dead_code, unused_variables, unused_mut, unused_assignments)]

use pointers::prelude::*;

/// Not known when the program is built.
fn one() -> i32 {
    std::hint::black_box(1)
}

#[test]
fn closure_twice() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(8);
        let set = |i: usize, v: i32| -> Result<()> {
            p[i] <<= v;
            Ok(())
        };
        set(0, 1)?;
        set(1, 2)?;
        println!("{}", p[0] + p[1]);
        free(p);
    }
}

#[test]
fn closure_frees_each() -> Result<()> {
    pointers! {
        let end = |q: MallocPointer<i32>| pointers::free(q);
        let a: MallocPointer<i32> = malloc(4);
        let b: MallocPointer<i32> = malloc(4);
        end(a)?;
        end(b)?;
    }
}

#[test]
fn closure_move() -> Result<()> {
    pointers! {
        let mut p: MallocPointer<i32> = malloc(4);
        let end = move || pointers::free(p);
        p = malloc(4);
        end()?;
        p <<= 1;
        println!("{}", ~p);
        free(p);
    }
}

#[test]
fn closure_error_looked_at() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(4);
        let end = || pointers::free(p);
        end()?;
        let again = end();
        println!("{}", again.is_err());
    }
}

#[test]
fn closure_never() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(4);
        let end = || pointers::free(p);
        if one() == 2 {
            end()?;
            return Ok(());
        }
        p <<= 1;
        println!("{}", ~p);
        end()?;
    }
}

#[test]
fn closure_passed() -> Result<()> {
    pointers! {
        fn apply(f: impl Fn() -> Result<()>) -> Result<()> {
            f()
        }
        let p: MallocPointer<i32> = malloc(4);
        let end = || pointers::free(p);
        apply(end)?;
        println!("{}", p.freed());
    }
}

#[test]
fn closure_param_number() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(4);
        p <<= 1;
        let maybe_end = |n: i32| -> Result<()> {
            if n == 1 {
                free(p)?;
            }
            Ok(())
        };
        maybe_end(0)?;
        println!("{}", ~p);
        maybe_end(1)?;
    }
}

#[test]
fn closure_in_loop() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(40);
        let set = |i: usize| -> Result<()> {
            p[i] <<= 1;
            Ok(())
        };
        for i in 0..10 {
            set(i)?;
        }
        println!("{}", p[9]);
        free(p);
    }
}

#[test]
fn closure_returns() -> Result<()> {
    pointers! {
        let make = |n: usize| -> Result<MallocPointer<i32>> {
            let p = malloc::<i32>(n * 4)?;
            p <<= 1;
            Ok(p)
        };
        let a = make(1)?;
        let b = make(2)?;
        b[1] <<= 2;
        println!("{} {}", ~a, b[1]);
        free(a);
        free(b);
    }
}

#[test]
fn closure_fnmut() -> Result<()> {
    pointers! {
        let mut n = 0;
        let p: MallocPointer<i32> = malloc(12);
        let mut put = |v: i32| -> Result<()> {
            p[n] <<= v;
            n += 1;
            Ok(())
        };
        put(1)?;
        put(2)?;
        put(3)?;
        println!("{}", p[2]);
        free(p);
    }
}

#[test]
fn cell_swap() -> Result<()> {
    pointers! {
        use std::cell::Cell;
        let c = Cell::new(malloc::<i32>(4));
        let old = c.replace(malloc(4));
        free(old);
        c.get() <<= 1;
        free(c.get());
    }
}

#[test]
fn cell_shared() -> Result<()> {
    pointers! {
        use std::cell::Cell;
        fn renew(c: &Cell<MallocPointer<i32>>) -> Result<()> {
            c.set(malloc(4));
            Ok(())
        }
        let c = Cell::new(malloc::<i32>(4));
        free(c.get());
        renew(&c)?;
        free(c.get());
    }
}

#[test]
fn leak_ok_closure() -> Result<()> {
    pointers! {
        #![deny(leaks)]
        let make = || -> Result<MallocPointer<i32>> {
            let p = malloc::<i32>(4)?;
            Ok(p)
        };
        let a = make()?;
        free(a);
    }
}
