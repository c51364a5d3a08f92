//! What all that draws looks at.

use super::super::body::Addresses;
use super::super::full::Full;
use super::super::plan::Plan;

pub(super) struct Drawing<'a> {
    pub(super) plan: Plan<'a>,
    pub(super) addresses: Addresses,
    /// What is drawn although there are too many blocks.
    pub(super) full: Full,
    /// Of what is between the margins.
    pub(super) width: i32,
    /// The blocks that have changed since the step before.
    pub(super) changed: &'a [usize],
}
