//! Memory that is lost.

use syn::Expr;

use super::{super::lattice::ExprAt, finding::on};
use crate::errors::Errors;

/// How memory is lost.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Loss {
    Return,
    Question,
    Break,
    Continue,
    Overwritten,
    Dropped,
    End,
}

/// Memory that is certainly lost. `None` as `at` is the end of a block, where there is nothing to show.
pub(crate) fn leak<'a>(
    loss: Loss,
    name: Option<&str>,
    allocated: ExprAt<'a>,
    at: Option<&Expr>,
    errors: &mut Errors,
) {
    let memory = name.map_or_else(
        || "this memory".to_owned(),
        |name| format!("the memory of `{name}`"),
    );
    let free = name.map_or_else(|| "`free` it".to_owned(), |name| format!("`free({name})`"));
    let message = match loss {
        Loss::Return => format!("{memory} leaks on this `return`: {free} before it"),
        Loss::Question => format!(
            "{memory} leaks when this `?` returns: {free} before it, or handle the error here"
        ),
        Loss::Break => format!("{memory} leaks on this `break`: {free} before it"),
        Loss::Continue => format!("{memory} leaks on this `continue`: {free} before it"),
        Loss::Overwritten => {
            format!("{memory} leaks when its last handle is overwritten: {free} before it")
        }
        Loss::Dropped => {
            "this memory leaks: nothing keeps its handle, so nothing can free it".to_owned()
        }
        Loss::End => match name {
            Some(name) => format!(
                "{memory} leaks: `{name}` goes out of scope, and is neither freed nor handed on"
            ),
            None => format!(
                "{memory} leaks: its handle goes out of scope, and is neither freed nor handed on"
            ),
        },
    };
    match at {
        Some(at) => {
            on(errors, at, message);
            on(errors, allocated.0, "the memory is allocated here");
        }
        None => on(errors, allocated.0, message),
    }
}
