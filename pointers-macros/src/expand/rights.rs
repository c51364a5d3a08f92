//! The right side of what stores: `names[0] = names[0].clone() + "x"`, `names[0] += other[0].as_str()`.
//!
//! The guards of what it only looked at would keep the place from being written. So each of them waits in a slot of its own beside
//! the statement, and is let go of before the place is found. What may borrow from a guard has to end before that: the temporaries
//! of what is assigned do, since no memory can hold what borrows from them. What is added may be a reference into them: then they
//! live to the end of the statement, as in Rust, and the type of the value says whether it is one
//! (`pointers_core::expansion::rights`).

use std::mem;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::{Expr, ExprClosure, ExprMethodCall};

use super::{Expander, chains, hidden, spans::Extent};
use crate::{
    map::Set,
    syntax::{self, each_name},
    walk::{
        visit::{self, Visit},
        visit_mut::VisitMut,
    },
};

/// What keeps what a right side looked at.
pub(super) struct Slots {
    names: Vec<Ident>,
    /// Those of what was let go of before.
    settled: Vec<Ident>,
    written: Extent,
    /// The temporaries end with the right side.
    ends: bool,
}

/// Expands the right side of a `=`. What stores its value is to be [`around`](Slots::around) it, and the value is to be
/// [`settled`](Slots::settled).
pub(super) fn assigned(ex: &mut Expander<'_>, right: &mut Expr) -> Slots {
    expand(ex, right, true)
}

/// The same of `op=`, and of `<<=`: the value may be a reference.
pub(super) fn operand(ex: &mut Expander<'_>, left: &Expr, right: &mut Expr) -> Slots {
    let written = Extent::of(right);
    let mut settled = Vec::new();
    if !is_value(right)
        && let Some(owner) = owner(right)
        && !holds_lock(owner)
    {
        let slots = expand(ex, owner, false);
        *owner = Expr::Verbatim(slots.settled(ex, owner.to_token_stream()));
        settled = slots.names;
    }
    let ends = !chains::may_borrow(right) && (holds_lock(right) || chooses_from(left, right));
    let slots = expand(ex, right, ends);
    Slots {
        settled,
        written,
        ..slots
    }
}

/// Whether what is added to a place is chosen by it, `v[0] += suffix(&v[0])`: then it does not borrow from it, or cannot be added.
fn chooses_from(left: &Expr, right: &Expr) -> bool {
    let chooses = match syntax::peel_parens(right) {
        Expr::Call(call) => syntax::held_macro(call).is_none(),
        Expr::Match(_) => true,
        _ => false,
    };
    chooses
        && root(left).is_some_and(|root| {
            let mut named = false;
            each_name(right.to_token_stream(), &mut |name| named |= name == root);
            named
        })
}

/// The variable that a place begins with.
fn root(place: &Expr) -> Option<&Ident> {
    match place {
        Expr::Paren(inner) => root(&inner.expr),
        Expr::Field(field) => root(&field.base),
        Expr::Index(index) => root(&index.expr),
        Expr::Unary(unary) => root(&unary.expr),
        Expr::Path(path) => path.path.get_ident(),
        _ => None,
    }
}

/// The value that a reference leads into, as in `&names[0].clone()`, `names[0].clone().as_str()`: what was looked at for it is let
/// go of as soon as it is there.
fn owner(right: &mut Expr) -> Option<&mut Expr> {
    if is_value(right) {
        return Some(right);
    }
    match right {
        Expr::Paren(inner) => owner(&mut inner.expr),
        Expr::Reference(reference) => owner(&mut reference.expr),
        Expr::MethodCall(call) => owner(&mut call.receiver),
        Expr::Index(index) => owner(&mut index.expr),
        _ => None,
    }
}

/// Whether a call makes a value, rather than leading on to what it is called on.
fn is_value(right: &Expr) -> bool {
    match right {
        Expr::MethodCall(call) => !chains::may_borrow_from(call),
        Expr::Call(call) => syntax::held_macro(call).is_none(),
        Expr::Binary(_) => true,
        _ => false,
    }
}

fn expand(ex: &mut Expander<'_>, right: &mut Expr, ends: bool) -> Slots {
    let written = Extent::of(right);
    let outer = ex.slots.replace(Vec::new());
    ex.visit_expr_mut(right);
    let names = mem::replace(&mut ex.slots, outer).unwrap_or_default();
    let mut slots = Slots {
        names,
        settled: Vec::new(),
        written,
        ends,
    };
    if !slots.names.is_empty() {
        // What was expanded only to ask its type is not there.
        let mut used = Set::new();
        each_name(right.to_token_stream(), &mut |name| {
            used.insert(name.clone());
        });
        slots.names.retain(|name| used.contains(name));
    }
    slots
}

/// Expands what ends its own temporaries: blocks, closures, macros.
pub(super) fn apart<R>(ex: &mut Expander<'_>, expand: impl FnOnce(&mut Expander<'_>) -> R) -> R {
    let around = ex.slots.take();
    let expanded = expand(ex);
    ex.slots = around;
    expanded
}

/// What is looked at, in its slot where it stands in a right side.
pub(super) fn hold(ex: &mut Expander<'_>, span: Span, looked: TokenStream) -> TokenStream {
    match slot(ex, span) {
        Some(slot) => quote_spanned!(hidden(span)=> (*#slot.hold(#looked))),
        None => looked,
    }
}

/// A new slot, if this is a right side.
pub(super) fn slot(ex: &mut Expander<'_>, span: Span) -> Option<Ident> {
    let number = ex.labels;
    let slots = ex.slots.as_mut()?;
    let name = Ident::new(&format!("looked{number}"), hidden(span));
    slots.push(name.clone());
    ex.labels += 1;
    Some(name)
}

impl Slots {
    pub(super) fn is_empty(&self) -> bool {
        self.names.is_empty() && self.settled.is_empty()
    }

    /// The `value`, whose type is known, after what was looked at for it.
    pub(super) fn settled(&self, ex: &Expander<'_>, value: TokenStream) -> TokenStream {
        if self.names.is_empty() {
            return value;
        }
        let inner = hidden(self.written.first);
        let private = ex.private(inner);
        let names = &self.names;
        let its_right = self.written.variable("__pointers_right");
        if self.ends {
            let value = quote_spanned!(inner=> (match () { () => (#value) }));
            return quote_spanned!(inner=> (match #value { #its_right => {
                #(#names.let_go();)*
                #its_right
            } }));
        }
        quote_spanned!(inner=> (match (#value) { #its_right => {
            match #private::OperandOf::place(&raw const #its_right).__pointers_own() {
                #[allow(unreachable_code)]
                its_own => if its_own.is_owned() { its_own.owned(); #(#names.let_go();)* },
            }
            #its_right
        } }))
    }

    /// What stores the value, within the slots.
    pub(super) fn around(&self, ex: &Expander<'_>, stored: TokenStream) -> TokenStream {
        if self.is_empty() {
            return stored;
        }
        let inner = hidden(self.written.first);
        let private = ex.private(inner);
        let new = quote_spanned!(inner=> &mut #private::Waiting::new());
        let names = self.names.iter().chain(&self.settled);
        let news = names.clone().map(|_| &new);
        quote_spanned!(inner=> (match (#(#news,)*) { (#(#names,)*) => #stored }))
    }
}

/// Whether a temporary of std's unlocks what it borrows when it is dropped.
fn holds_lock(right: &Expr) -> bool {
    const LOCKS: [&str; 8] = [
        "borrow",
        "borrow_mut",
        "lock",
        "read",
        "try_lock",
        "try_read",
        "try_write",
        "write",
    ];
    #[derive(Default)]
    struct Locks(bool);
    impl<'a> Visit<'a> for Locks {
        fn visit_expr_method_call(&mut self, call: &'a ExprMethodCall) {
            self.0 |= LOCKS.iter().any(|name| call.method == name);
            visit::visit_expr_method_call(self, call);
        }

        fn visit_expr_closure(&mut self, _: &'a ExprClosure) {}
    }
    let mut locks = Locks::default();
    locks.visit_expr(right);
    locks.0
}
