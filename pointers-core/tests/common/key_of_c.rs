//! A thread-local of C: its destructor runs after those of std's.

/// A thread-local of C. C destroys those that were made after the heap's own key after that one.
#[derive(Clone, Copy)]
pub(crate) struct KeyOfC(libc::pthread_key_t);

type AtEnd = Box<dyn FnOnce()>;

impl KeyOfC {
    pub(crate) fn new() -> Self {
        unsafe extern "C" fn destroy(run: *mut libc::c_void) {
            // SAFETY: it came out of a box in `at_thread_end`, and C destroys each once.
            let run = unsafe { Box::from_raw(run.cast::<AtEnd>()) };
            run();
        }

        let mut key = 0;
        // SAFETY: `key` is a place for the result.
        let failed = unsafe { libc::pthread_key_create(&raw mut key, Some(destroy)) };
        assert_eq!(failed, 0);
        KeyOfC(key)
    }

    /// Runs this when the thread ends. Once for each thread.
    pub(crate) fn at_thread_end(self, run: impl FnOnce() + 'static) {
        let run: Box<AtEnd> = Box::new(Box::new(run));
        // SAFETY: the key was made in `new`, whose destructor knows what the value is.
        let failed = unsafe { libc::pthread_setspecific(self.0, Box::into_raw(run).cast()) };
        assert_eq!(failed, 0);
    }
}
