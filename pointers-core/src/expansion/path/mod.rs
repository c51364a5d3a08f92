//! Places: `team->members[i]->age`, a step at a time, each decided by the type of what stands before it.
//!
//! The macro makes one chain of calls of a path, from its first `->`, `~`, or a base that is known to be a handle. A [`Place`]
//! says where something lies; nothing was checked yet, but for the handles that were loaded on the way. A [`Held`] is a
//! guard, narrowed: of what no `Pointer` can point to, behind `Deref`, in what an `Index` gives, or in a type without `Fields`.
//! A `Part` is a part of what is `Copy` and has no `Fields`: it is reached in a copy of the whole.
//! A [`Rust`] is a reference: what is none of ours. Every step is an inherent method for what it is made for, and a trait's for
//! what is left; lookup tries by value first, and inherent methods before traits, so that the first that fits is the one.
//!
//! Where the place is written, the steps are those that end in `_mut`, and closures `|m| &mut m.f`: what has no `Fields` is then
//! held by `borrow_mut`, `IndexMut` and `DerefMut`. All steps and uses are `Result`s, whose error is `Infallible` where nothing of
//! ours happens.
//!
//! | written | chain |
//! | --- | --- |
//! | `p[i]`, of a handle, or of anything with an index | `p.__pointers_p_at(i)?` |
//! | its value, of what is certainly a handle | `p.__pointers_p_element(i)?`, in one step |
//! | `p[i] <<= v`, `p[i] = v`, of what is certainly a handle | `p.__pointers_p_element_move(i, v)?`, `.._assign(i, v)?`, in one step |
//! | `place[i]` | `At(place.__pointers_p_load()?, i).__pointers_p_at()?` |
//! | the same in a loop | `At(place.__pointers_p_load()?, i).__pointers_p_seen(&seen).__pointers_p_at()?` |
//! | `p->f`, `place->f` | `p.__pointers_p_arrow()?.__pointers_p_field(\|m\| &m.f)?` |
//! | `place.f`, `place.0` | `place.__pointers_p_field(\|m\| &m.f)?` |
//! | `~p`, `~place` | `p.__pointers_p_tilde()?` |
//! | `*q`, of what has the name of a handle | `q.__pointers_p_behind()?` |
//! | `*place` | `place.__pointers_p_load()?.__pointers_p_star()?`: by type, `(~place)` of a handle |
//! | the value | `place.__pointers_p_value()?`: a copy, a `String` or `Vec` of `str` or `[U]`, or a guard |
//! | receiver, operand of `==`, `&place`, `match`, `{}` | `*place.__pointers_p_look()?`: small copies, or a guard; read only |
//! | `place = v` | `place.__pointers_p_assign(v)?`; `v` is expected to be of the place's type |
//! | the type of a place, for a right side that is evaluated first | `place.__pointers_p_type().value(v)` |
//! | `place op= v` | `let mut at = place.__pointers_p_place()?; *at op= v; at.__pointers_p_commit()?` |
//! | `place <<= v` | `place.__pointers_p_move(v)?`: moves in, moves into what it points to, or shifts |
//! | `&raw mut place` | `place.__pointers_p_raw()?`: a handle of the same kind to an element, a `Pointer` to the rest |
//! | an argument of a string function | `place.__pointers_p_decay()?.__pointers_p_value()?`: of an array of bytes its `Pointer` |
//! | `&mut place`, for one call | `&mut *place.__pointers_p_guard()?` |
//!
//! | files | steps and uses |
//! | --- | --- |
//! | `fields`, `index`, `seen`, `element`, `star`, `behind`, `through` | `->`, `.f`, `~`; `[i]`, and in loops; `p[i]` in one step; `*place`; `*q`; which handle a step went through |
//! | `value`, `called`, `slices`, `decay` | the value, and what is only looked at; `*f()?`; `str` and `[U]`; arrays in arguments of string functions |
//! | `assign`, `change`, `lend`, `in_array` | `=`; `op=` and `<<=`; `&mut` and `&raw mut`; `q[i] += v` in two arms |
//! | `kept` | handles on the way that are read once, before a loop |
//! | `part`, `large` | parts of copies, and guards of what is too large to be copied |

mod assign;
mod behind;
mod called;
mod change;
mod decay;
mod element;
mod fields;
mod in_array;
mod index;
mod kept;
mod large;
mod lend;
mod part;
mod seen;
mod slices;
mod star;
mod through;
mod value;

use core::marker::PhantomData;

use crate::access::parts;
use crate::block::path::{Path, Root};
use crate::error::UserWords;
use crate::table::raw_handle::RawHandle;
use crate::{Kind, One, Pointer, Ref, RefMut, Result, SizeModel, Value};

pub use assign::TypeOf;
pub use behind::{Behind, BehindCalled, BehindMut};
pub use called::Called;
pub use index::At;
pub use kept::Kept;
pub(super) use value::Look;

/// The traits whose methods the expansion calls.
pub(super) mod traits {
    pub use super::assign::TypeOfPlace as _;
    pub use super::behind::{
        BehindChanged as _, BehindRust as _, BehindRustMut as _, BehindShared as _, CalledMut as _,
        CalledUnchanged as _, StarredByRust as _,
    };
    pub use super::called::CalledByRust as _;
    pub use super::change::{
        MoveSliceIn as _, NoCommit as _, NotShifted as _, PartGuarded as _, Shift as _,
    };
    pub use super::decay::DecaysNot as _;
    pub use super::element::{
        ElementAssigned as _, ElementOfHandle as _, ElementOfRust as _, ElementOfRustMut as _,
        ElementOfSlices as _,
    };
    pub use super::fields::{
        ArrowItself as _, ArrowOfNoHandle as _, ArrowOfStructure as _, FieldHeld as _,
        FieldHeldMut as _, FieldOfCopy as _, FieldOfCopyMut as _, LoadItself as _,
        TildeElement as _, TildeNot as _, TildeOfDeref as _, TildeRefused as _,
    };
    pub use super::index::{
        AtPart as _, AtPartMut as _, AtPlace as _, AtPlaceMut as _, AtRust as _, AtRustMut as _,
        AtRustNext as _, AtRustNextMut as _, AtSlice as _, AtSliceMut as _,
    };
    pub use super::kept::{NoHandleKept as _, NoneKept as _};
    pub use super::lend::GuardOfPlace as _;
    pub use super::seen::{Apart as _, NotSeen as _};
    pub use super::star::{
        StarMut as _, StarOfDeref as _, StarOfElement as _, StarOfGuard as _, StarRefused as _,
    };
    pub use super::through::ThroughNoHandle as _;
    pub use super::value::{
        GuardOfHeld as _, LookOfPart as _, ValueOfPart as _, ValueOfPlace as _, ValueOfRust as _,
        ValueOfUnsized as _,
    };
}

/// Where something lies. `K` is the kind of handle that `&raw mut` of it gives: of an element the handle's, else [`One`].
pub struct Place<T: ?Sized, K> {
    raw: RawHandle,
    path: Path,
    /// The handle that it was found through, in the user's words, for errors.
    through: &'static str,
    kind: PhantomData<Pointer<T, K>>,
}

impl<T: ?Sized, K> Clone for Place<T, K> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: ?Sized, K> Copy for Place<T, K> {}

impl<T: Value + ?Sized, K: Kind> Place<T, K> {
    /// What a handle points to.
    #[inline(always)]
    fn of(handle: Pointer<T, K>) -> Self {
        Place {
            raw: handle.raw,
            path: Path::to(const { &Root::of::<T>(K::ONE) }),
            through: "",
            kind: PhantomData,
        }
    }

    /// The handle to an element, which the place is.
    #[inline(always)]
    fn handle(&self) -> Pointer<T, K> {
        Pointer::from_handle(self.raw)
    }
}

impl<T, K: Kind> Place<T, K> {
    #[inline(always)]
    #[track_caller]
    fn read(&self) -> Result<T>
    where
        T: Copy,
    {
        let read = if K::ONE {
            // SAFETY: a `T` is at the end of the path, by how it was made, and it is `Copy`.
            unsafe { parts::read(self.raw, &self.path) }
        } else {
            self.handle().read()
        };
        self.told(read)
    }

    #[inline(always)]
    #[track_caller]
    fn write(&self, value: T) -> Result<()>
    where
        K::Sizes: SizeModel<T>,
    {
        let written = if K::ONE {
            // SAFETY: a `T` is at the end of the path, by how it was made.
            unsafe { parts::write(self.raw, &self.path, value) }
        } else {
            self.handle().write(value)
        };
        self.told(written)
    }

    #[track_caller]
    fn borrow(&self) -> Result<Ref<T>> {
        if !K::ONE {
            return self.told(self.handle().borrow());
        }
        let lent = parts::lend(self.raw, &self.path.end::<T>(), false);
        let (value, loan) = self.told(lent)?;
        // SAFETY: a `T` is at the end of the path, and what is lent is assigned.
        Ok(unsafe { Ref::of(value.cast(), loan) })
    }

    #[track_caller]
    fn borrow_mut(&self) -> Result<RefMut<T>> {
        if !K::ONE {
            return self.told(self.handle().borrow_mut());
        }
        let lent = parts::lend(self.raw, &self.path.end::<T>(), true);
        let (value, loan) = self.told(lent)?;
        // SAFETY: a `T` is at the end of the path, and what is lent is assigned.
        Ok(unsafe { RefMut::of(value.cast(), loan) })
    }

    /// A part of what lies here, which is one value.
    #[inline(always)]
    fn part<F>(&self, path: Path) -> Place<F, One> {
        Place {
            raw: self.raw,
            path,
            through: self.through,
            kind: PhantomData,
        }
    }
}

impl<T: ?Sized, K> Place<T, K> {
    /// An error says which handle it was.
    #[inline(always)]
    fn told<V>(&self, outcome: Result<V>) -> Result<V> {
        match outcome {
            Ok(value) => Ok(value),
            Err(error) => Err(error.named(UserWords {
                handle: self.through,
                place: "",
            })),
        }
    }

    /// What was just found through the handle of this name. What is part of what was found before stays found through that.
    #[inline(always)]
    #[must_use]
    pub fn __pointers_through(mut self, handle: &'static str) -> Self {
        if self.through.is_empty() {
            self.through = handle;
        }
        self
    }
}

/// A part that only a guard reaches.
pub struct Held<T: ?Sized>(Ref<T>);

/// A part that only a guard reaches, to be changed.
pub struct HeldMut<T: ?Sized>(RefMut<T>);

/// A place of Rust's own.
pub struct Rust<'a, T: ?Sized>(&'a T);

/// A place of Rust's own, to be changed.
pub struct RustMut<'a, T: ?Sized>(&'a mut T);
