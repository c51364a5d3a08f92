//! Every message of the check stage. Each says what is wrong, with its name and numbers, where the other place is,
//! and what to do instead.

mod elements;
mod finding;
mod gone;
mod leaks;
mod notes;
mod several;
mod sizes;
mod types;

pub(crate) use elements::{
    MOVES_IN, WRITES_TEXT, begins_text, moves_whole_in, null, outside, outside_array,
    outside_in_helper, unassigned,
};
pub(crate) use finding::{Finding, InRound};
pub(crate) use gone::{
    gone, gone_by_helper, gone_in_helper, interior, returned_gone, same_freed_twice,
};
pub(crate) use leaks::{Loss, leak};
pub(crate) use notes::{helper_ends, helper_uses, helper_uses_element, is};
pub(crate) use several::{endless, endless_text, overlap, range, several};
pub(crate) use sizes::{
    cast, empty_chunks, huge, not_whole, realloc_below, realloc_to_zero, realloc_within_chunk,
    too_large, wide_character,
};
pub(crate) use types::{
    field_of_handle, literal_as_argument, literal_as_handle, reference_as_handle,
    reference_to_handle, reference_to_place, waits, waits_in_variable,
};
