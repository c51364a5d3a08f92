//! Variables, as far as a loop can tell them apart.

use proc_macro2::Ident;
use syn::Expr;

use super::{
    hygiene::Context,
    marks::{BindingId, binding},
};
use crate::syntax::peel_parens;

/// A variable: of the macro's own, or of what is around it, which the model does not number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Variable {
    pub(crate) binding: Option<BindingId>,
    pub(crate) name: String,
    context: Context,
}

impl Variable {
    /// The variable that an expression names, through parentheses; what looks like a constant is none.
    pub(crate) fn of(expression: &Expr) -> Option<Self> {
        let name = name_of(expression)?;
        let spelt = name.to_string();
        let variable = spelt.starts_with(|first: char| first.is_lowercase() || first == '_');
        (variable && spelt != "self").then(|| Variable {
            binding: binding(expression),
            name: spelt,
            context: Context::of(name),
        })
    }
}

/// The single name that an expression is.
pub(crate) fn name_of(expression: &Expr) -> Option<&Ident> {
    match peel_parens(expression) {
        Expr::Path(path) if path.qself.is_none() => path.path.get_ident(),
        _ => None,
    }
}
