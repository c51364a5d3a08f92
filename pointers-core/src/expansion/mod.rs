//! What the expansion of `pointers! { }` names. Not public: it changes with the macro, in every release.
//!
//! Each operator of the macro becomes the call of a hidden method, and the type decides what it means: the handles have
//! it as an inherent method, which method lookup finds first; a trait of the same name gives it to every type
//! that has the standard operator, with an error that cannot happen. So `x <<= 3` shifts an integer and moves into
//! a handle, and the macro need not know which `x` is.
//!
//! Lookup tries by value, then by `&`, then by `&mut`, and at each of these steps inherent methods before traits:
//! the receivers below are chosen for that order. Everything here is safe code over the handles' public methods.

mod arithmetic;
mod asked;
mod caught;
mod conditions;
mod fits;
mod hoist;
mod infer;
mod leads;
mod leave;
mod moves;
mod never_run;
mod parts;
mod path;
mod places;
mod precedence;
mod raised;
mod reads;
mod rights;
pub mod show;
mod sides;
mod stars;
mod steps;
mod unhoisted;

pub use core::convert::Infallible;
pub use core::option::Option::{None, Some};
pub use core::result::Result::{Err, Ok};

pub use crate::access::seen::Seen;
pub use crate::layout::fields::{
    AStructureWithItsOwnDropHasNoFields, Described, Field, FieldOf, Fields, Memory, Numbered,
    OfItsFields, Probe as FieldsOf, Table, UnknownFields,
};
pub use crate::{Error, ErrorKind, Value};
pub use arithmetic::{Difference, OperandOf};
pub use asked::Sides;
pub use caught::{Route, Tried};
pub use conditions::{assigned, is_condition, is_not};
pub use fits::{Name, fits, fits_slice, prove};
pub use hoist::{Fill, Probe, Store, is_primitive};
pub use infer::{Hint, Inferred};
pub use leave::{Flow, unfinished, unknown};
pub use parts::again;
pub use path::{
    At, Behind, BehindCalled, BehindMut, Called, Held, HeldMut, Kept, Place, Rust, RustMut, TypeOf,
};
pub use places::Placed;
pub use raised::Raised;
pub use reads::ReadValue;
pub use sides::{Next, Slot, Waiting, never, side, side_of};
pub use stars::{Arm, Starred};

/// The traits whose methods the expansion calls, without names that could meet the user's.
pub mod traits {
    pub use super::arithmetic::{
        AssignAgain as _, At as _, AtHandle as _, AtMut as _, PlainDifference as _, StepMut as _,
    };
    pub use super::asked::{
        Lent as _, LentPrimitive as _, MoveThrough as _, RustsAdd as _, RustsOther as _,
        RustsShl as _, RustsShr as _, RustsSub as _,
    };
    pub use super::caught::{Branch as _, Return as _};
    pub use super::infer::{OwnType as _, PlainHint as _};
    pub use super::leave::{Leave as _, Names as _, Unended as _, Unfinished as _};
    pub use super::moves::{
        AssignFallback as _, MoveFallback as _, MoveSlice as _, Unchanged as _,
    };
    pub use super::parts::{KeptPart as _, WholeCopy as _};
    pub use super::path::traits::*;
    pub use super::places::{
        AtChanged as _, BorrowFallback as _, CommitFallback as _, PlaceAt as _, PlaceOf as _,
    };
    pub use super::raised::{PlainCall as _, PlainRenewal as _};
    pub use super::reads::{
        BorrowRead as _, IntegerField as _, NotFallback as _, OtherField as _, ReadSlice as _,
    };
    pub use super::rights::OwnsItself as _;
    pub use super::show::ShownOther as _;
    pub use super::sides::NextItself as _;
    pub use super::stars::{
        AssignNothing as _, InSlice as _, LookOther as _, PlainPointee as _, RustsStar as _,
    };
    pub use super::steps::{StepsByOne as _, StepsOfOne as _, StepsOfOther as _};
    pub use super::unhoisted::{NoAnswer as _, NoFill as _, NoHandle as _, NoStore as _};
    pub use crate::handle::UsersNull as _;
}
