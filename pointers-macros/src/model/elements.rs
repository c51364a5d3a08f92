//! `p[i]` of what is certainly a handle is a place, as `~p[i]` is: one form for the stages after this one.

use std::mem;

use proc_macro2::{Ident, Span};
use syn::{
    Attribute, BinOp, Expr, ExprBinary, ExprIndex, ExprUnary, ImplItemFn, ItemFn, UnOp,
    spanned::Spanned,
};

use super::{
    bindings::Model,
    kind::Kind,
    marks,
    pointers::Pointers,
    root::{self, is_uncertain},
};
use crate::syntax::{
    Body, deref_operand, is_array, is_compound, is_step, is_user_macro, marker, peel_parens,
    peel_parens_mut, placeholder,
};
use crate::walk::visit_mut::{self, VisitMut};

/// Marks them.
pub(super) fn mark(body: &mut Body, model: &Model) {
    let mut elements = Elements {
        model,
        pointers: &Pointers::of(body),
        in_unsafe: false,
    };
    body.visit_mut(&mut elements);
}

struct Elements<'m> {
    model: &'m Model,
    pointers: &'m Pointers,
    /// What stands in `unsafe` is mostly a raw pointer's.
    in_unsafe: bool,
}

impl Elements<'_> {
    fn is_element(&self, index: &ExprIndex) -> bool {
        !matches!(*index.index, Expr::Range(_)) && self.is_handle(&index.expr)
    }

    fn is_handle(&self, expression: &Expr) -> bool {
        let expression = peel_parens(expression);
        match expression {
            Expr::Path(_) if !is_uncertain(expression) => root::handle_root(expression)
                .is_some_and(|id| matches!(self.model.kind(id), Kind::Malloc | Kind::Calloc)),
            // `(p + 1)[i]`
            Expr::Binary(sum) if is_sum(sum) => self.is_handle(&sum.left),
            _ => false,
        }
    }

    /// Whether this is `*p++` or the like. Of a `CallocPointer` it is refused, as `*` is.
    fn is_starred_step(&self, unary: &ExprUnary) -> bool {
        fn stepped(operand: &Expr) -> Option<&Expr> {
            match peel_parens(operand) {
                Expr::Binary(binary) if is_step(binary) => Some(&binary.left),
                _ => None,
            }
        }
        matches!(unary.op, UnOp::Deref(_))
            && stepped(&unary.expr).is_some_and(|stepped| {
                let calloc = |id| self.model.kind(id) == Kind::Calloc;
                !root::handle_root(stepped).is_some_and(calloc)
            })
    }

    /// `*pp` before an index, after another `*` or after `&raw mut` is the place that it is with a `~`.
    fn base(&self, base: &mut Expr) {
        let base = peel_parens_mut(base);
        match base {
            Expr::Binary(sum) if is_sum(sum) => self.base(&mut sum.left),
            Expr::Unary(unary)
                if matches!(unary.op, UnOp::Deref(_)) && self.is_malloc(&unary.expr) =>
            {
                tilde(unary);
            }
            _ => {}
        }
    }

    /// The `*` before a field, an index or a method of what has the name of a handle: the type says whose it is.
    fn open(&self, base: &mut Expr) {
        if let Expr::Unary(star) = peel_parens_mut(base)
            && matches!(star.op, UnOp::Deref(_))
            && !self.in_unsafe
            && !marker::has(&star.attrs, marker::OPEN_STAR)
            && self.pointers.is_open_base(self.model, &star.expr)
        {
            mark_open(star);
        }
    }

    /// The same of each `*v[i]` on the way to a place that is assigned, or read. Nothing can be moved out of an element, so that
    /// the type can be asked whatever `v` is.
    fn open_elements(&self, place: &mut Expr) {
        match place {
            Expr::Paren(inner) => self.open_elements(&mut inner.expr),
            Expr::Field(field) => self.open_elements(&mut field.base),
            Expr::Index(index) => self.open_elements(&mut index.expr),
            Expr::Unary(star) if matches!(star.op, UnOp::Deref(_)) && !self.in_unsafe => {
                let of_element = matches!(peel_parens(&star.expr), Expr::Index(index)
                    if !matches!(*index.index, Expr::Range(_))
                        && !self.is_element(index)
                        && !self.is_array(&index.expr)
                        && !self.is_behind_ours(&index.expr));
                if of_element && !marker::has(&star.attrs, marker::OPEN_STAR) {
                    mark_open(star);
                }
            }
            _ => {}
        }
    }

    /// So is any `*pp` before an arrow, which only a handle has.
    fn arrows_base(&self, base: &mut Expr) {
        match peel_parens_mut(base) {
            Expr::Unary(unary) if matches!(unary.op, UnOp::Deref(_)) && is_named(&unary.expr) => {
                tilde(unary);
            }
            _ => {}
        }
    }

    /// Marks the `*` of what is a place of ours: the type of what lies there says whose it is.
    fn star(&mut self, star: &mut ExprUnary) {
        let open = marker::has(&star.attrs, marker::OPEN_STAR);
        if open || !self.in_unsafe && self.pointers.is_open(self.model, &star.expr) {
            self.visit_expr_mut(&mut star.expr);
            if !open {
                mark_open(star);
            }
            return;
        }
        // The `*` of a `~p` is what the guard, or the reference there, leads to: Rust's, and so is a `*` before that.
        let is_rusts = is_bare_tilde(&star.expr);
        self.base(&mut star.expr);
        if let Some(deeper) = starred(&mut star.expr) {
            return self.operand_of_stars(deeper);
        }
        self.visit_expr_mut(&mut star.expr);
        if self.in_unsafe || is_rusts {
            return;
        }
        match &*star.expr {
            operand if is_place(operand) => {
                let span = star.op.span();
                star.attrs.push(marker::attribute(marker::STAR, span));
            }
            // No sum that begins with one is anything but a handle, where a `*` stands before it.
            operand if is_moved_place(operand) => tilde(star),
            _ => {}
        }
    }

    /// Whether fields, indices and stars lead down to a place of ours, which has steps of its own.
    fn is_behind_ours(&self, place: &Expr) -> bool {
        let place = peel_parens(place);
        match place {
            Expr::Field(field) => self.is_behind_ours(&field.base),
            Expr::Index(index) => self.is_element(index) || self.is_behind_ours(&index.expr),
            Expr::Unary(star) if matches!(star.op, UnOp::Deref(_)) => {
                self.is_malloc(&star.expr) || self.is_behind_ours(&star.expr)
            }
            _ => deref_operand(place).is_some(),
        }
    }

    /// Whether this is certainly an array or a slice, whose `&mut T` need no `mut` around them.
    fn is_array(&self, expression: &Expr) -> bool {
        let expression = peel_parens(expression);
        marks::binding(expression)
            .filter(|_| !is_uncertain(expression))
            .is_some_and(|id| {
                let array = self.model.get(id).annotation.as_ref().is_some_and(is_array);
                array || self.model.kind(id) == Kind::Plain
            })
    }

    /// Visits what stands after several `*`, of which none is marked.
    fn operand_of_stars(&mut self, operand: &mut Expr) {
        match starred(operand) {
            Some(deeper) => self.operand_of_stars(deeper),
            None => self.visit_expr_mut(operand),
        }
    }

    /// Whether this is certainly a `MallocPointer`, and no reference to one.
    fn is_malloc(&self, expression: &Expr) -> bool {
        let malloc = |id| self.model.kind(id) == Kind::Malloc && !self.model.is_reference(id);
        let expression = peel_parens(expression);
        match expression {
            Expr::Binary(sum) if is_sum(sum) => self.is_malloc(&sum.left),
            Expr::Path(_) => {
                !is_uncertain(expression) && root::handle_root(expression).is_some_and(malloc)
            }
            _ => false,
        }
    }

    /// Visits what an operator takes as it stands: of `p[i]` the handle, `i` further on.
    fn operand(&mut self, operand: &mut Expr) {
        let operand = peel_parens_mut(operand);
        match operand {
            Expr::Index(_) if !matches!(operand, Expr::Index(index) if self.is_element(index)) => {
                self.visit_expr_mut(operand);
            }
            Expr::Index(index) => {
                self.base(&mut index.expr);
                visit_mut::visit_expr_index_mut(self, index);
            }
            _ => self.visit_expr_mut(operand),
        }
    }
}

/// Lets the type say whose a `*` is.
fn mark_open(star: &mut ExprUnary) {
    let span = star.op.span();
    marker::take(&mut star.attrs, marker::INSIDE);
    star.attrs.push(marker::attribute(marker::OPEN_STAR, span));
}

/// What stands after a `*`.
fn starred(expression: &mut Expr) -> Option<&mut Expr> {
    match peel_parens_mut(expression) {
        Expr::Unary(unary) if matches!(unary.op, UnOp::Deref(_)) => Some(&mut unary.expr),
        _ => None,
    }
}

/// Whether a place is read, or looked at.
fn is_value(attributes: &[Attribute]) -> bool {
    [marker::VALUE, marker::SHOWN]
        .iter()
        .any(|mark| marker::has(attributes, mark))
}

fn is_bare_tilde(expression: &Expr) -> bool {
    deref_operand(peel_parens(expression)).is_some()
}

/// `a`, `a.b`.
fn is_named(expression: &Expr) -> bool {
    match expression {
        Expr::Path(_) => true,
        Expr::Field(field) => is_named(&field.base),
        _ => false,
    }
}

fn is_sum(sum: &ExprBinary) -> bool {
    matches!(sum.op, BinOp::Add(_) | BinOp::Sub(_))
}

/// Whether fields and indices lead down to a `~` or an arrow, or to a `*` of such a place.
fn is_place(expression: &Expr) -> bool {
    let expression = peel_parens(expression);
    match expression {
        Expr::Field(field) => is_place(&field.base),
        Expr::Index(index) => is_place(&index.expr),
        Expr::Unary(unary) if marker::has(&unary.attrs, marker::STAR) => true,
        _ => deref_operand(expression).is_some(),
    }
}

/// Whether something is added to what lies in such a place.
fn is_moved_place(expression: &Expr) -> bool {
    match peel_parens(expression) {
        Expr::Binary(sum) => is_sum(sum) && (is_place(&sum.left) || is_moved_place(&sum.left)),
        _ => false,
    }
}

/// Makes a `~` of a `*`.
fn tilde(unary: &mut ExprUnary) {
    let UnOp::Deref(star) = unary.op else { return };
    unary.op = UnOp::Not(syn::Token![!](star.span));
    unary
        .attrs
        .retain(|attribute| !marker::is_marker(attribute));
    unary
        .attrs
        .push(marker::attribute(marker::DEREF, star.span));
}

fn first_token(expression: &Expr) -> Span {
    match expression {
        Expr::Paren(inner) => inner.paren_token.span.open(),
        Expr::Path(path) => path
            .path
            .get_ident()
            .map_or_else(Span::call_site, Ident::span),
        _ => expression.span(),
    }
}

impl Elements<'_> {
    /// Visits a function, of which all may stand in `unsafe`.
    fn function(&mut self, is_unsafe: bool, visit: impl FnOnce(&mut Self)) {
        let is_unsafe = self.in_unsafe || is_unsafe;
        let around = mem::replace(&mut self.in_unsafe, is_unsafe);
        visit(self);
        self.in_unsafe = around;
    }
}

impl VisitMut for Elements<'_> {
    fn visit_item_fn_mut(&mut self, function: &mut ItemFn) {
        let is_unsafe = function.sig.unsafety.is_some();
        self.function(is_unsafe, |this| {
            visit_mut::visit_item_fn_mut(this, function)
        });
    }

    fn visit_impl_item_fn_mut(&mut self, function: &mut ImplItemFn) {
        let is_unsafe = function.sig.unsafety.is_some();
        self.function(is_unsafe, |this| {
            visit_mut::visit_impl_item_fn_mut(this, function)
        });
    }

    fn visit_expr_mut(&mut self, expression: &mut Expr) {
        match expression {
            Expr::Assign(assign) => self.open_elements(&mut assign.left),
            Expr::Binary(binary) if is_compound(&binary.op) => {
                self.open_elements(&mut binary.left);
            }
            Expr::Field(field) if is_value(&field.attrs) => self.open_elements(expression),
            _ => {}
        }
        match expression {
            // A bare index in the arguments of a user's macro stays the user's.
            Expr::Call(call) if is_user_macro(call) => {}
            Expr::Binary(binary)
                if matches!(
                    binary.op,
                    BinOp::ShlAssign(_) | BinOp::AddAssign(_) | BinOp::SubAssign(_)
                ) =>
            {
                self.operand(&mut binary.left);
                self.visit_expr_mut(&mut binary.right);
            }
            // `++` was never Rust, so that `*p++` is none of Rust's either.
            Expr::Unary(unary) if self.is_starred_step(unary) => {
                tilde(unary);
                self.visit_expr_mut(expression);
            }
            Expr::Unary(unary) if matches!(unary.op, UnOp::Deref(_)) => self.star(unary),
            Expr::RawAddr(address) => {
                self.base(&mut address.expr);
                self.visit_expr_mut(&mut address.expr);
            }
            Expr::Unsafe(_) => {
                let around = mem::replace(&mut self.in_unsafe, true);
                visit_mut::visit_expr_mut(self, expression);
                self.in_unsafe = around;
            }
            _ if deref_operand(expression).is_some() => {
                if let Expr::Unary(unary) = expression {
                    if marker::has(&unary.attrs, marker::ARROW) {
                        self.arrows_base(&mut unary.expr);
                        self.visit_expr_mut(&mut unary.expr);
                    } else {
                        self.operand(&mut unary.expr);
                    }
                }
            }
            Expr::Index(index) if self.is_element(index) => {
                visit_mut::visit_expr_index_mut(self, index);
                let span = first_token(&index.expr);
                let element = mem::replace(expression, placeholder());
                *expression = tilde_of_element(element, span);
            }
            Expr::Index(index) => {
                if self.pointers.is_open(self.model, &index.expr) {
                    let span = index.bracket_token.span.open();
                    index.attrs.push(marker::attribute(marker::OPEN_STAR, span));
                }
                self.base(&mut index.expr);
                self.open(&mut index.expr);
                visit_mut::visit_expr_index_mut(self, index);
            }
            Expr::Field(field) => {
                self.base(&mut field.base);
                self.open(&mut field.base);
                visit_mut::visit_expr_field_mut(self, field);
            }
            Expr::MethodCall(call) => {
                self.open(&mut call.receiver);
                visit_mut::visit_expr_method_call_mut(self, call);
            }
            _ => visit_mut::visit_expr_mut(self, expression),
        }
    }
}

/// `~p[i]` of a `p[i]`. An error on the whole begins where the handle does, at `span`.
fn tilde_of_element(element: Expr, span: Span) -> Expr {
    Expr::Unary(ExprUnary {
        attrs: vec![
            marker::attribute(marker::DEREF, span),
            marker::attribute(marker::ELEMENT, span),
        ],
        op: UnOp::Not(syn::Token![!](span)),
        expr: Box::new(element),
    })
}
