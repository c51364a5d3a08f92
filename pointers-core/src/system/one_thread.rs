//! WebAssembly: one thread, which never ends, and so nothing to do for any; and memory in one piece, which grows at its end for
//! everybody, so that there is no address space to reserve.

use super::NoKey;

#[cfg(target_feature = "atomics")]
compile_error!("`pointers` knows no threads of WebAssembly: compile without the feature `atomics`");

pub(crate) struct Mutex;

impl Mutex {
    pub(crate) const fn new() -> Self {
        Mutex
    }

    pub(crate) fn lock(&'static self) {}

    /// # Safety
    ///
    /// None: it is unsafe where there are threads.
    pub(crate) unsafe fn unlock(&'static self) {}
}

pub(crate) fn this_thread() -> usize {
    1
}

#[derive(Clone, Copy)]
pub(crate) struct EndKey;

impl EndKey {
    pub(crate) fn new() -> Result<Self, NoKey> {
        Ok(EndKey)
    }

    /// # Safety
    ///
    /// None: it is unsafe where there are threads.
    pub(crate) unsafe fn await_end(self, _: fn()) -> bool {
        true
    }

    /// # Safety
    ///
    /// None: it is unsafe where there are threads.
    pub(crate) unsafe fn delete(self) {}
}

/// There is no fork, either.
pub(crate) fn at_fork(_: unsafe extern "C" fn(), _: unsafe extern "C" fn()) -> bool {
    true
}
