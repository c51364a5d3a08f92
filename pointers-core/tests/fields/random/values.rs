//! Every value that lives is in one place of one block, also where drops do the same things again, and panic.

mod grid;

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::panic::catch_unwind;

use pointers_core::__private::{At, traits::*};
use pointers_core::{
    CallocPointer, Handle, InBytes, MallocPointer, Pointer, Result, calloc_safe, free, heap,
    malloc, realloc,
};
use pointers_macros::Fields;

use self::grid::Grid;
use super::{index, random, with_seeds};
use crate::{at, raw};

thread_local! {
    /// The values that were made and not dropped yet.
    static LIVE: RefCell<BTreeSet<u64>> = const { RefCell::new(BTreeSet::new()) };
    static NEXT: Cell<u64> = const { Cell::new(0) };
    /// What must not be. A panic could not say so: most are caught.
    static FAULTS: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
    static PANICS: Cell<bool> = const { Cell::new(false) };
    /// How many drops and guards we are in.
    static DEPTH: Cell<u32> = const { Cell::new(0) };
    static BLOCKS: RefCell<Vec<Block>> = const { RefCell::new(Vec::new()) };
    static POINTERS: RefCell<Vec<Pointer<Value>>> = const { RefCell::new(Vec::new()) };
}

const DEEPEST: u32 = 3;

fn fault(what: String) {
    FAULTS.with_borrow_mut(|faults| faults.push(what));
}

/// A value with memory of its own, so that the checkers see it dropped twice, or never.
struct Value(Box<u64>);

impl Value {
    fn new() -> Self {
        let number = NEXT.replace(NEXT.get() + 1);
        LIVE.with_borrow_mut(|live| live.insert(number));
        Value(Box::new(number))
    }

    fn look(&self) -> u64 {
        let number = *self.0;
        if !LIVE.with_borrow(|live| live.contains(&number)) {
            fault(format!("{number} is seen, and does not live"));
        }
        number
    }
}

impl Drop for Value {
    fn drop(&mut self) {
        if !LIVE.with_borrow_mut(|live| live.remove(&self.0)) {
            fault(format!("{} is dropped, and does not live", self.0));
        }
        if random(3) == 0 {
            within(step);
        }
        if PANICS.get() && !std::thread::panicking() && random(12) == 0 {
            std::panic::resume_unwind(Box::new("a drop"));
        }
    }
}

/// Runs something while a value is dropped or borrowed.
fn within(run: fn()) {
    let depth = DEPTH.get();
    if depth < DEEPEST {
        DEPTH.set(depth + 1);
        drop(catch_unwind(run));
        DEPTH.set(depth);
    }
}

#[derive(Fields)]
#[fields(crate = pointers_core)]
struct Inner {
    value: Value,
    unit: (),
    list: [(Value, u8); 3],
}

#[derive(Fields)]
#[fields(crate = pointers_core)]
#[repr(C, packed(2))]
struct Packed {
    tag: u8,
    value: Value,
}

/// With ten leaves and `N` more: an element with many is never the open one.
#[derive(Fields)]
#[fields(crate = pointers_core)]
struct Node<const N: usize> {
    tag: u8,
    inner: Inner,
    last: Value,
    packed: Packed,
    numbers: [u16; N],
}

impl Inner {
    fn new() -> Self {
        Inner {
            value: Value::new(),
            unit: (),
            list: [1, 2, 3].map(|number| (Value::new(), number)),
        }
    }
}

impl Packed {
    fn new() -> Self {
        Packed {
            tag: 1,
            value: Value::new(),
        }
    }
}

impl<const N: usize> Node<N> {
    const SIZE: usize = size_of::<Self>();

    fn new() -> Self {
        Node {
            tag: 1,
            inner: Inner::new(),
            last: Value::new(),
            packed: Packed::new(),
            numbers: [0; N],
        }
    }
}

#[derive(Clone, Copy)]
enum Block {
    Few(MallocPointer<Node<2>>),
    Many(MallocPointer<Node<70>>),
    Chunks(CallocPointer<Node<2>>),
    Grid(MallocPointer<Grid>),
}

/// Does the same for each kind of block.
macro_rules! each {
    ($block:expr, $p:ident => $run:expr) => {
        match $block {
            Block::Few($p) => $run,
            Block::Many($p) => $run,
            Block::Chunks($p) => $run,
            Block::Grid($p) => $run,
        }
    };
}

/// From one chunk to the next.
const CHUNK: usize = Node::<2>::SIZE + 16;

fn step() {
    let block = BLOCKS.with_borrow(|blocks| blocks.get(index(4)).copied());
    let Some(block) = block else {
        return begin();
    };
    match random(36) {
        0..2 => resize(block),
        2 => {
            let _ = each!(block, p => free(p));
            forget_dead();
        }
        3..10 => through_pointer(),
        _ => match block {
            Block::Few(p) => with(p),
            Block::Many(p) => with(p),
            Block::Chunks(p) => with(p),
            Block::Grid(p) => drop(grid::with(p)),
        },
    }
}

fn begin() {
    let count = 1 + index(5);
    let block = match random(4) {
        3 => malloc(count * size_of::<Grid>()).map(Block::Grid),
        0 => malloc(count * Node::<2>::SIZE).map(Block::Few),
        1 => malloc(count * Node::<70>::SIZE).map(Block::Many),
        _ => calloc_safe(count, CHUNK).map(Block::Chunks),
    };
    BLOCKS.with_borrow_mut(|blocks| blocks.extend(block.ok()));
}

fn resize(block: Block) {
    // Sometimes there is no memory.
    let rehearsal = (random(6) == 0).then(|| heap::fail_after(0));
    let count = if random(8) == 0 { 0 } else { 1 + index(9) };
    let resized = match block {
        Block::Few(p) => realloc(p, count * Node::<2>::SIZE).map(Block::Few),
        Block::Many(p) => realloc(p, count * Node::<70>::SIZE).map(Block::Many),
        Block::Chunks(p) => realloc(p, count * CHUNK).map(Block::Chunks),
        Block::Grid(p) => realloc(p, count * size_of::<Grid>()).map(Block::Grid),
    };
    drop(rehearsal);
    let Ok(resized) = resized else {
        return;
    };
    let id = each!(resized, p => p.id());
    BLOCKS.with_borrow_mut(|blocks| {
        let mut same = blocks.iter_mut();
        // The pointers stay as old as they are.
        if let Some(block) = same.find(|block| each!(**block, p => p.id()) == id) {
            *block = resized;
        }
    });
}

fn forget_dead() {
    BLOCKS.with_borrow_mut(|blocks| blocks.retain(|block| each!(block, p => !p.freed())));
}

fn keep(pointer: Result<Pointer<Value>>) {
    POINTERS.with_borrow_mut(|kept| {
        if kept.len() > 15 {
            kept.remove(0);
        }
        kept.extend(pointer.ok());
    });
}

fn through_pointer() {
    let Some(p) = POINTERS.with_borrow(|kept| kept.get(index(16)).copied()) else {
        return;
    };
    match random(5) {
        0 => drop(p.take()),
        1 => drop(p.write(Value::new())),
        2 => drop(p.replace(Value::new())),
        3 => {
            if let Ok(guard) = p.borrow() {
                within(step);
                guard.look();
            }
        }
        _ => {
            if let Ok(mut guard) = p.borrow_mut() {
                within(step);
                *guard = Value::new();
            }
        }
    }
}

fn with<const N: usize, K: InBytes>(p: Pointer<Node<N>, K>)
where
    Pointer<Node<N>, K>: Handle<Value = Node<N>>,
{
    let Ok(p) = p.add(index(6)) else {
        return;
    };
    let list = at!(p, inner, list);
    match random(25) {
        0 => drop(at!(p, tag).__pointers_p_assign(3)),
        1 => drop(at!(p, inner, value).__pointers_p_assign(Value::new())),
        2 => drop(at!(p, inner, unit).__pointers_p_assign(())),
        3..5 => {
            if let Ok(element) = At(list, index(4)).__pointers_p_at() {
                let Ok(value) = element.__pointers_p_field(|m| &m.0);
                drop(value.__pointers_p_assign(Value::new()));
                keep(value.__pointers_p_raw());
            }
        }
        5 => {
            if let Ok(element) = At(list, index(3)).__pointers_p_at() {
                let Ok(number) = element.__pointers_p_field(|m| &m.1);
                drop(number.__pointers_p_assign(4));
            }
        }
        6 => drop(at!(p, last).__pointers_p_assign(Value::new())),
        7 => {
            drop(at!(p, packed, value).__pointers_p_assign(Value::new()));
            keep(at!(p, packed, value).__pointers_p_raw());
        }
        8 => drop(at!(p, packed, tag).__pointers_p_assign(1)),
        9 => drop(at!(p, inner).__pointers_p_assign(Inner::new())),
        10 => drop(at!(p, numbers).__pointers_p_assign([1; N])),
        11 => {
            if let Ok(number) = At(at!(p, numbers), index(N)).__pointers_p_at() {
                drop(number.__pointers_p_assign(3));
            }
        }
        12..14 => drop(p.write(Node::new())),
        14 => drop(p.take()),
        15 => drop(p.replace(Node::new())),
        16 => {
            keep(at!(p, last).__pointers_p_raw());
            keep(at!(p, inner, value).__pointers_p_raw());
        }
        17 => {
            if let Ok(guard) = p.borrow() {
                within(step);
                guard.last.look();
                guard.inner.list[2].0.look();
            }
        }
        18 => drop(at!(p, packed).__pointers_p_assign(Packed::new())),
        19 => drop(at!(p, inner).__pointers_p_raw().and_then(Pointer::take)),
        20 => {
            let packed = at!(p, packed).__pointers_p_raw();
            drop(packed.and_then(|packed| packed.replace(Packed::new())));
        }
        21 => {
            if let Ok(guard) = raw!(p, inner, list).and_then(Pointer::borrow) {
                within(step);
                guard.iter().for_each(|(value, _)| _ = value.look());
            }
        }
        22 => drop(p.as_pointer().write(Node::new())),
        23 => drop(p.as_pointer().take()),
        _ => drop(heap::describe(p)),
    }
}

/// The values that are in memory, by the fields that can be looked at.
fn in_memory() -> Vec<u64> {
    let mut seen = Vec::new();
    let blocks = BLOCKS.with_borrow(Clone::clone);
    for block in blocks {
        for index in 0..9 {
            match block {
                Block::Few(p) => drop(p.add(index).map(|p| look_at(p, &mut seen))),
                Block::Many(p) => drop(p.add(index).map(|p| look_at(p, &mut seen))),
                Block::Chunks(p) => drop(p.add(index).map(|p| look_at(p, &mut seen))),
                Block::Grid(p) => drop(p.add(index).map(|p| {
                    grid::look_at(p, &mut |value| {
                        seen.extend(value.ok().map(|value| value.look()))
                    });
                })),
            }
        }
    }
    seen.sort_unstable();
    seen
}

fn look_at<const N: usize, K: InBytes>(element: Pointer<Node<N>, K>, seen: &mut Vec<u64>) {
    let mut look = |value: Result<pointers_core::Ref<Value>>| {
        seen.extend(value.ok().map(|value| value.look()));
    };
    look(at!(element, inner, value).__pointers_p_look());
    look(at!(element, last).__pointers_p_look());
    for index in 0..3 {
        let at = At(at!(element, inner, list), index).__pointers_p_at();
        look(at.and_then(|at| {
            let Ok(value) = at.__pointers_p_field(|m| &m.0);
            value.__pointers_p_look()
        }));
    }
    // It may not be aligned for a guard: moved out, and in again.
    if let Ok(value) = raw!(element, packed, value).and_then(|value| Ok((value, value.take()?))) {
        seen.push(value.1.look());
        if let Err(error) = value.0.write(value.1) {
            fault(format!("there is no way back: {error}"));
        }
    }
}

fn compare() {
    let live = LIVE.with_borrow(|live| live.iter().copied().collect::<Vec<_>>());
    let seen = in_memory();
    if seen != live {
        fault(format!("{live:?} live, and {seen:?} are in memory"));
    }
}

fn values_are_in_one_place(panics: bool) {
    for round in 0..300 {
        PANICS.set(panics);
        drop(catch_unwind(step));
        DEPTH.set(0);
        // Looking describes the blocks: not always, so that others are seen, too.
        if round % 50 == 49 {
            PANICS.set(false);
            DEPTH.set(DEEPEST);
            compare();
            DEPTH.set(0);
        }
    }
    DEPTH.set(DEEPEST);
    for block in BLOCKS.take() {
        drop(catch_unwind(|| each!(block, p => drop(free(p)))));
    }
    DEPTH.set(0);
    let left = LIVE.take();
    assert!(left.is_empty(), "nobody dropped {left:?}");
    let faults = FAULTS.take();
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn drops_that_do_it_again() {
    with_seeds(120, || values_are_in_one_place(false));
}

#[test]
fn drops_that_panic() {
    with_seeds(120, || values_are_in_one_place(true));
}
