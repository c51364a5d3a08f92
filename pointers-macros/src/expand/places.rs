//! `~p` as a place: `~p = v`, `~p += v`, `(~p).field = v`, `(~p)[i] = v`, `&mut ~p`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{
    BinOp, Expr, ExprAssign, ExprUnary, UnOp,
    spanned::Spanned,
    visit_mut::{self, VisitMut},
};

use super::{
    Expander, call, hidden,
    operators::{OPERAND, variable},
    spans::{self, Extent},
    take,
};
use crate::{
    messages,
    model::{self, Kind},
    syntax,
};

/// The indices of a place, evaluated before it is locked.
#[derive(Default)]
pub(super) struct Indices {
    pub(super) statements: TokenStream,
    /// The place is taken more than once, so the indices are cloned.
    pub(super) repeated: bool,
}

/// What an assignment to a part of a place is made of.
struct Update<'e> {
    /// The variable that the right side is evaluated into.
    name: Ident,
    right: &'e Expr,
    /// What evaluates the indices on the left.
    indices: TokenStream,
    /// What locks the place, as a `Result`.
    place: TokenStream,
    /// The left side, which begins with the variable `place`.
    left: &'e Expr,
}

impl Expander<'_> {
    /// Rewrites an assignment to a place of ours and a mutable reference to one; `false` if `expression` is none.
    pub(super) fn place(&mut self, expression: &mut Expr) -> bool {
        if let Expr::Assign(assign) = expression
            && self.star_assigned(assign)
        {
            *expression = Expr::Verbatim(self.star_assign(assign));
            return true;
        }
        match expression {
            Expr::Assign(assign) if syntax::is_named_argument(assign) => {
                syntax::marker::take(&mut assign.attrs, syntax::marker::NAMED);
                self.visit_argument(&mut assign.right);
            }
            Expr::Assign(assign) if self.holds_place(&assign.left) => {
                let tokens = self.assign(assign);
                *expression = Expr::Verbatim(tokens);
            }
            Expr::Assign(assign) if self.holds_places(&assign.left) => {
                let error = syn::Error::new_spanned(&assign.left, messages::SEVERAL_PLACES)
                    .to_compile_error();
                let span = Span::mixed_site();
                *expression = Expr::Verbatim(quote_spanned!(span=> (#error)));
            }
            Expr::Assign(assign) if self.is_element(&assign.left) => {
                self.refuse_element(&assign.left, messages::INDEX_IS_MOVED_INTO);
                let span = assign.eq_token.span;
                let moved = self.move_into(span, &mut assign.left, &mut assign.right);
                *expression = Expr::Verbatim(moved.unwrap_or_else(|| self.unknown()));
            }
            Expr::Assign(assign) if !self.only_reads => {
                let Some(check) = self.second_assignment(assign) else {
                    return false;
                };
                visit_mut::visit_expr_assign_mut(self, assign);
                let span = Span::mixed_site();
                *expression = Expr::Verbatim(quote_spanned!(span=> { #assign; #check }));
            }
            Expr::Reference(reference)
                if reference.mutability.is_some() && self.holds_place(&reference.expr) =>
            {
                self.errors
                    .on(&*reference, messages::MUTABLE_REFERENCE_STANDS_IN_CALLS);
                self.visit_argument(expression);
            }
            _ => return false,
        }
        true
    }

    /// Whether a tuple or an array on the left of `=` holds a place of ours.
    fn holds_places(&self, left: &Expr) -> bool {
        let of = |expressions: &syn::punctuated::Punctuated<Expr, syn::Token![,]>| {
            expressions
                .iter()
                .any(|expression| self.holds_place(expression) || self.holds_places(expression))
        };
        match left {
            Expr::Tuple(tuple) => of(&tuple.elems),
            Expr::Array(array) => of(&array.elems),
            _ => false,
        }
    }

    /// Whether an expression is the `p[i]` of a handle.
    fn is_element(&self, expression: &Expr) -> bool {
        match expression {
            Expr::Paren(inner) => self.is_element(&inner.expr),
            Expr::Index(index) => self.is_handle(&index.expr),
            _ => false,
        }
    }

    /// Reports `message` under the `p[i]` of a handle.
    fn refuse_element(&mut self, expression: &Expr, message: &str) {
        match expression {
            Expr::Paren(inner) => self.refuse_element(&inner.expr, message),
            Expr::Index(index) => {
                let end = index.bracket_token.span.close();
                self.errors.between(index.expr.span(), end, message);
            }
            _ => {}
        }
    }

    /// Visits an argument of a call, or a receiver, where `&mut ~p` can stand.
    pub(super) fn visit_argument(&mut self, argument: &mut Expr) {
        match argument {
            Expr::Reference(reference)
                if reference.mutability.is_some() && self.holds_place(&reference.expr) =>
            {
                let span = reference.and_token.span;
                // The guard is a temporary of the statement.
                self.lift(&mut reference.expr, None, &mut |this, handle| {
                    let place = this.raise(
                        span,
                        &call(span, &handle, "__pointers_borrow_mut", &quote!()),
                    );
                    quote_spanned!(hidden(span)=> (*#place))
                });
            }
            Expr::Paren(inner) => self.visit_argument(&mut inner.expr),
            _ => self.visit_expr_mut(argument),
        }
    }

    fn assign(&mut self, assign: &mut ExprAssign) -> TokenStream {
        let ExprAssign {
            left,
            eq_token,
            right,
            ..
        } = assign;
        let span = eq_token.span;
        if self.whole_place(left).is_some()
            && let Some(handle) = self.root_handle(left)
        {
            self.visit_expr_mut(right);
            return self.raise(span, &call(span, &handle, "__pointers_assign", right));
        }
        let typed = self.may_copy();
        let assign =
            |left: &Expr, operand: &dyn ToTokens| quote_spanned!(span=> #left #eq_token #operand);
        let Update {
            name,
            right,
            indices,
            place,
            left,
        } = if typed {
            self.copied(|this| this.parts_of_update(left, right))
        } else {
            self.parts_of_update(left, right)
        };
        let locked = self.with_place(span, &place, &assign(left, &name));
        let inner = hidden(span);
        if !typed {
            return quote_spanned!(inner=> { let #name = #right; #indices #locked });
        }
        // The right side is evaluated first, but it is to have the type of the place.
        let private = self.private(span);
        let twin = assign(left, &quote_spanned!(inner=> its_value.value()));
        quote_spanned!(inner=> {
            let its_value = #private::Slot::new();
            #[allow(unreachable_code)]
            if false {
                #private::never();
                #indices
                if let #private::Ok(mut place) = #place { #twin; }
            }
            let #name = its_value.typed(#right);
            #indices
            #locked
        })
    }

    /// What holds only if the variables that are assigned once more, and were made `mut` for it, hold handles.
    fn second_assignment(&self, assign: &ExprAssign) -> Option<TokenStream> {
        let span = assign.eq_token.span;
        let private = self.private(span);
        let mut checks = TokenStream::new();
        for id in model::assigned(&assign.left) {
            if self.model.needs_mut(id) && self.model.kind(id) == Kind::Unknown {
                let name = &self.model.get(id).name;
                let inner = hidden(span);
                let variable = quote_spanned!(inner=> variable);
                let check = call(inner, &variable, "__pointers_assign_again", &quote!());
                checks.extend(quote_spanned!(inner=>
                    let variable = #private::OperandOf::place(&raw const #name);
                    #check;
                ));
            }
        }
        (!checks.is_empty()).then_some(checks)
    }

    /// `left op= right` where `left` holds a place of ours.
    pub(super) fn compound_place(
        &mut self,
        left: &mut Expr,
        op: &BinOp,
        right: &mut Expr,
    ) -> Option<TokenStream> {
        if !self.holds_place(left) {
            return None;
        }
        Some(match op {
            // Shifts an integer in the memory, or moves into the memory whose handle is in the memory.
            BinOp::ShlAssign(token) => {
                let span = token.spans[0];
                let inner = hidden(span);
                self.update(left, right, |this, left, operand| {
                    let target = quote_spanned!(inner=> (*target));
                    let moved = this.raise(span, &call(span, &target, "__pointers_move", operand));
                    quote_spanned!(inner=> { let target = &mut #left; #moved })
                })
            }
            // Adds to a number in the memory, or steps the handle that is in the memory.
            BinOp::AddAssign(_) | BinOp::SubAssign(_) => {
                let span = self.place_span(left);
                let written = Extent::of(right);
                self.update(left, right, |this, left, operand| {
                    this.step_by_type(span, left, op, &variable(operand.clone()), written)
                })
            }
            _ => self.update(left, right, |_, left, operand| quote!(#left #op #operand)),
        })
    }

    /// Evaluates `right`, locks the place that `left` holds, and does what `update` makes of both.
    fn update(
        &mut self,
        left: &mut Expr,
        right: &mut Expr,
        update: impl FnOnce(&Self, &Expr, &Ident) -> TokenStream,
    ) -> TokenStream {
        let span = self.place_span(left);
        let Update {
            name,
            right,
            indices,
            place,
            left,
        } = self.parts_of_update(left, right);
        let operation = update(self, left, &name);
        let locked = self.with_place(span, &place, &operation);
        quote_spanned!(hidden(span)=> { let #name = #right; #indices #locked })
    }

    fn parts_of_update<'e>(&mut self, left: &'e mut Expr, right: &'e mut Expr) -> Update<'e> {
        let name = Extent::of(right).variable(OPERAND);
        self.visit_expr_mut(right);
        let begins = Extent::of(left).first;
        let span = self.place_span(left);
        let inner = hidden(span);
        let mut handle = TokenStream::new();
        let mut indices = Indices::default();
        self.lift(left, Some(&mut indices), &mut |_, root| {
            handle = root;
            spans::in_parentheses(begins, quote_spanned!(inner=> *place))
        });
        Update {
            name,
            right,
            indices: indices.statements,
            place: call(span, &handle, "__pointers_place", &quote!()),
            left,
        }
    }

    /// Does `update` while `place`, which is a `Result`, is locked, and writes back what was copied out.
    pub(super) fn with_place(
        &self,
        span: Span,
        place: &TokenStream,
        update: &TokenStream,
    ) -> TokenStream {
        let private = self.private(span);
        let inner = hidden(span);
        let leave = self.leave(span);
        let commit = self.raise(
            span,
            &call(
                span,
                &quote_spanned!(inner=> place),
                "__pointers_commit",
                &quote!(),
            ),
        );
        quote_spanned!(inner=> (match #place {
            #private::Ok(mut place) => { #update; #commit }
            #private::Err(error) => #leave,
        }))
    }

    /// Takes the handle out of the place that `left` holds and puts there what `root` makes of it.
    ///
    /// With `hoisted`, the indices on the way are evaluated before, by the statements that it gets.
    pub(super) fn lift(
        &mut self,
        left: &mut Expr,
        mut hoisted: Option<&mut Indices>,
        root: &mut dyn FnMut(&mut Self, TokenStream) -> TokenStream,
    ) {
        if let Some(handle) = self.root_handle(left) {
            *left = Expr::Verbatim(root(self, handle));
            return;
        }
        match left {
            Expr::Index(index) => {
                self.lift(&mut index.expr, hoisted.as_deref_mut(), root);
                self.visit_expr_mut(&mut index.index);
                if let Some(hoisted) = hoisted
                    && !matches!(*index.index, Expr::Lit(_))
                {
                    *index.index = self.hoist(take(&mut index.index), hoisted);
                }
            }
            Expr::Field(field) => self.lift(&mut field.base, hoisted, root),
            Expr::Unary(ExprUnary { expr, .. }) => self.lift(expr, hoisted, root),
            Expr::Paren(inner) => {
                self.lift(&mut inner.expr, hoisted, root);
                *left = take(&mut inner.expr);
            }
            // Only called on what holds a place.
            _ => {}
        }
    }

    fn hoist(&mut self, value: Expr, hoisted: &mut Indices) -> Expr {
        let span = hidden(value.span());
        let name = Ident::new(&format!("index{}", self.labels), span);
        self.labels += 1;
        let statement = quote_spanned!(span=> let #name = #value;);
        hoisted.statements.extend(statement);
        Expr::Verbatim(if hoisted.repeated {
            let private = self.private(span);
            quote_spanned!(span=> #private::again(&#name))
        } else {
            name.to_token_stream()
        })
    }

    /// Whether fields and indices lead from `expression` down to a `~`.
    pub(super) fn holds_place(&self, expression: &Expr) -> bool {
        match expression {
            Expr::Field(field) => self.holds_place(&field.base),
            Expr::Index(index) => self.holds_place(&index.expr),
            Expr::Paren(inner) => self.holds_place(&inner.expr),
            Expr::Unary(unary) if matches!(unary.op, UnOp::Deref(_)) && !self.is_star(unary) => {
                self.holds_place(&unary.expr)
            }
            _ => self.is_root(expression),
        }
    }

    /// The operand of a left side that is `~p` itself.
    pub(super) fn whole_place<'e>(&self, left: &'e mut Expr) -> Option<&'e mut Expr> {
        match left {
            Expr::Paren(inner) => self.whole_place(&mut inner.expr),
            _ => self.root_operand(left),
        }
    }

    pub(super) fn is_root(&self, expression: &Expr) -> bool {
        syntax::deref_operand(expression).is_some()
            || matches!(expression, Expr::Unary(unary) if self.is_star(unary))
    }

    /// Whether `*p` is the document's `~p`, as far as the source says.
    pub(super) fn is_star(&self, unary: &ExprUnary) -> bool {
        matches!(unary.op, UnOp::Deref(_))
            && self.kind(&unary.expr) == Kind::Malloc
            && !self.is_reference(&unary.expr)
    }

    pub(super) fn root_operand<'e>(&self, expression: &'e mut Expr) -> Option<&'e mut Expr> {
        if !self.is_root(expression) {
            return None;
        }
        match expression {
            Expr::Unary(unary) => Some(&mut unary.expr),
            _ => None,
        }
    }

    /// The handle of a place that is `~p` or `*p` itself.
    pub(super) fn root_handle(&mut self, place: &mut Expr) -> Option<TokenStream> {
        if let Expr::Paren(inner) = place {
            return self.root_handle(&mut inner.expr);
        }
        let starred = matches!(place, Expr::Unary(unary) if self.is_star(unary));
        let span = self.place_span(place);
        let operand = self.root_operand(place)?;
        let handle = self.handle(operand, false);
        Some(if starred {
            self.pointee(span, &handle)
        } else {
            handle
        })
    }

    pub(super) fn place_span(&self, expression: &Expr) -> Span {
        match expression {
            Expr::Field(field) => self.place_span(&field.base),
            Expr::Index(index) => self.place_span(&index.expr),
            Expr::Paren(inner) => self.place_span(&inner.expr),
            Expr::Unary(unary) => match &unary.op {
                UnOp::Not(token) => token.span,
                UnOp::Deref(token) => token.span,
                _ => Span::call_site(),
            },
            _ => Span::call_site(),
        }
    }
}
