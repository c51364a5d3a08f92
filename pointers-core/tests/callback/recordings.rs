//! Recordings that begin and end wherever code of the user's runs: in an allocator, a clone, a drop, a loop's body.

use std::cell::{Cell, RefCell};
use std::ptr;
use std::rc::Rc;

use pointers_core::heap::{self, Recording};
use pointers_core::{ErrorKind, Malloc, MallocPointer, Result, calloc, free, malloc, realloc};

use crate::allocator;

/// When an error is made nothing of the block is looked at any more: an allocator may end it then.
#[test]
fn memory_that_c_lends_ends_while_a_guard_of_it_is_refused() -> Result<()> {
    let bytes = *b"abcd";
    // SAFETY: there are four bytes, which outlive all guards.
    let lend = || unsafe { MallocPointer::<u8>::borrow_raw(bytes.as_ptr().cast(), 4) };
    let recording = heap::record();
    let first = lend()?;
    let handle = *first;
    let (first, second) = (Cell::new(Some(first)), Cell::new(None));
    let call = || {
        drop(first.take());
        // What was noted of the first may have been where what is noted of this one is.
        second.set(lend().ok());
    };
    let (refused, called) = allocator::at(1, &call, || handle.borrow().map(drop));
    assert!(called);
    assert_eq!(
        refused.map_err(|error| error.kind()),
        Err(ErrorKind::Borrow)
    );
    let second = second.take().expect("there is memory");
    for _ in 0..2 {
        let refused = second.borrow().map(drop);
        assert_eq!(
            refused.map_err(|error| error.kind()),
            Err(ErrorKind::Borrow)
        );
        assert_eq!(second.read()?, b'a');
    }
    drop(recording);
    Ok(())
}

/// A block that is being made can be found by its address, and borrowed, before the values are there.
#[test]
fn a_block_is_not_filled_under_a_guard() -> Result<()> {
    let mut refused = 0;
    for n in 1.. {
        let recording = heap::record();
        let held = Cell::new(None);
        let call = || {
            for block in heap::snapshot().blocks() {
                let address = ptr::without_provenance(block.address());
                // SAFETY: all blocks of this thread are of numbers of this type.
                let found = unsafe { heap::find::<u64, Malloc>(address) };
                if let Ok(p) = found
                    && p.write(5).is_ok()
                    && let Ok(guard) = p.borrow_mut()
                {
                    held.set(Some((p, guard)));
                }
            }
        };
        let (made, called) = allocator::at(n, &call, || MallocPointer::from_slice(&[7_u64]));
        match held.take() {
            Some((p, guard)) => {
                assert_eq!(*guard, 5);
                let kind = made.map_err(|error| error.kind());
                assert_eq!(kind, Err(ErrorKind::Borrow));
                drop(guard);
                free(p)?;
                refused += 1;
            }
            None => free(made?)?,
        }
        drop(recording);
        if !called {
            break;
        }
    }
    assert!(refused > 0);
    Ok(())
}

/// What an allocator ends while a picture is drawn leaves no picture for the next recording.
#[test]
fn pictures_are_those_of_their_recording() -> Result<()> {
    let p = malloc::<u32>(4)?;
    p.write(1)?;
    let told = || -> Result<String> {
        let recording = heap::record();
        p.write(2)?;
        p.write(3)?;
        Ok(recording.stop().to_html())
    };
    let expected = told()?;
    for stops in [false, true] {
        for n in 1.. {
            let outer = Cell::new(Some(heap::record()));
            p.write(1)?;
            let end = || match stops {
                true => drop(outer.take().map(Recording::stop)),
                false => drop(outer.take()),
            };
            let (wrote, called) = allocator::at(n, &end, || p.write(1));
            wrote?;
            end();
            assert!(told()? == expected, "{n}, {stops}");
            if !called {
                break;
            }
        }
        for n in 1.. {
            let outer = Cell::new(Some(heap::record()));
            let inner = heap::record();
            p.write(1)?;
            p.write(1)?;
            let end = || match stops {
                true => drop(outer.take().map(Recording::stop)),
                false => drop(outer.take()),
            };
            let (history, called) = allocator::at(n, &end, || inner.stop());
            assert_eq!(history.events().len(), 2);
            drop(history);
            end();
            assert!(told()? == expected, "{n}, {stops}");
            if !called {
                break;
            }
        }
    }
    free(p)
}

/// A recording that lives or not: it changes whenever code of the user's runs.
#[derive(Clone, Default)]
struct Toggle(Rc<RefCell<Option<Recording>>>);

impl Toggle {
    fn toggle(&self) {
        let living = self.0.take();
        match living {
            Some(recording) => drop(recording.stop()),
            None => {
                self.0.replace(Some(heap::record()));
            }
        }
    }
}

/// Its clone and its drop toggle, and find the block refused as it says.
struct Value {
    live: Rc<Cell<isize>>,
    toggle: Toggle,
    refused: Refused,
    /// The same of its clone alone.
    clone_refused: Refused,
}

type Refused = Rc<Cell<Option<(MallocPointer<Value>, ErrorKind)>>>;

impl Value {
    fn look(&self, refused: &Refused) {
        for _ in 0..3 {
            self.toggle.toggle();
            if let Some((p, kind)) = refused.get() {
                // Where nothing is yet, that is said first.
                let kinds = [Some(kind), Some(ErrorKind::Dereference)];
                assert!(kinds.contains(&p.borrow().err().map(|error| error.kind())));
                assert!(kinds.contains(&p.take().err().map(|error| error.kind())));
                assert_eq!(free(p).err().map(|error| error.kind()), Some(kind));
            }
        }
    }
}

impl Clone for Value {
    fn clone(&self) -> Self {
        self.look(&self.clone_refused);
        self.live.set(self.live.get() + 1);
        Value {
            live: self.live.clone(),
            toggle: self.toggle.clone(),
            refused: self.refused.clone(),
            clone_refused: self.clone_refused.clone(),
        }
    }
}

impl Drop for Value {
    fn drop(&mut self) {
        self.look(&self.refused);
        self.live.set(self.live.get() - 1);
    }
}

#[test]
fn recordings_begin_and_end_in_clones_and_drops() -> Result<()> {
    for starts in [false, true] {
        for count in [1, 4, 40] {
            let toggle = Toggle::default();
            let first = Value {
                live: Rc::new(Cell::new(1)),
                toggle: toggle.clone(),
                refused: Rc::default(),
                clone_refused: Rc::default(),
            };
            let filled = first.clone_refused.clone();
            let (live, refused) = (first.live.clone(), first.refused.clone());
            if starts {
                toggle.toggle();
            }
            let p = malloc::<Value>(count * size_of::<Value>())?;
            for _ in 0..3 {
                p.write(first.clone())?;
                drop(p.replace(first.clone())?);
                drop(p.take()?);
                let value = first.clone();
                let mut guards = Vec::new();
                filled.set(Some((p, ErrorKind::Borrow)));
                p.fill(value, count)?;
                filled.set(None);
                for at in 0..count {
                    guards.push(p.add(at)?.borrow()?);
                }
                assert_eq!(live.get(), 1 + count as isize);
                toggle.toggle();
                assert_eq!(p.take().err().map(|e| e.kind()), Some(ErrorKind::Borrow));
                toggle.toggle();
                assert_eq!(p.take().err().map(|e| e.kind()), Some(ErrorKind::Borrow));
                drop(guards);
                toggle.toggle();
                drop(p.take()?);
                p.write(first.clone())?;
            }
            let p = if count > 1 {
                refused.set(Some((p, ErrorKind::Borrow)));
                let p = realloc(p, size_of::<Value>())?;
                refused.set(None);
                p
            } else {
                p
            };
            assert_eq!(live.get(), 2);
            drop(p.take()?);
            assert_eq!(
                p.take().err().map(|e| e.kind()),
                Some(ErrorKind::Dereference)
            );
            p.write(first.clone())?;
            refused.set(Some((p, ErrorKind::Memory)));
            free(p)?;
            refused.set(None);
            assert_eq!(live.get(), 1);
            drop(first);
            drop(toggle.0.take());
        }
    }
    Ok(())
}

#[test]
fn recordings_begin_and_end_in_loops() -> Result<()> {
    for starts in [false, true] {
        for (every, times) in [(1, 1), (7, 1), (7, 2), (1, 2)] {
            let toggle = Toggle::default();
            if starts {
                toggle.toggle();
            }
            let p = malloc::<u64>(800)?;
            let c = calloc::<u64>(100, 8)?;
            let small = malloc::<u64>(80)?;
            for (block, count) in [(p, 100_usize), (small, 10)] {
                let view = block.view()?;
                for at in 0..count {
                    if at % every == 0 {
                        (0..times).for_each(|_| toggle.toggle());
                    }
                    view.set(at, at as u64)?;
                    assert_eq!(view.get(at)?, at as u64);
                    assert!(view.get(at + 1).is_err());
                }
                // Another view of what is full, and a guard that is taken in between.
                let view = block.view()?;
                let held = Cell::new(None);
                let mut rest = 0..count;
                loop {
                    let next = view.__pointers_fill(&mut rest, |at| {
                        if at == 5 {
                            held.set(block.add(at).and_then(|p| p.borrow_mut()).ok());
                        }
                        (0..times).for_each(|_| toggle.toggle());
                        7
                    });
                    let (at, value) = match (next, rest.next()) {
                        (Some((at, value)), back) => {
                            rest.start -= usize::from(back.is_some());
                            (at, value)
                        }
                        (None, Some(at)) => {
                            if at == 5 {
                                held.set(block.add(at)?.borrow_mut().ok());
                            }
                            (at, 7)
                        }
                        (None, None) => break,
                    };
                    let written = view.set(at, value).map_err(|error| error.kind());
                    assert_eq!(written.is_err(), at == 5);
                }
                let guard = held.take().expect("it is assigned");
                assert_eq!(*guard, 5);
                drop(guard);
                assert_eq!(view.get(5)?, 5);
                view.set(5, 7)?;
                assert_eq!(
                    block.borrow_slice(count)?.iter().sum::<u64>(),
                    7 * count as u64
                );
            }
            let view = c.view()?;
            for at in 0..100 {
                toggle.toggle();
                assert_eq!(view.get(at)?, 0);
                view.set(at, 1)?;
            }
            for block in [p, small] {
                free(block)?;
                toggle.toggle();
                assert_eq!(block.read().unwrap_err().kind(), ErrorKind::Memory);
            }
            free(c)?;
            drop(toggle.0.take());
        }
    }
    Ok(())
}
