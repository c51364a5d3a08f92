//! The cells of small blocks: where they come from, and those that are free.
//!
//! Cells of one class lie side by side, as many as a group of slots has, in memory that C was asked for once. So a small block
//! has no header, and neither its beginning nor its end calls C. A free cell is used again at once, the last one first.
//!
//! A group all of whose cells are free gives its memory back ([`Cells::trim`]): when C has no memory, when much waits, and when
//! the thread ends. Its slots stay this thread's until then. What lives in a group at the thread's end stays where it is, as every block does that nobody frees.
//!
//! With `--cfg pointers_no_spare` there are none, and every block is one of C's, so that sanitizers and valgrind see it.
//!
//! Invariant: in the list of a class are the slots of cells of this class, of groups that this heap took over, whose blocks
//! have ended, whose words can have another version, and whose memory belongs to nobody.

use core::cell::Cell as Mutable;
use core::ptr;

use super::size_class::{LISTS, class, class_bytes};
use super::source::{self, NATURAL_ALIGN};
use crate::table::GROUP;
use crate::table::cell::{Cell, CellGroup};
use crate::table::groups::{self, cell_of};
use crate::table::{Slot, slots};

/// The free cells of one class. Their slots are linked through their records.
struct List {
    first: Mutable<Slot>,
    /// The group of which not all cells were looked at yet.
    rest: Mutable<Option<&'static CellGroup>>,
}

/// How many cells of a group are made free at once: of those that nobody needs neither the records nor the bytes are looked at.
const AT_ONCE: usize = 32;

/// The cells of one thread.
pub(crate) struct Cells {
    lists: [List; LISTS],
    /// Groups that gave their memory back.
    bare: Mutable<Option<&'static CellGroup>>,
    /// How many cells there are, whether they are free or not, and how many bytes they have.
    count: Mutable<usize>,
    bytes: Mutable<usize>,
    /// How many blocks had ended when it was last looked for groups without a block.
    trimmed_at: Mutable<u64>,
}

impl List {
    #[inline(always)]
    fn pop(&self) -> Option<(Slot, Cell)> {
        let slot = self.first.get();
        if slot == 0 {
            return None;
        }
        // SAFETY: the module's invariant.
        let cell = unsafe { groups::cell_in(slot) };
        self.first.set(cell.next_free());
        Some((slot, cell))
    }

    fn push(&self, slot: Slot, cell: Cell) {
        cell.set_next_free(self.first.replace(slot));
    }
}

impl Cells {
    pub(super) const fn new() -> Self {
        Cells {
            lists: [const {
                List {
                    first: Mutable::new(0),
                    rest: Mutable::new(None),
                }
            }; LISTS],
            bare: Mutable::new(None),
            count: Mutable::new(0),
            bytes: Mutable::new(0),
            trimmed_at: Mutable::new(0),
        }
    }

    #[inline(always)]
    fn list(&self, size: usize) -> &List {
        &self.lists[class(size) % LISTS]
    }

    /// A free cell of at least this size, which is [`LARGEST`](super::size_class::LARGEST) at most, if there is one.
    #[inline(always)]
    pub(super) fn take(&self, size: usize) -> Option<(Slot, Cell)> {
        self.list(size).pop()
    }

    /// The same, where there is none yet. `None` where there is no memory for more.
    #[cold]
    #[inline(never)]
    pub(super) fn take_fresh(&self, size: usize, owner: u32) -> Option<(Slot, Cell)> {
        let class = class(size);
        let list = &self.lists[class];
        let group = match list.rest.get() {
            Some(group) => group,
            None => self.take_group(class, owner)?,
        };
        let next = group.begin_next(AT_ONCE);
        self.count.set(self.count.get() + next.len());
        self.bytes
            .set(self.bytes.get() + next.len() * group.stride());
        for (slot, cell) in next.rev() {
            list.push(slot, cell);
        }
        list.rest.set((group.begun() < GROUP).then_some(group));
        list.pop()
    }

    /// A group for cells of this class.
    fn take_group(&self, class: usize, owner: u32) -> Option<&'static CellGroup> {
        let stride = class_bytes(class);
        let start = source::allocate(stride * GROUP, NATURAL_ALIGN, false)?;
        let Some(group) = self.take_bare().or_else(slots::take_cells) else {
            // SAFETY: it was just made, and nobody knows of it.
            unsafe { source::release(start, None) };
            return None;
        };
        group.take_over(owner, start, class, stride);
        Some(group)
    }

    fn take_bare(&self) -> Option<&'static CellGroup> {
        let group = self.bare.get()?;
        self.bare.set(group.next.take());
        Some(group)
    }

    /// Takes back the cell of a block that has ended. `freed_at` is noted in it.
    ///
    /// # Safety
    ///
    /// The module's invariant holds of it, and it is of this class.
    #[inline(always)]
    pub(super) unsafe fn give_back(&self, class: usize, slot: Slot, cell: Cell, freed_at: u32) {
        let list = &self.lists[class % LISTS];
        cell.be_free(freed_at, list.first.replace(slot));
    }

    /// Gives back the memory of groups without a block, if much waits beside what lives, and half as many blocks have ended
    /// since this was last done as are looked at at most: so it costs little for each.
    #[inline]
    pub(super) fn trim_if_worth_it(&self, live_bytes: usize, ended: u64) {
        let (much, bytes) = (live_bytes / 2 + (1 << 20), self.bytes.get());
        let (frees, cells) = (ended - self.trimmed_at.get(), self.count.get() as u64);
        if bytes > live_bytes.saturating_add(much) && frees > cells / 2 {
            self.trim_if_anything_ended(ended);
        }
    }

    /// Gives back the memory of groups without a block, if there can be others than when this was last done.
    #[cold]
    pub(super) fn trim_if_anything_ended(&self, ended: u64) {
        if self.trimmed_at.replace(ended) != ended {
            self.trim();
        }
    }

    /// Gives back the memory of all groups without a block.
    #[cold]
    #[inline(never)]
    pub(super) fn trim(&self) {
        for list in &self.lists {
            self.count(list);
            let mut ended: Option<&'static CellGroup> = None;
            let mut all = list.first.replace(0);
            // What is at the top goes to the bottom: the order is another one, but as good.
            while all != 0
                && let Some(cell) = cell_of(all)
            {
                let (slot, group) = (all, cell.group());
                all = cell.next_free();
                match group.free.get() {
                    ENDS => {}
                    free if free as usize == group.begun() => {
                        // Only once, with the first of its cells.
                        group.free.set(ENDS);
                        group.next.set(ended.replace(group));
                    }
                    _ => list.push(slot, cell),
                }
            }
            while let Some(group) = ended {
                ended = group.next.take();
                let cells = group.begun();
                self.count.set(self.count.get() - cells);
                self.bytes.set(self.bytes.get() - group.stride() * cells);
                list.rest
                    .set(list.rest.get().filter(|rest| !ptr::eq(*rest, group)));
                // SAFETY: as many of its cells were free as it has, and none of them is in a list any more.
                unsafe { release(group) };
                group.next.set(self.bare.replace(Some(group)));
            }
            // So it is 0 of a group without free cells, whenever it is counted again.
            self.each(list, |group| group.free.set(0));
        }
    }

    /// Counts the free cells of each group in a list, where nobody has since the last time.
    fn count(&self, list: &List) {
        self.each(list, |group| group.free.set(group.free.get() + 1));
    }

    /// The group of each cell in a list.
    fn each(&self, list: &List, f: impl Fn(&CellGroup)) {
        let mut slot = list.first.get();
        while slot != 0
            && let Some(cell) = cell_of(slot)
        {
            f(cell.group());
            slot = cell.next_free();
        }
    }

    /// The thread ends: nothing is taken from here any more. What becomes free later comes by [`Cells::give_up`].
    pub(super) fn end(&self) {
        self.trim();
        while let Some(group) = self.take_bare() {
            hand_on(group);
        }
        for list in &self.lists {
            self.count(list);
            list.first.set(0);
            list.rest.set(None);
        }
    }

    /// Takes back the cell of a block that has ended after the thread did. `freed_at` is noted in it: what its record said of
    /// the block must not be taken for that.
    ///
    /// # Safety
    ///
    /// The module's invariant holds of it.
    pub(super) unsafe fn give_up(&self, cell: Cell, freed_at: u32) {
        cell.be_free(freed_at, 0);
        let group = cell.group();
        group.free.set(group.free.get() + 1);
        if group.free.get() as usize == group.begun() {
            // SAFETY: all its cells are free, and in no list.
            unsafe { release(group) };
            hand_on(group);
        }
    }
}

/// What is counted of a group that is going to give its memory back.
const ENDS: u32 = u32::MAX;

/// Gives back a group's memory.
///
/// # Safety
///
/// This heap took it over, no block lives in it, and its cells are in no list.
unsafe fn release(group: &'static CellGroup) {
    group.free.set(0);
    // SAFETY: it came from `source` in `take_fresh`, and belongs to nobody: the caller's promise.
    unsafe { source::release(group.give_up(), None) };
}

/// The group of a thread that has ended is nobody's: a handle that is left must not look at what the next owner writes.
fn hand_on(group: &'static CellGroup) {
    group.let_go();
    slots::give_back_cells(group);
}

#[cfg(all(test, not(pointers_no_spare)))]
mod tests {
    use super::super::local::heap;
    use super::super::size_class::LARGEST;
    use super::AT_ONCE;
    use crate::handle::traits::sealed::Sealed;
    use crate::table::groups::{cell_of, owner_of};
    use crate::{MallocPointer, Result, calloc, free, malloc, realloc};

    fn bytes() -> usize {
        heap(|heap| heap.cells().bytes.get())
    }

    /// Runs on a thread that has no cells yet.
    fn on_a_fresh_thread(run: fn() -> Result<()>) -> Result<()> {
        std::thread::spawn(run).join().expect("no panic")
    }

    #[test]
    fn cells_are_used_again_last_first() -> Result<()> {
        let blocks = (0..700)
            .map(|_| malloc::<u8>(24))
            .collect::<Result<Vec<_>>>()?;
        blocks.iter().try_for_each(|block| free(*block))?;
        for before in blocks.iter().rev() {
            let now = malloc::<u8>(20)?;
            assert_eq!(now.address(), before.address());
            assert_eq!(now.raw().slot(), before.raw().slot());
            assert!(before.freed() && !now.freed());
        }
        Ok(())
    }

    #[test]
    fn neighbours_have_nothing_between_them() -> Result<()> {
        on_a_fresh_thread(|| {
            for (size, stride) in [
                (0, 8),
                (1, 8),
                (8, 8),
                (9, 16),
                (40, 48),
                (LARGEST, LARGEST),
            ] {
                let first = malloc::<u8>(size)?;
                let second = malloc::<u8>(size)?;
                assert_eq!(second.address() - first.address(), stride);
                assert!(first.address().is_multiple_of(stride.min(16)));
            }
            Ok(())
        })
    }

    #[test]
    fn what_is_small_has_a_cell() -> Result<()> {
        #[repr(align(64))]
        struct Wide;
        let has_a_cell = |handle: &dyn Fn() -> Result<u32>| Ok(cell_of(handle()?).is_some());
        let slot = |p: MallocPointer<u8>| p.raw().slot();
        assert!(has_a_cell(&|| malloc(LARGEST).map(slot))?);
        assert!(!has_a_cell(&|| malloc(LARGEST + 1).map(slot))?);
        assert!(has_a_cell(&|| Ok(calloc::<u8>(3, 8)?.raw().slot()))?);
        assert!(!has_a_cell(&|| Ok(malloc::<Wide>(64)?.raw().slot()))?);
        // It keeps it, whatever becomes of the block.
        assert!(has_a_cell(&|| realloc(malloc(8)?, 1000).map(slot))?);
        Ok(())
    }

    #[test]
    fn groups_without_a_block_give_their_memory_back() -> Result<()> {
        on_a_fresh_thread(|| {
            let blocks = (0..2000)
                .map(|_| malloc::<u8>(24))
                .collect::<Result<Vec<_>>>()?;
            assert_eq!(bytes(), 2000_usize.next_multiple_of(AT_ONCE) * 32);
            // The third group keeps one.
            let kept = blocks[1100];
            kept.write(7)?;
            for (at, block) in blocks.iter().enumerate() {
                if at != 1100 {
                    free(*block)?;
                }
            }
            crate::heap::trim();
            assert_eq!(bytes(), 512 * 32);
            assert_eq!(kept.read()?, 7);
            let slot = kept.raw().slot();
            assert_eq!(owner_of(slot), heap(|heap| heap.owner()));
            free(kept)?;
            crate::heap::trim();
            // The slots stay this thread's.
            assert_eq!((bytes(), owner_of(slot)), (0, heap(|heap| heap.owner())));
            // No handle is alive again, whoever has the group now.
            let again = (0..2000)
                .map(|_| malloc::<u8>(8))
                .collect::<Result<Vec<_>>>()?;
            assert!(
                blocks
                    .iter()
                    .all(|block| block.freed() && block.read().is_err())
            );
            again.into_iter().try_for_each(free)
        })
    }

    #[test]
    fn much_that_waits_goes_back_by_itself() -> Result<()> {
        on_a_fresh_thread(|| {
            let blocks = (0..100_000)
                .map(|_| malloc::<u8>(100))
                .collect::<Result<Vec<_>>>()?;
            blocks.into_iter().try_for_each(free)?;
            assert!(bytes() > 10_000_000);
            for _ in 0..64 {
                free(malloc::<u8>(LARGEST + 1)?)?;
            }
            assert_eq!(bytes(), 0);
            Ok(())
        })
    }

    #[test]
    fn it_does_so_for_small_blocks_of_another_size_too() -> Result<()> {
        on_a_fresh_thread(|| {
            for size in [24, 40, 100, 300, LARGEST] {
                let blocks = (0..4_000_000 / size)
                    .map(|_| malloc::<u8>(size))
                    .collect::<Result<Vec<_>>>()?;
                blocks.into_iter().try_for_each(free)?;
                assert!(bytes() < 8_000_000, "{} of {size}", bytes());
            }
            Ok(())
        })
    }

    /// What was counted of a group's free cells by an earlier [`trim`](crate::heap::trim) must not count at the thread's end.
    #[test]
    fn a_group_stays_until_its_last_block_has_ended() -> Result<()> {
        on_a_fresh_thread(|| {
            let blocks = (0..512)
                .map(|_| malloc::<u8>(24))
                .collect::<Result<Vec<_>>>()?;
            let (again, kept) = blocks.split_at(100);
            again.iter().try_for_each(|block| free(*block))?;
            crate::heap::trim();
            let again = (0..100)
                .map(|_| malloc::<u8>(24))
                .collect::<Result<Vec<_>>>()?;
            kept.iter().try_for_each(|block| block.write(7))?;
            heap(super::super::local::Heap::end_thread);
            let (last, others) = kept.split_last().expect("there are some");
            again.into_iter().try_for_each(free)?;
            others.iter().try_for_each(|block| free(*block))?;
            let slot = last.raw().slot();
            assert!(owner_of(slot) == heap(|heap| heap.owner()));
            assert_eq!(last.read()?, 7);
            free(*last)?;
            assert!(owner_of(slot) != heap(|heap| heap.owner()));
            Ok(())
        })
    }

    #[test]
    fn of_a_group_no_more_is_looked_at_than_is_needed() -> Result<()> {
        on_a_fresh_thread(|| {
            free(malloc::<u8>(400)?)?;
            assert_eq!(bytes(), AT_ONCE * 448);
            let chunks = calloc::<u8>(2, 250)?;
            assert!(cell_of(chunks.raw().slot()).is_some());
            assert_eq!((chunks.chunk_size(), chunks.chunks()), (250, 2));
            // Such chunks are not noted in a small block's record.
            let wide = calloc::<u8>(1, 300)?;
            assert!(cell_of(wide.raw().slot()).is_none());
            free(chunks)?;
            free(wide)
        })
    }
}
