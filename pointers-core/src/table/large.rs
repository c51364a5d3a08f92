//! `Large`, the record of a block that C has, and of a small one with notes: base, length, watermark, extra, where it came from.

mod of_cell;

use core::panic::Location;
use core::ptr::{self, NonNull};
use core::sync::atomic::Ordering::Relaxed;
use core::sync::atomic::{AtomicIsize, AtomicPtr, AtomicU32, AtomicU64, AtomicUsize};

use super::extra::Extra;
use super::{GROUP, Slot};
use crate::error::Site;
use crate::layout::Shape;
use crate::layout::description::Description;
use crate::notes::Note;

/// The records of so many slots, and apart from them what is seldom looked at.
#[repr(C)]
pub(super) struct LargeGroup {
    records: [Large; GROUP],
    owners: [AtomicU32; GROUP],
}

impl LargeGroup {
    #[inline(always)]
    pub(super) fn record(&self, index: usize) -> &Large {
        &self.records[index % GROUP]
    }

    /// The heap, that is the thread, that the slot belongs to.
    pub(super) fn owner(&self, index: usize) -> &AtomicU32 {
        &self.owners[index % GROUP]
    }
}

/// What an access, an allocation and a free look at. All zero is the record of a slot that was never used.
#[repr(C)]
pub(crate) struct Large {
    /// What the C allocator returned last; null in a free slot.
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
    /// is assigned is known in bytes: see [`crate::table::parts`]. In a free slot where the block was freed, or null.
    described: AtomicPtr<Description>,
    /// Which leaves of the open element are assigned. Only where the block is described.
    open: AtomicU64,
}

const _: () = assert!(size_of::<Large>() <= 64);

/// What stands for a record where there is no block. Nothing is stored in it.
pub(crate) static NO_RECORD: Large = Large {
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

/// What a block begins with.
pub(crate) struct NewBlock {
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

impl NewBlock {
    /// A block of `malloc`, as it begins.
    #[inline(always)]
    pub(crate) fn of_malloc(
        base: *mut u8,
        length: usize,
        site: Site,
        shape: &'static Shape,
    ) -> Self {
        NewBlock {
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

impl Large {
    #[inline(always)]
    pub(crate) fn be_born(&self, new_block: &NewBlock) {
        self.base.store(new_block.base, Relaxed);
        self.length.store(new_block.length, Relaxed);
        self.extra.store(ptr::null_mut(), Relaxed);
        self.watermark.store(new_block.watermark, Relaxed);
        self.chunk_size.store(new_block.chunk_size, Relaxed);
        self.described.store(undescribed(new_block.shape), Relaxed);
        let flags = match new_block.begins {
            Begins::Zeroed => 0,
            Begins::Unassigned => SAFE,
            Begins::Adopted => ADOPTED,
            Begins::Lent => LENT,
        };
        let site = ptr::from_ref(new_block.site).wrapping_byte_add(flags);
        self.allocated_at.store(site.cast_mut(), Relaxed);
    }

    /// The block ends, and was freed here, if the record says what it was. It stays known until the next one begins.
    pub(crate) fn die(&self, freed_at: Option<Site>) {
        let site = freed_at.map_or(ptr::null(), ptr::from_ref);
        self.described.store(site.cast_mut().cast(), Relaxed);
    }

    /// Where the block was freed that was here last. Only of a free slot.
    pub(super) fn freed_at(&self) -> Option<Site> {
        let site = self.described.load(Relaxed).cast::<Location<'static>>();
        // SAFETY: it is only ever stored from a `Site`, which lives for ever, or it is null.
        unsafe { site.as_ref() }
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
    pub(super) fn begins(&self) -> Begins {
        match self.flags() {
            SAFE => Begins::Unassigned,
            ADOPTED => Begins::Adopted,
            LENT => Begins::Lent,
            _ => Begins::Zeroed,
        }
    }

    pub(crate) fn allocated_at(&self) -> Option<Site> {
        let site = self.allocated_at.load(Relaxed);
        let site = site.map_addr(|address| address & !FLAGS);
        // SAFETY: it is only ever stored from a `Site`, which lives for ever, with flags that were just taken
        // off again; or it is null.
        unsafe { site.as_ref() }
    }

    #[inline(always)]
    pub(crate) fn extra(&self) -> Option<&'static Extra> {
        // SAFETY: "One thread": only the block's thread asks. `take_extra` is called only when the block ends, which
        // only the user brings about, and nothing of the user's runs ("Alone") while the library has this reference; or
        // the whole block is lent meanwhile (`drop_tail`), and cannot end.
        unsafe { self.extra.load(Relaxed).as_ref() }
    }

    /// Only of a live block that has none.
    pub(crate) fn set_extra(&self, extra: Note<Extra>) {
        self.set_extra_pointer(extra.into_raw().as_ptr());
    }

    pub(super) fn set_extra_pointer(&self, extra: *mut Extra) {
        self.extra.store(extra, Relaxed);
    }

    /// The same, made if it has none. `None` where there is no memory for it.
    pub(super) fn make_extra(&self) -> Option<&'static Extra> {
        if self.extra().is_none() {
            self.set_extra(Note::new(Extra::default()).ok()?);
        }
        self.extra()
    }

    /// Takes the extra away, when the block ends. Not of a wide one, whose it is.
    #[inline]
    pub(super) fn take_extra(&self) -> Option<Note<Extra>> {
        let extra = NonNull::new(self.extra.swap(ptr::null_mut(), Relaxed))?;
        // SAFETY: it came out of a note in `set_extra`, and nobody else can take it now.
        Some(unsafe { Note::from_raw(extra) })
    }

    /// Whether the block is one of `malloc`, and has no extra.
    #[inline(always)]
    pub(crate) fn is_plain(&self) -> bool {
        self.extra.load(Relaxed).addr() | self.chunk_size.load(Relaxed) == 0
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

impl Large {
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

    /// Of what shape the elements are, of a live block that is not described.
    pub(super) fn shape(&self) -> Option<&'static Shape> {
        let shape = self.described.load(Relaxed);
        if shape.addr() & SHAPE_ONLY == 0 {
            return None;
        }
        let shape = shape.map_addr(|address| address & !(IN_BYTES | SHAPE_ONLY));
        // SAFETY: with `SHAPE_ONLY` it is only ever stored from a shape, which lives for ever, with flags that were just
        // taken off again.
        unsafe { shape.cast::<Shape>().as_ref() }
    }

    /// Whether this is what was noted, and what is assigned is not known in bytes.
    #[inline(always)]
    pub(crate) fn is_described_by(&self, description: &'static Description) -> bool {
        ptr::eq(self.described.load(Relaxed), description)
    }

    /// Notes what the elements consist of, if nothing was noted before.
    pub(crate) fn describe(&self, description: &'static Description) {
        let described = self.described.load(Relaxed);
        let is_shape = described.addr() & (SHAPE_ONLY | IN_BYTES) == SHAPE_ONLY;
        if described.is_null() || is_shape {
            self.describe_anew(description, 0);
        }
    }

    /// Notes what the elements consist of in place of what was noted before, and the leaves of the open one.
    pub(super) fn describe_anew(&self, description: &'static Description, open: u64) {
        self.open.store(open, Relaxed);
        let description = ptr::from_ref(description).cast_mut();
        self.described.store(description, Relaxed);
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
        let described = self.described.load(Relaxed);
        if described.is_null() || described.addr() & SHAPE_ONLY != 0 {
            return 0;
        }
        self.open.load(Relaxed)
    }

    #[inline(always)]
    pub(crate) fn set_open_leaves(&self, leaves: u64) {
        self.open.store(leaves, Relaxed);
    }
}
