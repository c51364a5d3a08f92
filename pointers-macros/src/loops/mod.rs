//! Loops: what a check says of a handle at each round is asked once, before the loop.
//!
//! A variable that a loop only indexes gets a *view* before it (see `pointers_core::expansion::hoist`): an element
//! that is there, assigned and not borrowed is reached through it. Everything else takes the usual expansion in the
//! same place, so values, errors and effects are the same with and without.

mod allowed;
mod cells;
mod declared;
mod fill;
mod kept;
mod memory;
mod pure;
mod reach;
#[cfg(test)]
mod tests;
mod views;

use crate::expand::{statements, viewed};
use crate::walk::visit_mut::{self, VisitMut};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::Expr;

use crate::{
    expand::{Expander, View, hidden},
    model::{Base, BindingId, Kind},
    syntax::is_conditional_expression,
};
use views::{Known, Uses};

/// Visits a loop, and gives what goes before it.
pub(super) fn hoisted(ex: &mut Expander<'_>, expression: &mut Expr) -> TokenStream {
    let outer = ex.views.len();
    let mut before = begin_views(ex, expression);
    let outermost = ex.hoists && ex.seen.is_none();
    if outermost {
        ex.seen = Some(Vec::new());
    }
    match cells::pure(ex, expression) {
        Some(pure) if !pure.memory.kept.is_empty() => kept::with_kept(ex, expression, pure),
        Some(pure) => cells::with_cells(ex, expression, pure),
        None if fill::filled(ex, expression) || cells::narrowed(ex, expression) => {}
        None => visit_mut::visit_expr_mut(ex, expression),
    }
    ex.views.truncate(outer);
    if outermost {
        let span = Span::mixed_site();
        let private = ex.private(span);
        for name in ex.seen.take().into_iter().flatten() {
            before.extend(quote_spanned!(span=> let #name = #private::Seen::new();));
        }
    }
    before
}

/// Makes the views of a loop, but for those that a loop around it has made.
fn begin_views(ex: &mut Expander<'_>, expression: &Expr) -> TokenStream {
    let mut before = TokenStream::new();
    if !ex.hoists || ex.only_reads || is_conditional_expression(expression) {
        return before;
    }
    let mut uses = Uses::of(expression);
    for (variable, named) in std::mem::take(&mut uses.indexed) {
        let known = match variable.binding {
            None => None,
            Some(id) => match known(ex, id) {
                None => continue,
                known => known,
            },
        };
        let guards = uses.guards(known.as_ref());
        let base = Base::Variable(variable.clone());
        if viewed::view_of(ex, &base).is_some() || !uses.keep(&variable, known) {
            continue;
        }
        let mut named = named;
        ex.visit_expr_mut(&mut named);
        let name = Ident::new(&format!("view{}", ex.labels), Span::mixed_site());
        ex.labels += 1;
        let span = hidden(syn::spanned::Spanned::span(&named));
        let private = ex.private(span);
        let renewed = uses.renews(&variable);
        let mutable = renewed.then(|| quote_spanned!(span=> mut));
        let view = quote_spanned!(span=> #private::Probe(&#named).__pointers_view());
        before.extend(quote_spanned!(span=> let #mutable #name = #view;));
        let guard = guards.then(|| named.into_token_stream());
        ex.views.push(View {
            base,
            name,
            guard,
            renewed,
        });
    }
    before
}

/// What is known of a variable, or `None` where a view of it is no use.
fn known(ex: &Expander<'_>, id: BindingId) -> Option<Known> {
    let kind = ex.model.kind(id);
    if kind == Kind::Plain || ex.model.is_reference(id) {
        return None;
    }
    let binding = ex.model.get(id);
    Some(Known {
        handle: kind != Kind::Unknown,
        fixed: !binding.mutable && !binding.late && !statements::is_assigned(ex, id),
    })
}
