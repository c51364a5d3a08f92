//! Descriptions that are made while the program runs, each once, for arrays of structures with `Fields`.
//!
//! The table of `[T; N]` does not know what a `T` consists of: no constant of Rust's can ask whether a type has `Fields`. A
//! path into an element knows it. What both say together is made once for each pair of tables, and lives for ever, as tables do.

use core::ptr;
use core::slice;
use core::sync::atomic::AtomicPtr;
use core::sync::atomic::Ordering::{Acquire, Relaxed, Release};

use super::description::{Description, Entry, Parts};
use crate::notes::{Note, Notes};

/// What was made of a description and a table, with all that it names, and what was made before.
struct MadeFiner {
    of: &'static Description,
    table: &'static Description,
    finer: Description,
    /// Where those of `finer` lie, if it is a structure's.
    _fields: Notes<Entry>,
    before: *const MadeFiner,
}

/// The last one. They are never taken away.
static MADE: AtomicPtr<MadeFiner> = AtomicPtr::new(ptr::null_mut());

/// The description in which each value of the table's type, of which nothing was known, consists of what the table says.
/// `None` where there is no memory for it: what was made up to there is found by whoever asks again.
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
            return Some(&found.finer);
        }
        made = found.before;
    }
    let (description, fields) = match *of.parts() {
        Parts::Unknown if of.is_of(table.shape) => return Some(table),
        Parts::Unknown => return Some(of),
        Parts::Elements { element, count } => {
            let closer = finer(element, table)?;
            if ptr::eq(closer, element) {
                return Some(of);
            }
            let description = Description::array(of.shape, closer, count);
            (description, Notes::new())
        }
        Parts::Fields { of: name, fields } => {
            let Some(entries) = replaced(fields, table)? else {
                return Some(of);
            };
            // SAFETY: the list goes with the description into the note, is not changed there, and is dropped with it only
            // where there is no memory for that, when nobody has seen either.
            let listed = unsafe { slice::from_raw_parts(entries.as_ptr(), entries.len()) };
            // SAFETY: they are the fields of the same type, which can be taken apart, numbered anew.
            let description = unsafe { Description::structure(of.shape, name, listed) };
            (description, entries)
        }
    };
    note(of, table, description, fields)
}

/// The fields as the table has them; nothing, where they are the same.
fn replaced(fields: &[Entry], table: &'static Description) -> Option<Option<Notes<Entry>>> {
    let mut entries = Notes::new();
    let (mut first, mut same) = (0, true);
    for field in fields {
        let of = finer(field.of, table)?;
        same &= ptr::eq(of, field.of);
        entries.push(Entry {
            of,
            first,
            ..*field
        })?;
        first += of.leaves;
    }
    Some((!same).then_some(entries))
}

/// One note for all of it, for whoever asks next. Who made the same meanwhile made as good a one.
fn note(
    of: &'static Description,
    table: &'static Description,
    finer: Description,
    fields: Notes<Entry>,
) -> Option<&'static Description> {
    let made = Note::new(MadeFiner {
        of,
        table,
        finer,
        _fields: fields,
        before: ptr::null(),
    });
    let made = made.ok()?.into_raw().as_ptr();
    let mut before = MADE.load(Relaxed);
    loop {
        // SAFETY: it came out of a `Note` just now, and nobody else knows it yet.
        unsafe { (*made).before = before };
        match MADE.compare_exchange_weak(before, made, Release, Relaxed) {
            // SAFETY: nobody takes it back into a `Note`, and nobody changes it.
            Ok(_) => return Some(unsafe { &(*made).finer }),
            Err(other) => before = other,
        }
    }
}

#[cfg(test)]
mod tests {
    use core::mem::offset_of;

    use super::*;
    use crate::layout::Shape;
    use crate::notes::failing;

    #[derive(Clone, Copy)]
    #[allow(dead_code, reason = "its layout matters")]
    struct Point {
        x: u8,
        y: u32,
    }

    fn described(description: Description) -> &'static Description {
        Box::leak(Box::new(description))
    }

    #[derive(Clone, Copy)]
    #[allow(dead_code, reason = "its layout matters")]
    struct Holder {
        point: Point,
        byte: u8,
    }

    fn entry(
        name: &'static str,
        index: usize,
        first: usize,
        offset: usize,
        of: &'static Description,
    ) -> Entry {
        Entry {
            name,
            offset,
            index,
            first,
            of,
        }
    }

    /// However many notes there is memory for: nothing is left behind but what the next one finds, and in the end it is there.
    #[test]
    fn nothing_is_left_where_memory_runs_out() {
        let unknown = described(Description::unknown(Shape::of::<Point>()));
        let byte = described(Description::unknown(Shape::of::<u8>()));
        let word = described(Description::unknown(Shape::of::<u32>()));
        let fields = Box::leak(Box::new([
            entry("x", 0, 0, offset_of!(Point, x), byte),
            entry("y", 1, 1, offset_of!(Point, y), word),
        ]));
        // SAFETY: as they lie in memory.
        let table =
            described(unsafe { Description::structure(Shape::of::<Point>(), "Point", fields) });
        let holders = Box::leak(Box::new([
            entry("point", 0, 0, offset_of!(Holder, point), unknown),
            entry("byte", 1, 1, offset_of!(Holder, byte), byte),
        ]));
        // SAFETY: as above.
        let holder =
            described(unsafe { Description::structure(Shape::of::<Holder>(), "Holder", holders) });
        let rows = described(Description::array(Shape::of::<[Holder; 3]>(), holder, 3));
        let before = failing::live();
        // None for the list, none for what names it.
        for notes in 0..2 {
            assert!(failing::after(notes, || finer(rows, table)).is_none());
            assert_eq!(failing::live(), before);
        }
        // The holder, with its list; not the array.
        assert!(failing::after(2, || finer(rows, table)).is_none());
        assert_eq!(failing::live(), before + 2);
        let found = failing::after(1, || finer(rows, table));
        assert_eq!(found.map(|found| found.leaves), Some(9));
        assert_eq!(failing::live(), before + 3);
        let again = failing::after(0, || finer(rows, table));
        assert!(matches!((found, again), (Some(found), Some(again)) if ptr::eq(found, again)));
    }
}
