//! Variables, and the expressions that make a handle of another: `q = p`, `p + 1`, `p[1]`, `&p`.

use std::ptr;

use syn::{BinOp, Expr, ExprBinary, Pat, PatIdent, Type};

use super::{
    Check,
    block::{Block, Element},
    cells,
    context::Follow,
    forms,
    lattice::{At, BlockId, Handle, Text, Value},
    leaks, numbers, paths,
    report::Loss,
    wholes,
};
use crate::model::{self, BindingId, Kind, binding, element_of_type, kind_of_type};
use crate::syntax::{marker, peel_parens};
use crate::walk::visit::{self, Visit};

pub(super) fn variable<'a>(cx: &Check<'a, '_>, id: BindingId) -> Value<'a> {
    match (&cx.state, cx.slots.get(&id)) {
        (Some(state), Some(slot)) => state.variable(*slot),
        _ => Value::Unknown,
    }
}

pub(super) fn set<'a>(cx: &mut Check<'a, '_>, id: BindingId, value: Value<'a>) {
    if let (Some(state), Some(slot)) = (&mut cx.state, cx.slots.get(&id)) {
        state.set(*slot, value);
    }
}

/// The block that is allocated at a place.
pub(super) fn site<'a>(cx: &mut Check<'a, '_>, place: &'a Expr) -> BlockId {
    cx.arena.site(ptr::from_ref(place), None)
}

pub(super) fn begin<'a>(cx: &mut Check<'a, '_>, place: &'a Expr, block: Block<'a>) -> Value<'a> {
    let site = site(cx, place);
    let Some(id) = cx.state.as_mut().and_then(|state| state.begin(site, block)) else {
        return Value::Unknown;
    };
    Value::Handle(Handle {
        block: id,
        offset: block.origin.map(|_| 0),
        reference: false,
    })
}

pub(super) fn escape<'a>(cx: &mut Check<'a, '_>, value: Value<'a>) {
    if let Some(state) = &mut cx.state {
        state.escape(value);
    }
}

/// Code that is not followed learns what a handle is: unless it only shows it, it may act on it.
pub(super) fn asked<'a>(cx: &mut Check<'a, '_>, value: Value<'a>) {
    if cx.shown == 0
        && let Some(state) = &mut cx.state
    {
        state.forget(value);
    }
}

/// Evaluates what other code then has.
pub(super) fn consume<'a>(cx: &mut Check<'a, '_>, expression: &'a Expr) {
    let value = cx.eval(expression);
    escape(cx, value);
}

/// Whether a handle is certainly one: what came from elsewhere may be any value.
pub(super) fn is_handle(cx: &Check<'_, '_>, handle: Handle) -> bool {
    cx.state
        .as_ref()
        .is_some_and(|state| state.block(handle.block).kind != Kind::Unknown)
}

/// Evaluates an expression to a handle that is then followed, wherever it came from.
pub(super) fn handle<'a>(cx: &mut Check<'a, '_>, expression: &'a Expr) -> Value<'a> {
    if let Expr::Index(index) = peel_parens(expression) {
        return paths::element_handle(cx, index);
    }
    let value = cx.eval(expression);
    match (value, binding(expression)) {
        (Value::Unknown, Some(id)) if cx.model.kind(id) != Kind::Plain => {
            let value = begin(cx, expression, Block::foreign(cx.model.kind(id)));
            set(cx, id, value);
            value
        }
        _ => value,
    }
}

/// Evaluates what is freed: of `m[i]` what is in there.
pub(super) fn operand<'a>(cx: &mut Check<'a, '_>, expression: &'a Expr) -> Value<'a> {
    let expression = peel_parens(expression);
    match expression {
        Expr::Index(_) => cx.eval(expression),
        expression => handle(cx, expression),
    }
}

/// Evaluates an expression whose value gets another name.
pub(super) fn alias<'a>(cx: &mut Check<'a, '_>, expression: &'a Expr) -> Value<'a> {
    match expression {
        Expr::Path(_) | Expr::Paren(_) => handle(cx, expression),
        Expr::Reference(reference) if reference.mutability.is_none() => {
            let value = alias(cx, &reference.expr);
            referenced(value)
        }
        _ => cx.eval(expression),
    }
}

/// `p + n`, `p - n`.
pub(super) fn moved_by<'a>(cx: &mut Check<'a, '_>, expression: &'a ExprBinary) -> Value<'a> {
    let value = handle(cx, &expression.left);
    let by = if marker::has(&expression.attrs, marker::DIFFERENCE) {
        handle(cx, &expression.right)
    } else {
        numbers::operand(cx, &expression.right)
    };
    let forwards = matches!(expression.op, BinOp::Add(_));
    match value {
        Value::Handle(_) | Value::Null(..) => offset(cx, value, by, forwards),
        _ => numbers::combined(cx, &expression.op, value, by),
    }
}

/// A handle `by` away from another.
pub(super) fn offset<'a>(
    cx: &mut Check<'a, '_>,
    value: Value<'a>,
    by: Value<'a>,
    forwards: bool,
) -> Value<'a> {
    let by = by.as_number();
    match value {
        Value::Handle(handle) if is_handle(cx, handle) => {
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
pub(super) fn initial<'a>(
    cx: &mut Check<'a, '_>,
    pattern: &'a Pat,
    expression: &'a Expr,
) -> Value<'a> {
    let name = match forms::untyped(pattern) {
        Pat::Ident(name) if name.subpat.is_none() => model::declared(name),
        _ => None,
    };
    if let Some(cell) = name.and_then(|_| cells::made(cx, expression)) {
        return cell;
    }
    let value = alias(cx, expression);
    name.map_or(value, |id| annotated(cx, id, value, expression))
}

/// The value of `expression`, where a variable gets it: the variable's type is that of the value.
fn annotated<'a>(
    cx: &mut Check<'a, '_>,
    id: BindingId,
    value: Value<'a>,
    expression: &'a Expr,
) -> Value<'a> {
    let Some(annotation) = cx.model.get(id).annotation.as_ref() else {
        return value;
    };
    match (value, element_of_type(annotation)) {
        (Value::Handle(handle), Some(element)) => typed(cx, handle, element),
        // The name of a type that is not known.
        (Value::Handle(handle), None) if kind_of_type(annotation) == Kind::Unknown => {
            seen_as(cx, handle, Element::Named(None));
        }
        _ if forms::is_default(expression) => {
            let kind = cx.model.kind(id);
            if matches!(kind, Kind::Malloc | Kind::Calloc) {
                return Value::Null(At(expression), kind);
            }
        }
        _ => {}
    }
    value
}

/// The source names the element type of a handle's block.
pub(super) fn typed(cx: &mut Check<'_, '_>, handle: Handle, ty: &Type) {
    seen_as(cx, handle, Element::of(ty));
    let Some(block) = cx.state.as_ref().map(|state| state.block(handle.block)) else {
        return;
    };
    if let Some((number, of)) = block.counted
        && block.kind == Kind::Malloc
        && numbers::type_id(cx, ty) == of
        && let Some(state) = &mut cx.state
    {
        state.block_mut(handle.block).elements = Some(number);
    }
}

/// A value gets to where the source says its type: a field, a parameter.
pub(super) fn declared<'a>(cx: &mut Check<'a, '_>, value: Value<'a>, ty: Option<&'a Type>) {
    if let (Value::Handle(handle), Some(element)) = (value, ty.and_then(element_of_type))
        && cx.modules == 0
        && cx.arena.is_certain(element)
    {
        typed(cx, handle, element);
    }
}

/// What the source says of the elements in a handle's block.
pub(super) fn seen_as(cx: &mut Check<'_, '_>, handle: Handle, element: Element) {
    if let Some(state) = &mut cx.state {
        let block = state.block_mut(handle.block);
        if block.element == Element::Unknown {
            block.element = element;
        }
    }
}

/// Declares the variable that a pattern is, with its value.
pub(super) fn declare<'a>(cx: &mut Check<'a, '_>, pattern: &'a Pat, value: Value<'a>) {
    match untyped_name(pattern) {
        Some((name, id)) => {
            let value = if name.by_ref.is_some() {
                escape(cx, value);
                Value::Unknown
            } else {
                value
            };
            push(cx, name, id, value);
        }
        None if matches!(forms::untyped(pattern), Pat::Wild(_)) => leaks::dropped(cx, value),
        None if wholes::declare(cx, forms::untyped(pattern), value) => {}
        None => {
            escape(cx, value);
            declare_unknown(cx, pattern);
        }
    }
}

fn push<'a>(cx: &mut Check<'a, '_>, name: &PatIdent, id: BindingId, value: Value<'a>) {
    let value = match value {
        // What is in it may be changed in many ways, but not how much that is.
        Value::Text(text) if cx.model.get(id).mutable => Value::Text(Text {
            length: None,
            endless: false,
            spelt: None,
            ..text
        }),
        value => value,
    };
    let slot = cx.scope.len();
    cx.scope.push(name.ident.to_string());
    cx.slots.insert(id, slot);
    if let Some(state) = &mut cx.state {
        state.variables.truncate(slot);
        state.variables.resize(slot, Value::Unknown);
        state.variables.push(value);
    }
}

/// Declares all variables in a pattern, of which nothing is known.
pub(super) fn declare_unknown<'a>(cx: &mut Check<'a, '_>, pattern: &'a Pat) {
    struct Names<'c, 'a, 'm>(&'c mut Check<'a, 'm>);

    impl<'a> Visit<'a> for Names<'_, 'a, '_> {
        fn visit_pat_ident(&mut self, name: &'a PatIdent) {
            if let Some(id) = model::declared(name) {
                push(self.0, name, id, Value::Unknown);
            }
            visit::visit_pat_ident(self, name);
        }

        fn visit_expr(&mut self, _: &'a Expr) {}
    }

    Names(cx).visit_pat(pattern);
}

/// `target = value`, whose right side is evaluated.
pub(super) fn assign<'a>(
    cx: &mut Check<'a, '_>,
    target: &'a Expr,
    value: Value<'a>,
    place: &'a Expr,
) {
    let target = peel_parens(target);
    match target {
        Expr::Path(_) => match binding(target) {
            Some(id) => {
                let old = variable(cx, id);
                let value = match place {
                    Expr::Assign(assign) => annotated(cx, id, value, &assign.right),
                    _ => value,
                };
                set(cx, id, value);
                if old == Value::Shared {
                    escape(cx, value);
                }
                leaks::overwritten(cx, old, id, place);
            }
            None => escape(cx, value),
        },
        Expr::Infer(_) => leaks::lost_value(cx, value, Loss::Overwritten, Some(place)),
        Expr::Tuple(parts) => {
            escape(cx, value);
            parts
                .elems
                .iter()
                .for_each(|part| assign(cx, part, Value::Unknown, place));
        }
        _ if paths::assign(cx, target, value, place) => {}
        _ => {
            escape(cx, value);
            consume(cx, target);
            // A pattern of variables.
            for id in super::scan::mentioned(target).changed {
                set(cx, id, Value::Unknown);
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
    match forms::untyped(pattern) {
        Pat::Ident(name) if name.subpat.is_none() => Some((name, model::declared(name)?)),
        _ => None,
    }
}
