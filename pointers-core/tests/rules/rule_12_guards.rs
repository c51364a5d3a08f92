//! Rule 12: guards conflict by overlapping elements, not by block.

use pointers_core::traits::SlicePointer;
use pointers_core::{Ref, RefMut, Result, calloc, free, heap, malloc, realloc};

use crate::common::{fails, on_both_handles};

const SHARED: &str = "BorrowError: memory is borrowed";
const MUTABLE: &str = "BorrowError: memory is mutably borrowed";

on_both_handles!(two_elements_of_one_array_can_be_swapped, 2 of String, |p| {
    p.write("a".to_owned())?;
    p.add(1)?.write("b".to_owned())?;
    {
        let (mut first, mut second) = (p.borrow_mut()?, p.add(1)?.borrow_mut()?);
        std::mem::swap(&mut *first, &mut *second);
    }
    assert_eq!((&*p.take()?, &*p.add(1)?.take()?), ("b", "a"));
    free(p)?;
});

on_both_handles!(shared_guards_live_together_and_forbid_changes, 3 of u32, |p| {
    p.fill(7, 3)?;
    let (one, two) = (p.borrow()?, p.borrow()?);
    assert_eq!((*one, *two, p.read()?), (7, 7, 7));
    fails!(p.write(8), Borrow, SHARED);
    fails!(p.take(), Borrow, SHARED);
    fails!(p.replace(8), Borrow, SHARED);
    fails!(p.borrow_mut(), Borrow, SHARED);
    fails!(p.borrow_slice_mut(2), Borrow, SHARED);
    fails!(p.fill(8, 3), Borrow, SHARED);
    fails!(p.copy_from_slice(&[8]), Borrow, SHARED);
    fails!(p.copy_from(p.add(1)?, 1), Borrow, SHARED);
    fails!(free(p), Borrow, SHARED);
    fails!(realloc(p, 64), Borrow, SHARED);
    fails!(p.into_raw(), Borrow, SHARED);
    assert_eq!(*p.borrow_slice(3)?, [7; 3]);
    // One of two guards is not enough.
    drop(one);
    fails!(p.write(8), Borrow, SHARED);
    drop(two);
    p.write(8)?;
    free(p)?;
});

on_both_handles!(a_mutable_guard_forbids_every_other_access_to_its_element, 3 of u32, |p| {
    p.fill(7, 3)?;
    let mut guard = p.add(1)?.borrow_mut()?;
    *guard += 1;
    let lent = p.add(1)?;
    fails!(lent.read(), Borrow, MUTABLE);
    fails!(lent.write(8), Borrow, MUTABLE);
    fails!(lent.take(), Borrow, MUTABLE);
    fails!(lent.replace(8), Borrow, MUTABLE);
    fails!(lent.borrow(), Borrow, MUTABLE);
    fails!(lent.borrow_mut(), Borrow, MUTABLE);
    fails!(p.borrow_slice(2), Borrow, MUTABLE);
    fails!(p.borrow_slice_mut(3), Borrow, MUTABLE);
    fails!(p.copy_from(lent, 1), Borrow, MUTABLE);
    fails!(lent.values().next().unwrap(), Borrow, MUTABLE);
    fails!(lent.cast::<u8>()?.read(), Borrow, MUTABLE);
    fails!(free(p), Borrow, MUTABLE);
    // Its neighbours are free to use, and where it lies can be asked.
    p.write(1)?;
    assert_eq!(p.add(2)?.take()?, 7);
    assert!(lent.assigned() && !lent.freed());
    assert_eq!(lent.offset_from(p)?, 1);
    drop(guard);
    assert_eq!(lent.read()?, 8);
    free(p)?;
});

on_both_handles!(runs_conflict_where_they_overlap, 6 of u8, |p| {
    p.copy_from_slice(&[0, 1, 2, 3, 4, 5])?;
    let mut middle = p.add(2)?.borrow_slice_mut(2)?;
    middle.reverse();
    for (start, count, free_to_use) in [
        (0, 2, true),
        (0, 3, false),
        (1, 1, true),
        (2, 1, false),
        (3, 2, false),
        (4, 2, true),
        (0, 6, false),
        (2, 2, false),
        (3, 0, true),
    ] {
        let run = p.add(start)?;
        assert_eq!(run.borrow_slice(count).is_ok(), free_to_use, "{start} {count}");
        assert_eq!(run.borrow_slice_mut(count).is_ok(), free_to_use, "{start} {count}");
    }
    drop(middle);
    assert_eq!(*p.borrow_slice(6)?, [0, 1, 3, 2, 4, 5]);
    free(p)?;
});

#[test]
fn the_error_says_where_the_guard_was_taken() -> Result<()> {
    let p = malloc::<u32>(8)?;
    p.fill(7, 2)?;
    let line = line!() + 1;
    let guard = p.borrow()?;
    let error = fails!(p.write(1), Borrow);
    let at = error.borrowed_at().unwrap();
    assert_eq!((at.file(), at.line()), (file!(), line));
    assert!(error.allocated_at().is_some() && error.freed_at().is_none());
    assert!(format!("{error:?}").contains(&format!("{}:{line}", file!())));
    drop(guard);
    let line = line!() + 1;
    let guard = p.borrow_slice_mut(2)?;
    let error = fails!(free(p), Borrow);
    assert_eq!(error.borrowed_at().unwrap().line(), line);
    drop(guard);
    free(p)
}

#[test]
fn of_two_guards_of_the_same_bytes_the_error_names_the_one_that_lives() -> Result<()> {
    let p = malloc::<u32>(4)?;
    p.write(7)?;
    for ended in 0..2 {
        let lines = [line!() + 1, line!() + 2];
        let first = p.borrow()?;
        let second = p.borrow()?;
        let mut guards = [Some(first), Some(second)];
        guards[ended] = None;
        let error = fails!(free(p), Borrow, SHARED);
        assert_eq!(error.borrowed_at().unwrap().line(), lines[1 - ended]);
    }
    free(p)
}

on_both_handles!(a_forgotten_guard_keeps_its_elements_for_ever, 2 of u32, |p| {
    p.fill(7, 2)?;
    std::mem::forget(p.borrow_mut()?);
    fails!(p.read(), Borrow, MUTABLE);
    fails!(p.write(1), Borrow, MUTABLE);
    fails!(free(p), Borrow, MUTABLE);
    fails!(realloc(p, 64), Borrow, MUTABLE);
    fails!(p.into_raw(), Borrow, MUTABLE);
    // And nothing but its elements.
    p.add(1)?.write(8)?;
    drop(p.add(1)?.borrow_mut()?);
    fails!(free(p), Borrow, MUTABLE);
    assert!(heap::leaks().iter().any(|leak| leak.size() == 8));
});

on_both_handles!(a_forgotten_shared_guard_can_still_be_read, 2 of u32, |p| {
    p.fill(7, 2)?;
    std::mem::forget(p.borrow()?);
    assert_eq!((p.read()?, *p.borrow()?), (7, 7));
    fails!(p.write(1), Borrow, SHARED);
    fails!(free(p), Borrow, SHARED);
});

#[test]
fn very_many_guards_are_counted() -> Result<()> {
    let p = malloc::<u8>(1)?;
    p.write(7)?;
    let guards: Vec<Ref<u8>> = (0..5000).map(|_| p.borrow()).collect::<Result<_>>()?;
    for guard in guards {
        fails!(free(p), Borrow);
        drop(guard);
    }
    free(p)
}

#[test]
fn a_guard_owns_its_handle() -> Result<()> {
    fn of_a_local() -> Result<Ref<String>> {
        let p = malloc::<String>(size_of::<String>())?;
        p.write("abc".to_owned())?;
        p.borrow()
    }
    let guard = of_a_local()?;
    assert_eq!(*guard, "abc");
    Ok(())
}

#[test]
fn guards_do_what_their_values_do() -> Result<()> {
    use std::collections::hash_map::DefaultHasher;
    use std::hash::{Hash, Hasher};

    let hash = |value: &dyn Fn(&mut DefaultHasher)| {
        let mut hasher = DefaultHasher::new();
        value(&mut hasher);
        hasher.finish()
    };
    let (p, q) = (malloc::<u32>(4)?, malloc::<u32>(4)?);
    p.write(7)?;
    q.write(10)?;
    {
        let (small, large) = (p.borrow()?, q.borrow()?);
        assert_eq!(format!("{small:?} {small} {large:>4}"), "7 7   10");
        assert!(small < large && small != large && small == p.borrow()?);
        assert_eq!(small.cmp(&large), std::cmp::Ordering::Less);
        assert_eq!(small.as_ref(), &7);
        assert_eq!(hash(&|h| small.hash(h)), hash(&|h| 7_u32.hash(h)));
        assert_eq!(small.pow(2), 49);
    }
    let (small, mut large) = (p.borrow_mut()?, q.borrow_mut()?);
    assert_eq!(format!("{small:?} {small} {large:>4}"), "7 7   10");
    assert!(small < large);
    *large += 1;
    assert_eq!(*large, 11);
    drop((small, large));
    free(p)?;
    free(q)
}

#[test]
fn a_guard_of_a_part_keeps_the_whole() -> Result<()> {
    let p = malloc::<(String, u32)>(size_of::<(String, u32)>())?;
    p.write(("abc".to_owned(), 7))?;
    {
        let name: Ref<str> = Ref::map(p.borrow()?, |pair| &*pair.0);
        assert_eq!(&*name, "abc");
        fails!(p.borrow_mut(), Borrow, SHARED);
        fails!(free(p), Borrow, SHARED);
    }
    {
        let mut number: RefMut<u32> = RefMut::map(p.borrow_mut()?, |pair| &mut pair.1);
        *number += 1;
        fails!(p.borrow(), Borrow, MUTABLE);
    }
    assert_eq!(p.borrow()?.1, 8);
    free(p)
}

#[test]
fn text_and_slices_have_guards() -> Result<()> {
    let p = calloc::<str>(2, 8)?;
    p.write("abc")?;
    p.add(1)?.write("def")?;
    p.borrow_mut()?.make_ascii_uppercase();
    let guard = p.borrow()?;
    assert_eq!(&*guard, "ABC");
    fails!(p.write("x"), Borrow, SHARED);
    fails!(SlicePointer::take(p), Borrow, SHARED);
    // The guard's own text, moved into the chunk that it lies in.
    fails!(p.write(&guard), Borrow, SHARED);
    p.add(1)?.write(&guard)?;
    drop(guard);
    assert_eq!(p.add(1)?.read()?, "ABC");
    free(p)?;

    let p = malloc::<[u32]>(12)?;
    p.write(&[3, 1, 2])?;
    p.borrow_mut()?.sort_unstable();
    assert_eq!(*p.borrow()?, [1, 2, 3]);
    free(p)
}

/// What a guard shows is where the value is, not a copy.
#[test]
fn a_guard_is_a_reference_to_the_memory() -> Result<()> {
    let p = malloc::<u32>(8)?;
    p.fill(7, 2)?;
    assert_eq!(
        std::ptr::from_ref(&*p.add(1)?.borrow()?).addr(),
        p.address() + 4
    );
    free(p)
}
