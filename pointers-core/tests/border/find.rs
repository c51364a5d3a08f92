//! A handle from an address.

use std::ffi::c_void;

use pointers_core::{
    Calloc, CallocPointer, Malloc, MallocPointer, Pointer, Result, calloc, free, heap, malloc,
    realloc,
};

use crate::common::fails;
use crate::leaves_nothing;

fn find<K: pointers_core::InBytes>(address: *const c_void) -> Result<Pointer<u32, K>> {
    // SAFETY: the blocks of these tests hold plain bytes.
    unsafe { heap::find(address) }
}

#[test]
fn any_element_of_any_block() -> Result<()> {
    leaves_nothing(|| {
        let blocks = [1, 3, 200, 100_000].map(|count| malloc::<u32>(count * 4));
        for block in blocks {
            let block = block?;
            let count = block.size() / 4;
            block.fill(7, count)?;
            for index in [0, count / 2, count - 1] {
                let element = block.add(index)?;
                let found: MallocPointer<u32> = find(element.as_ptr()?.cast())?;
                assert_eq!((found, found.id()), (element, element.id()));
                found.write(8)?;
                assert_eq!(element.read()?, 8);
            }
            let start = block.as_ptr()?;
            free(find::<Malloc>(start.cast())?)?;
            fails!(block.read(), Memory);
            fails!(find::<Malloc>(start.cast()), Memory);
        }
        Ok(())
    })
}

#[test]
fn chunks_and_what_is_found_of_the_other_kind() -> Result<()> {
    leaves_nothing(|| {
        let chunks = calloc::<u32>(3, 28)?;
        let second = chunks.add(1)?;
        let found: CallocPointer<u32> = find(second.as_ptr()?.cast())?;
        assert_eq!((found.current_index(), found.chunks()), (1, 3));
        fails!(
            find::<Malloc>(second.as_ptr()?.cast()),
            InvalidSize,
            "InvalidSizeError: memory is divided into chunks of 28 bytes"
        );
        fails!(
            find::<Calloc>(second.as_ptr()?.wrapping_add(1).cast()),
            InvalidSize
        );
        free(chunks)?;
        let run = malloc::<u32>(8)?;
        fails!(
            find::<Calloc>(run.as_ptr()?.cast()),
            InvalidSize,
            "InvalidSizeError: memory is one run of elements, and not divided into chunks"
        );
        fails!(
            find::<Malloc>(run.as_ptr()?.wrapping_byte_add(2).cast()),
            InvalidSize
        );
        free(run)
    })
}

#[test]
fn no_block_is_there() -> Result<()> {
    leaves_nothing(|| {
        fails!(find::<Malloc>(std::ptr::null()), NullPointer);
        let local = 7_u32;
        let error = fails!(find::<Malloc>((&raw const local).cast()), Memory);
        let line = format!(
            "MemoryError: no block of this thread is at address {:#x}",
            (&raw const local).addr()
        );
        assert_eq!(error.to_string(), line);
        let p = malloc::<u32>(8)?;
        let (start, end) = (p.as_ptr()?, p.add(2)?.as_ptr()?);
        // One past the last is another block's, or nobody's.
        assert!(find::<Malloc>(end.cast()).map_or(true, |found| found.id() != p.id()));
        let moved = realloc(p, 1 << 20)?;
        if moved.as_ptr()? != start {
            fails!(find::<Malloc>(start.cast()), Memory);
        }
        let start = moved.as_ptr()?;
        let elsewhere = std::thread::scope(|scope| {
            let start = start.addr();
            scope
                .spawn(move || find::<Malloc>(std::ptr::without_provenance(start)).is_err())
                .join()
        });
        assert!(elsewhere.expect("it does not panic"));
        let detached = {
            moved.fill(1, (1 << 20) / 4)?;
            moved.detach()?
        };
        fails!(find::<Malloc>(start.cast()), Memory);
        drop(detached);
        Ok(())
    })
}

#[test]
fn values_that_do_not_fit_and_blocks_that_are_lent() -> Result<()> {
    leaves_nothing(|| {
        let p = malloc::<u16>(6)?;
        fails!(find::<Malloc>(p.as_ptr()?.cast()), InvalidSize);
        free(p)?;
        let numbers = [1_u32, 2];
        // SAFETY: the numbers outlive the guard.
        let lent = unsafe { MallocPointer::<u32>::borrow_raw(numbers.as_ptr().cast(), 8)? };
        let found = find::<Malloc>((&raw const numbers[1]).cast())?;
        assert_eq!(found.read()?, 2);
        fails!(found.write(1), Borrow);
        drop(lent);
        fails!(found.read(), Memory);
        let empty = malloc::<()>(0)?;
        // SAFETY: the block holds nothing.
        let found = unsafe { heap::find::<(), Malloc>(empty.as_ptr()?.cast())? };
        assert_eq!(found.id(), empty.id());
        free(found)
    })
}
