//! `fill` where there is no memory for the library's own notes: an error changes nothing, and what was noted before
//! needs none. In a program of its own, whose allocator fails when it is told to; blocks are C's, and go on.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

use pointers_core::{ErrorKind, MallocPointer, Result, free, malloc};

thread_local! {
    static FULL: Cell<bool> = const { Cell::new(false) };
}

struct Failing;

// SAFETY: what is given is the system's; null says that there is none.
unsafe impl GlobalAlloc for Failing {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if FULL.get() {
            return std::ptr::null_mut();
        }
        // SAFETY: the caller's promise.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        // SAFETY: the caller's promise, and all of it came from the system.
        unsafe { System.dealloc(memory, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Failing = Failing;

/// Runs something while there is no memory.
fn full<T>(run: impl FnOnce() -> T) -> T {
    FULL.set(true);
    let result = run();
    FULL.set(false);
    result
}

type OnClone = Rc<RefCell<dyn FnMut()>>;

/// A value that does something when it is cloned.
trait Cloning: Clone + 'static {
    fn new(number: u32, on_clone: OnClone) -> Self;
    fn number(&self) -> u32;
}

thread_local! {
    static ON_CLONE: RefCell<Option<OnClone>> = const { RefCell::new(None) };
}

/// Has no drop.
struct Plain(u32);

impl Clone for Plain {
    fn clone(&self) -> Self {
        let on_clone = ON_CLONE.with_borrow(Clone::clone);
        if let Some(on_clone) = on_clone {
            on_clone.borrow_mut()();
        }
        Plain(self.0)
    }
}

impl Cloning for Plain {
    fn new(number: u32, on_clone: OnClone) -> Self {
        ON_CLONE.set(Some(on_clone));
        Plain(number)
    }

    fn number(&self) -> u32 {
        self.0
    }
}

/// Has a drop.
struct Dropped(u32, OnClone);

impl Clone for Dropped {
    fn clone(&self) -> Self {
        self.1.borrow_mut()();
        Dropped(self.0, self.1.clone())
    }
}

impl Cloning for Dropped {
    fn new(number: u32, on_clone: OnClone) -> Self {
        Dropped(number, on_clone)
    }

    fn number(&self) -> u32 {
        self.0
    }
}

fn nothing() -> OnClone {
    Rc::new(RefCell::new(|| {}))
}

/// A block of eight elements, the first of them numbered, that has room for notes of guards.
fn block<T: Cloning>(assigned: u32) -> Result<MallocPointer<T>> {
    let p = malloc::<T>(8 * size_of::<T>())?;
    for number in 0..assigned {
        p.add(number as usize)?.write(T::new(number, nothing()))?;
    }
    p.write(T::new(0, nothing()))?;
    let _ = p.borrow()?;
    Ok(p)
}

/// The numbers of the elements that hold one.
fn numbers<T: Cloning>(p: MallocPointer<T>) -> Result<Vec<Option<u32>>> {
    let number = |p: MallocPointer<T>| Some(p.borrow().ok()?.number());
    (0..8).map(|index| Ok(number(p.add(index)?))).collect()
}

macro_rules! with_and_without_drop {
    ($name:ident, $check:ident) => {
        mod $name {
            use super::*;

            #[test]
            fn without_drop() -> Result<()> {
                $check::<Plain>()
            }

            #[test]
            fn with_drop() -> Result<()> {
                $check::<Dropped>()
            }
        }
    };
}

with_and_without_drop!(behind_a_gap, check_behind_a_gap);
fn check_behind_a_gap<T: Cloning>() -> Result<()> {
    let p = block::<T>(2)?;
    let from = p.add(5)?;
    let value = T::new(9, nothing());
    let error = full(|| from.fill(value, 2)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Allocation);
    let before = [Some(0), Some(1), None, None, None, None, None, None];
    assert_eq!(numbers(p)?, before);
    from.fill(T::new(9, nothing()), 2)?;
    let after = [Some(0), Some(1), None, None, None, Some(9), Some(9), None];
    assert_eq!(numbers(p)?, after);
    free(p)
}

with_and_without_drop!(over_the_end_of_what_is_assigned, check_over_the_end);
fn check_over_the_end<T: Cloning>() -> Result<()> {
    let p = block::<T>(3)?;
    let from = p.add(2)?;
    let value = T::new(9, nothing());
    full(|| from.fill(value, 2))?;
    let after = [Some(0), Some(1), Some(9), Some(9), None, None, None, None];
    assert_eq!(numbers(p)?, after);
    free(p)
}

with_and_without_drop!(over_gaps, check_over_gaps);
fn check_over_gaps<T: Cloning>() -> Result<()> {
    let p = block::<T>(2)?;
    p.add(4)?.write(T::new(4, nothing()))?;
    let from = p.add(1)?;
    let value = T::new(9, nothing());
    full(|| from.fill(value, 5))?;
    let nines = [Some(9); 5];
    assert_eq!(numbers(p)?[1..6], nines);
    free(p)
}

with_and_without_drop!(a_clone_that_makes_a_gap, check_a_clone_that_makes_a_gap);
fn check_a_clone_that_makes_a_gap<T: Cloning>() -> Result<()> {
    let p = block::<T>(2)?;
    let (from, last) = (p.add(2)?, p.add(1)?);
    let takes = Rc::new(RefCell::new(move || {
        let _ = last.take();
    }));
    let value = T::new(9, takes);
    let error = full(|| from.fill(value, 3)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Allocation);
    let first = [Some(0), None, None, None, None, None, None, None];
    assert_eq!(numbers(p)?, first);
    free(p)
}

with_and_without_drop!(a_clone_that_panics, check_a_clone_that_panics);
fn check_a_clone_that_panics<T: Cloning>() -> Result<()> {
    for gap in [false, true] {
        let p = block::<T>(3)?;
        if gap {
            p.add(7)?.write(T::new(7, nothing()))?;
        }
        let mut clones = 0;
        let bomb = Rc::new(RefCell::new(move || {
            clones += 1;
            assert!(clones < 4, "the fourth clone");
        }));
        let value = T::new(9, bomb);
        let from = p.add(1)?;
        let panicked = catch_unwind(AssertUnwindSafe(|| from.fill(value, 5)));
        assert!(panicked.is_err());
        let after = numbers(p)?;
        // Two that were assigned are new; a third was written, and counts only where that was noted at once.
        assert_eq!(after[..3], [Some(0), Some(9), Some(9)]);
        assert!(after[3].is_none_or(|number| number == 9));
        assert_eq!(after[4..7], [None; 3]);
        assert_eq!(after[7], gap.then_some(7));
        // Nothing is lent any more.
        p.add(1)?.write(T::new(1, nothing()))?;
        free(p)?;
    }
    Ok(())
}
