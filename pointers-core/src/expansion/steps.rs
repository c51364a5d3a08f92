//! `place++`, `place--`, and the prefix forms.

use core::convert::Infallible;

use super::sides::{Anything, never};
use crate::handle::star::OnlyInPointersMacro;
use crate::{Array, One, Pointer, Result, Value};

impl<T: Value + ?Sized, K: Array> Pointer<T, K> {
    #[doc(hidden)]
    #[inline]
    #[track_caller]
    pub fn __pointers_up(&mut self) -> Result<()> {
        self.__pointers_step_up(1)
    }

    #[doc(hidden)]
    #[inline]
    #[track_caller]
    pub fn __pointers_down(&mut self) -> Result<()> {
        self.__pointers_step_down(1)
    }
}

macro_rules! steps_that_are_not_run {
    ($($method:ident)*) => {
        impl Anything {
            $(#[doc(hidden)]
            pub fn $method(&mut self) -> Result<(), Infallible> {
                never()
            })*
        }

        impl<T: ?Sized, K> OnlyInPointersMacro<T, K> {
            $(#[doc(hidden)]
            pub fn $method(&mut self) -> Result<(), Infallible> {
                never()
            })*
        }
    };
}

steps_that_are_not_run!(__pointers_up __pointers_down);

/// Never implemented: what stands alone has no next.
#[diagnostic::on_unimplemented(
    message = "a `Pointer` points to one value, which has no next: `++`, `--`, `+=` and `-=` step a `MallocPointer` or a `CallocPointer`",
    label = "this handle stays where it is",
    note = "`(*q)++` and `*q += 1` change what `q` points to"
)]
pub trait MovesByElements {}

/// Gives the error its words.
pub trait StepsOfOne: Sized {
    type Handle;

    #[doc(hidden)]
    fn __pointers_up(self) -> Result<(), Infallible>
    where
        Self::Handle: MovesByElements,
    {
        never()
    }

    #[doc(hidden)]
    fn __pointers_down(self) -> Result<(), Infallible>
    where
        Self::Handle: MovesByElements,
    {
        never()
    }

    #[doc(hidden)]
    fn __pointers_step_up<N>(self, _: N) -> Result<(), Infallible>
    where
        Self::Handle: MovesByElements,
    {
        never()
    }

    #[doc(hidden)]
    fn __pointers_step_down<N>(self, _: N) -> Result<(), Infallible>
    where
        Self::Handle: MovesByElements,
    {
        never()
    }
}

impl<T: ?Sized> StepsOfOne for &mut Pointer<T, One> {
    type Handle = Pointer<T, One>;
}

/// Never implemented: what is neither an integer nor a handle.
#[diagnostic::on_unimplemented(
    message = "`++` and `--` step integers and handles, and a `{Self}` is neither",
    label = "`++` or `--` of a `{Self}`",
    note = "of a structure step the field: `s.count++`"
)]
pub trait Steppable {}

/// The same of everything else, unless it leads to what can be stepped.
pub trait StepsOfOther {
    #[doc(hidden)]
    fn __pointers_up(&mut self) -> Result<(), Infallible> {
        never()
    }

    #[doc(hidden)]
    fn __pointers_down(&mut self) -> Result<(), Infallible> {
        never()
    }
}

impl<T: Steppable + ?Sized> StepsOfOther for T {}

/// What `++` and `--` step by one. An unsigned integer wraps, as in C.
pub trait StepsByOne: Copy {
    #[doc(hidden)]
    #[track_caller]
    fn __pointers_up(&mut self) -> Result<(), Infallible>;
    #[doc(hidden)]
    #[track_caller]
    fn __pointers_down(&mut self) -> Result<(), Infallible>;
}

macro_rules! integers {
    ($($n:ident: $up:expr, $down:expr => $($Integer:ident)*;)*) => {$(
        integers!(@ $n $up, $down => $($Integer)*);
    )*};
    (@ $n:ident $up:expr, $down:expr => ) => {};
    (@ $n:ident $up:expr, $down:expr => $Integer:ident $($rest:ident)*) => {
        impl StepsByOne for $Integer {
            #[inline]
            fn __pointers_up(&mut self) -> Result<(), Infallible> {
                let $n = *self;
                *self = $up;
                Ok(())
            }

            #[inline]
            fn __pointers_down(&mut self) -> Result<(), Infallible> {
                let $n = *self;
                *self = $down;
                Ok(())
            }
        }

        integers!(@ $n $up, $down => $($rest)*);
    };
}

integers! {
    n: n.wrapping_add(1), n.wrapping_sub(1) => u8 u16 u32 u64 u128 usize;
    n: n + 1, n - 1 => i8 i16 i32 i64 i128 isize;
}
