//! Reading, writing and borrowing the value that a handle points at.

use super::Pointer;
use super::guard::{self, Ref, RefMut};
use super::kind::Kind;
use super::size_model::SizeModel;
use super::size_model::sealed::Model;
use super::value::{Read, Value};
use crate::access::{elements, parts};
use crate::block::path::Path;
use crate::error::Result;

impl<T: Value + ?Sized, K: Kind> Pointer<T, K> {
    /// Whether the element that the handle points at holds a value, and so can be read.
    ///
    /// [The document](crate#the-document): "`freed` and `assigned` property are present."
    ///
    /// ```
    /// use pointers::*;
    /// let p = calloc_safe::<u32>(3, 4)?;
    /// assert!(!p.assigned());
    /// p.write(1)?;
    /// assert!(p.assigned());
    /// free(p)?;
    /// assert!(!p.assigned());
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn assigned(self) -> bool {
        if K::ONE && !T::SHAPE.slice {
            return parts::is_assigned(self.raw, &Path::one::<T>().end::<T>());
        }
        elements::is_assigned(self.raw, T::SHAPE)
    }

    /// The value, copied: a `T: Copy` itself, a `String` of a `str`, a `Vec<U>` of a `[U]`. In the
    /// macro: `~p`. The document: `print(~ptr)`. C: `*p`.
    ///
    /// # Errors
    ///
    /// `Dereference` if nothing was moved in; `Memory` after `free`; `NotEnoughChunks` or
    /// `OutOfBounds` outside the block; `NullPointer`; `Borrow` while a
    /// [`borrow_mut`](Self::borrow_mut) of the value lives.
    ///
    /// ```
    /// use pointers::*;
    /// let p = malloc::<u32>(12)?;
    /// p.write(7)?;
    /// assert_eq!(p.read()?, 7);
    /// free(p)?;
    /// # Ok::<(), Error>(())
    /// ```
    #[inline(always)]
    #[track_caller]
    pub fn read(self) -> Result<T::Output>
    where
        T: Read,
    {
        // SAFETY: `T` is the handle's type.
        unsafe { T::read_from::<K>(self.raw) }
    }

    /// A guard through which the value can be read where it is. While it lives, what would change
    /// or move the value is a `Borrow` error; it ends when it is dropped.
    ///
    /// # Errors
    ///
    /// As for [`read`](Self::read), and `InvalidSize` where the address is not aligned for `T`.
    ///
    /// ```
    /// use pointers::*;
    /// let p = malloc::<u32>(12)?;
    /// p.write(7)?;
    /// let value = p.borrow()?;
    /// assert_eq!(*value, 7);
    /// assert_eq!(p.write(8).unwrap_err().kind(), ErrorKind::Borrow);
    /// # drop(value); free(p)?;
    /// # Ok::<(), Error>(())
    /// ```
    #[track_caller]
    pub fn borrow(self) -> Result<Ref<T>> {
        // SAFETY: `T` is the handle's type.
        unsafe { guard::borrow(self.raw, K::ONE) }
    }

    /// A guard through which the value can be changed where it is. While it lives, every other access
    /// to the value is a `Borrow` error.
    ///
    /// # Errors
    ///
    /// As for [`borrow`](Self::borrow).
    ///
    /// ```
    /// use pointers::*;
    /// let p = malloc::<u32>(12)?;
    /// p.write(7)?;
    /// *p.borrow_mut()? += 1;
    /// assert_eq!(p.read()?, 8);
    /// # free(p)?;
    /// # Ok::<(), Error>(())
    /// ```
    #[track_caller]
    pub fn borrow_mut(self) -> Result<RefMut<T>> {
        // SAFETY: `T` is the handle's type.
        unsafe { guard::borrow_mut(self.raw, K::ONE) }
    }
}

impl<T, K: Kind<Sizes: SizeModel<T>>> Pointer<T, K> {
    /// Moves a value into the memory. The value that was there is dropped. In the macro: `p <<= value`,
    /// as in the document. C: `*p = value`.
    ///
    /// # Errors
    ///
    /// `InvalidSize` if the value does not fit, or the block is not a whole number of such values; `Memory`;
    /// `NotEnoughChunks` or `OutOfBounds`; `NullPointer`; `Borrow`. The memory is unchanged then,
    /// and the value is dropped.
    ///
    /// ```
    /// use pointers::*;
    /// let p = malloc::<u32>(12)?;
    /// p.write(7)?;
    /// assert_eq!(p.read()?, 7);
    /// # free(p)?;
    /// # Ok::<(), Error>(())
    /// ```
    #[inline(always)]
    #[track_caller]
    pub fn write(self, value: T) -> Result<()> {
        if K::ONE {
            // SAFETY: `T` is the handle's type.
            return unsafe { parts::write(self.raw, &Path::one::<T>(), value) };
        }
        if let Err(error) = K::Sizes::admit(self, &value) {
            return Err(error.after_drop_of(value));
        }
        // SAFETY: `T` is the handle's type.
        unsafe { elements::write(self.raw, value) }
    }

    /// Moves the value out of the memory, which is unassigned again.
    ///
    /// # Errors
    ///
    /// As for [`read`](Self::read).
    ///
    /// ```
    /// use pointers::*;
    /// let p = malloc::<u32>(12)?;
    /// p.write(7)?;
    /// assert_eq!(p.take()?, 7);
    /// assert_eq!(p.take().unwrap_err().kind(), ErrorKind::Dereference);
    /// # free(p)?;
    /// # Ok::<(), Error>(())
    /// ```
    #[track_caller]
    pub fn take(self) -> Result<T> {
        if K::ONE {
            // SAFETY: `T` is the handle's type.
            return unsafe { parts::take(self.raw, &Path::one::<T>()) };
        }
        // SAFETY: `T` is the handle's type.
        unsafe { elements::take(self.raw) }
    }

    /// Moves a value in, and the one that was there out.
    ///
    /// # Errors
    ///
    /// As for [`read`](Self::read); the new value is dropped then.
    ///
    /// ```
    /// use pointers::*;
    /// let p = malloc::<u32>(12)?;
    /// p.write(7)?;
    /// assert_eq!(p.replace(8)?, 7);
    /// assert_eq!(p.read()?, 8);
    /// # free(p)?;
    /// # Ok::<(), Error>(())
    /// ```
    #[track_caller]
    pub fn replace(self, value: T) -> Result<T> {
        if K::ONE {
            // SAFETY: `T` is the handle's type.
            return unsafe { parts::replace(self.raw, &Path::one::<T>(), value) };
        }
        if let Err(error) = K::Sizes::admit(self, &value) {
            return Err(error.after_drop_of(value));
        }
        // SAFETY: `T` is the handle's type.
        unsafe { elements::replace(self.raw, value) }
    }
}
