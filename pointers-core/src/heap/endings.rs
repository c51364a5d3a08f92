//! What stays known of the blocks that ended last, so that an error that comes later can name their places.
//!
//! It is noted here and not where the block was: so a slot, and the memory of a block, can be used again at once, while
//! they are still in the cache.

use core::cell::Cell;
use core::panic::Location;
use core::ptr;

use crate::error::{Extent, Parting, Resized, Site};
use crate::table::Slot;

/// How many blocks: an error comes soon after a `free`. In place, since a `free` must not ask for memory.
const REMEMBERED: usize = 512;

/// Of how many blocks more is known than fits into a [`Note`]: few are reallocated, or as large. Where it is forgotten,
/// handles from before a reallocation find nothing, and those after it no size that does not fit.
const WITH_MORE: usize = 32;

/// What is known of a block that has ended.
#[derive(Clone, Copy)]
pub(crate) struct Ended {
    pub(crate) allocated_at: Option<Site>,
    pub(crate) freed_at: Site,
    /// Where it went, if it was not freed.
    pub(crate) parting: Option<Parting>,
    pub(crate) block: Extent,
    pub(crate) resized: Option<Resized>,
}

/// Two rings: the oldest note makes room for the next.
pub(crate) struct Endings {
    notes: [Cell<Note>; REMEMBERED],
    more: [Cell<Option<More>>; WITH_MORE],
    /// How many notes were ever made.
    count: Cell<u64>,
    count_more: Cell<usize>,
}

/// What is noted of every block.
#[derive(Clone, Copy)]
struct Note {
    slot: Slot,
    /// The slot's, once the block had ended: no other block of the slot ends with it. 0 where there is no note.
    version: u32,
    /// One byte off if there is [`More`].
    allocated_at: *const Location<'static>,
    /// So many bytes off as [`number_of`] says.
    freed_at: *const Location<'static>,
    length: u32,
    /// 0 of a block that has no chunks.
    chunk_size: u32,
}

/// The flag of `allocated_at`.
const HAS_MORE: usize = 1;

/// What tells where a block went.
const fn number_of(parting: Option<Parting>) -> usize {
    match parting {
        None => 0,
        Some(Parting::HandedOver) => 1,
        Some(Parting::Detached) => 2,
        Some(Parting::GivenBack) => 3,
    }
}

/// The bits of that number.
const PARTING: usize = 3;

const fn parting_of(number: usize) -> Option<Parting> {
    match number {
        1 => Some(Parting::HandedOver),
        2 => Some(Parting::Detached),
        3 => Some(Parting::GivenBack),
        _ => None,
    }
}

const _: () = assert!(size_of::<Note>() <= 32 && align_of::<Location>() > PARTING);

/// What only some blocks need.
#[derive(Clone, Copy)]
struct More {
    slot: Slot,
    version: u32,
    /// The first version that the block had.
    born: u32,
    block: Extent,
    resized: Option<Resized>,
}

impl Endings {
    pub(super) const fn new() -> Self {
        const NOTHING: Note = Note {
            slot: 0,
            version: 0,
            allocated_at: ptr::null(),
            freed_at: ptr::null(),
            length: 0,
            chunk_size: 0,
        };
        Endings {
            notes: [const { Cell::new(NOTHING) }; REMEMBERED],
            more: [const { Cell::new(None) }; WITH_MORE],
            count: Cell::new(0),
            count_more: Cell::new(0),
        }
    }

    /// How many blocks ended.
    pub(super) fn count(&self) -> u64 {
        self.count.get()
    }

    /// A block of `malloc` of so few bytes has ended in this slot, which was never reallocated. Its version is this now.
    #[inline(always)]
    pub(crate) fn note_plain(
        &self,
        slot: Slot,
        version: u32,
        allocated_at: Site,
        freed_at: Site,
        length: u32,
    ) {
        self.push(Note {
            slot,
            version,
            allocated_at: ptr::from_ref(allocated_at),
            freed_at: ptr::from_ref(freed_at),
            length,
            chunk_size: 0,
        });
    }

    /// Any block has ended, whose first version was this.
    pub(crate) fn note(&self, slot: Slot, version: u32, born: u32, ended: &Ended) {
        let block = ended.block;
        let short = |bytes: usize| u32::try_from(bytes).ok();
        let length = short(block.length);
        let chunk_size = short(block.chunk_size.unwrap_or(0));
        let fits = length.is_some() && chunk_size.is_some();
        let has_more = !fits || ended.resized.is_some() || born + 1 != version;
        let flags = if has_more { HAS_MORE } else { 0 };
        let site = ended.allocated_at.map_or(ptr::null(), ptr::from_ref);
        self.push(Note {
            slot,
            version,
            allocated_at: site.wrapping_byte_add(flags),
            freed_at: ptr::from_ref(ended.freed_at).wrapping_byte_add(number_of(ended.parting)),
            length: length.unwrap_or(u32::MAX),
            chunk_size: chunk_size.unwrap_or(u32::MAX),
        });
        if has_more {
            let next = self.count_more.get();
            self.more[next % WITH_MORE].set(Some(More {
                slot,
                version,
                born,
                block,
                resized: ended.resized,
            }));
            self.count_more.set(next.wrapping_add(1));
        }
    }

    #[inline(always)]
    fn push(&self, note: Note) {
        let next = self.count.get();
        self.notes[next as usize % REMEMBERED].set(note);
        self.count.set(next + 1);
    }

    /// What is remembered of the block that had this version of this slot.
    #[cold]
    pub(crate) fn of(&self, slot: Slot, version: u32) -> Option<Ended> {
        let mut notes = self.notes.iter().map(Cell::get);
        let (note, more) = notes.find_map(|note| {
            if note.slot != slot || version >= note.version {
                return None;
            }
            let more = self.more_of(&note);
            let born = more.map_or(note.version - 1, |more| more.born);
            (version >= born).then_some((note, more))
        })?;
        let allocated_at = note.allocated_at.map_addr(|address| address & !HAS_MORE);
        let freed_at = note.freed_at.map_addr(|address| address & !PARTING);
        let short = Extent {
            length: note.length as usize,
            chunk_size: (note.chunk_size > 0).then_some(note.chunk_size as usize),
        };
        Some(Ended {
            // SAFETY: it came from a `Site`, which lives for ever, with a flag that was just taken off again; or it is null.
            allocated_at: unsafe { allocated_at.as_ref() },
            // SAFETY: as above.
            freed_at: unsafe { freed_at.as_ref() }?,
            parting: parting_of(note.freed_at.addr() & PARTING),
            block: more.map_or(short, |more| more.block),
            resized: more.and_then(|more| more.resized),
        })
    }

    fn more_of(&self, note: &Note) -> Option<More> {
        if note.allocated_at.addr() & HAS_MORE == 0 {
            return None;
        }
        let is_it = |more: &More| (more.slot, more.version) == (note.slot, note.version);
        self.more.iter().filter_map(Cell::get).find(is_it)
    }
}
