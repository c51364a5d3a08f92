//! The error value itself.

use std::error::Error as _;
use std::panic::Location;

use pointers_core::{CallocPointer, Error, ErrorKind, MallocPointer, Result, calloc, free, malloc};

use crate::common::fails;

#[test]
fn an_error_is_one_pointer_wide_and_travels() {
    fn travels<T: Send + Sync + 'static>() {}
    travels::<Error>();
    assert_eq!(size_of::<Error>(), size_of::<usize>());
    assert_eq!(size_of::<Option<Error>>(), size_of::<usize>());
    assert_eq!(size_of::<Result<u64>>(), 16);
    assert_eq!(size_of::<Result<()>>(), 8);
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
        assert!(error.source().is_none());
    }
    Ok(())
}

#[test]
fn debug_is_the_whole_report() -> Result<()> {
    for (_, _, error) in one_of_each()? {
        let report = format!("{error:?}");
        assert!(report.starts_with(&error.to_string()), "{report}");
        let places = [
            Some(error.used_at()),
            error.allocated_at(),
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
