//! `if *p`, `while n->next`: what is tested is true or false. `a = b = c`: an assignment has no value.

use core::convert::Infallible;
use core::ops::Not;

/// Only `bool` is: C's other conditions are written as comparisons.
#[diagnostic::on_unimplemented(
    message = "a `{Self}` is neither true nor false: compare it, a number with `!= 0`, a handle with `!= NULL`",
    label = "C's condition",
    note = "`if *p` of C is `if *p != 0`, `while (n)` is `while n != NULL`"
)]
pub trait TrueOrFalse {
    fn tested(self) -> bool;
}

impl TrueOrFalse for bool {
    #[inline(always)]
    fn tested(self) -> bool {
        self
    }
}

/// Keeps inference from choosing `bool`, of which the compiler then would say that it is another type.
#[diagnostic::do_not_recommend]
impl TrueOrFalse for Infallible {
    fn tested(self) -> bool {
        match self {}
    }
}

#[must_use]
#[inline(always)]
pub fn is_condition<T: TrueOrFalse>(value: T) -> bool {
    value.tested()
}

/// After a `!`: of what that makes a `bool`.
#[diagnostic::on_unimplemented(
    message = "a `{Self}` is neither true nor false: compare it, a number with `== 0`, a handle with `== NULL`",
    label = "C's condition",
    note = "`if (!*p)` of C is `if *p == 0`, `while (!n)` is `while n == NULL`"
)]
pub trait Negated {
    fn negated(self) -> bool;
}

#[diagnostic::do_not_recommend]
impl<T: Not<Output = bool>> Negated for T {
    #[inline(always)]
    fn negated(self) -> bool {
        !self
    }
}

#[must_use]
#[inline(always)]
pub fn is_not<T: Negated>(value: T) -> bool {
    value.negated()
}

/// What an assignment gives.
#[diagnostic::on_unimplemented(
    message = "an assignment has no value in Rust: `a = b = c` is two statements, `b = c; a = b;`",
    label = "this `=` has no value"
)]
pub trait ValueOfAssignment {
    fn value() -> Self;
}

impl ValueOfAssignment for () {
    #[inline(always)]
    fn value() {}
}

#[must_use]
#[inline(always)]
pub fn assigned<T: ValueOfAssignment>((): ()) -> T {
    T::value()
}
