//! Rule 11: user code never runs between a check and its access.
//!
//! `Actor` runs whatever it is given when it is dropped or cloned; the tests let it do everything that could hurt.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use pointers_core::{
    CallocPointer, MallocPointer, Result, calloc_safe, free, heap, malloc, realloc,
};

use crate::common::{Log, Noted, fails, on_both_handles, panics};

type Act = Rc<dyn Fn(u32)>;

/// Runs code of the test's when it is dropped, once it is switched on.
struct Actor {
    number: u32,
    act: Act,
}

impl Actor {
    fn new(number: u32, act: impl Fn(u32) + 'static) -> Self {
        Actor {
            number,
            act: Rc::new(act),
        }
    }
}

impl Drop for Actor {
    fn drop(&mut self) {
        (self.act)(self.number);
    }
}

const SIZE: usize = size_of::<Actor>();

#[test]
fn write_drops_the_old_value_when_the_new_one_is_in_place() -> Result<()> {
    let p = malloc::<Actor>(SIZE)?;
    let seen = Rc::new(Cell::new(0));
    let note = Rc::clone(&seen);
    p.write(Actor::new(1, move |_| note.set(p.borrow().unwrap().number)))?;
    p.write(Actor::new(2, |_| ()))?;
    assert_eq!(seen.get(), 2);
    free(p)
}

on_both_handles!(a_drop_may_write_to_its_own_place, 1 of Actor, |p| {
    let log = Log::new();
    let note = log.clone();
    p.write(Actor::new(1, move |number| {
        note.note(number);
        let inner = note.clone();
        p.write(Actor::new(3, move |number| inner.note(number))).unwrap();
    }))?;
    let inner = log.clone();
    p.write(Actor::new(2, move |number| inner.note(number)))?;
    // 2 was in place when 1 was dropped, which put 3 there instead.
    assert_eq!(log.dropped(), [1, 2]);
    assert_eq!(p.borrow()?.number, 3);
    free(p)?;
    assert_eq!(log.dropped(), [3]);
});

on_both_handles!(a_drop_in_write_may_free_the_block, 1 of Actor, |p| {
    let log = Log::new();
    p.write(Actor::new(1, move |_| free(p).unwrap()))?;
    let note = log.clone();
    p.write(Actor::new(2, move |number| note.note(number)))?;
    assert_eq!(log.dropped(), [2]);
    fails!(p.borrow(), Memory);
});

on_both_handles!(a_drop_in_write_may_reallocate_the_block, 1 of Actor, |p| {
    p.write(Actor::new(1, move |_| {
        realloc(p, SIZE << 14).unwrap();
    }))?;
    p.write(Actor::new(2, |_| ()))?;
    assert_eq!(p.borrow()?.number, 2);
    assert_eq!(p.size(), SIZE << 14);
    free(p)?;
});

on_both_handles!(free_makes_the_block_stale_and_then_drops, 2 of Actor, |p| {
    let errors = Rc::new(RefCell::new(Vec::new()));
    for n in 0..2 {
        let errors = Rc::clone(&errors);
        p.add(n)?.write(Actor::new(n as u32, move |_| {
            let mut errors = errors.borrow_mut();
            errors.push(p.borrow().err());
            errors.push(p.add(1).err());
            errors.push(p.take().err());
            errors.push(p.write(Actor::new(9, |_| ())).err());
            errors.push(realloc(p, SIZE).err());
            errors.push(free(p).err());
        }))?;
    }
    free(p)?;
    let errors = errors.take();
    assert_eq!(errors.len(), 12);
    for error in errors {
        let error = error.expect("an error");
        assert_eq!(error.kind(), pointers_core::ErrorKind::Memory);
        assert!(error.freed_at().is_some());
    }
});

on_both_handles!(a_drop_in_free_may_allocate_and_free_others, 3 of Actor, |p| {
    let before = heap::stats().live_blocks;
    let other = malloc::<Actor>(SIZE)?;
    other.write(Actor::new(8, |_| free(malloc::<u8>(1).unwrap()).unwrap()))?;
    for n in 0..3 {
        p.add(n)?.write(Actor::new(n as u32, move |number| {
            // Blocks like this one, which might get its slot and its memory.
            for _ in 0..600 {
                let next = malloc::<usize>(3 * SIZE).unwrap();
                next.fill(usize::MAX, 3 * SIZE / size_of::<usize>()).unwrap();
                free(next).unwrap();
            }
            if number == 1 {
                free(other).unwrap();
            }
        }))?;
    }
    free(p)?;
    assert_eq!(heap::stats().live_blocks, before - 1);
});

/// A list that frees itself through its handles, as deep as it is long.
#[test]
fn nodes_that_free_the_next_one_in_their_drop() -> Result<()> {
    struct Node(CallocPointer<Node>, Rc<Cell<u32>>);

    impl Drop for Node {
        fn drop(&mut self) {
            self.1.set(self.1.get() + 1);
            free(self.0).unwrap();
        }
    }

    let drops = Rc::new(Cell::new(0));
    let mut first = CallocPointer::null();
    for _ in 0..500 {
        let node = calloc_safe::<Node>(1, size_of::<Node>())?;
        node.write(Node(first, Rc::clone(&drops)))?;
        first = node;
    }
    free(first)?;
    assert_eq!(drops.get(), 500);
    assert_eq!(heap::stats().live_blocks, 0);
    Ok(())
}

/// Two nodes that each free the other, and so itself.
#[test]
fn a_cycle_whose_nodes_free_each_other() -> Result<()> {
    let (a, b) = (malloc::<Actor>(SIZE)?, malloc::<Actor>(SIZE)?);
    let results = Rc::new(RefCell::new(Vec::new()));
    for (own, other) in [(a, b), (b, a)] {
        let results = Rc::clone(&results);
        own.write(Actor::new(0, move |_| {
            let freed = free(other).map_err(|error| error.kind());
            results.borrow_mut().push(freed);
        }))?;
    }
    free(a)?;
    assert_eq!(
        results.take(),
        [Err(pointers_core::ErrorKind::Memory), Ok(())]
    );
    assert_eq!(heap::stats().live_blocks, 0);
    Ok(())
}

on_both_handles!(while_it_shrinks_the_block_is_mutably_borrowed, 3 of Actor, |p| {
    let errors = Rc::new(RefCell::new(Vec::new()));
    let note = Rc::clone(&errors);
    p.write(Actor::new(0, |_| ()))?;
    p.add(1)?.write(Actor::new(1, |_| ()))?;
    p.add(2)?.write(Actor::new(2, move |_| {
        let mut errors = note.borrow_mut();
        errors.push(p.borrow().err());
        errors.push(p.add(2).and_then(|own| own.borrow()).err());
        errors.push(p.write(Actor::new(9, |_| ())).err());
        errors.push(p.add(1).and_then(|other| other.take()).err());
        errors.push(realloc(p, 64 * SIZE).err());
        errors.push(free(p).err());
        errors.push(p.into_raw().err());
        assert!(!p.freed());
        // Its properties are as before.
        assert_eq!(p.size(), 3 * SIZE);
    }))?;
    realloc(p, 2 * SIZE)?;
    let errors = errors.take();
    assert_eq!(errors.len(), 7);
    for error in errors {
        let error = error.expect("an error");
        assert_eq!(error.to_string(), "BorrowError: memory is mutably borrowed");
    }
    assert_eq!((p.size(), p.borrow()?.number), (2 * SIZE, 0));
    p.add(1)?.write(Actor::new(1, |_| ()))?;
    free(p)?;
});

/// Clones itself by running code of the test's.
struct Copied(Rc<dyn Fn()>);

impl Clone for Copied {
    fn clone(&self) -> Self {
        (self.0)();
        Copied(Rc::clone(&self.0))
    }
}

on_both_handles!(while_it_is_filled_the_run_is_mutably_borrowed, 4 of Copied, |p| {
    let clones = Rc::new(Cell::new(0));
    let note = Rc::clone(&clones);
    let rest = p.add(3)?;
    rest.write(Copied(Rc::new(|| ())))?;
    p.write(Copied(Rc::new(|| ())))?;
    p.fill(
        Copied(Rc::new(move || {
            note.set(note.get() + 1);
            fails!(p.take(), Borrow);
            fails!(p.write(Copied(Rc::new(|| ()))), Borrow);
            fails!(p.borrow_slice_mut(1), Borrow);
            fails!(realloc(p, 64 * size_of::<Copied>()), Borrow);
            fails!(free(p), Borrow);
            // What is not filled can be used.
            drop(rest.borrow().unwrap());
        })),
        3,
    )?;
    assert_eq!(clones.get(), 3);
    assert!((0..4).all(|n| (p + n).assigned()));
    free(p)?;
});

on_both_handles!(a_panic_in_a_drop_of_free_drops_and_releases_the_rest, 4 of Noted, |p| {
    let log = Log::new();
    let before = heap::stats();
    for n in 0..4 {
        let value = if n == 1 { log.bomb(1) } else { log.value(n as u32) };
        p.add(n)?.write(value)?;
    }
    assert!(panics(|| free(p).unwrap()));
    assert_eq!(log.dropped(), [0, 1, 2, 3]);
    fails!(p.borrow(), Memory);
    fails!(free(p), Memory);
    assert_eq!(heap::stats().live_blocks, before.live_blocks - 1);
});

on_both_handles!(a_panic_in_a_drop_of_realloc_drops_the_rest_and_shrinks, 4 of Noted, |p| {
    let log = Log::new();
    for n in 0..4 {
        let value = if n == 2 { log.bomb(2) } else { log.value(n as u32) };
        p.add(n)?.write(value)?;
    }
    assert!(panics(|| drop(realloc(p, size_of::<Noted>()))));
    assert_eq!(log.dropped(), [1, 2, 3]);
    assert_eq!((p.size(), p.borrow()?.number), (size_of::<Noted>(), 0));
    assert!(p.add(1)?.borrow().is_err());
    free(p)?;
    assert_eq!(log.dropped(), [0]);
});

on_both_handles!(a_panic_in_the_drop_of_the_old_value_leaves_the_new_one, 1 of Noted, |p| {
    let log = Log::new();
    p.write(log.bomb(1))?;
    assert!(panics(|| p.write(log.value(2)).unwrap()));
    assert_eq!(*p.borrow()?, 2);
    free(p)?;
    assert_eq!(log.dropped(), [1, 2]);
});

on_both_handles!(a_panic_in_a_clone_of_fill_leaves_each_element_whole, 4 of Copied, |p| {
    let clones = Cell::new(0);
    let armed = Rc::new(clones);
    let count = Rc::clone(&armed);
    let value = Copied(Rc::new(move || {
        count.set(count.get() + 1);
        assert!(count.get() < 3, "the third clone");
    }));
    assert!(panics(|| p.fill(value, 4).unwrap()));
    let assigned: Vec<_> = (0..4).map(|n| (p + n).assigned()).collect();
    assert_eq!(assigned, [true, true, false, false]);
    // No guard is left behind.
    free(p)?;
    assert_eq!(Rc::strong_count(&armed), 1);
});

on_both_handles!(a_panic_in_a_drop_of_fill_leaves_each_element_whole, 3 of Noted, |p| {
    let log = Log::new();
    for n in 0..3 {
        let value = if n == 1 { log.bomb(1) } else { log.value(n as u32) };
        p.add(n)?.write(value)?;
    }
    assert!(panics(|| p.fill(log.value(9), 3).unwrap()));
    let numbers: Vec<_> = (0..3).map(|n| (p + n).borrow().unwrap().number).collect();
    assert_eq!(numbers, [9, 9, 2]);
    free(p)?;
    let mut dropped = log.dropped();
    dropped.sort_unstable();
    assert_eq!(dropped, [0, 1, 2, 9, 9, 9]);
});

#[test]
fn a_panic_while_a_guard_lives_gives_it_back() -> Result<()> {
    let p = malloc::<u32>(4)?;
    p.write(7)?;
    assert!(panics(|| {
        let _guard = p.borrow_mut().unwrap();
        panic!("while it is borrowed");
    }));
    assert_eq!(p.read()?, 7);
    free(p)
}

#[test]
fn a_drop_may_use_any_handle() -> Result<()> {
    let counter = malloc::<u32>(4)?;
    counter.write(0)?;
    let blocks: Vec<MallocPointer<Actor>> = (0..20).map(|_| malloc(SIZE)).collect::<Result<_>>()?;
    for (n, block) in blocks.iter().enumerate() {
        let others = blocks.clone();
        block.write(Actor::new(n as u32, move |number| {
            *counter.borrow_mut().unwrap() += 1;
            // Those after it are alive, those before it are gone.
            for (other, handle) in others.iter().enumerate() {
                assert_eq!(handle.borrow().is_ok(), other as u32 > number);
            }
        }))?;
    }
    for block in &blocks {
        free(*block)?;
    }
    assert_eq!(counter.read()?, 20);
    free(counter)
}
