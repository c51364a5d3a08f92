//! Loops without the macro: a block that is looked up once, and then read and written by index.

use core::fmt;

use super::Handle;
use super::Pointer;
use super::kind::Array;
use super::size_model::Native;
use super::view::View;
use crate::access::{elements, offsets};
use crate::block::find;
use crate::error::Result;
use crate::layout::Shape;

impl<T, K: Array<Sizes = Native>> Pointer<T, K> {
    /// The elements from here on, looked up once: for loops. [`get`](View::get) and [`set`](View::set) then do what
    /// `p.add(i)?.read()` and `p.add(i)?.write(v)` do, with the same errors.
    ///
    /// A view borrows nothing: where the block is freed or reallocated meanwhile, it says what the handle says.
    ///
    /// # Errors
    ///
    /// `Memory`; `NullPointer`.
    ///
    /// ```
    /// use pointers::*;
    ///
    /// let squares = malloc::<u64>(8 * 100)?;
    /// let view = squares.view()?;
    /// for i in 0..100 {
    ///     view.set(i, (i * i) as u64)?;
    /// }
    /// let mut sum = 0;
    /// for i in 0..100 {
    ///     sum += view.get(i)?;
    /// }
    /// assert_eq!(sum, 328_350);
    /// assert_eq!(view.get(100).unwrap_err().kind(), ErrorKind::OutOfBounds);
    /// free(squares)?;
    /// assert_eq!(view.get(0).unwrap_err().kind(), ErrorKind::Memory);
    /// # Ok::<(), Error>(())
    /// ```
    #[track_caller]
    pub fn view(self) -> Result<View<Self>> {
        let place = find(self.raw)?;
        // As it is today: a handle from before a reallocation has another address.
        let now = place.handle_at(place.offset, place.layout(Shape::of::<T>()));
        Ok(View::of(Pointer::from_handle(now)))
    }
}

impl<T: Copy, P: Handle<Value = T>> View<P> {
    /// A copy of the element so many further than the handle.
    ///
    /// # Errors
    ///
    /// As for [`add`](Pointer::add) and [`read`](Pointer::read).
    ///
    /// ```
    /// use pointers::*;
    ///
    /// let p = MallocPointer::from_slice(&[1, 2, 3])?;
    /// assert_eq!(p.add(1)?.view()?.get(1)?, 3);
    /// # free(p)?;
    /// # Ok::<(), Error>(())
    /// ```
    #[inline(always)]
    #[track_caller]
    pub fn get(&self, index: usize) -> Result<T> {
        match self.look(index) {
            Some(value) => Ok(value),
            // SAFETY: it is the type of the handle, and `Copy`.
            None => unsafe { elements::read_at(self.pointer().raw(), index, P::CHUNKED) },
        }
    }
}

impl<T, P: Handle<Value = T>> View<P> {
    /// Moves a value into the element so many further than the handle. What was there is dropped.
    ///
    /// # Errors
    ///
    /// As for [`add`](Pointer::add) and [`write`](Pointer::write). The value is dropped then.
    ///
    /// ```
    /// use pointers::*;
    ///
    /// let p = malloc::<String>(2 * size_of::<String>())?;
    /// let view = p.view()?;
    /// view.set(0, "one".into())?;
    /// view.set(1, "two".into())?;
    /// assert_eq!(*p.add(1)?.borrow()?, "two");
    /// # free(p)?;
    /// # Ok::<(), Error>(())
    /// ```
    #[inline(always)]
    #[track_caller]
    pub fn set(&self, index: usize, value: T) -> Result<()> {
        let value = match self.store(index, value) {
            Ok(()) => return Ok(()),
            Err(value) => value,
        };
        match offsets::checked(self.pointer().raw(), index, P::SHAPE, P::CHUNKED) {
            // SAFETY: it is the type of the handle.
            Ok(element) => unsafe { elements::write(element, value) },
            Err(error) => Err(error.after_drop_of(value)),
        }
    }
}

impl<P: Handle + fmt::Debug> fmt::Debug for View<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("View").field(&self.pointer()).finish()
    }
}
