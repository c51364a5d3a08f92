//! What a part of the program may do, wherever it breaks off and however often it runs: the summary by which loops
//! and `try` bodies are entered. One visit, so that nested loops stay linear.

use std::mem;

use proc_macro2::TokenStream;
use syn::{
    BinOp, Block, Expr, ExprAssign, ExprBinary, ExprCall, ExprLet, ExprMatch, ExprMethodCall, Item,
    Local, Macro,
};

use super::{by_name, peeled};
use crate::walk::visit::{self, Visit};
use crate::{
    map,
    model::{BindingId, binding, handle_root},
    syntax::{
        self, borrows_mutably, deref_operand, each_name, held_macro, is_named_argument, may_assign,
        peel_parens, raising_call,
    },
};

/// What may happen to variables and to their blocks.
#[derive(Default)]
pub(crate) struct Effects {
    /// The variable's block may be freed, resized, stored, ...
    pub(crate) changed: Vec<BindingId>,
    /// Values may be moved into the variable's block.
    pub(crate) written: Vec<BindingId>,
    /// Values may be moved into what the variable's parts, or its block, lead to.
    pub(crate) filled: Vec<BindingId>,
    /// A part of the variable, which is no handle, may be changed.
    pub(crate) parted: Vec<BindingId>,
    /// The variable may be stepped through its block.
    pub(crate) stepped: Vec<BindingId>,
    /// The variable may be assigned.
    pub(crate) assigned: Vec<BindingId>,
    /// Other code may assign the variable, then and later.
    pub(crate) shared: Vec<BindingId>,
    /// Names that a macro may use in any way.
    pub(crate) mentioned: Vec<String>,
    /// The part may be left before its end, in another way than by an operation that raises.
    pub(crate) exits: bool,
    /// Which statement runs first in it may depend on earlier rounds.
    pub(crate) continues: bool,
    /// What the variable's block holds may be used in any way.
    pub(crate) looked: Vec<BindingId>,
    /// `self` is used in some way.
    pub(crate) receiver: bool,
    /// How many expressions it has.
    pub(crate) size: usize,
}

/// What `body`, the body of a loop or of a `try`, may do, and the condition that is evaluated before it.
pub(crate) fn of_block(condition: Option<&Expr>, body: &Block) -> Effects {
    let mut scan = Scan::default();
    condition
        .into_iter()
        .for_each(|condition| scan.visit_expr(condition));
    scan.visit_block(body);
    let Effects {
        changed,
        written,
        filled,
        parted,
        stepped,
        assigned,
        shared,
        looked,
        ..
    } = &mut scan.effects;
    for list in [
        changed, written, filled, parted, stepped, assigned, shared, looked,
    ] {
        *list = map::distinct(mem::take(list));
    }
    scan.effects
}

/// The variables that an expression mentions other than to read their memory.
pub(crate) fn mentioned(expression: &Expr) -> Effects {
    let mut scan = Scan::default();
    scan.visit_expr(expression);
    scan.effects
}

/// All names in tokens that could not be parsed.
pub(crate) fn names(tokens: TokenStream, output: &mut Vec<String>) {
    each_name(tokens, &mut |name| output.push(name.to_string()));
}

/// The variable that a method may change a part of, which is called on that.
fn changed_part(call: &ExprMethodCall) -> Option<BindingId> {
    use by_name::Method::{Ask, Clone, Other, Take};

    match (by_name::method(&call.method), &*call.receiver) {
        (Ask | Clone, _) => None,
        (Take | Other, receiver) => way_root(receiver),
        _ => None,
    }
}

/// The variable from which an expression goes on to a place: the `v` of `v.rows[1]`, `v->data->next`.
fn way_root(expression: &Expr) -> Option<BindingId> {
    if let Some(operand) = deref_operand(expression) {
        return way_root(operand);
    }
    let expression = peel_parens(expression);
    match expression {
        Expr::Field(field) => way_root(&field.base),
        Expr::Index(index) => way_root(&index.expr),
        Expr::Binary(binary) => way_root(&binary.left),
        Expr::MethodCall(call) => way_root(&call.receiver),
        Expr::Try(tried) => way_root(&tried.expr),
        Expr::Unary(unary) => way_root(&unary.expr),
        _ => binding(expression),
    }
}

#[derive(Default)]
struct Scan {
    effects: Effects,
    /// How many loops of the part itself are around.
    loops: usize,
    /// How many closures, `async` blocks and user macros are around.
    captures: usize,
}

impl Scan {
    fn captured(&mut self, visit: impl FnOnce(&mut Self)) {
        let (exits, continues) = (self.effects.exits, self.effects.continues);
        self.captures += 1;
        visit(self);
        self.captures -= 1;
        (self.effects.exits, self.effects.continues) = (exits, continues);
    }

    /// Visits an expression that makes a handle, without taking the mention of its root for a use.
    fn visit_handle(&mut self, expression: &Expr) {
        let expression = peel_parens(expression);
        match expression {
            _ if self.captures == 0 && binding(expression).is_some() => {
                self.effects.size += 1;
                Self::note(&mut self.effects.looked, binding(expression));
            }
            Expr::Binary(binary) if matches!(binary.op, BinOp::Add(_) | BinOp::Sub(_)) => {
                self.visit_handle(&binary.left);
                self.visit_expr(&binary.right);
            }
            Expr::Index(index) => {
                self.visit_handle(&index.expr);
                self.visit_expr(&index.index);
            }
            Expr::Field(field) => self.visit_handle(&field.base),
            _ => self.visit_expr(expression),
        }
    }

    /// What is borrowed can be assigned through the reference.
    fn visit_shared(&mut self, borrowed: &Expr) {
        let mut inner = Self::default();
        inner.visit_expr(borrowed);
        self.effects.shared.append(&mut inner.effects.changed);
    }

    fn note(list: &mut Vec<BindingId>, id: Option<BindingId>) {
        list.extend(id);
    }

    /// Something is moved into what an expression makes a handle of.
    fn visit_written(&mut self, made: &Expr) {
        match handle_root(made) {
            Some(root) => self.effects.written.push(root),
            None => Self::note(&mut self.effects.filled, way_root(made)),
        }
    }

    /// The left side of an assignment: a variable, `~p` and its parts, or a pattern of them.
    fn visit_target(&mut self, target: &Expr) {
        if let Some(id) = binding(target) {
            self.effects.assigned.push(id);
            self.effects.size += 1;
            if self.captures > 0 {
                self.visit_expr(target);
            }
        } else if let Some(operand) = peeled::place(target) {
            self.visit_written(operand);
            self.visit_handle(target);
        } else if let Expr::Tuple(parts) = target {
            parts.elems.iter().for_each(|part| self.visit_target(part));
        } else {
            self.visit_expr(target);
            let mut inner = Self::default();
            inner.visit_expr(target);
            self.effects.assigned.append(&mut inner.effects.changed);
        }
    }
}

impl<'a> Visit<'a> for Scan {
    fn visit_expr(&mut self, expression: &'a Expr) {
        self.effects.size += 1;
        if let Some(operand) = deref_operand(expression) {
            return self.visit_handle(operand);
        }
        match expression {
            Expr::Path(path) => {
                self.effects.receiver |= path.path.is_ident("self");
                if let Some(id) = binding(expression) {
                    self.effects.changed.push(id);
                    if self.captures > 0 {
                        self.effects.shared.push(id);
                    }
                }
                return;
            }
            Expr::Break(jump) => {
                self.effects.exits |= jump.label.is_some() || self.loops == 0;
                self.effects.continues |= jump.label.is_some();
            }
            Expr::Continue(jump) => {
                let leaves = jump.label.is_some() || self.loops == 0;
                self.effects.exits |= leaves;
                self.effects.continues |= leaves;
            }
            Expr::Return(_) | Expr::Try(_) => self.effects.exits = true,
            Expr::Reference(reference) if reference.mutability.is_some() => {
                self.visit_shared(&reference.expr)
            }
            Expr::RawAddr(address) => self.visit_shared(&address.expr),
            _ => {}
        }
        match expression {
            Expr::Closure(closure) => self.captured(|this| this.visit_expr(&closure.body)),
            Expr::Async(body) => self.captured(|this| this.visit_block(&body.block)),
            Expr::Loop(_) | Expr::While(_) | Expr::ForLoop(_) => {
                self.loops += 1;
                visit::visit_expr(self, expression);
                self.loops -= 1;
            }
            _ => visit::visit_expr(self, expression),
        }
    }

    fn visit_expr_binary(&mut self, expression: &'a ExprBinary) {
        let ExprBinary {
            left, op, right, ..
        } = expression;
        match op {
            BinOp::ShlAssign(_) => {
                self.visit_written(left);
                self.visit_handle(left);
                self.visit_expr(right);
            }
            _ if syntax::is_compound(op) => {
                match (binding(left), peeled::place(left)) {
                    (Some(id), _) => self.effects.stepped.push(id),
                    (None, Some(operand)) => self.visit_written(operand),
                    (None, None) => {
                        self.visit_written(left);
                        Self::note(&mut self.effects.parted, way_root(left));
                    }
                }
                self.visit_handle(left);
                self.visit_expr(right);
            }
            op if syntax::is_comparison(op) => {
                self.visit_handle(left);
                self.visit_handle(right);
            }
            _ => visit::visit_expr_binary(self, expression),
        }
    }

    fn visit_expr_assign(&mut self, assign: &'a ExprAssign) {
        if !is_named_argument(assign) {
            self.visit_target(&assign.left);
        }
        self.visit_expr(&assign.right);
    }

    fn visit_expr_call(&mut self, call: &'a ExprCall) {
        if held_macro(call).is_some() {
            if may_assign(call) {
                self.captured(|this| visit::visit_all(this, &call.args));
                (self.effects.exits, self.effects.continues) = (true, true);
            } else {
                self.effects.exits |= by_name::ends_program(call);
                let written_to = by_name::written_to(call);
                Self::note(&mut self.effects.shared, written_to.and_then(binding));
                for argument in &call.args {
                    if by_name::shows(call)
                        && !written_to.is_some_and(|it| core::ptr::eq(it, argument))
                    {
                        self.visit_handle(argument)
                    } else {
                        self.visit_expr(argument)
                    }
                }
            }
            return;
        }
        self.effects.exits |= by_name::ends_program(call);
        if raising_call(call).is_some_and(|name| name == "realloc")
            && let Some(id) = call.args.first().and_then(binding)
        {
            // NULL becomes a block.
            self.effects.stepped.push(id);
        }
        visit::visit_expr_call(self, call);
    }

    fn visit_expr_method_call(&mut self, call: &'a ExprMethodCall) {
        visit::visit_all(self, &call.args);
        if by_name::method(&call.method) == by_name::Method::Take
            || binding(&call.receiver).is_none()
        {
            Self::note(&mut self.effects.parted, changed_part(call));
        }
        match by_name::method(&call.method) {
            by_name::Method::Ask | by_name::Method::Read => self.visit_handle(&call.receiver),
            by_name::Method::Write
            | by_name::Method::Fill
            | by_name::Method::Slice
            | by_name::Method::Take => {
                self.visit_written(&call.receiver);
                self.visit_handle(&call.receiver);
            }
            by_name::Method::Other => {
                Self::note(&mut self.effects.shared, binding(&call.receiver));
                self.visit_expr(&call.receiver);
            }
            _ => self.visit_expr(&call.receiver),
        }
    }

    fn visit_local(&mut self, local: &'a Local) {
        if let Some(init) = &local.init
            && borrows_mutably(&local.pat)
        {
            self.visit_shared(&init.expr);
        }
        visit::visit_local(self, local);
    }

    fn visit_expr_match(&mut self, matched: &'a ExprMatch) {
        if matched.arms.iter().any(|arm| borrows_mutably(&arm.pat)) {
            self.visit_shared(&matched.expr);
        }
        visit::visit_expr_match(self, matched);
    }

    fn visit_expr_let(&mut self, condition: &'a ExprLet) {
        if borrows_mutably(&condition.pat) {
            self.visit_shared(&condition.expr);
        }
        visit::visit_expr_let(self, condition);
    }

    fn visit_macro(&mut self, mac: &'a Macro) {
        names(mac.tokens.clone(), &mut self.effects.mentioned);
        (self.effects.exits, self.effects.continues) = (true, true);
    }

    fn visit_item(&mut self, _: &'a Item) {}
}
