//! A panic of ordinary Rust names the operator's line and column in the user's file.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Mutex;

use pointers::prelude::*;

thread_local! {
    static PLACE: Cell<(u32, u32)> = const { Cell::new((0, 0)) };
}

/// Line and column of the panic in `f`.
fn place_of(f: impl FnOnce()) -> (u32, u32) {
    PLACE.set((0, 0));
    let _ = panic::catch_unwind(AssertUnwindSafe(f));
    PLACE.get()
}

struct Node {
    value: u8,
    signed: i8,
    row: [u8; 2],
    all: Vec<u8>,
}

struct Memory {
    byte: MallocPointer<u8>,
    bytes: MallocPointer<u8>,
    least: MallocPointer<i8>,
    row: MallocPointer<[u8; 2]>,
    node: MallocPointer<Node>,
}

/// What is there to panic with: a `u8` of 255, a `u8` of 0, an `i8` of -128, an index and a shift that are too large.
struct Rust {
    top: u8,
    zero: u8,
    least: i8,
    big: usize,
    row: [u8; 2],
    all: Vec<u8>,
}

fn values() -> Rust {
    Rust {
        top: 255,
        zero: 0,
        least: -128,
        big: 9,
        row: [255, 0],
        all: vec![255, 0],
    }
}

fn memory() -> Result<Memory> {
    let memory = Memory {
        byte: malloc(1)?,
        bytes: malloc(2)?,
        least: malloc(1)?,
        row: malloc(2)?,
        node: malloc(size_of::<Node>())?,
    };
    memory.byte.write(0)?;
    memory.bytes.write(0)?;
    memory.bytes.add(1)?.write(255)?;
    memory.least.write(-128)?;
    memory.row.write([0, 255])?;
    memory.node.write(Node {
        value: 0,
        signed: -128,
        row: [0, 255],
        all: vec![0, 255],
    })?;
    Ok(memory)
}

fn places_of(count: usize, program: impl Fn(usize) -> Result<()>) -> Vec<(u32, u32)> {
    static HOOK: Mutex<()> = Mutex::new(());
    let alone = HOOK.lock();
    let before = panic::take_hook();
    panic::set_hook(Box::new(|info| {
        let place = info
            .location()
            .map_or((0, 0), |at| (at.line(), at.column()));
        PLACE.set(place);
    }));
    let places = (0..count).map(|n| place_of(|| drop(program(n)))).collect();
    panic::set_hook(before);
    drop(alone);
    places
}

#[path = "lines_programs.rs"]
mod programs;

/// Where `/*@*/`, or the statement of each arm, stands in the function `name`.
fn marks(name: &str) -> Vec<(u32, u32)> {
    let function = format!("fn {name}(");
    let lines = include_str!("lines_programs.rs").lines().zip(1..);
    let body = lines.skip_while(|(line, _)| !line.contains(&function));
    let arms = body.filter(|(line, _)| line.contains(" => { "));
    arms.map(|(line, number)| {
        let mark = line.find("/*@*/").map(|at| at + 5);
        let statement = line.find("{ ").map(|at| at + 2);
        let at = mark.or(statement).unwrap_or_default();
        (number, u32::try_from(at).unwrap_or_default() + 1)
    })
    .collect()
}

#[test]
fn of_ordinary_rust() {
    let rust = places_of(ORDINARY, programs::rust::ordinary);
    assert_eq!(rust, places_of(ORDINARY, programs::ours::ordinary));
    assert!(rust.iter().all(|&place| place != (0, 0)), "{rust:?}");
}

#[test]
fn of_what_handles_point_to() {
    let marks = marks("through_handles");
    assert_eq!(marks.len(), HANDLES);
    assert_eq!(marks, places_of(HANDLES, programs::through_handles));
}

const ORDINARY: usize = 44;
const HANDLES: usize = 42;
