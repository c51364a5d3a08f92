//! Work (a) to (d): single integers.

use std::hint::black_box;

use pointers::prelude::*;

use crate::contenders::*;
use crate::runner::*;

/// (a) One cell at a time: allocate, write, read, free.
pub(crate) fn life() -> Workload {
    const TIMES: u64 = 100_000;

    fn run<C: Cells>() -> u64 {
        let mut arena = C::Arena::default();
        let mut sum = 0_u64;
        for value in 0..TIMES {
            let cell = black_box(C::allocate(&mut arena, value));
            sum = sum.wrapping_add(C::read(&arena, &cell));
            C::free(&mut arena, cell);
        }
        sum
    }

    fn through_macro() -> Result<u64> {
        pointers! {
            let mut sum = 0_u64;
            for value in 0..TIMES {
                let cell = malloc(8);
                cell <<= value;
                black_box(cell);
                sum = sum.wrapping_add(~cell);
                free(cell);
            }
            sum
        }
    }

    Workload {
        name: "(a) allocate, write, read, free".into(),
        operations: TIMES as usize,
        target: 1.35,
        contenders: vec![
            contender(RAW, || run::<Raw>),
            contender(BOX, || run::<Boxes>),
            contender(RC, || run::<Rcs>),
            contender(SLOTMAP, || run::<SlotMaps>),
            contender(DENSE, || run::<DenseSlotMaps>),
            contender(GENERATIONAL, || run::<GenerationalBoxes>),
            contender(THUNDERDOME, || run::<Thunderdome>),
            contender(API, || run::<Api>),
            contender(MACRO, || || through_macro().expect("no error")),
        ],
    }
}

/// What to do with all live cells.
#[derive(Clone, Copy, PartialEq)]
enum Access {
    Read,
    Write,
}

/// In which order to reach them.
#[derive(Clone, Copy, PartialEq)]
enum Order {
    Random,
    Sequential,
}

/// (b) to (d) Reads and writes of many live cells, in the order in which they were allocated and at random.
pub(crate) fn accesses(count: usize) -> Vec<Workload> {
    let (sequential, random) = if count > 100_000 {
        (1.5, 2.0)
    } else {
        (2.0, 2.0)
    };
    [
        ("(b) read, random", Access::Read, Order::Random, random),
        (
            "(c) read, sequential",
            Access::Read,
            Order::Sequential,
            sequential,
        ),
        ("(d) write, random", Access::Write, Order::Random, random),
        (
            "(d) write, sequential",
            Access::Write,
            Order::Sequential,
            sequential,
        ),
    ]
    .map(|(name, access, order, target)| {
        let passes = (1_000_000 / count).max(1);
        Workload {
            name: format!("{name}, {count} cells"),
            operations: count * passes,
            target,
            contenders: vec![
                over::<Raw>(RAW, count, passes, access, order),
                over::<Boxes>(BOX, count, passes, access, order),
                over::<Rcs>(RC, count, passes, access, order),
                over::<SlotMaps>(SLOTMAP, count, passes, access, order),
                over::<DenseSlotMaps>(DENSE, count, passes, access, order),
                over::<GenerationalBoxes>(GENERATIONAL, count, passes, access, order),
                over::<Thunderdome>(THUNDERDOME, count, passes, access, order),
                over::<Api>(API, count, passes, access, order),
                over_macro(count, passes, access, order),
            ],
        }
    })
    .into()
}

/// Live cells of one contender, in the order in which they are reached.
struct Live<C: Cells> {
    arena: C::Arena,
    cells: Vec<C::Cell>,
}

impl<C: Cells> Live<C> {
    fn new(count: usize, order: Order) -> Self {
        let mut arena = C::Arena::default();
        let mut cells: Vec<_> = (0..count as u64)
            .map(|value| C::allocate(&mut arena, value))
            .collect();
        if order == Order::Random {
            shuffle(&mut cells);
        }
        Live { arena, cells }
    }

    fn read(&self) -> u64 {
        let mut sum = 0_u64;
        for cell in &self.cells {
            sum = sum.wrapping_add(C::read(&self.arena, cell));
        }
        sum
    }

    fn write(&mut self) {
        for (value, cell) in self.cells.iter_mut().enumerate() {
            C::write(&mut self.arena, cell, value as u64);
        }
    }
}

fn over<C: Cells>(
    name: &'static str,
    count: usize,
    passes: usize,
    access: Access,
    order: Order,
) -> Contender {
    contender(name, move || {
        let mut live = Live::<C>::new(count, order);
        move || match access {
            Access::Read => {
                (0..passes).fold(0, |sum: u64, _| sum.wrapping_add(black_box(&live).read()))
            }
            Access::Write => {
                for _ in 0..passes {
                    black_box(&mut live).write();
                }
                C::read(&live.arena, &live.cells[count / 2])
            }
        }
    })
}

fn over_macro(count: usize, passes: usize, access: Access, order: Order) -> Contender {
    fn read(cells: &[MallocPointer<u64>]) -> Result<u64> {
        pointers! {
            let mut sum = 0_u64;
            for cell in cells {
                sum = sum.wrapping_add(~cell);
            }
            sum
        }
    }

    fn write(cells: &[MallocPointer<u64>]) -> Result<()> {
        pointers! {
            for (value, &cell) in cells.iter().enumerate() {
                cell <<= value as u64;
            }
        }
    }

    contender(MACRO, move || {
        let live = Live::<Api>::new(count, order);
        move || match access {
            Access::Read => (0..passes).fold(0, |sum: u64, _| {
                sum.wrapping_add(read(black_box(&live.cells)).expect("no error"))
            }),
            Access::Write => {
                for _ in 0..passes {
                    write(black_box(&live.cells)).expect("no error");
                }
                live.cells[count / 2].read().expect("no error")
            }
        }
    })
}

/// The same order each time (xorshift).
pub(crate) fn shuffle<T>(values: &mut [T]) {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    for last in (1..values.len()).rev() {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        values.swap(last, (state % (last as u64 + 1)) as usize);
    }
}
