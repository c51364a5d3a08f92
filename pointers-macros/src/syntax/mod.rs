//! The first stage: from the user's tokens to a syn tree that every later stage can read.
//!
//! The tree is plain Rust, so that syn's visitors work on it. What is not Rust is represented so:
//!
//! | the user writes | the tree holds | read it with |
//! | --- | --- | --- |
//! | `~e`, and the `(~e)` of `e->f` | `ExprUnary` with the operator `!` and a marker | [`deref_operand`] |
//! | `e.type` | `ExprField` with a marked member | [`is_type_property`] |
//! | `println!("{}", ~p)` | `ExprCall` whose arguments are those of the macro | [`held_macro`], [`is_user_macro`] |
//! | `"{~p:>5}"` | an added argument `__pointers_0 = ~p`: an `ExprAssign` with a marker | [`is_named_argument`] |
//! | `try { a } except K as e { b }` | `ExprMatch` on an `ExprTryBlock` | [`try_except`] |
//! | `malloc(..)` and the like | `ExprCall` of a bare path | [`raising_call`] |
//! | `sprintf!(..)` | as `println!(..)` | [`raising_macro`] |
//!
//! Spans are the user's throughout.

mod c_items;
mod c_types;
mod edits;
mod format;
mod from_c;
pub(crate) mod functions;
mod grammar;
mod header;
mod items;
pub(crate) mod marker;
mod nested;
mod normalize;
mod operators;
mod parens;
mod patterns;
mod prepass;
mod printf;
mod recover;
mod tokens;
mod types;
mod values;

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream};
use syn::{
    Block, Expr, ExprAssign, ExprBinary, ExprCall, ExprField, ExprMatch, ExprPath, Member, Pat,
    UnOp,
};

use crate::errors::Errors;
pub(crate) use header::Header;
pub(crate) use items::Body;
pub(crate) use nested::{
    collects, held_macro, is_this_macro, is_user_macro, may_assign, placeholder, restore,
};
pub(crate) use normalize::{is_bare, is_conditional, is_conditional_expression, take_attributes};
pub(crate) use operators::{changes_nothing, is_comparison, is_compound};
pub(crate) use parens::{begins_with, peel_parens, peel_parens_mut};
pub(crate) use patterns::{borrows_mutably, ref_mut, untyped};
pub(crate) use tokens::each_name;
pub(crate) use types::{imported, is_array, last_two, peel_type, referred, type_argument};

/// What stands in one `pointers! { .. }`.
pub(crate) struct Source {
    /// The first lines.
    pub(crate) header: Header,
    /// The rest.
    pub(crate) body: Body,
}

/// Parses the tokens between the delimiters. What is wrong with them is reported, and mended in the tree; only if that
/// fails there is none.
pub(crate) fn parse(tokens: TokenStream, errors: &mut Errors) -> Option<Source> {
    let (header, rest) = header::split(tokens, errors);
    // Where the body breaks off is an error at its last token, not at the whole macro.
    let end = rest
        .last()
        .map_or_else(Span::call_site, |token| match token {
            proc_macro2::TokenTree::Group(group) => group.span_close(),
            token => token.span(),
        });
    let is_items = grammar::begins_item(rest.first());
    let rest = from_c::mended(rest.into_iter().collect(), errors);
    let (tokens, _) = prepass::rewrite(rest, errors);
    let parse = |tokens: TokenStream| {
        let mut braced = Group::new(Delimiter::Brace, tokens);
        braced.set_span(end);
        syn::parse2::<Block>(proc_macro2::TokenTree::from(braced).into())
    };
    let block = parse(tokens.clone())
        .or_else(|error| {
            let said = errors.count();
            parse(recover::block(tokens, errors)).map_err(|_| {
                errors.take_back(said);
                error
            })
        })
        .map_err(|error| errors.push(error))
        .ok()?;
    let mut body = items::body(block, is_items && !errors.is_empty());
    let mut normalize = normalize::Normalize { errors };
    body.visit_mut(&mut normalize);
    body.visit_mut(&mut values::Values::default());
    Some(Source { header, body })
}

/// The path of what a call calls, if that is named by one.
pub(crate) fn called_path(call: &ExprCall) -> Option<&ExprPath> {
    match &*call.func {
        Expr::Path(path) => Some(path),
        _ => None,
    }
}

/// Whether a body is meant to be items.
pub(crate) fn starts_item(body: &TokenStream) -> bool {
    grammar::begins_item(body.clone().into_iter().next().as_ref())
}

/// The `e` of `~e`, and of the `(~e)` that `e->f` stands for.
pub(crate) fn deref_operand(expression: &Expr) -> Option<&Expr> {
    match expression {
        Expr::Unary(unary)
            if matches!(unary.op, UnOp::Not(_)) && marker::has(&unary.attrs, marker::DEREF) =>
        {
            Some(&unary.expr)
        }
        _ => None,
    }
}

/// Whether a field access is the document's `.type`.
pub(crate) fn is_type_property(field: &ExprField) -> bool {
    matches!(&field.member, Member::Named(name) if name == marker::TYPE)
}

/// Whether an assignment is the `name = value` of a macro's arguments, which assigns nothing.
pub(crate) fn is_named_argument(assign: &ExprAssign) -> bool {
    marker::has(&assign.attrs, marker::NAMED)
}

/// A `try { .. } except ..`. The handlers are the arms of its `match`.
pub(crate) struct TryExcept<'a> {
    /// The body of `try`.
    pub(crate) body: &'a Block,
    /// One for each `except`, in order.
    pub(crate) handlers: Vec<Handler<'a>>,
}

/// One `except Kind | Kind as name { .. }`.
pub(crate) struct Handler<'a> {
    /// The kinds that it catches, each a variant of `ErrorKind`; `None` for `_`.
    pub(crate) kinds: Option<Vec<&'a Ident>>,
    /// The name after `as`.
    pub(crate) name: Option<&'a Ident>,
    /// What it does.
    pub(crate) body: &'a Expr,
}

/// Reads a `match` as the `try` that it stands for, if it is one.
pub(crate) fn try_except(expression: &ExprMatch) -> Option<TryExcept<'_>> {
    let Expr::TryBlock(body) = &*expression.expr else {
        return None;
    };
    Some(TryExcept {
        body: &body.block,
        handlers: handlers(expression).collect(),
    })
}

/// The handlers of a `match` that is a `try`.
pub(crate) fn handlers(expression: &ExprMatch) -> impl Iterator<Item = Handler<'_>> {
    expression.arms.iter().map(|arm| {
        let (name, kinds) = match &arm.pat {
            Pat::Ident(binding) => match &binding.subpat {
                Some((_, kinds)) => (Some(&binding.ident), &**kinds),
                None => (None, &arm.pat),
            },
            kinds => (None, kinds),
        };
        Handler {
            kinds: kinds_of(kinds),
            name,
            body: &arm.body,
        }
    })
}

fn kinds_of(pattern: &Pat) -> Option<Vec<&Ident>> {
    match pattern {
        Pat::Paren(inner) => kinds_of(&inner.pat),
        Pat::Or(several) => several
            .cases
            .iter()
            .map(kinds_of)
            .collect::<Option<Vec<_>>>()
            .map(|kinds| kinds.concat()),
        Pat::Ident(kind) => Some(vec![&kind.ident]),
        Pat::Path(kind) => kind
            .path
            .segments
            .last()
            .map(|segment| vec![&segment.ident]),
        _ => None,
    }
}

/// The name of a function that raises by itself, if this is a call of one under its bare name.
///
/// Whether the call stands where it raises (not under `?`, not in a closure) is the caller's to know.
pub(crate) fn raising_call(call: &ExprCall) -> Option<&Ident> {
    let path = called_path(call)?;
    let [segment] = &*path.path.segments.iter().collect::<Vec<_>>() else {
        return None;
    };
    let raises = matches!(
        functions::named(&segment.ident),
        Some(functions::Function::Memory | functions::Function::String(_))
    );
    (raises && path.qself.is_none() && path.path.leading_colon.is_none()).then_some(&segment.ident)
}

/// The name of a macro of ours, if this call holds one.
pub(crate) fn our_macro(call: &ExprCall) -> Option<&Ident> {
    let name = &held_macro(call)?.path.segments.last()?.ident;
    (functions::is_macro(name) && !is_user_macro(call)).then_some(name)
}

/// The same of one that raises by itself, which it does under its bare name.
pub(crate) fn raising_macro(call: &ExprCall) -> Option<&Ident> {
    our_macro(call)
        .filter(|name| held_macro(call).is_some_and(|held| held.path.get_ident() == Some(*name)))
}

/// Whether this is `place++` or the like.
pub(crate) fn is_step(binary: &ExprBinary) -> bool {
    [
        marker::UP,
        marker::DOWN,
        marker::BEFORE_UP,
        marker::BEFORE_DOWN,
    ]
    .iter()
    .any(|name| marker::has(&binary.attrs, name))
}

/// What a function of `pointers::string` does that is called under its bare name, or a macro.
pub(crate) fn string_call(call: &ExprCall) -> Option<&'static functions::Signature> {
    functions::signature(raising_call(call).or_else(|| our_macro(call))?)
}

#[cfg(test)]
mod tests;
