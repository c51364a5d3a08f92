//! Variables, as far as a loop can tell them apart.

use proc_macro2::{Ident, Span};
use syn::Expr;

use crate::model::{self, BindingId};

/// A variable: of the macro's own, or of what is around it, which the model does not number.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Variable {
    pub(super) binding: Option<BindingId>,
    pub(super) name: String,
    /// Names that a macro of the user's made and names that it was given are different ones, however they are spelt.
    context: String,
}

impl Variable {
    /// The variable that an expression names, through parentheses; what looks like a constant is none.
    pub(super) fn of(expression: &Expr) -> Option<Self> {
        let name = name_of(expression)?;
        let spelt = name.to_string();
        let variable = spelt.starts_with(|first: char| first.is_lowercase() || first == '_');
        (variable && spelt != "self").then(|| Variable {
            binding: model::binding(expression),
            name: spelt,
            context: context(name.span()),
        })
    }
}

/// The single name that an expression is.
pub(super) fn name_of(expression: &Expr) -> Option<&Ident> {
    match expression {
        Expr::Path(path) if path.qself.is_none() => path.path.get_ident(),
        Expr::Paren(inner) => name_of(&inner.expr),
        Expr::Group(inner) => name_of(&inner.expr),
        _ => None,
    }
}

/// The hygiene of a span. The compiler tells it only where it shows spans: `#4 bytes(12..15)`.
fn context(span: Span) -> String {
    let shown = format!("{span:?}");
    let number = shown.split(' ').next();
    number
        .filter(|number| number.starts_with('#'))
        .unwrap_or_default()
        .to_owned()
}
