//! What `*p` is outside of `pointers! { }`.

use core::ops::Deref;

use super::thread::HandlesStayOnTheirThread;
use crate::table::raw_handle::RawHandle;
use crate::{CallocPointer, MallocPointer};

/// Rust's `*` can only give a reference, and nothing keeps a block alive as long as that. So what a handle dereferences to
/// is this, which is good for nothing; its name is for the compiler's messages. `pointers! { }` gives `*p` its meaning.
#[repr(transparent)]
pub struct OnlyInPointersMacro<T: ?Sized, S> {
    raw: RawHandle,
    kind: HandlesStayOnTheirThread<T, S>,
}

impl<T: ?Sized, S> OnlyInPointersMacro<T, S> {
    /// The handle that was dereferenced.
    #[inline(always)]
    pub(crate) fn handle(&self) -> MallocPointer<T, S> {
        MallocPointer::from_handle(self.raw)
    }
}

macro_rules! dereferences {
    ($($Handle:ident)*) => {$(
        #[doc(hidden)]
        impl<T: ?Sized, S> Deref for $Handle<T, S> {
            type Target = OnlyInPointersMacro<T, S>;

            #[inline(always)]
            fn deref(&self) -> &OnlyInPointersMacro<T, S> {
                // SAFETY: both are transparent around a `RawHandle`, which is plain data.
                unsafe { &*core::ptr::from_ref(self).cast() }
            }
        }
    )*};
}

dereferences!(MallocPointer CallocPointer);
