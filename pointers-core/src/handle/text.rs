//! Handles to `str` and `[U]`, whose bytes are stored in the memory itself.

use super::Handle;
use super::kind::Malloc;
use super::value::Read;
use crate::access::slices;
use crate::error::Result;
use crate::layout::Shape;

/// A value without a size of its own: `str`, or `[U]` where `U: Copy`. Sealed.
pub trait SliceValue: Read {
    /// What is noted of a slice beside its bytes: how many there are.
    #[doc(hidden)]
    fn noted_length(&self) -> usize;
}

impl SliceValue for str {
    fn noted_length(&self) -> usize {
        self.len()
    }
}

impl<U: Copy> SliceValue for [U] {
    fn noted_length(&self) -> usize {
        // Values without size have no bytes to count.
        if size_of::<U>() == 0 {
            self.len()
        } else {
            size_of_val(self)
        }
    }
}

/// Moving `str`s and `[U]`s in and out of memory.
///
/// ```
/// use pointers::{MallocPointer, free, malloc, traits::*};
///
/// let p: MallocPointer<str> = malloc(10)?;
/// p.write("abc")?;
/// assert_eq!(p.replace(&String::from("abcd"))?, "abc");
/// assert_eq!(p.take()?, "abcd");
/// assert!(!p.assigned());
/// free(p)?;
///
/// let numbers: MallocPointer<[u16]> = malloc(10)?;
/// numbers.write(&[1, 2, 3])?;
/// assert_eq!(numbers.read()?, [1, 2, 3]);
/// free(numbers)?;
/// # Ok::<(), pointers::Error>(())
/// ```
pub trait SlicePointer: Handle<Value: SliceValue> {
    /// Copies the bytes of `value` into the memory, which holds it from then on. In the macro: `p <<= value`, as in
    /// the document. C: `strcpy`, `memcpy`.
    ///
    /// # Errors
    ///
    /// `InvalidSize` if it does not fit; `Memory`; `NotEnoughChunks` or `OutOfBounds`; `NullPointer`;
    /// `Borrow`. The memory is unchanged then.
    #[track_caller]
    fn write(self, value: &Self::Value) -> Result<()> {
        self.__pointers_admit(value)?;
        // SAFETY: it is the handle's type, and slices of `Copy` values have no drop.
        unsafe { slices::write_slice(self.raw(), value, value.noted_length()) }
    }

    /// The value, as a `String` or `Vec`; the memory is unassigned again.
    ///
    /// # Errors
    ///
    /// As for `read`.
    #[track_caller]
    fn take(self) -> Result<<Self::Value as Read>::Output> {
        // SAFETY: it is the handle's type.
        let value = unsafe { Self::Value::read_from::<Malloc>(self.raw()) }?;
        slices::forget_slice(self.raw(), shape_of::<Self>())?;
        Ok(value)
    }

    /// Moves a value in, and gives the one that was there, as a `String` or `Vec`.
    ///
    /// # Errors
    ///
    /// As for `read` and [`write`](Self::write).
    #[track_caller]
    fn replace(self, value: &Self::Value) -> Result<<Self::Value as Read>::Output> {
        // SAFETY: it is the handle's type.
        let before = unsafe { Self::Value::read_from::<Malloc>(self.raw()) }?;
        SlicePointer::write(self, value)?;
        Ok(before)
    }
}

impl<P: Handle<Value: SliceValue>> SlicePointer for P {}

fn shape_of<P: Handle>() -> &'static Shape {
    use crate::layout::Shaped;
    P::Value::SHAPE
}
