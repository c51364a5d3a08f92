//! Iterating over chunks and values.

use core::iter::FusedIterator;
use core::marker::PhantomData;
use core::panic::Location;

use super::kind::{Calloc, Malloc};
use super::size_model::Native;
use super::value::{Read, Value};
use super::{CallocPointer, Handle, Pointer};
use crate::block::look_up;
use crate::error::{Result, Site};
use crate::layout::Shape;
use crate::layout::Shaped;
use crate::table::raw_handle::RawHandle;

/// Handles to a run of elements, one after another. They carry the first one's key: whatever happens to the
/// block meanwhile, each says so when it is used.
struct HandlesInRun {
    next: RawHandle,
    stride: usize,
    left: usize,
}

impl HandlesInRun {
    fn new(handle: RawHandle, shape: &'static Shape) -> Self {
        let once = HandlesInRun {
            next: handle,
            stride: 0,
            left: 1,
        };
        let Ok(place) = look_up(handle) else {
            return once;
        };
        let layout = place.layout(shape);
        match usize::try_from(place.offset) {
            Ok(offset) if offset <= layout.end => HandlesInRun {
                next: place.handle_at(place.offset, layout),
                stride: layout.stride,
                left: (layout.end - offset) / layout.stride,
            },
            // Outside the block: the loop meets that error.
            _ => once,
        }
    }

    fn step(&mut self) -> Option<RawHandle> {
        self.left = self.left.checked_sub(1)?;
        let handle = self.next;
        let address = handle.address().wrapping_add(self.stride);
        self.next = RawHandle::new(address, handle.slot(), handle.key());
        Some(handle)
    }
}

/// The chunks of a block, from a [`CallocPointer`]'s own to the last.
pub struct Chunks<T: ?Sized, S = Native> {
    run: HandlesInRun,
    kind: PhantomData<CallocPointer<T, S>>,
}

impl<T: Value + ?Sized, S> Chunks<T, S> {
    pub(super) fn new(handle: RawHandle, shape: &'static Shape) -> Self {
        Chunks {
            run: HandlesInRun::new(handle, shape),
            kind: PhantomData,
        }
    }
}

impl<T: Value + ?Sized, S> IntoIterator for Pointer<T, Calloc<S>> {
    type Item = Self;
    type IntoIter = Chunks<T, S>;

    /// The chunks from the current one to the last. Of a block that is gone, and of NULL: the handle itself, once,
    /// so that the loop meets the error.
    fn into_iter(self) -> Chunks<T, S> {
        Chunks::new(self.raw, T::SHAPE)
    }
}

impl<T: ?Sized, S> Iterator for Chunks<T, S> {
    type Item = CallocPointer<T, S>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        self.run.step().map(CallocPointer::from_handle)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.run.left, Some(self.run.left))
    }
}

impl<T: ?Sized, S> ExactSizeIterator for Chunks<T, S> {}
impl<T: ?Sized, S> FusedIterator for Chunks<T, S> {}

impl<T: Value + ?Sized, S> core::fmt::Debug for Chunks<T, S> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let next = CallocPointer::<T, S>::from_handle(self.run.next);
        write!(f, "Chunks({} from {next:?})", self.run.left)
    }
}

/// The values of a block, copied, from a handle's own to the last.
pub struct Values<P> {
    run: HandlesInRun,
    /// Where they were asked for: `next` is called by the standard library.
    site: Site,
    kind: PhantomData<P>,
}

impl<P: Handle> Values<P> {
    #[track_caller]
    pub(super) fn new(handle: P) -> Self {
        Values {
            run: HandlesInRun::new(handle.raw(), P::Value::SHAPE),
            site: Location::caller(),
            kind: PhantomData,
        }
    }
}

impl<P: Handle<Value: Read>> Iterator for Values<P> {
    type Item = Result<<P::Value as Read>::Output>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let handle = self.run.step()?;
        // SAFETY: it was derived from a handle of this type.
        let value = unsafe { P::Value::read_from::<Malloc>(handle) };
        Some(value.map_err(|error| error.used_at_instead(self.site)))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.run.left, Some(self.run.left))
    }
}

impl<P: Handle<Value: Read>> ExactSizeIterator for Values<P> {}
impl<P: Handle<Value: Read>> FusedIterator for Values<P> {}

impl<P> core::fmt::Debug for Values<P> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Values({} left)", self.run.left)
    }
}
