//! Variables, and the expressions that make a handle of another: `q = p`, `p + 1`, `p[1]`, `&p`.

use std::ptr;

use syn::{
    BinOp, Expr, ExprBinary, Pat, PatIdent,
    visit::{self, Visit},
};

use super::{
    Check, constant, flow, forms,
    lattice::{At, Block, BlockId, Element, Handle, Value},
    report::Loss,
};
use crate::model::{self, BindingId, Kind, binding, element_of_type, kind_of_type};

impl<'a> Check<'a, '_> {
    /// The value of a loop's counter.
    pub(super) fn counter(&self, id: BindingId) -> Option<i128> {
        match self.variable(id) {
            Value::Integer(value) => Some(value),
            _ => None,
        }
    }

    /// An integer that the source says outright.
    pub(super) fn integer(&self, expression: &Expr) -> Option<i128> {
        constant::integer(expression, &|id| self.counter(id))
    }

    /// A size that the source says outright.
    pub(super) fn size(&self, expression: Option<&Expr>) -> Option<u128> {
        self.integer(expression?)
            .and_then(|size| u128::try_from(size).ok())
    }

    pub(super) fn variable(&self, id: BindingId) -> Value<'a> {
        match (&self.state, self.slots.get(&id)) {
            (Some(state), Some(slot)) => state.variable(*slot),
            _ => Value::Unknown,
        }
    }

    pub(super) fn set(&mut self, id: BindingId, value: Value<'a>) {
        if let (Some(state), Some(slot)) = (&mut self.state, self.slots.get(&id)) {
            state.set(*slot, value);
        }
    }

    /// The block that is allocated at a place.
    pub(super) fn site(&mut self, place: &'a Expr) -> BlockId {
        let next = BlockId(self.sites.len());
        *self.sites.entry(ptr::from_ref(place)).or_insert(next)
    }

    pub(super) fn begin(&mut self, place: &'a Expr, block: Block<'a>) -> Value<'a> {
        let id = self.site(place);
        if let Some(state) = &mut self.state {
            state.begin(id, block);
        }
        Value::Handle(Handle {
            block: id,
            offset: block.origin.map(|_| 0),
            reference: false,
        })
    }

    pub(super) fn escape(&mut self, value: Value<'a>) {
        if let Some(state) = &mut self.state {
            state.escape(value);
        }
    }

    /// The program asks what a handle is: unless it only shows the answer, it may act on it.
    pub(super) fn asked(&mut self, value: Value<'a>) {
        if self.shown == 0
            && let Some(state) = &mut self.state
        {
            state.forget(value);
        }
    }

    /// Evaluates what other code then has.
    pub(super) fn consume(&mut self, expression: &'a Expr) {
        let value = self.eval(expression);
        self.escape(value);
    }

    /// Whether a handle is certainly one: what came from elsewhere may be any value.
    pub(super) fn is_handle(&self, handle: Handle) -> bool {
        self.state
            .as_ref()
            .is_some_and(|state| state.block(handle.block).kind != Kind::Unknown)
    }

    /// Evaluates an expression to a handle that is then followed, wherever it came from.
    pub(super) fn handle(&mut self, expression: &'a Expr) -> Value<'a> {
        match expression {
            Expr::Paren(inner) => return self.handle(&inner.expr),
            Expr::Group(inner) => return self.handle(&inner.expr),
            _ => {}
        }
        let value = self.eval(expression);
        match (value, binding(expression)) {
            (Value::Unknown, Some(id)) if self.model.kind(id) != Kind::Plain => {
                let value = self.begin(expression, Block::foreign(self.model.kind(id)));
                self.set(id, value);
                value
            }
            _ => value,
        }
    }

    /// Evaluates an expression whose value gets another name.
    pub(super) fn alias(&mut self, expression: &'a Expr) -> Value<'a> {
        match expression {
            Expr::Path(_) | Expr::Paren(_) => self.handle(expression),
            Expr::Reference(reference) if reference.mutability.is_none() => {
                let value = self.alias(&reference.expr);
                referenced(value)
            }
            _ => self.eval(expression),
        }
    }

    /// `p + n`, `p - n`.
    pub(super) fn moved_by(&mut self, expression: &'a ExprBinary) -> Value<'a> {
        let value = self.handle(&expression.left);
        self.consume(&expression.right);
        let forwards = matches!(expression.op, BinOp::Add(_));
        self.offset(value, &expression.right, forwards)
    }

    /// A handle `by` away from another.
    pub(super) fn offset(&mut self, value: Value<'a>, by: &'a Expr, forwards: bool) -> Value<'a> {
        let by = self.integer(by);
        match value {
            Value::Handle(handle) if self.is_handle(handle) => {
                let moved = |offset: i128, by| {
                    if forwards {
                        offset.checked_add(by)
                    } else {
                        offset.checked_sub(by)
                    }
                };
                let offset = handle
                    .offset
                    .zip(by)
                    .and_then(|(offset, by)| moved(offset, by));
                Value::Handle(Handle {
                    offset,
                    reference: false,
                    ..handle
                })
            }
            // A NULL that is moved stays NULL.
            Value::Null(..) => value,
            _ => Value::Unknown,
        }
    }

    /// What `let pattern = expression` declares.
    pub(super) fn initial(&mut self, pattern: &'a Pat, expression: &'a Expr) -> Value<'a> {
        let name = match flow::untyped(pattern) {
            Pat::Ident(name) if name.subpat.is_none() => model::declared(name),
            _ => None,
        };
        let value = self.alias(expression);
        let Some(annotation) = name.and_then(|id| self.model.get(id).annotation.as_ref()) else {
            return value;
        };
        match (value, element_of_type(annotation)) {
            (Value::Handle(handle), Some(element)) => self.typed(handle, Element::of(element)),
            // The name of a type that is not known.
            (Value::Handle(handle), None) if kind_of_type(annotation) == Kind::Unknown => {
                self.typed(handle, Element::Named(None));
            }
            _ if forms::is_default(expression) => {
                let kind = name.map_or(Kind::Unknown, |id| self.model.kind(id));
                if matches!(kind, Kind::Malloc | Kind::Calloc) {
                    return Value::Null(At(expression), kind);
                }
            }
            _ => {}
        }
        value
    }

    /// The source names the element type of a handle's block.
    pub(super) fn typed(&mut self, handle: Handle, element: Element) {
        if let Some(state) = &mut self.state {
            let block = state.block_mut(handle.block);
            if block.element == Element::Unknown {
                block.element = element;
            }
        }
    }

    /// Declares the variable that a pattern is, with its value.
    pub(super) fn declare(&mut self, pattern: &'a Pat, value: Value<'a>) {
        match untyped_name(pattern) {
            Some((name, id)) => {
                let value = if name.by_ref.is_some() {
                    self.escape(value);
                    Value::Unknown
                } else {
                    value
                };
                self.push(name, id, value);
            }
            None if matches!(flow::untyped(pattern), Pat::Wild(_)) => self.dropped(value),
            None => {
                self.escape(value);
                self.declare_unknown(pattern);
            }
        }
    }

    fn push(&mut self, name: &PatIdent, id: BindingId, value: Value<'a>) {
        let slot = self.scope.len();
        self.scope.push(name.ident.to_string());
        self.slots.insert(id, slot);
        if let Some(state) = &mut self.state {
            state.variables.truncate(slot);
            state.variables.resize(slot, Value::Unknown);
            state.variables.push(value);
        }
    }

    /// Declares all variables in a pattern, of which nothing is known.
    pub(super) fn declare_unknown(&mut self, pattern: &'a Pat) {
        struct Names<'c, 'a, 'm>(&'c mut Check<'a, 'm>);

        impl<'a> Visit<'a> for Names<'_, 'a, '_> {
            fn visit_pat_ident(&mut self, name: &'a PatIdent) {
                if let Some(id) = model::declared(name) {
                    self.0.push(name, id, Value::Unknown);
                }
                visit::visit_pat_ident(self, name);
            }

            fn visit_expr(&mut self, _: &'a Expr) {}
        }

        Names(self).visit_pat(pattern);
    }

    /// `target = value`, whose right side is evaluated.
    pub(super) fn assign(&mut self, target: &'a Expr, value: Value<'a>, place: &'a Expr) {
        match target {
            Expr::Paren(inner) => self.assign(&inner.expr, value, place),
            Expr::Path(_) => match binding(target) {
                Some(id) => {
                    let old = self.variable(id);
                    self.set(id, value);
                    if old == Value::Shared {
                        self.escape(value);
                    }
                    self.overwritten(old, id, place);
                }
                None => self.escape(value),
            },
            Expr::Infer(_) => self.lost_value(value, Loss::Overwritten, Some(place)),
            Expr::Tuple(parts) => {
                self.escape(value);
                parts
                    .elems
                    .iter()
                    .for_each(|part| self.assign(part, Value::Unknown, place));
            }
            _ => {
                self.escape(value);
                self.consume(target);
                // A pattern of variables.
                for id in super::scan::mentioned(target).changed {
                    self.set(id, Value::Unknown);
                }
            }
        }
    }
}

/// A reference to a handle.
fn referenced(value: Value<'_>) -> Value<'_> {
    match value {
        Value::Handle(handle) => Value::Handle(Handle {
            reference: true,
            ..handle
        }),
        value => value,
    }
}

/// The name that a pattern is.
fn untyped_name(pattern: &Pat) -> Option<(&PatIdent, BindingId)> {
    match flow::untyped(pattern) {
        Pat::Ident(name) if name.subpat.is_none() => Some((name, model::declared(name)?)),
        _ => None,
    }
}
