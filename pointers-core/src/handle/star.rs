//! What `*p` is outside of `pointers! { }`.

use core::ops::Deref;

use super::thread::HandlesStayOnTheirThread;
use crate::Pointer;
use crate::table::raw_handle::RawHandle;

/// Rust's `*` can only give a reference, and nothing keeps a block alive as long as that. So what a handle dereferences to
/// is this, which is good for nothing; its name is for the compiler's messages. `pointers! { }` gives `*p` its meaning.
#[repr(transparent)]
pub struct HandleUseTildeOrRead<T: ?Sized, K> {
    raw: RawHandle,
    kind: HandlesStayOnTheirThread<T, K>,
}

impl<T: ?Sized, K> HandleUseTildeOrRead<T, K> {
    /// The handle that was dereferenced.
    #[inline(always)]
    pub(crate) fn handle(&self) -> Pointer<T, K> {
        Pointer::from_handle(self.raw)
    }
}

#[doc(hidden)]
impl<T: ?Sized, K> Deref for Pointer<T, K> {
    type Target = HandleUseTildeOrRead<T, K>;

    #[inline(always)]
    fn deref(&self) -> &HandleUseTildeOrRead<T, K> {
        // SAFETY: both are transparent around a `RawHandle`, which is plain data.
        unsafe { &*core::ptr::from_ref(self).cast() }
    }
}
