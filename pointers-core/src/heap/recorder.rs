//! What happens to this thread's blocks, while somebody records it.
//!
//! No quick path asks whether anybody does: while a recording lives every allocation goes the slow way, as it does while a
//! failure is rehearsed, and the lock word of every block says that it is [guarded](crate::table::word::GUARDED), so that
//! whatever reads, writes or frees it goes the slow way, too. No guard stands in its way there, and what changes is told.

use core::cell::{Cell, RefCell};
use core::mem::ManuallyDrop;

use crate::error::{ErrorKind, Site};
use crate::layout::Shape;
use crate::layout::description::Description;
use crate::notes::Notes;
use crate::table::Slot;

/// How many events are kept. What comes later is counted.
const MOST: usize = 1 << 16;

/// How many of them tell of values that were moved: so many that of blocks which begin and end enough is kept.
const MOST_MOVES: usize = MOST / 2;

/// How many moves of one line, in one block and directly one after the other, are told each. Those that follow are one event.
const MOST_OF_A_LINE: u32 = 16;

/// Something that happened to a block.
#[derive(Clone, Copy)]
pub(crate) struct Event {
    pub(crate) what: What,
    pub(crate) at: Site,
    /// The block's, if there is one.
    pub(crate) slot: Slot,
    /// The version of the slot that the block began with.
    pub(crate) born: u32,
    /// As it is from here on, or was.
    pub(crate) size: usize,
    pub(crate) shape: Option<&'static Shape>,
    pub(crate) allocated_at: Option<Site>,
    pub(crate) freed_at: Option<Site>,
    /// What of it was changed, if this says so.
    pub(crate) part: Option<Part>,
}

/// What of a block was changed.
#[derive(Clone, Copy)]
pub(crate) struct Part {
    /// The bytes, from the block's start.
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// How far one element is from the next.
    pub(crate) stride: usize,
    /// What the elements consist of.
    pub(crate) of: Option<&'static Description>,
    /// How often.
    pub(crate) times: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    Allocated,
    FromC,
    Resized,
    Freed,
    /// It is somebody else's now.
    Parted,
    /// A value was moved in, or many were copied.
    Moved,
    /// A value was moved out.
    Taken,
    /// Somebody may change it, as long as a guard lives.
    Lent,
    Failed(ErrorKind),
}

/// Where a recording began.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Begin {
    /// After so many events.
    pub(crate) events: usize,
    dropped: u64,
}

pub(crate) struct Recorder {
    /// How many recordings live.
    living: Cell<u32>,
    /// The heap has no destructor; without recordings this has no memory.
    events: RefCell<ManuallyDrop<Notes<Event>>>,
    /// How many events were not kept.
    dropped: Cell<u64>,
    /// How many tell of values that were moved.
    moves: Cell<usize>,
    /// How often the last of them happened directly one after the other, on one line and in one block.
    of_a_line: Cell<u32>,
    /// Whether the last error is kept.
    keeps_error: Cell<bool>,
    /// Told before anything happens to a block, when what happened before is over.
    before: Cell<Option<fn()>>,
}

impl Recorder {
    pub(super) const fn new() -> Self {
        Recorder {
            living: Cell::new(0),
            events: RefCell::new(ManuallyDrop::new(Notes::new())),
            dropped: Cell::new(0),
            moves: Cell::new(0),
            of_a_line: Cell::new(0),
            keeps_error: Cell::new(true),
            before: Cell::new(None),
        }
    }

    #[inline]
    pub(crate) fn is_on(&self) -> bool {
        self.living.get() > 0
    }

    /// A recording begins.
    pub(super) fn begin(&self, before: fn()) -> Begin {
        // What is told from here on belongs to no event before.
        self.of_a_line.set(0);
        self.keeps_error.set(true);
        self.living.set(self.living.get() + 1);
        self.before.set(Some(before));
        Begin {
            events: self.events.borrow().len(),
            dropped: self.dropped.get(),
        }
    }

    /// One ends: shows it its events, and says how many were dropped meanwhile. `f` runs no code of the user's.
    pub(super) fn end(&self, begin: Begin, mut f: impl FnMut(Event)) -> u64 {
        let mut events = self.events.borrow_mut();
        events
            .get(begin.events..)
            .unwrap_or_default()
            .iter()
            .copied()
            .for_each(&mut f);
        // Where std frees thread-locals one by one, this may be a new heap's, which knows of no recording.
        let dropped = self.dropped.get().saturating_sub(begin.dropped);
        self.living.set(self.living.get().saturating_sub(1));
        if self.living.get() == 0 {
            // Gives the memory back.
            drop(ManuallyDrop::into_inner(core::mem::replace(
                &mut *events,
                ManuallyDrop::new(Notes::new()),
            )));
            self.dropped.set(0);
            self.moves.set(0);
            self.before.set(None);
        }
        dropped
    }

    /// Something is going to happen to a block. What is told of it may be code of the user's.
    #[cold]
    pub(crate) fn before(&self) {
        if let Some(before) = self.before.get() {
            before();
        }
    }

    #[cold]
    pub(crate) fn note(&self, event: Event) {
        let Ok(mut events) = self.events.try_borrow_mut() else {
            self.dropped.set(self.dropped.get() + 1);
            return;
        };
        if let (Some(part), Some(last)) = (event.part, events.last_mut())
            && self.goes_on(last, event.what, event.slot, event.at)
            && let Some(all) = &mut last.part
        {
            self.of_a_line.set(self.of_a_line.get().saturating_add(1));
            if self.of_a_line.get() > MOST_OF_A_LINE + 1 {
                all.start = all.start.min(part.start);
                all.end = all.end.max(part.end);
                all.times += 1;
                return;
            }
        } else {
            self.of_a_line.set(u32::from(event.part.is_some()));
        }
        let has_room = event.part.is_none() || self.moves.get() < MOST_MOVES;
        let is_kept = has_room && events.len() < MOST && events.push(event).is_some();
        if let What::Failed(_) = event.what {
            self.keeps_error.set(is_kept);
        }
        if !is_kept {
            self.of_a_line.set(0);
            self.dropped.set(self.dropped.get() + 1);
        } else if event.part.is_some() {
            self.moves.set(self.moves.get() + 1);
        }
    }

    /// Whether this is the same as the last event once more.
    fn goes_on(&self, last: &Event, what: What, slot: Slot, at: Site) -> bool {
        self.of_a_line.get() > 0 && last.slot == slot && last.what == what && last.at == at
    }

    /// Something is going to be changed in a block: as [`before`](Self::before), unless the last event will tell that too, and
    /// so is not over.
    #[cold]
    pub(crate) fn before_change(&self, what: What, slot: Slot, at: Site) {
        let goes_on = |last: &Event| self.goes_on(last, what, slot, at);
        let is_told = self.of_a_line.get() > MOST_OF_A_LINE
            && self
                .events
                .try_borrow()
                .is_ok_and(|events| events.last().is_some_and(goes_on));
        if !is_told {
            self.before();
        }
    }

    /// Puts an error in the place of the last event, if that is the same error; of one that was not kept nothing is. Whether it
    /// was.
    #[cold]
    pub(crate) fn replace(&self, event: Event) -> bool {
        let Ok(mut events) = self.events.try_borrow_mut() else {
            return false;
        };
        match events.last_mut() {
            Some(_) if !self.keeps_error.get() => true,
            Some(last) if last.what == event.what => {
                *last = event;
                true
            }
            _ => false,
        }
    }

    /// How many events are kept so far.
    pub(crate) fn count(&self) -> usize {
        self.events.try_borrow().map_or(0, |events| events.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recording_may_end_where_it_did_not_begin() {
        let old = Recorder::new();
        old.dropped.set(7);
        let begin = old.begin(|| ());
        let new = Recorder::new();
        assert_eq!(new.end(begin, |_| {}), 0);
        assert!(!new.is_on());
        assert_eq!(old.end(begin, |_| {}), 0);
    }
}
