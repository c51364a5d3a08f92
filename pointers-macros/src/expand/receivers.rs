//! Receivers of methods: `place.method(..)`, which of them wait until the arguments are evaluated, and which may change the place.

use std::cell::RefCell;

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::{Expr, ExprMethodCall};

use super::{
    Expander,
    arms::{self, Arms, PathUse},
    bases, hidden, leave, lent, ours, path, places, rights, sides,
    spans::{self, Extent},
    stars, viewed,
};

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

/// What is looked at, in its slot where it stands in a right side. What changes it is refused.
pub(super) fn held(
    ex: &mut Expander<'_>,
    call: &ExprMethodCall,
    span: Span,
    looked: TokenStream,
) -> TokenStream {
    match is_mutator(call) {
        true => looked,
        false => rights::hold(ex, span, looked),
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
    let deep = bases::is_deep(ex, &call.receiver);
    if !once || deep || !starred && !ours::is_named(&call.receiver) {
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
    lent::keep_all(ex, rusts.args.iter_mut(), &mut kept.borrow_mut());
    *rusts.receiver = Expr::Verbatim(arms.place.clone());
    sides::copied(ex, |ex| places::visit_arguments(ex, &mut rusts.args));
    let rusts = arms.value(span, &rusts.to_token_stream());
    let rusts = arms.without_slot(span, &rusts);
    let receiver = (*call.receiver).clone();
    let ours = |ex: &mut Expander<'_>, path: &mut Expr, slot: &TokenStream| {
        let mut call = call.clone();
        *call.receiver = path.clone();
        lent::keep_all(ex, call.args.iter_mut(), &mut kept.borrow_mut());
        waiting_receiver(ex, &mut call, slot);
        ex.silently(|ex| places::visit_arguments(ex, &mut call.args));
        call.to_token_stream()
    };
    let either = arms.either(ex, span, &receiver, &ours, &rusts);
    *expression = Expr::Verbatim(arms::waiting(ex, span, &kept.take(), &either));
    true
}
