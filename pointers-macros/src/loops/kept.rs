//! Pure loops that index handles in memory, `row->chars[i]`: what nothing in the loop can change is read once, before it.
//!
//! The loop is there twice. The one that has the handles runs if they are there, and if all that it reads and writes is of
//! primitive types: so it runs no code of the user's, and writes no handle. What it does with the handles it does as ever.

use std::mem;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;
use syn::Expr;

use super::{
    cells::{self, take_range},
    memory,
    pure::Pure,
};
use crate::{
    expand::{Expander, Kept, View, path},
    model::{Base, Variable},
    syntax::{deref_operand, peel_parens},
    walk::visit_mut::{self, VisitMut},
};

/// Expands a pure loop with the handles that it keeps, and without.
pub(super) fn with_kept(ex: &mut Expander<'_>, expression: &mut Expr, mut pure: Pure) {
    let span = Span::mixed_site();
    let private = ex.private(span);
    let range = take_range(ex, expression);
    let plain = plain(ex, &pure, range.is_some());
    let mut fast = expression.clone();

    let outer = (ex.kept.len(), ex.views.len());
    let (mut kept, mut views, mut handles) = (Vec::new(), Vec::new(), Vec::new());
    for handle in &pure.memory.kept {
        let numbered = |name: &str| Ident::new(&format!("{name}{}", ex.labels), span);
        views.push(View {
            base: handle.base.clone(),
            name: numbered("view"),
            guard: None,
            renewed: false,
        });
        if let Base::Way(way) = handle.base.clone() {
            let name = numbered("kept");
            kept.push(Kept { way, name });
        }
        ex.labels += 1;
        handles.push(reached(ex, &handle.named, "__pointers_p_handle"));
    }
    let names: Vec<_> = kept.iter().map(|kept| kept.name.clone()).collect();
    let looked: Vec<_> = views.iter().map(|view| view.name.clone()).collect();
    // In the usual loop nothing more is written twice.
    let typed = mem::replace(&mut ex.types_values, true);
    ex.twice = true;
    visit_mut::visit_expr_mut(ex, expression);
    ex.twice = false;
    ex.kept.extend(kept);
    ex.views.extend(views);
    let memory = &mut pure.memory;
    memory.handles.append(&mut memory.kept);
    ex.silently(|ex| match cells::is_lent(ex, &pure) {
        true => cells::with_cells(ex, &mut fast, pure),
        false => visit_mut::visit_expr_mut(ex, &mut fast),
    });
    ex.types_values = typed;
    ex.kept.truncate(outer.0);
    ex.views.truncate(outer.1);

    let all = quote_spanned!(span=> (#(#names,)*));
    let found = quote_spanned!(span=>
        if true #(&& #private::Probe(&#names).__pointers_has_plain())* { #private::Some(#all) } else { #private::None }
    );
    let found = names.iter().zip(handles).rev().fold(found, |inner, (name, handle)| {
        quote_spanned!(span=> match #handle { #private::None => #private::None, #private::Some(#name) => #inner })
    });
    let loops = quote_spanned!(span=> {
        let its_kept = if #plain { #found } else { #private::None };
        match its_kept {
            #private::None => #expression,
            #private::Some(#all) => {
                #(let #looked = #private::Probe(&#names).__pointers_view();)*
                #fast
            }
        }
    });
    *expression = cells::once(range, &loops);
}

/// Whether all that the loop reads and writes is of primitive types, but for the handles that it keeps.
fn plain(ex: &mut Expander<'_>, pure: &Pure, ranged: bool) -> TokenStream {
    let span = Span::mixed_site();
    let private = ex.private(span);
    let mut plain = cells::plain(ex, pure, ranged);
    let mut roots: Vec<&Expr> = Vec::new();
    let ways = pure.memory.kept.iter().map(|handle| &handle.named);
    for root in ways.chain(&pure.memory.fields).filter_map(root_of) {
        let same = |known: &&Expr| Variable::of(known) == Variable::of(root);
        if !roots.iter().any(same) {
            roots.push(root);
        }
    }
    let from = roots
        .into_iter()
        .map(|root| (root, "__pointers_has_fields"));
    let handles = pure.memory.handles.iter().map(|handle| &handle.named);
    let handles = handles.map(|handle| (handle, "__pointers_has_plain"));
    let rows = pure.memory.rows.iter();
    let rows = rows.map(|rows| (rows, "__pointers_has_plain_rows"));
    for (named, asked) in from.chain(handles).chain(rows) {
        let (mut named, asked) = (named.clone(), Ident::new(asked, span));
        ex.visit_expr_mut(&mut named);
        plain.extend(quote_spanned!(span=> && #private::Probe(&#named).#asked()));
    }
    for field in &pure.memory.fields {
        let holds = reached(ex, field, "__pointers_p_holds_plain");
        plain.extend(quote_spanned!(span=> && #holds));
    }
    plain
}

/// The `row` of `row->chars`.
fn root_of(path: &Expr) -> Option<&Expr> {
    match peel_parens(path) {
        Expr::Field(field) => deref_operand(peel_parens(&field.base)),
        _ => None,
    }
}

/// Asks for what a way leads to.
fn reached(ex: &mut Expander<'_>, path: &Expr, asked: &str) -> TokenStream {
    let span = Span::mixed_site();
    let private = ex.private(span);
    let asked = Ident::new(asked, span);
    let step = match memory::row(path) {
        Some(row) => {
            let (mut from, mut at) = ((*row.expr).clone(), (*row.index).clone());
            ex.visit_expr_mut(&mut from);
            ex.visit_expr_mut(&mut at);
            quote_spanned!(span=> #from.__pointers_p_kept_at(#at))
        }
        None => {
            let place = path::reached(ex, path);
            quote_spanned!(span=> #private::Some(#place))
        }
    };
    quote_spanned!(span=> #private::Kept(#step).#asked())
}
