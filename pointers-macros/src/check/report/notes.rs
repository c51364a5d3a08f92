//! The second place of a mistake: what a function does with what it is given, seen from the call.

use proc_macro2::Ident;

use super::super::{across::Use, block::End, lattice::Number};

pub(crate) fn helper_uses_element(
    helper: &str,
    parameter: &str,
    usage: Use,
    index: i128,
) -> String {
    let uses = helper_uses(helper, parameter, usage);
    let uses = uses.trim_end_matches(" here");
    format!("{uses} at index {index} here")
}

/// What a function does with what it is given, seen from the call.
pub(crate) fn helper_uses(helper: &str, parameter: &str, usage: Use) -> String {
    let verb = match usage {
        Use::Read => "reads",
        Use::Write => "writes to",
        Use::Change => "changes",
        Use::Step => "moves",
        Use::Free => "frees",
        Use::Realloc => "reallocates",
        Use::HandOver => "hands over",
        Use::Cast => "casts",
    };
    format!("{helper} {verb} {parameter} here")
}

/// "`n` is 0".
pub(crate) fn is(name: &Ident, number: &Number<'_>) -> String {
    match (number.truth, number.value) {
        (true, value) => format!("`{name}` is {}", value != 0),
        (false, value) => format!("`{name}` is {value}"),
    }
}

/// Where a function ends what it is given, or what it returns.
pub(crate) fn helper_ends(helper: &str, parameter: Option<&str>, end: End) -> String {
    let parameter = parameter.unwrap_or("what it returns");
    match end {
        End::Freed => format!("{helper} frees {parameter} here"),
        End::HandedOver => format!("{helper} hands over {parameter} here"),
    }
}
