//! From a slot to its record, large or small. Slots come in groups of [`GROUP`], each of one sort: of blocks that C has, or of small ones,
//! which lie side by side in memory that belongs to the group.
//!
//! Groups are never freed, and found through a static directory. The pointers in their records stand unpacked, so that the leak
//! sanitizer sees that blocks, and notes of them, are still reachable.

use core::ptr;
use core::sync::atomic::AtomicPtr;
use core::sync::atomic::Ordering::Relaxed;

use super::cell::{Cell, CellGroup};
use super::large::{Large, LargeGroup};
use super::lock_words::MOST_SLOTS;
use super::record::Record;
use super::{GROUP, Slot};
use crate::system;

/// One byte off where the group is of small blocks.
static DIRECTORY: [AtomicPtr<LargeGroup>; MOST_SLOTS / GROUP] =
    [const { AtomicPtr::new(ptr::null_mut()) }; MOST_SLOTS / GROUP];

const OF_CELLS: usize = 1;

const _: () = assert!(align_of::<LargeGroup>() > OF_CELLS && align_of::<CellGroup>() > OF_CELLS);

#[derive(Clone, Copy)]
enum Group {
    Large(&'static LargeGroup),
    Cells(&'static CellGroup),
}

#[inline(always)]
fn entry_of(slot: Slot) -> *mut LargeGroup {
    // SAFETY: "Words stay": no slot is handed out that is not below `MOST_SLOTS`.
    unsafe { DIRECTORY.get_unchecked(slot as usize / GROUP) }.load(Relaxed)
}

#[inline(always)]
fn group_of(slot: Slot) -> Group {
    let entry = entry_of(slot);
    if entry.addr() & OF_CELLS == 0 {
        // SAFETY: "Words stay": the slot was handed out, and was so only after its group was stored here, under the lock of
        // the pool; groups are never freed.
        Group::Large(unsafe { &*entry })
    } else {
        Group::Cells(of_cells(entry))
    }
}

#[inline(always)]
fn of_cells(entry: *mut LargeGroup) -> &'static CellGroup {
    let group = entry.wrapping_byte_sub(OF_CELLS).cast::<CellGroup>();
    // SAFETY: as in `group_of`; what is one byte off is only ever stored from a group of small blocks.
    let group = unsafe { &*group };
    // SAFETY: no reference is null. It is said for where an `Option` of it is looked at.
    unsafe { core::hint::assert_unchecked(ptr::from_ref(group).addr() != 0) };
    group
}

/// The record of a slot.
#[inline(always)]
pub(crate) fn record_of(slot: Slot) -> Record {
    let index = slot as usize % GROUP;
    match group_of(slot) {
        Group::Large(group) => Record::Large(group.record(index)),
        Group::Cells(group) => Record::Small(group.cell(index)),
    }
}

/// The record of a slot that small blocks do not have.
#[inline(always)]
pub(crate) fn large_record_of(slot: Slot) -> Option<&'static Large> {
    match group_of(slot) {
        Group::Large(group) => Some(group.record(slot as usize % GROUP)),
        Group::Cells(_) => None,
    }
}

/// The record of a block that is no small one, or has become wide. What is noted of one that is wide is there until it ends:
/// it is not kept.
#[inline(always)]
pub(crate) fn large_or_wide(slot: Slot) -> Option<&'static Large> {
    let (entry, index) = (entry_of(slot), slot as usize % GROUP);
    // Not by `group_of`, which the compiler makes one pointer of, to be told apart again.
    if entry.addr() & OF_CELLS == 0 {
        // SAFETY: as in `group_of`.
        return Some(there(unsafe { &*entry }.record(index)));
    }
    aside();
    of_cells(entry).cell(index).wide().map(there)
}

/// Where the block of a slot begins, and how long it is.
#[inline(always)]
pub(crate) fn extent_of(slot: Slot) -> (*mut u8, usize) {
    let (entry, index) = (entry_of(slot), slot as usize % GROUP);
    if entry.addr() & OF_CELLS == 0 {
        // SAFETY: as in `group_of`.
        let record = unsafe { &*entry }.record(index);
        return (record.base(), record.length());
    }
    aside();
    let cell = of_cells(entry).cell(index);
    match cell.wide() {
        Some(record) => (record.base(), record.length()),
        None => (cell.base(), cell.length()),
    }
}

/// Says that what comes here is not in the way of the rest.
#[cold]
#[inline]
fn aside() {}

/// Says that it is not null, which the compiler forgets where two ways meet.
#[allow(useless_ptr_null_checks, reason = "it is said for the machine code")]
#[inline(always)]
fn there(record: &'static Large) -> &'static Large {
    let address = ptr::from_ref(record).addr();
    // SAFETY: no reference is null.
    unsafe { core::hint::assert_unchecked(address != 0) };
    record
}

/// The cell of a slot, if it has one.
#[inline(always)]
pub(crate) fn cell_of(slot: Slot) -> Option<Cell> {
    match group_of(slot) {
        Group::Large(_) => None,
        Group::Cells(group) => Some(group.cell(slot as usize % GROUP)),
    }
}

/// The cell of a slot that has one.
///
/// # Safety
///
/// It has.
#[inline(always)]
pub(crate) unsafe fn cell_in(slot: Slot) -> Cell {
    of_cells(entry_of(slot)).cell(slot as usize % GROUP)
}

/// The heap, that is the thread, that the slot belongs to.
pub(crate) fn owner_of(slot: Slot) -> u32 {
    match group_of(slot) {
        Group::Large(group) => group.owner(slot as usize % GROUP).load(Relaxed),
        Group::Cells(group) => group.owner(),
    }
}

/// Of a slot that small blocks do not have.
pub(super) fn set_owner(slot: Slot, owner: u32) {
    if let Group::Large(group) = group_of(slot) {
        group.owner(slot as usize % GROUP).store(owner, Relaxed);
    }
}

/// Makes the records of a group whose first slot this is. `None` where there is no memory for them.
pub(super) fn add_large(first: Slot) -> Option<()> {
    add(first, system::calloc(size_of::<LargeGroup>()), 0).map(|_| ())
}

/// The same for small blocks.
pub(super) fn add_cells(first: Slot) -> Option<&'static CellGroup> {
    let memory = system::calloc(size_of::<CellGroup>());
    add(first, memory, OF_CELLS).map(|entry| {
        let group = of_cells(entry);
        group.begin(first);
        group
    })
}

fn add(first: Slot, memory: *mut u8, sort: usize) -> Option<*mut LargeGroup> {
    if memory.is_null() {
        return None;
    }
    let entry = memory.wrapping_byte_add(sort).cast();
    DIRECTORY[first as usize / GROUP].store(entry, Relaxed);
    Some(entry)
}
