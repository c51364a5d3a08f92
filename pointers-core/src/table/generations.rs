//! Tests: one slot through its whole range of versions, which unit tests make small: [`word::LAST_VERSION`].

use super::{Slot, word};
use crate::handle::traits::sealed::Sealed;
use crate::{CallocPointer, ErrorKind, MallocPointer, Result, calloc, free, malloc, realloc};

fn slot_of<T>(handle: MallocPointer<T>) -> Slot {
    handle.raw().slot()
}

/// That none of these handles gets at anything, in any way.
fn all_are_dead(handles: &[MallocPointer<u64>]) {
    for handle in handles {
        assert!(handle.freed() && !handle.assigned());
        let errors = [
            handle.read().err(),
            handle.write(0).err(),
            handle.replace(0).err(),
            handle.take().err(),
            handle.borrow().err(),
            handle.add(0).err(),
            (*handle + 1).read().err(),
            free(*handle).err(),
            realloc(*handle, 8).err(),
        ];
        for error in errors {
            assert_eq!(error.map(|error| error.kind()), Some(ErrorKind::Memory));
        }
    }
}

/// Allocates until the slot comes round again. `None` if it does not.
fn wait_for(slot: Slot, value: u64) -> Result<Option<MallocPointer<u64>>> {
    for _ in 0..5000 {
        let p = malloc::<u64>(8)?;
        if slot_of(p) == slot {
            p.write(value)?;
            return Ok(Some(p));
        }
        free(p)?;
    }
    Ok(None)
}

#[test]
fn a_slot_that_is_freed_through_its_whole_range_never_revives_a_handle() -> Result<()> {
    // A slot that no other test's thread has used before: those used come first.
    let mut used = Vec::new();
    let first = loop {
        let p = malloc::<u64>(8)?;
        if word::version(p.raw().key()) == 1 {
            break p;
        }
        used.push(p);
    };
    first.write(0)?;
    let slot = slot_of(first);
    let mut dead = Vec::new();
    let mut next = Some(first);
    while let Some(p) = next {
        assert_eq!(p.read()?, dead.len() as u64);
        all_are_dead(&dead);
        assert_eq!(
            p.read()?,
            dead.len() as u64,
            "a dead handle reached the block"
        );
        free(p)?;
        dead.push(p);
        all_are_dead(&dead);
        next = wait_for(slot, dead.len() as u64)?;
    }
    // From version 1 up to where it was retired, each once.
    let versions: Vec<u32> = dead.iter().map(|p| word::version(p.raw().key())).collect();
    let first = versions[0];
    assert_eq!(versions, (first..word::RETIRED_VERSION).collect::<Vec<_>>());
    assert_eq!(first, 1);
    all_are_dead(&dead);
    used.into_iter().try_for_each(free)
}

#[test]
fn a_block_at_the_end_of_its_range_cannot_be_reallocated_and_stays_as_it_is() -> Result<()> {
    let p = malloc::<u64>(8)?;
    p.write(7)?;
    let slot = slot_of(p);
    let (mut handles, mut current, mut size) = (vec![p], p, 8);
    let error = loop {
        size = if size == 8 { 1 << 16 } else { 8 };
        match realloc(current, size) {
            Ok(fresh) => {
                current = fresh;
                handles.push(fresh);
                // Each is the block it always was, or says that it is too old.
                for handle in &handles {
                    match handle.read() {
                        Ok(value) => assert_eq!(value, 7),
                        Err(error) => assert_eq!(error.kind(), ErrorKind::Memory),
                    }
                }
            }
            Err(error) => break error,
        }
    };
    assert_eq!(error.kind(), ErrorKind::Allocation);
    assert_eq!(
        error.to_string(),
        format!(
            "AllocationError: failed to resize memory to {size} bytes: the block was reallocated more often than can be counted"
        )
    );
    assert_eq!(word::version(current.raw().key()), word::LAST_VERSION - 1);
    // Every block has at least the second half of the range for this.
    assert!(handles.len() as u32 >= word::LAST_VERSION - word::RETIRED_VERSION);

    assert_eq!(current.read()?, 7);
    current.write(8)?;
    assert_eq!(current.borrow()?.clone(), 8);
    assert_eq!(
        realloc(current, 64).unwrap_err().kind(),
        ErrorKind::Allocation
    );
    free(current)?;
    all_are_dead(&handles[handles.len() - 1..]);
    for handle in &handles {
        assert_eq!(handle.read().unwrap_err().kind(), ErrorKind::Memory);
    }
    // The slot is used up, and its last version is nobody's.
    assert!(wait_for(slot, 0)?.is_none());
    all_are_dead(&handles);
    Ok(())
}

#[test]
fn a_chunk_handle_of_an_earlier_version_is_not_mistaken_for_a_later_one() -> Result<()> {
    let memory: CallocPointer<u32> = calloc(4, 4)?;
    let chunks: Vec<_> = memory.into_iter().collect();
    let mut current = memory;
    while let Ok(next) = realloc(current, current.size() + 4) {
        current = next;
        current.write(9)?;
        for (n, chunk) in chunks.iter().enumerate() {
            match chunk.read() {
                Ok(value) => assert_eq!(value, if n == 0 { 9 } else { 0 }),
                Err(error) => assert_eq!(error.kind(), ErrorKind::Memory),
            }
        }
    }
    // It did not move more often than is remembered.
    assert!(chunks.iter().all(|chunk| chunk.read().is_ok()));
    free(current)
}

/// Blocks of both ways at once: freed and reallocated, in whatever slots they get.
#[test]
fn handles_of_all_versions_of_many_slots_stay_dead() -> Result<()> {
    let (mut dead, mut live) = (Vec::new(), Vec::<(MallocPointer<u64>, u64)>::new());
    for round in 0..20_000_u64 {
        let p = malloc::<u64>(8)?;
        p.write(round)?;
        live.push((p, round));
        if round % 3 == 0 {
            let index = (round as usize * 7) % live.len();
            let (p, value) = live[index];
            if let Ok(moved) = realloc(p, 16) {
                live[index] = (moved, value);
            }
        }
        if live.len() > 40 {
            let (p, value) = live.swap_remove((round as usize * 13) % live.len());
            assert_eq!(p.read()?, value);
            free(p)?;
            dead.push(p);
        }
    }
    for p in &dead {
        assert_eq!(p.read().unwrap_err().kind(), ErrorKind::Memory);
        assert_eq!(free(*p).unwrap_err().kind(), ErrorKind::Memory);
    }
    for (p, value) in live {
        assert_eq!(p.read()?, value);
        free(p)?;
    }
    Ok(())
}
