//! What happened to a thread's blocks: [`heap::record`](crate::heap::record).
//!
//! Beside the events stand pictures: after each one, as long as there are few blocks, the heap as it was when the next one
//! began, with all that was moved in meanwhile.

use core::cell::{Cell, RefCell};
use core::marker::PhantomData;
use core::mem::ManuallyDrop;
use core::sync::atomic::Ordering::Relaxed;
use std::collections::HashSet;

use super::event::Event;
use super::snapshot::Snapshot;
use super::take::{each_own, snapshot};
use crate::block::recorded::{failed, unwatch, watch as watch_block};
use crate::error::watch;
use crate::heap::local::heap;
use crate::heap::recorder::{Begin, Event as Raw};
use crate::table::groups::{owner_of, record_of};
use crate::table::lock_words::word_of;
use crate::table::{Slot, word};

/// How many pictures are kept, and of how many blocks at most.
const MOST_PICTURES: usize = 400;
const MOST_BLOCKS: usize = 64;

thread_local! {
    /// The pictures of the recordings that live: after how many events each was taken. Without a destructor, like the heap.
    static PICTURES: RefCell<ManuallyDrop<Vec<(usize, Snapshot)>>> =
        const { RefCell::new(ManuallyDrop::new(Vec::new())) };

    /// Whether one is being taken. The allocator may be the user's code, and what it does would ask for the next.
    static LOOKING: Cell<bool> = const { Cell::new(false) };
}

/// Records what happens to this thread's blocks from here on: allocations, values that are moved in and out, reallocations,
/// frees, and errors, each with its line.
///
/// What changes memory is told when it does: [`write`](crate::Pointer::write), [`replace`](crate::Pointer::replace),
/// [`fill`](crate::Pointer::fill), copies, the functions of [`string`](crate::string), and in the macro `<<=`, `=` and what
/// else assigns. A guard that can be written through is told when it is taken, with its line, and not what is written through
/// it: the next picture shows that. So is memory that is lent to C to be filled. What C, or unsafe code, writes to an address
/// that it was given is not told, nor what is written through a guard that was taken before the recording began. Loops that
/// the macro looks up once are looked up at every access while a recording lives, so that theirs is told, too.
///
/// While a recording lives, everything takes longer. It keeps 65,536 events, of which 32,768 may be of values, and pictures of
/// the first 400 of them while there are no more than 64 blocks; what is beyond is counted ([`History::dropped`]). Where one
/// line does the same to one block again and again, the first 16 times are events of their own, and all that follow
/// directly are one more, which counts them ([`Event::times`]).
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
/// assert!(told[1].starts_with("moved into i32, 4 bytes at "));
/// assert!(told[2].starts_with("freed i32, 4 bytes at "));
/// # Ok::<(), pointers::Error>(())
/// ```
#[must_use = "it records as long as it lives"]
#[inline]
pub fn record() -> Recording {
    if !heap(|heap| heap.recorder.is_on()) {
        forget_pictures();
    }
    // Blocks that live already have to tell of what happens to them, too.
    each_own(|slot, _| watch_block(slot));
    watch(Some(failed));
    Recording {
        begin: heap(|heap| heap.begin_recording(look)),
        not_send: PhantomData,
    }
}

/// The last recording has ended.
#[inline]
fn is_over() {
    each_own(|slot, _| unwatch(slot));
    watch(None);
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
    if !wanted || heap(|heap| heap.live_blocks()) > MOST_BLOCKS || LOOKING.replace(true) {
        return;
    }
    let picture = snapshot();
    LOOKING.set(false);
    // The allocator may be the user's code, and may have ended the recordings that this picture was for.
    if !heap(|heap| heap.recorder.is_on() && heap.recorder.count() >= events) {
        return;
    }
    PICTURES.with(|pictures| {
        // The allocator may be the user's code, and what it does would be told here.
        if let Ok(mut pictures) = pictures.try_borrow_mut()
            && pictures.try_reserve(1).is_ok()
        {
            pictures.push((events, picture));
        }
    });
}

/// Where no recording lives there are no pictures.
#[inline]
fn forget_pictures() {
    let all = PICTURES.with(|pictures| match pictures.try_borrow_mut() {
        Ok(mut pictures) => std::mem::take(&mut *pictures),
        Err(_) => ManuallyDrop::new(Vec::new()),
    });
    drop(ManuallyDrop::into_inner(all));
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
            is_over();
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
            is_over();
            forget_pictures();
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
    let owner = heap(|heap| heap.owner());
    all.into_iter()
        .filter(|(slot, born)| {
            // After the thread's heap has ended, what it freed may be another thread's, whose records are not looked at.
            let word = word_of(*slot).load(Relaxed);
            let is_ours = word::state(word) != word::NONE && owner_of(*slot) == owner;
            is_ours && record_of(*slot).born(word) == *born
        })
        .collect()
}

impl History {
    /// What happened, in order.
    #[inline]
    pub fn events(&self) -> impl ExactSizeIterator<Item = Event> + '_ {
        self.events.iter().copied()
    }

    /// How many events were not kept, because there were too many, or no memory for them.
    #[must_use]
    #[inline]
    pub fn dropped(&self) -> u64 {
        self.dropped
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notes::failing;
    use crate::{Result, free, malloc};

    /// Wherever there is no memory: what is not told is counted, and said.
    #[test]
    fn events_that_could_not_be_recorded_are_counted() -> Result<()> {
        for notes in 0..8 {
            let (before, other) = (malloc::<u8>(24)?, malloc::<u8>(4000)?);
            // Nothing is asked of the heap to begin one.
            let recording = failing::after(notes, record);
            failing::after(notes, || free(before))?;
            failing::after(notes, || free(other))?;
            let history = recording.stop();
            let told = history.events().len() as u64;
            assert_eq!(told + history.dropped(), 2, "{notes}");
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
                let told = history.events().len() as u64;
                assert_eq!(told + history.dropped(), 2, "{notes}");
                assert!(!history.to_svg().contains("▲ not freed"), "{notes}");
            }
        }
        // Without memory at record() everything is told.
        let blocks = (0..100).map(|_| malloc::<u8>(24));
        let blocks = blocks.collect::<Result<Vec<_>>>()?;
        let recording = failing::after(0, record);
        for block in blocks {
            block.write(1)?;
            free(block)?;
        }
        let history = recording.stop();
        assert_eq!((history.events().len(), history.dropped()), (200, 0));
        Ok(())
    }

    /// Whatever a recording finds, and whenever it ends, afterwards each block is what it would have been.
    #[test]
    fn locks_are_as_before_when_no_recording_lives() -> Result<()> {
        use crate::handle::traits::sealed::Sealed;
        let state =
            |p: crate::MallocPointer<u8>| word::state(word_of(p.raw().slot()).load(Relaxed));
        let (fresh, partial, open) = (malloc::<u8>(1)?, malloc::<u8>(3)?, malloc::<u8>(3)?);
        let (lent, moved) = (malloc::<u8>(3)?, malloc::<u8>(3)?);
        partial.write(1)?;
        for block in [open, lent, moved] {
            block.fill(7, 3)?;
        }
        let guard = lent.borrow()?;
        let outer = record();
        let inner = record();
        let begun = malloc::<u8>(1)?;
        let all = [fresh, partial, open, lent, moved, begun];
        assert!(all.iter().all(|block| state(*block) == word::GUARDED));
        let moved = crate::realloc(moved, 4000)?;
        drop(open.add(1)?.borrow_mut()?);
        open.take()?;
        open.write(1)?;
        begun.write(1)?;
        drop(inner);
        assert_eq!(outer.stop().dropped(), 0);
        let states = [fresh, partial, open, lent, moved, begun].map(state);
        let (partial_now, open_now) = (word::PARTIAL, word::OPEN);
        let expected = [
            partial_now,
            partial_now,
            open_now,
            word::GUARDED,
            partial_now,
            open_now,
        ];
        assert_eq!(states, expected);
        drop(guard);
        assert_eq!(state(lent), word::OPEN);
        [fresh, partial, open, lent, moved, begun]
            .into_iter()
            .try_for_each(free)
    }
}
