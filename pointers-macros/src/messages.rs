//! Every text that the macro says, in one place.

pub(crate) const TILDE_IS_UNARY: &str = "`~` stands before the handle that it reads: there is no `a ~ b`";
pub(crate) const TILDE_NEEDS_OPERAND: &str = "`~` needs a handle after it: `~pointer`";
pub(crate) const TRY_NEEDS_EXCEPT: &str =
    "a `try { .. }` needs at least one `except`: `try { .. } except Memory as error { .. }`";
pub(crate) const EXCEPT_NEEDS_BODY: &str = "`except` needs the kinds that it catches and a body: \
    `except InvalidSize | Memory as error { .. }`, or `except _ { .. }`";
pub(crate) const UNKNOWN_HEADER: &str =
    "only `#![allow(misuse)]` and `#![deny(leaks)]` can stand here";
pub(crate) const INDEX_IS_NOT_A_PLACE_HERE: &str =
    "`p[i]` of a handle stands only under `~` or left of `<<=` and `+=`: \
     write `p + i` for the handle, `~p[i]` for the value";
pub(crate) const NO_TYPE: &str = "IsMallocPointerError: malloc pointers do not have types";
pub(crate) const NO_ASSIGNMENT: &str = "IsMallocPointerError: cannot assign to malloc pointer";
pub(crate) const NO_STAR: &str =
    "`*` is not supported on a `CallocPointer`: `~` reads the chunk";
