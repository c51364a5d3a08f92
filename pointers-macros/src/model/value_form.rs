//! What the form of a value says of its type, before any is known.

use syn::{BinOp, Expr, Lit, UnOp};

use crate::syntax::{deref_operand, peel_parens};

/// What the form of a value says of the element type that it makes, where nothing else says it.
#[derive(Clone)]
pub(crate) enum ValueForm {
    /// A string literal, and its length: the element is a `str`.
    Str(usize),
    /// `&[..]` or `b".."`, and its length where it is written out: the element is a slice.
    Slice(Option<usize>),
    /// Another literal, whose type is its own.
    Literal(Expr),
    /// A form that is never a reference: the element has the value's type.
    Sized,
    /// May be a `&str`, a `&[U]` or a value.
    Unknown,
}

impl ValueForm {
    pub(crate) fn of(value: &Expr) -> Self {
        let value = peel_parens(value);
        match value {
            Expr::Lit(literal) => match &literal.lit {
                Lit::Str(text) => Self::Str(text.value().len()),
                Lit::ByteStr(bytes) => Self::Slice(Some(bytes.value().len())),
                Lit::CStr(_) | Lit::Verbatim(_) => Self::Unknown,
                _ => Self::Literal(value.clone()),
            },
            Expr::Unary(unary) => match (&unary.op, Self::of(&unary.expr)) {
                _ if deref_operand(value).is_some() => Self::Unknown,
                (UnOp::Neg(_), Self::Literal(_)) => Self::Literal(value.clone()),
                (UnOp::Deref(_), _) => Self::Unknown,
                _ => Self::Sized,
            },
            Expr::Reference(reference) => match &*reference.expr {
                Expr::Array(array) => Self::Slice(Some(array.elems.len())),
                Expr::Repeat(_) => Self::Slice(None),
                _ => Self::Unknown,
            },
            _ if is_of_any_type(value) => Self::Sized,
            Expr::Binary(_)
            | Expr::Cast(_)
            | Expr::Closure(_)
            | Expr::Struct(_)
            | Expr::Tuple(_)
            | Expr::Array(_)
            | Expr::Repeat(_)
            | Expr::Range(_)
            | Expr::Async(_) => Self::Sized,
            _ => Self::Unknown,
        }
    }
}

/// Whether a value has the type that is asked of it, so that nothing can be inferred from it.
pub(super) fn is_of_any_type(value: &Expr) -> bool {
    match value {
        Expr::MethodCall(call) => {
            let method = call.method.to_string();
            let generic = ["parse", "into", "try_into", "collect", "sum", "product"];
            let passes = method.starts_with("unwrap") || method == "expect";
            call.turbofish.is_none() && generic.contains(&method.as_str())
                || passes && is_of_any_type(&call.receiver)
        }
        Expr::Call(call) => matches!(&*call.func, Expr::Path(path)
            if path.path.segments.last().is_some_and(|last| last.ident == "default")),
        Expr::Try(tried) => is_of_any_type(&tried.expr),
        _ => false,
    }
}

/// Whether a value is computed by an operator that no handle has. Its type may not be known yet: see
/// [`differences`](super::differences).
pub(super) fn is_computed(value: &Expr) -> bool {
    match peel_parens(value) {
        Expr::Binary(binary) => match binary.op {
            BinOp::Add(_) | BinOp::Sub(_) => {
                is_computed(&binary.left) || is_computed(&binary.right)
            }
            BinOp::Mul(_) | BinOp::Div(_) | BinOp::Rem(_) => true,
            _ => false,
        },
        Expr::Unary(unary) => matches!(unary.op, UnOp::Neg(_)) && is_computed(&unary.expr),
        _ => false,
    }
}

/// Whether a value is certainly no handle.
pub(super) fn is_plain(value: &Expr) -> bool {
    match ValueForm::of(value) {
        ValueForm::Str(_) | ValueForm::Slice(_) | ValueForm::Literal(_) => true,
        // `MallocPointer::default()` is a handle.
        ValueForm::Sized if is_of_any_type(value) => false,
        // `p + 1` is a handle where `p` is one.
        ValueForm::Sized if matches!(value, Expr::Binary(_)) => plain_operands(value),
        ValueForm::Sized => !is_of_any_type(value),
        ValueForm::Unknown => false,
    }
}

fn plain_operands(value: &Expr) -> bool {
    let value = peel_parens(value);
    match value {
        Expr::Binary(binary) => plain_operands(&binary.left) && plain_operands(&binary.right),
        _ => matches!(ValueForm::of(value), ValueForm::Literal(_)),
    }
}

/// `p.as_pointer()`, `p.cast_one::<T>()`.
pub(super) fn makes_address(call: &syn::ExprMethodCall) -> bool {
    call.args.is_empty() && (call.method == "as_pointer" || call.method == "cast_one")
}
