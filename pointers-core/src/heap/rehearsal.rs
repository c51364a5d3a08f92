//! Failures that are rehearsed.

use core::cell::{Cell, RefCell};
use core::marker::PhantomData;
use core::mem::ManuallyDrop;

use super::local::heap;

/// Rehearses running out of memory: while the guard lives, every allocation of this thread after
/// the next `n` fails with an [`Allocation`](crate::ErrorKind::Allocation) error, reallocations included.
///
/// Where several guards live, an allocation fails if it is too late for any of them.
///
/// ```
/// use pointers_core::{ErrorKind, free, heap, malloc};
///
/// let rehearsal = heap::fail_after(1);
/// let p = malloc::<u8>(1)?;
/// assert_eq!(malloc::<u8>(1).unwrap_err().kind(), ErrorKind::Allocation);
/// drop(rehearsal);
/// free(malloc::<u8>(1)?)?;
/// free(p)?;
/// # Ok::<(), pointers_core::Error>(())
/// ```
#[must_use = "allocations fail only while the guard lives"]
pub fn fail_after(n: usize) -> FailAfter {
    heap(|heap| heap.rehearsals().add(n as u64))
}

/// The guard of [`fail_after`].
#[derive(Debug)]
pub struct FailAfter {
    id: u64,
    not_send: PhantomData<*mut ()>,
}

impl Drop for FailAfter {
    fn drop(&mut self) {
        heap(|heap| heap.rehearsals().remove(self.id));
    }
}

/// What the living guards of a thread ask for.
pub(crate) struct Rehearsals {
    /// Allocations that were tried while a guard lived.
    tried: Cell<u64>,
    /// From which of these on allocations fail: the least of the limits.
    fail_at: Cell<u64>,
    next_id: Cell<u64>,
    /// The guards, each with its limit. The heap has no destructor; without guards this has no memory.
    limits: RefCell<ManuallyDrop<Vec<(u64, u64)>>>,
}

impl Rehearsals {
    pub(crate) const fn new() -> Self {
        Rehearsals {
            tried: Cell::new(0),
            fail_at: Cell::new(u64::MAX),
            next_id: Cell::new(0),
            limits: RefCell::new(ManuallyDrop::new(Vec::new())),
        }
    }

    /// Whether an allocation is to be tried.
    #[inline]
    pub(crate) fn allow(&self) -> bool {
        if self.fail_at.get() == u64::MAX {
            return true;
        }
        let tried = self.tried.get();
        self.tried.set(tried + 1);
        tried < self.fail_at.get()
    }

    fn add(&self, n: u64) -> FailAfter {
        let id = self.next_id.get();
        self.next_id.set(id + 1);
        let mut limits = self.limits.borrow_mut();
        // Where there is no memory for this, allocations fail without being told.
        if limits.try_reserve(1).is_ok() {
            limits.push((id, self.tried.get().saturating_add(n).min(u64::MAX - 1)));
        }
        self.fail_at.set(least(&limits));
        FailAfter {
            id,
            not_send: PhantomData,
        }
    }

    fn remove(&self, id: u64) {
        let mut limits = self.limits.borrow_mut();
        limits.retain(|(other, _)| *other != id);
        if limits.is_empty() {
            limits.shrink_to_fit();
        }
        self.fail_at.set(least(&limits));
    }
}

fn least(limits: &[(u64, u64)]) -> u64 {
    limits
        .iter()
        .map(|(_, limit)| *limit)
        .min()
        .unwrap_or(u64::MAX)
}
