//! Hears of a thread's end, to hand its free slots on.
//!
//! By a key of the system's ([`EndKey`]), because that says when there is no memory. The destructor of a thread-local of std's
//! would be registered with the C library, which ends the process then.
//!
//! The main thread's end is the program's, of which nobody is told: there is nobody to hand anything on to.

use crate::system::{self, EndKey, NoKey};
use crate::table::mutex::Lock;

/// The key of all threads.
#[derive(Clone, Copy)]
pub(super) enum Key {
    NotYet,
    Made(EndKey),
    /// There is none any more: see [`give_up`].
    Gone,
}

/// Held while the key is used, so that it is not another library's by then.
pub(super) static KEY: Lock<Key> = Lock::new(Key::NotYet);

/// Sees to it that this thread's end is told, after the destructors of most thread-locals, if it can be.
pub(super) fn await_it(ends: fn()) -> Result<(), NoKey> {
    let mut known = KEY.hold();
    let key = match *known {
        Key::Made(key) => key,
        Key::Gone => return Err(NoKey::Never),
        Key::NotYet => make()?,
    };
    *known = Key::Made(key);
    // SAFETY: the key was made, and is not deleted while it is held.
    match unsafe { key.await_end(ends) } {
        true => Ok(()),
        false => Err(NoKey::NoMemory),
    }
}

fn make() -> Result<EndKey, NoKey> {
    let key = EndKey::new()?;
    if system::at_exit(give_up) {
        return Ok(key);
    }
    // SAFETY: it was just made, and nobody knows of it.
    unsafe { key.delete() };
    Err(NoKey::NoMemory)
}

/// The shared library that this is part of is unloaded, or the program ends. Threads that end later must not call what is
/// not there any more.
extern "C" fn give_up() {
    let mut known = KEY.hold();
    if let Key::Made(key) = *known {
        // SAFETY: the key was made, and is deleted once.
        unsafe { key.delete() };
    }
    *known = Key::Gone;
}
