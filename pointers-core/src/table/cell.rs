//! `Cell`, the record of a small block. Small blocks lie in cells of one size, side by side, without anything between them.
//!
//! A record has 16 bytes, which say all of most blocks. What needs more (gaps in what is assigned, guards, a reallocation) gets
//! a record like those of large blocks beside it: it is *wide* then, until the block ends. A block that has moved from its cell
//! to memory of C's is wide, and the cell waits until it ends.

use core::cell::{Cell as Mutable, RefCell};
use core::ptr;
use core::sync::atomic::AtomicU32;
use core::sync::atomic::Ordering::Relaxed;

use super::extra::Extra;
use super::large::Large;
use super::more::More;
use super::short;
use super::summary::{ALL_OF_CELL, IN_BYTES, SAFE, SCATTERED, Summary, WIDE};
use super::watermark::{ALL, SPARSE};
use super::{GROUP, Slot};
use crate::error::Site;
use crate::layout::Shape;
use crate::layout::description::Description;
use crate::notes::Note;

/// The cells of a group, as their owner sees them: nobody else looks at anything but who that is ("One thread").
#[repr(C)]
pub(crate) struct CellGroup {
    /// The first cell, in memory of C's; null while the group has none.
    start: Mutable<*mut u8>,
    /// From one cell to the next, in bytes.
    stride: Mutable<u32>,
    /// What it is in [`crate::heap::size_class`].
    class: Mutable<u32>,
    /// How many cells, from the first one on, were ever free since the group was taken over: the others were not looked at yet.
    begun: Mutable<u32>,
    first_slot: Mutable<Slot>,
    owner: AtomicU32,
    /// How many cells are free, where somebody counts: see [`crate::heap::cells`].
    pub(crate) free: Mutable<u32>,
    /// The next one of some groups.
    pub(crate) next: Mutable<Option<&'static CellGroup>>,
    records: [CellRecord; GROUP],
}

/// All zero is that of a slot that was never used.
#[repr(C)]
struct CellRecord {
    /// The wide record; or what the elements consist of, and above it the leaves of the open one. Where the first is not known
    /// it is their shape, marked by [`SHAPE_ONLY`], and above it which of them are [`scattered`](super::scattered). In a free slot
    /// the next free one, and above it where the block was freed, as [`short`] has it, or 0.
    more: More<Wide>,
    /// Where the block was allocated, as [`short`] has it. It stays so until the next one begins.
    allocated_at: Mutable<u32>,
    /// Its sizes, what is assigned, and flags.
    summary: Summary,
}

const _: () = assert!(size_of::<CellRecord>() == 16 && size_of::<CellGroup>() <= 48 + 16 * GROUP);

/// What marks what the elements consist of as their shape, and no more. What is in half of its size is aligned.
const SHAPE_ONLY: u32 = 1;

/// How many leaves an element can have that is noted here.
pub(crate) const MOST_LEAVES: usize = 32;

/// What is known of a wide block.
pub(crate) struct Wide {
    record: Large,
    /// The record's.
    pub(crate) extra: Extra,
}

/// A cell of a group.
#[derive(Clone, Copy)]
pub(crate) struct Cell {
    group: &'static CellGroup,
    index: usize,
}

/// What a small block begins with.
pub(crate) struct NewCell {
    /// As [`short`] has it.
    pub(crate) site: u32,
    pub(crate) length: usize,
    pub(crate) chunk_size: usize,
    pub(crate) safe: bool,
    /// Whether all of it is assigned, or will be next: it is [`FRESH`](super::word::FRESH).
    pub(crate) full: bool,
    /// Of its elements.
    pub(crate) shape: &'static Shape,
}

impl CellGroup {
    pub(super) fn begin(&self, first: Slot) {
        self.first_slot.set(first);
    }

    #[inline(always)]
    pub(super) fn cell(&'static self, index: usize) -> Cell {
        Cell { group: self, index }
    }

    /// How many cells are in use, or free.
    pub(crate) fn begun(&self) -> usize {
        self.begun.get() as usize
    }

    /// The next cells that nobody looked at yet, so many at most, and their slots. They are looked at now.
    pub(crate) fn begin_next(
        &'static self,
        most: usize,
    ) -> impl DoubleEndedIterator<Item = (Slot, Cell)> + ExactSizeIterator {
        let start = self.begun();
        let end = GROUP.min(start + most);
        self.begun.set(end as u32);
        let first = self.first_slot.get();
        (start..end).map(move |index| (first + index as Slot, self.cell(index)))
    }

    /// The slots of all cells.
    pub(super) fn slots(&self) -> core::ops::Range<Slot> {
        let first = self.first_slot.get();
        first..first + GROUP as Slot
    }

    pub(super) fn owner(&self) -> u32 {
        self.owner.load(Relaxed)
    }

    /// Takes its memory from it.
    pub(crate) fn give_up(&self) -> *mut u8 {
        self.start.replace(ptr::null_mut())
    }

    pub(crate) fn stride(&self) -> usize {
        self.stride.get() as usize
    }

    #[inline(always)]
    pub(crate) fn class(&self) -> usize {
        self.class.get() as usize
    }

    /// The cells are this thread's from here on, are of a class, have so many bytes each, and lie here.
    pub(crate) fn take_over(&self, owner: u32, start: *mut u8, class: usize, stride: usize) {
        self.start.set(start);
        self.class.set(class as u32);
        self.stride.set(stride as u32);
        self.begun.set(0);
        self.owner.store(owner, Relaxed);
    }

    /// The cells are nobody's.
    pub(crate) fn let_go(&self) {
        self.owner.store(0, Relaxed);
    }
}

impl Cell {
    #[inline(always)]
    fn record(self) -> &'static CellRecord {
        &self.group.records[self.index % GROUP]
    }

    pub(crate) fn group(self) -> &'static CellGroup {
        self.group
    }

    /// Where the cell is, whether its block still is there or not.
    #[inline(always)]
    pub(crate) fn base(self) -> *mut u8 {
        let stride = self.group.stride.get() as usize;
        self.group.start.get().wrapping_add(self.index * stride)
    }

    /// A block begins.
    #[inline(always)]
    pub(crate) fn be_born(self, new_cell: &NewCell) {
        let record = self.record();
        // Where the shape is too far away it is not known.
        let shape = short::of_shape(new_cell.shape).map_or(0, |shape| shape | SHAPE_ONLY);
        self.set_more(shape, 0);
        record.allocated_at.set(new_cell.site);
        let flags = if new_cell.safe { SAFE } else { 0 };
        let mark = if new_cell.full { ALL_OF_CELL } else { 0 };
        let (length, chunk_size) = (new_cell.length, new_cell.chunk_size);
        record.summary.begin(length, chunk_size, flags, mark);
    }

    #[inline(always)]
    pub(crate) fn next_free(self) -> Slot {
        self.record().more.lower()
    }

    /// Only of a cell whose block has ended.
    #[inline(always)]
    pub(crate) fn set_next_free(self, slot: Slot) {
        self.set_more(slot, self.record().more.upper());
    }

    /// A plain block ends, and its cell is free: before this one in a list. `freed_at` is as [`short`] has it.
    #[inline(always)]
    pub(crate) fn be_free(self, freed_at: u32, next: Slot) {
        self.set_more(next, freed_at);
    }

    /// Where the block was freed that was here last. Only of a cell whose block has ended.
    pub(super) fn freed_at(self) -> Option<Site> {
        let freed_at = self.record().more.upper();
        // SAFETY: it is 0, or came from `short::of_site`.
        (freed_at != 0).then(|| unsafe { short::site(freed_at) })
    }

    /// The wide record, if the block has one. It is there until the block ends.
    #[inline(always)]
    pub(super) fn wide(self) -> Option<&'static Large> {
        if self.is_narrow() {
            return None;
        }
        // SAFETY: the flag says that it came out of a note in `widen`. "One thread": only the block's thread asks. `end` is
        // called only when the block ends, and nobody keeps this beyond that: `Record` asks anew each time.
        let wide: &'static Wide = unsafe { &*self.record().more.pointer() };
        Some(&wide.record)
    }

    #[inline(always)]
    pub(crate) fn is_narrow(self) -> bool {
        self.record().summary.flags(WIDE) == 0
    }

    /// Makes the block wide. `None` where there is no memory for it.
    #[cold]
    #[inline(never)]
    pub(super) fn widen(self) -> Option<&'static Large> {
        if self.wide().is_none() {
            let bitmap = match self.scattered() {
                Some(scattered) => Some(scattered.bitmap(self.length())?),
                None => None,
            };
            let wide = Wide {
                record: Large::of_cell(self),
                extra: Extra {
                    bitmap: RefCell::new(bitmap),
                    ..Extra::default()
                },
            };
            let wide = Note::new(wide).ok()?.into_raw().as_ptr();
            // SAFETY: it was just made, and stays where it is until `end`.
            unsafe { (*wide).record.set_extra_pointer(&raw mut (*wide).extra) };
            let record = self.record();
            record.more.set_pointer(wide);
            record.summary.set_flags(WIDE);
        }
        self.wide()
    }

    /// The block ends: takes away what is known of it beyond its record, if it was wide.
    pub(super) fn end(self) -> Option<Note<Wide>> {
        let record = self.record();
        let (wide, more) = (record.summary.flags(WIDE), record.more.pointer());
        record.summary.set_flags(0);
        record.more.set_pointer(ptr::null_mut());
        if wide == 0 {
            return None;
        }
        let wide = ptr::NonNull::new(more)?;
        // SAFETY: it came out of a note in `widen`, and the flag said that nobody took it since.
        Some(unsafe { Note::from_raw(wide) })
    }

    /// Whether the block is one of `malloc`, and not wide.
    #[inline(always)]
    pub(crate) fn is_plain(self) -> bool {
        self.record().summary.is_plain()
    }

    /// Whether the block is a plain one of so many bytes, of the type that it was allocated for.
    #[inline(always)]
    pub(crate) fn is_one(self, size: usize) -> bool {
        self.record().summary.is_only(size)
    }

    #[inline(always)]
    pub(crate) fn length(self) -> usize {
        self.record().summary.length()
    }

    /// Another one after the watermark has changed, or the block has become wide: then nothing is noted here any more.
    #[inline(always)]
    pub(crate) fn mark_while_narrow(self) -> isize {
        self.record().summary.mark_and_wide() as isize
    }

    /// So many bytes from the start on are assigned; it is more than any block has where that is [`ALL`].
    #[inline(always)]
    pub(crate) fn mark(self) -> usize {
        self.record().summary.mark() as usize
    }

    #[inline(always)]
    pub(crate) fn watermark(self) -> isize {
        let summary = &self.record().summary;
        match summary.mark() {
            ALL_OF_CELL => ALL,
            _ if summary.flags(SCATTERED) != 0 => SPARSE,
            mark => mark as isize,
        }
    }

    #[inline(always)]
    pub(crate) fn set_watermark(self, watermark: isize) {
        let mark = if watermark == ALL {
            ALL_OF_CELL
        } else {
            debug_assert!(Self::has_room_for(watermark));
            watermark as u32
        };
        self.record().summary.set_mark(mark);
    }

    /// So many bytes more are assigned: not all there are.
    #[inline(always)]
    pub(crate) fn raise_mark(self, by: usize) {
        self.record().summary.raise_mark(by as u32);
    }

    /// Whether this can be the watermark of a block that is not wide.
    #[inline(always)]
    pub(super) fn has_room_for(watermark: isize) -> bool {
        watermark == ALL || (0..ALL_OF_CELL as isize).contains(&watermark)
    }

    #[inline(always)]
    pub(crate) fn chunk_size(self) -> usize {
        self.record().summary.chunk_size()
    }

    pub(super) fn safe(self) -> bool {
        self.record().summary.flags(SAFE) != 0
    }

    /// As [`short`] has it.
    #[inline(always)]
    pub(crate) fn allocated_at_in_short(self) -> u32 {
        self.record().allocated_at.get()
    }

    #[inline(always)]
    pub(crate) fn allocated_at(self) -> Site {
        // SAFETY: the block lives, or has just ended and still has its site, which came from `short::of_site`.
        unsafe { short::site(self.record().allocated_at.get()) }
    }

    pub(super) fn description(self) -> Option<&'static Description> {
        let short = self.record().more.lower();
        if short == 0 || short & SHAPE_ONLY != 0 {
            return None;
        }
        // SAFETY: without the mark it came from `short::of_description` in `describe`.
        Some(unsafe { short::description(short) })
    }

    /// Of what shape the elements are, of a live block that is neither wide nor described.
    pub(super) fn shape(self) -> Option<&'static Shape> {
        let short = self.record().more.lower();
        // SAFETY: with the mark it came from `short::of_shape` in `be_born`.
        (short & SHAPE_ONLY != 0).then(|| unsafe { short::shape(short & !SHAPE_ONLY) })
    }

    /// Whether nothing is noted of the elements but their shape, if that.
    #[inline(always)]
    pub(super) fn is_undescribed(self) -> bool {
        let short = self.record().more.lower();
        (short == 0 || short & SHAPE_ONLY != 0) && !self.is_in_bytes()
    }

    #[inline(always)]
    pub(super) fn is_described_by(self, description: &'static Description) -> bool {
        let short = self.record().more.lower();
        short::of_description(description) == Some(short) && !self.is_in_bytes()
    }

    #[inline(always)]
    pub(crate) fn is_narrow_and_described_by(self, description: &'static Description) -> bool {
        let flags = self.record().summary.flags(WIDE | IN_BYTES);
        flags == 0 && short::of_description(description) == Some(self.record().more.lower())
    }

    /// `false` where what these elements consist of cannot be noted here.
    pub(crate) fn describe(self, description: &'static Description) -> bool {
        let is_free = self.scattered_bits() == 0;
        is_free && description.leaves <= MOST_LEAVES && self.describe_with(description, 0)
    }

    /// Which elements are assigned beside those below the watermark, a bit for each. Where all of the block is assigned they say
    /// nothing.
    #[inline(always)]
    pub(super) fn scattered_bits(self) -> u32 {
        match self.record().summary.flags(SCATTERED) {
            0 => 0,
            _ => self.record().more.upper(),
        }
    }

    /// Only where nothing is noted of them but their shape.
    #[inline(always)]
    pub(super) fn set_scattered_bits(self, bits: u32) {
        let record = self.record();
        record.summary.set_flag(SCATTERED, bits != 0);
        self.set_more(record.more.lower(), bits);
    }

    /// The same of elements that have [`MOST_LEAVES`] at most, of which these of the open one are assigned.
    #[inline(always)]
    pub(crate) fn describe_with(self, description: &'static Description, open: u32) -> bool {
        match short::of_description(description) {
            Some(short) => {
                self.set_more(short, open);
                true
            }
            None => false,
        }
    }

    #[inline(always)]
    fn set_more(self, description: u32, open: u32) {
        self.record().more.set(description, open);
    }

    #[inline(always)]
    pub(super) fn is_in_bytes(self) -> bool {
        self.record().summary.flags(IN_BYTES) != 0
    }

    pub(super) fn set_in_bytes(self) {
        let summary = &self.record().summary;
        self.set_open_leaves(0);
        summary.set_flag(SCATTERED, false);
        summary.set_flag(IN_BYTES, true);
    }

    /// Only of one that is described.
    #[inline(always)]
    pub(crate) fn open_leaves(self) -> u64 {
        self.record().more.upper().into()
    }

    /// No more than [`MOST_LEAVES`] of them: otherwise the block is wide since it was described.
    #[inline(always)]
    pub(crate) fn set_open_leaves(self, leaves: u64) {
        self.set_more(self.record().more.lower(), leaves as u32);
    }
}
