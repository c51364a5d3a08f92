//! The element type of a block, where nothing but the first value moved in says it.

use crate::{Array, Handle, Kind, Pointer, Result, SizeModel, SlicePointer};

/// A handle whose element type the macro knows before the compiler does. Does nothing when it runs.
pub struct Hint<'h, P>(pub &'h P);

/// A variable that is no handle, or whose element type is known, is left alone.
pub trait PlainHint: Sized {
    #[doc(hidden)]
    fn __pointers_str(self) {}
    #[doc(hidden)]
    fn __pointers_slice(self) {}
    #[doc(hidden)]
    fn __pointers_value<V>(self, _: impl FnOnce() -> V) {}
}

impl<P> PlainHint for Hint<'_, P> {}

/// `p <<= v` where `v` may be a `&str` or a `&[U]`, whose contents are then moved in, or a value.
pub struct Inferred<P, V> {
    pub handle: P,
    pub value: V,
}

/// Everything else is moved in as itself.
pub trait OwnType {
    type Handle;
    type Value;

    /// What this asks of the handle is not part of the lookup, so that the compiler says what is missing.
    #[doc(hidden)]
    #[track_caller]
    fn __pointers_move(self) -> Result<()>
    where
        Self::Handle: Handle<Value = Self::Value>;
}

impl<K: Kind> Hint<'_, Pointer<str, K>> {
    #[inline]
    pub fn __pointers_str(self) {}
}

impl<U: Copy, K: Kind> Hint<'_, Pointer<[U], K>> {
    #[inline]
    pub fn __pointers_slice(self) {}
}

impl<T, K: Kind> Hint<'_, Pointer<T, K>> {
    #[inline]
    pub fn __pointers_value(self, _: impl FnOnce() -> T) {}
}

impl<K: Array<Sizes: SizeModel<str>>> Inferred<Pointer<str, K>, &str> {
    #[inline]
    #[track_caller]
    pub fn __pointers_move(self) -> Result<()> {
        SlicePointer::write(self.handle, self.value)
    }
}

impl<U: Copy, K: Array<Sizes: SizeModel<[U]>>> Inferred<Pointer<[U], K>, &[U]> {
    #[inline]
    #[track_caller]
    pub fn __pointers_move(self) -> Result<()> {
        SlicePointer::write(self.handle, self.value)
    }
}

impl<U: Copy, const N: usize, K: Array<Sizes: SizeModel<[U]>>> Inferred<Pointer<[U], K>, &[U; N]> {
    #[inline]
    #[track_caller]
    pub fn __pointers_move(self) -> Result<()> {
        SlicePointer::write(self.handle, self.value)
    }
}

impl<T, K: Kind> OwnType for Inferred<Pointer<T, K>, T> {
    type Handle = Pointer<T, K>;
    type Value = T;

    #[inline]
    fn __pointers_move(self) -> Result<()>
    where
        Pointer<T, K>: Handle<Value = T>,
    {
        self.handle.__pointers_write(self.value)
    }
}
