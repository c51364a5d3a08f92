//! What is in parentheses, and in the invisible ones around what a macro was given; and what an expression begins with.

use syn::Expr;

/// An expression without the parentheses around it, and without what a macro puts around its arguments.
pub(crate) fn peel_parens(mut expression: &Expr) -> &Expr {
    while let Expr::Paren(syn::ExprParen { expr: inner, .. })
    | Expr::Group(syn::ExprGroup { expr: inner, .. }) = expression
    {
        expression = inner;
    }
    expression
}

pub(crate) fn peel_parens_mut(expression: &mut Expr) -> &mut Expr {
    match expression {
        Expr::Paren(inner) => peel_parens_mut(&mut inner.expr),
        Expr::Group(inner) => peel_parens_mut(&mut inner.expr),
        other => other,
    }
}

/// The part that an expression begins with, if that is an expression.
pub(crate) fn begins_with(expression: &Expr) -> Option<&Expr> {
    Some(match expression {
        Expr::Assign(assign) => &assign.left,
        Expr::Await(awaited) => &awaited.base,
        Expr::Binary(binary) => &binary.left,
        Expr::Call(call) => &call.func,
        Expr::Cast(cast) => &cast.expr,
        Expr::Field(field) => &field.base,
        Expr::Index(index) => &index.expr,
        Expr::MethodCall(call) => &call.receiver,
        Expr::Try(tried) => &tried.expr,
        _ => return None,
    })
}
