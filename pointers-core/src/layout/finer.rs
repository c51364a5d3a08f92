//! Descriptions that are made while the program runs: what the table of a type could not ask, and the path to a part knows.
//!
//! The table of `[T; N]` does not know what a `T` consists of: no constant of Rust's can ask whether a type has `Fields`. A
//! path into an element knows it. What both say together is made once for each pair of tables, and lives for ever, as tables do.

use core::mem::ManuallyDrop;
use core::ptr;
use core::slice;
use core::sync::atomic::AtomicPtr;
use core::sync::atomic::Ordering::{Acquire, Relaxed, Release};

use super::description::{Description, Entry, Parts};
use crate::notes::{Note, Notes};

/// What was made of a description and a table, and what was made before.
struct Made {
    of: &'static Description,
    table: &'static Description,
    finer: &'static Description,
    before: *const Made,
}

/// The last one. They are never taken away.
static MADE: AtomicPtr<Made> = AtomicPtr::new(ptr::null_mut());

/// The description in which each value of the table's type, of which nothing was known, consists of what the table says.
/// `None` where there is no memory for it.
pub(crate) fn finer(
    of: &'static Description,
    table: &'static Description,
) -> Option<&'static Description> {
    if !table.is_known() {
        return Some(of);
    }
    let mut made = MADE.load(Acquire).cast_const();
    // SAFETY: what was stored came out of a `Note`, lives for ever and is never changed again; and so did what is before it.
    while let Some(found) = unsafe { made.as_ref() } {
        if ptr::eq(found.of, of) && ptr::eq(found.table, table) {
            return Some(found.finer);
        }
        made = found.before;
    }
    let finer = replaced(of, table)?;
    if !ptr::eq(finer, of) {
        note(of, table, finer)?;
    }
    Some(finer)
}

/// For whoever asks next. Who made the same meanwhile made as good a one.
fn note(
    of: &'static Description,
    table: &'static Description,
    finer: &'static Description,
) -> Option<()> {
    let made = Made {
        of,
        table,
        finer,
        before: ptr::null(),
    };
    let made = Note::new(made).ok()?.into_raw().as_ptr();
    let mut before = MADE.load(Relaxed);
    loop {
        // SAFETY: it came out of a `Note` just now, and nobody else knows it yet.
        unsafe { (*made).before = before };
        match MADE.compare_exchange_weak(before, made, Release, Relaxed) {
            Ok(_) => return Some(()),
            Err(other) => before = other,
        }
    }
}

fn replaced(of: &'static Description, table: &'static Description) -> Option<&'static Description> {
    match *of.parts() {
        Parts::Unknown if of.is_of(table.shape) => Some(table),
        Parts::Unknown => Some(of),
        Parts::Elements { element, count } => {
            let finer = replaced(element, table)?;
            if ptr::eq(finer, element) {
                return Some(of);
            }
            kept(Description::array(of.shape, finer, count))
        }
        Parts::Fields { of: name, fields } => {
            let mut finer = Notes::new();
            let (mut first, mut same) = (0, true);
            for field in fields {
                let of = replaced(field.of, table)?;
                same &= ptr::eq(of, field.of);
                finer.push(Entry {
                    of,
                    first,
                    ..*field
                })?;
                first += of.leaves;
            }
            if same {
                return Some(of);
            }
            // SAFETY: they are the fields of the same type, which can be taken apart, numbered anew.
            kept(unsafe { Description::structure(of.shape, name, for_ever(finer)) })
        }
    }
}

fn kept(description: Description) -> Option<&'static Description> {
    let description = Note::new(description).ok()?.into_raw();
    // SAFETY: it came out of a `Note`, which nobody takes it back into, and nobody changes it.
    Some(unsafe { description.as_ref() })
}

fn for_ever(entries: Notes<Entry>) -> &'static [Entry] {
    let entries = ManuallyDrop::new(entries);
    // SAFETY: the list is never dropped, so that its memory lives for ever, and nobody changes it.
    unsafe { slice::from_raw_parts(entries.as_ptr(), entries.len()) }
}
