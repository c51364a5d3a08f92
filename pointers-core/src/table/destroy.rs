//! What ends a block instead of C's `free`: C's own destructor, or that of blocks which are aligned to more than usual, where the
//! system has another for these.

use core::mem::transmute;

use crate::system;

/// A function of C's, and how it is called: its own type is known only where it is given.
#[derive(Clone, Copy)]
pub(crate) struct Destroy {
    function: unsafe extern "C" fn(),
    call: unsafe fn(unsafe extern "C" fn(), *mut u8),
    /// Whether the block is C's own allocator's all the same.
    pub(crate) is_of_aligned: bool,
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
            is_of_aligned: false,
        }
    }

    /// What ends a block that was allocated with this alignment, if `free` does not.
    #[inline(always)]
    pub(crate) fn of_aligned(align: usize) -> Option<Self> {
        let ends = system::ENDS_ALIGNED.filter(|_| align > system::NATURAL_ALIGN)?;
        Some(Destroy {
            is_of_aligned: true,
            ..Destroy::new(ends)
        })
    }

    /// # Safety
    ///
    /// The memory is what the function is for, and nobody uses it afterwards.
    pub(crate) unsafe fn call(self, memory: *mut u8) {
        // SAFETY: `call` is that of the function's own type; the rest is the caller's promise.
        unsafe { (self.call)(self.function, memory) };
    }
}
