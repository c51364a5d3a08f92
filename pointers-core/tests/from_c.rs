//! Memory that crosses the border to real C, in both directions.

mod common;

#[cfg(unix)]
use std::ffi::{CStr, c_char};
use std::num::NonZero;
use std::ptr;

use common::{Log, Noted, fails, on_both_handles};
use pointers_core::traits::SlicePointer;
use pointers_core::{
    CallocPointer, MallocPointer, Result, Value, calloc, free, heap, malloc, realloc,
};

// The libc crate has it on no platform, and C on all.
#[cfg(unix)]
unsafe extern "C" {
    fn asprintf(text: *mut *mut c_char, format: *const c_char, ...) -> i32;
}

const HANDED_OVER: &str = "MemoryError: memory has been handed over with `into_raw`";

#[test]
fn a_strdup_is_adopted_used_grown_and_freed() -> Result<()> {
    let before = heap::stats();
    // SAFETY: strdup's copy is a C string of 7 bytes and a NUL, and nobody else's.
    let p = unsafe {
        let raw = libc::strdup(c"strings".as_ptr());
        MallocPointer::<u8>::from_raw(raw.cast(), 8)?
    };
    assert_eq!(p.size(), 8);
    assert!((0..8).all(|n| (p + n).assigned()));
    assert_eq!(&*p.borrow_slice(8)?, b"strings\0");
    p.write(b'S')?;
    let p = realloc(p, 4096)?;
    assert_eq!(&*p.borrow_slice(7)?, b"Strings");
    fails!(p.add(8)?.read(), Dereference);
    fails!(p.add(4097), OutOfBounds);
    free(p)?;
    fails!(p.read(), Memory);
    assert_eq!(heap::stats().live_blocks, before.live_blocks);
    Ok(())
}

#[test]
fn a_strdup_is_text() -> Result<()> {
    // SAFETY: the copy is a C string; its first 5 bytes are UTF-8 and initialised, and nobody else has it.
    let p =
        unsafe { MallocPointer::<str>::from_raw(libc::strdup(c"a\xC3\xA9bc".as_ptr()).cast(), 5)? };
    assert_eq!(p.read()?, "aébc");
    p.write("x")?;
    assert_eq!(p.read()?, "x");
    free(p)
}

#[cfg(unix)]
#[test]
fn realpath_allocates_what_is_freed_here() -> Result<()> {
    // SAFETY: with NULL, realpath allocates a C string, or gives NULL.
    let p = unsafe {
        let raw = libc::realpath(c"/usr/../".as_ptr(), ptr::null_mut());
        MallocPointer::<u8>::from_raw(raw.cast(), libc::strlen(raw) + 1)?
    };
    assert_eq!(&*p.borrow_slice(2)?, b"/\0");
    free(p)?;
    // What is not there is NULL.
    // SAFETY: as above.
    let error = unsafe {
        let raw = libc::realpath(c"/no/such/path".as_ptr(), ptr::null_mut());
        MallocPointer::<u8>::from_raw(raw.cast(), 1)
    };
    fails!(error, NullPointer);
    Ok(())
}

/// A stream to read from, of these bytes.
#[cfg(unix)]
fn stream_of(text: &'static CStr) -> *mut libc::FILE {
    // SAFETY: tmpfile has no preconditions, and the text has as many bytes.
    unsafe {
        let file = libc::tmpfile();
        assert!(!file.is_null());
        let bytes = text.to_bytes();
        assert_eq!(
            libc::fwrite(bytes.as_ptr().cast(), 1, bytes.len(), file),
            bytes.len()
        );
        libc::rewind(file);
        file
    }
}

#[cfg(unix)]
#[test]
fn getline_allocates_what_is_freed_here() -> Result<()> {
    let file = stream_of(c"first line\nsecond\n");
    let (mut line, mut room) = (ptr::null_mut::<c_char>(), 0);
    // SAFETY: getline allocates the line, and says how long it is.
    let length = unsafe { libc::getline(&raw mut line, &raw mut room, file) };
    assert_eq!(length, 11);
    // SAFETY: these bytes and a NUL are initialised, and the line is not used by C again.
    let p = unsafe { MallocPointer::<u8>::from_raw(line.cast(), 12)? };
    assert_eq!(&*p.borrow_slice(11)?, b"first line\n");
    free(p)?;
    // SAFETY: the stream is open.
    unsafe { libc::fclose(file) };
    Ok(())
}

/// A block that is made here, grown by C, and comes back.
#[cfg(unix)]
#[test]
fn getline_reallocates_a_block_of_ours() -> Result<()> {
    let file = stream_of(c"a line that is longer than the four bytes it is given at first\n");
    let p = malloc::<u8>(4)?;
    let (mut line, mut room) = (p.into_raw()?.cast::<c_char>(), 4);
    // SAFETY: the block is C's now, and came from its allocator, as getline asks.
    let length = unsafe { libc::getline(&raw mut line, &raw mut room, file) };
    let length = usize::try_from(length).expect("a line");
    assert!(room > length && length > 60);
    // SAFETY: these bytes are initialised, and C does not use them again.
    let line = unsafe { MallocPointer::<str>::from_raw(line.cast(), length)? };
    assert!(line.read()?.starts_with("a line that"));
    fails!(p.write(1), Memory, HANDED_OVER);
    free(line)?;
    // SAFETY: the stream is open.
    unsafe { libc::fclose(file) };
    Ok(())
}

#[cfg(unix)]
#[test]
fn open_memstream_and_asprintf_allocate_what_is_freed_here() -> Result<()> {
    let (mut memory, mut size) = (ptr::null_mut::<c_char>(), 0);
    // SAFETY: the stream's places outlive it; the format matches its arguments.
    unsafe {
        let stream = libc::open_memstream(&raw mut memory, &raw mut size);
        libc::fprintf(stream, c"%s %d".as_ptr(), c"number".as_ptr(), 7);
        libc::fclose(stream);
    }
    // SAFETY: the stream is closed, and left the block to us, with so many bytes.
    let p = unsafe { MallocPointer::<str>::from_raw(memory.cast(), size)? };
    assert_eq!(p.read()?, "number 7");
    free(p)?;

    let mut text = ptr::null_mut();
    // SAFETY: the format matches its arguments.
    let length = unsafe { asprintf(&raw mut text, c"%04d-%s".as_ptr(), 42, c"x".as_ptr()) };
    // SAFETY: asprintf allocated the text, which has so many bytes.
    let p = unsafe { MallocPointer::<str>::from_raw(text.cast(), length as usize)? };
    assert_eq!(p.read()?, "0042-x");
    free(p)
}

#[test]
fn a_block_of_cs_calloc_is_chunks() -> Result<()> {
    // SAFETY: the block is fresh and has three zeroed chunks of 28 bytes.
    let p = unsafe { CallocPointer::<u32>::from_raw(libc::calloc(3, 28), 3, 28)? };
    assert_eq!(
        (p.chunks(), p.chunk_size(), p.current_index(), p.safe()),
        (3, 28, 0, false)
    );
    for chunk in p {
        assert_eq!(chunk.read()?, 0);
        chunk.write(7)?;
    }
    let p = realloc(p, 28 * 50)?;
    assert_eq!(p.add(2)?.read()?, 7);
    fails!(p.add(3)?.read(), Dereference);
    fails!(p.add(49)?.read(), Dereference);
    free(p)
}

/// Grows an adopted block of one chunk in place (C rounds its sizes up), and then so far that it moves.
/// Nobody has said that zero is a `T`.
fn grows_unassigned<T: Value + ?Sized>(p: CallocPointer<T>) -> Result<CallocPointer<T>> {
    let chunk = p.chunk_size();
    let mut chunks = 1;
    for more in [2, 3, 1 << 16] {
        let p = realloc(p, chunk * more)?;
        assert!(p.assigned() && !p.safe());
        for added in (chunks..more).step_by(1 + more / 64) {
            assert!(!p.add(added)?.assigned());
            fails!(p.add(added)?.borrow(), Dereference);
        }
        chunks = more;
    }
    // Smaller, and larger once more.
    let p = realloc(p, chunk)?;
    let p = realloc(p, chunk * 2)?;
    fails!(p.add(1)?.borrow(), Dereference);
    Ok(p)
}

/// A block of C's with one value.
fn of_c<T>(value: T) -> Result<CallocPointer<T>> {
    // SAFETY: malloc has no preconditions.
    let raw = unsafe { libc::malloc(size_of::<T>()) };
    assert!(!raw.is_null());
    // SAFETY: the block is fresh, has room for a `T`, and holds one then.
    unsafe {
        raw.cast::<T>().write(value);
        CallocPointer::from_raw(raw, 1, size_of::<T>())
    }
}

#[test]
fn what_realloc_adds_to_adopted_chunks_is_unassigned() -> Result<()> {
    let p = grows_unassigned(of_c::<&'static u32>(&7)?)?;
    assert_eq!(*p.read()?, 7);
    fails!(p.add(1)?.read(), Dereference);
    free(p)?;

    let p = grows_unassigned(of_c(NonZero::<u64>::MIN)?)?;
    fails!(p.add(1)?.take(), Dereference);
    free(p)?;

    // Of these none that are added are dropped.
    let p = grows_unassigned(of_c(Box::new(7))?)?;
    fails!(p.add(1)?.replace(Box::new(8)), Dereference);
    p.add(1)?.write(Box::new(9))?;
    assert_eq!((*p.take()?, *p.add(1)?.take()?), (7, 9));
    free(p)?;

    // Zero would be a value, but not one that somebody moved in.
    let p = grows_unassigned(of_c(Some(Box::new(7)))?)?;
    fails!(p.add(1)?.take(), Dereference);
    free(p)?;

    // A gap from before.
    let p = of_c([Some(Box::new(7)), Some(Box::new(8))])?;
    drop(p.take()?);
    let p = realloc(p, 3 * p.chunk_size())?;
    assert!(p.into_iter().all(|chunk| !chunk.assigned()));
    free(p)
}

#[test]
fn nothing_is_in_what_realloc_adds_to_adopted_slices() -> Result<()> {
    // SAFETY: the block has 4 zeroed bytes.
    let p = unsafe { CallocPointer::<[u16]>::from_raw(libc::calloc(1, 4), 1, 4)? };
    let p = grows_unassigned(p)?;
    assert_eq!(p.read()?, [0, 0]);
    fails!(p.add(1)?.read(), Dereference);
    p.add(1)?.write(&[5])?;
    assert_eq!(p.add(1)?.take()?, [5]);
    fails!(p.add(1)?.take(), Dereference);
    free(p)?;

    // SAFETY: the block has 4 zeroed bytes.
    let p = unsafe { CallocPointer::<str>::from_raw(libc::calloc(1, 4), 1, 4)? };
    let p = grows_unassigned(p)?;
    assert_eq!(p.take()?, "\0\0\0\0");
    fails!(p.read(), Dereference);
    free(p)
}

#[test]
fn adopted_without_a_chunk_is_as_unassigned_when_it_grows() -> Result<()> {
    // SAFETY: no chunk of the block is used.
    let p = unsafe { CallocPointer::<Box<u8>>::from_raw(libc::malloc(8), 0, 8)? };
    let p = realloc(p, 16)?;
    fails!(p.take(), Dereference);
    free(p)
}

#[test]
fn a_block_of_ours_is_freed_by_c() -> Result<()> {
    let before = heap::stats().live_blocks;
    let p = malloc::<u64>(24)?;
    p.fill(7, 3)?;
    let raw = p.into_raw()?;
    assert_eq!(heap::stats().live_blocks, before);
    // SAFETY: the block is C's, and has three u64s.
    unsafe {
        assert_eq!(*raw.cast::<u64>().add(2), 7);
        libc::free(raw);
    }
    // Aligned blocks too.
    #[repr(align(256))]
    struct Wide;
    let raw = malloc::<Wide>(512)?.into_raw()?;
    assert!(raw.addr().is_multiple_of(256));
    // SAFETY: the block is C's.
    unsafe { libc::free(raw) };
    Ok(())
}

#[test]
fn a_block_of_ours_is_reallocated_by_c_and_comes_back() -> Result<()> {
    let old = calloc::<u32>(2, 4)?;
    old.add(1)?.write(7)?;
    let raw = old.into_raw()?;
    // SAFETY: the block is C's; after realloc only what it returned is used.
    let new = unsafe {
        let raw = libc::realloc(raw, 1 << 20);
        raw.cast::<u32>().add(2).write_bytes(0, (1 << 18) - 2);
        CallocPointer::<u32>::from_raw(raw, 1 << 18, 4)?
    };
    assert_eq!(
        (
            new.read()?,
            new.add(1)?.read()?,
            new.add((1 << 18) - 1)?.read()?
        ),
        (0, 7, 0)
    );
    // The handles from before stay dead, wherever the block is now.
    fails!(old.read(), Memory, HANDED_OVER);
    free(new)
}

/// C's `qsort` over a block of ours, behind a guard, so that it stays ours.
// For WASI the `libc` crate has none.
#[cfg(not(target_family = "wasm"))]
#[test]
fn c_works_on_a_guarded_run() -> Result<()> {
    use std::ffi::c_void;

    extern "C" fn compare(a: *const c_void, b: *const c_void) -> i32 {
        // SAFETY: qsort passes pointers to the elements, which are i32.
        unsafe { (*a.cast::<i32>()).cmp(&*b.cast::<i32>()) as i32 }
    }

    let p = malloc::<i32>(20)?;
    p.copy_from_slice(&[5, 3, 4, 1, 2])?;
    {
        let mut run = p.borrow_slice_mut(5)?;
        // SAFETY: the run has five i32, which nobody else uses meanwhile.
        unsafe { libc::qsort(run.as_mut_ptr().cast(), 5, 4, Some(compare)) };
    }
    assert_eq!(*p.borrow_slice(5)?, [1, 2, 3, 4, 5]);
    free(p)
}

on_both_handles!(after_into_raw_every_old_handle_says_where_it_was_handed_over, 3 of u32, |p| {
    p.fill(7, 3)?;
    let (copy, derived, lazy, bytes) = (p, p.add(1)?, p + 2, p.cast::<u8>()?);
    let line = line!() + 1;
    let raw = p.into_raw()?;
    for stale in [p, copy, derived, lazy] {
        assert!(stale.freed() && !stale.assigned());
        assert_eq!(stale.size(), 0);
        for error in [
            fails!(stale.read(), Memory, HANDED_OVER),
            fails!(stale.write(1), Memory, HANDED_OVER),
            fails!(stale.take(), Memory, HANDED_OVER),
            fails!(stale.borrow(), Memory, HANDED_OVER),
            fails!(stale.add(0), Memory, HANDED_OVER),
            fails!(realloc(stale, 8), Memory, HANDED_OVER),
            fails!(stale.into_raw(), Memory, HANDED_OVER),
            fails!(free(stale), Memory, HANDED_OVER),
        ] {
            let place = error.freed_at().expect("where it was handed over");
            assert_eq!((place.file(), place.line()), (file!(), line));
            let report = format!("{error:?}");
            assert!(report.contains("handed over at "), "{report}");
            assert!(report.contains(&format!("{}:{line}:", file!())), "{report}");
        }
    }
    fails!(bytes.read(), Memory, HANDED_OVER);
    // SAFETY: the block is C's.
    unsafe { libc::free(raw) };
    fails!(p.read(), Memory, HANDED_OVER);
});

on_both_handles!(into_raw_is_only_from_the_start, 3 of u32, |p| {
    p.fill(7, 3)?;
    fails!(
        p.add(1)?.into_raw(),
        InvalidFree,
        "InvalidFreeError: pointer is 4 bytes away from the start of its memory"
    );
    let guard = p.add(2)?.borrow()?;
    fails!(p.into_raw(), Borrow);
    drop(guard);
    assert_eq!(*p.borrow_slice(3)?, [7; 3]);
    free(p)?;
});

#[test]
fn what_is_handed_over_is_not_dropped_until_it_comes_back() -> Result<()> {
    let log = Log::new();
    let p = malloc::<Noted>(2 * size_of::<Noted>())?;
    p.write(log.value(1))?;
    p.add(1)?.write(log.value(2))?;
    let raw = p.into_raw()?;
    assert_eq!(log.dropped(), []);
    // SAFETY: it is the block that was just handed over, with two values.
    let p = unsafe { MallocPointer::<Noted>::from_raw(raw, 2 * size_of::<Noted>())? };
    assert_eq!(*p.add(1)?.borrow()?, 2);
    free(p)?;
    assert_eq!(log.dropped(), [1, 2]);
    Ok(())
}

#[test]
fn what_cannot_be_adopted_stays_cs() -> Result<()> {
    let before = heap::stats().live_blocks;
    // SAFETY: malloc has no preconditions, and gives 64 bytes, which are then zero.
    let raw = unsafe {
        let raw = libc::malloc(64);
        raw.write_bytes(0, 64);
        raw
    };
    let inside = raw.wrapping_byte_add(1);
    let message = format!(
        "InvalidSizeError: object needs an address that is a multiple of {}, while this memory is at {:#x}",
        align_of::<u64>(),
        inside.addr()
    );
    // SAFETY: nothing is adopted: each of these is refused.
    unsafe {
        fails!(
            MallocPointer::<u64>::from_raw(inside, 8),
            InvalidSize,
            message
        );
        fails!(
            CallocPointer::<u64>::from_raw(inside, 1, 8),
            InvalidSize,
            message
        );
        fails!(MallocPointer::<u64>::from_raw(raw, 12), InvalidSize);
        fails!(MallocPointer::<[u64; 9]>::from_raw(raw, 64), InvalidSize);
        fails!(CallocPointer::<u64>::from_raw(raw, 16, 4), InvalidSize);
        fails!(CallocPointer::<u64>::from_raw(raw, 16, 0), InvalidSize);
        fails!(
            CallocPointer::<u64>::from_raw(raw, usize::MAX, 28),
            Allocation
        );
        fails!(MallocPointer::<u8>::from_raw(raw, usize::MAX), Allocation);
        fails!(
            MallocPointer::<u8>::from_raw(ptr::null_mut(), 8),
            NullPointer
        );
        fails!(
            CallocPointer::<u8>::from_raw(ptr::null_mut(), 1, 8),
            NullPointer
        );
    }
    assert_eq!(heap::stats().live_blocks, before);
    // SAFETY: the block is still C's.
    unsafe { libc::free(raw) };
    Ok(())
}

/// Back and forth, so that the same address is many blocks, one after another.
#[test]
fn each_adoption_is_a_block_of_its_own() -> Result<()> {
    let mut stale = Vec::new();
    let mut p = malloc::<u64>(8)?;
    for round in 0..50 {
        p.write(round)?;
        stale.push(p);
        let raw = p.into_raw()?;
        // SAFETY: it is the block that was just handed over, with one value.
        p = unsafe { MallocPointer::from_raw(raw, 8)? };
        assert_eq!(p.read()?, round);
        for (at, old) in stale.iter().enumerate() {
            // The first one may have been in a page of the library's, of which C got a copy.
            if at > 0 {
                assert_eq!(old.address(), p.address());
            }
            fails!(old.read(), Memory, HANDED_OVER);
        }
    }
    free(p)
}

#[test]
fn the_places_of_an_adopted_block_are_those_of_its_adoption() -> Result<()> {
    let line = line!() + 2;
    // SAFETY: strdup's copy has four bytes and a NUL.
    let p = unsafe { MallocPointer::<u8>::from_raw(libc::strdup(c"abcd".as_ptr()).cast(), 5)? };
    let error = fails!(p.add(6), OutOfBounds);
    assert_eq!(error.allocated_at().expect("a place").line(), line);
    assert!(
        heap::leaks()
            .iter()
            .any(|leak| leak.allocated_at().line() == line)
    );
    free(p)
}

#[test]
fn slices_are_adopted_full() -> Result<()> {
    // SAFETY: the block has 12 zeroed bytes.
    let p = unsafe { CallocPointer::<[u16]>::from_raw(libc::calloc(3, 4), 3, 4)? };
    assert_eq!(p.add(2)?.read()?, [0, 0]);
    p.write(&[1])?;
    assert_eq!((p.read()?, p.add(1)?.read()?), (vec![1], vec![0, 0]));
    free(p)
}
