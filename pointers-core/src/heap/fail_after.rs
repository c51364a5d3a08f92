//! `heap::fail_after`: allocations that fail on purpose, for users.

use core::marker::PhantomData;

use super::local::heap;

/// Rehearses running out of memory: while the guard lives, every allocation of this thread after
/// the next `n` fails with an [`Allocation`](crate::ErrorKind::Allocation) error, reallocations included.
///
/// Where several guards live, an allocation fails if it is too late for any of them.
///
/// ```
/// use pointers::{ErrorKind, free, heap, malloc};
///
/// let rehearsal = heap::fail_after(1);
/// let p = malloc::<u8>(1)?;
/// assert_eq!(malloc::<u8>(1).unwrap_err().kind(), ErrorKind::Allocation);
/// drop(rehearsal);
/// free(malloc::<u8>(1)?)?;
/// free(p)?;
/// # Ok::<(), pointers::Error>(())
/// ```
#[must_use = "allocations fail only while the guard lives"]
pub fn fail_after(n: usize) -> FailAfter {
    FailAfter {
        id: heap(|heap| heap.rehearsals().add(n as u64)),
        not_send: PhantomData,
    }
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
