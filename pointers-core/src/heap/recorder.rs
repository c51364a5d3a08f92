//! What happens to this thread's blocks, while somebody records it.
//!
//! No quick path asks whether anybody does: while a recording lives every allocation goes the slow way, as it does while a
//! failure is rehearsed, and every block has an extra, so that its free does too.

use core::cell::{Cell, RefCell};
use core::mem::ManuallyDrop;

use crate::error::{ErrorKind, Site};
use crate::layout::Shape;
use crate::notes::Notes;
use crate::table::Slot;

/// How many events are kept. What comes later is counted.
const MOST: usize = 1 << 16;

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
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    Allocated,
    FromC,
    Resized,
    Freed,
    /// It is somebody else's now.
    Parted,
    Failed(ErrorKind),
}

/// Where a recording began.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Begin {
    /// After so many events.
    pub(crate) events: usize,
    dropped: u64,
    /// So many blocks had ended of which nothing was told.
    untold: u64,
}

pub(crate) struct Recorder {
    /// How many recordings live.
    living: Cell<u32>,
    /// The heap has no destructor; without recordings this has no memory.
    events: RefCell<ManuallyDrop<Notes<Event>>>,
    /// How many events were not kept.
    dropped: Cell<u64>,
    /// How many endings of blocks were told, kept or not.
    endings: Cell<u64>,
    /// Told before anything happens to a block, when what happened before is over.
    before: Cell<Option<fn()>>,
}

impl Recorder {
    pub(super) const fn new() -> Self {
        Recorder {
            living: Cell::new(0),
            events: RefCell::new(ManuallyDrop::new(Notes::new())),
            dropped: Cell::new(0),
            endings: Cell::new(0),
            before: Cell::new(None),
        }
    }

    #[inline]
    pub(crate) fn is_on(&self) -> bool {
        self.living.get() > 0
    }

    /// A recording begins, of a heap in which so many blocks have ended.
    pub(super) fn begin(&self, before: fn(), ended: u64) -> Begin {
        self.living.set(self.living.get() + 1);
        self.before.set(Some(before));
        Begin {
            events: self.events.borrow().len(),
            dropped: self.dropped.get(),
            untold: ended.wrapping_sub(self.endings.get()),
        }
    }

    /// One ends, when so many blocks have ended: shows it its events, and says how many were dropped meanwhile. Those of
    /// blocks that went the quick way are, too: there was no memory for what would have stopped them. `f` runs no code of the
    /// user's.
    pub(super) fn end(&self, begin: Begin, ended: u64, mut f: impl FnMut(Event)) -> u64 {
        let mut events = self.events.borrow_mut();
        events
            .get(begin.events..)
            .unwrap_or_default()
            .iter()
            .copied()
            .for_each(&mut f);
        let untold = ended.wrapping_sub(self.endings.get()) - begin.untold;
        let dropped = self.dropped.get() - begin.dropped + untold;
        self.living.set(self.living.get() - 1);
        if self.living.get() == 0 {
            // Gives the memory back.
            drop(ManuallyDrop::into_inner(core::mem::replace(
                &mut *events,
                ManuallyDrop::new(Notes::new()),
            )));
            self.dropped.set(0);
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
        if matches!(event.what, What::Freed | What::Parted) {
            self.endings.set(self.endings.get() + 1);
        }
        let kept = match self.events.try_borrow_mut() {
            Ok(mut events) if events.len() < MOST => events.push(event).is_some(),
            _ => false,
        };
        if !kept {
            self.dropped.set(self.dropped.get() + 1);
        }
    }

    /// Puts an error in the place of the last event, if that is the same error. Whether it was.
    #[cold]
    pub(crate) fn replace(&self, event: Event) -> bool {
        let Ok(mut events) = self.events.try_borrow_mut() else {
            return false;
        };
        match events.last_mut() {
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
