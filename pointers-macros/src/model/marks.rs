//! The numbers of variables and moves, which stand in the tree as attributes.

use proc_macro2::Span;
use syn::{Attribute, Expr, PatIdent};

use crate::syntax::{marker, peel_parens};

/// The number of a variable that is declared in the macro.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct BindingId(pub(super) usize);

/// The variable that an expression names, through parentheses.
pub(crate) fn binding(expression: &Expr) -> Option<BindingId> {
    match peel_parens(expression) {
        Expr::Path(path) => number(&path.attrs),
        _ => None,
    }
}

/// The variable that a pattern declares.
pub(crate) fn declared(pattern: &PatIdent) -> Option<BindingId> {
    number(&pattern.attrs)
}

/// The number of a `<<=`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct MoveId(pub(super) usize);

/// The number of the `<<=` that has this left side. It stands on the name of the handle's variable.
pub(crate) fn move_into(left: &Expr) -> Option<MoveId> {
    let left = peel_parens(left);
    match left {
        Expr::Binary(binary) => move_into(&binary.left),
        Expr::Index(index) => move_into(&index.expr),
        Expr::Reference(reference) => move_into(&reference.expr),
        Expr::MethodCall(call) => move_into(&call.receiver),
        Expr::Path(path) => path
            .attrs
            .iter()
            .find_map(|attribute| numbered(attribute, MOVE).map(MoveId)),
        _ => None,
    }
}

pub(super) fn mark_move(attributes: &mut Vec<Attribute>, number: usize) {
    let span = attributes
        .first()
        .map_or_else(Span::call_site, |first| first.pound_token.span);
    attributes.push(marker::attribute(&format!("{MOVE}{number}"), span));
}

const NUMBER: &str = "__pointers_binding_";
const MOVE: &str = "__pointers_move_";

fn numbered(attribute: &Attribute, prefix: &str) -> Option<usize> {
    let name = attribute.path().get_ident()?.to_string();
    name.strip_prefix(prefix)?.parse().ok()
}

pub(crate) fn number(attributes: &[Attribute]) -> Option<BindingId> {
    attributes
        .iter()
        .find_map(|attribute| numbered(attribute, NUMBER).map(BindingId))
}

/// The span is the name's, so that an error on the whole begins at the name.
pub(super) fn mark(attributes: &mut Vec<Attribute>, id: BindingId, span: Span) {
    attributes.push(marker::attribute(&format!("{NUMBER}{}", id.0), span));
}

/// Whether a name is a function's that the body declares.
pub(crate) fn is_declared(function: &Expr) -> bool {
    matches!(function, Expr::Path(path) if marker::has(&path.attrs, marker::LOCAL))
}

/// Takes the numbers off again, so that they do not reach the expansion.
pub(crate) fn unmark(attributes: &mut Vec<Attribute>) {
    if !attributes.is_empty() {
        attributes.retain(|attribute| {
            numbered(attribute, NUMBER).is_none()
                && numbered(attribute, MOVE).is_none()
                && !attribute.path().is_ident(marker::LOCAL)
                && !attribute.path().is_ident(marker::UNCERTAIN)
        });
    }
}

/// The variables that the left side of an assignment names: several in `(a, b) = (b, a)`.
pub(crate) fn assigned(left: &Expr) -> Vec<BindingId> {
    match left {
        Expr::Tuple(tuple) => tuple.elems.iter().flat_map(assigned).collect(),
        Expr::Array(array) => array.elems.iter().flat_map(assigned).collect(),
        Expr::Struct(parts) => {
            let fields = parts.fields.iter().map(|field| &field.expr);
            fields.flat_map(assigned).collect()
        }
        // A tuple structure.
        Expr::Call(parts) => parts.args.iter().flat_map(assigned).collect(),
        _ => binding(left).into_iter().collect(),
    }
}
