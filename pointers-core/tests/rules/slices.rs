//! Runs of elements, `str` and `[U]`.

use pointers_core::traits::SlicePointer;
use pointers_core::{Result, calloc, calloc_safe, free, malloc};

use crate::common::{Log, Noted, fails, on_both_handles};

on_both_handles!(a_run_is_read_and_changed_in_place, 5 of u32, |p| {
    p.copy_from_slice(&[5, 3, 1, 4, 2])?;
    p.add(1)?.borrow_slice_mut(3)?.sort_unstable();
    assert_eq!(*p.borrow_slice(5)?, [5, 1, 3, 4, 2]);
    assert_eq!(p.add(2)?.values().collect::<Result<Vec<_>>>()?, [3, 4, 2]);
    assert_eq!(p.values().len(), 5);
    free(p)?;
});

on_both_handles!(copies_may_overlap, 6 of u8, |p| {
    p.copy_from_slice(b"abcdef")?;
    p.add(2)?.copy_from(p, 4)?;
    assert_eq!(&*p.borrow_slice(6)?, b"ababcd");
    p.copy_from(p.add(1)?, 5)?;
    assert_eq!(&*p.borrow_slice(6)?, b"babcdd");
    p.copy_from(p, 6)?;
    assert_eq!(&*p.borrow_slice(6)?, b"babcdd");
    free(p)?;
});

#[test]
fn copies_go_between_handle_types() -> Result<()> {
    let (p, c) = (malloc::<u16>(6)?, calloc::<u16>(3, 2)?);
    p.copy_from(c, 3)?;
    assert_eq!(*p.borrow_slice(3)?, [0, 0, 0]);
    p.copy_from_slice(&[1, 2, 3])?;
    c.add(1)?.copy_from(p, 2)?;
    assert_eq!(*c.borrow_slice(3)?, [0, 1, 2]);
    free(p)?;
    free(c)
}

on_both_handles!(an_empty_run_is_nothing, 2 of u32, |p| {
    // Even where nothing is assigned.
    for n in 0..=2 {
        let q = p.add(n)?;
        assert!(q.borrow_slice(0)?.is_empty());
        assert!(q.borrow_slice_mut(0)?.is_empty());
        q.copy_from_slice(&[])?;
        q.copy_from(p, 0)?;
        q.fill(1, 0)?;
    }
    assert!(!p.assigned());
    // Nor is it in the way, or has anything in its.
    let guard = p.borrow_slice(0)?;
    p.fill(1, 2)?;
    drop(p.borrow_slice_mut(2)?);
    free(p)?;
    assert!(guard.is_empty());
});

/// In the middle of what is lent, as another type sees it, a run of nothing is still nothing.
#[test]
fn an_empty_run_is_not_borrowed() -> Result<()> {
    let p = malloc::<u32>(8)?;
    p.fill(1, 2)?;
    let middle = p.cast::<u8>()?.add(2)?;
    let all = p.borrow_slice_mut(2)?;
    middle.copy_from_slice(&[])?;
    middle.copy_from(middle, 0)?;
    middle.fill(1, 0)?;
    assert!(middle.borrow_slice_mut(0)?.is_empty());
    fails!(middle.borrow_slice(1), Borrow);
    drop(all);
    free(p)
}

on_both_handles!(a_fill_drops_what_was_there, 4 of Noted, |p| {
    let log = Log::new();
    p.add(1)?.write(log.value(1))?;
    p.add(3)?.write(log.value(3))?;
    p.fill(log.value(9), 3)?;
    let mut dropped = log.dropped();
    dropped.sort_unstable();
    assert_eq!(dropped, [1, 9]);
    let numbers: Vec<_> = p.borrow_slice(4)?.iter().map(|value| value.number).collect();
    assert_eq!(numbers, [9, 9, 9, 3]);
    // One that fails drops its value and changes nothing.
    assert!(p.add(3)?.fill(log.value(5), usize::MAX).is_err());
    assert_eq!(log.dropped(), [5]);
    free(p)?;
    assert_eq!(log.dropped(), [9, 9, 9, 3]);
});

on_both_handles!(a_failed_copy_writes_nothing, 4 of u8, |p| {
    p.fill(1, 3)?;
    assert!(p.copy_from_slice(&[9; 5]).is_err());
    fails!(p.copy_from(p.add(2)?, 2), Dereference);
    fails!(p.add(3)?.read(), Dereference);
    assert_eq!(*p.borrow_slice(3)?, [1; 3]);
    free(p)?;
});

#[test]
fn text_is_stored_in_the_memory_itself() -> Result<()> {
    let p = malloc::<str>(8)?;
    p.write("aé€")?;
    assert_eq!(p.read()?, "aé€");
    assert_eq!(p.borrow()?.len(), 6);
    assert_eq!(p.borrow()?.as_ptr().addr(), p.address());
    assert_eq!(p.replace("x")?, "aé€");
    assert_eq!(SlicePointer::take(p)?, "x");
    assert!(!p.assigned());
    p.write("")?;
    assert_eq!(p.read()?, "");
    assert!(p.assigned());
    free(p)
}

#[test]
fn each_chunk_of_text_has_its_own_length() -> Result<()> {
    let p = calloc_safe::<str>(4, 8)?;
    p.add(2)?.write("two")?;
    p.write("zero")?;
    assert_eq!(
        (p.read()?, p.add(2)?.read()?),
        ("zero".to_owned(), "two".to_owned())
    );
    fails!(p.add(1)?.read(), Dereference);
    fails!(p.add(3)?.read(), Dereference);
    p.add(1)?.write("eightlet")?;
    assert_eq!(p.read()?, "zero");
    assert_eq!(p.add(2)?.read()?, "two");
    assert_eq!(SlicePointer::take(p.add(2)?)?, "two");
    fails!(p.add(2)?.read(), Dereference);
    free(p)
}

#[test]
fn slices_of_values_without_size_keep_their_length() -> Result<()> {
    let p = malloc::<[()]>(1)?;
    p.write(&[(); 1000])?;
    assert_eq!(p.read()?.len(), 1000);
    assert_eq!(p.borrow()?.len(), 1000);
    free(p)
}

#[test]
fn a_slice_of_structs_is_copied_with_its_padding() -> Result<()> {
    #[derive(Clone, Copy, PartialEq, Debug)]
    struct Padded(u8, u32);

    let values = [Padded(1, 2), Padded(3, 4)];
    let p = malloc::<[Padded]>(size_of_val(&values))?;
    p.write(&values)?;
    assert_eq!(p.read()?, values);
    free(p)
}

#[test]
fn an_empty_run_is_nothing_in_an_empty_block_too() -> Result<()> {
    let p = malloc::<u32>(0)?;
    p.copy_from_slice(&[])?;
    p.copy_from(p, 0)?;
    p.fill(1, 0)?;
    assert!(p.borrow_slice(0)?.is_empty());
    assert!(p.borrow_slice_mut(0)?.is_empty());
    fails!(p.copy_from_slice(&[1]), InvalidSize);
    free(p)
}
