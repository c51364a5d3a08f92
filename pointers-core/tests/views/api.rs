//! `p.view()?`: the same through the API, with the errors of the handle.

use pointers_core::{MallocPointer, Result, calloc, free, malloc, realloc};

use super::{fails, filled};

#[test]
fn it_reads_and_writes_what_the_handle_does() -> Result<()> {
    let p = filled(10)?;
    let view = p.add(2)?.view()?;
    for i in 0..8 {
        assert_eq!(view.get(i)?, i as u32 + 2);
        view.set(i, 100 + i as u32)?;
    }
    assert_eq!(p.add(9)?.read()?, 107);
    fails!(view.get(8), OutOfBounds);
    fails!(view.set(8, 1), OutOfBounds);
    fails!(view.get(usize::MAX), OutOfBounds);
    fails!(view.set(usize::MAX, 1), OutOfBounds);
    let chunks = calloc::<u32>(3, 6)?;
    let of_chunks = chunks.view()?;
    of_chunks.set(2, 5)?;
    assert_eq!((of_chunks.get(0)?, chunks.add(2)?.read()?), (0, 5));
    fails!(of_chunks.get(3), NotEnoughChunks);
    free(chunks)?;
    free(p)
}

#[test]
fn it_fills_a_block_and_names_what_is_missing() -> Result<()> {
    let p: MallocPointer<u32> = malloc(12)?;
    let view = p.view()?;
    fails!(view.get(0), Dereference);
    view.set(0, 1)?;
    fails!(view.get(1), Dereference);
    view.set(2, 3)?;
    fails!(view.get(1), Dereference);
    view.set(1, 2)?;
    assert_eq!((view.get(0)?, view.get(1)?, view.get(2)?), (1, 2, 3));
    free(p)
}

#[test]
fn it_needs_a_block_that_lives() -> Result<()> {
    let p = filled(4)?;
    let view = p.view()?;
    realloc(p, 1 << 20)?;
    // It follows the block, as the handle does, and a view that is made now does so at once.
    assert_eq!((view.get(3)?, p.view()?.get(3)?), (3, 3));
    let lent = p.borrow_mut()?;
    fails!(view.get(0), Borrow);
    fails!(view.set(0, 1), Borrow);
    drop(lent);
    free(p)?;
    fails!(view.get(0), Memory);
    fails!(view.set(0, 1), Memory);
    fails!(p.view(), Memory);
    fails!(MallocPointer::<u8>::null().view(), NullPointer);
    Ok(())
}

#[test]
fn what_is_not_copied_is_dropped_once() -> Result<()> {
    let value = std::rc::Rc::new(());
    let p = malloc::<std::rc::Rc<()>>(2 * size_of::<usize>())?;
    let view = p.view()?;
    view.set(0, value.clone())?;
    view.set(0, value.clone())?;
    view.set(1, value.clone())?;
    assert_eq!(std::rc::Rc::strong_count(&value), 3);
    fails!(view.set(2, value.clone()), OutOfBounds);
    assert_eq!(std::rc::Rc::strong_count(&value), 3);
    free(p)?;
    fails!(view.set(0, value.clone()), Memory);
    assert_eq!(std::rc::Rc::strong_count(&value), 1);
    Ok(())
}
