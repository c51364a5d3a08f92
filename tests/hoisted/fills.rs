//! Loops that only fill, with values of a function that may do anything.

use std::cell::Cell;

use pointers::prelude::*;

use crate::{filled, same, values};

thread_local! {
    static HIDDEN: Cell<MallocPointer<u64>> = const { Cell::new(MallocPointer::null()) };
    static CALLS: Cell<usize> = const { Cell::new(0) };
}

/// Lets functions reach the handle, which are not given it.
fn hide(p: MallocPointer<u64>) {
    HIDDEN.set(p);
    CALLS.set(0);
}

/// What a function does at the fifth of its calls; the value says how many there were.
fn at_the_fifth(run: impl FnOnce(MallocPointer<u64>)) -> u64 {
    let calls = CALLS.get() + 1;
    CALLS.set(calls);
    if calls == 5 {
        run(HIDDEN.get());
    }
    100 + calls as u64
}

fn nothing(_: usize) -> u64 {
    at_the_fifth(|_| ())
}

fn free_it(_: usize) -> u64 {
    at_the_fifth(|p| free(p).unwrap())
}

fn move_it(_: usize) -> u64 {
    at_the_fifth(|p| HIDDEN.set(realloc(p, 1 << 20).unwrap()))
}

fn shrink_it(_: usize) -> u64 {
    at_the_fifth(|p| HIDDEN.set(realloc(p, 24).unwrap()))
}

fn borrow_it(_: usize) -> u64 {
    // Of a block that is being filled there is nothing to borrow yet: that error is not to be leaked.
    at_the_fifth(|p| drop(p.add(7).unwrap().borrow_mut().map(std::mem::forget)))
}

fn take_one(_: usize) -> u64 {
    at_the_fifth(|p| drop(p.add(2).unwrap().take()))
}

fn write_others(_: usize) -> u64 {
    at_the_fifth(|p| {
        p.add(4).unwrap().write(1).unwrap();
        p.add(6).unwrap().write(2).unwrap();
    })
}

/// Of a block that is full, and of one that is fresh; of a handle that the macro knows, and of one that it may not be.
macro_rules! each {
    ($($value:ident)*) => {$(
        same! {
            before { let p = filled(10); hide(p); }
            body { for i in 0..10 { p[i] <<= $value(i); } }
            after { (values(HIDDEN.get(), 10), CALLS.get()) }
        };
        same! {
            before { hide(MallocPointer::null()); }
            body {
                let p = malloc(80);
                hide(p);
                for i in 0..10 { p[i] <<= $value(i); }
            }
            after { (values(HIDDEN.get(), 10), CALLS.get()) }
        };
        // In two runs, of which the second begins at the watermark; the ends are of another type.
        same! {
            before { hide(MallocPointer::null()); let n = 8_u8; }
            body {
                let p = malloc::<u64>(80);
                hide(p);
                for i in 0..3_i32 { p[i] <<= 7; }
                for i in 3..n { p[i] <<= $value(i.into()); }
                for i in 3..n { p[i] <<= $value(usize::from(i)) }
            }
            after { (values(HIDDEN.get(), 10), CALLS.get()) }
        };
        // Further than the block.
        same! {
            before { let p = filled(10); hide(p); }
            body { for i in 0..12 { p[i] <<= $value(i); } }
            after { (values(HIDDEN.get(), 10), CALLS.get()) }
        };
        // From before it on.
        same! {
            before { let p = filled(10); hide(p); }
            body {
                let q = p + 3;
                fn value(_: i32) -> u64 { $value(0) }
                for i in -4..4 { q[i] <<= value(i); }
            }
            after { (values(HIDDEN.get(), 10), CALLS.get()) }
        };
    )*};
}

#[test]
fn whatever_the_function_does() {
    each!(nothing free_it move_it shrink_it borrow_it take_one write_others);
}

#[test]
fn what_is_no_handle_or_not_there() {
    same! {
        before { let p = filled(10); hide(p); free(p).unwrap(); }
        body { for i in 0..10 { p[i] <<= nothing(i); } }
        after { CALLS.get() }
    };
    same! {
        before { hide(MallocPointer::null()); }
        body {
            let p = malloc::<u64>(80);
            free(p);
            for i in 0..10 { p[i] <<= nothing(i); }
        }
        after { CALLS.get() }
    };
    same! {
        before { let p = filled(10); hide(p); }
        body { for i in free_at_end(p)..10 { p[i] <<= nothing(i); } }
        after { CALLS.get() }
    };
    same! {
        before { hide(MallocPointer::null()); let blocks = [malloc::<u64>(8).unwrap(), malloc::<u64>(8).unwrap()]; let handles = vec![blocks[0]; 2]; }
        body { for i in 0..2 { handles[i] <<= nothing(i); } }
        after { values(blocks[0], 1) }
    };
}

/// The end of a range that frees what the loop fills.
fn free_at_end(p: MallocPointer<u64>) -> usize {
    free(p).unwrap();
    0
}

#[test]
fn values_of_closures_and_other_functions() {
    same! {
        before { let p = filled(10); let mut seen = Vec::new(); }
        body {
            let mut next = |i: usize| { seen.push(i); seen.len() as u64 };
            for i in 0..10 { p[i] <<= next(i + 1); }
        }
        after { (values(p, 10), seen.clone()) }
    };
    same! {
        before { let p = filled(10); let mut state = 1_u64; fn next(state: &mut u64) -> u64 { *state *= 3; *state } }
        body { for i in 2..10 { p[i] <<= next(&mut state); } }
        after { (values(p, 10), state) }
    };
    same! {
        before { let p = filled(10); }
        body { for i in 0..10 { p[i] <<= u64::from(i as u32); } }
        after { values(p, 10) }
    };
    same! {
        before { let p = filled(10); let q = filled(10); }
        body { for i in 1..10 { p[i] <<= u64::max(~p[i - 1], ~q[i]); } }
        after { values(p, 10) }
    };
    same! {
        before { let p = filled(10); fn fail(i: usize) -> Result<u64> { if i < 4 { Ok(3) } else { filled(1).add(9)?.read() } } }
        body { for i in 0..10 { p[i] <<= fail(i)?; } }
        after { values(p, 10) }
    };
}
