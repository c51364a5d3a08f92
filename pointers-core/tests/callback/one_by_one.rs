//! Each place where something has to be noted of a block, by name: the library asks no code of the user's
//! for that.

use std::cell::Cell;
use std::fmt::Debug;

use pointers_core::__private::Probe;
use pointers_core::string::{memcpy, memset, sprintf, strcpy, strdup, text};
use pointers_core::traits::SlicePointer;
use pointers_core::{
    CallocPointer, ErrorKind, MallocPointer, Result, calloc, calloc_safe, cpython, free, heap,
    malloc, realloc,
};

use crate::allocator;

/// Runs an operation on what was made, and the call back at its n-th request, for each n that there is;
/// then looks whether the outcome is right. None is there, of what the library notes.
fn with_call_backs<W, R: Debug>(
    make: impl Fn() -> Result<W>,
    run: impl Fn(&W) -> Result<R>,
    call: impl Fn(&W),
    is_right: impl Fn(&W, &Result<R>) -> bool,
) -> Result<()> {
    let mut n = 1;
    loop {
        let world = make()?;
        let (result, called) = allocator::at(n, &|| call(&world), || run(&world));
        assert!(is_right(&world, &result), "request {n}: {result:?}");
        drop(result);
        if !called {
            break;
        }
        n += 1;
    }
    let world = make()?;
    let (_, requests) = allocator::requests(|| run(&world).map(drop));
    assert_eq!(requests, 0, "for what the library notes");
    Ok(())
}

type Numbers = MallocPointer<[u64; 32]>;

fn full() -> Result<Numbers> {
    let p = malloc(256)?;
    p.write([7; 32])?;
    Ok(p)
}

/// So many numbers below a gap.
fn numbers(assigned: usize) -> Result<MallocPointer<u32>> {
    let p = malloc(400)?;
    p.copy_from_slice(&[7; 100][..assigned])?;
    Ok(p)
}

fn frees<T>(p: &MallocPointer<T>) {
    let _ = free(*p);
}

fn is<R>(result: &Result<R>, kind: ErrorKind) -> bool {
    result.as_ref().is_err_and(|error| error.kind() == kind)
}

/// An operation that a call back did not meet; otherwise it says that the block was freed.
fn right_or_freed<T, R>(
    p: &MallocPointer<T>,
    result: &Result<R>,
    right: impl Fn(&R) -> bool,
) -> bool {
    match result {
        Ok(value) => !p.freed() && right(value),
        Err(error) => p.freed() && error.kind() == ErrorKind::Memory,
    }
}

#[test]
fn a_guard_is_of_a_block_that_lives() -> Result<()> {
    with_call_backs(
        full,
        |p| {
            let guard = p.borrow()?;
            Ok((p.freed(), guard.iter().sum::<u64>()))
        },
        frees,
        |p, result| right_or_freed(p, result, |seen| *seen == (false, 7 * 32)),
    )
}

/// The first guard of a block of which other things are noted already.
#[test]
fn a_later_guard_is_of_a_block_that_lives() -> Result<()> {
    with_call_backs(
        || realloc(full()?, 512),
        |p| {
            let guard = p.borrow_mut()?;
            Ok((p.freed(), guard.iter().sum::<u64>()))
        },
        frees,
        |p, result| right_or_freed(p, result, |seen| *seen == (false, 7 * 32)),
    )
}

#[test]
fn a_value_is_written_behind_a_gap() -> Result<()> {
    with_call_backs(
        || numbers(2),
        |p| (*p + 5).write(1),
        frees,
        |p, result| {
            right_or_freed(p, result, |()| {
                (*p + 5).read().is_ok_and(|value| value == 1)
            })
        },
    )
}

#[test]
fn a_value_is_taken_from_between_others() -> Result<()> {
    with_call_backs(
        || numbers(100),
        |p| (*p + 5).take(),
        frees,
        |p, result| right_or_freed(p, result, |value| *value == 7 && !(*p + 5).assigned()),
    )
}

#[test]
fn a_block_is_reallocated() -> Result<()> {
    for size in [800, 200] {
        let run = |p: &MallocPointer<u32>| realloc(*p, size);
        let right = |p: &MallocPointer<u32>, result: &Result<_>| {
            right_or_freed(p, result, |fresh: &MallocPointer<u32>| {
                (fresh.size(), p.read().ok(), (*fresh + 49).read().ok()) == (size, Some(7), Some(7))
            })
        };
        with_call_backs(|| numbers(100), run, frees, right)?;
        // The call back reallocates it, too.
        let reallocates = |p: &MallocPointer<u32>| drop(realloc(*p, 1 << 20));
        with_call_backs(|| numbers(100), run, reallocates, right)?;
    }
    Ok(())
}

#[test]
fn bytes_are_copied_from_a_block_that_lives() -> Result<()> {
    type Bytes = MallocPointer<u8>;
    let make = || -> Result<(Bytes, Bytes)> {
        let (from, to) = (malloc(50)?, malloc(200)?);
        memset(from, 7, 50)?;
        Ok((from, to))
    };
    let run = |(from, to): &(Bytes, Bytes)| memcpy(*to + 100, *from, 50);
    for frees_source in [true, false] {
        let call = |(from, to): &(Bytes, Bytes)| frees(if frees_source { from } else { to });
        with_call_backs(make, run, call, |(from, to), result| match result {
            Ok(_) => !from.freed() && (*to + 149).read().is_ok_and(|value| value == 7),
            Err(error) => error.kind() == ErrorKind::Memory,
        })?;
    }
    // What is copied, and what is written over.
    with_call_backs(
        || numbers(10),
        |p| (*p + 20).copy_from(*p, 10),
        frees,
        |p, result| {
            right_or_freed(p, result, |()| {
                (*p + 29).read().is_ok_and(|value| value == 7)
            })
        },
    )
}

#[test]
fn a_text_is_written_to_a_chunk() -> Result<()> {
    let frees = |p: &CallocPointer<str>| drop(free(*p));
    with_call_backs(
        || calloc::<str>(100, 8),
        |p| (*p + 5).write("text"),
        frees,
        |p, result| match result {
            Ok(()) => (*p + 5).borrow().is_ok_and(|text| text == "text"),
            Err(error) => p.freed() && error.kind() == ErrorKind::Memory,
        },
    )
}

/// What `pointers! { for i in 0..100 { p[i] += 1 } }` borrows.
#[test]
fn a_loop_borrows_a_block_that_lives() -> Result<()> {
    with_call_backs(
        || numbers(100),
        |p| {
            let lent = Probe(p).__pointers_cells(true, None);
            let sum = lent.as_ref().map(|lent| {
                let cells = lent.__pointers_lent();
                (0..100)
                    .filter_map(|n| cells.__pointers_get(&cells.__pointers_index(n)))
                    .sum::<u32>()
            });
            Ok((p.freed(), sum))
        },
        frees,
        |p, result| match result {
            Ok((freed, sum)) => *freed == sum.is_none() && sum.is_none_or(|sum| sum == 700),
            Err(_) => p.freed(),
        },
    )
}

/// A block that has notes, which end with it, is freed once.
#[test]
fn a_block_is_freed_once() -> Result<()> {
    let again = Cell::new(0);
    with_call_backs(
        || realloc(numbers(100)?, 800),
        |p| {
            let before = heap::stats().live_blocks;
            free(*p)?;
            Ok(before - heap::stats().live_blocks)
        },
        |p| again.set(again.get() + usize::from(free(*p).is_ok())),
        |p, result| {
            p.freed()
                && (result.as_ref().is_ok_and(|ended| *ended == 1) || is(result, ErrorKind::Memory))
        },
    )?;
    assert_eq!(again.get(), 0);
    Ok(())
}

#[test]
fn a_run_is_filled() -> Result<()> {
    with_call_backs(
        || numbers(2),
        |p| (*p + 5).fill(9, 20),
        frees,
        |p, result| {
            right_or_freed(p, result, |()| {
                (*p + 24).read().is_ok_and(|value| value == 9)
            })
        },
    )
}

#[test]
fn a_chunk_is_taken_and_the_block_grows() -> Result<()> {
    let frees = |p: &CallocPointer<u32>| drop(free(*p));
    with_call_backs(
        || {
            let p = calloc::<u32>(4, 4)?;
            p.add(3)?.take()?;
            Ok(p)
        },
        |p| realloc(*p, 4000),
        frees,
        |p, result| match result {
            Ok(fresh) => (*p + 900).read().is_ok_and(|value| value == 0) && fresh.chunks() == 1000,
            Err(error) => p.freed() && error.kind() == ErrorKind::Memory,
        },
    )
}

#[test]
fn blocks_that_are_noted_from_their_beginning_on() -> Result<()> {
    let nothing = || Ok(());
    let other = |(): &()| drop(malloc::<u8>(8).and_then(free));
    let right = |(): &(), result: &Result<()>| result.is_ok();
    with_call_backs(
        nothing,
        |()| cpython::malloc::<i32>(28).and_then(free),
        other,
        right,
    )?;
    with_call_backs(
        nothing,
        |()| cpython::calloc::<i32>(3, 28).and_then(free),
        other,
        right,
    )?;
    with_call_backs(
        nothing,
        |()| calloc_safe::<Box<u8>>(3, 28).and_then(free),
        other,
        right,
    )?;
    with_call_backs(nothing, |()| strdup(c"text").and_then(free), other, right)?;
    let adopts = |(): &()| {
        // SAFETY: the block is fresh and has three zeroed chunks.
        let p = unsafe { CallocPointer::<[u16]>::from_raw(libc::calloc(3, 4), 3, 4)? };
        free(p)
    };
    with_call_backs(nothing, adopts, other, right)
}

/// To make an error, and to end it, is no request either: what is used after that is still what it was.
#[test]
fn an_error_asks_for_nothing() -> Result<()> {
    let make = || {
        let (p, freed) = (full()?, full()?);
        free(freed)?;
        Ok((p, freed))
    };
    let run = |(p, freed): &(Numbers, Numbers)| -> Result<()> {
        drop(freed.read());
        drop(free(*freed));
        drop((*p + 1).read());
        drop(realloc(*p, 3));
        drop(malloc::<u8>(usize::MAX));
        let guard = p.borrow_mut()?;
        drop(free(*p));
        drop(guard);
        Ok(())
    };
    with_call_backs(make, run, |(p, _)| frees(p), |_, _| true)
}

/// The guards of a rehearsal are noted by the thread, and a call back rehearses, too.
#[test]
fn a_rehearsal_in_a_rehearsal() -> Result<()> {
    with_call_backs(
        || Ok(()),
        |()| {
            let outer = heap::fail_after(1);
            let p = malloc::<u8>(8)?;
            let second = malloc::<u8>(8);
            drop(outer);
            free(p)?;
            Ok(is(&second, ErrorKind::Allocation))
        },
        |()| {
            let inner = heap::fail_after(0);
            assert!(malloc::<u8>(8).is_err());
            drop(inner);
        },
        |(), result| result.as_ref().is_ok_and(|failed| *failed),
    )
}

/// What the user gets as a `String` or a `Vec` does come from the global allocator: before the text is
/// looked up.
#[test]
fn what_is_read_is_what_is_there_then() -> Result<()> {
    let make = || {
        let p = malloc::<str>(8)?;
        p.write("before")?;
        Ok(p)
    };
    for n in 1..4 {
        let p = make()?;
        let (text, called) = allocator::at(n, &|| drop(p.write("after it")), || p.read());
        let expected = if called { "after it" } else { "before" };
        assert_eq!(text?, expected);

        let p = make()?;
        let (text, called) = allocator::at(n, &|| drop(free(p)), || p.read());
        assert_eq!(is(&text, ErrorKind::Memory), called);

        let p = make()?;
        let (text, called) = allocator::at(n, &|| drop(realloc(p, 1 << 20)), || p.take());
        assert_eq!((text?.as_str(), p.assigned()), ("before", false));
        assert_eq!(p.size(), if called { 1 << 20 } else { 8 });

        let p = make()?;
        let (text, called) = allocator::at(n, &|| drop(free(p)), || p.replace("new"));
        assert_eq!(is(&text, ErrorKind::Memory), called);
    }
    Ok(())
}

/// The same of a C string, which may grow meanwhile: the room is asked for, then the string is looked up again. And of
/// what is formatted, before the memory is looked up at all.
#[test]
fn a_c_string_is_what_is_there_then() -> Result<()> {
    for n in 1..6 {
        let p = strdup(c"before")?;
        let (copy, called) = allocator::at(n, &|| drop(free(p)), || text(p));
        // The second request, of a text that is none in UTF-8, comes after the last look.
        assert_eq!(is(&copy, ErrorKind::Memory), called && n == 1);

        let p = strdup(&[b'a', 0xff, b'b', 0, 0, 0, 0])?;
        let grow = || drop(realloc(p, 100).and_then(|p| strcpy(p, "much longer than before")));
        let (copy, called) = allocator::at(n, &grow, || text(p));
        let expected = match called && n == 1 {
            true => "much longer than before",
            false => "a\u{fffd}b",
        };
        assert_eq!(copy?, expected);

        let p = strdup("before")?;
        let (written, called) = allocator::at(n, &|| drop(free(p)), || sprintf!(p, "{}", 12));
        // What comes later lets go of the text.
        assert_eq!(is(&written, ErrorKind::Memory), called && n == 1);
    }
    Ok(())
}

#[test]
fn blocks_that_begin_and_end_while_leaks_are_listed() -> Result<()> {
    let blocks = (0..20)
        .map(|_| malloc::<u64>(8))
        .collect::<Result<Vec<_>>>()?;
    for n in 1..8 {
        let call = || {
            let _ = blocks.iter().map(|block| free(*block)).find(Result::is_ok);
            let _ = malloc::<u64>(16);
        };
        let live = heap::stats().live_blocks;
        let (leaks, _) = allocator::at(n, &call, heap::leaks);
        assert!(leaks.len().abs_diff(live) <= 1);
        assert!(
            leaks
                .iter()
                .all(|leak| leak.allocated_at().file() == file!())
        );
    }
    Ok(())
}
