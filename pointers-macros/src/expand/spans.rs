//! The spans of an expansion: where it lies, to the compiler, from the first to the last token of what the user wrote.
//!
//! Spans cannot be joined on stable Rust, but the compiler joins those of an expression's first and last token itself,
//! and what it then says of the whole, such as where an overflow is, is on the user's line only if both are the user's.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote_spanned};
use syn::{BinOp, Expr, ExprUnary, UnOp, spanned::Spanned};

use super::{Expander, hidden};
use crate::syntax::{self, marker};

/// The first and the last token of what the user wrote.
#[derive(Clone, Copy)]
pub(super) struct Extent {
    pub(super) first: Span,
    pub(super) last: Span,
}

impl Extent {
    pub(super) fn of(written: &Expr) -> Self {
        Self {
            first: first(written),
            last: last(written),
        }
    }

    /// A variable that stands where this begins. Its name is not hygienic there.
    pub(super) fn variable(self, name: &str) -> Ident {
        Ident::new(name, self.first)
    }

    /// `variable.method(arguments)`, from the first token to the last.
    pub(super) fn call_of(
        self,
        variable: &Ident,
        method: &Ident,
        arguments: TokenStream,
    ) -> TokenStream {
        let arguments = delimited(Delimiter::Parenthesis, self.last, arguments);
        quote_spanned!(hidden(self.first)=> #variable.#method #arguments)
    }
}

/// Lets what an expression became lie where it was written: from its first token to its last.
///
/// The parentheses around it stay the macro's, so that nobody calls them unnecessary, and lie there, too: `println!` says of an
/// argument that is too many where they are.
pub(super) fn written_at(expression: &mut Expr, written: Extent) {
    if let Some(inner) = parenthesized(expression) {
        let span = hidden(written.first);
        *expression = Expr::Verbatim(in_parentheses(span, extended(inner, written)));
    }
}

/// The same of what a step of a path became: the compiler joins the parentheses of a receiver with what is called.
pub(super) fn step_at(raised: TokenStream, written: Extent) -> TokenStream {
    match parenthesized(&Expr::Verbatim(raised.clone())) {
        Some(inner) => in_parentheses(written.last, extended(inner, written)),
        None => raised,
    }
}

/// What stands after a `&`: the reference lies from that to the end.
pub(super) fn referred(expression: &mut Expr, written: Extent) {
    if let Some(inner) = parenthesized(expression) {
        *expression = Expr::Verbatim(in_parentheses(written.last, extended(inner, written)));
    }
}

/// What is an argument now has no parentheses of the user's, which would be unnecessary.
pub(super) fn macros_own(tokens: TokenStream) -> TokenStream {
    match parenthesized(&Expr::Verbatim(tokens.clone())) {
        Some(inner) => in_parentheses(Span::mixed_site(), inner.into_iter().collect()),
        None => tokens,
    }
}

fn extended(mut inner: Vec<TokenTree>, written: Extent) -> TokenStream {
    // An `if` at the user's tokens would be the user's to lints that read its condition.
    if matches!(inner.first(), Some(TokenTree::Ident(first)) if first == "if") {
        let whole: TokenStream = inner.into_iter().collect();
        let span = hidden(written.first);
        inner = quote_spanned!(span=> match () { () => #whole })
            .into_iter()
            .collect();
    }
    if let [first, .., last] = &mut *inner {
        first.set_span(written.first);
        if let TokenTree::Group(_) = last {
            last.set_span(written.last);
        }
    }
    inner.into_iter().collect()
}

/// An operand may need its parentheses, and they are part of the whole.
pub(super) fn operand(expression: &mut Expr) {
    if let Some(inner) = parenthesized(expression)
        && let Some(first) = inner.first()
    {
        let span = first.span();
        *expression = Expr::Verbatim(in_parentheses(span, inner.into_iter().collect()));
    }
}

/// The right side of an assignment needs no parentheses.
pub(super) fn right_side(expression: &mut Expr) {
    if let Some(inner) = parenthesized(expression) {
        *expression = Expr::Verbatim(inner.into_iter().collect());
    }
}

/// What stands in the parentheses that an expansion consists of.
fn parenthesized(expression: &Expr) -> Option<Vec<TokenTree>> {
    let Expr::Verbatim(tokens) = expression else {
        return None;
    };
    let mut tokens = tokens.clone().into_iter();
    match (tokens.next(), tokens.next()) {
        (Some(TokenTree::Group(group)), None) if group.delimiter() == Delimiter::Parenthesis => {
            Some(group.stream().into_iter().collect())
        }
        _ => None,
    }
}

/// `tokens` in parentheses, as if they began at `span`.
pub(super) fn in_parentheses(span: Span, tokens: TokenStream) -> TokenStream {
    delimited(Delimiter::Parenthesis, span, tokens).into()
}

pub(super) fn delimited(delimiter: Delimiter, span: Span, tokens: TokenStream) -> TokenTree {
    let mut group = Group::new(delimiter, tokens);
    group.set_span(span);
    group.into()
}

/// The tokens of a tree are not asked where it can be helped: they have the parentheses that the tree needs, too.
fn first(expression: &Expr) -> Span {
    match expression {
        Expr::Binary(binary) => first(&binary.left),
        Expr::Assign(assign) => first(&assign.left),
        Expr::Field(field) => first(&field.base),
        Expr::Index(index) => first(&index.expr),
        Expr::MethodCall(call) => first(&call.receiver),
        Expr::Call(call) => first(&call.func),
        Expr::Cast(cast) => first(&cast.expr),
        Expr::Try(tried) => first(&tried.expr),
        Expr::Await(awaited) => first(&awaited.base),
        Expr::Unary(unary)
            if marker::has(&unary.attrs, marker::ARROW)
                || marker::has(&unary.attrs, marker::ELEMENT) =>
        {
            first(&unary.expr)
        }
        Expr::Unary(unary) => unary.op.span(),
        Expr::Paren(inner) => inner.paren_token.span.open(),
        Expr::Path(path) => match (&path.qself, &path.path.leading_colon) {
            (Some(owner), _) => owner.lt_token.span,
            (None, Some(colons)) => colons.spans[0],
            (None, None) => path
                .path
                .segments
                .first()
                .map_or_else(Span::call_site, |segment| segment.ident.span()),
        },
        _ => {
            let first = expression.to_token_stream().into_iter().next();
            first.map_or_else(Span::call_site, |first| first.span())
        }
    }
}

fn last(expression: &Expr) -> Span {
    match expression {
        Expr::Binary(binary) => last(&binary.right),
        Expr::Unary(unary) if marker::has(&unary.attrs, marker::ARROW) => unary.op.span(),
        Expr::Unary(unary) => last(&unary.expr),
        Expr::Reference(reference) => last(&reference.expr),
        Expr::Field(field) => field.member.span(),
        Expr::Index(index) => index.bracket_token.span.close(),
        Expr::MethodCall(call) => call.paren_token.span.close(),
        Expr::Call(call) => call.paren_token.span.close(),
        Expr::Paren(inner) => inner.paren_token.span.close(),
        _ => {
            let last = expression.to_token_stream().into_iter().last();
            last.map_or_else(Span::call_site, |last| match last {
                TokenTree::Group(group) => group.span_close(),
                last => last.span(),
            })
        }
    }
}

/// A value that was read, which is in parentheses.
pub(super) fn read_value(ex: &Expander<'_>, span: Span, read: &TokenStream) -> TokenStream {
    let (inner, private) = (hidden(span), ex.private(span));
    // The inner parentheses lie at the operand's end, so that the whole does.
    quote_spanned!(inner=> (-(#private::ReadValue #read)))
}

pub(super) fn place_span(expression: &Expr) -> Span {
    match syntax::peel_parens(expression) {
        Expr::Field(field) => place_span(&field.base),
        Expr::Index(index) => place_span(&index.expr),
        Expr::Unary(unary) => place_span_of(unary),
        _ => Span::call_site(),
    }
}

pub(super) fn place_span_of(unary: &ExprUnary) -> Span {
    match &unary.op {
        UnOp::Not(token) => token.span,
        UnOp::Deref(token) => token.span,
        _ => Span::call_site(),
    }
}

pub(super) fn operator_span(op: &BinOp) -> Span {
    op.to_token_stream()
        .into_iter()
        .next()
        .map_or_else(Span::call_site, |token| token.span())
}

/// The last token that says where an error is.
pub(super) fn end_of(path: &Expr) -> Span {
    let path = syntax::peel_parens(path);
    match path {
        Expr::Index(index) => index.bracket_token.span.open(),
        Expr::Field(field) => match &*field.base {
            Expr::Unary(unary) if marker::has(&unary.attrs, marker::ARROW) => {
                place_span(&field.base)
            }
            _ => field.member.span(),
        },
        _ => place_span(path),
    }
}
