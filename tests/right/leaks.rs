//! `#![deny(leaks)]`: blocks that are freed, or handed on.

use pointers::prelude::*;

/// Not known when the program is built.
fn yes() -> bool {
    std::hint::black_box(true)
}

#[test]
fn freed_at_the_end() -> Result<()> {
    pointers! {
        #![deny(leaks)]
        let p = malloc(4);
        p <<= 1;
        free(p);
    }
}

#[test]
fn freed_on_every_path() -> Result<()> {
    pointers! {
        #![deny(leaks)]
        let p = malloc(4);
        p <<= 1;
        if yes() {
            free(p);
        } else {
            println!("{}", ~p);
            free(p);
        }
    }
}

#[test]
fn freed_before_return() -> Result<()> {
    pointers! {
        #![deny(leaks)]
        let p = malloc(4);
        p <<= 1;
        if yes() {
            free(p);
            return Ok(());
        }
        free(p);
    }
}

#[test]
fn freed_on_some_path() -> Result<()> {
    pointers! {
        #![deny(leaks)]
        let p = malloc(4);
        p <<= 1;
        if yes() {
            free(p);
        }
    }
}

#[test]
fn passed_on() -> Result<()> {
    pointers! {
        #![deny(leaks)]
        fn release(p: MallocPointer<u32>) -> Result<()> {
            free(p);
            Ok(())
        }
        let p = malloc(4);
        release(p)?;
    }
}

#[test]
fn stored() -> Result<()> {
    pointers! {
        #![deny(leaks)]
        let mut handles = Vec::new();
        let p = malloc(4);
        p <<= 1;
        handles.push(p);
        let q = malloc(4);
        q <<= 2;
        let pair = (q, 3);
        free(pair.0);
        for p in handles {
            free(p);
        }
    }
}

#[test]
fn stored_in_memory() -> Result<()> {
    pointers! {
        #![deny(leaks)]
        let p = malloc(4);
        let holder = malloc(16);
        p <<= 1;
        holder <<= p;
        free(~holder);
        free(holder);
    }
}

#[test]
fn captured() -> Result<()> {
    pointers! {
        #![deny(leaks)]
        let p = malloc(4);
        p <<= 1;
        let release = move || pointers::free(p);
        release()?;
    }
}

#[test]
fn handed_to_c() -> Result<()> {
    pointers! {
        #![deny(leaks)]
        let p = malloc(4);
        p <<= 1;
        let raw = p.into_raw()?;
        keep(raw);
    }
}

/// Keeps it where the leak sanitizer and valgrind still see it.
fn keep(raw: *mut std::ffi::c_void) {
    use std::sync::atomic::{AtomicPtr, Ordering};

    static KEPT: AtomicPtr<std::ffi::c_void> = AtomicPtr::new(std::ptr::null_mut());
    KEPT.store(raw, Ordering::Relaxed);
    // A static that nobody reads would not be there when optimised.
    std::hint::black_box(&KEPT);
}

#[test]
fn freed_through_an_alias() -> Result<()> {
    pointers! {
        #![deny(leaks)]
        let p = malloc(4);
        p <<= 1;
        let q = p;
        free(q);
    }
}

#[test]
fn freed_through_a_reference() -> Result<()> {
    pointers! {
        #![deny(leaks)]
        let p = malloc(4);
        p <<= 1;
        let q = &p;
        free(*q);
    }
}

#[test]
fn kept_by_another_name() -> Result<()> {
    pointers! {
        #![deny(leaks)]
        let mut p = malloc(4);
        p <<= 1;
        let old = p;
        p = malloc(4);
        p <<= 2;
        free(old);
        free(p);
    }
}

#[test]
fn out_of_an_inner_scope() -> Result<()> {
    pointers! {
        #![deny(leaks)]
        let kept;
        {
            let p = malloc(4);
            p <<= 1;
            kept = p;
        }
        free(kept);
    }
}

#[test]
fn each_round() -> Result<()> {
    pointers! {
        #![deny(leaks)]
        for i in 0..3 {
            let p = malloc(4);
            p <<= i;
            if yes() {
                free(p);
                continue;
            }
            free(p);
        }
    }
}

#[test]
fn a_break_keeps_what_is_outside() -> Result<()> {
    pointers! {
        #![deny(leaks)]
        let p = malloc(4);
        p <<= 1;
        loop {
            if yes() {
                break;
            }
        }
        free(p);
    }
}

#[test]
fn operations_that_raise_do_not_count() -> Result<()> {
    pointers! {
        #![deny(leaks)]
        let p = malloc(4);
        let q = malloc(4);
        p <<= 1;
        q <<= 2;
        println!("{}", p.read()? + ~q);
        free(p);
        free(q)?;
    }
}

#[test]
fn realloc_keeps_it() -> Result<()> {
    pointers! {
        #![deny(leaks)]
        let p = malloc(4);
        p <<= 1;
        let q = realloc(p, 8);
        free(q);
    }
}

#[test]
fn a_list() -> Result<()> {
    pointers! {
        #![deny(leaks)]
        let mut head = MallocPointer::<Node>::null();
        for value in 0..3 {
            let node = malloc(24);
            node <<= Node { value, next: head };
            head = node;
        }
        while !head.is_null() {
            let next = head->next;
            println!("{}", head->value);
            free(head);
            head = next;
        }
    }
}

#[derive(Clone, Copy)]
struct Node {
    value: u64,
    next: MallocPointer<Node>,
}

#[test]
fn returned() -> Result<()> {
    pointers! {
        #![deny(leaks)]
        let p = {
            let inner = malloc(4);
            inner <<= 1;
            inner
        };
        free(p);
    }
}

pointers! {
    #![deny(leaks)]
    fn make(value: u32) -> Result<MallocPointer<u32>> {
        let p = malloc(4);
        p <<= value;
        Ok(p)
    }

    fn make_early(value: u32) -> Result<MallocPointer<u32>> {
        let p = malloc(4);
        p <<= value;
        return Ok(p);
    }

    fn pair() -> Result<(MallocPointer<u32>, CallocPointer<u8>)> {
        Ok((malloc(4), calloc(2, 2)))
    }
}

#[test]
fn the_caller_frees() -> Result<()> {
    let block = pointers! {
        #![deny(leaks)]
        let p = malloc(4);
        p <<= 3;
        p
    };
    pointers! {
        #![deny(leaks)]
        let p = make(3)?;
        free(p);
        free(make_early(4)?);
        let (p, q) = pair()?;
        free(p);
        free(q);
        free(block?);
    }
}

#[test]
fn panics_do_not_count() -> Result<()> {
    pointers! {
        #![deny(leaks)]
        let p = malloc(4);
        p <<= 1;
        if !yes() {
            panic!("{}", ~p);
        }
        free(p);
    }
}

#[test]
fn in_try() -> Result<()> {
    pointers! {
        #![deny(leaks)]
        let p = malloc(4);
        try {
            p <<= 1;
            free(p);
        } except _ {
            println!("failed");
        }
    }
}
