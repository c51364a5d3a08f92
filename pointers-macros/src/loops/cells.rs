//! Pure loops: their elements are borrowed once, before the loop, and reached as those of a slice are.
//!
//! The loop is there twice. The one with cells runs if all its values are of primitive types, so that no code of the
//! user's can meet the borrow, and if all that it needs is assigned and not borrowed; the other is what every loop
//! becomes. An element outside the cells takes the usual expansion in its place.
//!
//! Arithmetic of the loop may panic. The loan ends as the stack is unwound; a panic hook, which runs before, still sees it.

use crate::expand::viewed;
use crate::walk::visit::{self, Visit};
use crate::walk::visit_mut::{self, VisitMut};
use std::mem;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::{Expr, ExprIndex, Pat, token};

use super::{
    memory::Indexed,
    pure::{End, Pure},
    reach,
};
use crate::{
    expand::{Expander, View, hidden, take},
    model::{self, Base, BindingId},
};

/// What a loop needs to be run on cells, or with handles that it keeps, if it is pure.
pub(super) fn pure(ex: &Expander<'_>, expression: &Expr) -> Option<Pure> {
    if !ex.hoists || ex.twice || ex.only_reads {
        return None;
    }
    let mut pure = Pure::of(expression, ex.model)?;
    // A loop around keeps some of them already.
    let kept = mem::take(&mut pure.memory.kept);
    let (known, new) = kept.into_iter().partition(|handle| is_viewed(ex, handle));
    pure.memory.kept = new;
    pure.memory.handles.extend::<Vec<_>>(known);
    let runs = !pure.memory.kept.is_empty() || is_lent(ex, &pure);
    runs.then_some(pure)
}

/// Whether a loop can be run on cells.
pub(super) fn is_lent(ex: &Expander<'_>, pure: &Pure) -> bool {
    // A pure loop does not change a variable that certainly holds a handle.
    let viewed = || {
        pure.memory
            .handles
            .iter()
            .all(|handle| is_viewed(ex, handle))
    };
    pure.lends && (pure.chunk.is_some() || viewed())
}

fn is_viewed(ex: &Expander<'_>, handle: &Indexed) -> bool {
    viewed::view_of(ex, &handle.base).is_some()
}

/// A handle that a loop indexes, before it.
fn named(ex: &mut Expander<'_>, handle: &Indexed) -> TokenStream {
    if let Base::Way(way) = &handle.base
        && let Some(kept) = ex.kept(way)
    {
        return kept.name.to_token_stream();
    }
    let mut named = handle.named.clone();
    ex.visit_expr_mut(&mut named);
    named.into_token_stream()
}

/// Expands a pure loop with cells and without.
pub(super) fn with_cells(ex: &mut Expander<'_>, expression: &mut Expr, pure: Pure) {
    let span = Span::mixed_site();
    let private = ex.private(span);
    let range = take_range(ex, expression);
    let mut fast = expression.clone();
    let counter = Ident::new("its_chunk", span);
    if let Some(chunk) = pure.chunk {
        by_index(&mut fast, chunk, &counter);
    }

    ex.twice = true;
    visit_mut::visit_expr_mut(ex, expression);
    let views = ex.views.len();
    let (mut lent, mut cells) = (Vec::new(), TokenStream::new());
    for handle in &pure.memory.handles {
        let name = Ident::new(&format!("cells{}", ex.labels), span);
        let loan = Ident::new(&format!("lent{}", ex.labels), span);
        ex.labels += 1;
        cells.extend(quote_spanned!(span=> let #name = #loan.__pointers_lent();));
        if let (Some(_), Expr::ForLoop(whole)) = (pure.chunk, &mut fast) {
            *whole.expr = Expr::Verbatim(quote_spanned!(span=> 0..#name.__pointers_len()));
        }
        ex.views.push(View {
            base: handle.base.clone(),
            name,
            guard: None,
            renewed: false,
        });
        lent.push(loan);
    }
    ex.lent = lent;
    ex.silently(|ex| visit_mut::visit_expr_mut(ex, &mut fast));
    let lent = mem::take(&mut ex.lent);
    ex.views.truncate(views);
    ex.twice = false;

    let all = quote_spanned!(span=> (#(#lent,)*));
    // Those that are written first: they may not be assigned yet.
    let (written, read): (Vec<_>, Vec<_>) = pure
        .memory
        .handles
        .iter()
        .zip(&lent)
        .partition(|(handle, _)| handle.written);
    let taken = read.into_iter().rev().chain(written.into_iter().rev()).fold(
        quote_spanned!(span=> #private::Some(#all)),
        |inner, (handle, name)| {
            let taken = cells_of(ex, handle, &pure.end, range.as_ref());
            quote_spanned!(span=> match #taken { #private::None => #private::None, #private::Some(#name) => #inner })
        },
    );
    let plain = plain(ex, &pure, range.is_some());
    let loops = quote_spanned!(span=> {
        let its_cells = if #plain { #taken } else { #private::None };
        match its_cells { #private::None => #expression, #private::Some(#all) => { #cells #fast } }
    });
    *expression = once(range, &loops);
}

/// Whether all values of a loop are of primitive types, so that no code of the user's runs in it.
pub(super) fn plain(ex: &mut Expander<'_>, pure: &Pure, ranged: bool) -> TokenStream {
    let span = Span::mixed_site();
    let private = ex.private(span);
    let mut values = pure.values.clone();
    values.iter_mut().for_each(|value| ex.visit_expr_mut(value));
    let mut values: Vec<_> = values.iter().map(ToTokens::to_token_stream).collect();
    if ranged {
        values.extend([
            quote_spanned!(span=> its_low),
            quote_spanned!(span=> its_high),
        ]);
    }
    let asked = match pure.integers {
        true => Ident::new("__pointers_is_integer", span),
        false => Ident::new("__pointers_is_plain", span),
    };
    // What is no variable may be a `static mut`: the compiler warns of its `&`, though only the type is looked at.
    let mut plain: Vec<_> = values
        .iter()
        .map(|value| {
            quote_spanned!(span=> match #value {
                ref its_value => #private::Probe(its_value).#asked(),
            })
        })
        .collect();
    let types = pure.types.iter();
    plain.extend(types.map(|ty| quote_spanned!(span=> #private::is_primitive::<#ty>())));
    if pure.integers {
        for handle in &pure.memory.handles {
            let named = named(ex, handle);
            plain.push(quote_spanned!(span=> #private::Probe(&#named).__pointers_has_integers()));
        }
    }
    quote_spanned!(span=> true #(&& #plain)*)
}

/// Expands an innermost loop of those that run on cells once more, for exactly as many as it counts to: the compiler
/// then drops the checks of its indices. `false` if nothing is gained.
pub(super) fn narrowed(ex: &mut Expander<'_>, expression: &mut Expr) -> bool {
    if ex.lent.is_empty() || !is_innermost(expression) {
        return false;
    }
    let Some(mut pure) = Pure::of(expression, ex.model).filter(|pure| pure.chunk.is_none()) else {
        return false;
    };
    let memory = &mut pure.memory;
    memory.handles.append(&mut memory.kept);
    let span = Span::mixed_site();
    let private = ex.private(span);
    let counted = pure
        .memory
        .handles
        .iter()
        .filter(|handle| handle.beyond.is_some());
    let mut names = Vec::new();
    for handle in counted {
        let Some(cells) = viewed::view_of(ex, &handle.base).map(|view| view.name.clone()) else {
            return false;
        };
        let name = Ident::new(&format!("first{}", ex.labels), span);
        ex.labels += 1;
        names.push((handle, cells, name));
    }
    if names.is_empty() || pure.end.is_none() {
        return false;
    }
    let range = take_range(ex, expression);
    let mut fast = expression.clone();
    visit_mut::visit_expr_mut(ex, expression);
    let views = ex.views.len();
    ex.views.extend(names.iter().map(|(handle, _, name)| View {
        base: handle.base.clone(),
        name: name.clone(),
        guard: None,
        renewed: false,
    }));
    visit_mut::visit_expr_mut(ex, &mut fast);
    ex.views.truncate(views);
    let all = names.iter().map(|(_, _, name)| name);
    let all = quote_spanned!(span=> (#(#all,)*));
    let first = names.iter().rev().fold(
        quote_spanned!(span=> #private::Some(#all)),
        |inner, (handle, cells, name)| {
            let none = quote_spanned!(span=> #private::None => #private::None);
            match need(ex, handle, &pure.end, range.as_ref()) {
                Some(need) => quote_spanned!(span=> match #need { #none, #private::Some(its_need) =>
                    match #cells.__pointers_first(its_need) { #none, #private::Some(#name) => #inner }
                }),
                None => inner,
            }
        },
    );
    let loops = quote_spanned!(span=> match #first {
        #private::None => #expression,
        #private::Some(#all) => #fast,
    });
    *expression = once(range, &loops);
    true
}

/// Takes the ends of the range of a `for` out of it, to be evaluated once for both loops.
pub(super) fn take_range(ex: &mut Expander<'_>, expression: &mut Expr) -> Option<Range> {
    let Expr::ForLoop(whole) = expression else {
        return None;
    };
    let range = reach::range(&mut whole.expr)?;
    let closed = reach::is_closed(range);
    let (low, high) = (range.start.as_mut()?, range.end.as_mut()?);
    let mut out = |end: &mut Expr, name: &str| {
        // What the compiler says of the range, it says where that stands.
        let span = hidden(syn::spanned::Spanned::span(end));
        ex.visit_expr_mut(end);
        let value = take(end).into_token_stream();
        *end = Expr::Verbatim(Ident::new(name, span).into_token_stream());
        value
    };
    Some(Range {
        low: out(low, "its_low"),
        high: out(high, "its_high"),
        closed,
    })
}

/// Asks for the cells of one handle.
fn cells_of(
    ex: &mut Expander<'_>,
    handle: &Indexed,
    end: &Option<End>,
    range: Option<&Range>,
) -> TokenStream {
    let span = Span::mixed_site();
    let private = ex.private(span);
    let named = named(ex, handle);
    let written = handle.written;
    if let Some(End::Chunks) = end {
        return quote_spanned!(span=> match #private::Probe(&#named).__pointers_rest() {
            #private::None => #private::None,
            #private::Some(its_rest) => #private::Probe(&#named).__pointers_cells(#written, #private::Some(its_rest)),
        });
    }
    let cells = quote_spanned!(span=> #private::Probe(&#named).__pointers_cells);
    match need(ex, handle, end, range) {
        // The number itself, not what may be one, so that the compiler knows it in the loop.
        Some(need) => quote_spanned!(span=> match #need {
            #private::None => #private::None,
            #private::Some(its_need) => #cells(#written, #private::Some(its_need)),
        }),
        None => quote_spanned!(span=> #cells(#written, #private::None)),
    }
}

/// How many elements a loop needs of a handle, if it is known how far it gets.
fn need(
    ex: &mut Expander<'_>,
    handle: &Indexed,
    end: &Option<End>,
    range: Option<&Range>,
) -> Option<TokenStream> {
    let span = Span::mixed_site();
    let private = ex.private(span);
    let end = match end.as_ref()? {
        End::Range => quote_spanned!(span=> its_high),
        End::Value(end) => {
            let mut end = end.clone();
            ex.visit_expr_mut(&mut end);
            end.into_token_stream()
        }
        End::Chunks => return None,
    };
    let beyond = handle.beyond? + usize::from(range.is_some_and(|range| range.closed));
    // Like what is asked whether it is plain, it may be a `static mut`.
    Some(quote_spanned!(span=> match #end {
        ref its_end => #private::Probe(its_end).__pointers_need(#beyond),
    }))
}

/// Evaluates the ends of a range before the loops that have it.
pub(super) fn once(range: Option<Range>, loops: &TokenStream) -> Expr {
    let span = Span::mixed_site();
    Expr::Verbatim(match range {
        Some(Range { low, high, .. }) => {
            quote_spanned!(span=> match (#low, #high) { (its_low, its_high) => #loops })
        }
        None => loops.clone(),
    })
}

/// Whether there is no loop in a loop.
fn is_innermost(expression: &Expr) -> bool {
    struct Inner(bool);

    impl<'a> Visit<'a> for Inner {
        fn visit_expr(&mut self, expression: &'a Expr) {
            self.0 |= matches!(expression, Expr::ForLoop(_) | Expr::While(_));
            visit::visit_expr(self, expression);
        }
    }

    let mut inner = Inner(false);
    match expression {
        Expr::ForLoop(whole) => inner.visit_block(&whole.body),
        Expr::While(whole) => inner.visit_block(&whole.body),
        _ => return false,
    }
    !inner.0
}

/// Makes `for counter in ..` of `for chunk in handle`, and `handle[counter]` of `chunk`.
fn by_index(expression: &mut Expr, chunk: BindingId, counter: &Ident) {
    struct ByIndex<'c> {
        chunk: BindingId,
        handle: Expr,
        counter: &'c Ident,
    }

    impl VisitMut for ByIndex<'_> {
        fn visit_expr_mut(&mut self, expression: &mut Expr) {
            if model::binding(expression) == Some(self.chunk) {
                let (handle, counter) = (&self.handle, self.counter);
                let span = syn::spanned::Spanned::span(expression);
                *expression = Expr::Index(ExprIndex {
                    attrs: Vec::new(),
                    expr: Box::new(handle.clone()),
                    bracket_token: token::Bracket(span),
                    index: Box::new(Expr::Verbatim(counter.to_token_stream())),
                });
                return;
            }
            visit_mut::visit_expr_mut(self, expression);
        }
    }

    let Expr::ForLoop(whole) = expression else {
        return;
    };
    let mut by_index = ByIndex {
        chunk,
        handle: (*whole.expr).clone(),
        counter,
    };
    by_index.visit_block_mut(&mut whole.body);
    *whole.pat = Pat::Verbatim(counter.to_token_stream());
}

/// The range of a `for`.
pub(super) struct Range {
    low: TokenStream,
    high: TokenStream,
    /// `high` belongs to it.
    closed: bool,
}

impl Range {
    /// Its ends, to be evaluated once.
    pub(super) fn ends(&self) -> (&TokenStream, &TokenStream) {
        (&self.low, &self.high)
    }
}
