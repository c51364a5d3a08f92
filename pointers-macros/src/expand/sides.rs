//! `left op= right` of which only the type of `left` says whether it is ours: see `pointers_core::dispatch::sides`.

use proc_macro2::{Delimiter, Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{BinOp, Expr, UnOp, visit_mut::VisitMut};

use super::{
    Expander, call, hidden,
    hoist::is_simple,
    spans::{self, Extent},
};
use crate::model::{self, Kind};

/// How often tokens of the user's may stand in the expansion because of statements around them that have two arms.
const MOST_COPIES: usize = 4;

/// A left side as it is in Rust's arm.
struct RustsLeft {
    /// What says of each base of an index whether it is a handle.
    sides: TokenStream,
    place: TokenStream,
}

impl Expander<'_> {
    /// Whether `left op= ..` gets both arms: it may be Rust's, and what stands in it is not copied too often.
    pub(super) fn has_two_arms(&self, left: &Expr) -> bool {
        self.may_copy() && is_place(left) && (!self.captures() || is_mutable(self, left))
    }

    /// Whether what is expanded may stand in the expansion twice as often.
    pub(super) fn may_copy(&self) -> bool {
        self.copies * 2 <= MOST_COPIES
    }

    /// Expands what will stand in both arms.
    pub(super) fn copied<R>(&mut self, expand: impl FnOnce(&mut Self) -> R) -> R {
        self.copies *= 2;
        let expanded = expand(self);
        self.copies /= 2;
        expanded
    }

    /// `left <<= right`.
    pub(super) fn move_by_type(
        &mut self,
        span: Span,
        left: &mut Expr,
        op: &BinOp,
        right: &mut Expr,
    ) -> TokenStream {
        let inner = hidden(span);
        let private = self.private(span);
        let written = Extent::of(right);
        let rusts = self.rusts_left(left);
        let asked = lent(span, &self.handle_again(left));
        let viewed = self.viewed(left);
        let handle = self.copied(|this| this.handle(left, true));
        let handle = lent(span, &handle);
        self.copied(|this| this.visit_expr_mut(right));
        let slot = quote_spanned!(inner=> its_value);
        let asked = call(
            span,
            &asked,
            "__pointers_moved",
            &quote_spanned!(inner=> #slot.value()),
        );
        let operand = quote_spanned!(inner=> operand);
        let moved = self.raise(span, &call(span, &handle, "__pointers_moved", &operand));
        let typed = quote_spanned!(inner=> #slot.typed(#right));
        let ours = match viewed {
            Some(viewed) => viewed.store_first(self, span, &typed, &moved),
            None => quote_spanned!(inner=> match #typed { operand => #moved }),
        };
        let RustsLeft { sides, place } = rusts;
        let its_side = written.variable("__pointers_side");
        let method = Ident::new("right", inner);
        let operand = written.call_of(&its_side, &method, quote_spanned!(inner=> #right, &#slot));
        let rusts = quote_spanned!(inner=> #place #op #operand);
        let side = self.asked(span, &quote_spanned!(inner=> #private::side_of(#asked)));
        let sides = quote_spanned!(inner=> let #slot = #private::Slot::new(); #sides);
        two_arms(&its_side, &sides, &side, &ours, &rusts)
    }

    /// `left op= right`, where `left` is an index of what may be a handle. `ours` is what it is if it is one.
    pub(super) fn element_by_type(
        &mut self,
        span: Span,
        left: &Expr,
        op: &BinOp,
        right: &mut Expr,
        ours: impl FnOnce(&mut Self, &mut Expr) -> TokenStream,
    ) -> Option<TokenStream> {
        let Expr::Index(index) = left else {
            return None;
        };
        let private = self.private(span);
        let RustsLeft { sides, place } = self.rusts_left(left);
        let mut asked = index.clone();
        let asked = self.silently(|this| {
            let base = this.copied(|this| this.handle(&mut asked.expr, false));
            this.copied(|this| this.visit_expr_mut(&mut asked.index));
            call(span, &base, "__pointers_place_at", &asked.index)
        });
        let written = Extent::of(right);
        let ours = self.copied(|this| ours(this, right));
        let rusts = self.step_by_type(span, &place, op, right, written);
        let side = quote_spanned!(hidden(span)=> #private::side_of(#asked));
        let side = self.asked(span, &side);
        let its_side = Ident::new("its_side", hidden(span));
        Some(two_arms(&its_side, &sides, &side, &ours, &rusts))
    }

    /// What `question` says, which is not evaluated: only its type matters.
    pub(super) fn asked(&self, span: Span, question: &TokenStream) -> TokenStream {
        let private = self.private(span);
        quote_spanned!(hidden(span)=>
            if true { #private::side() } else { #private::never(); #question }
        )
    }

    /// Whose `left op= right` is, by a `method` that names the operator.
    pub(super) fn side_of_operator(
        &self,
        span: Span,
        method: &str,
        left: &impl ToTokens,
        right: &Expr,
    ) -> TokenStream {
        let inner = hidden(span);
        let private = self.private(span);
        // The type of a literal or a name is the same without the left side.
        let question = if is_simple(right) {
            let both = quote_spanned!(inner=> #private::Sides::of(&raw const #left, #right));
            let sides = Ident::new("__pointers_sides", span);
            let question = call(span, &sides, method, &quote!());
            quote_spanned!(inner=> let #sides = #both; #question)
        } else {
            quote_spanned!(inner=> #private::OperandOf::place(&raw const #left).__pointers_side())
        };
        self.asked(span, &question)
    }

    fn handle_again(&mut self, left: &Expr) -> TokenStream {
        let mut left = left.clone();
        self.silently(|this| this.copied(|this| this.handle(&mut left, true)))
    }

    fn rusts_left(&mut self, left: &Expr) -> RustsLeft {
        let mut left = left.clone();
        self.silently(|this| this.copied(|this| this.rusts_place(&mut left)))
    }

    fn rusts_place(&mut self, left: &mut Expr) -> RustsLeft {
        match left {
            Expr::Paren(inner) => {
                let RustsLeft { sides, place } = self.rusts_place(&mut inner.expr);
                let place =
                    spans::delimited(Delimiter::Parenthesis, inner.paren_token.span.open(), place);
                RustsLeft {
                    sides,
                    place: place.into(),
                }
            }
            Expr::Index(index)
                if self.kind(&index.expr) != Kind::Plain
                    && !matches!(*index.index, Expr::Range(_)) =>
            {
                let span = index.bracket_token.span.open();
                let inner = hidden(span);
                let private = self.private(span);
                let mut asked = index.expr.clone();
                let asked = self.handle(&mut asked, false);
                let RustsLeft { sides, place } = self.rusts_place(&mut index.expr);
                self.visit_expr_mut(&mut index.index);
                let asked = call(span, &asked, "__pointers_at", &index.index);
                let side = self.asked(span, &quote_spanned!(inner=> #private::side_of(#asked)));
                let name = Ident::new(&format!("side{}", self.labels), inner);
                self.labels += 1;
                let written = &index.index;
                let brackets = spans::delimited(
                    Delimiter::Bracket,
                    index.bracket_token.span.close(),
                    quote_spanned!(inner=> #name.index(#written)),
                );
                RustsLeft {
                    sides: quote_spanned!(inner=> #sides #[allow(unreachable_code)] let #name = #side;),
                    place: quote!(#place #brackets),
                }
            }
            _ => {
                self.visit_expr_mut(left);
                RustsLeft {
                    sides: TokenStream::new(),
                    place: left.to_token_stream(),
                }
            }
        }
    }
}

/// A left side, for the method that the type decides.
pub(super) fn lent(span: Span, left: &impl ToTokens) -> TokenStream {
    call(hidden(span), left, "__pointers_lent", &quote!())
}

fn two_arms(
    its_side: &Ident,
    sides: &TokenStream,
    side: &TokenStream,
    ours: &TokenStream,
    rusts: &TokenStream,
) -> TokenStream {
    quote_spanned!(hidden(its_side.span())=> {
        #sides
        #[allow(unreachable_code)]
        let #its_side = #side;
        #[allow(unreachable_code)]
        if #its_side.is_ours() {
            #its_side.ours();
            #ours
        } else {
            #its_side.rusts();
            #rusts;
        };
    })
}

/// Whether Rust could assign to what is written: it is no value that a call returned, or the like.
fn is_place(left: &Expr) -> bool {
    match left {
        Expr::Path(_) | Expr::Field(_) | Expr::Index(_) => true,
        Expr::Unary(unary) => matches!(unary.op, UnOp::Deref(_)),
        Expr::Paren(inner) => is_place(&inner.expr),
        _ => false,
    }
}

/// Whether what is written can certainly be borrowed mutably: a closure borrows what stands in either arm.
fn is_mutable(expander: &Expander, left: &Expr) -> bool {
    match left {
        Expr::Field(field) => is_mutable(expander, &field.base),
        Expr::Index(index) => is_mutable(expander, &index.expr),
        Expr::Paren(inner) => is_mutable(expander, &inner.expr),
        Expr::Path(_) => model::binding(left).is_some_and(|id| {
            let binding = expander.model.get(id);
            binding.mutable
                || matches!(&binding.annotation, Some(syn::Type::Reference(reference)) if reference.mutability.is_some())
        }),
        _ => false,
    }
}
