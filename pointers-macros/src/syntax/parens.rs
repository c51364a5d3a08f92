//! What is in parentheses, and in the invisible ones around what a macro was given.

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
