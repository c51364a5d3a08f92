//! A lock that needs no memory, of a [`Mutex`] of the system. That of std asks the global allocator at its first use where it
//! is made of one of C's, as on macOS, and that aborts the process where there is none, or runs the user's code.

use core::cell::UnsafeCell;
use core::marker::PhantomData;
use core::ops::{Deref, DerefMut};
use core::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use crate::system::{Mutex, this_thread};

/// A value that one thread at a time uses.
pub(crate) struct Lock<T> {
    mutex: Mutex,
    /// The thread that keeps it, or 0.
    kept_by: AtomicUsize,
    value: UnsafeCell<T>,
}

// SAFETY: a `Locked` gives the value to one thread at a time.
unsafe impl<T: Send> Sync for Lock<T> {}

impl<T> Lock<T> {
    pub(crate) const fn new(value: T) -> Self {
        Lock {
            mutex: Mutex::new(),
            kept_by: AtomicUsize::new(0),
            value: UnsafeCell::new(value),
        }
    }

    /// Waits for the value. It is the caller's until the guard is dropped; who holds it does not ask for it again.
    pub(crate) fn hold(&'static self) -> Locked<T> {
        // Only this thread stores its own number there, and takes it away again.
        let is_kept = self.kept_by.load(Relaxed) == this_thread();
        if !is_kept {
            self.mutex.lock();
        }
        Locked {
            lock: self,
            is_kept,
            not_send: PhantomData,
        }
    }

    /// Holds the value for this thread until [`Lock::let_go`]. This thread alone can go on using it.
    pub(crate) fn keep(&'static self) {
        let held = self.hold();
        self.kept_by.store(this_thread(), Relaxed);
        core::mem::forget(held);
    }

    /// Ends what [`Lock::keep`] began.
    ///
    /// # Safety
    ///
    /// This thread keeps the value, or is the copy of one that did, in the child of a fork; and does not use it.
    pub(crate) unsafe fn let_go(&'static self) {
        self.kept_by.store(0, Relaxed);
        // SAFETY: the caller's promise.
        unsafe { self.mutex.unlock() };
    }
}

/// The value of a [`Lock`], while it is this thread's.
pub(crate) struct Locked<T: 'static> {
    lock: &'static Lock<T>,
    /// The mutex is locked by the thread, and not by this.
    is_kept: bool,
    not_send: PhantomData<*mut ()>,
}

impl<T> Deref for Locked<T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: the mutex is locked by this guard, or by its thread ("kept"), which has no other.
        unsafe { &*self.lock.value.get() }
    }
}

impl<T> DerefMut for Locked<T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: the mutex is locked by this guard, or by its thread ("kept"), which has no other.
        unsafe { &mut *self.lock.value.get() }
    }
}

impl<T> Drop for Locked<T> {
    fn drop(&mut self) {
        if !self.is_kept {
            // SAFETY: this thread locked it: a guard is not `Send`.
            unsafe { self.lock.mutex.unlock() };
        }
    }
}
