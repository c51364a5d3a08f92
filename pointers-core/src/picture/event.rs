//! What happened to a block once, as a recording tells it.

use core::fmt::{Display, Formatter, Result as Written};
use core::ops::Range;
use core::panic::Location;

use super::body::thousands;
use super::names;
use crate::error::ErrorKind;
use crate::heap::recorder::{Event as Raw, Part, What};
use crate::table::Slot;

/// Something that happened.
#[derive(Clone, Copy)]
pub struct Event {
    pub(super) raw: Raw,
}

/// What kind of thing it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Happened {
    /// A block was allocated.
    Allocated,
    /// A block was taken over from C.
    FromC,
    /// A block was given another size.
    Resized,
    /// A block was freed.
    Freed,
    /// A block became somebody else's: it was handed over to C, detached, or given back.
    Parted,
    /// A value was moved into a block, or many were: [`Event::elements`] says where.
    MovedIn,
    /// A value was moved out of a block.
    MovedOut,
    /// A part of a block was borrowed to be written: by a guard, or by C.
    BorrowedToWrite,
    /// An operation failed.
    Failed(ErrorKind),
}

impl Event {
    /// What happened.
    #[must_use]
    #[inline]
    pub fn happened(&self) -> Happened {
        match self.raw.what {
            What::Allocated => Happened::Allocated,
            What::FromC => Happened::FromC,
            What::Resized => Happened::Resized,
            What::Freed => Happened::Freed,
            What::Parted => Happened::Parted,
            What::Moved => Happened::MovedIn,
            What::Taken => Happened::MovedOut,
            What::Lent => Happened::BorrowedToWrite,
            What::Failed(kind) => Happened::Failed(kind),
        }
    }

    /// The line that did it.
    #[must_use]
    #[inline]
    pub fn at(&self) -> &'static Location<'static> {
        self.raw.at
    }

    /// The size of the block, from then on; of one that ended, its last one.
    #[must_use]
    #[inline]
    pub fn size(&self) -> usize {
        self.raw.size
    }

    /// The name of the type of its elements; empty where that is not known.
    #[must_use]
    #[inline]
    pub fn type_name(&self) -> String {
        self.raw
            .shape
            .map_or_else(String::new, |shape| names::short((shape.name)()))
    }

    /// Which elements of the block were changed, moved out, or borrowed; of an element also where that was only a part of it.
    /// `None` of all that happens to a whole block.
    ///
    /// ```
    /// use pointers::{free, heap, malloc};
    ///
    /// let p = malloc::<u16>(8)?;
    /// let recording = heap::record();
    /// p.add(1)?.copy_from_slice(&[7, 8])?;
    /// let history = recording.stop();
    /// assert_eq!(history.events().next().and_then(|event| event.elements()), Some(1..3));
    /// # free(p)?;
    /// # Ok::<(), pointers::Error>(())
    /// ```
    #[must_use]
    #[inline]
    pub fn elements(&self) -> Option<Range<usize>> {
        let part = self.raw.part?;
        Some(part.start / part.stride..part.end.div_ceil(part.stride))
    }

    /// How often it happened, one directly after the other on the same line. Only values that are moved, or borrowed, are told
    /// so: see [`record`].
    #[must_use]
    #[inline]
    pub fn times(&self) -> usize {
        self.raw.part.map_or(1, |part| part.times)
    }

    #[inline]
    pub(super) fn slot(&self) -> Slot {
        self.raw.slot
    }

    /// What it is called in a picture.
    #[inline]
    pub(super) fn block(&self) -> String {
        match &self.type_name()[..] {
            "" => super::body::bytes(self.raw.size),
            name => format!("{name}, {}", super::body::bytes(self.raw.size)),
        }
    }
}

/// Which part of its block this is, before the block itself: "element 3 of ".
#[inline]
fn write_part(part: &Part, size: usize, f: &mut Formatter<'_>) -> Written {
    let Part {
        start, end, stride, ..
    } = *part;
    let (first, last) = (start / stride, end.saturating_sub(1) / stride);
    let (in_first, length) = (start % stride, end - start);
    if let Some(of) = part.of.filter(|_| first == last) {
        let inner = of.whole().around(&(in_first..in_first + length));
        if inner.of.leaves < of.leaves {
            f.write_str("field `")?;
            of.path(&inner, f)?;
            f.write_str("` of ")?;
        }
    } else if in_first > 0 {
        let (start, last) = (thousands(start), thousands(end - 1));
        return write!(f, "bytes {start} to {last} of ");
    }
    match (thousands(first), thousands(last)) {
        _ if size <= stride => Ok(()),
        (only, _) if first >= last => write!(f, "element {only} of "),
        (first, last) => write!(f, "elements {first} to {last} of "),
    }
}

impl Display for Event {
    #[inline]
    fn fmt(&self, f: &mut Formatter<'_>) -> Written {
        let at = self.raw.at;
        let block = super::escape::visible(&self.block());
        match self.raw.what {
            What::Allocated => write!(f, "allocated {block} at {at}"),
            What::FromC => write!(f, "taken over from C: {block} at {at}"),
            What::Resized => write!(f, "resized {block} at {at}"),
            What::Freed => write!(f, "freed {block} at {at}"),
            What::Parted => write!(f, "handed on: {block} at {at}"),
            What::Moved | What::Taken | What::Lent => {
                f.write_str(match self.raw.what {
                    What::Moved => "moved into ",
                    What::Taken => "moved out of ",
                    _ => "borrowed to write: ",
                })?;
                if let Some(part) = &self.raw.part {
                    write_part(part, self.raw.size, f)?;
                }
                f.write_str(&block)?;
                if self.times() > 1 {
                    let times = thousands(self.times());
                    write!(f, ", {times} times")?;
                }
                write!(f, " at {at}")
            }
            What::Failed(kind) => write!(f, "failed: {} at {at}", kind.name()),
        }
    }
}

impl core::fmt::Debug for Event {
    #[inline]
    fn fmt(&self, f: &mut Formatter<'_>) -> Written {
        Display::fmt(self, f)
    }
}
