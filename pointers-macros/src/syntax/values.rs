//! Marks which `*e` and `e[i]` in the tree are values: what they mean the type decides, see `expand/stars.rs` and
//! `expand/arms.rs`, which read the marks.
//!
//! What is borrowed, assigned, matched or a receiver is a place, and stays one; so does every `*e` in closures, which would
//! capture more than they do, but for an `e` that has the name of a handle (`model/pointers.rs`).

use syn::{
    BinOp, Expr, ExprAsync, ExprBinary, ExprCall, ExprClosure, ExprLet, ExprMatch, ExprMethodCall,
    ExprUnsafe, Local, Pat, Stmt, UnOp,
};

use super::{
    collects, held_macro, is_user_macro, marker,
    nested::is_condition,
    operators::{is_comparison, is_compound},
    parens::{peel_parens, peel_parens_mut},
    patterns::untyped,
};
use crate::walk::visit_mut::{self, VisitMut};

/// Marks them: [`marker::VALUE`] where the value is moved, [`marker::SHOWN`] where it is only looked at.
#[derive(Default)]
pub(super) struct Values {
    /// How many closures and `async` blocks are around.
    inside: usize,
}

impl Values {
    /// Visits what is no value itself.
    fn place(&mut self, expression: &mut Expr) {
        let expression = peel_parens_mut(expression);
        match expression {
            Expr::Unary(unary) if matches!(unary.op, UnOp::Deref(_)) => self.place(&mut unary.expr),
            Expr::Field(field) => self.place(&mut field.base),
            Expr::Index(index) => {
                self.place(&mut index.expr);
                self.visit_expr_mut(&mut index.index);
            }
            _ => self.visit_expr_mut(expression),
        }
    }

    /// Visits what is in a closure or an `async` block.
    fn inside(&mut self, visit: impl FnOnce(&mut Self)) {
        self.inside += 1;
        visit(self);
        self.inside -= 1;
    }

    /// Marks what is a value here, or looked at.
    fn mark(&self, expression: &mut Expr, name: &str) {
        match expression {
            Expr::Unary(unary) => {
                if let UnOp::Deref(star) = &unary.op
                    && is_chain(&unary.expr)
                {
                    unary.attrs.push(marker::attribute(name, star.span));
                    if self.inside > 0 {
                        unary
                            .attrs
                            .push(marker::attribute(marker::INSIDE, star.span));
                    }
                }
            }
            Expr::Index(index) => {
                let span = index.bracket_token.span.open();
                index.attrs.push(marker::attribute(name, span));
            }
            Expr::Field(field) if leads_to_step(&field.base) => {
                let span = field.dot_token.span;
                field.attrs.push(marker::attribute(name, span));
            }
            _ => {}
        }
    }

    /// Marks a left side that is a `*e`.
    fn star(&self, left: &mut Expr) {
        if let Expr::Unary(_) = left {
            self.mark(left, marker::VALUE);
        }
    }

    /// Visits the left side of an assignment.
    fn target(&mut self, target: &mut Expr) {
        match target {
            Expr::Tuple(parts) => parts.elems.iter_mut().for_each(|part| self.target(part)),
            Expr::Array(parts) => parts.elems.iter_mut().for_each(|part| self.target(part)),
            Expr::Call(parts) => parts.args.iter_mut().for_each(|part| self.target(part)),
            Expr::Struct(parts) => {
                let fields = parts.fields.iter_mut();
                fields.for_each(|field| self.target(&mut field.expr));
            }
            _ => self.place(target),
        }
    }

    /// Visits what is compared or printed.
    fn shown(&mut self, expression: &mut Expr) {
        let expression = peel_parens_mut(expression);
        match expression {
            Expr::Unary(unary) if matches!(unary.op, UnOp::Deref(_)) => {
                self.mark(expression, marker::SHOWN);
                self.place(expression);
            }
            Expr::Index(_) | Expr::Field(_) => {
                self.mark(expression, marker::SHOWN);
                self.place(expression);
            }
            Expr::Assign(named) => self.shown(&mut named.right),
            _ => self.visit_expr_mut(expression),
        }
    }
}

/// Whether fields lead to an index or a `*`.
fn leads_to_step(expression: &Expr) -> bool {
    let expression = peel_parens(expression);
    match expression {
        Expr::Field(field) => leads_to_step(&field.base),
        Expr::Unary(unary) => matches!(unary.op, UnOp::Deref(_)),
        _ => matches!(expression, Expr::Index(_)),
    }
}

/// Whether nothing is moved out of what is matched: it is compared with literals, or with names of constants and variants only.
fn compare<'p>(patterns: impl Iterator<Item = &'p Pat> + Clone) -> bool {
    patterns.clone().any(is_compared)
        || patterns.clone().any(is_constant) && patterns.clone().all(binds_no_part)
}

/// `Kind::Open`, `None`.
fn is_constant(pattern: &Pat) -> bool {
    match pattern {
        Pat::Path(_) => true,
        Pat::Ident(name) => {
            name.subpat.is_none() && name.ident.to_string().starts_with(char::is_uppercase)
        }
        Pat::Or(cases) => cases.cases.iter().any(is_constant),
        Pat::Paren(inner) => is_constant(&inner.pat),
        _ => false,
    }
}

/// Whether a pattern leaves what is matched whole.
fn binds_no_part(pattern: &Pat) -> bool {
    match pattern {
        Pat::Path(_) | Pat::Wild(_) => true,
        Pat::Ident(name) => name.by_ref.is_none() && name.subpat.is_none(),
        Pat::Or(cases) => cases.cases.iter().all(binds_no_part),
        Pat::Paren(inner) => binds_no_part(&inner.pat),
        _ => false,
    }
}

/// Whether a pattern is a literal or a range, or may be one.
fn is_compared(pattern: &Pat) -> bool {
    match pattern {
        Pat::Lit(_) | Pat::Range(_) => true,
        Pat::Or(cases) => cases.cases.iter().any(is_compared),
        Pat::Paren(inner) => is_compared(&inner.pat),
        Pat::Ident(name) => name
            .subpat
            .as_ref()
            .is_some_and(|(_, pattern)| is_compared(pattern)),
        _ => false,
    }
}

/// `a`, `a.b`, `a[0].b`, `*a`: what is neither made nor called; and `f()?`, which gives a handle wherever it can fail, and
/// `a + b`, as which only a handle has a `*`.
fn is_chain(expression: &Expr) -> bool {
    match peel_parens(expression) {
        Expr::Try(tried) => matches!(&*tried.expr, Expr::Call(_) | Expr::MethodCall(_)),
        Expr::Path(path) => path.qself.is_none() && path.path.get_ident().is_some(),
        Expr::Field(field) => is_chain(&field.base),
        Expr::Index(index) => {
            is_chain(&index.expr) && matches!(*index.index, Expr::Path(_) | Expr::Lit(_))
        }
        Expr::Binary(sum) => matches!(sum.op, BinOp::Add(_) | BinOp::Sub(_)),
        Expr::Unary(unary) => matches!(unary.op, UnOp::Deref(_)) && is_chain(&unary.expr),
        _ => false,
    }
}

impl VisitMut for Values {
    fn visit_expr_mut(&mut self, expression: &mut Expr) {
        match expression {
            Expr::Unary(unary) if matches!(unary.op, UnOp::Deref(_)) => {
                self.mark(expression, marker::VALUE);
                self.place(expression);
            }
            Expr::Field(_) | Expr::Index(_) => {
                self.mark(expression, marker::VALUE);
                self.place(expression);
            }
            // The handle itself.
            Expr::Unary(unary) if marker::has(&unary.attrs, marker::DEREF) => {
                self.place(&mut unary.expr);
            }
            Expr::Reference(reference) => self.place(&mut reference.expr),
            Expr::RawAddr(address) => self.place(&mut address.expr),
            Expr::Assign(assign) => {
                self.star(&mut assign.left);
                self.target(&mut assign.left);
                if matches!(*assign.left, Expr::Infer(_)) {
                    self.place(&mut assign.right);
                } else {
                    self.visit_expr_mut(&mut assign.right);
                }
            }
            // What is left of the whole is moved field by field.
            Expr::Struct(whole) => {
                let fields = whole.fields.iter_mut();
                fields.for_each(|field| self.visit_expr_mut(&mut field.expr));
                if let Some(rest) = &mut whole.rest {
                    self.place(rest);
                }
            }
            _ => visit_mut::visit_expr_mut(self, expression),
        }
    }

    fn visit_expr_binary_mut(&mut self, binary: &mut ExprBinary) {
        let ExprBinary {
            left, op, right, ..
        } = binary;
        if is_comparison(op) {
            self.shown(left);
            self.shown(right);
            return;
        }
        if is_compound(op) {
            self.star(left);
            self.place(left);
        } else {
            self.visit_expr_mut(left);
        }
        self.visit_expr_mut(right);
    }

    fn visit_expr_call_mut(&mut self, call: &mut ExprCall) {
        if is_user_macro(call) {
            return;
        }
        let condition = match held_macro(call) {
            Some(held) if !collects(held) => is_condition(held),
            _ => {
                // Called by reference, if it can be.
                self.place(&mut call.func);
                let arguments = call.args.iter_mut();
                return arguments.for_each(|argument| self.visit_expr_mut(argument));
            }
        };
        for (at, argument) in call.args.iter_mut().enumerate() {
            if condition && at == 0 {
                self.visit_expr_mut(argument);
            } else {
                self.shown(argument);
            }
        }
    }

    fn visit_expr_method_call_mut(&mut self, call: &mut ExprMethodCall) {
        self.place(&mut call.receiver);
        call.args
            .iter_mut()
            .for_each(|argument| self.visit_expr_mut(argument));
    }

    fn visit_expr_match_mut(&mut self, matched: &mut ExprMatch) {
        if compare(matched.arms.iter().map(|arm| &arm.pat)) {
            self.shown(&mut matched.expr);
        } else {
            self.place(&mut matched.expr);
        }
        matched
            .arms
            .iter_mut()
            .for_each(|arm| self.visit_arm_mut(arm));
    }

    fn visit_expr_let_mut(&mut self, condition: &mut ExprLet) {
        if compare(std::iter::once(&*condition.pat)) {
            self.shown(&mut condition.expr);
        } else {
            self.place(&mut condition.expr);
        }
    }

    fn visit_local_mut(&mut self, local: &mut Local) {
        let name = untyped(&local.pat);
        let moves = matches!(name, Pat::Ident(name) if name.by_ref.is_none());
        let Some(init) = &mut local.init else { return };
        if moves {
            self.visit_expr_mut(&mut init.expr);
        } else {
            self.place(&mut init.expr);
        }
        if let Some((_, diverge)) = &mut init.diverge {
            self.visit_expr_mut(diverge);
        }
    }

    fn visit_stmt_mut(&mut self, statement: &mut Stmt) {
        match statement {
            // Nothing is done with it.
            Stmt::Expr(expression @ (Expr::Index(_) | Expr::Field(_)), Some(_)) => {
                self.place(expression);
            }
            _ => visit_mut::visit_stmt_mut(self, statement),
        }
    }

    fn visit_expr_closure_mut(&mut self, closure: &mut ExprClosure) {
        self.inside(|values| visit_mut::visit_expr_closure_mut(values, closure));
    }

    fn visit_expr_async_mut(&mut self, body: &mut ExprAsync) {
        self.inside(|values| visit_mut::visit_expr_async_mut(values, body));
    }

    /// Mostly a raw pointer's.
    fn visit_expr_unsafe_mut(&mut self, _: &mut ExprUnsafe) {}
}
