//! `~p.len()` is `~(p.len())`, and a handle has no `len`: the error says what to write.
//!
//! The methods are of no trait: with one in scope, the user's `<_>::to_string` would have two meanings. Their `impl` holds for
//! no handle, so that method lookup takes any of the user's own traits instead, and otherwise says why it does not hold.

use crate::Pointer;

/// Never implemented: a handle is not what it points to.
#[diagnostic::on_unimplemented(
    message = "a handle has no such method, what it points to may: `~p.method()` reads `~(p.method())`",
    label = "called on the handle",
    note = "write `(~p).method()` to call it on the value"
)]
pub trait Pointee {}

macro_rules! methods {
    ($($method:ident)*) => {
        /// Methods that a value has and a handle has not.
        #[doc(hidden)]
        #[allow(clippy::wrong_self_convention, clippy::len_without_is_empty, reason = "the receiver decides when it is looked up")]
        impl<T: ?Sized, K> Pointer<T, K>
        where
            Self: Pointee,
        {
            $(
                pub fn $method(&mut self) -> usize {
                    0
                }
            )*
        }
    };
}

methods! {
    abs as_bytes as_mut as_ref as_slice as_str bytes chars clear count_ones first into_bytes is_ascii is_empty is_err is_none is_ok
    is_some keys last leading_zeros len lines pop reverse sort split_whitespace sqrt sum to_lowercase to_owned to_string
    to_uppercase trailing_zeros trim unwrap values_mut
}
