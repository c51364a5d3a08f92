//! Work (i): blocks of many sizes, what follows a peak, and memory that grows by `realloc`.

use std::ops::Range;

use pointers::prelude::*;

use crate::runner::*;

/// Blocks of random sizes, and what follows a peak.
pub(crate) fn mixed(peak: usize) -> Vec<Workload> {
    let mut all = Vec::new();
    for sizes in [8..121, 1..501, 200..4001] {
        for live in [100, 10_000, 100_000] {
            all.push(replaced(sizes.clone(), live));
        }
    }
    all.push(after_a_peak(peak));
    all
}

/// Vectors that double, many small ones and one large one.
pub(crate) fn growing(pushes: usize) -> Vec<Workload> {
    vec![doubling(20_000, 32), doubling(1, pushes)]
}

/// The same numbers for every contender.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.next()) * end as u128) >> 64) as usize
    }
}

/// Memory of any size, whose first byte is used.
pub(crate) trait Bytes: 'static {
    type Block;

    fn allocate(size: usize, first: u8) -> Self::Block;
    fn first(block: &Self::Block) -> u8;
    fn free(block: Self::Block);
}

pub(crate) struct Unchecked;

impl Bytes for Unchecked {
    type Block = *mut u8;

    #[inline(always)]
    fn allocate(size: usize, first: u8) -> *mut u8 {
        // SAFETY: malloc has no preconditions.
        let block = unsafe { libc::malloc(size) }.cast::<u8>();
        assert!(!block.is_null(), "out of memory");
        // SAFETY: the block has a byte.
        unsafe { block.write(first) };
        block
    }

    #[inline(always)]
    fn first(block: &*mut u8) -> u8 {
        // SAFETY: it was written when the block was made.
        unsafe { block.read() }
    }

    #[inline(always)]
    fn free(block: *mut u8) {
        // SAFETY: the block is given back once.
        unsafe { libc::free(block.cast()) };
    }
}

struct Vector;

impl Bytes for Vector {
    type Block = Vec<u8>;

    #[inline(always)]
    fn allocate(size: usize, first: u8) -> Vec<u8> {
        let mut block = Vec::with_capacity(size);
        block.push(first);
        block
    }

    #[inline(always)]
    fn first(block: &Vec<u8>) -> u8 {
        block[0]
    }

    #[inline(always)]
    fn free(block: Vec<u8>) {
        drop(block);
    }
}

pub(crate) struct Checked;

impl Bytes for Checked {
    type Block = MallocPointer<u8>;

    #[inline(always)]
    fn allocate(size: usize, first: u8) -> MallocPointer<u8> {
        let block = malloc(size).expect("memory");
        block.write(first).expect("room");
        block
    }

    #[inline(always)]
    fn first(block: &MallocPointer<u8>) -> u8 {
        block.read().expect("assigned")
    }

    #[inline(always)]
    fn free(block: MallocPointer<u8>) {
        free(block).expect("it lives");
    }
}

pub(crate) const STEPS: usize = 200_000;

/// Replaces a random one of the blocks that live, again and again.
pub(crate) fn replacing<B: Bytes>(sizes: Range<usize>, live: usize) -> impl FnMut() -> u64 {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let mut size = {
        let mut random = Random(0x2545_F491_4F6C_DD1D);
        move || sizes.start + random.below(sizes.len())
    };
    let mut blocks: Vec<B::Block> = (0..live).map(|at| B::allocate(size(), at as u8)).collect();
    move || {
        let mut sum = 0_u64;
        for step in 0..STEPS {
            let at = random.below(blocks.len());
            sum += u64::from(B::first(&blocks[at]));
            let fresh = B::allocate(size(), step as u8);
            B::free(std::mem::replace(&mut blocks[at], fresh));
        }
        sum
    }
}

fn replaced(sizes: Range<usize>, live: usize) -> Workload {
    let (raw, vector, checked) = (sizes.clone(), sizes.clone(), sizes.clone());
    Workload {
        name: format!(
            "(i) random sizes of {} to {}, {live} live",
            sizes.start,
            sizes.end - 1
        ),
        operations: STEPS,
        target: 1.4,
        contenders: vec![
            contender(RAW, move || replacing::<Unchecked>(raw, live)),
            contender("Vec", move || replacing::<Vector>(vector, live)),
            contender(API, move || replacing::<Checked>(checked, live)),
        ],
    }
}

fn after<B: Bytes>(peak: usize) -> impl FnMut() -> u64 {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let mut blocks: Vec<B::Block> = (0..peak).map(|at| B::allocate(8, at as u8)).collect();
    while !blocks.is_empty() {
        B::free(blocks.swap_remove(random.below(blocks.len())));
    }
    replacing::<B>(8..9, 100)
}

fn after_a_peak(peak: usize) -> Workload {
    Workload {
        name: format!("(i) 100 of 8 bytes live, after a peak of {peak}"),
        operations: STEPS,
        target: 1.5,
        contenders: vec![
            contender(RAW, move || after::<Unchecked>(peak)),
            contender("Vec", move || after::<Vector>(peak)),
            contender(API, move || after::<Checked>(peak)),
        ],
    }
}

fn doubling(vectors: usize, pushes: usize) -> Workload {
    let repeated = move |grow: fn(usize) -> u64| move || (0..vectors).map(|_| grow(pushes)).sum();
    Workload {
        name: format!("(i) {vectors} vectors that double up to {pushes}"),
        operations: vectors * pushes,
        target: 2.0,
        contenders: vec![
            contender(RAW, move || repeated(grow_unchecked)),
            contender("Vec", move || repeated(grow_vector)),
            contender(API, move || repeated(|n| grow(n).expect("memory"))),
            contender(MACRO, move || {
                repeated(|n| grow_in_macro(n).expect("memory"))
            }),
        ],
    }
}

const CELL: usize = size_of::<u64>();

fn grow_unchecked(pushes: usize) -> u64 {
    let mut room = 4;
    // SAFETY: malloc has no preconditions.
    let mut values = unsafe { libc::malloc(room * CELL) }.cast::<u64>();
    for at in 0..pushes {
        if at == room {
            room *= 2;
            // SAFETY: the block is C's, and not used afterwards.
            values = unsafe { libc::realloc(values.cast(), room * CELL) }.cast();
            assert!(!values.is_null(), "out of memory");
        }
        // SAFETY: there is room for it.
        unsafe { values.add(at).write(at as u64) };
    }
    // SAFETY: it was written.
    let last = unsafe { values.add(pushes - 1).read() };
    // SAFETY: the block is given back once.
    unsafe { libc::free(values.cast()) };
    last
}

fn grow_vector(pushes: usize) -> u64 {
    let mut values = Vec::new();
    for at in 0..pushes {
        values.push(at as u64);
    }
    values[pushes - 1]
}

fn grow(pushes: usize) -> Result<u64> {
    let mut room = 4;
    let mut values: MallocPointer<u64> = malloc(room * CELL)?;
    for at in 0..pushes {
        if at == room {
            room *= 2;
            values = realloc(values, room * CELL)?;
        }
        values.add(at)?.write(at as u64)?;
    }
    let last = values.add(pushes - 1)?.read()?;
    free(values)?;
    Ok(last)
}

fn grow_in_macro(pushes: usize) -> Result<u64> {
    pointers! {
        let mut room = 4;
        let values: MallocPointer<u64> = malloc(room * CELL);
        for at in 0..pushes {
            if at == room {
                room *= 2;
                realloc(values, room * CELL);
            }
            values[at] <<= at as u64;
        }
        let last = ~values[pushes - 1];
        free(values);
        last
    }
}
