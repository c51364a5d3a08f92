//! Rule 7: zero sizes, types without size, alignments above 16, and chunks that are not aligned.

use pointers_core::{Result, calloc, calloc_safe, free, malloc, realloc, zerocopy};
use zerocopy::FromZeros;

use crate::common::{Log, Noted, fails, on_both_handles};

#[test]
fn malloc_of_0_is_a_block_that_only_values_without_size_fit() -> Result<()> {
    let p = malloc::<u8>(0)?;
    assert!(!p.is_null() && !p.freed() && !p.assigned());
    assert_eq!(p.size(), 0);
    fails!(
        p.write(1),
        InvalidSize,
        "InvalidSizeError: object is of size 1, while memory allocation is 0"
    );
    fails!(p.read(), Dereference);
    assert_eq!(p.add(0)?, p);
    fails!(p.add(1), OutOfBounds);
    free(p)?;
    fails!(free(p), Memory);

    let unit = malloc::<()>(0)?;
    unit.write(())?;
    unit.read()?;
    free(unit)?;

    let text = malloc::<str>(0)?;
    pointers_core::traits::SlicePointer::write(text, "")?;
    assert_eq!(text.read()?, "");
    free(text)
}

#[test]
fn a_block_of_0_can_grow() -> Result<()> {
    let p = realloc(malloc::<u32>(0)?, 8)?;
    p.add(1)?.write(7)?;
    assert_eq!(p.add(1)?.read()?, 7);
    free(p)?;
    let p = realloc(calloc::<u32>(0, 28)?, 56)?;
    assert_eq!((p.chunks(), p.read()?, p.add(1)?.read()?), (2, 0, 0));
    free(p)
}

#[test]
fn calloc_of_0_chunks_has_no_chunk() -> Result<()> {
    let p = calloc::<u32>(0, 28)?;
    assert_eq!(
        (p.size(), p.chunks(), p.chunk_size(), p.current_index()),
        (0, 0, 28, 0)
    );
    let message = "NotEnoughChunks: chunk index is 0, while allocation is 0";
    fails!(p.read(), NotEnoughChunks, message);
    fails!(p.write(1), NotEnoughChunks, message);
    fails!(
        p.add(1),
        NotEnoughChunks,
        "NotEnoughChunks: chunk index is 1, while allocation is 0"
    );
    assert_eq!(p.into_iter().count(), 0);
    free(p)
}

on_both_handles!(values_without_size_are_counted_and_dropped, 3 of Ghost, |p| {
    let before = GHOSTS.get();
    for n in 0..3 {
        p.add(n)?.write(Ghost)?;
    }
    // One is overwritten, one taken.
    p.write(Ghost)?;
    assert_eq!(GHOSTS.get(), before + 1);
    drop(p.add(1)?.take()?);
    assert_eq!(GHOSTS.get(), before + 2);
    fails!(p.add(1)?.borrow(), Dereference);
    free(p)?;
    assert_eq!(GHOSTS.get(), before + 4);
});

/// Has a drop and no size.
struct Ghost;

thread_local!(static GHOSTS: std::cell::Cell<usize> = const { std::cell::Cell::new(0) });

impl Drop for Ghost {
    fn drop(&mut self) {
        GHOSTS.set(GHOSTS.get() + 1);
    }
}

on_both_handles!(values_without_size_have_guards_like_any, 2 of (), |p| {
    p.write(())?;
    p.add(1)?.write(())?;
    let first = p.borrow_mut()?;
    fails!(p.read(), Borrow);
    p.add(1)?.read()?;
    let second = p.add(1)?.borrow_mut()?;
    fails!(free(p), Borrow);
    drop((first, second));
    assert_eq!(p.borrow_slice(2)?.len(), 2);
    free(p)?;
});

#[derive(Clone, Copy, PartialEq, Debug)]
#[repr(C, align(32))]
struct A32(u8);

#[derive(Clone, Copy, PartialEq, Debug)]
#[repr(C, align(64))]
struct A64(u8);

#[derive(Clone, Copy, PartialEq, Debug)]
#[repr(C, align(4096))]
struct A4096(u8);

macro_rules! aligned {
    ($($name:ident: $T:ident;)*) => {$(
        on_both_handles!($name, 3 of $T, |p| {
            let others = [(); 10].map(|()| malloc::<$T>(size_of::<$T>()).unwrap());
            for other in others {
                assert!(other.address().is_multiple_of(align_of::<$T>()));
                free(other)?;
            }
            for n in 0..3 {
                assert!(p.add(n)?.address().is_multiple_of(align_of::<$T>()));
                p.add(n)?.write($T(n as u8))?;
            }
            assert_eq!(*p.add(1)?.borrow()?, $T(1));
            p.add(2)?.borrow_mut()?.0 += 1;
            assert_eq!(*p.borrow_slice(3)?, [$T(0), $T(1), $T(3)]);
            assert_eq!(p.take()?, $T(0));
            free(p)?;
        });
    )*};
}

aligned! {
    alignment_32_holds: A32;
    alignment_64_holds: A64;
    alignment_4096_holds: A4096;
}

#[test]
fn calloc_of_an_aligned_type_is_zero() -> Result<()> {
    #[derive(FromZeros, Clone, Copy)]
    #[zerocopy(crate = "pointers_core::zerocopy")]
    #[repr(C, align(64))]
    struct Line([u8; 64]);

    for _ in 0..50 {
        let p = calloc::<Line>(3, 64)?;
        for chunk in p {
            assert!(chunk.address().is_multiple_of(64));
            assert_eq!(chunk.read()?.0, [0; 64]);
            chunk.write(Line([0xAA; 64]))?;
        }
        free(p)?;
    }
    Ok(())
}

/// "Chunks of 28 bytes are the document's own"
#[test]
fn copy_values_move_in_and_out_of_chunks_that_are_not_aligned() -> Result<()> {
    let p = calloc::<u64>(4, 28)?;
    assert!(!p.add(1)?.address().is_multiple_of(8));
    for (n, chunk) in p.into_iter().enumerate() {
        chunk.write(n as u64 + 1)?;
    }
    assert_eq!(p.add(1)?.read()?, 2);
    assert_eq!(p.add(1)?.replace(9)?, 2);
    assert_eq!(p.add(1)?.take()?, 9);
    fails!(p.add(1)?.read(), Dereference);
    assert_eq!(
        p.values().filter_map(Result::ok).collect::<Vec<_>>(),
        [1, 3, 4]
    );
    free(p)
}

#[test]
fn what_needs_a_reference_names_the_alignment_where_there_is_none() -> Result<()> {
    let p = calloc::<u64>(2, 26)?;
    let unaligned = p.add(1)?;
    let message = format!(
        "InvalidSizeError: object needs an address that is a multiple of {}, while this memory is at {:#x}",
        align_of::<u64>(),
        unaligned.address()
    );
    fails!(unaligned.borrow(), InvalidSize, message);
    fails!(unaligned.borrow_mut(), InvalidSize, message);
    assert_eq!(*p.borrow()?, 0);
    free(p)?;

    let slices = calloc_safe::<[u64]>(2, 26)?;
    let message = fails!(
        pointers_core::traits::SlicePointer::write(slices.add(1)?, &[1]),
        InvalidSize
    );
    let aligned = format!("multiple of {}", align_of::<u64>());
    assert!(message.to_string().contains(&aligned));
    free(slices)
}

#[test]
fn a_value_with_a_drop_is_not_moved_where_it_is_not_aligned() -> Result<()> {
    let log = Log::new();
    let chunk = size_of::<Noted>() + align_of::<Noted>() / 2;
    let p = calloc_safe::<Noted>(2, chunk)?;
    p.write(log.value(1))?;
    let error = fails!(p.add(1)?.write(log.value(2)), InvalidSize);
    let aligned = format!("multiple of {}", align_of::<Noted>());
    assert!(error.to_string().contains(&aligned), "{error}");
    assert_eq!(log.dropped(), [2]);
    assert!(!p.add(1)?.assigned());
    free(p)?;
    assert_eq!(log.dropped(), [1]);
    Ok(())
}

/// Zeroed chunks hold values from the start, aligned or not: they are dropped all the same.
#[test]
fn zeroed_values_with_a_drop_are_dropped_even_where_they_are_not_aligned() -> Result<()> {
    thread_local!(static DROPS: std::cell::Cell<usize> = const { std::cell::Cell::new(0) });

    #[derive(FromZeros)]
    #[zerocopy(crate = "pointers_core::zerocopy")]
    struct Counted(u64);

    impl Drop for Counted {
        fn drop(&mut self) {
            assert_eq!(self.0, 0);
            DROPS.set(DROPS.get() + 1);
        }
    }

    let p = calloc::<Counted>(4, 10)?;
    fails!(p.add(1)?.take(), InvalidSize);
    fails!(p.add(1)?.replace(Counted(0)), InvalidSize);
    assert_eq!(DROPS.replace(0), 1, "the value that could not be moved in");
    realloc(p, 20)?;
    assert_eq!(DROPS.replace(0), 2);
    free(p)?;
    assert_eq!(DROPS.replace(0), 2);

    // Where a chunk is too small there is no value, and nothing to drop.
    let p = calloc::<Counted>(4, 4)?;
    realloc(p, 8)?;
    free(p)?;
    assert_eq!(DROPS.get(), 0);
    Ok(())
}

#[test]
fn a_run_needs_chunks_without_gaps() -> Result<()> {
    let p = calloc::<u64>(2, 28)?;
    fails!(
        p.borrow_slice(2),
        InvalidSize,
        "InvalidSizeError: object is of size 8, while chunks are of size 28, so that a run of them has gaps"
    );
    fails!(p.borrow_slice_mut(1), InvalidSize);
    fails!(p.fill(1, 2), InvalidSize);
    fails!(p.copy_from_slice(&[1]), InvalidSize);
    free(p)
}
