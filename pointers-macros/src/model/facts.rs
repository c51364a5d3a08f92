//! What happens to each variable, wherever in the body it happens.

use proc_macro2::Ident;
use syn::{
    BinOp, Expr, ExprAssign, ExprAsync, ExprBinary, ExprCall, ExprClosure, ExprForLoop, ExprLoop,
    ExprMethodCall, ExprPath, ExprReference, ExprTry, ExprWhile, Local, Pat, UnOp,
};

use super::{
    bindings::{Facts, Model},
    kind::Kind,
    marks::{self, BindingId, MoveId, binding},
    root::handle_root,
    value_form::ValueForm,
};
use crate::syntax::{
    Body, deref_operand, held_macro, is_compound, is_named_argument, may_assign, peel_parens,
    raising_call, string_call, untyped,
};
use crate::walk::visit::{self, Visit};

pub(super) fn collect(body: &Body, model: &mut Model) {
    let mut collect = CollectFacts {
        model,
        inside: 0,
        loops: 0,
        moves: Vec::new(),
    };
    body.visit(&mut collect);
    let moves = std::mem::take(&mut collect.moves);
    for (root, moved) in moves {
        let facts = &collect.model.get(root).facts;
        if !facts.escapes && !facts.reallocated {
            collect.model.sized.insert(moved);
        }
    }
}

/// Methods that neither change the block nor decide its type.
const NEUTRAL: [&str; 18] = [
    "freed",
    "assigned",
    "size",
    "address",
    "is_null",
    "chunks",
    "chunk_size",
    "current_index",
    "safe",
    "iter",
    "into_iter",
    "enumerate",
    "add",
    "sub",
    "offset",
    "offset_from",
    "id",
    "clone",
];

struct CollectFacts<'m> {
    model: &'m mut Model,
    /// How many closures and `async` blocks are around.
    inside: usize,
    /// How many loops are around.
    loops: usize,
    /// The moves so far, with their roots: those into a block that never escapes keep its size, wherever they stand.
    moves: Vec<(BindingId, MoveId)>,
}

impl CollectFacts<'_> {
    fn facts(&mut self, id: BindingId) -> &mut Facts {
        &mut self.model.get_mut(id).facts
    }

    fn root_facts(&mut self, id: BindingId) -> &mut Facts {
        let root = self.model.root(id);
        self.facts(root)
    }

    /// Visits an expression that makes a handle, without taking the mention of its root for an escape.
    fn visit_handle(&mut self, expression: &Expr) {
        let expression = peel_parens(expression);
        match expression {
            _ if binding(expression).is_some() => self.mention(expression),
            // `p++` is more than the handle.
            Expr::Binary(binary)
                if !is_compound(&binary.op) && handle_root(&binary.left).is_some() =>
            {
                self.visit_handle(&binary.left);
                self.visit_expr(&binary.right);
            }
            Expr::Index(index) if handle_root(&index.expr).is_some() => {
                self.visit_handle(&index.expr);
                self.visit_expr(&index.index);
            }
            Expr::Reference(reference) => {
                if let Some(id) = binding(&reference.expr) {
                    self.facts(id).shared = true;
                    self.facts(id).lent |= reference.mutability.is_some();
                }
                self.visit_handle(&reference.expr);
            }
            _ => self.visit_expr(expression),
        }
    }

    /// Notes what is true of every mention of a variable.
    fn mention(&mut self, expression: &Expr) {
        if self.inside > 0
            && let Some(id) = binding(expression)
        {
            self.facts(id).shared = true;
        }
    }

    /// The variable of the handle whose whole element an assignment writes.
    fn written(&self, left: &Expr) -> Option<BindingId> {
        if let Some(operand) = deref_operand(left) {
            return handle_root(operand);
        }
        match left {
            Expr::Unary(unary) if matches!(unary.op, UnOp::Deref(_)) => {
                let id = handle_root(&unary.expr)?;
                (self.model.kind(id) == Kind::Malloc && !self.model.is_reference(id)).then_some(id)
            }
            _ => None,
        }
    }

    fn inside(&mut self, visit: impl FnOnce(&mut Self)) {
        self.inside += 1;
        visit(self);
        self.inside -= 1;
    }

    /// Notes whether the block that is moved into certainly still has its first size: nothing has happened to it
    /// that could change it, and no loop leads back here from what happens later.
    fn note_move(&mut self, expression: &ExprBinary) {
        let (Some(moved), Some(id)) = (
            marks::move_into(&expression.left),
            handle_root(&expression.left),
        ) else {
            return;
        };
        let root = self.model.root(id);
        self.moves.push((root, moved));
        let facts = &self.model.get(root).facts;
        if !facts.escapes && !facts.reallocated && facts.loops == self.loops && self.inside == 0 {
            self.model.sized.insert(moved);
        }
    }

    fn in_loop(&mut self, visit: impl FnOnce(&mut Self)) {
        self.loops += 1;
        visit(self);
        self.loops -= 1;
    }

    /// Visits a `free` or a `realloc`, which `updates` its variable; `false` if `call` is neither.
    fn release(&mut self, call: &ExprCall, updates: bool) -> bool {
        let (Some(name), Some(handle)) = (raising_call(call), call.args.first()) else {
            return false;
        };
        if name != "free" && name != "realloc" {
            return false;
        }
        if name == "realloc"
            && let Some(id) = binding(handle)
        {
            self.facts(id).updated |= updates;
            self.root_facts(id).reallocated = true;
        }
        self.visit_handle(handle);
        for argument in call.args.iter().skip(1) {
            self.visit_expr(argument);
        }
        true
    }

    /// Visits a function of `string.h`, which changes no block and is given bytes; `false` if `call` is none.
    fn give_bytes(&mut self, call: &ExprCall) -> bool {
        let Some(function) = string_call(call) else {
            return false;
        };
        let mut roles = function.arguments.iter();
        for argument in &call.args {
            let role = roles.next();
            if role.is_some_and(|role| role.is_memory())
                && let Some(id) = handle_root(argument)
            {
                self.root_facts(id).holds_bytes = true;
            }
            match role {
                Some(_) => self.visit_handle(argument),
                // What a macro formats beyond them.
                None => self.visit_shown(argument),
            }
        }
        true
    }

    /// Visits an argument of a macro that prints, or an operand beside a literal: a read here decides no type.
    fn visit_shown(&mut self, expression: &Expr) {
        match expression {
            Expr::Assign(assign) if is_named_argument(assign) => self.visit_shown(&assign.right),
            _ => self.visit_handle(deref_operand(expression).unwrap_or(expression)),
        }
    }
}

impl<'a> Visit<'a> for CollectFacts<'_> {
    fn visit_expr(&mut self, expression: &'a Expr) {
        let Some(operand) = deref_operand(expression) else {
            return visit::visit_expr(self, expression);
        };
        if let Some(root) = handle_root(operand) {
            self.root_facts(root).read_into = true;
        }
        self.visit_handle(operand);
    }

    fn visit_local(&mut self, local: &'a Local) {
        let name = untyped(&local.pat);
        if let Pat::Ident(name) = name
            && let Some(id) = marks::declared(name)
        {
            self.facts(id).loops = self.loops;
        }
        let Some(init) = &local.init else { return };
        // An alias is followed through its own variable.
        match handle_root(&init.expr) {
            Some(_) if init.diverge.is_none() => self.visit_handle(&init.expr),
            _ => visit::visit_local_init(self, init),
        }
    }

    fn visit_expr_for_loop(&mut self, expression: &'a ExprForLoop) {
        self.visit_handle(&expression.expr);
        self.in_loop(|this| this.visit_block(&expression.body));
    }

    fn visit_expr_while(&mut self, expression: &'a ExprWhile) {
        self.in_loop(|this| visit::visit_expr_while(this, expression));
    }

    fn visit_expr_loop(&mut self, expression: &'a ExprLoop) {
        self.in_loop(|this| visit::visit_expr_loop(this, expression));
    }

    fn visit_expr_binary(&mut self, expression: &'a ExprBinary) {
        let ExprBinary {
            left, op, right, ..
        } = expression;
        match op {
            BinOp::ShlAssign(_) => {
                if let Some(id) = handle_root(left) {
                    let form = ValueForm::of(right);
                    self.root_facts(id).first_move.get_or_insert(form);
                }
                self.visit_handle(left);
                self.visit_expr(right);
                self.note_move(expression);
            }
            BinOp::AddAssign(_) | BinOp::SubAssign(_) => {
                if let Some(id) = binding(left) {
                    self.facts(id).stepped = true;
                }
                self.visit_handle(left);
                self.visit_expr(right);
            }
            _ if matches!(**right, Expr::Lit(_)) => self.visit_shown(left),
            BinOp::Eq(_) | BinOp::Ne(_) => {
                for side in [left, right] {
                    if binding(side).is_some() {
                        self.mention(side)
                    } else {
                        self.visit_expr(side)
                    }
                }
            }
            _ => visit::visit_expr_binary(self, expression),
        }
    }

    fn visit_expr_call(&mut self, call: &'a ExprCall) {
        if self.give_bytes(call) {
            return;
        }
        if held_macro(call).is_some() && !may_assign(call) {
            let collects = macro_name(call).is_some_and(|name| name == "vec" || name == "dbg");
            for argument in &call.args {
                if collects {
                    self.visit_expr(argument)
                } else {
                    self.visit_shown(argument)
                }
            }
            return;
        }
        if !self.release(call, self.inside == 0) {
            visit::visit_expr_call(self, call);
        }
    }

    /// Written with `?`, `realloc` is plain Rust and updates nothing.
    fn visit_expr_try(&mut self, tried: &'a ExprTry) {
        match &*tried.expr {
            Expr::Call(call) if self.release(call, false) || self.give_bytes(call) => {}
            _ => visit::visit_expr_try(self, tried),
        }
    }

    fn visit_expr_method_call(&mut self, call: &'a ExprMethodCall) {
        if NEUTRAL.iter().any(|name| call.method == name) {
            self.visit_handle(&call.receiver);
            visit::visit_all(self, &call.args);
        } else {
            visit::visit_expr_method_call(self, call);
        }
    }

    fn visit_expr_assign(&mut self, assign: &'a ExprAssign) {
        if is_named_argument(assign) {
            self.visit_expr(&assign.right)
        } else {
            // `~p = "abc"`, `*p = "abc"` may be the first move.
            if let Some(id) = self.written(&assign.left)
                && let form @ (ValueForm::Str(_) | ValueForm::Slice(_) | ValueForm::Literal(_)) =
                    ValueForm::of(&assign.right)
            {
                self.root_facts(id).first_move.get_or_insert(form);
            }
            for id in marks::assigned(&assign.left) {
                self.facts(id).assigned = true;
            }
            visit::visit_expr_assign(self, assign)
        }
    }

    fn visit_expr_closure(&mut self, closure: &'a ExprClosure) {
        self.inside(|this| visit::visit_expr_closure(this, closure));
    }

    fn visit_expr_async(&mut self, expression: &'a ExprAsync) {
        self.inside(|this| visit::visit_expr_async(this, expression));
    }

    fn visit_expr_reference(&mut self, reference: &'a ExprReference) {
        if let Some(id) = binding(&reference.expr) {
            self.facts(id).shared = true;
            self.facts(id).lent |= reference.mutability.is_some();
        }
        visit::visit_expr_reference(self, reference);
    }

    fn visit_expr_path(&mut self, path: &'a ExprPath) {
        if let Some(id) = marks::number(&path.attrs) {
            let captured = self.inside > 0;
            self.facts(id).shared |= captured;
            self.root_facts(id).escapes = true;
        }
    }
}

/// The name of the nested macro that a call holds.
fn macro_name(call: &ExprCall) -> Option<&Ident> {
    held_macro(call)
        .and_then(|mac| mac.path.segments.last())
        .map(|segment| &segment.ident)
}
