//! Memory that is freed by itself, for those who want it.

use core::fmt;
use core::mem::ManuallyDrop;
use core::ops::Deref;
use core::panic::Location;

use crate::error::Site;
use crate::handle::Handle;

/// Frees its block when it is dropped. Everything else works through it as on the handle.
///
/// Copies of the handle can be made, and are dead when this is. Where the block cannot be freed, because it
/// was already, or a guard of it lives, dropping this does nothing.
///
/// ```
/// use pointers::{Owned, heap, malloc};
///
/// let before = heap::stats().live_blocks;
/// {
///     let ptr = Owned::new(malloc(4)?);
///     ptr.write(7)?;
///     assert_eq!(ptr.read()?, 7);
/// }
/// assert_eq!(heap::stats().live_blocks, before);
/// # Ok::<(), pointers::Error>(())
/// ```
#[must_use = "dropping it frees the memory"]
pub struct Owned<P: Handle> {
    pointer: P,
    /// Where it was made, which is noted as where the block was freed: a drop has no place in the source.
    site: Site,
}

impl<P: Handle> Owned<P> {
    /// Frees the handle's block when dropped. Errors name this call as the place where it was freed.
    #[track_caller]
    pub fn new(pointer: P) -> Self {
        Owned {
            pointer,
            site: Location::caller(),
        }
    }

    /// The handle, whose block is not freed by itself any more.
    #[must_use]
    pub fn into_inner(self) -> P {
        ManuallyDrop::new(self).pointer
    }
}

impl<P: Handle> Deref for Owned<P> {
    type Target = P;

    fn deref(&self) -> &P {
        &self.pointer
    }
}

impl<P: Handle> Drop for Owned<P> {
    fn drop(&mut self) {
        // An error here says that the block is gone, or in use: there is nobody to tell.
        let _ = self.pointer.free_at(self.site);
    }
}

impl<P: Handle + fmt::Debug> fmt::Debug for Owned<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.pointer.fmt(f)
    }
}
