//! A handle from an address.

use std::ffi::c_void;

use pointers_core::zerocopy::{FromBytes, Immutable, IntoBytes};
use pointers_core::{
    Calloc, CallocPointer, Malloc, MallocPointer, Pointer, Result, calloc, free, heap, malloc,
    realloc,
};
use pointers_macros::Fields;

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

#[derive(Fields, Clone, Copy, FromBytes, IntoBytes, Immutable)]
#[zerocopy(crate = "pointers_core::zerocopy")]
#[fields(crate = pointers_core)]
#[repr(C)]
struct Header {
    kind: u16,
    length: u16,
}

/// As after a cast: a field that is assigned says nothing of the bytes before it.
#[test]
fn as_another_type_it_is_known_in_bytes() -> Result<()> {
    fn set_length(p: MallocPointer<Header>) -> Result<()> {
        let Ok(place) = p.__pointers_p_arrow();
        let Ok(field) = place.__pointers_p_field_mut(|m| &mut m.length);
        field.__pointers_p_assign(7)
    }

    leaves_nothing(|| {
        // The first is the open one, the last is noted with gaps before it.
        for (described, index) in [(true, 0), (true, 2), (false, 0), (false, 2)] {
            let p: MallocPointer<Header> = malloc(12)?;
            if described {
                set_length(p.add(index)?)?;
            }
            let start = p.as_ptr()?.cast_const().cast();
            // SAFETY: both types are plain bytes.
            let bytes: MallocPointer<u8> = unsafe { heap::find(start)? };
            if !described {
                set_length(p.add(index)?)?;
            }
            let assigned = (0..12).map(|at| bytes.add(at).is_ok_and(|byte| byte.assigned()));
            let length = 4 * index + 2..4 * index + 4;
            assert_eq!(
                assigned.collect::<Vec<_>>(),
                (0..12).map(|at| length.contains(&at)).collect::<Vec<_>>()
            );
            fails!(bytes.add(4 * index)?.read(), Dereference);
            fails!(p.add(index)?.read(), Dereference);
            bytes.add(4 * index)?.copy_from_slice(&[1, 0])?;
            assert_eq!(p.add(index)?.read()?.length, 7);
            free(p)?;
        }
        // What has no size would assign bytes that nobody wrote.
        let p = malloc::<u32>(8)?;
        // SAFETY: both types are plain bytes, of which the one has none.
        unsafe {
            fails!(heap::find::<(), Malloc>(p.as_ptr()?.cast()), InvalidSize);
        }
        p.cast::<u8>()?;
        // SAFETY: as above.
        unsafe {
            fails!(heap::find::<(), Malloc>(p.as_ptr()?.cast()), InvalidSize);
        }
        free(p)
    })
}

/// What is found is the same block, lent or not, as often as it is asked for; and what was given away is none any more.
#[test]
fn blocks_that_are_borrowed_found_twice_or_handed_over() -> Result<()> {
    leaves_nothing(|| {
        let p = MallocPointer::from_slice(&[1_u32, 2])?;
        let address = p.add(1)?.as_ptr()?.cast_const().cast();
        let (one, two) = (find::<Malloc>(address)?, find::<Malloc>(address)?);
        assert_eq!(one.id(), two.id());
        let guard = p.borrow_slice_mut(2)?;
        let borrowed = find::<Malloc>(address)?;
        fails!(borrowed.read(), Borrow);
        fails!(borrowed.write(3), Borrow);
        fails!(free(borrowed), InvalidFree);
        fails!(free(find::<Malloc>(guard.as_ptr().cast())?), Borrow);
        drop(guard);
        assert_eq!((one.read()?, two.read()?), (2, 2));
        let raw = p.into_raw()?;
        fails!(find::<Malloc>(address), Memory);
        fails!(find::<Malloc>(raw), Memory);
        fails!(one.read(), Memory);
        // SAFETY: the block was just handed over, and is nobody's.
        unsafe { libc::free(raw) };
        Ok(())
    })
}
