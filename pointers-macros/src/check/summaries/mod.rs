//! Functions and closures: what each does, found once, and what that means at a call.

mod applied;
pub(crate) mod called;
pub(crate) mod closures;
mod collect;
pub(crate) mod exits;
pub(crate) mod given;
mod groups;
mod helper_call;
pub(crate) mod helpers;
pub(crate) mod needs;
pub(crate) mod summary;
