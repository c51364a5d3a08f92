//! What stays known of the blocks that ended last, so that an error that comes later can name their places.
//!
//! It is noted here and not where the block was: so a slot, and the memory of a block, can be used again at once, while
//! they are still in the cache.

use core::cell::Cell;
use core::panic::Location;

use crate::error::{Extent, Parting, Resized, Site};
use crate::table::{Slot, short, word};

/// How many blocks: an error comes soon after a `free`. In place, since a `free` must not ask for memory.
const REMEMBERED: usize = 512;

/// Of how many blocks more is known than fits into a [`EndingNote`]: few are reallocated, or as large. Where it is forgotten,
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

/// Rings: the oldest note makes room for the next.
pub(crate) struct Endings {
    notes: [Cell<EndingNote>; REMEMBERED],
    /// Of each note, where its places are too far away for [`short`].
    far: [Cell<Far>; REMEMBERED],
    more: [Cell<Option<More>>; WITH_MORE],
    /// How many notes were ever made.
    count: Cell<u64>,
    count_more: Cell<usize>,
}

/// What is noted of every block: no more than that, since it goes through the cache that the program's own data are in.
#[derive(Clone, Copy)]
#[repr(C)]
struct EndingNote {
    /// The last that fitted: no other block of the slot ends with it. Beside the slot as it is in a handle, so that both are
    /// stored as one.
    key: u32,
    /// 0 where there is no note.
    slot: Slot,
    /// As [`short`] has it, or 0; with [`HAS_MORE`] and [`IS_FAR`].
    allocated_at: u32,
    /// As [`short`] has it; with what [`number_of`] says.
    freed_at: u32,
    length: u32,
    /// 0 of a block that has no chunks.
    chunk_size: u32,
}

type Far = (Option<Site>, Option<Site>);

/// The flags of `allocated_at`.
const HAS_MORE: u32 = 1;
const IS_FAR: u32 = 2;

/// What tells where a block went.
const fn number_of(parting: Option<Parting>) -> u32 {
    match parting {
        None => 0,
        Some(Parting::HandedOver) => 1,
        Some(Parting::Detached) => 2,
        Some(Parting::GivenBack) => 3,
    }
}

/// The bits of that number.
const PARTING: u32 = 3;

const fn parting_of(number: u32) -> Option<Parting> {
    match number {
        1 => Some(Parting::HandedOver),
        2 => Some(Parting::Detached),
        3 => Some(Parting::GivenBack),
        _ => None,
    }
}

const _: () = assert!(size_of::<EndingNote>() == 24 && align_of::<Location>() > PARTING as usize);

/// What only some blocks need.
#[derive(Clone, Copy)]
struct More {
    slot: Slot,
    /// The note's.
    key: u32,
    /// The first version that the block had.
    born: u32,
    block: Extent,
    resized: Option<Resized>,
}

impl Endings {
    pub(super) const fn new() -> Self {
        const NOTHING: EndingNote = EndingNote {
            key: 0,
            slot: 0,
            allocated_at: 0,
            freed_at: 0,
            length: 0,
            chunk_size: 0,
        };
        Endings {
            notes: [const { Cell::new(NOTHING) }; REMEMBERED],
            far: [const { Cell::new((None, None)) }; REMEMBERED],
            more: [const { Cell::new(None) }; WITH_MORE],
            count: Cell::new(0),
            count_more: Cell::new(0),
        }
    }

    /// How many blocks ended.
    pub(super) fn count(&self) -> u64 {
        self.count.get()
    }

    /// A block of `malloc` of so few bytes has ended in this slot, which was never reallocated, and whose handles had this
    /// key. The places are as [`short`] has them.
    #[inline(always)]
    pub(crate) fn note_plain(
        &self,
        slot: Slot,
        key: u32,
        allocated_at: u32,
        freed_at: u32,
        length: u32,
    ) {
        self.push(EndingNote {
            key,
            slot,
            allocated_at,
            freed_at,
            length,
            chunk_size: 0,
        });
    }

    /// Any block has ended, whose handles had this key, and whose first version was this.
    pub(crate) fn note(&self, slot: Slot, key: u32, born: u32, ended: &Ended) {
        let block = ended.block;
        let short = |bytes: usize| u32::try_from(bytes).ok();
        let length = short(block.length);
        let chunk_size = short(block.chunk_size.unwrap_or(0));
        let fits = length.is_some() && chunk_size.is_some();
        let has_more = !fits || ended.resized.is_some() || born != word::version(key);
        let allocated_at = ended.allocated_at.map_or(Some(0), short::of_site);
        let near = allocated_at.zip(short::of_site(ended.freed_at));
        if near.is_none() {
            let next = self.count.get() as usize % REMEMBERED;
            self.far[next].set((ended.allocated_at, Some(ended.freed_at)));
        }
        let (allocated_at, freed_at) = near.unwrap_or((IS_FAR, 0));
        self.push(EndingNote {
            key,
            slot,
            allocated_at: allocated_at | if has_more { HAS_MORE } else { 0 },
            freed_at: freed_at | number_of(ended.parting),
            length: length.unwrap_or(u32::MAX),
            chunk_size: chunk_size.unwrap_or(u32::MAX),
        });
        if has_more {
            let next = self.count_more.get();
            self.more[next % WITH_MORE].set(Some(More {
                slot,
                key,
                born,
                block,
                resized: ended.resized,
            }));
            self.count_more.set(next.wrapping_add(1));
        }
    }

    #[inline(always)]
    fn push(&self, note: EndingNote) {
        let next = self.count.get();
        self.notes[next as usize % REMEMBERED].set(note);
        self.count.set(next + 1);
    }

    /// What is remembered of the block that had this version of this slot.
    #[cold]
    pub(crate) fn of(&self, slot: Slot, version: u32) -> Option<Ended> {
        let mut notes = self.notes.iter().map(Cell::get).enumerate();
        let (at, note, more) = notes.find_map(|(at, note)| {
            let last = word::version(note.key);
            if note.slot != slot || version > last {
                return None;
            }
            let more = self.more_of(&note);
            let born = more.map_or(last, |more| more.born);
            (version >= born).then_some((at, note, more))
        })?;
        let (allocated_at, freed_at) = match note.allocated_at & IS_FAR {
            0 => near(&note),
            _ => self.far[at].get(),
        };
        let short = Extent {
            length: note.length as usize,
            chunk_size: (note.chunk_size > 0).then_some(note.chunk_size as usize),
        };
        Some(Ended {
            allocated_at,
            freed_at: freed_at?,
            parting: parting_of(note.freed_at & PARTING),
            block: more.map_or(short, |more| more.block),
            resized: more.and_then(|more| more.resized),
        })
    }

    fn more_of(&self, note: &EndingNote) -> Option<More> {
        if note.allocated_at & HAS_MORE == 0 {
            return None;
        }
        let is_it = |more: &More| (more.slot, more.key) == (note.slot, note.key);
        self.more.iter().filter_map(Cell::get).find(is_it)
    }
}

/// The places of a note that are not far away.
fn near(note: &EndingNote) -> Far {
    let (allocated_at, freed_at) = (note.allocated_at & !HAS_MORE, note.freed_at & !PARTING);
    // SAFETY: it is 0, or came from `short::of_site`, with a flag that was just taken off again: what is aligned as a
    // `Location` is has a distance without these bits from what is as well.
    let site = |short: u32| (short != 0).then(|| unsafe { short::site(short) });
    (site(allocated_at), site(freed_at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ended(at: Site) -> Ended {
        Ended {
            allocated_at: Some(at),
            freed_at: at,
            parting: Some(Parting::Detached),
            block: Extent {
                length: 8,
                chunk_size: None,
            },
            resized: None,
        }
    }

    /// As where the library and what uses it are two shared libraries.
    #[test]
    fn places_that_are_far_away_are_remembered_too() {
        let here = Location::caller();
        // So much has a mapping of its own. It is in a static, or the leak sanitizer would take it for a leak.
        static PLACES: std::sync::OnceLock<Vec<Location<'static>>> = std::sync::OnceLock::new();
        let places = PLACES.get_or_init(|| vec![*here; 1 << 16]);
        let far = &places[1];
        assert_eq!(short::of_site(far).is_none(), usize::BITS == 64);
        let endings = Endings::new();
        for (slot, at) in [(5, far), (6, here)] {
            endings.note(slot, word::new(3, word::OPEN), 3, &ended(at));
        }
        for (slot, at) in [(5, far), (6, here)] {
            let found = endings.of(slot, 3).expect("it was noted");
            assert!(core::ptr::eq(found.freed_at, at));
            assert!(
                found
                    .allocated_at
                    .is_some_and(|found| core::ptr::eq(found, at))
            );
            assert!(matches!(found.parting, Some(Parting::Detached)));
        }
        assert!(endings.of(5, 2).is_none() && endings.of(7, 3).is_none());
    }
}
