//! Handles that other code gets.

use pointers::prelude::*;

/// Not known when the program is built.
fn yes() -> bool {
    std::hint::black_box(true)
}

#[test]
fn a_function_that_frees() -> Result<()> {
    pointers! {
        fn release(p: MallocPointer<u32>) -> Result<()> {
            free(p);
            Ok(())
        }
        let p = malloc(4);
        p <<= 1;
        release(p)?;
        assert!(p.freed());
    }
}

#[test]
fn a_function_that_may_free() -> Result<()> {
    pointers! {
        fn maybe(p: MallocPointer<u32>, now: bool) -> Result<bool> {
            if now {
                free(p);
            }
            Ok(now)
        }
        let p = malloc(4);
        p <<= 1;
        if !maybe(p, yes())? {
            println!("{}", ~p);
            free(p);
        }
    }
}

#[test]
fn stored_in_a_struct() -> Result<()> {
    pointers! {
        struct Owner {
            handle: MallocPointer<u32>,
        }
        let p = malloc(4);
        p <<= 1;
        let owner = Owner { handle: p };
        println!("{}", ~owner.handle);
        free(owner.handle);
    }
}

#[test]
fn stored_in_a_vector() -> Result<()> {
    pointers! {
        let mut handles = Vec::new();
        for i in 0..3 {
            let p = malloc(4);
            p <<= i;
            handles.push(p);
        }
        for p in &handles {
            println!("{}", ~*p);
        }
        for p in handles {
            free(p);
        }
    }
}

#[test]
fn stored_in_memory() -> Result<()> {
    pointers! {
        let p = malloc(4);
        let holder = malloc(16);
        p <<= 1;
        holder <<= p;
        println!("{}", ~~holder);
        free(~holder);
        free(holder);
    }
}

#[test]
fn kept_by_a_closure() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        let release = || pointers::free(p);
        release()?;
        assert!(p.freed());
    }
}

#[test]
fn read_by_a_closure() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        let read = || p.read();
        println!("{}", read()?);
        free(p);
        assert!(read().is_err());
    }
}

#[test]
fn assigned_by_a_closure() -> Result<()> {
    pointers! {
        let mut p = malloc(4);
        p <<= 1;
        free(p);
        let mut renew = || -> Result<()> {
            p = pointers::malloc(4)?;
            Ok(())
        };
        renew()?;
        p <<= 2;
        println!("{}", ~p);
        free(p);
    }
}

#[test]
fn a_closure_that_frees_what_it_is_given() -> Result<()> {
    pointers! {
        let release = |p: MallocPointer<i32>| pointers::free(p);
        let p = malloc(4);
        p <<= 1;
        release(p)?;
    }
}

#[test]
fn results_of_a_closure_are_looked_at() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        let twice = || {
            let first = free(p);
            let second = free(p);
            first.is_ok() && second.is_err()
        };
        assert!(twice());
    }
}

#[test]
fn recursion() -> Result<()> {
    pointers! {
        fn drain(node: MallocPointer<Link>) -> Result<u32> {
            if node.is_null() {
                return Ok(0);
            }
            let next = node->next;
            free(node);
            Ok(1 + drain(next)?)
        }
        let last = malloc(8 + size_of::<MallocPointer<Link>>());
        last <<= Link { value: 2, next: MallocPointer::null() };
        let first = malloc(8 + size_of::<MallocPointer<Link>>());
        first <<= Link { value: 1, next: last };
        println!("{}", first->value + last->value);
        assert_eq!(drain(first)?, 2);
    }
}

#[derive(Clone, Copy)]
struct Link {
    value: u64,
    next: MallocPointer<Link>,
}

#[test]
fn generic() -> Result<()> {
    pointers! {
        fn show<T: Copy + std::fmt::Debug>(value: T) -> Result<T> {
            let p = malloc(size_of::<T>());
            p <<= value;
            let copy = ~p;
            free(p);
            Ok(copy)
        }
        println!("{:?}", (show(1u8)?, show(2.5)?));
    }
}

#[test]
fn a_block_gives_its_handle_away() -> Result<()> {
    pointers! {
        let p = {
            let inner = malloc(4);
            inner <<= 1;
            inner
        };
        println!("{}", ~p);
        free(p);
    }
}

#[test]
fn a_function_gives_its_handle_away() -> Result<()> {
    pointers! {
        fn make(value: u32) -> Result<MallocPointer<u32>> {
            let p = malloc(4);
            p <<= value;
            Ok(p)
        }
        let p = make(3)?;
        println!("{}", ~p);
        free(p);
    }
}

#[test]
fn pushed_and_freed_elsewhere() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        let stack = vec![p];
        for q in stack {
            free(q);
        }
        assert!(p.freed());
    }
}

#[test]
fn dbg_gives_it_back() -> Result<()> {
    pointers! {
        let p = dbg!(malloc(4));
        p <<= 1;
        let q = dbg!(p);
        free(q);
    }
}

#[test]
fn to_c_and_back() -> Result<()> {
    pointers! {
        let p: MallocPointer<u32> = malloc(4);
        p <<= 1;
        if yes() {
            let q = p.borrow()?;
            println!("{}", *q);
        }
        println!("{:?}", p.address());
        free(p);
    }
}

#[test]
fn formatted_and_compared_after_free() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        free(p);
        println!("{p:?} {} {}", p.freed(), p.address());
        assert_eq!(p.size(), 0);
        assert_eq!(p, p);
    }
}

#[test]
fn an_option_of_a_handle() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        let mut owner = Some(p);
        if let Some(q) = owner.take() {
            free(q);
        }
        if let Some(q) = owner {
            println!("{}", ~q);
        }
    }
}

#[test]
fn drop_does_not_free() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        Some(p).map(drop);
        println!("{}", ~p);
        free(p);
    }
}

/// An identity neither decides the type of a block nor hands it on, and may be asked of what is freed.
#[test]
fn its_identity_is_asked_before_and_after() -> Result<()> {
    pointers! {
        let p = malloc(52);
        let id = p.id();
        p <<= "abc";
        assert_eq!((p.id(), ~p), (id, "abc".to_owned()));
        free(p);
        assert_eq!(p.id(), id);
    }
}
