//! The second place of a mistake: what a function does with what it is given, seen from the call.

use proc_macro2::Ident;

use super::super::{across::Usage, block::Ending, lattice::Number};

pub(crate) fn helper_uses_element(
    helper: &str,
    parameter: &str,
    usage: Usage,
    index: i128,
) -> String {
    let uses = helper_uses(helper, parameter, usage);
    let uses = uses.trim_end_matches(" here");
    format!("{uses} at index {index} here")
}

/// What a function does with what it is given, seen from the call.
pub(crate) fn helper_uses(helper: &str, parameter: &str, usage: Usage) -> String {
    let verb = match usage {
        Usage::Read => "reads",
        Usage::Write => "writes to",
        Usage::Change => "changes",
        Usage::Step => "moves",
        Usage::Free => "frees",
        Usage::Realloc => "reallocates",
        Usage::HandOver => "hands over",
        Usage::Cast => "casts",
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
pub(crate) fn helper_ends(helper: &str, parameter: Option<&str>, end: Ending) -> String {
    let parameter = parameter.unwrap_or("what it returns");
    match end {
        Ending::Freed => format!("{helper} frees {parameter} here"),
        Ending::HandedOver => format!("{helper} hands over {parameter} here"),
    }
}
