//! Finding a place: `v->data[i]` becomes a chain of calls, a step each, and its indices are evaluated before.

use super::{
    Expander, call, handles, hidden, leave, ours, receiver,
    spans::{self, Extent},
    take,
    viewed::{self, is_simple},
    words::{self, Words},
};
use crate::{
    model::Way,
    syntax::{self, marker},
    walk::visit_mut::VisitMut,
};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Expr, ExprIndex, ExprUnary, spanned::Spanned};

/// A place that was found, and what evaluates its indices before.
pub(super) struct Found {
    pub(super) place: TokenStream,
    pub(super) indices: Vec<(Ident, TokenStream)>,
    /// What an error calls it.
    pub(super) words: Words,
}

impl Found {
    /// `used`, after the indices.
    pub(super) fn after(&self, span: Span, used: TokenStream) -> TokenStream {
        let inner = hidden(span);
        let mut tokens = used;
        for (name, index) in self.indices.iter().rev() {
            tokens = quote_spanned!(inner=> (match #index { #name => #tokens }));
        }
        tokens
    }
}

/// What is done with a place.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    Read,
    Write,
}

impl Access {
    fn method(self, name: &str) -> String {
        match self {
            Self::Read => format!("__pointers_p_{name}"),
            Self::Write => format!("__pointers_p_{name}_mut"),
        }
    }
}

pub(super) fn find(ex: &mut Expander<'_>, path: &mut Expr, access: Access) -> Found {
    let mut indices = Vec::new();
    let words = Words::of(path);
    let place = place_of(ex, path, access, &mut indices);
    Found {
        place,
        indices,
        words,
    }
}

/// The value of `place[i]` in a loop: of an element that is copied it is found and read in one step. Which of the two ways is
/// taken is a constant of its type; the usual one comes first, so that types are inferred from it.
pub(super) fn value_in_loop(ex: &mut Expander<'_>, path: &mut Expr) -> Option<TokenStream> {
    let whole = Words::of(path);
    let written = Extent::of(path);
    let Expr::Index(index) = syntax::peel_parens_mut(path) else {
        return None;
    };
    let is_kept = ex.seen.is_some() && !ex.only_reads;
    if !is_kept || ours::first_base(&index.expr) || matches!(*index.index, Expr::Range(_)) {
        return None;
    }
    let span = index.bracket_token.span.open();
    let inner = hidden(span);
    let words = Words::of_element(index);
    let mut indices = Vec::new();
    let element = loaded_element(ex, index, Access::Read, &mut indices);
    let its_element = quote_spanned!(inner=> its_element);
    let place = call(span, &its_element, "__pointers_p_at", &quote!());
    let place = raised(ex, span, written, &place, &words, &words.handle);
    let usual = call(span, &place, "__pointers_p_value", &quote!());
    let usual = leave::raise_named(ex, span, &usual, &whole);
    let copied = call(span, &its_element, "__pointers_p_copied", &quote!());
    let copied = leave::raise_named(ex, span, &copied, &words);
    let found = Found {
        place,
        indices,
        words,
    };
    let either = quote_spanned!(inner=> (match #element {
        its_element => if its_element.__pointers_p_is_apart() { #usual } else { #copied }
    }));
    Some(found.after(span, either))
}

type NamedIndices = Vec<(Ident, TokenStream)>;

fn place_of(
    ex: &mut Expander<'_>,
    path: &mut Expr,
    access: Access,
    indices: &mut NamedIndices,
) -> TokenStream {
    let path = syntax::peel_parens_mut(path);
    let span = spans::end_of(path);
    let written = Extent::of(path);
    let words = Words::of(path);
    match path {
        Expr::Field(field) => {
            let base = place_of(ex, &mut field.base, access, indices);
            let member = &field.member;
            let inner = hidden(span);
            let name = match access {
                Access::Read => quote_spanned!(inner=> |its_whole| &its_whole.#member),
                Access::Write => quote_spanned!(inner=> |its_whole| &mut its_whole.#member),
            };
            let stepped = call(span, &base, &access.method("field"), &name);
            raised(ex, span, written, &stepped, &words, "")
        }
        Expr::Index(index) => {
            let span = index.bracket_token.span.open();
            let method = access.method("at");
            let words = Words::of_element(index);
            let stepped = if ours::first_base(&index.expr) {
                ex.visit_expr_mut(&mut index.expr);
                let base = handles::base(ex, span, receiver(&index.expr));
                let at = at(ex, &mut index.index, indices);
                call(span, &base, &method, &at)
            } else {
                let element = loaded_element(ex, index, access, indices);
                call(span, &element, &method, &quote!())
            };
            raised(ex, span, written, &stepped, &words, &words.handle)
        }
        Expr::Unary(unary) if ours::is_open_star(unary) && ours::first_base(&unary.expr) => {
            let star = unary.op.span();
            let through = words::of_operand(unary).unwrap_or_default();
            ex.visit_expr_mut(&mut unary.expr);
            let base = handles::base(ex, star, receiver(&unary.expr));
            let stepped = call(star, &base, &access.method("behind"), &quote!());
            raised(ex, star, written, &stepped, &words, &through)
        }
        Expr::Unary(unary) if ours::is_path_star(unary) || ours::is_open_star(unary) => {
            let star = unary.op.span();
            let through = words::of_operand(unary).unwrap_or_default();
            let base = load(ex, &mut unary.expr, Some((star, written)), access, indices);
            let stepped = call(star, &base, &access.method("star"), &quote!());
            raised(ex, star, written, &stepped, &words, &through)
        }
        Expr::Unary(unary) => root_of(ex, unary, written, access, indices),
        _ => {
            ex.visit_expr_mut(path);
            receiver(path)
        }
    }
}

/// An element of what was loaded on the way: in a loop it is asked for beside what was seen of the handle there before.
fn loaded_element(
    ex: &mut Expander<'_>,
    index: &mut ExprIndex,
    access: Access,
    indices: &mut NamedIndices,
) -> TokenStream {
    let span = index.bracket_token.span.open();
    let base = load(ex, &mut index.expr, None, access, indices);
    let at = at(ex, &mut index.index, indices);
    let private = ex.private(span);
    let element = quote_spanned!(hidden(span)=> #private::At(#base, #at));
    let element = spans::in_parentheses(span, element);
    let Some(seen) = ex.seen.as_mut().filter(|_| !ex.only_reads) else {
        return element;
    };
    let name = Ident::new(&format!("seen{}", ex.labels), Span::mixed_site());
    ex.labels += 1;
    seen.push(name.clone());
    let argument = quote_spanned!(hidden(span)=> &#name);
    call(span, &element, "__pointers_p_seen", &argument)
}

/// What an index, or a star, asks for an element: the handle, where that lies in a place. An error of that is `at` the star.
fn load(
    ex: &mut Expander<'_>,
    base: &mut Expr,
    at: Option<(Span, Extent)>,
    access: Access,
    indices: &mut NamedIndices,
) -> TokenStream {
    let (span, written) = at.unwrap_or_else(|| (spans::end_of(base), Extent::of(base)));
    let words = Words::of(base);
    let way = Way::of(base).filter(|_| !ex.only_reads);
    let kept = way.and_then(|way| ex.kept(&way));
    let kept = kept.map(|kept| kept.name.clone());
    let row = match kept {
        Some(_) => None,
        None => viewed::row(ex, base),
    };
    let base = place_of(ex, base, access, indices);
    let loaded = call(span, &base, "__pointers_p_load", &quote!());
    let loaded = spans::macros_own(raised(ex, span, written, &loaded, &words, ""));
    match (row, kept) {
        (Some(row), _) => row.loaded(ex, span, &loaded),
        (None, Some(kept)) => quote_spanned!(hidden(span)=>
            (if !#kept.__pointers_is_kept() { #loaded } else { #kept.__pointers_kept() })
        ),
        (None, None) => loaded,
    }
}

fn root_of(
    ex: &mut Expander<'_>,
    unary: &mut ExprUnary,
    written: Extent,
    access: Access,
    indices: &mut NamedIndices,
) -> TokenStream {
    let span = spans::place_span_of(unary);
    let arrow = marker::has(&unary.attrs, marker::ARROW);
    let element = marker::has(&unary.attrs, marker::ELEMENT);
    let words = Words::of(&unary.expr);
    // What leads to a handle is only read: the step that leads there is the one that can fail.
    let access = if element { access } else { Access::Read };
    let (span, base) = if ours::first_base(&unary.expr) {
        ex.visit_expr_mut(&mut unary.expr);
        (span, receiver(&unary.expr))
    } else {
        let read = spans::end_of(&unary.expr);
        (read, place_of(ex, &mut unary.expr, access, indices))
    };
    if element {
        return base;
    }
    let method = if arrow {
        "__pointers_p_arrow"
    } else {
        "__pointers_p_tilde"
    };
    let stepped = call(span, &base, method, &quote!());
    raised(ex, span, written, &stepped, &words, &words.place)
}

/// A step, which lies where the path up to it does.
pub(super) fn raised(
    ex: &Expander<'_>,
    span: Span,
    written: Extent,
    step: &TokenStream,
    words: &Words,
    through: &str,
) -> TokenStream {
    spans::step_at(leave::raise_step(ex, span, step, words, through), written)
}

/// An index, evaluated before the path where it is more than a name.
pub(super) fn at(
    ex: &mut Expander<'_>,
    index: &mut Expr,
    indices: &mut NamedIndices,
) -> TokenStream {
    let direct = is_simple(index);
    let span = hidden(index.span());
    ex.visit_expr_mut(index);
    let index = take(index).into_token_stream();
    if direct {
        return index;
    }
    let name = Ident::new(&format!("index{}", ex.labels), span);
    ex.labels += 1;
    indices.push((name.clone(), index));
    name.into_token_stream()
}
