//! A lock that needs no memory. That of std asks the global allocator at its first use where it is made of one of C's,
//! as on macOS, and that aborts the process where there is none, or runs the user's code.

use core::cell::UnsafeCell;
use core::marker::PhantomData;
use core::ops::{Deref, DerefMut};

/// A value that one thread at a time uses.
pub(crate) struct Lock<T> {
    mutex: UnsafeCell<libc::pthread_mutex_t>,
    value: UnsafeCell<T>,
}

// SAFETY: a `Held` gives the value to one thread at a time.
unsafe impl<T: Send> Sync for Lock<T> {}

impl<T> Lock<T> {
    pub(crate) const fn new(value: T) -> Self {
        Lock {
            mutex: UnsafeCell::new(libc::PTHREAD_MUTEX_INITIALIZER),
            value: UnsafeCell::new(value),
        }
    }

    /// Waits for the value. It is the caller's until the guard is dropped; who holds it does not ask for it again. Nor does
    /// anybody hold two of these, but for [`crate::heap::fork`].
    pub(crate) fn hold(&'static self) -> Held<T> {
        // SAFETY: the mutex was initialised as a static one, stays where it is, and is locked by `Held`s alone.
        while unsafe { libc::pthread_mutex_lock(self.mutex.get()) } != 0 {}
        Held {
            lock: self,
            not_send: PhantomData,
        }
    }
}

impl<T> Held<T> {
    /// Keeps the value until [`Lock::let_go`].
    pub(crate) fn keep(self) {
        core::mem::forget(self);
    }
}

impl<T> Lock<T> {
    /// Ends what [`Held::keep`] began.
    ///
    /// # Safety
    ///
    /// This thread kept the value, or is the copy of one that did, in the child of a fork.
    pub(crate) unsafe fn let_go(&'static self) {
        drop(Held {
            lock: self,
            not_send: PhantomData,
        });
    }
}

/// The value of a [`Lock`], while it is this thread's.
pub(crate) struct Held<T: 'static> {
    lock: &'static Lock<T>,
    not_send: PhantomData<*mut ()>,
}

impl<T> Deref for Held<T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: the mutex is locked by this guard.
        unsafe { &*self.lock.value.get() }
    }
}

impl<T> DerefMut for Held<T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: the mutex is locked by this guard.
        unsafe { &mut *self.lock.value.get() }
    }
}

impl<T> Drop for Held<T> {
    fn drop(&mut self) {
        // SAFETY: this thread locked it: a guard is not `Send`.
        unsafe { libc::pthread_mutex_unlock(self.lock.mutex.get()) };
    }
}
