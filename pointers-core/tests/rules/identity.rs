//! `id()`: which block, and which place in it.

use std::collections::{HashMap, HashSet};

use pointers_core::{MallocPointer, PointerId, Result, calloc, free, malloc, realloc};

use crate::common::on_both_handles;

on_both_handles!(an_identity_is_of_a_place_in_a_block, 4 of u32, |p| {
    let copy = p;
    assert_eq!(copy.id(), p.id());
    let places: HashSet<PointerId> = (0..5).map(|n| (p + n).id()).collect();
    assert_eq!(places.len(), 5);
    assert_eq!(p.add(2)?.id(), (p + 2).id());
    assert_eq!((p + 3 - 3).id(), p.id());
    assert_eq!(p.add(1)?.id().cmp(&p.id()), p.add(1)?.cmp(&p));
    free(p)?;
});

on_both_handles!(an_identity_survives_a_realloc, 2 of u64, |p| {
    let (id, next) = (p.id(), (p + 1).id());
    let old = p + 1;
    let mut grown = p;
    for elements in [10_000, 3, 20_000] {
        grown = realloc(grown, elements * 8)?;
        assert_eq!([p.id(), grown.id()], [id, id]);
        assert_eq!([(p + 1).id(), (grown + 1).id(), old.id()], [next; 3]);
    }
    free(grown)?;
    // As old as its block, it stays what it was.
    assert_eq!((p.id(), old.id()), (id, next));
});

/// What a map that is keyed by handles gets wrong.
#[test]
fn no_block_has_the_identity_of_another() -> Result<()> {
    let p = malloc::<u64>(8)?;
    let mut by_address = HashMap::from([(p, "note")]);
    let mut by_identity = HashMap::from([(p.id(), "note")]);
    free(p)?;
    let mut taken_for_it = 0;
    for _ in 0..5000 {
        let q = malloc::<u64>(8)?;
        taken_for_it += usize::from(by_address.contains_key(&q));
        assert!(!by_identity.contains_key(&q.id()));
        free(q)?;
    }
    for _ in 0..5000 {
        let q = realloc(malloc::<u64>(8)?, 16)?;
        assert!(!by_identity.contains_key(&q.id()));
        free(q)?;
        assert!(!by_identity.contains_key(&q.id()));
    }
    assert!(taken_for_it > 0 || cfg!(pointers_no_spare));
    by_address.remove(&p);
    assert_eq!(by_identity.remove(&p.id()), Some("note"));
    Ok(())
}

#[test]
fn null_has_one_identity() -> Result<()> {
    let null = MallocPointer::<u8>::null();
    assert_eq!(null.id(), MallocPointer::<u8>::null().id());
    let p = calloc::<u8>(1, 1)?;
    assert_ne!(p.id(), null.id());
    assert!(format!("{:?}", p.id()).contains(&format!("{:#x}", p.address())));
    free(p)
}

#[test]
fn an_identity_may_go_to_another_thread() -> Result<()> {
    let p = malloc::<u8>(1)?;
    let id = p.id();
    let same = std::thread::spawn(move || id).join();
    assert_eq!(same.ok(), Some(p.id()));
    free(p)
}
