//! What the user called a handle: how a message names it.

use syn::{BinOp, Expr, ExprUnary, Lit, Member, UnOp};

use crate::syntax::{deref_operand, marker, peel_parens};

/// A handle as the user wrote it, to be named in a message.
pub(crate) fn name(expression: &Expr) -> String {
    let expression = peel_parens(expression);
    match expression {
        Expr::Path(path) => path
            .path
            .segments
            .last()
            .map_or_else(unnamed, |last| format!("`{}`", last.ident)),
        Expr::Reference(reference) => name(&reference.expr),
        Expr::Try(tried) => name(&tried.expr),
        Expr::Index(_) | Expr::Binary(_) | Expr::Field(_) | Expr::Unary(_) => {
            let text = source(expression).map(|source| format!("`{source}`"));
            text.unwrap_or_else(|| match expression {
                Expr::Index(index) => format!("an element of {}", name(&index.expr)),
                _ => unnamed(),
            })
        }
        Expr::MethodCall(call) if call.method == "clone" => name(&call.receiver),
        Expr::MethodCall(call) if call.method == "unwrap" => match source(&call.receiver) {
            Some(receiver) => format!("`{receiver}.unwrap()`"),
            None => unnamed(),
        },
        Expr::MethodCall(call) if call.method == "get" && call.args.is_empty() => {
            match source(&call.receiver) {
                Some(receiver) => format!("`{receiver}.get()`"),
                None => unnamed(),
            }
        }
        _ => unnamed(),
    }
}

fn unnamed() -> String {
    "this handle".to_owned()
}

/// Whether the user wrote the `~`.
fn is_tilde(unary: &ExprUnary) -> bool {
    !marker::has(&unary.attrs, marker::ARROW) && !marker::has(&unary.attrs, marker::ELEMENT)
}

/// The text of an expression that makes a handle.
fn source(expression: &Expr) -> Option<String> {
    Some(match expression {
        Expr::Path(path) => path.path.get_ident()?.to_string(),
        Expr::Lit(literal) => match &literal.lit {
            Lit::Int(integer) => integer.to_string(),
            _ => return None,
        },
        Expr::Paren(inner) => format!("({})", source(&inner.expr)?),
        Expr::Unary(unary) if matches!(unary.op, UnOp::Neg(_)) => {
            format!("-{}", source(&unary.expr)?)
        }
        Expr::Index(index) => format!("{}[{}]", source(&index.expr)?, source(&index.index)?),
        // What stands before an arrow, or is an element.
        Expr::Unary(unary) if deref_operand(expression).is_some() => {
            let operand = source(&unary.expr)?;
            if is_tilde(unary) {
                format!("(~{operand})")
            } else {
                operand
            }
        }
        Expr::Field(field) => {
            let arrow = match &*field.base {
                Expr::Unary(unary) => marker::has(&unary.attrs, marker::ARROW),
                _ => false,
            };
            let member = match &field.member {
                Member::Named(name) => name.to_string(),
                Member::Unnamed(index) => index.index.to_string(),
            };
            let step = if arrow { "->" } else { "." };
            format!("{}{step}{member}", source(&field.base)?)
        }
        Expr::Binary(binary) => {
            let op = match binary.op {
                BinOp::Add(_) => "+",
                BinOp::Sub(_) => "-",
                BinOp::Mul(_) => "*",
                _ => return None,
            };
            format!("{} {op} {}", source(&binary.left)?, source(&binary.right)?)
        }
        _ => return None,
    })
}
