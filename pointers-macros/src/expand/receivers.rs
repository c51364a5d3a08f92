//! Receivers of methods: `place.method(..)`, which of them wait until the arguments are evaluated, and which may change the place.

use std::cell::RefCell;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::{
    Expr, ExprCall, ExprMethodCall, ExprParen, ExprReference, ExprUnary, Macro, Token, UnOp, token,
};

use super::{
    Expander, additions,
    arms::{self, Arms, PathUse},
    bases, hidden, leave, ours, path, places, sides,
    spans::{self, Extent},
    stars, take, viewed,
};
use crate::syntax;

/// The methods that `pointers_core::expansion::parts` refuses by their names.
const MUTATORS: [&str; 37] = [
    "append",
    "as_mut_slice",
    "clear",
    "clone_from_slice",
    "copy_from_slice",
    "dedup",
    "drain",
    "extend",
    "extend_from_slice",
    "fill",
    "first_mut",
    "get_mut",
    "insert",
    "insert_str",
    "iter_mut",
    "last_mut",
    "make_ascii_lowercase",
    "make_ascii_uppercase",
    "pop",
    "push",
    "push_str",
    "remove",
    "reserve",
    "resize",
    "retain",
    "reverse",
    "rotate_left",
    "rotate_right",
    "sort",
    "sort_by",
    "sort_by_key",
    "sort_unstable",
    "sort_unstable_by",
    "sort_unstable_by_key",
    "swap",
    "swap_remove",
    "truncate",
];

/// The receiver of a call on a path, where a `slot` keeps what is looked at until the arguments are evaluated.
fn waiting_receiver(ex: &mut Expander<'_>, call: &mut ExprMethodCall, slot: &TokenStream) {
    let (span, written) = (spans::end_of(&call.receiver), Extent::of(&call.receiver));
    *call.receiver = Expr::Verbatim(if consumes(call) {
        path::value(ex, &mut call.receiver)
    } else {
        let looked = looked(ex, call, span);
        let inner = hidden(span);
        let held = quote_spanned!(inner=> #slot.hold(#looked));
        if is_mutator(call) {
            // It is refused where the receiver is, which a `match` begins and ends with.
            spans::step_at(quote_spanned!(inner=> (match () { () => #held })), written)
        } else {
            receiver_of(
                call,
                span,
                spans::in_parentheses(span, quote_spanned!(inner=> *#held)),
            )
        }
    });
}

/// What consumes its receiver changes nothing that anybody sees.
pub(super) fn consumes(call: &ExprMethodCall) -> bool {
    let method = call.method.to_string();
    method.starts_with("into_") || method == "into" || method == "try_into"
}

fn is_mutator(call: &ExprMethodCall) -> bool {
    MUTATORS.iter().any(|name| call.method == name)
}

pub(super) fn looked(ex: &mut Expander<'_>, call: &mut ExprMethodCall, span: Span) -> TokenStream {
    let looked = path::looked(ex, &mut call.receiver);
    if is_mutator(call) {
        super::call(span, &looked, "__pointers_whole", &TokenStream::new())
    } else {
        looked
    }
}

/// What keeps `value` from being written through is not what methods are to see: they are called on the value.
pub(super) fn receiver_of(call: &ExprMethodCall, span: Span, value: TokenStream) -> TokenStream {
    if is_mutator(call) {
        return value;
    }
    spans::in_parentheses(span, quote_spanned!(hidden(span)=> *#value))
}

/// `path.method(..)`, where `path` may be an element of a handle, or lie in one; `false` if it is certainly Rust's, or the
/// arguments are too large to stand in both arms.
pub(super) fn expand_call(ex: &mut Expander<'_>, expression: &mut Expr) -> bool {
    let Expr::MethodCall(call) = expression else {
        return false;
    };
    let arguments = &call.args;
    let once = arguments.iter().all(viewed::is_simple) || stars::is_small(&arguments);
    let starred = ours::holds_star(&call.receiver);
    if !once || !starred && !ours::is_named(&call.receiver) {
        return false;
    }
    // What the name of a handle leads to is looked at, unless the variable is `mut`: then a method may change it.
    let changed = starred && bases::is_mutable_root(ex, &call.receiver);
    if leave::captures(ex) && (changed || !starred) && !sides::has_two_arms(ex, &call.receiver) {
        return false;
    }
    let use_of = if changed {
        PathUse::Call
    } else {
        PathUse::Read
    };
    let Some(arms) = Arms::of(ex, &mut call.receiver, use_of) else {
        return false;
    };
    let span = spans::end_of(&call.receiver);
    // Each arm has its own: a closure in an argument is of another type in each.
    let kept = RefCell::new(Vec::new());
    let mut rusts = call.clone();
    keep_all(ex, rusts.args.iter_mut(), &mut kept.borrow_mut());
    *rusts.receiver = Expr::Verbatim(arms.place.clone());
    sides::copied(ex, |ex| places::visit_arguments(ex, &mut rusts.args));
    let rusts = arms.value(span, &rusts.to_token_stream());
    let rusts = arms.without_slot(span, &rusts);
    let receiver = (*call.receiver).clone();
    let ours = |ex: &mut Expander<'_>, path: &mut Expr, slot: &TokenStream| {
        let mut call = call.clone();
        *call.receiver = path.clone();
        keep_all(ex, call.args.iter_mut(), &mut kept.borrow_mut());
        waiting_receiver(ex, &mut call, slot);
        ex.silently(|ex| places::visit_arguments(ex, &mut call.args));
        call.to_token_stream()
    };
    let either = arms.either(ex, span, &receiver, &ours, &rusts);
    *expression = Expr::Verbatim(arms::waiting(ex, span, &kept.take(), &either));
    true
}

/// What is lent to the call lives as long as in Rust, to the end of the statement, and not to the end of an arm: the result may
/// borrow from it, as in `v[0].letter.encode_utf8(&mut [0; 4]).to_string()`. Adds the names of where each waits, in the order in
/// which they are evaluated.
fn keep_all<'e>(
    ex: &mut Expander<'_>,
    values: impl Iterator<Item = &'e mut Expr>,
    kept: &mut Vec<Ident>,
) {
    for value in values {
        keep_temporaries(ex, value, kept);
    }
}

/// What is kept may borrow from what it is made of: that is kept, too.
fn keep_temporaries(ex: &mut Expander<'_>, value: &mut Expr, kept: &mut Vec<Ident>) {
    match value {
        Expr::Reference(reference) => {
            keep_temporaries(ex, &mut reference.expr, kept);
            if is_temporary(reference) {
                keep(ex, reference.and_token.span, &mut reference.expr, kept);
            }
        }
        Expr::Paren(inner) => keep_temporaries(ex, &mut inner.expr, kept),
        Expr::Call(call) if syntax::held_macro(call).is_none() => {
            keep_all(ex, call.args.iter_mut(), kept);
        }
        Expr::MethodCall(call) => {
            keep_temporaries(ex, &mut call.receiver, kept);
            if borrows(call) && matches!(&*call.receiver, Expr::Call(_) | Expr::MethodCall(_)) {
                let span = call.dot_token.span;
                keep(ex, span, &mut call.receiver, kept);
                *call.receiver = Expr::Paren(ExprParen {
                    attrs: Vec::new(),
                    paren_token: token::Paren(hidden(span)),
                    expr: Box::new(take(&mut call.receiver)),
                });
            }
            keep_all(ex, call.args.iter_mut(), kept);
        }
        Expr::Array(array) => keep_all(ex, array.elems.iter_mut(), kept),
        Expr::Tuple(tuple) => keep_all(ex, tuple.elems.iter_mut(), kept),
        Expr::Struct(made) => {
            let values = made.fields.iter_mut().map(|field| &mut field.expr);
            keep_all(ex, values, kept);
        }
        _ => {}
    }
}

/// Puts the place where a value waits in the value's place.
fn keep(ex: &mut Expander<'_>, span: Span, value: &mut Expr, kept: &mut Vec<Ident>) {
    let inner = hidden(span);
    let name = Ident::new(&format!("lent{}", ex.labels), inner);
    ex.labels += 1;
    let private = ex.private(span);
    let lend = quote_spanned!(inner=> #private::Waiting::hold);
    let held = Expr::Call(ExprCall {
        attrs: Vec::new(),
        func: Box::new(Expr::Verbatim(lend)),
        paren_token: token::Paren(inner),
        args: [additions::variable(name.clone()), take(value)]
            .into_iter()
            .collect(),
    });
    // Behind a `*` the value gets its own type, which what is expected may differ from: `[u8; 4]` from `[u8]`.
    *value = Expr::Unary(ExprUnary {
        attrs: Vec::new(),
        op: UnOp::Deref(Token![*](inner)),
        expr: Box::new(held),
    });
    kept.push(name);
}

/// Whether a method takes what it is called on by reference, whatever that is, and gives what may borrow from it.
fn borrows(call: &ExprMethodCall) -> bool {
    let method = call.method.to_string();
    method.starts_with("as_") || ["borrow", "borrow_mut", "lock"].contains(&&*method)
}

/// Whether something is lent that only this lends: no place, and no constant, which a `&` lends for ever. What its parts are expected
/// to be is not known any more where it waits: `&Some(&x)` may be that of a `&dyn Display`.
fn is_temporary(reference: &ExprReference) -> bool {
    let value = syntax::peel_parens(&reference.expr);
    let changed = reference.mutability.is_some();
    match value {
        Expr::Call(call) => match syntax::held_macro(call) {
            Some(called) => makes_value(called, call),
            None if !changed && is_constant(value) => false,
            None => !is_generic(&call.func) || call.args.iter().all(is_of_own_type),
        },
        Expr::MethodCall(_) => true,
        Expr::Array(array) => {
            let some = !array.elems.is_empty();
            some && (changed || !is_constant(value)) && array.elems.iter().all(is_of_own_type)
        }
        Expr::Repeat(repeat) => changed && is_of_own_type(&repeat.expr),
        Expr::Struct(_) | Expr::Lit(_) => changed,
        _ => false,
    }
}

/// Whether a value is of the type that it has, whatever is expected: nothing that is lent, or in a box.
fn is_of_own_type(value: &Expr) -> bool {
    match syntax::peel_parens(value) {
        Expr::Reference(_) | Expr::Closure(_) => false,
        Expr::Call(call) => syntax::held_macro(call).is_some(),
        Expr::Array(array) => array.elems.iter().all(is_of_own_type),
        Expr::Tuple(tuple) => tuple.elems.iter().all(is_of_own_type),
        _ => true,
    }
}

/// Whether a function makes a value of whatever is expected in it: `Some`.
fn is_generic(made_by: &Expr) -> bool {
    let Expr::Path(made_by) = made_by else {
        return false;
    };
    let last = made_by.path.segments.last();
    last.is_some_and(|last| ["Some", "Ok", "Err"].iter().any(|name| last.ident == name))
}

/// Whether a value is one that Rust may make a constant of, as far as the names say: `Some(1)`.
fn is_constant(value: &Expr) -> bool {
    match syntax::peel_parens(value) {
        Expr::Lit(_) => true,
        Expr::Path(path) => path
            .path
            .segments
            .last()
            .is_some_and(|last| last.ident.to_string().starts_with(char::is_uppercase)),
        Expr::Call(call) => is_constant(&call.func) && call.args.iter().all(is_constant),
        Expr::Unary(unary) => is_constant(&unary.expr),
        Expr::Reference(reference) => {
            reference.mutability.is_none() && is_constant(&reference.expr)
        }
        Expr::Array(array) => array.elems.iter().all(is_constant),
        Expr::Tuple(tuple) => tuple.elems.iter().all(is_constant),
        _ => false,
    }
}

/// Whether a macro is one of std's that call a function; what others become may be a constant.
fn makes_value(called: &Macro, call: &ExprCall) -> bool {
    called.path.is_ident("format")
        || called.path.is_ident("vec") && call.args.iter().all(is_of_own_type)
}
