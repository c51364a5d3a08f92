//! `left <<= right`, and `left >>= right`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{BinOp, Expr};

use super::{
    Expander, call,
    handles::{self, Reach},
    hidden, kinds, leave, ours, receiver,
    rights::{self, Slots},
    sides::{self, RustsLeft},
    sizes,
    spans::Extent,
    viewed::{self, Viewed},
    words::{self, Words},
};
use crate::{syntax, walk::visit_mut::VisitMut};

/// `left <<= right`.
pub(super) fn move_in(
    ex: &mut Expander<'_>,
    span: Span,
    left: &mut Expr,
    op: &BinOp,
    right: &mut Expr,
) -> Option<TokenStream> {
    if kinds::is_rusts(ex, left) || kinds::is_plain(ex, left) {
        return None;
    }
    if !kinds::is_immutable(ex, left)
        && !kinds::is_handle(ex, left)
        && sides::has_two_arms(ex, left)
    {
        return Some(move_by_type(ex, span, (left, None), op, right, None));
    }
    move_into(ex, span, left, right)
}

/// `left <<= right`, by a method.
pub(super) fn move_into(
    ex: &mut Expander<'_>,
    span: Span,
    left: &mut Expr,
    right: &mut Expr,
) -> Option<TokenStream> {
    let proof = sizes::size_proof(ex, left, right);
    let by_value = kinds::infers_from_value(ex.model, left);
    let viewed = viewed::viewed(ex, left);
    let of_handle = kinds::is_handle(ex, left);
    let unknown = (!of_handle || kinds::is_reference(ex, left)) && !by_value;
    // Of a handle only: Rust would refuse it.
    let method = if unknown && (kinds::is_immutable(ex, left) || !sides::may_be_place(left)) {
        "__pointers_move_in"
    } else {
        "__pointers_move"
    };
    // What is evaluated before the index is evaluated before the place, too.
    let right_first = matches!(left, Expr::Index(index)
        if !of_handle || viewed.is_some() || !(kinds::is_still(&index.index) && kinds::is_still(right)));
    let element = FoundElement::of(ex, left).filter(|_| !unknown && !by_value);
    let viewed = match (&element, words::index_of(left)) {
        (Some(_), Some(index)) => viewed.map(|viewed| viewed.told(index)),
        _ => viewed,
    };
    let handle = handles::handle_of(ex, left, Reach::MovedInto);
    let element = element.map(|element| element.expanded(ex, left));
    let slots = rights::operand(ex, left, right);
    let inner = hidden(span);
    let operation = |value: &TokenStream| {
        if let Some(element) = &element {
            return element.stored(ex, "__pointers_p_element_move", value);
        }
        let operation = if by_value {
            let private = ex.private(span);
            let probe =
                quote_spanned!(inner=> (#private::Inferred { handle: #handle, value: #value }));
            call(span, &probe, "__pointers_move", &quote!())
        } else {
            call(span, &handle, method, value)
        };
        leave::raise(ex, span, &operation)
    };
    let moved = if right_first || !slots.is_empty() {
        let moved = operation(&quote_spanned!(inner=> operand));
        match viewed {
            // The value's type may still have to decide that of the memory.
            Some(viewed) if by_value => {
                let value = slots.settled(ex, right.to_token_stream());
                viewed.store(ex, span, &value, &moved)
            }
            viewed => {
                let typed = (of_handle && !by_value).then_some(&handle);
                with_right_first(ex, span, (viewed, typed), (right, &slots), &moved)
            }
        }
    } else {
        operation(&right.to_token_stream())
    };
    let moved = slots.around(ex, moved);
    Some(match proof {
        Some(proof) => quote_spanned!(inner=> { #proof #moved }),
        None => moved,
    })
}

/// Evaluates `right` before the place into which it is `moved`, as `operand`: with the type that the memory has, where that goes
/// through a view, or into what a handle points to.
pub(super) fn with_right_first(
    ex: &Expander<'_>,
    span: Span,
    (viewed, handle): (Option<Viewed>, Option<&TokenStream>),
    (right, slots): (&Expr, &Slots),
    moved: &TokenStream,
) -> TokenStream {
    let inner = hidden(span);
    if let Some(viewed) = viewed {
        let value = slots.settled(ex, viewed.value(span, right));
        return viewed.store(ex, span, &value, moved);
    }
    let value = match handle {
        Some(_) => quote_spanned!(inner=> its_value.typed(#right)),
        None => quote_spanned!(inner=> (#right)),
    };
    let value = slots.settled(ex, value);
    let stored = quote_spanned!(inner=> match #value { operand => #moved });
    match handle {
        Some(handle) => sides::typed(ex, span, handle, &stored),
        None => stored,
    }
}

/// The `p[i]` of what is certainly a handle: it is found and moved into, or assigned, in one step.
pub(super) struct FoundElement {
    words: Words,
    span: Span,
    base: TokenStream,
    index: TokenStream,
}

impl FoundElement {
    /// As the user wrote it.
    pub(super) fn of(ex: &Expander<'_>, left: &Expr) -> Option<Self> {
        match syntax::peel_parens(left) {
            Expr::Index(index)
                if kinds::is_handle(ex, &index.expr)
                    && ours::first_base(&index.expr)
                    && !matches!(*index.index, Expr::Range(_)) =>
            {
                Some(FoundElement {
                    words: Words::of_element(index),
                    span: index.bracket_token.span.open(),
                    base: TokenStream::new(),
                    index: TokenStream::new(),
                })
            }
            _ => None,
        }
    }

    /// As it is after its parts were expanded.
    pub(super) fn expanded(self, ex: &Expander<'_>, left: &Expr) -> Self {
        match syntax::peel_parens(left) {
            Expr::Index(index) => FoundElement {
                base: handles::base(ex, self.span, receiver(&index.expr)),
                index: index.index.to_token_stream(),
                ..self
            },
            _ => self,
        }
    }

    /// A `method` puts the value there.
    pub(super) fn stored(
        &self,
        ex: &Expander<'_>,
        method: &str,
        value: &impl ToTokens,
    ) -> TokenStream {
        let Self {
            words,
            span,
            base,
            index,
        } = self;
        let arguments = quote!(#index, #value);
        let stored = call(*span, base, method, &arguments);
        leave::raise_step(ex, *span, &stored, words, "")
    }
}

/// `left >>= right` of what is not certainly a handle: Rust's, but a handle gets an error with better words.
pub(super) fn shift_right(
    ex: &mut Expander<'_>,
    span: Span,
    left: &mut Expr,
    op: &BinOp,
    right: &mut Expr,
) -> Option<TokenStream> {
    if kinds::is_rusts(ex, left) || !kinds::is_field_chain(left) {
        return None;
    }
    ex.visit_expr_mut(left);
    ex.visit_expr_mut(right);
    Some(sides::shift_right_by_type(ex, span, left, op, right))
}

/// `left <<= right`. A `star` says whether `left` is what stands after it. What Rust changes may be written otherwise than the
/// handle, which is only looked at.
pub(super) fn move_by_type(
    ex: &mut Expander<'_>,
    span: Span,
    (left, changed): (&mut Expr, Option<&Expr>),
    op: &BinOp,
    right: &mut Expr,
    star: Option<&Ident>,
) -> TokenStream {
    let inner = hidden(span);
    let written = Extent::of(right);
    let RustsLeft { sides, place, .. } =
        sides::rusts_left(ex, changed.unwrap_or(left), "__pointers_at");
    let (its_side, slot) = (
        written.variable("__pointers_side"),
        quote_spanned!(inner=> its_value),
    );
    let question = sides::of_left(ex, span, "__pointers_shl", &place);
    let question = sides::ask(ex, span, &question);
    let sides = quote_spanned!(inner=> #sides
        #[allow(unreachable_code)]
        let (#its_side, #slot) = #question;
    );
    let borrowed = sides::can_be_borrowed(left);
    let viewed = viewed::viewed(ex, left);
    let handle = sides::for_handles(ex, |ex| handles::handle_of(ex, left, Reach::Read));
    let handle = if borrowed {
        handle
    } else {
        handles::lent(span, &handle)
    };
    let handle = quote_spanned!(inner=> #its_side.handle(&#handle));
    let slots = sides::copied(ex, |ex| rights::operand(ex, left, right));
    let operand = quote_spanned!(inner=> operand);
    let moved = leave::raise(ex, span, &call(span, &handle, "__pointers_move", &operand));
    let typed = quote_spanned!(inner=> #slot.typed(#right));
    let ours = match viewed {
        Some(viewed) => {
            let value = slots.settled(ex, viewed.value(span, &typed));
            viewed.store(ex, span, &value, &moved)
        }
        None => {
            let value = slots.settled(ex, typed);
            quote_spanned!(inner=> match #value { operand => #moved })
        }
    };
    let method = Ident::new("right", inner);
    let operand = written.call_of(&its_side, &method, {
        let right = handles::behind(star, written, right.to_token_stream());
        quote_spanned!(inner=> &#slot, #right)
    });
    let rusts = quote_spanned!(inner=> #place #op #operand);
    slots.around(ex, sides::two_arms(&its_side, &sides, &ours, &rusts))
}
