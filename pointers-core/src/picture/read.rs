//! The one place that looks at what blocks hold.
//!
//! What is read is assigned, of exactly the type that it is read as, and no guard to write it lives. All that is noted
//! meanwhile is noted in C's memory ([`crate::notes`]), so that no code of the user's runs between the check and the access,
//! the global allocator's included.

use core::ops::Range;
use core::sync::atomic::Ordering::Relaxed;

use super::scalar::Scalar;
use super::snapshot::Edge;
use super::types::{DrawnField, Leaf, ReadAs, Type};
use crate::block::{look_up, remembered};
use crate::error::{Fault, Parting, Sites};
use crate::layout::Layout;
use crate::notes::{Notes, Wide};
use crate::table::assigned::settled;
use crate::table::element::{Amount, Element};
use crate::table::groups::record_of;
use crate::table::lock_words::word_of;
use crate::table::raw_handle::RawHandle;
use crate::table::record::Record;
use crate::table::{Slot, word};

/// How many values of a block are looked at.
const MOST_VALUES: usize = 4096;

/// How many bytes of a text are.
const MOST_TEXT: usize = super::Value::MOST_TEXT;

/// How many elements of a slice are.
const MOST_OF_A_SLICE: usize = 1024;

/// What was read, before there is memory for more than that.
#[derive(Clone, Copy)]
pub(super) enum Raw {
    Unassigned,
    Borrowed,
    Unknown,
    Signed(Wide<i128>),
    Unsigned(Wide<u128>),
    F32(f32),
    F64(f64),
    Bool(bool),
    Char(char),
    /// So many bytes of a text that has `length` in all, which stand next in [`SeenInBlock::text`].
    Text {
        kept: usize,
        length: usize,
    },
    Link(RawLink),
    /// So many of the following are one, which has `length` in all.
    List {
        kept: usize,
        length: usize,
    },
}

/// Why a value is not looked at.
enum Closed {
    Unassigned,
    Borrowed,
}

impl From<Closed> for Raw {
    #[inline]
    fn from(why: Closed) -> Self {
        match why {
            Closed::Unassigned => Raw::Unassigned,
            Closed::Borrowed => Raw::Borrowed,
        }
    }
}

/// A handle that was read, and what was found where it leads.
#[derive(Clone, Copy)]
pub(super) struct RawLink {
    pub(super) address: usize,
    pub(super) slot: Slot,
    /// The version that the block began with; of one that is gone, one that it had.
    pub(super) born: u32,
    pub(super) found: LeadsTo,
}

#[derive(Clone, Copy)]
pub(super) enum LeadsTo {
    Null,
    /// The block lives, and the handle points so many bytes into it.
    Live {
        offset: isize,
        outside: bool,
    },
    /// The block lives, and was reallocated too often since the handle was made: it cannot be used.
    Outdated,
    /// It does not, and this is remembered of it.
    Gone {
        sites: Sites,
        parting: Option<Parting>,
    },
}

/// What was seen in a block.
#[derive(Default)]
pub(super) struct SeenInBlock {
    pub(super) values: Notes<Raw>,
    pub(super) text: Notes<u8>,
    /// Where all its handles lead: those to blocks that live by the slot. What leads to one that is gone stands in `gone`.
    pub(super) edges: Notes<Edge>,
    pub(super) gone: Notes<(usize, RawLink)>,
    /// Whether it may hold handles that nobody sees.
    pub(super) hides: bool,
}

impl SeenInBlock {
    #[inline]
    pub(super) fn clear(&mut self) {
        self.values.truncate(0);
        self.text.truncate(0);
        self.edges.truncate(0);
        self.gone.truncate(0);
        self.hides = false;
    }
}

/// Where a handle leads.
#[inline]
pub(super) fn follow(handle: RawHandle) -> RawLink {
    let mut born = word::version(handle.key());
    let found = match look_up(handle) {
        Ok(place) => {
            born = place.record.born(place.word);
            LeadsTo::Live {
                offset: place.offset,
                outside: key_is_outside(handle) && place.record.length() > 0,
            }
        }
        Err(Fault::Null) => LeadsTo::Null,
        Err(Fault::Outdated) => {
            let slot = handle.slot();
            born = record_of(slot).born(word_of(slot).load(Relaxed));
            LeadsTo::Outdated
        }
        Err(fault) => {
            let (fault, sites) = remembered(handle, fault);
            let parting = match fault {
                Fault::Parted(parting) => Some(parting),
                _ => None,
            };
            LeadsTo::Gone { sites, parting }
        }
    };
    RawLink {
        address: handle.address().addr(),
        slot: handle.slot(),
        born,
        found,
    }
}

/// Looks where the handles lead in the block of a slot, if its word still has this version and its type is this one; and at
/// the values of its elements, if they are wanted. How far each element is from the next, and how many there are. `None`
/// where it is another block, or there is no memory for what is seen.
#[inline]
pub(super) fn block(
    slot: Slot,
    version: u32,
    of: &Type,
    wants_values: bool,
    seen: &mut SeenInBlock,
) -> Option<(usize, usize)> {
    seen.clear();
    let (record, now) = settled(slot);
    let is_it = word::version(now) == version && word::state(now) != word::NONE;
    if !is_it || (record.shape()?.id)() != (of.shape.id)() {
        return None;
    }
    let layout = Layout::of(of.shape, record.length(), record.chunk_size());
    let count = if layout.fits { layout.count() } else { 0 };
    let block = Live { record, layout, of };
    block.links(count, seen)?;
    seen.hides = block.hides(count);
    if wants_values {
        for index in 0..count.min((MOST_VALUES / of.fields.len()).max(1)) {
            for field in &of.fields {
                block.field(index, field, seen)?;
            }
        }
    }
    Some((layout.stride, count))
}

/// Whether a handle points past the last element, or further.
#[inline]
fn key_is_outside(handle: RawHandle) -> bool {
    handle.has_overflowed() || word::state(handle.key()) == word::NONE
}

struct Live<'a> {
    record: Record,
    layout: Layout,
    of: &'a Type,
}

impl Live<'_> {
    /// Where all handles lead that are in it.
    #[inline]
    fn links(&self, count: usize, seen: &mut SeenInBlock) -> Option<()> {
        if self.of.links.is_empty() || !self.record.is_any_assigned() {
            return Some(());
        }
        for index in 0..count {
            let start = index * self.layout.stride;
            for leaf in &self.of.links {
                let offset = start + leaf.offset;
                if self
                    .open(start, leaf.leaf, &(offset..offset + leaf.size))
                    .is_err()
                {
                    continue;
                }
                // SAFETY: a handle is there, assigned and not borrowed to be written.
                let handle = unsafe { self.pointer(offset).cast::<RawHandle>().read_unaligned() };
                let edge = match look_up(handle) {
                    Ok(place)
                        if place.offset < 0
                            || key_is_outside(handle) && place.record.length() > 0 =>
                    {
                        Edge::Outside(handle.slot())
                    }
                    Ok(_) => Edge::Block(handle.slot()),
                    Err(Fault::Null) => Edge::Null,
                    Err(_) => {
                        seen.gone.push((seen.edges.len(), follow(handle)))?;
                        Edge::Forgotten
                    }
                };
                seen.edges.push(edge)?;
            }
        }
        Some(())
    }

    /// Whether it may hold handles that nobody sees: in a value of which no more is known than its type, or in one that is
    /// borrowed to be written.
    #[inline]
    fn hides(&self, count: usize) -> bool {
        if !self.record.is_any_assigned() {
            return false;
        }
        let of = self.of;
        if of.shape.slice {
            return !of.hidden.is_empty()
                && (0..count).any(|at| self.record.slice_length(at).is_some());
        }
        let is_hidden = |start: usize, leaf: &Leaf, if_open: bool| {
            let offset = start + leaf.offset;
            match self.open(start, leaf.leaf, &(offset..offset + leaf.size)) {
                Ok(()) => if_open,
                Err(Closed::Borrowed) => true,
                Err(Closed::Unassigned) => false,
            }
        };
        let may_be_borrowed = self.record.extra().is_some();
        if of.hidden.is_empty() && (of.links.is_empty() || !may_be_borrowed) {
            return false;
        }
        (0..count)
            .map(|index| index * self.layout.stride)
            .any(|start| {
                of.hidden.iter().any(|leaf| is_hidden(start, leaf, true))
                    || may_be_borrowed && of.links.iter().any(|leaf| is_hidden(start, leaf, false))
            })
    }

    #[inline]
    fn field(&self, index: usize, field: &DrawnField, seen: &mut SeenInBlock) -> Option<()> {
        let start = index * self.layout.stride;
        let offset = start + field.offset;
        match field.what {
            ReadAs::Text | ReadAs::Slice { .. } => self.slice(index, field, seen),
            ReadAs::Unknown => {
                let bytes = offset..offset + field.shape.size;
                seen.values
                    .push(match self.open(start, field.leaf, &bytes) {
                        Ok(()) => Raw::Unknown,
                        Err(why) => why.into(),
                    })
            }
            ReadAs::One(scalar) => {
                let bytes = offset..offset + field.shape.size;
                match self.open(start, field.leaf, &bytes) {
                    // SAFETY: an element of this type is there, or this leaf of it, is assigned and not borrowed to be
                    // written, and the field has this scalar's type.
                    Ok(()) => unsafe { scalar.read(self.pointer(offset), seen) },
                    Err(why) => seen.values.push(why.into()),
                }
            }
            ReadAs::List {
                each,
                kept,
                length,
                size,
            } => {
                seen.values.push(Raw::List { kept, length })?;
                for within in 0..kept {
                    let offset = offset + within * size;
                    match self.open(start, field.leaf + within, &(offset..offset + size)) {
                        // SAFETY: as above, of an array's element.
                        Ok(()) => unsafe { each.read(self.pointer(offset), seen)? },
                        Err(why) => seen.values.push(why.into())?,
                    }
                }
                Some(())
            }
        }
    }

    /// Whether a leaf of the element that begins here can be looked at, or what to say instead.
    #[inline]
    fn open(&self, start: usize, leaf: usize, bytes: &Range<usize>) -> Result<(), Closed> {
        let whole = start..start + self.layout.extent;
        let assigned = match self.record.parts().filter(|_| !self.record.is_in_bytes()) {
            _ if self.record.is_assigned(&whole) => true,
            Some((of, _)) if of.is_of(self.of.shape) => {
                let element = Element {
                    of,
                    bytes: start..start + of.shape.size,
                    stride: self.layout.stride,
                    tracked: self.layout.tracked,
                };
                // A field that is no leaf, because nobody could say so where the block was described.
                let leaves = leaf.min(of.leaves - 1)..(leaf + 1).min(of.leaves);
                self.of.of.is_some_and(|known| known.leaves == of.leaves)
                    && self.record.amount(&element, &leaves) == Amount::All
            }
            _ => self.record.is_in_bytes() && self.record.is_assigned(bytes),
        };
        if !assigned {
            return Err(Closed::Unassigned);
        }
        self.unborrowed(bytes)
    }

    #[inline]
    fn unborrowed(&self, bytes: &Range<usize>) -> Result<(), Closed> {
        let extra = self.record.extra();
        match extra.and_then(|extra| extra.loans.borrow().conflict(bytes, false)) {
            Some(_) => Err(Closed::Borrowed),
            None => Ok(()),
        }
    }

    /// The slice in a block, or in a chunk.
    #[inline]
    fn slice(&self, index: usize, field: &DrawnField, seen: &mut SeenInBlock) -> Option<()> {
        let start = index * self.layout.stride;
        let Some(length) = self.record.slice_length(index) else {
            return seen.values.push(Raw::Unassigned);
        };
        if let Err(why) = self.unborrowed(&(start..start + length.max(1))) {
            return seen.values.push(why.into());
        }
        match field.what {
            ReadAs::Slice { each, size } => {
                let length = length / size.max(1);
                let kept = length.min(MOST_OF_A_SLICE);
                seen.values.push(Raw::List { kept, length })?;
                for within in 0..kept {
                    // SAFETY: the slice that is here has more elements than this, of this type.
                    unsafe { each.read(self.pointer(start + within * size), seen)? };
                }
                Some(())
            }
            // SAFETY: the `str` that is here has so many bytes.
            _ => unsafe { text(self.pointer(start), length, seen) },
        }
    }

    #[inline]
    fn pointer(&self, offset: usize) -> *const u8 {
        self.record.base().wrapping_add(offset)
    }
}

/// Notes the beginning of a text.
///
/// # Safety
///
/// So many initialised bytes lie here, and nobody changes them meanwhile.
#[inline]
unsafe fn text(bytes: *const u8, length: usize, seen: &mut SeenInBlock) -> Option<()> {
    let kept = length.min(MOST_TEXT);
    seen.text.reserve(seen.text.len() + kept)?;
    for at in 0..kept {
        // SAFETY: the caller's promise.
        seen.text.push(unsafe { bytes.add(at).read() })?;
    }
    seen.values.push(Raw::Text { kept, length })
}

impl Scalar {
    /// # Safety
    ///
    /// A valid value of this type lies here, aligned or not, and nobody changes it meanwhile.
    #[inline]
    unsafe fn read(self, at: *const u8, seen: &mut SeenInBlock) -> Option<()> {
        macro_rules! read {
            ($of:ty) => {
                // SAFETY: the caller's promise; a value that is `Copy`.
                unsafe { at.cast::<$of>().read_unaligned() }
            };
        }
        let raw = match self {
            Scalar::I8 => Raw::Signed(Wide(read!(i8).into())),
            Scalar::I16 => Raw::Signed(Wide(read!(i16).into())),
            Scalar::I32 => Raw::Signed(Wide(read!(i32).into())),
            Scalar::I64 => Raw::Signed(Wide(read!(i64).into())),
            Scalar::I128 => Raw::Signed(Wide(read!(i128))),
            Scalar::Isize => Raw::Signed(Wide(read!(isize) as i128)),
            Scalar::U8 => Raw::Unsigned(Wide(read!(u8).into())),
            Scalar::U16 => Raw::Unsigned(Wide(read!(u16).into())),
            Scalar::U32 => Raw::Unsigned(Wide(read!(u32).into())),
            Scalar::U64 => Raw::Unsigned(Wide(read!(u64).into())),
            Scalar::U128 => Raw::Unsigned(Wide(read!(u128))),
            Scalar::Usize => Raw::Unsigned(Wide(read!(usize) as u128)),
            Scalar::F32 => Raw::F32(read!(f32)),
            Scalar::F64 => Raw::F64(read!(f64)),
            Scalar::Bool => Raw::Bool(read!(bool)),
            Scalar::Char => Raw::Char(read!(char)),
            Scalar::Handle => Raw::Link(follow(read!(RawHandle))),
            Scalar::String => {
                let string = at.cast::<String>();
                if !string.is_aligned() {
                    return seen.values.push(Raw::Unknown);
                }
                // SAFETY: the caller's promise. All that happens to it is that its bytes are copied.
                let string = unsafe { &*string };
                // SAFETY: they are the string's.
                return unsafe { text(string.as_ptr(), string.len(), seen) };
            }
        };
        seen.values.push(raw)
    }
}
