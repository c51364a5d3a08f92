//! What happened to a thread's blocks: [`heap::record`](crate::heap::record).
//!
//! Beside the events stand pictures: after each one, as long as there are few blocks, the heap as it was when the next one
//! began, with all that was moved in meanwhile.

use core::cell::RefCell;
use core::marker::PhantomData;
use core::mem::ManuallyDrop;
use core::panic::Location;
use core::sync::atomic::Ordering::Relaxed;
use std::collections::HashSet;

use super::names;
use super::snapshot::Snapshot;
use super::take::{each_own, snapshot};
use crate::block::recorded::{failed, tell_of_the_end};
use crate::error::{ErrorKind, watch};
use crate::heap::local::heap;
use crate::heap::recorder::{Begin, Event as Raw, What};
use crate::table::assigned::settled;
use crate::table::groups::record_of;
use crate::table::lock_words::word_of;
use crate::table::{Slot, word};

/// How many pictures are kept, and of how many blocks at most.
const MOST_PICTURES: usize = 400;
const MOST_BLOCKS: usize = 64;

thread_local! {
    /// The pictures of the recordings that live: after how many events each was taken. Without a destructor, like the heap.
    static PICTURES: RefCell<ManuallyDrop<Vec<(usize, Snapshot)>>> =
        const { RefCell::new(ManuallyDrop::new(Vec::new())) };
}

/// Records what happens to this thread's blocks from here on: allocations, reallocations, frees, and errors, each with its
/// line. Moving a value in is not told by itself; the pictures beside the events show it.
///
/// While a recording lives, allocating and freeing take longer. It keeps 65,536 events, and pictures of the first 400 of them
/// while there are no more than 64 blocks; what is beyond is counted ([`History::dropped`]).
///
/// ```
/// use pointers::{free, heap, malloc};
///
/// let recording = heap::record();
/// let p = malloc::<i32>(4)?;
/// p.write(7)?;
/// free(p)?;
/// let history = recording.stop();
/// let told: Vec<String> = history.events().map(|event| event.to_string()).collect();
/// assert!(told[0].starts_with("allocated i32, 4 bytes at "));
/// assert!(told[1].starts_with("freed i32, 4 bytes at "));
/// # Ok::<(), pointers::Error>(())
/// ```
#[must_use = "it records as long as it lives"]
#[inline]
pub fn record() -> Recording {
    // Blocks that live already have to tell of their end, too.
    each_own(|slot, _| tell_of_the_end(&settled(slot).0));
    watch(Some(failed));
    Recording {
        begin: heap(|heap| heap.begin_recording(look)),
        not_send: PhantomData,
    }
}

/// Keeps a picture of what the last event led to.
#[inline]
fn look() {
    let events = heap(|heap| heap.recorder.count());
    let wanted = PICTURES.with(|pictures| match pictures.try_borrow() {
        Ok(pictures) => {
            let last = pictures.last().map(|(events, _)| *events);
            pictures.len() < MOST_PICTURES && last != Some(events)
        }
        Err(_) => false,
    });
    if !wanted || heap(|heap| heap.live_blocks()) > MOST_BLOCKS {
        return;
    }
    let picture = snapshot();
    PICTURES.with(|pictures| {
        // The allocator may be the user's code, and what it does would be told here.
        if let Ok(mut pictures) = pictures.try_borrow_mut()
            && pictures.try_reserve(1).is_ok()
        {
            pictures.push((events, picture));
        }
    });
}

/// What happens is recorded while this lives.
#[derive(Debug)]
pub struct Recording {
    begin: Begin,
    not_send: PhantomData<*mut ()>,
}

impl Recording {
    /// Ends the recording, and gives what was recorded.
    #[must_use]
    #[inline]
    pub fn stop(self) -> History {
        look();
        let mut raw = Vec::new();
        let first = self.begin.events;
        let mut left_out = 0;
        let this = ManuallyDrop::new(self);
        let dropped = heap(|heap| {
            let room = raw.try_reserve(heap.recorder.count()).is_ok();
            heap.end_recording(this.begin, |event| {
                match room && raw.len() < raw.capacity() {
                    true => raw.push(event),
                    false => left_out += 1,
                }
            })
        });
        let is_last = !heap(|heap| heap.recorder.is_on());
        let pictures = PICTURES.with(|pictures| match pictures.try_borrow_mut() {
            Ok(mut pictures) if is_last => ManuallyDrop::into_inner(std::mem::take(&mut *pictures)),
            Ok(pictures) => (**pictures).clone(),
            Err(_) => Vec::new(),
        });
        if is_last {
            watch(None);
        }
        let left = left(&raw);
        let ours = pictures.into_iter().filter(|(events, _)| *events > first);
        History {
            thread: std::thread::current()
                .name()
                .unwrap_or_default()
                .to_string(),
            events: raw.into_iter().map(|raw| Event { raw }).collect(),
            pictures: ours
                .map(|(events, picture)| (events - first, picture))
                .collect(),
            dropped: dropped + left_out,
            left,
        }
    }
}

impl Drop for Recording {
    #[inline]
    fn drop(&mut self) {
        heap(|heap| heap.end_recording(self.begin, |_| {}));
        if !heap(|heap| heap.recorder.is_on()) {
            watch(None);
            let all = PICTURES.with(|pictures| match pictures.try_borrow_mut() {
                Ok(mut pictures) => std::mem::take(&mut *pictures),
                Err(_) => ManuallyDrop::new(Vec::new()),
            });
            drop(ManuallyDrop::into_inner(all));
        }
    }
}

/// What happened, in order.
#[derive(Clone, Debug)]
pub struct History {
    pub(super) thread: String,
    pub(super) events: Vec<Event>,
    /// Each with the number of events before it.
    pub(super) pictures: Vec<(usize, Snapshot)>,
    pub(super) dropped: u64,
    /// The blocks that had not ended when the recording did, of those that it tells of: their slots, and the versions with
    /// which they began.
    pub(super) left: HashSet<(Slot, u32)>,
}

/// Which blocks live that these events tell of.
#[inline]
fn left(events: &[Raw]) -> HashSet<(Slot, u32)> {
    let of_blocks = events.iter().filter(|event| event.slot != 0);
    let all: HashSet<(Slot, u32)> = of_blocks.map(|event| (event.slot, event.born)).collect();
    all.into_iter()
        .filter(|(slot, born)| {
            let word = word_of(*slot).load(Relaxed);
            word::state(word) != word::NONE && record_of(*slot).born(word) == *born
        })
        .collect()
}

impl History {
    /// What happened, in order.
    #[inline]
    pub fn events(&self) -> impl ExactSizeIterator<Item = Event> + '_ {
        self.events.iter().copied()
    }

    /// How many events were not kept, because there were too many, or no memory for them. Ends of blocks that could not be
    /// told for want of memory count, too.
    #[must_use]
    #[inline]
    pub fn dropped(&self) -> u64 {
        self.dropped
    }
}

/// Something that happened.
#[derive(Clone, Copy)]
pub struct Event {
    pub(super) raw: Raw,
}

/// What kind of thing it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Happened {
    /// A block was allocated.
    Allocated,
    /// A block was taken over from C.
    FromC,
    /// A block was given another size.
    Resized,
    /// A block was freed.
    Freed,
    /// A block became somebody else's: it was handed over to C, detached, or given back.
    Parted,
    /// An operation failed.
    Failed(ErrorKind),
}

impl Event {
    /// What happened.
    #[must_use]
    #[inline]
    pub fn happened(&self) -> Happened {
        match self.raw.what {
            What::Allocated => Happened::Allocated,
            What::FromC => Happened::FromC,
            What::Resized => Happened::Resized,
            What::Freed => Happened::Freed,
            What::Parted => Happened::Parted,
            What::Failed(kind) => Happened::Failed(kind),
        }
    }

    /// The line that did it.
    #[must_use]
    #[inline]
    pub fn at(&self) -> &'static Location<'static> {
        self.raw.at
    }

    /// The size of the block, from then on; of one that ended, its last one.
    #[must_use]
    #[inline]
    pub fn size(&self) -> usize {
        self.raw.size
    }

    /// The name of the type of its elements; empty where that is not known.
    #[must_use]
    #[inline]
    pub fn type_name(&self) -> String {
        self.raw
            .shape
            .map_or_else(String::new, |shape| names::short((shape.name)()))
    }

    #[inline]
    pub(super) fn slot(&self) -> Slot {
        self.raw.slot
    }

    /// What it is called in a picture.
    #[inline]
    pub(super) fn block(&self) -> String {
        match &self.type_name()[..] {
            "" => super::body::bytes(self.raw.size),
            name => format!("{name}, {}", super::body::bytes(self.raw.size)),
        }
    }
}

impl core::fmt::Display for Event {
    #[inline]
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let at = self.raw.at;
        let block = super::escape::visible(&self.block());
        match self.raw.what {
            What::Allocated => write!(f, "allocated {block} at {at}"),
            What::FromC => write!(f, "taken over from C: {block} at {at}"),
            What::Resized => write!(f, "resized {block} at {at}"),
            What::Freed => write!(f, "freed {block} at {at}"),
            What::Parted => write!(f, "handed on: {block} at {at}"),
            What::Failed(kind) => write!(f, "failed: {} at {at}", kind.name()),
        }
    }
}

impl core::fmt::Debug for Event {
    #[inline]
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        core::fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notes::failing;
    use crate::{Result, free, malloc};

    /// Wherever there is no memory: what is not told is counted, and said.
    #[test]
    fn ends_that_could_not_be_recorded_are_counted() -> Result<()> {
        for notes in 0..8 {
            let (before, other) = (malloc::<u8>(24)?, malloc::<u8>(4000)?);
            let recording = failing::after(notes, record);
            free(before)?;
            free(other)?;
            let history = recording.stop();
            assert_eq!(
                history.events().len() as u64 + history.dropped(),
                2,
                "{notes}"
            );
            if history.dropped() > 0 {
                let said = format!("{} events more, which were not kept", history.dropped());
                assert!(history.to_svg().contains(&said) && history.to_html().contains(&said));
            }
            assert!(!history.to_svg().contains("not freed"), "{notes}");

            let recording = record();
            let block = failing::after(notes, || malloc::<u8>(24));
            if let Ok(block) = block {
                free(block)?;
                let history = recording.stop();
                assert_eq!(
                    history.events().len() as u64 + history.dropped(),
                    2,
                    "{notes}"
                );
                assert!(!history.to_svg().contains("▲ not freed"), "{notes}");
            }
        }
        // Without memory at record() the ends that go the quick way are not told. Some go the slow one anyway.
        let blocks = (0..100).map(|_| malloc::<u8>(24));
        let blocks = blocks.collect::<Result<Vec<_>>>()?;
        let recording = failing::after(0, record);
        for block in blocks {
            free(block)?;
        }
        let history = recording.stop();
        let told = history.events().len() as u64;
        assert_eq!(told + history.dropped(), 100);
        assert!(history.dropped() > 0);
        Ok(())
    }
}
