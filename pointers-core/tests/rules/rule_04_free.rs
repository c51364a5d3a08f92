//! Rule 4: after `free` every copy is stale, for ever.

use pointers_core::traits::SlicePointer;
use pointers_core::{
    ErrorKind, MallocPointer, Result, calloc, calloc_safe, free, heap, malloc, realloc,
};

use crate::common::{Log, Noted, fails, on_both_handles};

const FREED: &str = "MemoryError: memory has been freed";

on_both_handles!(every_copy_and_every_derived_handle_is_stale_at_once, 4 of u32, |p| {
    p.fill(7, 4)?;
    let (copy, derived, lazy, end) = (p, p.add(2)?, p + 1, p.add(4)?);
    let cast = p.cast::<u8>()?;
    free(p)?;
    for stale in [p, copy, derived, lazy, end, p + 1, copy - 1] {
        assert!(stale.freed());
        assert!(!stale.assigned());
        fails!(stale.read(), Memory, FREED);
        fails!(stale.write(1), Memory, FREED);
        fails!(stale.take(), Memory, FREED);
        fails!(stale.replace(1), Memory, FREED);
        fails!(stale.borrow(), Memory, FREED);
        fails!(stale.borrow_mut(), Memory, FREED);
        fails!(stale.borrow_slice(1), Memory, FREED);
        fails!(stale.fill(1, 1), Memory, FREED);
        fails!(stale.add(1), Memory, FREED);
        fails!(stale.sub(0), Memory, FREED);
        fails!(stale.offset_from(p), Memory, FREED);
        fails!(realloc(stale, 4), Memory, FREED);
        fails!(stale.into_raw(), Memory, FREED);
        fails!(free(stale), Memory, FREED);
    }
    fails!(cast.read(), Memory, FREED);
});

on_both_handles!(a_second_free_is_a_memory_error, 1 of u32, |p| {
    let copy = p;
    free(copy)?;
    fails!(free(p), Memory, FREED);
    fails!(free(copy), Memory, FREED);
});

on_both_handles!(a_freed_handle_never_becomes_valid_again, 1 of u64, |p| {
    p.write(1)?;
    let old = [p, p + 0, p.add(0)?];
    free(p)?;
    // Far more than wait before a slot is used again, in blocks of the same size, so that addresses return too.
    let mut same_address = 0;
    for round in 0..2000 {
        let next = malloc::<u64>(8)?;
        next.write(round)?;
        same_address += usize::from(next.address() == old[0].address());
        for old in old {
            assert!(old.freed());
            fails!(old.read(), Memory);
            fails!(old.write(2), Memory);
            fails!(free(old), Memory);
        }
        assert_eq!(next.read()?, round);
        free(next)?;
    }
    // Checkers keep freed memory back.
    let _ = same_address;
});

#[test]
fn a_handle_to_a_reused_slot_does_not_see_the_new_block() -> Result<()> {
    let mut stale = Vec::new();
    let mut live = Vec::new();
    for round in 0..3000_u32 {
        let p = malloc::<u32>(4)?;
        p.write(round)?;
        if round % 3 == 0 {
            live.push((p, round));
        } else {
            free(p)?;
            stale.push(p);
        }
    }
    for (p, round) in &live {
        assert_eq!(p.read()?, *round);
    }
    for p in stale {
        fails!(p.read(), Memory);
        assert_eq!(p.size(), 0);
    }
    for (p, _) in live {
        free(p)?;
    }
    Ok(())
}

on_both_handles!(free_away_from_the_start_is_invalid_and_frees_nothing, 3 of u32, |p| {
    p.fill(7, 3)?;
    fails!(
        free(p.add(1)?),
        InvalidFree,
        "InvalidFreeError: pointer is 4 bytes away from the start of its memory"
    );
    fails!(
        free(p - 1),
        InvalidFree,
        "InvalidFreeError: pointer is -4 bytes away from the start of its memory"
    );
    fails!(free(p.add(3)?), InvalidFree);
    fails!(free(p + 1000), InvalidFree);
    assert_eq!(*p.borrow_slice(3)?, [7, 7, 7]);
    // Back at the start, a derived handle frees as well as any.
    free(p.add(2)?.sub(2)?)?;
    fails!(p.read(), Memory);
});

#[test]
fn free_of_null_does_nothing() -> Result<()> {
    let before = heap::stats();
    free(MallocPointer::<u8>::null())?;
    free(pointers_core::CallocPointer::<String>::null())?;
    free(MallocPointer::<str>::default())?;
    assert_eq!(heap::stats(), before);
    Ok(())
}

on_both_handles!(what_the_block_holds_is_dropped, 4 of Noted, |p| {
    let log = Log::new();
    for n in [0, 1, 3] {
        p.add(n)?.write(log.value(n as u32))?;
    }
    free(p)?;
    assert_eq!(log.dropped(), [0, 1, 3]);
    fails!(free(p), Memory);
    assert_eq!(log.dropped(), []);
});

on_both_handles!(what_was_taken_is_not_dropped_again, 3 of Noted, |p| {
    let log = Log::new();
    for n in 0..3 {
        p.add(n)?.write(log.value(n as u32))?;
    }
    let taken = p.add(1)?.take()?;
    free(p)?;
    assert_eq!(log.dropped(), [0, 2]);
    drop(taken);
    assert_eq!(log.dropped(), [1]);
});

#[test]
fn a_block_of_text_is_freed_like_any() -> Result<()> {
    let p = calloc_safe::<str>(3, 8)?;
    p.add(1)?.write("abc")?;
    free(p)?;
    fails!(p.read(), Memory, FREED);
    fails!(p.write("x"), Memory, FREED);
    fails!(SlicePointer::take(p), Memory, FREED);
    fails!(p.replace("x"), Memory, FREED);
    Ok(())
}

#[test]
fn properties_of_a_freed_handle_are_plain_values() -> Result<()> {
    let p = calloc_safe::<u32>(3, 28)?.add(2)?;
    let address = p.address();
    free(p.sub(2)?)?;
    assert_eq!(
        (p.size(), p.chunks(), p.chunk_size(), p.current_index()),
        (0, 0, 0, 0)
    );
    assert!(p.freed() && !p.safe() && !p.assigned() && !p.is_null());
    assert_eq!(p.address(), address);
    assert_eq!(
        format!("{p:?}"),
        format!("<pointer to 0 bytes of memory at {address:#x}>")
    );
    // A loop over it meets the error.
    let chunks: Vec<_> = p.into_iter().collect();
    assert_eq!(chunks.len(), 1);
    fails!(chunks[0].read(), Memory, FREED);
    Ok(())
}

#[test]
fn the_error_names_the_three_places() -> Result<()> {
    let allocated = line!() + 1;
    let p = malloc::<u32>(4)?;
    let freed = line!() + 1;
    free(p)?;
    let used = line!() + 1;
    let error = p.read().unwrap_err();
    assert_eq!(error.used_at().line(), used);
    assert_eq!(error.allocated_at().unwrap().line(), allocated);
    assert_eq!(error.freed_at().unwrap().line(), freed);
    let again = fails!(free(p), Memory);
    assert_eq!(again.allocated_at().unwrap().line(), allocated);
    assert_eq!(again.freed_at().unwrap().line(), freed);
    Ok(())
}

/// The places of a block are its own or none, never those of the block that has its slot now.
#[test]
fn forgotten_places_are_none() -> Result<()> {
    let old = malloc::<u8>(1)?;
    free(old)?;
    let own = old.read().unwrap_err();
    let (allocated, freed) = (own.allocated_at().unwrap(), own.freed_at().unwrap());
    let mut forgotten = false;
    for _ in 0..3000 {
        free(malloc::<u8>(1)?)?;
        let error = fails!(old.read(), Memory);
        match (error.allocated_at(), error.freed_at()) {
            (Some(a), Some(f)) => assert!(!forgotten && (a, f) == (allocated, freed)),
            (None, None) => forgotten = true,
            mixed => panic!("{mixed:?}"),
        }
    }
    assert!(forgotten, "the slot was never used again");
    Ok(())
}

/// "so that the ordinary use after free names all three places"
#[test]
fn the_places_of_the_last_frees_are_remembered() -> Result<()> {
    let blocks: Vec<_> = (0..500).map(|_| malloc::<u8>(1)).collect::<Result<_>>()?;
    for block in &blocks {
        free(*block)?;
    }
    for block in &blocks {
        let error = fails!(block.read(), Memory);
        assert!(error.allocated_at().is_some() && error.freed_at().is_some());
    }
    Ok(())
}

/// For as long as so many others are freed, whatever becomes of the memory meanwhile.
#[test]
fn the_places_of_a_free_outlast_those_that_follow() -> Result<()> {
    let old = malloc::<u8>(16)?;
    let reallocated = realloc(malloc::<u8>(1000)?, 16)?;
    let chunks = calloc::<u8>(2, 8)?;
    free(old)?;
    free(reallocated)?;
    free(chunks)?;
    for round in 0..250 {
        let block = malloc::<u8>(16)?;
        block.write(1)?;
        free(block)?;
        if round % 100 == 99 {
            heap::trim();
        }
    }
    for error in [
        old.read().unwrap_err(),
        reallocated.read().unwrap_err(),
        chunks.read().unwrap_err(),
    ] {
        assert_eq!(error.kind(), ErrorKind::Memory);
        assert!(error.allocated_at().is_some() && error.freed_at().is_some());
        assert!(format!("{error:?}").contains("16 bytes"), "{error:?}");
    }
    Ok(())
}
