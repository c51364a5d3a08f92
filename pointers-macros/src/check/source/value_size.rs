//! How large a value is at least, by the form that it is written in.

use syn::{Expr, Lit, UnOp};

use crate::{primitives, syntax::peel_parens};

/// The fewest bytes that a value takes, as its form says it, natively and by CPython's sizes. `None` if it says nothing.
pub(crate) fn least_size(value: &Expr) -> Option<u128> {
    let size = match value {
        Expr::Paren(inner) => return least_size(&inner.expr),
        Expr::Group(inner) => return least_size(&inner.expr),
        Expr::Unary(unary) if matches!(unary.op, UnOp::Neg(_)) => return least_size(&unary.expr),
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => text_size(&text.value()),
            Lit::ByteStr(bytes) => bytes.value().len(),
            Lit::Int(integer) => return primitives::size(integer.suffix()).or(Some(1)),
            Lit::Float(float) => return primitives::size(float.suffix()).or(Some(4)),
            Lit::Bool(_) | Lit::Byte(_) => 1,
            Lit::Char(_) => 4,
            _ => return None,
        },
        Expr::Reference(reference) => match &*reference.expr {
            Expr::Array(array) => {
                let number = |value| {
                    if is_whole(value) {
                        None
                    } else {
                        least_size(value)
                    }
                };
                let sizes = array.elems.iter().map(number).collect::<Option<Vec<_>>>()?;
                let element = sizes.iter().copied().max().unwrap_or(0);
                return element.checked_mul(u128::try_from(sizes.len()).ok()?);
            }
            _ => return None,
        },
        _ => return None,
    };
    u128::try_from(size).ok()
}

/// CPython keeps a text with one, two or four bytes for each character, which may be less than UTF-8.
fn text_size(text: &str) -> usize {
    let width = match text.chars().max() {
        Some('\u{0}'..='\u{ff}') | None => 1,
        Some('\u{100}'..='\u{ffff}') => 2,
        Some(_) => 4,
    };
    text.len().min(text.chars().count() * width + 49)
}

/// Whether a value's form makes the element a `str` or a slice.
pub(crate) fn is_whole(value: &Expr) -> bool {
    match peel_parens(value) {
        Expr::Lit(literal) => matches!(literal.lit, Lit::Str(_) | Lit::ByteStr(_)),
        Expr::Reference(reference) => matches!(*reference.expr, Expr::Array(_) | Expr::Repeat(_)),
        _ => false,
    }
}
