//! `add`, `sub`, `offset`, `offset_from`, and the operators, which report what is wrong when the result is used.

use std::collections::HashSet;

use pointers_core::{
    CallocPointer, ErrorKind, MallocPointer, Result, calloc, calloc_safe, free, malloc, realloc,
};

use crate::common::{fails, on_both_handles};

on_both_handles!(#[allow(clippy::op_ref)] all_ways_to_an_element_are_equal, 10 of u32, |p| {
    let fifth = p.add(5)?;
    for same in [
        p + 5,
        p + 5_u8,
        p + 5_i128,
        p + &5_usize,
        p + 9 - 4,
        p - -5,
        p - -5_i8,
        p.offset(5)?,
        p.add(10)?.sub(5)?,
        p.add(7)?.offset(-2)?,
        (p + 100) - 95,
        (p - 100) + 105,
    ] {
        assert_eq!(same, fifth);
        assert_eq!(same.offset_from(p)?, 5);
        same.write(7)?;
        assert_eq!(fifth.replace(0)?, 7);
    }
    free(p)?;
});

/// Elements, of which there are more than in any block, and that do not leave the addresses.
const FAR: i64 = 1 << (usize::BITS - 24);

on_both_handles!(lazy_arithmetic_may_go_outside_and_come_back, 3 of u32, |p| {
    p.fill(7, 3)?;
    for far in [4_i64, -1, 1000, -1000, FAR, -FAR] {
        let outside = p + far;
        assert!(outside.read().is_err());
        assert!(!outside.freed() && !outside.assigned());
        assert_eq!(outside.size(), 12);
        assert_eq!((outside - far).read()?, 7);
        assert_eq!(outside.offset_from(p)?, far as isize);
    }
    free(p)?;
});

#[test]
fn a_lazy_result_is_reported_when_it_is_used() -> Result<()> {
    let p = calloc::<u32>(3, 4)?;
    let outside = p + 5;
    fails!(
        outside.read(),
        NotEnoughChunks,
        "NotEnoughChunks: chunk index is 5, while allocation is 3"
    );
    fails!(
        outside.add(1),
        NotEnoughChunks,
        "NotEnoughChunks: chunk index is 6, while allocation is 3"
    );
    fails!(
        (p - 2).write(1),
        OutOfBounds,
        "OutOfBoundsError: index is -2, which is below zero"
    );
    free(p)?;
    let p = malloc::<u32>(12)?;
    fails!(
        (p + 5).read(),
        OutOfBounds,
        "OutOfBoundsError: index is 5, while allocation is 3"
    );
    free(p)
}

#[test]
fn what_leaves_the_address_space_stays_lost() -> Result<()> {
    let p = malloc::<u32>(8)?;
    let c = calloc::<u32>(2, 4)?;
    let message = "OutOfBoundsError: pointer arithmetic left the address space";
    for lost in [
        p + usize::MAX,
        p + i128::MAX,
        p - i128::MAX,
        p + i128::MIN,
        p - i128::MIN,
        p + u128::MAX,
        p - u128::MAX,
        p + u64::MAX,
        p + isize::MAX,
        p + isize::MIN,
        p + isize::MAX + isize::MAX,
    ] {
        // Not even the way back leads back.
        for lost in [lost, lost - 1, lost + 1, lost - usize::MAX] {
            fails!(lost.read(), OutOfBounds, message);
            fails!(lost.write(1), OutOfBounds, message);
            fails!(lost.add(0), OutOfBounds, message);
            fails!(
                free(lost),
                InvalidFree,
                "InvalidFreeError: pointer is nowhere near the start of its memory"
            );
            assert!(!lost.is_null() && !lost.freed() && !lost.assigned());
            assert_eq!(lost.size(), 8);
        }
    }
    fails!(
        (c + usize::MAX).read(),
        NotEnoughChunks,
        "NotEnoughChunks: pointer arithmetic left the address space"
    );
    free(p)?;
    // Of a block that is gone, that comes first.
    fails!((p + usize::MAX).read(), Memory);
    free(c)
}

on_both_handles!(amounts_that_overflow_are_out_of_bounds, 2 of u64, |p| {
    for n in [3, 1 << (usize::BITS / 2), isize::MAX as usize, usize::MAX / 8, usize::MAX] {
        assert!(p.add(n).is_err());
        assert!(p.sub(n).is_err());
    }
    for by in [3, -1, isize::MAX, isize::MIN, isize::MIN / 8] {
        assert!(p.offset(by).is_err());
    }
    assert!((p + 1).add(usize::MAX).is_err());
    free(p)?;
});

/// What is near an edge of something, or wraps around to what is inside: multiplied by a size of 1, 3, 8 or 24 too.
fn distances() -> Vec<i128> {
    let mut all: Vec<i128> = (-8..8).collect();
    for power in [31, 32, 59, 60, 61, 62, 63, 64, 65, 126] {
        let near = (1_i128 << power) - 4..(1 << power) + 4;
        all.extend(near.clone().map(|by| -by));
        all.extend(near);
    }
    let thirds = [u64::MAX / 3, u64::MAX / 24, i64::MAX as u64 / 3];
    all.extend(thirds.iter().flat_map(|&third| {
        let near = i128::from(third) - 3..i128::from(third) + 4;
        near.clone().chain(near.map(|by| -by))
    }));
    all.extend([i128::MAX - 4, i128::MIN + 1]);
    all
}

/// Every way to move a handle from each element and from the end, by every distance that its type holds, goes where a
/// sum says, or fails with that sum.
macro_rules! check_all_moves {
    ($p:expr, $count:expr, $kind:ident) => {{
        let (p, count): (_, i128) = ($p, $count);
        let fails = |outcome: Result<_>, index: i128| {
            let error = outcome.map(|_| ()).unwrap_err();
            let kind = match index < 0 {
                true => ErrorKind::OutOfBounds,
                false => ErrorKind::$kind,
            };
            assert_eq!(error.kind(), kind, "{index}");
            let message = error.to_string();
            assert!(message.contains(&format!("index is {index},")), "{message}");
        };
        for start in 0..=count {
            let from = p.add(start as usize)?;
            for by in distances() {
                let index = start + by;
                // The macro's own go as far as an `isize` where they are meant to go further.
                let most = |by: i128| by.clamp(isize::MIN as i128, isize::MAX as i128);
                let mut ways = vec![(most(by), from.__pointers_at(by))];
                let mut lazy = vec![from + by];
                if let Ok(by) = usize::try_from(by) {
                    ways.push((by as i128, from.add(by)));
                    let same = most(by as i128);
                    ways.extend([
                        (same, from.__pointers_at(by)),
                        (same, from.__pointers_at(&by)),
                    ]);
                    lazy.extend([from + by, from + &by, from + by as u128]);
                }
                if let Ok(back) = usize::try_from(-by) {
                    ways.push((by, from.sub(back)));
                    let mut step = from;
                    let down = step.__pointers_step_down(back);
                    ways.push((-most(-by), down.map(|()| step)));
                    lazy.push(from - back);
                }
                if let Ok(by) = isize::try_from(by) {
                    let wide = by as i128;
                    ways.extend([(wide, from.offset(by)), (wide, from.__pointers_at(by))]);
                    lazy.push(from + by);
                }
                if let Ok(by) = u32::try_from(by) {
                    ways.push((most(by.into()), from.__pointers_at(by)));
                    lazy.push(from + by);
                }
                if let Ok(by) = i32::try_from(by) {
                    ways.push((by.into(), from.__pointers_at(by)));
                    lazy.extend([from + by, from - -i64::from(by)]);
                }
                let inside = (0..count).contains(&index);
                for (by, way) in ways {
                    let index = start + by;
                    if (0..=count).contains(&index) {
                        let way = way?;
                        assert_eq!(way.offset_from(p)? as i128, index);
                        assert_eq!(way.assigned(), inside && p.add(index as usize)?.assigned());
                    } else {
                        fails(way, index);
                    }
                }
                for way in lazy {
                    if inside {
                        assert_eq!(way, p.add(index as usize)?);
                        assert_eq!(way.assigned(), p.add(index as usize)?.assigned());
                    } else {
                        assert!(way.read().is_err());
                    }
                }
            }
        }
    }};
}

/// Blocks that are unassigned, half assigned, assigned, borrowed, reallocated.
macro_rules! moves_go_where_a_sum_says {
    ($($name:ident: $T:ty, $default:expr;)*) => {$(
        #[test]
        fn $name() -> Result<()> {
            let size = size_of::<$T>();
            let p = malloc::<$T>(3 * size)?;
            let blocks = [calloc_safe::<$T>(3, size)?, calloc_safe::<$T>(3, size + 5)?];
            check_all_moves!(p, 3, OutOfBounds);
            for c in blocks {
                check_all_moves!(c, 3, NotEnoughChunks);
            }
            for element in [0, 2, 1] {
                p.add(element)?.write($default)?;
                check_all_moves!(p, 3, OutOfBounds);
                for c in blocks {
                    c.add(element)?.write($default)?;
                    check_all_moves!(c, 3, NotEnoughChunks);
                }
            }
            let guard = p.borrow()?;
            check_all_moves!(p, 3, OutOfBounds);
            drop(guard);
            for c in blocks {
                let guard = c.borrow()?;
                check_all_moves!(c, 3, NotEnoughChunks);
                drop(guard);
                realloc(c, 2 * c.chunk_size())?;
                check_all_moves!(c, 2, NotEnoughChunks);
                free(c)?;
                assert_eq!(c.add(1).unwrap_err().kind(), ErrorKind::Memory);
            }
            realloc(p, 4 * size)?;
            check_all_moves!(p, 4, OutOfBounds);
            free(p)?;
            assert_eq!(p.offset(0).unwrap_err().kind(), ErrorKind::Memory);
            assert!((p + 0).freed());
            Ok(())
        }
    )*};
}

moves_go_where_a_sum_says! {
    moves_by_a_byte_go_where_a_sum_says: u8, 1;
    moves_by_three_bytes_go_where_a_sum_says: [u8; 3], [1; 3];
    moves_by_a_word_go_where_a_sum_says: [u8; 8], [1; 8];
    moves_by_three_words_go_where_a_sum_says: [u8; 24], [1; 24];
}

#[test]
fn a_failed_move_leaves_the_handle() -> Result<()> {
    let p = malloc::<u32>(4)?;
    p.write(7)?;
    fails!(p.add(2), OutOfBounds);
    assert_eq!(p.read()?, 7);
    free(p)
}

on_both_handles!(a_distance_is_counted_in_elements, 4 of u64, |p| {
    for (a, b) in [(0_usize, 0_usize), (3, 0), (0, 3), (4, 1), (1, 4)] {
        assert_eq!(p.add(a)?.offset_from(p.add(b)?)?, a as isize - b as isize);
    }
    let far = p + (isize::MAX / 8);
    assert_eq!(far.offset_from(p)?, isize::MAX / 8);
    assert_eq!((p - (isize::MAX / 8)).offset_from(p)?, -(isize::MAX / 8));
    // Further apart than an isize: no overflow.
    let _ = far.offset_from(p - (isize::MAX / 8));
    free(p)?;
});

#[test]
fn two_blocks_have_no_distance() -> Result<()> {
    let (p, q) = (malloc::<u32>(8)?, malloc::<u32>(8)?);
    fails!(
        p.offset_from(q),
        OutOfBounds,
        "OutOfBoundsError: the two pointers belong to different blocks"
    );
    free(q)?;
    fails!(p.offset_from(q), Memory);
    fails!(p.offset_from(MallocPointer::null()), NullPointer);
    free(p)
}

#[test]
fn comparison_and_hash_are_by_address() -> Result<()> {
    let p = calloc::<u32>(3, 28)?;
    let q = calloc::<u32>(3, 28)?;
    let next = p + 1;
    assert!(p < next && p.max(next) == next);
    assert!(next >= p);
    assert_eq!(p < q, p.address() < q.address());
    assert_ne!(p, q);
    let set: HashSet<CallocPointer<u32>> = [p, p + 1, p + 1, p.add(1)?, q, p].into();
    assert_eq!(set.len(), 3);
    let mut sorted = [p + 2, p, p + 1];
    sorted.sort();
    assert_eq!(sorted, [p, p + 1, p + 2]);
    free(p)?;
    free(q)?;
    // Of what is gone too.
    assert!(p < next && p == p + 0);
    Ok(())
}

#[test]
fn calloc_moves_by_chunks_and_malloc_by_elements() -> Result<()> {
    let p = malloc::<u32>(56)?;
    let c = calloc::<u32>(2, 28)?;
    assert_eq!((p + 1).address() - p.address(), 4);
    assert_eq!((c + 1).address() - c.address(), 28);
    assert_eq!((c + 1).current_index(), 1);
    assert_eq!((c - 1).current_index(), 0);
    free(p)?;
    free(c)
}

#[test]
fn iteration_goes_from_the_current_chunk_to_the_last() -> Result<()> {
    let p = calloc::<u32>(5, 28)?;
    for (n, chunk) in p.into_iter().enumerate() {
        chunk.write(n as u32)?;
    }
    for start in 0..=5 {
        let chunks = p.add(start)?.into_iter();
        assert_eq!(chunks.len(), 5 - start);
        let values: Vec<u32> = chunks.map(|chunk| chunk.read()).collect::<Result<_>>()?;
        assert_eq!(values, (start as u32..5).collect::<Vec<_>>());
    }
    assert_eq!(
        p.add(3)?
            .into_iter()
            .map(CallocPointer::current_index)
            .collect::<Vec<_>>(),
        [3, 4]
    );
    // What happens to the block meanwhile is seen by each chunk.
    let mut chunks = p.into_iter();
    chunks.next().unwrap().read()?;
    pointers_core::realloc(p, 28 * 2)?;
    chunks.next().unwrap().read()?;
    fails!(chunks.next().unwrap().read(), NotEnoughChunks);
    free(p)?;
    fails!(chunks.next().unwrap().read(), Memory);
    Ok(())
}
