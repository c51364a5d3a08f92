//! Which loops are pure: those in which no code of the user's runs, given that their variables are of primitive types.
//!
//! Whatever is not on the list is not pure. The types are not known here: the loop is expanded twice, and asks them at run
//! time, where they are constants.

use quote::ToTokens;
use syn::{
    BinOp, Block, Expr, ExprBinary, ExprForLoop, ExprIndex, ExprRange, Ident, Lit, Local, Pat,
    Stmt, UnOp,
};

use super::{
    allowed::{converts, is_method, is_primitive},
    declared::{Declared, is_chunk},
    memory::{Indexed, Memory, row},
    reach::{self, Counters},
    views::element,
};
use crate::{
    expand::{names_constant, viewed},
    model::{self, Base, BindingId, Kind, Model, Variable, Way, name_of},
    syntax::{self, deref_operand, is_bare, peel_parens},
};

/// A larger loop is not written twice.
const LARGEST: usize = 400;

/// What a pure loop needs.
pub(super) struct Pure {
    /// Its values are of primitive types if these are.
    pub(super) values: Vec<Expr>,
    /// These, and the elements, are to be integers: it calls methods, which a trait of the user's may add to the others.
    pub(super) integers: bool,
    /// The names of primitive types that it converts to, `u64::from(x)`.
    pub(super) types: Vec<Ident>,
    /// What it does with memory.
    pub(super) memory: Memory,
    /// Whether cells are for all that it does with memory, and a check before the loop costs less than those in it.
    pub(super) lends: bool,
    /// The end of what its counter counts, where every round is before it.
    pub(super) end: Option<End>,
    /// The variable that is each of a handle's chunks in turn: `for p in mem`.
    pub(super) chunk: Option<BindingId>,
}

/// Where a counter ends.
pub(super) enum End {
    /// At the end of the range of a `for`.
    Range,
    /// At the value of a variable or a literal.
    Value(Expr),
    /// At the last chunk of the one handle.
    Chunks,
}

impl Pure {
    /// What the loop needs, if it is pure.
    pub(super) fn of(expression: &Expr, model: &Model) -> Option<Self> {
        let mut pure = Scan {
            model,
            found: Pure {
                values: Vec::new(),
                integers: false,
                types: Vec::new(),
                memory: Memory::default(),
                lends: false,
                end: None,
                chunk: None,
            },
            counters: Counters::default(),
            declared: Declared::default(),
            assigned: Vec::new(),
            maybe: false,
            pays: false,
            size: 0,
        };
        if !pure.whole(expression) {
            return None;
        }
        let Scan {
            mut found,
            pays,
            assigned,
            declared,
            ..
        } = pure;
        let memory = &mut found.memory;
        let inside = |at: &Variable| at.binding.is_some_and(|id| declared.has(id));
        memory.settle_rows(|at| assigned.contains(at) || inside(at));
        found.lends = pays && memory.is_cells_only();
        let of_variables = found.lends && !memory.handles.is_empty();
        (!memory.kept.is_empty() || of_variables).then_some(found)
    }
}

struct Scan<'m> {
    model: &'m Model,
    found: Pure,
    counters: Counters,
    /// The variables that are declared inside.
    declared: Declared,
    /// What is assigned inside.
    assigned: Vec<Variable>,
    /// What follows may not be evaluated at each round.
    maybe: bool,
    /// A check before the loop costs less than those in it.
    pays: bool,
    size: usize,
}

impl Scan<'_> {
    fn whole(&mut self, expression: &Expr) -> bool {
        match expression {
            Expr::ForLoop(whole) if self.chunks(whole) => {
                self.pays = true;
                self.block(&whole.body)
            }
            Expr::ForLoop(whole) => {
                let mut head = (*whole.expr).clone();
                let Some(ExprRange {
                    start: Some(_),
                    end: Some(end),
                    ..
                }) = reach::range(&mut head)
                else {
                    return false;
                };
                self.counters = Counters::below(end, reach::counter(&whole.pat));
                self.found.end = Some(End::Range);
                self.pays = true;
                self.pattern(&whole.pat) && self.block(&whole.body)
            }
            Expr::While(whole) => {
                if let Some((counter, end)) = reach::counted(whole) {
                    self.pays = true;
                    self.counters = Counters::below(end, Some(counter));
                    self.found.end = Some(End::Value(end.clone()));
                }
                if !self.expression(&whole.cond) || !self.block(&whole.body) {
                    return false;
                }
                // The end is to be the same at every round.
                if let Some(End::Value(end)) = &self.found.end
                    && Variable::of(end).is_some_and(|end| self.assigned.contains(&end))
                {
                    self.found.end = None;
                }
                true
            }
            _ => false,
        }
    }

    /// Whether a loop is certainly over the chunks of a handle, one by one.
    fn chunks(&mut self, whole: &ExprForLoop) -> bool {
        let (Some(variable), Pat::Ident(chunk)) = (Variable::of(&whole.expr), &*whole.pat) else {
            return false;
        };
        let handle = variable
            .binding
            .is_some_and(|id| self.model.kind(id) == Kind::Calloc && !self.model.is_reference(id));
        let plain = chunk.by_ref.is_none() && chunk.subpat.is_none();
        if handle && plain {
            self.found.chunk = model::declared(chunk);
            self.found.end = Some(End::Chunks);
            self.found.memory.handles.push(Indexed {
                base: Base::Variable(variable),
                named: (*whole.expr).clone(),
                written: false,
                beyond: Some(0),
            });
        }
        handle && plain && self.found.chunk.is_some()
    }

    /// Whether an expression is the chunk that the loop is at.
    fn is_chunk(&self, expression: &Expr) -> bool {
        is_chunk(expression, self.found.chunk)
    }

    fn maybe(&mut self, visit: impl FnOnce(&mut Self) -> bool) -> bool {
        let outer = std::mem::replace(&mut self.maybe, true);
        let pure = visit(self);
        self.maybe = outer;
        pure
    }

    fn block(&mut self, block: &Block) -> bool {
        block.stmts.iter().all(|statement| match statement {
            Stmt::Local(local) => self.local(local),
            Stmt::Expr(expression, _) => self.expression(expression),
            Stmt::Item(_) | Stmt::Macro(_) => false,
        })
    }

    fn local(&mut self, local: &Local) -> bool {
        let Some(init) = &local.init else {
            return false;
        };
        self.declared.note(&local.pat, &init.expr, self.found.chunk);
        local.attrs.is_empty()
            && init.diverge.is_none()
            && self.expression(&init.expr)
            && self.pattern(&local.pat)
    }

    fn pattern(&mut self, pattern: &Pat) -> bool {
        match pattern {
            Pat::Wild(_) => true,
            Pat::Ident(name) => {
                let id = model::declared(name);
                self.declared.add(id);
                id.is_some() && name.by_ref.is_none() && name.subpat.is_none()
            }
            Pat::Tuple(tuple) => tuple.elems.iter().all(|part| self.pattern(part)),
            Pat::Type(typed) => is_primitive(&typed.ty) && self.pattern(&typed.pat),
            _ => false,
        }
    }

    fn expression(&mut self, expression: &Expr) -> bool {
        self.size += 1;
        if self.size > LARGEST || !is_bare(expression) {
            return false;
        }
        let expression = peel_parens(expression);
        match expression {
            Expr::Lit(literal) => matches!(
                literal.lit,
                Lit::Int(_) | Lit::Float(_) | Lit::Bool(_) | Lit::Char(_) | Lit::Byte(_)
            ),
            Expr::Path(_) => self.value(expression),
            Expr::Unary(unary) => match (deref_operand(expression), &unary.op) {
                (Some(operand), _) => match element(operand) {
                    Some((variable, index)) => self.access(variable, index, false),
                    None if self.is_chunk(operand) => true,
                    None => self.expression(operand),
                },
                (None, UnOp::Not(_) | UnOp::Neg(_)) => self.expression(&unary.expr),
                _ => false,
            },
            Expr::Index(index) => self.path(index, false),
            Expr::Field(_) => self.field(expression),
            Expr::Binary(binary) => self.binary(binary),
            Expr::Assign(assign) => {
                if let Some(element) = deref_operand(peel_parens(&assign.left)) {
                    let viewed = viewed::is_assigned(self.model, element, &assign.right);
                    self.found.memory.changes |= !viewed;
                }
                self.expression(&assign.right)
                    && match self.place(&assign.left) {
                        Some(pure) => pure,
                        None => self.target(&assign.left),
                    }
            }
            Expr::Call(call) => match (converts(call), call.args.first()) {
                (Some(ty), Some(value)) => {
                    self.found.types.push(ty.clone());
                    self.expression(value)
                }
                _ => false,
            },
            Expr::Cast(cast) => is_primitive(&cast.ty) && self.expression(&cast.expr),
            Expr::Tuple(tuple) => tuple.elems.iter().all(|part| self.expression(part)),
            Expr::MethodCall(call) => {
                self.found.integers = true;
                call.turbofish.is_none()
                    && is_method(&call.method)
                    && self.declared.is_integer(&call.receiver, self.found.chunk)
                    && self.expression(&call.receiver)
                    && call.args.iter().all(|argument| self.expression(argument))
            }
            Expr::If(condition) => {
                self.expression(&condition.cond)
                    && self.maybe(|this| {
                        this.block(&condition.then_branch)
                            && condition
                                .else_branch
                                .as_ref()
                                .is_none_or(|(_, otherwise)| this.expression(otherwise))
                    })
                    && self.after_jumps(expression)
            }
            Expr::Block(block) => block.label.is_none() && self.block(&block.block),
            Expr::ForLoop(inner) => self.inner_for(inner),
            Expr::While(inner) => {
                let outer = self.counters.len();
                if let Some((counter, end)) = reach::counted(inner) {
                    self.pays = true;
                    self.counters.enter(Some(counter), end, false);
                }
                let pure =
                    self.expression(&inner.cond) && self.maybe(|this| this.block(&inner.body));
                self.counters.leave(outer);
                pure
            }
            Expr::Break(jump) => jump.expr.is_none(),
            Expr::Continue(_) => true,
            Expr::Return(jump) => jump
                .expr
                .as_ref()
                .is_none_or(|value| self.expression(value)),
            _ => false,
        }
    }

    /// What stands after an `if` that jumps may not be evaluated.
    fn after_jumps(&mut self, condition: &Expr) -> bool {
        struct Jumps(bool);
        impl<'a> crate::walk::visit::Visit<'a> for Jumps {
            fn visit_expr(&mut self, expression: &'a Expr) {
                self.0 |= matches!(
                    expression,
                    Expr::Break(_) | Expr::Continue(_) | Expr::Return(_)
                );
                crate::walk::visit::visit_expr(self, expression);
            }
        }
        let mut jumps = Jumps(false);
        crate::walk::visit::Visit::visit_expr(&mut jumps, condition);
        self.maybe |= jumps.0;
        true
    }

    fn inner_for(&mut self, inner: &ExprForLoop) -> bool {
        self.pays = true;
        let mut head = (*inner.expr).clone();
        let Some(range) = reach::range(&mut head) else {
            return false;
        };
        let closed = reach::is_closed(range);
        let (Some(start), Some(end)) = (&range.start, &range.end) else {
            return false;
        };
        let outer = self.counters.len();
        let ends = self.expression(start) && self.expression(end) && self.pattern(&inner.pat);
        self.counters.enter(reach::counter(&inner.pat), end, closed);
        let pure = ends && self.maybe(|this| this.block(&inner.body));
        self.counters.leave(outer);
        pure
    }

    fn binary(&mut self, binary: &ExprBinary) -> bool {
        let ExprBinary {
            left, op, right, ..
        } = binary;
        let ours = matches!(
            op,
            BinOp::ShlAssign(_) | BinOp::AddAssign(_) | BinOp::SubAssign(_)
        );
        match element(left) {
            Some((variable, index)) if ours => {
                self.found.memory.changes |= syntax::is_step(binary);
                return self.access(variable, index, true) && self.expression(right);
            }
            None if matches!(op, BinOp::ShlAssign(_)) && self.is_chunk(left) => {
                self.found.memory.handles[0].written = true;
                return self.expression(right);
            }
            _ if syntax::is_compound(op) => {
                if let Some(pure) = self.place(left) {
                    self.found.memory.changes = true;
                    return pure && self.expression(right);
                }
                self.assigned.extend(Variable::of(left));
                return name_of(left).is_some() && self.value(left) && self.expression(right);
            }
            _ => {}
        }
        if matches!(op, BinOp::And(_) | BinOp::Or(_)) {
            return self.expression(left) && self.maybe(|this| this.expression(right));
        }
        self.expression(left) && self.expression(right)
    }

    /// The left side of an assignment, if it lies in memory.
    fn place(&mut self, place: &Expr) -> Option<bool> {
        let place = peel_parens(place);
        match (place, deref_operand(place).map(element)) {
            (_, Some(Some((variable, index)))) => Some(self.access(variable, index, true)),
            (_, Some(None)) => Some(false),
            (Expr::Index(index), None) => Some(self.path(index, true)),
            (Expr::Field(_), None) => Some(self.field(place)),
            _ => None,
        }
    }

    /// An element of a handle that lies in memory.
    fn path(&mut self, index: &ExprIndex, written: bool) -> bool {
        let Some(way) = Way::of(&index.expr).filter(|way| self.begins_before(way)) else {
            return false;
        };
        self.note(Base::Way(way), index, written);
        let at = row(&index.expr).is_none_or(|row| self.expression(&row.index));
        at && !matches!(*index.index, Expr::Range(_)) && self.expression(&index.index)
    }

    /// A field of what a handle points to.
    fn field(&mut self, field: &Expr) -> bool {
        let typed = matches!(field, Expr::Field(field) if !syntax::is_type_property(field));
        let Some(way) = Way::of(field).filter(|way| typed && self.begins_before(way)) else {
            return false;
        };
        self.found.memory.field(field, &way);
        true
    }

    /// Whether a way begins at the same handle in all of the loop. A handle is assigned in no pure loop: what is assigned is to
    /// be of a primitive type.
    fn begins_before(&self, way: &Way) -> bool {
        let begins = |id| self.model.kind(id) != Kind::Plain && !self.declared.has(id);
        self.found.chunk.is_none() && way.from.binding.is_none_or(begins)
    }

    /// The left side of an assignment: variables that certainly have a value before.
    fn target(&mut self, target: &Expr) -> bool {
        match target {
            Expr::Tuple(tuple) => tuple.elems.iter().all(|part| self.target(part)),
            Expr::Infer(_) => true,
            Expr::Path(_) => {
                self.assigned.extend(Variable::of(target));
                model::binding(target).is_some_and(|id| !self.model.get(id).late)
                    && self.value(target)
            }
            _ => false,
        }
    }

    /// A variable or a constant, which is to be of a primitive type.
    fn value(&mut self, path: &Expr) -> bool {
        if self.is_chunk(path) {
            return false;
        }
        if let Some(id) = model::binding(path) {
            if self.declared.has(id) {
                return true;
            }
            if matches!(self.model.kind(id), Kind::Malloc | Kind::Calloc) {
                return false;
            }
        }
        // The type of a variant such as `None`, or of `NULL`, may not be known beside the loop.
        if name_of(path).is_some_and(|name| name == "NULL") {
            return false;
        }
        if Variable::of(path).is_none()
            && !matches!(path, Expr::Path(path) if names_constant(&path.path))
        {
            return false;
        }
        // What is no variable is spelt in one way.
        let meaning = |path: &Expr| (Variable::of(path), path.to_token_stream().to_string());
        let this = meaning(path);
        let known = |value: &Expr| meaning(value) == this;
        if !self.found.values.iter().any(known) {
            self.found.values.push(path.clone());
        }
        true
    }

    fn access(&mut self, variable: Variable, index: &ExprIndex, written: bool) -> bool {
        // As many as the loop counts, and it does not count to itself.
        if self.found.chunk.is_some() {
            return false;
        }
        self.note(Base::Variable(variable), index, written);
        self.expression(&index.index)
    }

    fn note(&mut self, base: Base, index: &ExprIndex, written: bool) {
        let beyond = self.counters.beyond(&index.index);
        let certain = !self.maybe;
        self.found
            .memory
            .index(base, index, written, beyond, certain);
    }
}
