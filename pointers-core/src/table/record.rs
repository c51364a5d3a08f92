//! What is known of a block beyond its lock word: base, length, what is assigned, where it came from.
//!
//! Records come in segments of [`SEGMENT`] that are never freed, found through a static directory.
//! The bases in them stand unpacked, so that the leak sanitizer sees that blocks are still reachable.

use core::panic::Location;
use core::ptr;
use core::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use core::sync::atomic::{AtomicIsize, AtomicPtr, AtomicU32, AtomicUsize};

use super::Slot;
use super::locks::MOST_SLOTS;
use crate::block::extra::Extra;
use crate::error::Site;

/// How many records, and lock words, are made at a time.
pub(crate) const SEGMENT: usize = 4096;

/// How many segments there can be.
pub(crate) const SEGMENTS: usize = MOST_SLOTS / SEGMENT;

static DIRECTORY: [AtomicPtr<Record>; SEGMENTS] =
    [const { AtomicPtr::new(ptr::null_mut()) }; SEGMENTS];

/// 56 bytes beside each block. All zero is the record of a slot that was never used. What a free looks at stands
/// together, since records lie across cache lines.
#[repr(C)]
pub(crate) struct Record {
    /// What the C allocator returned last. In a free slot: where the block was freed.
    base: AtomicPtr<u8>,
    /// The size that was asked for, in bytes.
    length: AtomicUsize,
    /// What only some blocks need.
    extra: AtomicPtr<Extra>,
    /// What is assigned: see [`crate::block::assigned`]. In a free slot: the next free slot.
    watermark: AtomicIsize,
    /// The size of a chunk, in bytes; 0 for a `malloc` block.
    chunk_size: AtomicUsize,
    allocated_at: AtomicPtr<Location<'static>>,
    /// The version at which the block was allocated, and two flags.
    born: AtomicU32,
    /// The heap, that is the thread, that the block belongs to.
    owner: AtomicU32,
}

const _: () = assert!(size_of::<Record>() == 56);

/// What stands for a record where there is no block. Nothing is stored in it.
pub(crate) static NO_RECORD: Record = Record {
    base: AtomicPtr::new(ptr::null_mut()),
    length: AtomicUsize::new(0),
    extra: AtomicPtr::new(ptr::null_mut()),
    watermark: AtomicIsize::new(0),
    chunk_size: AtomicUsize::new(0),
    allocated_at: AtomicPtr::new(ptr::null_mut()),
    born: AtomicU32::new(0),
    owner: AtomicU32::new(0),
};

const SAFE: u32 = 1;
const HANDED_OVER: u32 = 2;

/// The record of a slot.
#[inline(always)]
pub(crate) fn record_of(slot: Slot) -> &'static Record {
    let (segment, index) = (slot as usize / SEGMENT, slot as usize % SEGMENT);
    let records = DIRECTORY[segment % SEGMENTS].load(Relaxed);
    // SAFETY: "Words stay": the slot was handed out, and was so only after its segment was stored
    // here, under the lock of the pool; segments are never freed.
    unsafe { &*records.add(index) }
}

/// Makes the records of a segment. `false` if there is no memory for them.
pub(crate) fn add_segment(segment: usize) -> bool {
    // SAFETY: calloc has no preconditions.
    let memory = unsafe { libc::calloc(SEGMENT, size_of::<Record>()) }.cast::<Record>();
    if memory.is_null() {
        return false;
    }
    DIRECTORY[segment].store(memory, Release);
    true
}

/// All records there are, for reports that look beyond one block.
pub(crate) fn all() -> impl Iterator<Item = (Slot, &'static Record)> {
    DIRECTORY
        .iter()
        .enumerate()
        .filter(|(_, records)| !records.load(Acquire).is_null())
        .flat_map(|(segment, _)| {
            let first = (segment * SEGMENT) as Slot;
            (first..first + SEGMENT as Slot).map(|slot| (slot, record_of(slot)))
        })
}

/// What a block begins with.
pub(crate) struct Birth {
    pub(crate) base: *mut u8,
    pub(crate) length: usize,
    /// The size as users see it.
    pub(crate) size: usize,
    pub(crate) chunk_size: usize,
    pub(crate) safe: bool,
    pub(crate) watermark: isize,
    pub(crate) site: Site,
}

impl Birth {
    /// A block of `malloc`, as it begins.
    #[inline(always)]
    pub(crate) fn of_malloc(base: *mut u8, length: usize, site: Site) -> Self {
        Birth {
            base,
            length,
            size: length,
            chunk_size: 0,
            safe: false,
            watermark: 0,
            site,
        }
    }
}

impl Record {
    pub(crate) fn be_born(&self, version: u32, birth: &Birth) {
        self.base.store(birth.base, Relaxed);
        self.length.store(birth.length, Relaxed);
        self.watermark.store(birth.watermark, Relaxed);
        self.chunk_size.store(birth.chunk_size, Relaxed);
        self.allocated_at
            .store(ptr::from_ref(birth.site).cast_mut(), Relaxed);
        self.born
            .store(version << 2 | if birth.safe { SAFE } else { 0 }, Relaxed);
    }

    /// The block ends; its sites stay until the slot is used again.
    pub(crate) fn die(&self, site: Site, handed_over: bool) {
        self.base
            .store(ptr::from_ref(site).cast_mut().cast(), Relaxed);
        if handed_over {
            self.born.fetch_or(HANDED_OVER, Relaxed);
        }
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

    pub(crate) fn set_chunk_size(&self, chunk_size: usize) {
        self.chunk_size.store(chunk_size, Relaxed);
    }

    /// Whether the block is `calloc_safe`'s.
    pub(crate) fn safe(&self) -> bool {
        self.born.load(Relaxed) & SAFE != 0
    }

    /// Whether memory that nothing was moved into is zero and can be read.
    pub(crate) fn zeroed(&self) -> bool {
        self.chunk_size().is_some() && !self.safe()
    }

    pub(crate) fn handed_over(&self) -> bool {
        self.born.load(Relaxed) & HANDED_OVER != 0
    }

    /// The version at which the block was allocated.
    pub(crate) fn born(&self) -> u32 {
        self.born.load(Relaxed) >> 2
    }

    pub(crate) fn allocated_at(&self) -> Option<Site> {
        site(self.allocated_at.load(Relaxed))
    }

    /// Where the block was freed. Only of a free slot.
    pub(crate) fn freed_at(&self) -> Option<Site> {
        site(self.base.load(Relaxed).cast())
    }

    pub(crate) fn extra_pointer(&self) -> &AtomicPtr<Extra> {
        &self.extra
    }

    pub(crate) fn owner(&self) -> u32 {
        self.owner.load(Relaxed)
    }

    pub(crate) fn set_owner(&self, owner: u32) {
        self.owner.store(owner, Relaxed);
    }

    /// The next free slot. Only of a free slot.
    pub(crate) fn next_free(&self) -> Slot {
        self.watermark.load(Relaxed) as Slot
    }

    pub(crate) fn set_next_free(&self, slot: Slot) {
        self.watermark.store(slot as isize, Relaxed);
    }
}

fn site(pointer: *mut Location<'static>) -> Option<Site> {
    // SAFETY: these fields are only ever stored from a `Site` that lives for ever, or null; in a free
    // slot that holds for `base` too, which is where `freed_at` is called.
    unsafe { pointer.as_ref() }
}
