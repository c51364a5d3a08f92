//! Values that are moved into memory and out of it: `p <<= value`, `p.take()?`.

use syn::Expr;

use super::{
    Check,
    across::Usage,
    alias,
    block::{Block, ElementType},
    handles,
    lattice::{ExprAt, Value},
    memory, operations, report, value_size,
};
use crate::model::Kind;

/// One value is moved in: `p <<= value`.
pub(super) fn move_in<'a>(
    cx: &mut Check<'a, '_>,
    place: &'a Expr,
    target: &'a Expr,
    moved: &'a Expr,
) {
    let moved_value = alias::alias(cx, moved);
    let target_value = alias::handle(cx, target);
    operations::access(cx, place, target, target_value, Usage::Write);
    let Value::Handle(handle) = target_value else {
        return handles::escape(cx, moved_value);
    };
    if value_size::is_whole(moved) && !handle.reference {
        handles::seen_as(cx, handle, ElementType::Whole);
    }
    let Some(block) = cx.state.as_ref().map(|state| state.block(handle.block)) else {
        return;
    };
    let size = match block.element {
        ElementType::Named(Some(size)) => Some(size),
        ElementType::Whole => value_size::least_size(moved).filter(|_| value_size::is_whole(moved)),
        ElementType::Unknown => value_size::least_size(moved),
        ElementType::Named(None) | ElementType::Mixed => None,
    };
    fits(cx, moved, target, size, &block);
    memory::move_in(cx, handle, moved_value, place);
    if block.escaped {
        return;
    }
    let terminator = moved_value.as_number().map(|unit| unit == 0);
    handles::change(cx, handle, |block| {
        block.written.add(handle.offset);
        block.text.put(handle.offset, 1, terminator);
        block.stored = size
            .filter(|_| handle.offset == Some(0))
            .map(|size| (size, ExprAt(moved)));
    });
}

/// A value is assigned to the element that a handle points to: `*p = value`, `p[0] = value`.
pub(super) fn assigned<'a>(
    cx: &mut Check<'a, '_>,
    assigned: &'a Expr,
    target: &'a Expr,
    value: Value<'a>,
) {
    let (Value::Handle(handle), Some(state)) = (value, &cx.state) else {
        return;
    };
    let block = state.block(handle.block);
    let size = match block.element {
        ElementType::Named(size) => size,
        ElementType::Unknown => value_size::least_size(assigned),
        ElementType::Whole | ElementType::Mixed => None,
    };
    // Further on the element is not there, which is another mistake.
    if handle.offset == Some(0) && !handle.reference {
        fits(cx, assigned, target, size, &block);
    }
}

/// Whether a value of a certain size fits.
pub(super) fn fits<'a>(
    cx: &mut Check<'a, '_>,
    moved: &'a Expr,
    target: &'a Expr,
    size: Option<u128>,
    block: &Block<'a>,
) {
    let room = if block.kind == Kind::Calloc {
        block.chunk
    } else {
        block.size
    };
    let (Some(size), Some(room)) = (size, room) else {
        return;
    };
    let name = operations::root_name(target);
    if size > room {
        cx.report(
            moved,
            report::too_large(size, &name, room, block.kind, block.sized),
        );
    }
}

/// Values are moved into elements that are not followed.
pub(super) fn fill<'a>(cx: &mut Check<'a, '_>, value: Value<'a>) {
    if let Value::Handle(handle) = value {
        memory::changed(cx, value);
        handles::change(cx, handle, Block::fill);
    }
}

/// The value is moved out: `p.take()?`.
pub(super) fn move_out<'a>(cx: &mut Check<'a, '_>, value: Value<'a>) {
    if let Value::Handle(handle) = value {
        memory::changed(cx, value);
        handles::change(cx, handle, |block| {
            block.across.changed = true;
            block.written.remove(handle.offset);
            block.stored = None;
            block.text.put(handle.offset, 1, None);
        });
    }
}
