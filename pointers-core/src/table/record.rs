//! What is known of a block beyond its lock word: base, length, what is assigned, where it came from.
//!
//! Records come in segments of [`SEGMENT`] that are never freed, found through a static directory.
//! The bases in them stand unpacked, so that the leak sanitizer sees that blocks are still reachable.
//!
//! A slot that is free may keep its block ([`crate::heap::block_cache`]). The next block of such a slot is that one, which
//! then has all but the base to be told.

use core::panic::Location;
use core::ptr::{self, NonNull};
use core::sync::atomic::Ordering::Relaxed;
use core::sync::atomic::{AtomicIsize, AtomicPtr, AtomicU32, AtomicU64, AtomicUsize};

use super::extra::Extra;
use super::{Slot, word};
use crate::error::{Resized, Site};
use crate::layout::Shape;
use crate::layout::description::Description;
use crate::notes::Note;
use crate::system;

/// How many records, and lock words, are made at a time: so many that the upper half of a slot names its segment.
/// They have no memory before they are used, where C's `calloc` takes it from the system.
pub(crate) const SEGMENT: usize = 1 << 16;

/// Longer than it need be, so that no slot is beyond its end.
static DIRECTORY: [AtomicPtr<Segment>; 1 << 16] =
    [const { AtomicPtr::new(ptr::null_mut()) }; 1 << 16];

/// The records of so many slots, and apart from them what is seldom looked at.
#[repr(C)]
struct Segment {
    records: [Record; SEGMENT],
    origins: [Origin; SEGMENT],
}

/// What an access, an allocation and a free look at. All zero is the record of a slot that was never used.
#[repr(C)]
pub(crate) struct Record {
    /// What the C allocator returned last. In a free slot: the block that waits in it to be used again, or null.
    base: AtomicPtr<u8>,
    /// The size that was asked for, in bytes.
    length: AtomicUsize,
    /// What only some blocks need, or null.
    extra: AtomicPtr<Extra>,
    /// What is assigned: see [`crate::table::assigned`]. In a free slot: the next free slot.
    watermark: AtomicIsize,
    /// The size of a chunk, in bytes; 0 for a `malloc` block.
    chunk_size: AtomicUsize,
    /// Where the block was allocated; so many bytes off as the flags say.
    allocated_at: AtomicPtr<Location<'static>>,
    /// What the elements consist of, if it is known; otherwise their [`Shape`], two bytes off. One byte further off if what
    /// is assigned is known in bytes: see [`crate::table::parts`].
    described: AtomicPtr<Description>,
    /// Which leaves of the open element are assigned. Only where the block is described.
    open: AtomicU64,
}

/// Whose a slot is, and what its block went through.
#[repr(C)]
pub(crate) struct Origin {
    /// The heap, that is the thread, that the slot belongs to.
    owner: AtomicU32,
    /// How often the block was reallocated: how many versions it has had before its last one.
    reallocated: AtomicU32,
}

const _: () = assert!(size_of::<Record>() == 64 && size_of::<Origin>() == 8);

/// What stands for a record where there is no block. Nothing is stored in it.
pub(crate) static NO_RECORD: Record = Record {
    base: AtomicPtr::new(ptr::null_mut()),
    length: AtomicUsize::new(0),
    extra: AtomicPtr::new(ptr::null_mut()),
    watermark: AtomicIsize::new(0),
    chunk_size: AtomicUsize::new(0),
    allocated_at: AtomicPtr::new(ptr::null_mut()),
    described: AtomicPtr::new(ptr::null_mut()),
    open: AtomicU64::new(0),
};

/// The flags of `allocated_at`.
const SAFE: usize = 1;
/// Of memory that came from C, which promises nothing of what a reallocation adds to chunks of it.
const ADOPTED: usize = 2;
/// Of memory that C only lends.
const LENT: usize = SAFE | ADOPTED;
const FLAGS: usize = SAFE | ADOPTED;

/// What marks a block as one whose bytes are what is assigned, one by one.
const IN_BYTES: usize = 1;

/// What marks what is described as a shape, and no more.
const SHAPE_ONLY: usize = 2;

const _: () = assert!(
    align_of::<Location>() > FLAGS
        && align_of::<Description>() > IN_BYTES | SHAPE_ONLY
        && align_of::<Shape>() > IN_BYTES | SHAPE_ONLY
);

/// What `described` says of a block that begins with elements of this shape.
#[inline(always)]
fn undescribed(shape: &'static Shape) -> *mut Description {
    let shape = ptr::from_ref(shape).wrapping_byte_add(SHAPE_ONLY);
    shape.cast_mut().cast()
}

#[inline(always)]
fn segment_of(slot: Slot) -> &'static Segment {
    let segment = DIRECTORY[slot as usize / SEGMENT].load(Relaxed);
    // SAFETY: "Words stay": the slot was handed out, and was so only after its segment was stored
    // here, under the lock of the pool; segments are never freed.
    unsafe { &*segment }
}

/// The record of a slot.
#[inline(always)]
pub(crate) fn record_of(slot: Slot) -> &'static Record {
    &segment_of(slot).records[slot as usize % SEGMENT]
}

/// Where a slot and its block come from.
pub(crate) fn origin_of(slot: Slot) -> &'static Origin {
    &segment_of(slot).origins[slot as usize % SEGMENT]
}

/// Makes the records of a segment. `false` if there is no memory for them.
pub(crate) fn add_segment(segment: usize) -> bool {
    let memory = system::calloc(size_of::<Segment>()).cast::<Segment>();
    if memory.is_null() {
        return false;
    }
    DIRECTORY[segment].store(memory, Relaxed);
    true
}

impl Origin {
    pub(crate) fn owner(&self) -> u32 {
        self.owner.load(Relaxed)
    }

    pub(crate) fn set_owner(&self, owner: u32) {
        self.owner.store(owner, Relaxed);
    }

    /// The version at which the block was allocated, whose slot's word is this now.
    pub(crate) fn born(&self, now: u32) -> u32 {
        let ended = u32::from(word::state(now) == word::NONE);
        word::version(now)
            .saturating_sub(ended)
            .saturating_sub(self.reallocated.load(Relaxed))
    }

    /// The block has another version now.
    pub(crate) fn note_reallocation(&self) {
        let before = self.reallocated.load(Relaxed);
        self.reallocated.store(before + 1, Relaxed);
    }

    /// A block begins in a slot that keeps none.
    pub(crate) fn forget_reallocations(&self) {
        self.reallocated.store(0, Relaxed);
    }
}

/// What a block begins with.
pub(crate) struct Birth {
    pub(crate) base: *mut u8,
    pub(crate) length: usize,
    /// The size as users see it.
    pub(crate) size: usize,
    pub(crate) chunk_size: usize,
    pub(crate) begins: Begins,
    pub(crate) watermark: isize,
    pub(crate) site: Site,
    /// Of its elements.
    pub(crate) shape: &'static Shape,
}

/// What chunks hold that nothing was moved into.
#[derive(Clone, Copy)]
pub(crate) enum Begins {
    /// Zero, which can be read: `calloc`'s, and so are those that a reallocation adds.
    Zeroed,
    /// Nothing: `calloc_safe`'s.
    Unassigned,
    /// What C left there. Those that a reallocation adds hold nothing: that zero is a value, nobody has
    /// said.
    Adopted,
    /// The same, of memory that C only lends.
    Lent,
}

impl Begins {
    /// Whether it is `calloc_safe`.
    pub(crate) fn of(safe: bool) -> Self {
        if safe {
            Begins::Unassigned
        } else {
            Begins::Zeroed
        }
    }
}

impl Birth {
    /// A block of `malloc`, as it begins.
    #[inline(always)]
    pub(crate) fn of_malloc(
        base: *mut u8,
        length: usize,
        site: Site,
        shape: &'static Shape,
    ) -> Self {
        Birth {
            base,
            length,
            size: length,
            chunk_size: 0,
            begins: Begins::Zeroed,
            watermark: 0,
            site,
            shape,
        }
    }
}

impl Record {
    #[inline(always)]
    pub(crate) fn be_born(&self, birth: &Birth) {
        self.base.store(birth.base, Relaxed);
        self.length.store(birth.length, Relaxed);
        self.extra.store(ptr::null_mut(), Relaxed);
        self.watermark.store(birth.watermark, Relaxed);
        self.chunk_size.store(birth.chunk_size, Relaxed);
        self.described.store(undescribed(birth.shape), Relaxed);
        let flags = match birth.begins {
            Begins::Zeroed => 0,
            Begins::Unassigned => SAFE,
            Begins::Adopted => ADOPTED,
            Begins::Lent => LENT,
        };
        let site = ptr::from_ref(birth.site).wrapping_byte_add(flags);
        self.allocated_at.store(site.cast_mut(), Relaxed);
    }

    /// The same for a block of `malloc` that waited in this slot.
    #[inline(always)]
    pub(crate) fn be_born_again(&self, length: usize, site: Site, shape: &'static Shape) {
        self.length.store(length, Relaxed);
        self.watermark.store(0, Relaxed);
        self.described.store(undescribed(shape), Relaxed);
        self.allocated_at
            .store(ptr::from_ref(site).cast_mut(), Relaxed);
    }

    /// The slot keeps no block: it has gone to C for good, or back to it.
    pub(crate) fn part(&self) {
        self.base.store(ptr::null_mut(), Relaxed);
    }

    #[inline(always)]
    pub(crate) fn base(&self) -> *mut u8 {
        self.base.load(Relaxed)
    }

    pub(crate) fn set_base(&self, base: *mut u8) {
        self.base.store(base, Relaxed);
    }

    #[inline(always)]
    pub(crate) fn length(&self) -> usize {
        self.length.load(Relaxed)
    }

    pub(crate) fn set_length(&self, length: usize) {
        self.length.store(length, Relaxed);
    }

    #[inline(always)]
    pub(crate) fn watermark(&self) -> isize {
        self.watermark.load(Relaxed)
    }

    /// The same as a plain load, of which the compiler knows when a second one finds nothing new.
    ///
    /// # Safety
    ///
    /// No other thread stores in this record meanwhile: the slot is this thread's.
    #[inline(always)]
    pub(crate) unsafe fn own_watermark(&self) -> isize {
        // SAFETY: the caller's promise; loads of other threads are no race.
        unsafe { self.watermark.as_ptr().read() }
    }

    #[inline(always)]
    pub(crate) fn set_watermark(&self, watermark: isize) {
        self.watermark.store(watermark, Relaxed);
    }

    /// The size of a chunk, of a `calloc` block.
    #[inline(always)]
    pub(crate) fn chunk_size(&self) -> Option<usize> {
        match self.chunk_size.load(Relaxed) {
            0 => None,
            size => Some(size),
        }
    }

    fn flags(&self) -> usize {
        self.allocated_at.load(Relaxed).addr() & FLAGS
    }

    /// What the memory of a live block held when it began.
    pub(crate) fn begins(&self) -> Begins {
        match self.flags() {
            SAFE => Begins::Unassigned,
            ADOPTED => Begins::Adopted,
            LENT => Begins::Lent,
            _ => Begins::Zeroed,
        }
    }

    /// Whether the live block is `calloc_safe`'s.
    pub(crate) fn safe(&self) -> bool {
        self.flags() == SAFE
    }

    /// Whether C only lends the memory of the live block.
    pub(crate) fn is_lent(&self) -> bool {
        self.flags() == LENT
    }

    /// Whether memory that nothing was moved into is zero and can be read.
    pub(crate) fn zeroed(&self) -> bool {
        self.chunk_size().is_some() && self.flags() == 0
    }

    /// Whether C had the block before.
    pub(crate) fn adopted(&self) -> bool {
        self.allocated_at.load(Relaxed).addr() & ADOPTED != 0
    }

    pub(crate) fn allocated_at(&self) -> Option<Site> {
        let site = self.allocated_at.load(Relaxed);
        let site = site.map_addr(|address| address & !FLAGS);
        // SAFETY: it is only ever stored from a `Site`, which lives for ever, with flags that were just taken
        // off again; or it is null.
        unsafe { site.as_ref() }
    }

    /// The extra of a live block, or null.
    pub(crate) fn extra_pointer(&self) -> *mut Extra {
        self.extra.load(Relaxed)
    }

    /// Whether a live block is one of `malloc`, and has no extra.
    #[inline(always)]
    pub(crate) fn is_plain(&self) -> bool {
        self.extra.load(Relaxed).addr() | self.chunk_size.load(Relaxed) == 0
    }

    /// Only of a live block that has none.
    pub(crate) fn set_extra(&self, extra: Note<Extra>) {
        self.extra.store(extra.into_raw().as_ptr(), Relaxed);
    }

    /// The extra is somebody else's now.
    pub(crate) fn forget_extra(&self) {
        self.extra.store(ptr::null_mut(), Relaxed);
    }

    /// The next free slot. Only of a free slot.
    #[inline(always)]
    pub(crate) fn next_free(&self) -> Slot {
        self.watermark.load(Relaxed) as Slot
    }

    #[inline(always)]
    pub(crate) fn set_next_free(&self, slot: Slot) {
        self.watermark.store(slot as isize, Relaxed);
    }
}

impl Record {
    /// What the elements consist of.
    pub(crate) fn description(&self) -> Option<&'static Description> {
        let description = self.described.load(Relaxed);
        if description.addr() & SHAPE_ONLY != 0 {
            return None;
        }
        let description = description.map_addr(|address| address & !IN_BYTES);
        // SAFETY: without `SHAPE_ONLY` it is only ever stored from a description, which lives for ever, with a flag that
        // was just taken off again; or it is null.
        unsafe { description.as_ref() }
    }

    /// How the elements lie in memory, and which type they have: what the block was allocated for. Of a slot that never
    /// had a block, nothing.
    pub(crate) fn shape(&self) -> Option<&'static Shape> {
        if let Some(description) = self.description() {
            return Some(description.shape);
        }
        let shape = self.described.load(Relaxed);
        let shape = shape.map_addr(|address| address & !(IN_BYTES | SHAPE_ONLY));
        // SAFETY: with `SHAPE_ONLY` it is only ever stored from a shape, which lives for ever, with flags that were just
        // taken off again; without it, it is null here.
        unsafe { shape.cast::<Shape>().as_ref() }
    }

    /// Whether this is what was noted, and what is assigned is not known in bytes.
    #[inline(always)]
    pub(crate) fn is_described_by(&self, description: &'static Description) -> bool {
        ptr::eq(self.described.load(Relaxed), description)
    }

    /// Notes what the elements consist of, if nothing was noted before.
    pub(crate) fn describe(&self, description: &'static Description) {
        if self.described.load(Relaxed).addr() & (SHAPE_ONLY | IN_BYTES) == SHAPE_ONLY {
            self.open.store(0, Relaxed);
            let description = ptr::from_ref(description).cast_mut();
            self.described.store(description, Relaxed);
        }
    }

    /// Whether what is assigned is known in bytes: the block's type was cast.
    pub(crate) fn is_in_bytes(&self) -> bool {
        self.described.load(Relaxed).addr() & IN_BYTES != 0
    }

    pub(super) fn set_in_bytes(&self) {
        self.open.store(0, Relaxed);
        let described = self.described.load(Relaxed);
        self.described
            .store(described.map_addr(|address| address | IN_BYTES), Relaxed);
    }

    /// Which leaves of the open element are assigned; none if no element is.
    #[inline(always)]
    pub(crate) fn open_leaves(&self) -> u64 {
        if self.described.load(Relaxed).addr() & SHAPE_ONLY != 0 {
            return 0;
        }
        self.open.load(Relaxed)
    }

    #[inline(always)]
    pub(crate) fn set_open_leaves(&self, leaves: u64) {
        self.open.store(leaves, Relaxed);
    }
}

impl Record {
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

    pub(crate) fn extra(&self) -> Option<&Extra> {
        // SAFETY: "One thread": only the block's thread asks. `take_extra` is called only when the block ends, which
        // only the user brings about, and nothing of the user's runs ("Alone") while the library has this reference; or
        // the whole block is lent meanwhile (`drop_tail`), and cannot end.
        unsafe { self.extra_pointer().as_ref() }
    }

    /// The extra of a live block, made if it has none. `None` where there is no memory for it.
    pub(crate) fn make_extra(&self) -> Option<&Extra> {
        if self.extra_pointer().is_null() {
            self.set_extra(Note::new(Extra::default()).ok()?);
        }
        self.extra()
    }

    /// Takes the extra away, when the block ends.
    #[inline]
    pub(crate) fn take_extra(&self) -> Option<Note<Extra>> {
        let extra = NonNull::new(self.extra_pointer())?;
        self.forget_extra();
        // SAFETY: it came out of a note in `set_extra`, and nobody else can take it now.
        Some(unsafe { Note::from_raw(extra) })
    }
}
