//! Functions and closures: what each does, found once, and what that means at a call.

mod applied;
pub(in crate::check) mod called;
pub(in crate::check) mod closures;
mod collect;
pub(in crate::check) mod exits;
pub(in crate::check) mod given;
mod groups;
mod helper_call;
pub(in crate::check) mod helpers;
pub(in crate::check) mod needs;
pub(in crate::check) mod summary;
