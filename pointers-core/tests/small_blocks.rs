//! Blocks that lie side by side, those that C has, and the way from one to the other: that each keeps what is its own, and
//! that what is gone stays gone.

use std::cell::RefCell;
use std::thread;

use pointers_core::{
    CallocPointer, ErrorKind, MallocPointer, Result, SlicePointer as _, calloc, free, heap, malloc,
    realloc,
};
use pointers_macros::Fields;

/// The same numbers each time.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % end
    }
}

/// A block, what it holds, and a handle from before each reallocation.
struct Known {
    handles: Vec<MallocPointer<u8>>,
    bytes: Vec<u8>,
}

impl Known {
    fn new(size: usize, first: u8) -> Result<Self> {
        let handle = malloc(size)?;
        let bytes: Vec<u8> = (0..size).map(|at| first.wrapping_add(at as u8)).collect();
        handle.copy_from_slice(&bytes)?;
        Ok(Known {
            handles: vec![handle],
            bytes,
        })
    }

    fn newest(&self) -> MallocPointer<u8> {
        *self.handles.last().expect("at least one")
    }

    fn check(&self) -> Result<()> {
        for handle in &self.handles {
            let size = handle.size();
            assert_eq!(size, self.bytes.len());
            assert_eq!(*handle.borrow_slice(size)?, self.bytes);
        }
        Ok(())
    }

    fn resize(&mut self, size: usize, fill: u8) -> Result<()> {
        let (handle, old) = (realloc(self.newest(), size)?, self.bytes.len());
        self.bytes.resize(size, fill);
        if size > old {
            assert_eq!(
                handle.add(old)?.read().unwrap_err().kind(),
                ErrorKind::Dereference
            );
            handle.add(old)?.fill(fill, size - old)?;
        }
        self.handles.push(handle);
        Ok(())
    }

    fn end(self, by_c: bool) -> Result<Vec<MallocPointer<u8>>> {
        if by_c {
            let raw = self.newest().into_raw()?;
            // SAFETY: the block was handed over, with so many bytes.
            let bytes = unsafe { std::slice::from_raw_parts(raw.cast::<u8>(), self.bytes.len()) };
            assert_eq!(bytes, self.bytes);
            // SAFETY: it is C's now.
            unsafe { libc::free(raw) };
        } else {
            free(self.handles[self.handles.len() / 2])?;
        }
        Ok(self.handles)
    }
}

fn size(random: &mut Random) -> usize {
    match random.below(4) {
        0 => 1 + random.below(16),
        1 => [120, 248, 505][random.below(3)] + random.below(20),
        2 => 1 + random.below(140),
        _ => 1 + random.below(2000),
    }
}

fn at_random(seed: u64, steps: usize) -> Result<()> {
    let mut random = Random(seed | 1);
    let (mut live, mut dead) = (Vec::<Known>::new(), Vec::new());
    for step in 0..steps {
        let at = random.below(live.len().max(1));
        match random.below(10) {
            0..4 => live.push(Known::new(size(&mut random), step as u8)?),
            4 | 5 if !live.is_empty() => live[at].resize(size(&mut random), step as u8)?,
            6 if !live.is_empty() => {
                let raw = live[at].newest().into_raw()?;
                let length = live[at].bytes.len();
                dead.append(&mut live[at].handles);
                // SAFETY: the block was just handed over, with so many bytes.
                live[at].handles = vec![unsafe { MallocPointer::from_raw(raw, length)? }];
            }
            7 if random.below(40) == 0 => heap::trim(),
            _ if live.len() > 40 || (step % 3 == 0 && !live.is_empty()) => {
                let by_c = random.below(3) == 0;
                dead.append(&mut live.swap_remove(at).end(by_c)?);
            }
            _ => {}
        }
        if let Some(known) = live.get(at) {
            known.check()?;
        }
        dead.drain(..dead.len().saturating_sub(3000));
        if !dead.is_empty() {
            let gone: MallocPointer<u8> = dead[random.below(dead.len())];
            assert!(gone.freed() && gone.size() == 0);
            let errors = [
                gone.read().err(),
                gone.write(0).err(),
                gone.add(0).err(),
                free(gone).err(),
                realloc(gone, 8).err(),
                gone.into_raw().err(),
            ];
            for error in errors {
                assert_eq!(error.map(|error| error.kind()), Some(ErrorKind::Memory));
            }
        }
    }
    for known in live {
        known.check()?;
        known.end(false)?;
    }
    Ok(())
}

#[test]
fn blocks_of_all_sizes_at_random() -> Result<()> {
    (1..20).try_for_each(|seed| at_random(seed * 7919, 1500))
}

#[test]
fn threads_at_random_and_what_they_leave() {
    for round in 0..6 {
        let threads = [0, 1, 2].map(|number| {
            thread::spawn(move || -> Result<usize> {
                at_random(round * 31 + number * 7 + 3, 400)?;
                // Some stay behind, between others that do not.
                let blocks: Vec<MallocPointer<u64>> =
                    (0..2000).map(|_| malloc(8)).collect::<Result<_>>()?;
                for (at, block) in blocks.iter().enumerate() {
                    block.write(at as u64)?;
                    if at % 700 != 3 {
                        free(*block)?;
                    }
                }
                Ok(heap::stats().live_blocks)
            })
        });
        for thread in threads {
            assert_eq!(thread.join().expect("no panic").expect("no error"), 3);
        }
    }
}

/// What lives in a thread-local until after the heap has ended, and allocates in its destructor.
struct Late(Vec<MallocPointer<u64>>);

impl Drop for Late {
    fn drop(&mut self) {
        let fresh: Vec<MallocPointer<u64>> = (0..100)
            .filter_map(|at| malloc(8 << (at % 7)).ok())
            .collect();
        for (at, block) in self.0.drain(..).enumerate() {
            assert_eq!(block.read().ok(), Some(at as u64));
            assert!(free(block).is_ok() && block.read().is_err());
        }
        for block in fresh {
            assert!(block.write(1).is_ok() && free(block).is_ok());
        }
    }
}

#[test]
fn destructors_that_run_late() {
    thread_local! {
        static LATE: RefCell<Late> = const { RefCell::new(Late(Vec::new())) };
    }
    for _ in 0..20 {
        let thread = thread::spawn(|| -> Result<()> {
            LATE.with(|late| -> Result<()> {
                for value in 0..1500 {
                    let block = malloc(8 << (value % 7))?;
                    block.write(value)?;
                    late.borrow_mut().0.push(block);
                }
                Ok(())
            })
        });
        thread.join().expect("no panic").expect("no error");
    }
}

/// The cell of a block whose values are being dropped is nobody's yet.
#[test]
fn a_drop_allocates_what_is_as_large() -> Result<()> {
    struct Allocates(u64);

    impl Drop for Allocates {
        fn drop(&mut self) {
            for _ in 0..3 {
                let other: MallocPointer<[u64; 4]> = malloc(32).expect("memory");
                other.write([u64::MAX; 4]).expect("room");
                free(other).expect("it lives");
            }
            assert!(self.0 < 4, "the value was written over");
        }
    }

    for _ in 0..100 {
        let block: MallocPointer<Allocates> = malloc(32)?;
        for at in 0..4 {
            block.add(at)?.write(Allocates(at as u64))?;
        }
        free(block)?;
    }
    Ok(())
}

#[test]
fn chunks_begin_as_zero_wherever_they_are() -> Result<()> {
    for round in 0..50_usize {
        let dirt: Vec<MallocPointer<u8>> = (0..20)
            .map(|_| {
                let block = malloc(1 + round * 23 % 512)?;
                block.fill(0xAA, block.size())?;
                Ok(block)
            })
            .collect::<Result<_>>()?;
        dirt.into_iter().try_for_each(free)?;
        let memory: CallocPointer<u16> = calloc(1 + round, 2)?;
        assert!(memory.into_iter().all(|chunk| chunk.read().ok() == Some(0)));
        memory.write(7)?;
        // What is added is zero, too, in the cell and beyond it.
        let longer = realloc(memory, 2 * (round + 2 + round % 5 * 70))?;
        let values: Vec<u16> = longer
            .into_iter()
            .map(|chunk| chunk.read())
            .collect::<Result<_>>()?;
        assert!(values[0] == 7 && values[1..].iter().all(|value| *value == 0));
        assert_eq!(memory.read()?, 7);
        free(longer)?;
    }
    Ok(())
}

#[test]
fn guards_and_gaps_stay_with_their_block() -> Result<()> {
    for size in [24, 128, 136, 512, 520] {
        let p: MallocPointer<u64> = malloc(size)?;
        p.add(1)?.write(1)?;
        assert!(!p.assigned() && p.add(1)?.assigned());
        let guard = p.add(1)?.borrow()?;
        assert_eq!(free(p).unwrap_err().kind(), ErrorKind::Borrow);
        assert_eq!(realloc(p, 600).unwrap_err().kind(), ErrorKind::Borrow);
        assert_eq!(p.into_raw().unwrap_err().kind(), ErrorKind::Borrow);
        drop(guard);
        let moved = realloc(p, 800)?;
        assert!(!p.assigned() && moved.add(1)?.read()? == 1);
        free(p)?;
        let next: MallocPointer<u64> = malloc(size)?;
        assert!((0..size / 8).all(|at| next.add(at).is_ok_and(|next| !next.assigned())));
        free(next)?;
    }
    Ok(())
}

/// More than a small record has room for.
#[test]
fn what_does_not_fit_into_a_small_record() -> Result<()> {
    #[derive(Fields, Clone, Copy)]
    #[fields(crate = pointers_core)]
    struct Many {
        bytes: [u8; 40],
        last: u8,
    }

    let p: MallocPointer<Many> = malloc(2 * size_of::<Many>())?;
    heap::describe(p)?;
    p.write(Many {
        bytes: [1; 40],
        last: 2,
    })?;
    assert_eq!(p.read()?.last, 2);
    assert!(!p.add(1)?.assigned());
    free(p)?;

    let nothing: MallocPointer<[()]> = malloc(8)?;
    for length in [0, 100, 1021, 1022, 1023, 1024, 100_000, 3] {
        nothing.write(&vec![(); length])?;
        assert_eq!(nothing.read()?.len(), length);
    }
    free(nothing)
}

#[test]
fn memory_for_c_can_be_missing_and_nothing_changes() -> Result<()> {
    let p: MallocPointer<u64> = malloc(8)?;
    p.write(7)?;
    let rehearsal = heap::fail_after(0);
    let handed_over = p.into_raw();
    drop(rehearsal);
    match handed_over {
        Err(error) => {
            assert_eq!(error.kind(), ErrorKind::Allocation);
            assert_eq!(p.read()?, 7);
            free(p)
        }
        // Where every block is one of C's.
        Ok(raw) => {
            // SAFETY: it is C's.
            unsafe { libc::free(raw) };
            Ok(())
        }
    }
}

#[test]
fn a_peak_that_is_over_leaves_the_counters_right() -> Result<()> {
    let before = heap::stats();
    let mut random = Random(99);
    let mut blocks: Vec<MallocPointer<u8>> = (0..100_000)
        .map(|at| malloc(1 + at % 128))
        .collect::<Result<_>>()?;
    while !blocks.is_empty() {
        free(blocks.swap_remove(random.below(blocks.len())))?;
    }
    heap::trim();
    let large: Vec<MallocPointer<u8>> = (0..300).map(|_| malloc(1000)).collect::<Result<_>>()?;
    large.into_iter().try_for_each(free)?;
    let after = heap::stats();
    assert_eq!(after.live_blocks, before.live_blocks);
    assert_eq!(after.live_bytes, before.live_bytes);
    assert_eq!(after.frees - before.frees, 100_300);
    assert!(heap::leaks().is_empty());
    Ok(())
}

/// The quick way of `realloc` too says where the user's call is, when there is no memory.
#[test]
fn a_failed_resize_lies_where_it_was_asked_for() {
    let p = pointers_core::malloc::<u8>(8).expect("memory");
    let failing = pointers_core::heap::fail_after(0);
    let error = pointers_core::realloc(p, 5000).expect_err("no memory");
    drop(failing);
    let told = format!("{error:?}");
    let used = told
        .lines()
        .find(|line| line.contains("used"))
        .expect("a place");
    assert!(used.contains(file!()), "{told}");
    pointers_core::free(p).expect("still there");
}
