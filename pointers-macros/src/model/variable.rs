//! Variables, as far as a loop can tell them apart.

use proc_macro2::Ident;
use quote::ToTokens;
use syn::{Expr, Lit};

use super::{
    hygiene::Context,
    marks::{BindingId, binding},
};
use crate::syntax::{deref_operand, marker, peel_parens};

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

/// What stands before an index, as far as a loop can tell it again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Base {
    Variable(Variable),
    /// In memory.
    Way(Way),
}

/// A step from a variable to where a handle may lie: `row->chars`, `rows[i]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Way {
    pub(crate) from: Variable,
    pub(crate) step: Step,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Field(String),
    /// The element that a variable is the index of.
    At(Variable),
    /// The element that a literal is the index of.
    AtLiteral(String),
}

impl Way {
    /// The way that a path goes, if it is a step long.
    pub(crate) fn of(path: &Expr) -> Option<Self> {
        let (from, step) = match peel_parens(path) {
            Expr::Field(field) => {
                let member = field.member.to_token_stream().to_string();
                (marked(&field.base, marker::ARROW)?, Step::Field(member))
            }
            element => {
                let Expr::Index(index) = peel_parens(marked(element, marker::ELEMENT)?) else {
                    return None;
                };
                let step = match peel_parens(&index.index) {
                    Expr::Lit(literal) => match &literal.lit {
                        Lit::Int(number) => Step::AtLiteral(number.to_string()),
                        _ => return None,
                    },
                    at => Step::At(Variable::of(at)?),
                };
                (&*index.expr, step)
            }
        };
        Some(Way {
            from: Variable::of(from)?,
            step,
        })
    }
}

/// What stands after a `~` that is marked so.
fn marked<'e>(expression: &'e Expr, mark: &str) -> Option<&'e Expr> {
    match peel_parens(expression) {
        Expr::Unary(unary) if marker::has(&unary.attrs, mark) => {
            deref_operand(peel_parens(expression))
        }
        _ => None,
    }
}
