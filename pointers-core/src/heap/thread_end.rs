//! Hears of a thread's end, to hand its free slots on.
//!
//! By a key of POSIX threads, because that says when there is no memory. The destructor of a thread-local of std's
//! would be registered with the C library, which ends the process then.
//!
//! The main thread's end is the program's, of which nobody is told: there is nobody to hand anything on to.

use core::ffi::c_void;
use core::ptr;

use crate::table::lock::Lock;

/// The key of all threads.
#[derive(Clone, Copy)]
pub(super) enum Key {
    NotYet,
    Made(libc::pthread_key_t),
    /// There is none any more: see [`give_up`].
    Gone,
}

/// Held while the key is used, so that it is not another library's by then.
pub(super) static KEY: Lock<Key> = Lock::new(Key::NotYet);

/// Whether [`Heap::end_thread`] is called when this thread ends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Notice {
    /// It is, after the destructors of most thread-locals.
    Given,
    /// The system has no memory for that now.
    NoMemory,
    /// Other libraries have all keys that a process can have. That is 1024 on Linux, and no matter of memory.
    Never,
}

/// Sees to it that this thread's end is told, if it can be.
pub(super) fn await_it(ends: unsafe extern "C" fn(*mut c_void)) -> Notice {
    let mut known = KEY.hold();
    let key = match *known {
        Key::Made(key) => key,
        Key::Gone => return Notice::Never,
        Key::NotYet => match make(ends) {
            Ok(key) => key,
            Err(notice) => return notice,
        },
    };
    *known = Key::Made(key);
    // Any value but null is one at whose end the key's destructor is called.
    let value = ptr::from_ref(&KEY).cast();
    // SAFETY: the key was made, and is not deleted while it is held.
    match unsafe { libc::pthread_setspecific(key, value) } {
        0 => Notice::Given,
        _ => Notice::NoMemory,
    }
}

fn make(ends: unsafe extern "C" fn(*mut c_void)) -> Result<libc::pthread_key_t, Notice> {
    let mut key = 0;
    // SAFETY: `key` is a place for the result.
    match unsafe { libc::pthread_key_create(&raw mut key, Some(ends)) } {
        0 => {}
        libc::EAGAIN => return Err(Notice::Never),
        _ => return Err(Notice::NoMemory),
    }
    // SAFETY: `give_up` is a plain function that does not unwind.
    if unsafe { libc::atexit(give_up) } != 0 {
        // SAFETY: it was just made, and nobody knows of it.
        unsafe { libc::pthread_key_delete(key) };
        return Err(Notice::NoMemory);
    }
    Ok(key)
}

/// The shared library that this is part of is unloaded, or the program ends. Threads that end later must not call what is
/// not there any more.
extern "C" fn give_up() {
    let mut known = KEY.hold();
    if let Key::Made(key) = *known {
        // SAFETY: the key was made, and is deleted once.
        unsafe { libc::pthread_key_delete(key) };
    }
    *known = Key::Gone;
}
