//! A snapshot, and a recording, while the allocator changes what they look at.

use std::cell::Cell;

use pointers_core::string::{memcpy, memset, strcat, strcpy, strdup, strncpy};
use pointers_core::{
    CallocPointer, ErrorKind, MallocPointer, Result, calloc, free, heap, malloc, realloc,
};

use crate::allocator;

struct World {
    texts: MallocPointer<String>,
    handles: CallocPointer<MallocPointer<String>>,
    bytes: MallocPointer<u8>,
}

fn world() -> Result<World> {
    let texts = malloc(3 * size_of::<String>())?;
    for at in 0..3 {
        texts
            .add(at)?
            .write("a text that is on the heap".repeat(at + 1))?;
    }
    let handles = calloc(4, size_of::<MallocPointer<String>>())?;
    handles.write(texts)?;
    let bytes = malloc(40)?;
    bytes.fill(7, 30)?;
    Ok(World {
        texts,
        handles,
        bytes,
    })
}

/// What an allocator does meanwhile, differently each time.
fn meddle(world: &World, turn: usize) {
    let _ = match turn % 6 {
        0 => free(world.texts),
        1 => world.texts.write("another".to_string()),
        2 => free(world.handles),
        3 => realloc(world.bytes, 4000).map(drop),
        4 => realloc(world.texts, size_of::<String>()).map(drop),
        _ => malloc::<u64>(64).and_then(|p| {
            p.write(1)?;
            free(p)
        }),
    };
}

fn end(world: &World) {
    let _ = (free(world.texts), free(world.handles), free(world.bytes));
}

#[test]
fn a_snapshot_sees_nothing_that_is_not_there() -> Result<()> {
    for every in 1..8 {
        for turn in 0..6 {
            let world = world()?;
            let turns = Cell::new(turn);
            let call = || {
                meddle(&world, turns.get());
                turns.set(turns.get() + 1);
            };
            let map = allocator::at_every(every, &call, heap::snapshot);
            let map = map.named("texts", world.texts).names_are_all();
            let all = [map.to_string(), map.to_svg(), map.to_dot()];
            assert!(all.iter().all(|drawn| !drawn.is_empty()));
            end(&world);
        }
    }
    // Once, at each request that a snapshot makes.
    let mut n = 1;
    loop {
        let world = world()?;
        let (map, called) = allocator::at(n, &|| meddle(&world, n), heap::snapshot);
        assert!(!map.to_svg().is_empty());
        end(&world);
        if !called {
            return Ok(());
        }
        n += 1;
    }
}

#[test]
fn a_recording_tells_of_what_happens_while_it_draws() -> Result<()> {
    for every in [1, 2, 3, 7] {
        let recording = heap::record();
        let turns = Cell::new(0);
        let world = world()?;
        let call = || {
            meddle(&world, turns.get());
            turns.set(turns.get() + 1);
        };
        allocator::at_every(every, &call, || -> Result<()> {
            let p = malloc::<u32>(400)?;
            free(realloc(p, 40_000)?)
        })?;
        end(&world);
        let history = recording.stop();
        assert!(history.events().len() >= 3);
        assert!(!history.to_svg().is_empty() && !history.to_html().is_empty());
    }
    Ok(())
}

/// The picture of what was before is taken when a block is detached, too.
#[test]
fn what_is_detached_is_as_large_as_the_block_then_is() -> Result<()> {
    for (size, kind) in [(4, None), (4000, Some(ErrorKind::Dereference))] {
        let p: MallocPointer<u32> = malloc(400)?;
        p.fill(7, 100)?;
        let recording = heap::record();
        // An event, after which there is something to be drawn.
        let other = malloc::<u8>(1)?;
        let call = || drop(realloc(p, size));
        let (detached, called) = allocator::at(1, &call, || p.detach());
        assert!(called);
        match detached {
            Ok(mut detached) => {
                assert_eq!((detached.size(), kind), (size, None));
                let back = detached.attach()?;
                assert_eq!(back.to_vec()?, [7]);
                free(back)?;
            }
            Err(error) => {
                assert_eq!(Some(error.kind()), kind);
                free(p)?;
            }
        }
        free(other)?;
        drop(recording.stop());
    }
    Ok(())
}

/// A picture of what was before is taken before anything is looked up: whatever the allocator does to the blocks meanwhile, it
/// is seen.
#[test]
fn what_is_changed_is_looked_up_after_the_picture() -> Result<()> {
    type Act = fn(MallocPointer<u8>, MallocPointer<u8>) -> Result<()>;
    let acts: [(&str, Act); 15] = [
        ("write", |to, _| to.write(1)),
        ("take", |to, _| to.take().map(drop)),
        ("replace", |to, _| to.replace(1).map(drop)),
        ("fill", |to, _| to.fill(1, 3)),
        ("copy_from", |to, from| to.copy_from(from, 3)),
        ("copy_from_slice", |to, _| to.copy_from_slice(&[1, 2])),
        ("borrow_mut", |to, _| to.borrow_mut().map(drop)),
        ("borrow_slice_mut", |to, _| to.borrow_slice_mut(2).map(drop)),
        ("part", |to, _| to.as_pointer().write(1)),
        ("part's guard", |to, _| {
            to.as_pointer().borrow_mut().map(drop)
        }),
        ("memcpy", |to, from| memcpy(to, from, 3).map(drop)),
        ("memset", |to, _| memset(to, 1, 3).map(drop)),
        ("strcpy", |to, from| strcpy(to, from).map(drop)),
        ("strcat", |to, from| strcat(to, from).map(drop)),
        ("strncpy", |to, from| strncpy(to, from, 3).map(drop)),
    ];
    for size in [8, 4000] {
        for (name, act) in acts {
            for frees_both in [true, false] {
                let (to, from): (MallocPointer<u8>, MallocPointer<u8>) =
                    (malloc(size)?, malloc(size)?);
                to.fill(0, size)?;
                strcpy(from, "abc")?;
                let recording = heap::record();
                // An event, after which there is something to be drawn.
                let other = malloc::<u8>(1)?;
                let call = || {
                    if frees_both {
                        drop(free(from));
                    }
                    drop(free(to));
                };
                let (outcome, called) = allocator::at(1, &call, || act(to, from));
                assert!(called, "{name}");
                assert_eq!(
                    outcome.map_err(|error| error.kind()),
                    Err(ErrorKind::Memory),
                    "{name}"
                );
                assert_eq!(free(from).is_ok(), !frees_both);
                free(other)?;
                drop(recording.stop());
            }
        }
    }
    // A copy of what is gone is none.
    let from: MallocPointer<u8> = malloc(8)?;
    strcpy(from, "abc")?;
    let recording = heap::record();
    let other = malloc::<u8>(1)?;
    let live = heap::stats().live_blocks;
    let (copy, called) = allocator::at(1, &|| drop(free(from)), || strdup(from));
    assert!(called);
    assert_eq!(copy.map_err(|error| error.kind()), Err(ErrorKind::Memory));
    assert_eq!(heap::stats().live_blocks, live - 1);
    free(other)?;
    drop(recording.stop());
    Ok(())
}

/// How often memory is asked for does not depend on how many blocks there are, from some number on.
#[test]
fn a_picture_of_many_blocks_takes_no_memory_for_each() -> Result<()> {
    let requests = |count: usize| -> Result<usize> {
        let first = malloc::<MallocPointer<u16>>(count * size_of::<MallocPointer<u16>>())?;
        for at in 0..count {
            let block = malloc::<u16>(20)?;
            block.fill(7, 10)?;
            first.add(at)?.write(block)?;
        }
        let all = Cell::new(0);
        let count_it = || all.set(all.get() + 1);
        let drawn = allocator::at_every(1, &count_it, || {
            let map = heap::snapshot().named("first", first).names_are_all();
            assert_eq!(map.blocks().len(), count + 1);
            [map.to_string(), map.to_svg(), map.to_html()]
        });
        assert!(drawn.iter().all(|drawn| drawn.contains("too many to draw")));
        for at in 0..count {
            free(first.add(at)?.read()?)?;
        }
        free(first)?;
        Ok(all.get())
    };
    let (few, many) = (requests(8000)?, requests(32_000)?);
    // Lists grow by doubling, so that there are a few more.
    assert!(many < few + 200, "{few}, {many}");
    Ok(())
}
