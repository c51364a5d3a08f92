//! Whose an operator is, where only the type of its left side says it.
//!
//! The expansion then has two arms: ours, and one with the user's own tokens, so that Rust's order of evaluation,
//! temporaries and borrows stay Rust's. The compiler checks the types of both, but the wrong one begins with a call
//! that never returns, so that it is neither run nor borrow-checked.

use core::convert::Infallible;
use core::marker::PhantomData;

use super::leads::LeadsToHandle;
use crate::{Distance, Error, Result};

/// A handle is meant.
#[derive(Clone, Copy)]
pub struct Ours;

/// Rust's operator is meant.
#[derive(Clone, Copy)]
pub struct Rusts;

/// One of the two, and the type of the right side where that matters.
pub trait Side {
    const SIDE: Self;
}

impl Side for Ours {
    const SIDE: Self = Self;
}

impl Side for Rusts {
    const SIDE: Self = Self;
}

impl<S: Side, V> Side for (S, Slot<V>) {
    const SIDE: Self = (S::SIDE, Slot(PhantomData));
}

/// The side that the code after a call of [`never`] says.
#[inline]
#[must_use]
pub fn side<S: Side>() -> S {
    S::SIDE
}

/// Before code of which only the types matter.
#[cold]
pub fn never() -> ! {
    unreachable!("this arm is of another type")
}

/// Where a guard, or what an argument lends, waits for the end of the statement.
pub struct Waiting<G>(Option<G>);

impl<G> Waiting<G> {
    #[inline]
    #[must_use]
    #[allow(clippy::new_without_default, reason = "only the expansion makes one")]
    pub fn new() -> Self {
        Waiting(None)
    }

    #[inline]
    pub fn hold(&mut self, guard: G) -> &mut G {
        self.0.insert(guard)
    }

    /// The guard is dropped before its time.
    #[inline]
    pub fn let_go(&mut self) {
        self.0 = None;
    }
}

/// What can go wrong says whose an operation is.
pub trait Fails {
    type Side: Side;
}

impl Fails for Error {
    type Side = Ours;
}

impl Fails for Infallible {
    type Side = Rusts;
}

/// Whose an operation is that is never done.
pub fn side_of<T, E: Fails>(_: Result<T, E>) -> E::Side {
    side()
}

/// What no value has: the right side, and the index, of the arm that is not run. That there is none only this module sees:
/// Rust 1.88 calls the user's code unreachable that stands after what has such a type.
pub struct MeansSomethingOnlyInPointersMacro(pub(super) Infallible);

impl Ours {
    #[inline]
    #[must_use]
    pub fn is_ours(self) -> bool {
        true
    }

    #[inline]
    pub fn ours(self) {}

    pub fn rusts(self) -> ! {
        never()
    }

    pub fn index<I>(self, _: I) -> MeansSomethingOnlyInPointersMacro {
        never()
    }

    pub fn right<V>(self, _: &Slot<V>, _: V) -> MeansSomethingOnlyInPointersMacro {
        never()
    }

    /// The right side of an operator that is refused.
    pub fn refused<V>(self, _: V) -> MeansSomethingOnlyInPointersMacro {
        never()
    }

    #[inline]
    pub fn place<P>(self, place: P) -> P {
        place
    }

    /// A value of Rust's arm.
    pub fn value<V, U>(self, _: V) -> U {
        never()
    }

    /// The same of what lies behind the `*` of what has the name of a handle.
    pub fn out<V, U>(self, _: V) -> U {
        never()
    }

    /// Where the guard of the arm of a handle waits; of any type where that arm is not run.
    #[inline]
    pub fn slot<G>(self, slot: &mut Waiting<G>) -> &mut Waiting<G> {
        slot
    }

    pub fn without<G>(self, _: &mut Waiting<G>) {
        never()
    }

    /// What is said of the steps after this one.
    pub fn then<S>(self, _: S) -> Elsewhere {
        Elsewhere
    }

    /// The handle that a left side is, or leads to.
    #[inline]
    pub fn handle<P: LeadsToHandle + ?Sized>(self, left: &P) -> P::Handle {
        left.handle()
    }
}

impl Rusts {
    #[inline]
    #[must_use]
    pub fn is_ours(self) -> bool {
        false
    }

    pub fn ours(self) -> ! {
        never()
    }

    #[inline]
    pub fn rusts(self) {}

    #[inline]
    pub fn index<I>(self, index: I) -> I {
        index
    }

    #[inline]
    pub fn right<V, W>(self, _: &Slot<W>, value: V) -> V {
        value
    }

    #[inline]
    pub fn refused<V>(self, value: V) -> V {
        value
    }

    #[inline]
    pub fn value<V>(self, value: V) -> V {
        value
    }

    #[inline]
    pub fn out<V: CopiedOut>(self, value: V) -> V {
        value
    }

    pub fn slot<'s, G, H>(self, _: &mut Waiting<G>) -> &'s mut Waiting<H> {
        never()
    }

    /// Rust's arm, where nothing waits.
    #[inline]
    pub fn without(self, _: &mut Waiting<()>) {}

    #[inline]
    pub fn then<S>(self, after: S) -> S {
        after
    }

    /// Whatever is done to it, Rust's arm says what is wrong with that.
    pub fn place<'p, P>(self, _: P) -> Result<&'p mut Anything, Infallible> {
        never()
    }

    pub fn handle<T: ?Sized>(self, _: &T) -> NoHandle {
        never()
    }
}

/// What is copied out from behind the `*` of what has the name of a handle. Only a place of Rust's own can be moved out of, and
/// for a handle there is none.
#[diagnostic::on_unimplemented(
    message = "a `{Self}` is not moved out from behind a `*` here: in `pointers! {{ }}` what is called `Pointer` or `MallocPointer` may \
               be the library's handle",
    label = "a `{Self}` is not `Copy`",
    note = "a type of your own that is not declared in the body of the macro is moved out of under another name: \
            `type Own<T> = Box<T>;`"
)]
pub trait CopiedOut {}

#[diagnostic::do_not_recommend]
impl<V: Copy> CopiedOut for V {}

/// The handle that a left side of Rust's is not.
pub struct NoHandle(Infallible);

impl NoHandle {
    pub fn __pointers_move<V>(self, _: V) -> Result<(), Infallible> {
        match self.0 {}
    }
}

/// The type of a right side, which is known before the right side is evaluated.
pub struct Slot<V>(PhantomData<fn(V) -> V>);

impl<V> Slot<V> {
    #[inline]
    #[must_use]
    #[allow(clippy::new_without_default, reason = "only the expansion makes one")]
    pub fn new() -> Self {
        Self(PhantomData)
    }

    /// A value for code that is not run.
    #[must_use]
    pub fn value(&self) -> V {
        never()
    }

    #[inline]
    pub fn typed(&self, value: V) -> V {
        value
    }
}

/// A handle is meant by a step before: what is said here is of an arm that is not run.
#[derive(Clone, Copy)]
pub struct Elsewhere;

impl Elsewhere {
    pub fn value<V, U>(self, _: V) -> U {
        never()
    }

    pub fn out<V, U>(self, _: V) -> U {
        never()
    }

    pub fn slot<'s, G, H>(self, _: &mut Waiting<G>) -> &'s mut Waiting<H> {
        never()
    }

    pub fn without<G>(self, _: &mut Waiting<G>) {
        never()
    }
}

/// An index after one of another base. Where that is a handle, which takes any integer, an array does not yet.
pub struct Next<S, I>(pub S, pub I);

impl<I: Distance> Next<Ours, I> {
    pub fn __pointers_index(self) -> usize {
        never()
    }
}

pub trait NextItself {
    type Index;

    #[doc(hidden)]
    fn __pointers_index(self) -> Self::Index;
}

impl<S, I> NextItself for Next<S, I> {
    type Index = I;

    #[inline]
    fn __pointers_index(self) -> I {
        self.1
    }
}

/// Has every operator, in the arm that is not run: of what is wrong with one the other arm tells.
pub struct Anything(Infallible);
