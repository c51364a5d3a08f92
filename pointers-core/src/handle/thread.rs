//! What keeps handles on their thread, in one place, so that rustc has one thing to say about it.

use core::convert::Infallible;
use core::marker::PhantomData;

use zerocopy::{FromZeros, KnownLayout};

/// Keeps a handle on its thread, and its type parameters as they are: invariant in `T`.
///
/// A raw pointer alone would do both, but then rustc says that "`*mut T` cannot be sent between threads",
/// once for each pointer in a handle, and names what users never see.
#[derive(FromZeros, KnownLayout)]
#[repr(transparent)]
pub struct HandlesStayOnTheirThread<T: ?Sized, S>(PhantomData<(*mut T, S)>);

impl<T: ?Sized, S> HandlesStayOnTheirThread<T, S> {
    pub(super) const NEW: Self = HandlesStayOnTheirThread(PhantomData);
}

impl<T: ?Sized, S> Clone for HandlesStayOnTheirThread<T, S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: ?Sized, S> Copy for HandlesStayOnTheirThread<T, S> {}

/// Implemented by nothing: its own trait object, which would be, there cannot be either, with a constant.
#[diagnostic::on_unimplemented(
    message = "a handle stays on the thread that allocated its memory: it is neither `Send` nor `Sync`",
    label = "a handle would get to other threads here",
    note = "instead of a `static` write `thread_local! {{ static HEAD: Cell<MallocPointer<Node>> = const {{ Cell::new(MallocPointer::null()) }} }}`, which each thread has for itself",
    note = "to another thread send the values, not handles to them"
)]
pub trait MayLeaveItsThread {
    #[doc(hidden)]
    const NEVER: Infallible;
}

// SAFETY: nothing implements the bound, and nobody outside of this module can: neither `impl` ever applies.
unsafe impl<T: ?Sized + MayLeaveItsThread, S> Send for HandlesStayOnTheirThread<T, S> {}
// SAFETY: as above.
unsafe impl<T: ?Sized + MayLeaveItsThread, S> Sync for HandlesStayOnTheirThread<T, S> {}
