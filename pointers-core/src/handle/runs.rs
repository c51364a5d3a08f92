//! Runs of elements, as methods of handles: `borrow_slice`, `copy_from`, `fill`, `values`.

use super::guard::{self, Ref, RefMut};
use super::iter::Values;
use super::kind::{Array, InBytes};
use super::size_model::SizeModel;
use super::{Handle, Pointer};
use crate::access::runs;
use crate::error::Result;

impl<T, K: Array<Sizes: SizeModel<T>>> Pointer<T, K> {
    /// A guard of `count` elements from this one on, as a slice: one check for all of them.
    ///
    /// # Errors
    ///
    /// As for [`borrow`](Self::borrow), of any of the elements; `InvalidSize` if the chunks are larger than
    /// the values, so that there are gaps.
    ///
    /// ```
    /// use pointers::*;
    /// let p = malloc::<u32>(12)?;
    /// p.copy_from_slice(&[1, 2, 3])?;
    /// assert_eq!(p.borrow_slice(3)?.iter().sum::<u32>(), 6);
    /// # free(p)?;
    /// # Ok::<(), Error>(())
    /// ```
    #[track_caller]
    pub fn borrow_slice(self, count: usize) -> Result<Ref<[T]>> {
        // SAFETY: `T` is the handle's type.
        unsafe { guard::borrow_run(self.raw, count) }
    }

    /// A guard of `count` elements from this one on, as a mutable slice: one check for all of them.
    ///
    /// # Errors
    ///
    /// As for [`borrow_slice`](Self::borrow_slice).
    ///
    /// ```
    /// use pointers::*;
    /// let p = malloc::<u32>(12)?;
    /// p.copy_from_slice(&[3, 1, 2])?;
    /// p.borrow_slice_mut(3)?.sort();
    /// assert_eq!(*p.borrow_slice(3)?, [1, 2, 3]);
    /// # free(p)?;
    /// # Ok::<(), Error>(())
    /// ```
    #[track_caller]
    pub fn borrow_slice_mut(self, count: usize) -> Result<RefMut<[T]>> {
        // SAFETY: `T` is the handle's type.
        unsafe { guard::borrow_run_mut(self.raw, count) }
    }

    /// The values from this element to the last, copied one after another.
    ///
    /// ```
    /// use pointers::*;
    /// let p = malloc::<u32>(12)?;
    /// p.copy_from_slice(&[1, 2, 3])?;
    /// assert_eq!(p.add(1)?.values().collect::<Result<Vec<_>>>()?, [2, 3]);
    /// # free(p)?;
    /// # Ok::<(), Error>(())
    /// ```
    #[track_caller]
    pub fn values(self) -> Values<Self>
    where
        T: Copy,
    {
        Values::new(self)
    }
}

impl<T, K: InBytes> Pointer<T, K> {
    /// Copies `count` elements from another handle, with one check for all of them. The two runs may overlap.
    ///
    /// C: `memmove`.
    ///
    /// # Errors
    ///
    /// As for [`read`](Self::read) and [`write`](Self::write), of any of the elements; `InvalidSize` if
    /// the chunks are larger than the values.
    ///
    /// ```
    /// use pointers::*;
    /// let p = malloc::<u32>(12)?;
    /// p.copy_from_slice(&[1, 2, 3])?;
    /// p.add(1)?.copy_from(p, 2)?;
    /// assert_eq!(*p.borrow_slice(3)?, [1, 1, 2]);
    /// # free(p)?;
    /// # Ok::<(), Error>(())
    /// ```
    #[track_caller]
    pub fn copy_from(self, source: impl Handle<Value = T>, count: usize) -> Result<()>
    where
        T: Copy,
    {
        // SAFETY: `T` is the type of both handles.
        unsafe { runs::copy::<T>(self.raw, source.raw(), count) }
    }

    /// Copies a slice into the memory from this element on, with one check for all of them.
    ///
    /// C: `memcpy`.
    ///
    /// # Errors
    ///
    /// As for [`write`](Self::write), of any of the elements; `InvalidSize` if the chunks are larger than
    /// the values. Nothing is written then.
    ///
    /// ```
    /// use pointers::*;
    /// let p = malloc::<u32>(12)?;
    /// p.copy_from_slice(&[1, 2, 3])?;
    /// assert!(p.copy_from_slice(&[1, 2, 3, 4]).is_err());
    /// # free(p)?;
    /// # Ok::<(), Error>(())
    /// ```
    #[track_caller]
    pub fn copy_from_slice(self, values: &[T]) -> Result<()>
    where
        T: Copy,
    {
        // SAFETY: `T` is the handle's type.
        unsafe { runs::copy_from_slice(self.raw, values) }
    }

    /// Moves clones of a value into `count` elements from this one on, with one check for all of them.
    /// What was there is dropped.
    ///
    /// C: `memset`, for values of any size.
    ///
    /// # Errors
    ///
    /// As for [`write`](Self::write), of any of the elements; `InvalidSize` if the chunks are larger than
    /// the values.
    ///
    /// ```
    /// use pointers::*;
    /// let p = malloc::<u32>(12)?;
    /// p.fill(7, 3)?;
    /// assert_eq!(*p.borrow_slice(3)?, [7, 7, 7]);
    /// # free(p)?;
    /// # Ok::<(), Error>(())
    /// ```
    #[track_caller]
    pub fn fill(self, value: T, count: usize) -> Result<()>
    where
        T: Clone,
    {
        // SAFETY: `T` is the handle's type.
        match unsafe { runs::fill(self.raw, &value, count) } {
            Ok(()) => Ok(()),
            Err(error) => Err(error.after_drop_of(value)),
        }
    }
}
