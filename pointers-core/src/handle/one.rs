//! [`Pointer`] to one value: how one is made.

use super::Pointer;
use super::kind::{Array, One};
use super::size_model::Native;
use super::value::Value;

impl<T: Value + ?Sized, K: Array<Sizes = Native>> Pointer<T, K> {
    /// A [`Pointer`] to the element that this handle points at, and to nothing but that: a function that takes one cannot
    /// move it to another element, free the block or reallocate it.
    ///
    /// C: `T *`, as an argument that is one value.
    ///
    /// ```
    /// use pointers::*;
    ///
    /// fn increment(count: Pointer<u32>) -> Result<()> {
    ///     count.write(count.read()? + 1)
    /// }
    ///
    /// let counts = calloc::<u32>(3, 4)?;
    /// increment(counts.add(2)?.as_pointer())?;
    /// assert_eq!(counts.add(2)?.read()?, 1);
    /// free(counts)?;
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// It has no arithmetic:
    /// ```compile_fail,E0277
    /// # use pointers::*;
    /// let p = calloc::<u32>(3, 4).unwrap().as_pointer();
    /// p.add(1);
    /// ```
    /// And cannot be freed:
    /// ```compile_fail,E0277
    /// # use pointers::*;
    /// let p = calloc::<u32>(3, 4).unwrap().as_pointer();
    /// free(p);
    /// ```
    /// Nor can its type's lifetimes be shortened, which would be a use after free:
    /// ```compile_fail
    /// use pointers::Pointer;
    /// fn shorten<'a>(p: Pointer<&'static str>) -> Pointer<&'a str> {
    ///     p
    /// }
    /// ```
    #[must_use]
    pub fn as_pointer(self) -> Pointer<T> {
        Pointer::from_handle(self.raw)
    }
}

impl<T: Value + ?Sized, K: Array<Sizes = Native>> From<Pointer<T, K>> for Pointer<T, One> {
    /// [`as_pointer`](Pointer::as_pointer).
    fn from(handle: Pointer<T, K>) -> Self {
        handle.as_pointer()
    }
}
