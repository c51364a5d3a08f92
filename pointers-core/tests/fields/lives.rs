//! Elements that are assigned in part while their block moves, and when their thread ends.

use std::cell::{Cell, RefCell};

use pointers_core::{
    ErrorKind, MallocPointer, Pointer, Result, calloc_safe, free, heap, malloc, realloc,
};
use pointers_macros::Fields;

use crate::common::Log;
use crate::{at, element, get, missing, raw, set};

/// Aligned beyond what C aligns by itself: each reallocation moves its block.
#[derive(Fields)]
#[fields(crate = pointers_core)]
#[repr(align(64))]
struct Node {
    name: String,
    next: MallocPointer<Node>,
    scores: [u32; 3],
}

const SIZE: usize = size_of::<Node>();

/// A pointer to a field finds it for as long as a handle finds the block, and each writes what the other reads.
#[test]
fn through_sixty_four_moves() -> Result<()> {
    let start: MallocPointer<Node> = malloc(2 * SIZE)?;
    let at = start.add(1)?;
    set!(at, name => "Ada".to_owned())?;
    element!(at!(at, scores), 1)?.__pointers_p_assign(7)?;
    let (name, next) = (raw!(at, name)?, raw!(at, next)?);
    let score = element!(at!(at, scores), 1)?.__pointers_p_raw()?;
    let mut now = start;
    for round in 0..64 {
        let before = now.address();
        now = realloc(now, (2 + round % 3) * SIZE)?;
        assert_ne!(now.address(), before);
        *name.borrow_mut()? += "!";
        assert_eq!((score.replace(7)?, get!(at, scores).is_err()), (7, true));
        missing(
            next.read(),
            &format!(
                "field `next` of `Node` has no value in element 1 of {}",
                now.size() / SIZE
            ),
        );
        if round % 8 == 0 {
            next.write(start)?;
            assert_eq!(next.take()?, start);
        }
        assert!(name.borrow()?.starts_with("Ada!") && !at.assigned());
        // Made now, of a handle that is old, and the other way round.
        assert_eq!(raw!(at, name)?.address(), name.address());
        assert_eq!(now.add(1)?.as_pointer().address(), at.address());
    }
    // One more move, and what is as old as the first handle is as lost as that.
    let now = realloc(now, 9 * SIZE)?;
    for error in [name.borrow().err(), set!(at, next => start).err()] {
        assert_eq!(error.map(|error| error.kind()), Some(ErrorKind::Memory));
    }
    free(now)?;
    for error in [name.borrow().err(), set!(at, next => start).err()] {
        assert_eq!(error.map(|error| error.kind()), Some(ErrorKind::Memory));
    }
    Ok(())
}

/// The end of a thread drops nothing; what runs later in it goes on with what it has.
#[test]
fn a_thread_that_ends() {
    struct Late {
        block: Cell<MallocPointer<Node>>,
        name: Cell<Pointer<String>>,
    }

    impl Drop for Late {
        fn drop(&mut self) {
            let (p, name) = (self.block.get(), self.name.get());
            let run = || -> Result<()> {
                name.borrow_mut()?.push('!');
                set!(p, next => p)?;
                element!(at!(p, scores), 2)?.__pointers_p_assign(3)?;
                set!((p.add(1)?), name => "Eve".to_owned())?;
                let q = realloc(p, 40 * SIZE)?;
                drop(raw!(q, name)?.take()?);
                set!((q.add(30)?), name => "Bob".to_owned())?;
                let fresh: MallocPointer<Node> = malloc(3 * SIZE)?;
                set!((fresh.add(2)?), name => "Dan".to_owned())?;
                free(fresh)?;
                free(q)
            };
            // Each an error or right, and never a panic.
            let _ = run();
        }
    }

    thread_local! {
        static LATE: Late = const { Late {
            block: Cell::new(MallocPointer::null()),
            name: Cell::new(Pointer::null()),
        } };
    }

    for first in [true, false] {
        let run = move || -> Result<()> {
            if first {
                LATE.with(|_| ());
            }
            let p: MallocPointer<Node> = malloc(2 * SIZE)?;
            set!(p, name => "Ada".to_owned())?;
            LATE.with(|late| {
                late.block.set(p);
                late.name.set(raw!(p, name)?);
                Ok(())
            })
        };
        let ended = std::thread::spawn(move || run().is_ok());
        assert!(ended.join().is_ok_and(|ok| ok));
    }
}

/// A drop that runs while a block shrinks, or ends, uses what is left of it, and everything that is not.
#[test]
fn a_drop_that_uses_the_block_it_lies_in() -> Result<()> {
    thread_local! {
        static SEEN: RefCell<Vec<ErrorKind>> = const { RefCell::new(Vec::new()) };
        static BLOCK: Cell<MallocPointer<Item>> = const { Cell::new(MallocPointer::null()) };
    }

    #[derive(Fields)]
    #[fields(crate = pointers_core)]
    struct Item {
        first: Using,
        second: Using,
        number: u32,
    }

    struct Using(Log);

    impl Drop for Using {
        fn drop(&mut self) {
            self.0.note(1);
            let p = BLOCK.get();
            let item = size_of::<Item>();
            let tried = [
                set!(p, number => 1).err(),
                get!(p, number).err(),
                heap::describe(p).err(),
                p.add(1).err(),
                raw!(p, first).err(),
                raw!(p, second).and_then(Pointer::take).err(),
                realloc(p, 9 * item).err(),
                free(p).err(),
                p.take().err(),
                p.as_pointer().borrow_mut().err(),
            ];
            let errors = tried.into_iter().flatten();
            SEEN.with_borrow_mut(|seen| seen.extend(errors.map(|error| error.kind())));
        }
    }

    let log = Log::new();
    for described in [true, false] {
        let p: MallocPointer<Item> = malloc(4 * size_of::<Item>())?;
        BLOCK.set(p);
        let using = || Using(log.clone());
        if described {
            set!(p, first => using())?;
            set!((p.add(3)?), first => using())?;
            set!((p.add(2)?), second => using())?;
        }
        p.add(1)?.write(Item {
            first: using(),
            second: using(),
            number: 1,
        })?;
        let shorter = realloc(p, size_of::<Item>())?;
        let dropped = log.dropped().len();
        assert_eq!(dropped, if described { 4 } else { 2 });
        // All that could be done was to describe it, and to make handles and pointers to it.
        let seen = SEEN.take();
        assert_eq!(seen.len(), 7 * dropped);
        let refused = |kind: &ErrorKind| matches!(kind, ErrorKind::Borrow | ErrorKind::Dereference);
        assert!(seen.iter().all(refused), "{seen:?}");
        free(shorter)?;
        assert_eq!(log.dropped().len(), usize::from(described));
        let seen = SEEN.take();
        assert!(
            seen.iter().all(|kind| *kind == ErrorKind::Memory),
            "{seen:?}"
        );
    }
    Ok(())
}

/// Chunks with room for more than their values: one element does not begin where the other ends.
#[test]
fn chunks_with_gaps() -> Result<()> {
    let log = Log::new();
    #[derive(Fields)]
    #[fields(crate = pointers_core)]
    struct Pair {
        left: crate::common::Noted,
        right: crate::common::Noted,
    }
    let chunk = size_of::<Pair>() + 8;
    let p = calloc_safe::<Pair>(3, chunk)?;
    for index in [0, 1, 2] {
        set!((p.add(index)?), right => log.value(index as u32))?;
    }
    let left = raw!(p.add(1)?, left)?;
    left.write(log.value(9))?;
    assert_eq!(p.add(1)?.borrow()?.left, 9);
    let p = realloc(p, 2 * chunk)?;
    assert_eq!(log.dropped(), [2]);
    let p = realloc(p, 5 * chunk)?;
    assert!(raw!(p.add(2)?, right)?.borrow().is_err());
    free(p)?;
    assert_eq!(log.dropped(), [0, 9, 1]);
    Ok(())
}
