//! A thread-local of C: its destructor runs after those of std's.

use std::ffi::c_void;

/// A thread-local of C. C destroys those that were made after the heap's own key after that one.
#[derive(Clone, Copy)]
pub(crate) struct KeyOfC(system::Key);

type AtEnd = Box<dyn FnOnce()>;

impl KeyOfC {
    pub(crate) fn new() -> Self {
        KeyOfC(system::key(destroy))
    }

    /// Runs this when the thread ends. Once for each thread.
    pub(crate) fn at_thread_end(self, run: impl FnOnce() + 'static) {
        let run: Box<AtEnd> = Box::new(Box::new(run));
        system::set(self.0, Box::into_raw(run).cast());
    }
}

unsafe extern "C" fn destroy(run: *mut c_void) {
    // SAFETY: it came out of a box in `at_thread_end`, and C destroys each once.
    let run = unsafe { Box::from_raw(run.cast::<AtEnd>()) };
    run();
}

#[cfg(unix)]
mod system {
    use std::ffi::c_void;

    pub(super) type Key = libc::pthread_key_t;

    pub(super) fn key(destroy: unsafe extern "C" fn(*mut c_void)) -> Key {
        let mut key = 0;
        // SAFETY: `key` is a place for the result.
        let failed = unsafe { libc::pthread_key_create(&raw mut key, Some(destroy)) };
        assert_eq!(failed, 0);
        key
    }

    pub(super) fn set(key: Key, value: *mut c_void) {
        // SAFETY: the key was made above, and its destructor knows what the value is.
        let failed = unsafe { libc::pthread_setspecific(key, value) };
        assert_eq!(failed, 0);
    }
}

#[cfg(windows)]
mod system {
    use std::ffi::c_void;

    pub(super) type Key = u32;

    // Where addresses have 64 bits, the system calls as C does.
    #[link(name = "kernel32")]
    unsafe extern "system" {
        fn FlsAlloc(destroy: unsafe extern "C" fn(*mut c_void)) -> u32;
        fn FlsSetValue(key: u32, value: *mut c_void) -> i32;
    }

    pub(super) fn key(destroy: unsafe extern "C" fn(*mut c_void)) -> Key {
        // SAFETY: it has no preconditions.
        let key = unsafe { FlsAlloc(destroy) };
        assert_ne!(key, u32::MAX);
        key
    }

    pub(super) fn set(key: Key, value: *mut c_void) {
        // SAFETY: the key was made above, and its destructor knows what the value is.
        assert_ne!(unsafe { FlsSetValue(key, value) }, 0);
    }
}

/// No thread ends there: `.ci/wasi-tests.mjs` leaves out what needs that.
#[cfg(target_family = "wasm")]
mod system {
    use std::convert::Infallible;
    use std::ffi::c_void;

    pub(super) type Key = Infallible;

    pub(super) fn key(_: unsafe extern "C" fn(*mut c_void)) -> Key {
        panic!("the end of a thread is not supported")
    }

    pub(super) fn set(key: Key, _: *mut c_void) {
        match key {}
    }
}
