//! `Owned` frees when it is dropped.

use pointers_core::{MallocPointer, Owned, Result, calloc, free, heap, malloc};

use crate::common::{Log, Noted, fails, panics};

#[test]
fn it_frees_its_block_and_drops_what_is_in_it() -> Result<()> {
    let log = Log::new();
    let copy;
    {
        let p = Owned::new(malloc::<Noted>(size_of::<Noted>())?);
        copy = *p;
        p.write(log.value(1))?;
        assert_eq!(*p.borrow()?, 1);
        assert_eq!(log.dropped(), []);
    }
    assert_eq!(log.dropped(), [1]);
    fails!(copy.borrow(), Memory);
    assert_eq!(heap::stats().live_blocks, 0);
    Ok(())
}

#[test]
fn it_frees_when_a_panic_passes() {
    assert!(panics(|| {
        let _p = Owned::new(calloc::<u32>(3, 28).unwrap());
        panic!("on the way");
    }));
    assert_eq!(heap::stats().live_blocks, 0);
}

#[test]
fn into_inner_keeps_the_block() -> Result<()> {
    let p = Owned::new(malloc::<u32>(4)?).into_inner();
    p.write(7)?;
    assert_eq!(p.read()?, 7);
    free(p)
}

#[test]
fn what_cannot_be_freed_is_left_alone() -> Result<()> {
    let p = malloc::<u32>(8)?;
    p.fill(7, 2)?;
    // Freed already, away from the start, NULL, borrowed.
    let freed = malloc::<u32>(4)?;
    free(freed)?;
    drop(Owned::new(freed));
    drop(Owned::new(p.add(1)?));
    drop(Owned::new(MallocPointer::<u32>::null()));
    let guard = p.borrow()?;
    drop(Owned::new(p));
    assert_eq!(*guard, 7);
    drop(guard);
    assert_eq!(p.read()?, 7);
    free(p)
}
