//! What is known of a block beyond its lock word, wherever that is noted.

use super::cell::{Cell, Wide};
use super::extra::Extra;
use super::large::{Begins, Large, NO_RECORD};
use super::word;
use crate::error::{Fault, Resized, Site};
use crate::layout::Shape;
use crate::layout::description::Description;
use crate::notes::Note;

/// The record of a slot. What it says is looked up at each question: a small block can become wide between two.
#[derive(Clone, Copy)]
pub(crate) enum Record {
    Large(&'static Large),
    Small(Cell),
}

/// Where a block is noted, until the next note of it is made.
pub(crate) enum Known {
    Large(&'static Large),
    Cell(Cell),
}

impl Record {
    /// What stands for a record where there is no block. Nothing is stored in it.
    ///
    /// No constant: Rust 1.88 allows none that refers to what can change.
    #[inline(always)]
    pub(crate) fn none() -> Record {
        Record::Large(&NO_RECORD)
    }

    #[inline(always)]
    pub(crate) fn known(&self) -> Known {
        match *self {
            Record::Large(large) => Known::Large(large),
            Record::Small(cell) => match cell.wide() {
                Some(large) => Known::Large(large),
                None => Known::Cell(cell),
            },
        }
    }

    /// The record that has room for everything. `None` where there is no memory for it.
    fn widen(&self) -> Option<&'static Large> {
        match *self {
            Record::Large(large) => Some(large),
            Record::Small(cell) => cell.widen(),
        }
    }

    /// The cell that the slot has, whether its block still is in it or not.
    #[inline(always)]
    pub(crate) fn cell(&self) -> Option<Cell> {
        match *self {
            Record::Large(_) => None,
            Record::Small(cell) => Some(cell),
        }
    }

    /// The cell that the block is in.
    pub(crate) fn home(&self) -> Option<Cell> {
        self.cell().filter(|cell| cell.base() == self.base())
    }
}

/// What was noted of a block that has ended.
pub(crate) enum Taken {
    Nothing,
    Extra(Note<Extra>),
    Wide(Note<Wide>),
}

impl Taken {
    pub(crate) fn extra(&self) -> Option<&Extra> {
        match self {
            Taken::Nothing => None,
            Taken::Extra(extra) => Some(extra),
            Taken::Wide(wide) => Some(&wide.extra),
        }
    }
}

impl Known {
    #[inline(always)]
    pub(crate) fn base(&self) -> *mut u8 {
        match self {
            Known::Large(large) => large.base(),
            Known::Cell(cell) => cell.base(),
        }
    }

    #[inline(always)]
    pub(crate) fn length(&self) -> usize {
        match self {
            Known::Large(large) => large.length(),
            Known::Cell(cell) => cell.length(),
        }
    }

    #[inline(always)]
    pub(crate) fn watermark(&self) -> isize {
        match self {
            Known::Large(large) => large.watermark(),
            Known::Cell(cell) => cell.watermark(),
        }
    }

    #[inline(always)]
    pub(crate) fn set_watermark(&self, watermark: isize) {
        match self {
            Known::Large(large) => large.set_watermark(watermark),
            Known::Cell(cell) => cell.set_watermark(watermark),
        }
    }

    /// The size of a chunk, of a `calloc` block.
    #[inline(always)]
    pub(crate) fn chunk_size(&self) -> Option<usize> {
        match self {
            Known::Large(large) => large.chunk_size(),
            Known::Cell(cell) => match cell.chunk_size() {
                0 => None,
                size => Some(size),
            },
        }
    }

    /// Whether nothing is noted of the elements but their shape, if that.
    #[inline(always)]
    pub(crate) fn is_undescribed(&self) -> bool {
        match self {
            Known::Large(large) => large.is_undescribed(),
            Known::Cell(cell) => cell.is_undescribed(),
        }
    }

    /// Whether this is what was noted of the elements, and what is assigned is not known in bytes.
    #[inline(always)]
    pub(crate) fn is_described_by(&self, description: &'static Description) -> bool {
        match self {
            Known::Large(large) => large.is_described_by(description),
            Known::Cell(cell) => cell.is_described_by(description),
        }
    }
}

impl Record {
    #[inline(always)]
    pub(crate) fn base(&self) -> *mut u8 {
        self.known().base()
    }

    /// The size that was asked for, in bytes.
    #[inline(always)]
    pub(crate) fn length(&self) -> usize {
        self.known().length()
    }

    /// What is assigned: see [`crate::table::assigned`].
    #[inline(always)]
    pub(crate) fn watermark(&self) -> isize {
        self.known().watermark()
    }

    /// So many bytes from the start on are assigned, whatever is beyond them; below zero where only a bitmap knows.
    #[inline(always)]
    pub(crate) fn filled(&self) -> isize {
        match self.known() {
            Known::Large(large) => large.watermark(),
            Known::Cell(cell) => cell.mark().cast_signed(),
        }
    }

    #[inline(always)]
    pub(crate) fn set_watermark(&self, watermark: isize) {
        self.known().set_watermark(watermark);
    }

    /// Makes room for this watermark.
    pub(super) fn make_room_for(&self, watermark: isize) -> Result<(), Fault> {
        if !Cell::has_room_for(watermark) {
            self.widen().ok_or(Fault::NoNote)?;
        }
        Ok(())
    }

    /// The size of a chunk, of a `calloc` block.
    #[inline(always)]
    pub(crate) fn chunk_size(&self) -> Option<usize> {
        self.known().chunk_size()
    }

    /// What the memory of a live block held when it began.
    pub(crate) fn begins(&self) -> Begins {
        match self.known() {
            Known::Large(large) => large.begins(),
            Known::Cell(cell) => Begins::of(cell.safe()),
        }
    }

    /// Whether the live block is `calloc_safe`'s.
    pub(crate) fn safe(&self) -> bool {
        matches!(self.begins(), Begins::Unassigned)
    }

    /// Whether C only lends the memory of the live block.
    pub(crate) fn is_lent(&self) -> bool {
        matches!(self.begins(), Begins::Lent)
    }

    /// Whether memory that nothing was moved into is zero and can be read.
    pub(crate) fn zeroed(&self) -> bool {
        self.chunk_size().is_some() && matches!(self.begins(), Begins::Zeroed)
    }

    pub(crate) fn allocated_at(&self) -> Option<Site> {
        match self.known() {
            Known::Large(large) => large.allocated_at(),
            Known::Cell(cell) => Some(cell.allocated_at()),
        }
    }

    /// What the elements consist of.
    pub(crate) fn description(&self) -> Option<&'static Description> {
        match self.known() {
            Known::Large(large) => large.description(),
            Known::Cell(cell) => cell.description(),
        }
    }

    /// How the elements of a live block lie in memory, and which type they have: what the block was allocated for, if that
    /// is known.
    pub(crate) fn shape(&self) -> Option<&'static Shape> {
        if let Some(description) = self.description() {
            return Some(description.shape);
        }
        match self.known() {
            Known::Large(large) => large.shape(),
            Known::Cell(cell) => cell.shape(),
        }
    }

    /// Whether C had the memory of the live block before.
    pub(crate) fn adopted(&self) -> bool {
        matches!(self.begins(), Begins::Adopted)
    }

    /// Notes what the elements consist of, if nothing was noted before.
    pub(crate) fn describe(&self, description: &'static Description) -> Result<(), Fault> {
        if let Known::Cell(cell) = self.known() {
            let is_known = cell.is_in_bytes() || cell.description().is_some();
            if is_known || cell.describe(description) {
                return Ok(());
            }
        }
        self.widen().ok_or(Fault::NoNote)?.describe(description);
        Ok(())
    }

    /// Notes what the elements consist of in place of what was noted before, and the leaves of the open one.
    pub(super) fn describe_anew(
        &self,
        description: &'static Description,
        open: u64,
    ) -> Result<(), Fault> {
        match self.known() {
            Known::Cell(cell) if cell.describe(description) => cell.set_open_leaves(open),
            _ => {
                let large = self.widen().ok_or(Fault::NoNote)?;
                large.describe_anew(description, open);
            }
        }
        Ok(())
    }

    /// Whether what is assigned is known in bytes: the block's type was cast.
    pub(crate) fn is_in_bytes(&self) -> bool {
        match self.known() {
            Known::Large(large) => large.is_in_bytes(),
            Known::Cell(cell) => cell.is_in_bytes(),
        }
    }

    pub(super) fn set_in_bytes(&self) {
        match self.known() {
            Known::Large(large) => large.set_in_bytes(),
            Known::Cell(cell) => cell.set_in_bytes(),
        }
    }

    /// Which leaves of the open element are assigned; none if no element is.
    #[inline(always)]
    pub(crate) fn open_leaves(&self) -> u64 {
        match self.known() {
            Known::Large(large) => large.open_leaves(),
            Known::Cell(cell) if cell.is_undescribed() => 0,
            Known::Cell(cell) => cell.open_leaves(),
        }
    }

    #[inline(always)]
    pub(crate) fn set_open_leaves(&self, leaves: u64) {
        match self.known() {
            Known::Large(large) => large.set_open_leaves(leaves),
            Known::Cell(cell) => cell.set_open_leaves(leaves),
        }
    }

    /// What only some blocks need.
    #[inline(always)]
    pub(crate) fn extra(&self) -> Option<&'static Extra> {
        match self.known() {
            Known::Large(large) => large.extra(),
            Known::Cell(_) => None,
        }
    }

    /// The extra of a live block, made if it has none. `None` where there is no memory for it.
    pub(crate) fn make_extra(&self) -> Option<&'static Extra> {
        self.widen()?.make_extra()
    }

    /// Takes away what is noted beside the record, when the block ends.
    #[inline]
    pub(crate) fn take_extra(&self) -> Taken {
        let taken = match self {
            Record::Large(large) => large.take_extra().map(Taken::Extra),
            Record::Small(cell) => cell.end().map(Taken::Wide),
        };
        taken.unwrap_or(Taken::Nothing)
    }

    /// Where the block was freed that was here last, if that is still known. Only of a free slot of this thread.
    pub(crate) fn freed_at(&self) -> Option<Site> {
        match self {
            Record::Large(large) => large.freed_at(),
            Record::Small(cell) => cell.freed_at(),
        }
    }

    /// The first version of the block, whose lock word is this.
    pub(crate) fn born(&self, now: u32) -> u32 {
        let began = self.extra().and_then(|extra| extra.began.get());
        began.map_or(word::version(now), |(version, _)| version)
    }

    /// The size of the block, or of a chunk, as it is counted.
    pub(crate) fn unit(&self) -> usize {
        self.counted_unit()
            .unwrap_or(self.chunk_size().unwrap_or(self.length()))
    }

    /// The size of the block, as it is counted: what users see.
    pub(crate) fn size(&self) -> usize {
        match (self.counted_unit(), self.chunk_size()) {
            (None, _) => self.length(),
            (Some(unit), None) => unit,
            (Some(unit), Some(stride)) => self.length() / stride * unit,
        }
    }

    pub(crate) fn counted_unit(&self) -> Option<usize> {
        self.extra().and_then(|extra| extra.unit.get())
    }

    /// The last reallocation of a live block.
    pub(crate) fn resized(&self) -> Option<Resized> {
        self.extra().and_then(|extra| extra.resized.get())
    }
}
