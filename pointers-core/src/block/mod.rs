//! Blocks: how one begins, is found and ends, and what lies in it.

pub(crate) mod adopt;
pub(crate) mod allocate;
pub(crate) mod drop_elements;
mod drop_leaves;
pub(crate) mod find;
pub(crate) mod free;
pub(crate) mod lent;
pub(crate) mod located;
pub(crate) mod part;
pub(crate) mod path;
pub(crate) mod realloc;
mod realloc_quick;
pub(crate) mod recorded;
mod resized;

pub(crate) use find::{find, look_up, remembered, start_of};
use located::extent;
pub(crate) use located::{Located, key_state};
