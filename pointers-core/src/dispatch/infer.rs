//! The element type of a block, where nothing but the first value moved in says it.

use crate::{CallocPointer, Handle, MallocPointer, Result, SizeModel, SlicePointer};

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

macro_rules! infer {
    ($($Handle:ident)*) => {$(
        impl<S> Hint<'_, $Handle<str, S>> {
            #[doc(hidden)]
            #[inline]
            pub fn __pointers_str(self) {}
        }

        impl<U: Copy, S> Hint<'_, $Handle<[U], S>> {
            #[doc(hidden)]
            #[inline]
            pub fn __pointers_slice(self) {}
        }

        impl<T, S> Hint<'_, $Handle<T, S>> {
            #[doc(hidden)]
            #[inline]
            pub fn __pointers_value(self, _: impl FnOnce() -> T) {}
        }

        impl<S: SizeModel<str>> Inferred<$Handle<str, S>, &str> {
            #[doc(hidden)]
            #[inline]
            #[track_caller]
            pub fn __pointers_move(self) -> Result<()> {
                SlicePointer::write(self.handle, self.value)
            }
        }

        impl<U: Copy, S: SizeModel<[U]>> Inferred<$Handle<[U], S>, &[U]> {
            #[doc(hidden)]
            #[inline]
            #[track_caller]
            pub fn __pointers_move(self) -> Result<()> {
                SlicePointer::write(self.handle, self.value)
            }
        }

        impl<U: Copy, const N: usize, S: SizeModel<[U]>> Inferred<$Handle<[U], S>, &[U; N]> {
            #[inline]
            #[track_caller]
            pub fn __pointers_move(self) -> Result<()> {
                SlicePointer::write(self.handle, self.value)
            }
        }

        impl<T, S> OwnType for Inferred<$Handle<T, S>, T> {
            type Handle = $Handle<T, S>;
            type Value = T;

            #[inline]
            #[track_caller]
            fn __pointers_move(self) -> Result<()>
            where
                $Handle<T, S>: Handle<Value = T>,
            {
                self.handle.__pointers_write(self.value)
            }
        }
    )*};
}

infer!(MallocPointer CallocPointer);
