//! The error value itself.

use std::error::Error as _;
use std::panic::Location;

use pointers_core::{
    CallocPointer, Error, ErrorKind, MallocPointer, Result, calloc, free, malloc, realloc, string,
};

use crate::common::fails;

#[test]
fn an_error_is_one_pointer_wide_and_travels() {
    fn travels<T: Send + Sync + 'static>() {}
    travels::<Error>();
    assert_eq!(size_of::<Error>(), size_of::<usize>());
    assert_eq!(size_of::<Option<Error>>(), size_of::<usize>());
    assert!(size_of::<Result<u64>>() <= 16);
    assert_eq!(size_of::<Result<()>>(), size_of::<usize>());
}

/// One error of each kind that can happen at run time.
fn one_of_each() -> Result<Vec<(ErrorKind, &'static str, Error)>> {
    let p = malloc::<u32>(4)?;
    let c = calloc::<u32>(1, 4)?;
    let gone = malloc::<u32>(4)?;
    free(gone)?;
    let unassigned = p.read().unwrap_err();
    p.write(1)?;
    let guard = p.borrow()?;
    let errors = vec![
        (
            ErrorKind::Allocation,
            "AllocationError",
            malloc::<u8>(usize::MAX).unwrap_err(),
        ),
        (
            ErrorKind::InvalidSize,
            "InvalidSizeError",
            calloc::<u8>(1, 0).unwrap_err(),
        ),
        (ErrorKind::Memory, "MemoryError", gone.read().unwrap_err()),
        (ErrorKind::Dereference, "DereferenceError", unassigned),
        (
            ErrorKind::NotEnoughChunks,
            "NotEnoughChunks",
            c.add(2).unwrap_err(),
        ),
        (
            ErrorKind::OutOfBounds,
            "OutOfBoundsError",
            p.add(2).unwrap_err(),
        ),
        (
            ErrorKind::InvalidFree,
            "InvalidFreeError",
            free(p + 1).unwrap_err(),
        ),
        (
            ErrorKind::NullPointer,
            "NullPointerError",
            MallocPointer::<u8>::null().read().unwrap_err(),
        ),
        (ErrorKind::Borrow, "BorrowError", free(p).unwrap_err()),
    ];
    drop(guard);
    free(p)?;
    free(c)?;
    Ok(errors)
}

#[test]
fn display_is_one_line_that_begins_with_the_documents_name() -> Result<()> {
    for (kind, name, error) in one_of_each()? {
        assert_eq!(error.kind(), kind);
        let line = error.to_string();
        assert!(
            line.starts_with(&format!("{name}: ")) && !line.contains('\n'),
            "{line}"
        );
    }
    Ok(())
}

/// The places that an error has, each as the report and its `source()` name it.
fn places(error: &Error) -> Vec<String> {
    [
        ("used", Some(error.used_at())),
        ("allocated", error.allocated_at()),
        ("resized", error.resized_at()),
        ("freed", error.freed_at()),
        ("borrowed", error.borrowed_at()),
    ]
    .into_iter()
    .filter_map(|(what, place)| Some(format!("{what} at {}", place?)))
    .collect()
}

#[test]
fn source_is_the_places_on_one_line() -> Result<()> {
    for (_, _, error) in one_of_each()? {
        let source = error.source().expect("the places");
        assert_eq!(source.to_string(), places(&error).join(", "));
        assert_eq!(format!("{source:?}"), source.to_string());
        assert!(source.source().is_none());
    }
    Ok(())
}

/// Reporters print `Display` and `source()`: one line, and the places below it, or behind it.
#[test]
fn anyhow_and_eyre_print_the_places() -> Result<()> {
    fn program() -> Result<()> {
        let p = malloc::<u32>(4)?;
        let p = realloc(p, 8)?;
        free(p)?;
        p.read().map(|_| ())
    }
    let mut all = places(&program().unwrap_err());
    assert_eq!(all.len(), 4, "{all:?}");
    all[2] += " (from 4 to 8 bytes)";
    let places = all.join(", ");
    let line = "MemoryError: memory has been freed";
    let anyhow = || anyhow::Error::from(program().unwrap_err());
    let eyre = || eyre::Report::from(program().unwrap_err());
    for one_line in [format!("{:#}", anyhow()), format!("{:#}", eyre())] {
        assert_eq!(one_line, format!("{line}: {places}"));
    }
    let with_context = format!("{:#}", anyhow().context("while reading"));
    assert_eq!(with_context, format!("while reading: {line}: {places}"));
    for report in [format!("{:?}", anyhow()), format!("{:?}", eyre())] {
        assert!(report.starts_with(line), "{report}");
        assert!(report.contains(&places), "{report}");
    }
    Ok(())
}

fn report(error: &Error) -> String {
    format!("{error:?}")
}

#[test]
fn the_last_realloc_is_a_place_of_its_own() -> Result<()> {
    let code: MallocPointer<u8> = malloc(1)?;
    let error = fails!(code.add(2), OutOfBounds);
    assert_eq!(error.resized_at(), None);
    assert!(!report(&error).contains("resized"), "{error:?}");
    for size in 1..=11 {
        realloc(code, size)?;
    }
    let line = line!() - 2;
    let error = fails!(
        (code + 11).write(0),
        OutOfBounds,
        "OutOfBoundsError: index is 11, while allocation is 11"
    );
    assert_eq!(error.resized_at().map(Location::line), Some(line));
    let resized = format!("resized     at {}:{line}:9 (from 10 to 11 bytes)", file!());
    assert!(report(&error).contains(&resized), "{error:?}");
    // Also of a block that is gone, through every handle, and once the next one stands in its slot no more.
    free(code)?;
    let error = fails!(code.read(), Memory);
    assert!(report(&error).contains(&resized), "{error:?}");
    assert!(error.freed_at().is_some() && error.allocated_at().is_some());
    // And of one that is C's.
    let chunks = realloc(calloc::<u32>(1, 4)?, 12)?;
    // SAFETY: it came from malloc, and nobody else has it.
    unsafe { libc::free(chunks.into_raw()?) };
    let error = fails!(chunks.read(), Memory);
    assert!(
        report(&error).contains("(from 4 to 12 bytes)\n  handed over at "),
        "{error:?}"
    );
    Ok(())
}

#[test]
fn a_block_has_no_realloc_of_another() -> Result<()> {
    let mut gone = Vec::new();
    for _ in 0..100 {
        let p = malloc::<u64>(800)?;
        realloc(p, 1600)?;
        free(p)?;
        gone.push(p);
    }
    for _ in 0..5000 {
        let q = malloc::<u64>(800)?;
        free(q)?;
        assert_eq!(fails!(q.read(), Memory).resized_at(), None);
    }
    // As many as are remembered say where; none says what is another's.
    let line = line!() - 11;
    for p in gone {
        let at = fails!(p.read(), Memory).resized_at();
        assert!(at.is_none_or(|at| at.line() == line));
    }
    Ok(())
}

#[test]
fn what_failed_to_be_resized_was_not() -> Result<()> {
    let p = malloc::<u64>(16)?;
    let rehearsal = pointers_core::heap::fail_after(0);
    assert!(realloc(p, 32).is_err());
    drop(rehearsal);
    assert_eq!(fails!(p.add(3), OutOfBounds).resized_at(), None);
    // What is dropped by a shrink leaves its place as well.
    let text = malloc::<String>(2 * size_of::<String>())?;
    text.fill("abc".to_owned(), 2)?;
    realloc(text, size_of::<String>())?;
    let error = fails!(text.add(2), OutOfBounds);
    assert_eq!(error.resized_at().map(Location::line), Some(line!() - 2));
    free(text)?;
    free(p)
}

#[test]
fn a_second_free_and_a_use_after_free_have_each_their_help() -> Result<()> {
    let p = malloc::<u32>(4)?;
    free(p)?;
    let line = "MemoryError: memory has been freed";
    let used = report(&fails!(p.read(), Memory, line));
    assert!(
        used.contains("help: after `free` every copy of the pointer is dead; free later"),
        "{used}"
    );
    let twice = report(&fails!(free(p), Memory, line));
    assert!(
        twice.contains("help: one `free` for each allocation is enough"),
        "{twice}"
    );
    // Values that are dropped are freed elsewhere.
    let text = malloc::<String>(size_of::<String>())?;
    free(text)?;
    let twice = report(&fails!(free(text), Memory, line));
    assert!(
        twice.contains("help: one `free` for each allocation is enough"),
        "{twice}"
    );
    let raw = report(&fails!(text.into_raw(), Memory, line));
    assert!(raw.contains("help: after `free`"), "{raw}");
    let c = calloc::<u32>(2, 4)?;
    free(c)?;
    let twice = report(&fails!(free(c), Memory, line));
    assert!(
        twice.contains("help: one `free` for each allocation is enough"),
        "{twice}"
    );
    Ok(())
}

#[test]
fn the_same_line_used_it_in_an_earlier_turn() -> Result<()> {
    let p = malloc::<u32>(8)?;
    let mut last = None;
    for _ in 0..2 {
        last = free(p).err();
    }
    let error = last.expect("freed twice");
    assert_eq!(error.freed_at(), Some(error.used_at()));
    assert!(
        report(&error).contains("in an earlier turn of its loop"),
        "{error:?}"
    );
    Ok(())
}

#[test]
fn strings_that_do_not_fit_say_what_they_need() -> Result<()> {
    use string::{memcpy, memmove, memset, strcat, strcpy, strncat, strncpy};
    let long = "x".repeat(66) + "\0";
    let long = long.as_bytes();
    let p: MallocPointer<u8> = malloc(64)?;
    let says = |error: Error, message: &str, help: &str| {
        assert_eq!(error.to_string(), message, "{error:?}");
        assert!(
            report(&error).contains(&format!("help: {help}")),
            "{error:?}"
        );
    };
    let string =
        "OutOfBoundsError: string needs 67 bytes with its terminator, while there is room for 64";
    let more = "make room for 3 more bytes, where the memory is allocated or by a `realloc`; nothing was written";
    says(fails!(strcpy(p, long), OutOfBounds), string, more);
    strcpy(p, c"abc")?;
    says(fails!(strcat(p, &long[3..]), OutOfBounds), string, more);
    says(
        fails!(strncat(p, &long[..63], 63), OutOfBounds),
        string,
        more,
    );
    let written = "OutOfBoundsError: 67 bytes are written, while there is room for 64";
    says(fails!(strncpy(p, c"a", 67), OutOfBounds), written, more);
    says(fails!(memset(p, 0, 67), OutOfBounds), written, more);
    says(fails!(memcpy(p, long, 67), OutOfBounds), written, more);
    says(fails!(memmove(p, long, 67), OutOfBounds), written, more);
    says(
        fails!(memset(p + 63, 0, 2), OutOfBounds),
        "OutOfBoundsError: 2 bytes are written, while there is room for 1",
        "make room for 1 more byte,",
    );
    assert!(
        report(&fails!(memset(p + 63, 0, 2), OutOfBounds))
            .contains("reached     65 bytes from its start")
    );
    // What is read.
    memset(p, 0, 64)?;
    let q: MallocPointer<u8> = malloc(100)?;
    let error = fails!(memcpy(q, p, 65), OutOfBounds);
    says(
        error,
        "OutOfBoundsError: 65 bytes are read, while the memory has 64 from there on",
        "read at most 64 bytes",
    );
    let error = fails!(memcpy(q, b"abc", 4), OutOfBounds);
    says(
        error,
        "OutOfBoundsError: 4 bytes are read, while the slice has 3",
        "read at most 3 bytes",
    );
    // In chunks, by their own kind; and where units are larger than a byte an index says more.
    let c = calloc::<u8>(2, 1)?;
    let error = fails!(strcpy(c, c"abc"), NotEnoughChunks);
    says(
        error,
        "NotEnoughChunks: string needs 4 bytes with its terminator, while there is room for 2",
        "make room for 2 more bytes",
    );
    let wide: MallocPointer<u32> = malloc(8)?;
    fails!(
        memset(wide, 0, 3),
        OutOfBounds,
        "OutOfBoundsError: index is 2, while allocation is 2"
    );
    free(wide)?;
    free(c)?;
    free(q)?;
    free(p)
}

#[test]
fn memory_without_a_value_says_which_element() -> Result<()> {
    let a = malloc::<i32>(40)?;
    for i in 0..5 {
        a.add(i)?.write(1)?;
    }
    let line = "DereferenceError: cannot dereference pointer that has no value: \
        element 5 is read, while 5 of 10 are assigned";
    fails!(a.add(5)?.read(), Dereference, line);
    fails!(a.add(5)?.take(), Dereference, line);
    fails!(a.add(3)?.borrow_slice(4), Dereference, line);
    fails!(a.values().nth(5).expect("ten"), Dereference, line);
    // Bytes are counted as what the handle sees.
    let bytes = a.cast::<u8>()?;
    fails!(
        string::memcmp(bytes, bytes, 40),
        Dereference,
        "DereferenceError: cannot dereference pointer that has no value: \
         element 20 is read, while 20 of 40 are assigned"
    );
    let words = pointers_core::calloc_safe::<str>(3, 8)?;
    pointers_core::SlicePointer::write(words, "abc")?;
    fails!(
        pointers_core::SlicePointer::take(words.add(2)?),
        Dereference,
        "DereferenceError: cannot dereference pointer that has no value: \
         chunk 2 of 3 is read, into which nothing was moved"
    );
    free(words)?;
    free(a)
}

#[test]
fn two_blocks_are_both_named() -> Result<()> {
    let p = malloc::<u32>(8)?;
    let q = malloc::<u32>(12)?;
    let line = line!() - 2;
    let error = fails!(
        p.offset_from(q),
        OutOfBounds,
        "OutOfBoundsError: the two pointers belong to different blocks"
    );
    let report = report(&error);
    let file = file!();
    for part in [
        format!("allocated   at {file}:{line}:13"),
        format!("other block at {file}:{}:13", line + 1),
        "block       8 bytes".to_owned(),
        "other block 12 bytes".to_owned(),
    ] {
        assert!(report.contains(&part), "{part} in {report}");
    }
    let source = error.source().expect("the places").to_string();
    assert!(
        source.ends_with(&format!("other block at {file}:{}:13", line + 1)),
        "{source}"
    );
    free(q)?;
    free(p)
}

#[test]
fn debug_is_the_whole_report() -> Result<()> {
    for (_, _, error) in one_of_each()? {
        let report = format!("{error:?}");
        assert!(report.starts_with(&error.to_string()), "{report}");
        let places = [
            Some(error.used_at()),
            error.allocated_at(),
            error.resized_at(),
            error.freed_at(),
            error.borrowed_at(),
        ];
        for place in places.into_iter().flatten() {
            assert!(report.contains(&place.to_string()), "{place} in {report}");
        }
        assert!(report.contains("help: "), "{report}");
    }
    Ok(())
}

#[test]
fn the_places_are_locations_of_the_callers() {
    fn of_mine(p: MallocPointer<u8>) -> Error {
        p.read().unwrap_err()
    }

    let error: Error = of_mine(malloc(1).unwrap());
    let used: &'static Location<'static> = error.used_at();
    let allocated: Option<&'static Location<'static>> = error.allocated_at();
    assert_eq!(used.file(), file!());
    assert_eq!(allocated.unwrap().line(), line!() - 4);
    assert_eq!(error.freed_at(), None);
}

/// The line of every way to make a mistake, operators and loops included.
#[test]
#[rustfmt::skip] // The macro compares lines.
fn each_operation_names_its_own_line() -> Result<()> {
    let (p, c) = (malloc::<u32>(8)?, calloc::<u32>(2, 4)?);
    free(p)?;
    free(c)?;
    macro_rules! here {
        ($($operation:expr),* $(,)?) => {$(
            let error = fails!($operation, Memory);
            assert_eq!(error.used_at().line(), line!());
        )*};
    }
    here!(p.read(), c.read(), p.write(1), c.write(1), p.take(), c.take(), p.replace(1), c.replace(1));
    here!(p.borrow(), c.borrow(), p.borrow_mut(), c.borrow_mut(), p.borrow_slice(1), c.borrow_slice_mut(1));
    here!(p.add(1), c.add(1), p.sub(1), c.sub(1), p.offset(1), c.offset(1), p.offset_from(p), c.offset_from(c));
    here!(p.fill(1, 1), c.fill(1, 1), p.copy_from(p, 1), c.copy_from(c, 1), p.copy_from_slice(&[1]));
    here!(p.cast::<u8>(), c.cast::<u8>(), p.into_raw(), c.into_raw(), free(p), free(c));
    here!(pointers_core::realloc(p, 8), pointers_core::realloc(c, 8), (p + 1).read(), (c - 1).write(1));
    here!(p.values().next().unwrap(), c.values().next().unwrap());
    Ok(())
}

#[test]
fn very_many_errors_can_live_at_once() -> Result<()> {
    let p = malloc::<u32>(4)?;
    let errors: Vec<Error> = (0..1000).map(|_| p.read().unwrap_err()).collect();
    assert!(
        errors
            .iter()
            .all(|error| error.kind() == ErrorKind::Dereference)
    );
    free(p)
}

#[test]
fn an_error_outlives_its_block_and_its_thread() {
    let error = std::thread::spawn(|| {
        let p = calloc::<u32>(1, 28).unwrap();
        let error = p.add(2).unwrap_err();
        free(p).unwrap();
        error
    })
    .join()
    .unwrap();
    assert_eq!(
        error.to_string(),
        "NotEnoughChunks: chunk index is 2, while allocation is 1"
    );
    assert!(error.allocated_at().is_some());
    assert_eq!(CallocPointer::<u8>::null().chunks(), 0);
}
