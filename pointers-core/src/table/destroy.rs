//! C's own destructor of a block, which ends it instead of C's `free`.

use core::mem::transmute;

/// A function of C's, and how it is called: its own type is known only where it is given.
#[derive(Clone, Copy)]
pub(crate) struct Destroy {
    function: unsafe extern "C" fn(),
    call: unsafe fn(unsafe extern "C" fn(), *mut u8),
}

impl Destroy {
    pub(crate) fn new<A, R>(function: unsafe extern "C" fn(*mut A) -> R) -> Self {
        /// # Safety
        ///
        /// The function is one that takes an `*mut A` and returns an `R`, and may be called with this memory.
        unsafe fn call<A, R>(function: unsafe extern "C" fn(), memory: *mut u8) {
            // SAFETY: the caller's promise: this is what it was before `new` took its type away.
            let function = unsafe {
                transmute::<unsafe extern "C" fn(), unsafe extern "C" fn(*mut A) -> R>(function)
            };
            // SAFETY: the caller's promise.
            drop(unsafe { function(memory.cast()) });
        }

        // SAFETY: function pointers are all alike; only `call` calls it, which gives it its type back.
        let function = unsafe {
            transmute::<unsafe extern "C" fn(*mut A) -> R, unsafe extern "C" fn()>(function)
        };
        Destroy {
            function,
            call: call::<A, R>,
        }
    }

    /// # Safety
    ///
    /// The memory is what the function is for, and nobody uses it afterwards.
    pub(crate) unsafe fn call(self, memory: *mut u8) {
        // SAFETY: `call` is that of the function's own type; the rest is the caller's promise.
        unsafe { (self.call)(self.function, memory) };
    }
}
