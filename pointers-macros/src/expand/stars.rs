//! `*p`, whose meaning the type of `p` decides: see `pointers_core::dispatch::stars`.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::{
    Attribute, Expr, ExprAssign, ExprUnary, Type, UnOp, spanned::Spanned, visit_mut::VisitMut,
};

use super::{Expander, call, hidden, operators::names_constant};
use crate::{
    model::{self, Kind},
    syntax::marker,
};

/// What is done with the value of a `*p`.
pub(super) enum Mark {
    Moved,
    Shown,
}

impl Expander<'_> {
    /// Takes off what says that a `*p` is a value.
    pub(super) fn star_marks(&self, attributes: &mut Vec<Attribute>) -> Option<Mark> {
        let shown = marker::take(attributes, marker::SHOWN);
        let moved = marker::take(attributes, marker::VALUE);
        match (moved, shown) {
            (true, _) => Some(Mark::Moved),
            (false, true) => Some(Mark::Shown),
            _ => None,
        }
    }

    /// `*p` of what may be a handle; `None` where it stays Rust's.
    pub(super) fn star_by_type(&mut self, unary: &mut ExprUnary) -> Option<TokenStream> {
        let UnOp::Deref(star) = &unary.op else {
            return None;
        };
        let span = star.span;
        let mark = self.star_marks(&mut unary.attrs)?;
        if self.only_reads || !self.may_be_handle(&unary.expr) {
            return None;
        }
        Some(match mark {
            Mark::Moved => self.star(span, &mut unary.expr),
            Mark::Shown => self.shown_star(span, &mut unary.expr),
        })
    }

    /// The value of `*operand`.
    pub(super) fn star(&mut self, span: Span, operand: &mut Expr) -> TokenStream {
        if !is_place(operand) {
            return self.read(span, operand);
        }
        self.visit_expr_mut(operand);
        let inner = hidden(span);
        let private = self.private(span);
        let star = syn::Token![*](span);
        let arm = call(
            inner,
            &self.type_of(span, operand),
            "__pointers_star",
            &quote!(),
        );
        let handle = quote_spanned!(inner=> its_star.__pointers_handle(&#operand));
        let read = self.read_handle(span, &handle);
        quote_spanned!(inner=> (match #arm {
            #[allow(unreachable_code)]
            #private::Arm::Ours(its_star) => { its_star.__pointers_go(); #read }
            #[allow(unreachable_code)]
            #private::Arm::Rusts(its_star) => {
                its_star.__pointers_go();
                its_star.__pointers_out(#star #operand)
            }
        }))
    }

    /// `*operand` where it is only looked at, so that what has no size stands there too.
    fn shown_star(&mut self, span: Span, operand: &mut Expr) -> TokenStream {
        self.visit_expr_mut(operand);
        let inner = hidden(span);
        let star = syn::Token![*](span);
        let of = self.type_of(span, operand);
        let shown = quote_spanned!(inner=> #of.__pointers_shown(&#star #operand));
        let look = self.raise_value(span, &call(span, &shown, "__pointers_look", &quote!()));
        quote_spanned!(inner=> (*#look))
    }

    /// Whether `assign` is `*x = value` of what may be a handle. Takes the marks off its left side.
    pub(super) fn star_assigned(&mut self, assign: &mut ExprAssign) -> bool {
        let small = size(assign.right.to_token_stream()) <= LARGEST;
        let Expr::Unary(unary) = &mut *assign.left else {
            return false;
        };
        let UnOp::Deref(_) = &unary.op else {
            return false;
        };
        let marked = self.star_marks(&mut unary.attrs).is_some();
        small
            && marked
            && self.may_copy()
            && !self.only_reads
            && (self.is_star(unary) || self.kind(&unary.expr) == Kind::Unknown)
            && self.may_be_handle(&unary.expr)
    }

    /// `*x = value`.
    pub(super) fn star_assign(&mut self, assign: &mut ExprAssign) -> TokenStream {
        let ExprAssign {
            left,
            eq_token,
            right,
            ..
        } = assign;
        let span = eq_token.span;
        let Expr::Unary(unary) = &mut **left else {
            return self.unknown();
        };
        let (star, operand) = (&unary.op, &mut unary.expr);
        let of_star = hidden(star.span());
        self.copied(|this| this.visit_expr_mut(right));
        self.visit_expr_mut(operand);
        let inner = hidden(span);
        let private = self.private(span);
        let arm = call(
            of_star,
            &self.type_of(of_star, operand),
            "__pointers_star",
            &quote!(),
        );
        let handle = quote_spanned!(inner=> its_star.__pointers_handle(&#operand));
        let assigned = self.raise(span, &call(span, &handle, "__pointers_assign", right));
        quote_spanned!(inner=> (match #arm {
            #[allow(unreachable_code)]
            #private::Arm::Ours(its_star) => { its_star.__pointers_go(); #assigned }
            #[allow(unreachable_code)]
            #private::Arm::Rusts(its_star) => {
                its_star.__pointers_go();
                #star #operand #eq_token its_star.__pointers_in(#right);
            }
        }))
    }

    /// Whether a place is `*p` itself.
    pub(super) fn is_starred(&self, place: &Expr) -> bool {
        match place {
            Expr::Paren(inner) => self.is_starred(&inner.expr),
            Expr::Unary(unary) => self.is_star(unary),
            _ => false,
        }
    }

    /// The handle whose memory is a place of ours, by the exact type of what stands after the `*`.
    pub(super) fn pointee(&self, span: Span, operand: &TokenStream) -> TokenStream {
        let inner = hidden(span);
        let private = self.private(span);
        call(
            inner,
            &quote_spanned!(inner=> #private::Starred(&#operand)),
            "__pointers_pointee",
            &quote!(),
        )
    }

    /// Stands for the type of a place, which is not evaluated.
    fn type_of(&self, span: Span, place: &impl ToTokens) -> TokenStream {
        let private = self.private(span);
        quote_spanned!(hidden(span)=> (if false {
            #private::OperandOf::place(&raw const #place)
        } else {
            #private::OperandOf::unknown()
        }))
    }

    /// Whether `operand` may be a handle, as far as its form says.
    fn may_be_handle(&self, operand: &Expr) -> bool {
        match operand {
            Expr::Paren(inner) => self.may_be_handle(&inner.expr),
            Expr::Path(path) => {
                if path.path.is_ident("self") || names_constant(&path.path) {
                    return false;
                }
                let Some(id) = model::binding(operand) else {
                    return true;
                };
                let other = matches!(
                    self.model.get(id).annotation,
                    Some(Type::Reference(_) | Type::Ptr(_))
                );
                model::is_uncertain(operand)
                    || !other && self.model.kind(id) != Kind::Plain && !self.model.is_reference(id)
            }
            _ => true,
        }
    }
}

/// A larger value is not written twice.
const LARGEST: usize = 64;

fn size(tokens: TokenStream) -> usize {
    let sizes = tokens.into_iter().map(|token| match token {
        TokenTree::Group(group) => 1 + size(group.stream()),
        _ => 1,
    });
    sizes.sum()
}

fn is_place(expression: &Expr) -> bool {
    match expression {
        Expr::Path(_) | Expr::Field(_) | Expr::Index(_) => true,
        Expr::Unary(unary) => matches!(unary.op, UnOp::Deref(_)),
        Expr::Paren(inner) => is_place(&inner.expr),
        _ => false,
    }
}
