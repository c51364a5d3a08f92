//! What every access needs of a handle: a block that is there, an element in it, a value.

use std::ptr;

use syn::{Expr, ExprAssign, ExprField, ExprIndex, Member, PathSegment, Type};

use super::{
    Check,
    across::Usage,
    alias,
    block::{Block, Life},
    by_name, given, handles,
    lattice::{Handle, Value},
    needs, numbers, peeled, places,
    report::{self},
    rounds, sizes, spelling,
    written::Written,
};
use crate::{
    model::{self, Kind, handle_root},
    primitives,
    syntax::{
        deref_operand,
        functions::{Role, UnitsNeeded},
        peel_parens,
    },
};

/// Whether a handle is to a block that is there; reports it otherwise. `made` is how the handle was made.
pub(super) fn present<'a>(
    cx: &mut Check<'a, '_>,
    place: &'a Expr,
    made: &'a Expr,
    value: Value<'a>,
    usage: Usage,
) -> Option<(Handle, Block<'a>)> {
    match value {
        Value::Null(at, _) => {
            let finding = report::null(&spelling::name(made), usage, at);
            cx.report(place, finding.in_round(rounds::current(cx)));
            // One report for each NULL.
            if let Some(state) = &mut cx.state {
                state.forget(value);
            }
            None
        }
        Value::Handle(handle) => {
            let block = cx.state.as_ref()?.block(handle.block);
            let Life::Gone(end, at) = block.life else {
                given::used(cx, handle, usage, place);
                return Some((handle, block));
            };
            if !(block.nullable && matches!(usage, Usage::Free | Usage::Realloc)) {
                let ago = cx
                    .ended_in
                    .get(&ptr::from_ref(at.0))
                    .and_then(|numbers| rounds::ago(cx, numbers));
                let ended = match at.0 {
                    Expr::Call(call) => call.args.first().map(spelling::name),
                    Expr::MethodCall(call) => Some(spelling::name(&call.receiver)),
                    _ => None,
                };
                let name = spelling::name(made);
                let ended = ended.unwrap_or_else(|| name.clone());
                let by_helper = needs::gone(cx, &name, usage, handle.block, (end, at));
                let finding = by_helper.unwrap_or_else(|| {
                    report::gone(
                        (&name, &root_name(made)),
                        usage,
                        place,
                        (end, at),
                        &ended,
                        (ago, cx.rounds.is_empty() && cx.closures.call().is_some()),
                        followed_link(cx, made).as_deref(),
                    )
                });
                cx.report(place, finding);
            }
            // One report for each `free`.
            handles::change(cx, handle, |block| block.life = Life::Unknown);
            None
        }
        _ => None,
    }
}

/// The `d->next` of `d = d->next`, if that is what `d` is read for.
fn followed_link(cx: &Check<'_, '_>, made: &Expr) -> Option<String> {
    let ExprAssign { left, right, .. } = cx.assigned?;
    let Expr::Field(ExprField {
        base,
        member: Member::Named(next),
        ..
    }) = &**right
    else {
        return None;
    };
    let read = model::binding(made)?;
    let base = match &**base {
        Expr::Paren(inner) => &inner.expr,
        _ => base,
    };
    let follows = deref_operand(base).and_then(model::binding) == Some(read);
    let name = spelling::name(made);
    (follows && model::binding(left) == Some(read))
        .then(|| format!("{}->{next}", name.trim_matches('`')))
}

/// How a value gets into memory that has none.
pub(super) fn way_in(cx: &Check<'_, '_>, place: &Expr, made: &Expr, usage: Usage) -> String {
    let name = spelling::name(made);
    let name = name.trim_matches('`');
    match place {
        // A part alone is no value.
        Expr::Field(_) | Expr::Index(_) if usage == Usage::Change => {
            let whole = match handle_root(made).and_then(|id| cx.model.element(id)) {
                Some(Type::Path(ty)) => ty.path.segments.last().filter(|ty| has_fields(ty)),
                _ => None,
            };
            report::moves_whole_in(name, whole.map(|ty| &ty.ident))
        }
        Expr::Call(call) => match by_name::role(call, made) {
            Some(Role::Extended(_)) => report::begins_text(name),
            Some(Role::Read(UnitsNeeded::Any | UnitsNeeded::Part | UnitsNeeded::WhereText)) => {
                report::WRITES_TEXT.to_owned()
            }
            _ => report::MOVES_IN.to_owned(),
        },
        _ => report::MOVES_IN.to_owned(),
    }
}

/// Whether a type may be a structure of the user's, to judge by its name: no number, no handle, nothing with parameters.
fn has_fields(ty: &PathSegment) -> bool {
    const OTHERS: [&str; 2] = ["String", "Self"];
    ty.arguments.is_none()
        && !primitives::is_primitive(&ty.ident)
        && !OTHERS.iter().any(|other| ty.ident == other)
}

/// The element that a handle points to is used.
pub(super) fn access<'a>(
    cx: &mut Check<'a, '_>,
    place: &'a Expr,
    made: &'a Expr,
    value: Value<'a>,
    usage: Usage,
) {
    let Some((handle, block)) = present(cx, place, made, value, usage) else {
        return;
    };
    given::reached(cx, handle, usage, place);
    handles::change(cx, handle, |block| {
        block.nullable = false;
        if usage == Usage::Change {
            block.text.put(handle.offset, 1, None);
        }
    });
    if !sizes::are_whole(cx, place, &root_name(made), handle, &block) {
        return;
    }
    // A block that is too small for one value lacks room, not an element.
    let first = block.kind == Kind::Malloc && handle.offset == Some(0);
    if let (Some(offset), Some(length)) = (handle.offset, block.length())
        && !(0..length).contains(&offset)
        && !first
    {
        outside(cx, place, made, usage, (offset, length), &block);
        handles::change(cx, handle, Block::forget);
        return;
    }
    if matches!(usage, Usage::Read | Usage::Change) && block.written.lacks(handle.offset) {
        let name = spelling::name(made);
        unassigned(cx, place, (made, &name), handle, usage);
    }
}

pub(super) fn unassigned<'a>(
    cx: &mut Check<'a, '_>,
    place: &'a Expr,
    (made, name): (&'a Expr, &str),
    handle: Handle,
    usage: Usage,
) {
    let origin = cx
        .state
        .as_ref()
        .and_then(|state| state.block(handle.block).origin);
    let way_in = way_in(cx, place, made, usage);
    let finding = report::unassigned(name, usage, &way_in, origin);
    cx.report(place, finding.in_round(rounds::current(cx)));
    handles::change(cx, handle, |block| block.written = Written::Any);
}

/// So many elements from a handle on are read, which is inside of the block.
pub(super) fn assigned<'a>(
    cx: &mut Check<'a, '_>,
    place: &'a Expr,
    made: &'a Expr,
    handle: Handle,
    count: i128,
) {
    const MOST: i128 = 256;
    let (Some(offset), Some(state)) = (handle.offset, &cx.state) else {
        return;
    };
    let written = state.block(handle.block).written;
    let first = (0..count.min(MOST)).find(|index| written.lacks(offset.checked_add(*index)));
    if let Some(index) = first {
        let name = format!("element {index} of {}", spelling::name(made));
        unassigned(cx, place, (made, &name), handle, Usage::Read);
    }
}

/// So many elements from a handle on get values.
pub(super) fn assign<'a>(cx: &mut Check<'a, '_>, handle: Handle, count: i128) {
    handles::change(cx, handle, |block| {
        block.written.add_all(handle.offset, count);
        block.stored = None;
        block.text.put(handle.offset, count, None);
    });
}

/// `~p`, or part of it.
pub(super) fn read<'a>(
    cx: &mut Check<'a, '_>,
    place: &'a Expr,
    operand: &'a Expr,
    usage: Usage,
) -> Value<'a> {
    let value = alias::handle(cx, operand);
    access(cx, place, operand, value, usage);
    value
}

pub(super) fn outside<'a>(
    cx: &mut Check<'a, '_>,
    place: &'a Expr,
    made: &'a Expr,
    usage: Usage,
    index: (i128, i128),
    block: &Block<'a>,
) {
    let round = rounds::current(cx);
    let finding = report::outside(
        &spelling::name(made),
        usage,
        block.kind,
        index,
        round,
        block.sized,
    );
    cx.report(place, finding);
}

/// The name of the handle that others were made from.
pub(super) fn root_name(made: &Expr) -> String {
    let made = peel_parens(made);
    match made {
        Expr::Index(index) => root_name(&index.expr),
        Expr::Binary(binary) => root_name(&binary.left),
        _ => spelling::name(made),
    }
}

/// The place in memory is written whose handle is `operand`: of a type with `Fields`, or an array, a part is assigned alone.
pub(super) fn part<'a>(cx: &mut Check<'a, '_>, target: &'a Expr, operand: &'a Expr) -> Value<'a> {
    indices(cx, target);
    let value = alias::handle(cx, operand);
    access(cx, target, operand, value, Usage::Write);
    value
}

/// What is evaluated on the way from the handle to the place.
pub(super) fn indices<'a>(cx: &mut Check<'a, '_>, target: &'a Expr) {
    let target = peel_parens(target);
    match target {
        _ if deref_operand(target).is_some() => {}
        Expr::Field(field) => indices(cx, &field.base),
        Expr::Index(index) => {
            indices(cx, &index.expr);
            let at = numbers::operand(cx, &index.index);
            within_array(cx, target, index, at);
            handles::escape(cx, at);
        }
        _ => {}
    }
}

/// `u->name[40]` of a field `name: [u8; 32]`, in memory.
pub(super) fn within_array<'a>(
    cx: &mut Check<'a, '_>,
    place: &'a Expr,
    index: &'a ExprIndex,
    at: Value<'a>,
) {
    let (Some(at), Some(_)) = (at.as_number(), peeled::place(&index.expr)) else {
        return;
    };
    let Some(Type::Array(array)) = places::field_type(cx, &index.expr) else {
        return;
    };
    let length = numbers::named_or_literal(cx, &array.len);
    if let Some(length) = length.filter(|length| !(0..*length).contains(&at)) {
        let name = spelling::name(&index.expr);
        let finding = report::outside_array(&name, (at, length), rounds::current(cx));
        cx.report(place, finding);
    }
}
