//! Hears of a thread's end, to hand its free slots on.
//!
//! By a key of POSIX threads, because that says when there is no memory. The destructor of a thread-local of std's
//! would be registered with the C library, which ends the process then.
//!
//! The main thread's end is the program's, of which nobody is told: there is nobody to hand anything on to.

use core::ffi::c_void;
use core::ptr;
use core::sync::atomic::{AtomicUsize, Ordering};

use super::local::{Heap, heap};

/// One more than the key; 0 before there is one.
static KEY: AtomicUsize = AtomicUsize::new(0);

/// Sees to it that [`Heap::end_thread`] is called when this thread ends, after the destructors of most thread-locals.
/// `false` where the system has no memory for that, or no key.
pub(super) fn is_awaited() -> bool {
    let Some(key) = key() else {
        return false;
    };
    // Any value but null is one at whose end the key's destructor is called.
    let value = ptr::from_ref(&KEY).cast();
    // SAFETY: the key was made, and is never deleted.
    unsafe { libc::pthread_setspecific(key, value) == 0 }
}

/// The key of all threads, made if there is none.
fn key() -> Option<libc::pthread_key_t> {
    let known = KEY.load(Ordering::Acquire);
    if known != 0 {
        return Some((known - 1) as libc::pthread_key_t);
    }
    let mut key = 0;
    // SAFETY: `key` is a place for the result.
    if unsafe { libc::pthread_key_create(&raw mut key, Some(thread_ends)) } != 0 {
        return None;
    }
    let fresh = key as usize + 1;
    match KEY.compare_exchange(0, fresh, Ordering::AcqRel, Ordering::Acquire) {
        Ok(_) => Some(key),
        Err(other) => {
            // SAFETY: it was just made, and nobody knows of it.
            unsafe { libc::pthread_key_delete(key) };
            Some((other - 1) as libc::pthread_key_t)
        }
    }
}

/// It cannot unwind: nothing in there runs code of the user's.
unsafe extern "C" fn thread_ends(_: *mut c_void) {
    heap(Heap::end_thread);
}
