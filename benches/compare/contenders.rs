//! What a user would pick, behind two traits, so that all do the same work.

use std::cell::RefCell;
use std::panic::Location;
use std::ptr;
use std::rc::Rc;

use generational_box::GenerationalBox;
use pointers::{MallocPointer, free, malloc};
use slotmap::{DefaultKey, DenseSlotMap, Key, SlotMap};

/// Single integers in memory, each reached through what the contender has for it.
pub(crate) trait Cells: 'static {
    type Arena: Default;
    type Cell;

    fn allocate(arena: &mut Self::Arena, value: u64) -> Self::Cell;
    fn read(arena: &Self::Arena, cell: &Self::Cell) -> u64;
    fn write(arena: &mut Self::Arena, cell: &mut Self::Cell, value: u64);
    fn free(arena: &mut Self::Arena, cell: Self::Cell);
}

/// Values in memory, reached through links: `Copy`, NULL, and dangling once the value was freed.
pub(crate) trait Links: 'static {
    type Arena<T: 'static>: Default;
    type Link<T: 'static>: Copy;

    fn null<T: 'static>() -> Self::Link<T>;
    fn is_null<T: 'static>(link: Self::Link<T>) -> bool;
    fn allocate<T: 'static>(arena: &mut Self::Arena<T>, value: T) -> Self::Link<T>;
    fn read<T: Copy + 'static>(arena: &Self::Arena<T>, link: Self::Link<T>) -> T;
    fn write<T: 'static>(arena: &mut Self::Arena<T>, link: Self::Link<T>, value: T);
    fn free<T: 'static>(arena: &mut Self::Arena<T>, link: Self::Link<T>);
}

impl<L: Links> Cells for L {
    type Arena = L::Arena<u64>;
    type Cell = L::Link<u64>;

    #[inline(always)]
    fn allocate(arena: &mut Self::Arena, value: u64) -> Self::Cell {
        <L as Links>::allocate(arena, value)
    }

    #[inline(always)]
    fn read(arena: &Self::Arena, cell: &Self::Cell) -> u64 {
        <L as Links>::read(arena, *cell)
    }

    #[inline(always)]
    fn write(arena: &mut Self::Arena, cell: &mut Self::Cell, value: u64) {
        <L as Links>::write(arena, *cell, value);
    }

    #[inline(always)]
    fn free(arena: &mut Self::Arena, cell: Self::Cell) {
        <L as Links>::free(arena, cell);
    }
}

/// `libc`, and pointers that nobody checks: what everything else is measured against.
pub(crate) struct Raw;

impl Links for Raw {
    type Arena<T: 'static> = ();
    type Link<T: 'static> = *mut T;

    #[inline(always)]
    fn null<T: 'static>() -> *mut T {
        ptr::null_mut()
    }

    #[inline(always)]
    fn is_null<T: 'static>(link: *mut T) -> bool {
        link.is_null()
    }

    #[inline(always)]
    fn allocate<T: 'static>((): &mut (), value: T) -> *mut T {
        // SAFETY: malloc has no preconditions.
        let memory = unsafe { libc::malloc(size_of::<T>()) }.cast::<T>();
        assert!(!memory.is_null(), "out of memory");
        // SAFETY: the block has room for a `T`, and is aligned for one of 16 bytes at most.
        unsafe { memory.write(value) };
        memory
    }

    #[inline(always)]
    fn read<T: Copy + 'static>((): &(), link: *mut T) -> T {
        // SAFETY: the workloads read what they allocated and did not free.
        unsafe { *link }
    }

    #[inline(always)]
    fn write<T: 'static>((): &mut (), link: *mut T, value: T) {
        // SAFETY: the workloads write where they allocated and did not free; the values need no drop.
        unsafe { link.write(value) };
    }

    #[inline(always)]
    fn free<T: 'static>((): &mut (), link: *mut T) {
        // SAFETY: the workloads free everything once.
        unsafe { libc::free(link.cast()) };
    }
}

pub(crate) struct Boxes;

impl Cells for Boxes {
    type Arena = ();
    type Cell = Box<u64>;

    #[inline(always)]
    fn allocate((): &mut (), value: u64) -> Box<u64> {
        Box::new(value)
    }

    #[inline(always)]
    fn read((): &(), cell: &Box<u64>) -> u64 {
        **cell
    }

    #[inline(always)]
    fn write((): &mut (), cell: &mut Box<u64>, value: u64) {
        **cell = value;
    }

    #[inline(always)]
    fn free((): &mut (), cell: Box<u64>) {
        drop(cell);
    }
}

pub(crate) struct Rcs;

impl Cells for Rcs {
    type Arena = ();
    type Cell = Rc<RefCell<u64>>;

    #[inline(always)]
    fn allocate((): &mut (), value: u64) -> Self::Cell {
        Rc::new(RefCell::new(value))
    }

    #[inline(always)]
    fn read((): &(), cell: &Self::Cell) -> u64 {
        *cell.borrow()
    }

    #[inline(always)]
    fn write((): &mut (), cell: &mut Self::Cell, value: u64) {
        *cell.borrow_mut() = value;
    }

    #[inline(always)]
    fn free((): &mut (), cell: Self::Cell) {
        drop(cell);
    }
}

macro_rules! slot_maps {
    ($($Contender:ident $Map:ident)*) => {$(
        pub(crate) struct $Contender;

        impl Links for $Contender {
            type Arena<T: 'static> = $Map<DefaultKey, T>;
            type Link<T: 'static> = DefaultKey;

            #[inline(always)]
            fn null<T: 'static>() -> DefaultKey {
                DefaultKey::null()
            }

            #[inline(always)]
            fn is_null<T: 'static>(link: DefaultKey) -> bool {
                link.is_null()
            }

            #[inline(always)]
            fn allocate<T: 'static>(arena: &mut Self::Arena<T>, value: T) -> DefaultKey {
                arena.insert(value)
            }

            #[inline(always)]
            fn read<T: Copy + 'static>(arena: &Self::Arena<T>, link: DefaultKey) -> T {
                arena[link]
            }

            #[inline(always)]
            fn write<T: 'static>(arena: &mut Self::Arena<T>, link: DefaultKey, value: T) {
                arena[link] = value;
            }

            #[inline(always)]
            fn free<T: 'static>(arena: &mut Self::Arena<T>, link: DefaultKey) {
                arena.remove(link).expect("it was not freed");
            }
        }
    )*};
}

slot_maps!(SlotMaps SlotMap DenseSlotMaps DenseSlotMap);

pub(crate) struct GenerationalBoxes;

impl Links for GenerationalBoxes {
    type Arena<T: 'static> = ();
    type Link<T: 'static> = Option<GenerationalBox<T>>;

    #[inline(always)]
    fn null<T: 'static>() -> Self::Link<T> {
        None
    }

    #[inline(always)]
    fn is_null<T: 'static>(link: Self::Link<T>) -> bool {
        link.is_none()
    }

    #[inline(always)]
    fn allocate<T: 'static>((): &mut (), value: T) -> Self::Link<T> {
        Some(GenerationalBox::leak(value, Location::caller()))
    }

    #[inline(always)]
    fn read<T: Copy + 'static>((): &(), link: Self::Link<T>) -> T {
        *link.expect("not NULL").read()
    }

    #[inline(always)]
    fn write<T: 'static>((): &mut (), link: Self::Link<T>, value: T) {
        link.expect("not NULL").set(value);
    }

    #[inline(always)]
    fn free<T: 'static>((): &mut (), link: Self::Link<T>) {
        link.expect("not NULL").manually_drop();
    }
}

pub(crate) struct Thunderdome;

impl Links for Thunderdome {
    type Arena<T: 'static> = thunderdome::Arena<T>;
    type Link<T: 'static> = thunderdome::Index;

    #[inline(always)]
    fn null<T: 'static>() -> thunderdome::Index {
        thunderdome::Index::DANGLING
    }

    #[inline(always)]
    fn is_null<T: 'static>(link: thunderdome::Index) -> bool {
        link == thunderdome::Index::DANGLING
    }

    #[inline(always)]
    fn allocate<T: 'static>(arena: &mut Self::Arena<T>, value: T) -> thunderdome::Index {
        arena.insert(value)
    }

    #[inline(always)]
    fn read<T: Copy + 'static>(arena: &Self::Arena<T>, link: thunderdome::Index) -> T {
        arena[link]
    }

    #[inline(always)]
    fn write<T: 'static>(arena: &mut Self::Arena<T>, link: thunderdome::Index, value: T) {
        arena[link] = value;
    }

    #[inline(always)]
    fn free<T: 'static>(arena: &mut Self::Arena<T>, link: thunderdome::Index) {
        arena.remove(link).expect("it was not freed");
    }
}

/// `pointers` in plain Rust. The workloads through the macro are written out.
pub(crate) struct Api;

impl Links for Api {
    type Arena<T: 'static> = ();
    type Link<T: 'static> = MallocPointer<T>;

    #[inline(always)]
    fn null<T: 'static>() -> MallocPointer<T> {
        MallocPointer::null()
    }

    #[inline(always)]
    fn is_null<T: 'static>(link: MallocPointer<T>) -> bool {
        link.is_null()
    }

    #[inline(always)]
    fn allocate<T: 'static>((): &mut (), value: T) -> MallocPointer<T> {
        let link = malloc(size_of::<T>()).expect("memory");
        link.write(value).expect("room");
        link
    }

    #[inline(always)]
    fn read<T: Copy + 'static>((): &(), link: MallocPointer<T>) -> T {
        link.read().expect("it was not freed")
    }

    #[inline(always)]
    fn write<T: 'static>((): &mut (), link: MallocPointer<T>, value: T) {
        link.write(value).expect("it was not freed");
    }

    #[inline(always)]
    fn free<T: 'static>((): &mut (), link: MallocPointer<T>) {
        free(link).expect("it was not freed");
    }
}
