//! Where blocks begin, end, and get another size: `malloc`, `free`, `into_raw`, `realloc`.

use std::ptr;

use syn::Expr;

use super::{
    Check,
    across::{Across, Usage},
    alias,
    block::{Block, ElementType, Ending, Life},
    declare, handles,
    lattice::{ExprAt, Handle, TypeId, Value},
    numbers, operations, report, rounds, sizes, spelling,
    units::Content,
    variables,
    written::Written,
};
use crate::{
    model::{Allocator, Kind},
    syntax::changes_nothing,
};

/// A block begins.
pub(super) fn allocate<'a>(
    cx: &mut Check<'a, '_>,
    place: &'a Expr,
    function: Allocator,
    arguments: &[&'a Expr],
) -> Value<'a> {
    sizes::not_huge(cx, place, arguments);
    let arguments: Vec<_> = arguments
        .iter()
        .map(|argument| numbers::operand(cx, argument))
        .collect();
    let (chunks, given) = match arguments[..] {
        [size] => (None, size),
        [chunks, size] => (chunks.as_size(), size),
        _ => (None, Value::Unknown),
    };
    let size = given.as_size();
    if function != Allocator::Malloc && size == Some(0) {
        cx.report(place, report::empty_chunks());
        return Value::Unknown;
    }
    let (size, chunk) = match function {
        Allocator::Malloc => (size, None),
        _ => (
            chunks
                .zip(size)
                .and_then(|(chunks, size)| chunks.checked_mul(size)),
            size,
        ),
    };
    let zeroes = match (function, chunks, chunk) {
        (Allocator::Calloc, Some(chunks), Some(1)) => usize::try_from(chunks).ok(),
        _ => None,
    };
    let spelt = zeroes
        .filter(|zeroes| *zeroes <= 256)
        .and_then(|zeroes| cx.arena.spell(&vec![0; zeroes]));
    handles::begin(
        cx,
        place,
        Block {
            life: Life::Live,
            origin: Some(ExprAt(place)),
            kind: function.kind(),
            size,
            sized: Some(ExprAt(place)),
            chunk,
            counted: counted(given),
            elements: chunks.filter(|_| chunk.is_none()),
            text: if function == Allocator::Calloc {
                Content {
                    spelt,
                    ..Content::EMPTY
                }
            } else {
                Content::UNKNOWN
            },
            across: Across::NOTHING,
            element: ElementType::Unknown,
            written: if function == Allocator::Calloc {
                Written::Any
            } else {
                Written::NOTHING
            },
            stored: None,
            escaped: false,
            nullable: false,
        },
    )
}

/// A size that is so many times that of a type.
pub(super) fn counted(size: Value<'_>) -> Option<(u128, TypeId)> {
    match size {
        Value::Sizes(number, ty) => Some((number, ty)),
        _ => None,
    }
}

/// `free(p)`, or `p.into_raw()?`.
pub(super) fn end<'a>(cx: &mut Check<'a, '_>, place: &'a Expr, operand: &'a Expr, end: Ending) {
    let usage = if end == Ending::Freed {
        Usage::Free
    } else {
        Usage::HandOver
    };
    let value = alias::operand(cx, operand);
    if usage == Usage::Free && matches!(value, Value::Null(..)) {
        return;
    }
    let Some((handle, block)) = operations::present(cx, place, operand, value, usage) else {
        return;
    };
    if !at_start(cx, place, operand, handle, &block, usage) {
        return;
    }
    handles::change(cx, handle, |block| {
        block.life = Life::Gone(end, ExprAt(place));
        block.across.as_given = handle.offset == Some(0);
    });
    let numbers = rounds::numbers(cx);
    cx.ended_in.insert(ptr::from_ref(place), numbers);
}

fn at_start<'a>(
    cx: &mut Check<'a, '_>,
    place: &'a Expr,
    operand: &'a Expr,
    handle: Handle,
    block: &Block<'a>,
    usage: Usage,
) -> bool {
    match handle.offset {
        None | Some(0) => true,
        // Where the caller's handle points to is the caller's.
        _ if cx.arena.given(handle.block).is_some() => true,
        Some(offset) => {
            let finding = report::interior(
                &spelling::name(operand),
                usage,
                offset,
                block.kind,
                block.origin,
            );
            cx.report(place, finding);
            handles::change(cx, handle, |block| block.life = Life::Unknown);
            false
        }
    }
}

/// What was NULL is a block now.
pub(super) fn begun<'a>(
    cx: &mut Check<'a, '_>,
    operand: &'a Expr,
    made: Value<'a>,
    place: &'a Expr,
) {
    match crate::model::binding(operand) {
        Some(id) => variables::set(cx, id, made),
        None => declare::assign(cx, operand, made, place),
    }
}

/// `realloc(p, size)`.
pub(super) fn reallocate<'a>(
    cx: &mut Check<'a, '_>,
    place: &'a Expr,
    operand: &'a Expr,
    size: Option<&'a Expr>,
) -> Value<'a> {
    let before = (!changes_nothing(operand)).then(|| cx.state.clone());
    let value = alias::operand(cx, operand);
    let id = crate::model::binding(operand);
    if let (Value::Null(..), Some(before)) = (&value, before) {
        // What leads to the place is followed when that is assigned.
        cx.state = before;
    }
    if let Value::Null(_, Kind::Malloc) = value {
        // It becomes a block, and the place, whatever it is, is brought up to date.
        let made = size.map_or(Value::Unknown, |size| {
            allocate(cx, place, Allocator::Malloc, &[size])
        });
        begun(cx, operand, made, place);
        return made;
    }
    let given = size.map_or(Value::Unknown, |size| numbers::operand(cx, size));
    if let Value::Null(_, Kind::Unknown) = value {
        begun(cx, operand, Value::Unknown, place);
        return Value::Unknown;
    }
    let Some((handle, block)) = operations::present(cx, place, operand, value, Usage::Realloc)
    else {
        return Value::Unknown;
    };
    handles::change(cx, handle, |block| block.across.resized = true);
    if block.nullable {
        if cx.arena.given(handle.block).is_some() {
            // What was NULL is another block now.
            handles::escape(cx, value);
            if id.is_none() {
                declare::assign(cx, operand, Value::Unknown, place);
            }
        }
        id.into_iter()
            .for_each(|id| variables::set(cx, id, Value::Unknown));
        return Value::Unknown;
    }
    if !at_start(cx, place, operand, handle, &block, Usage::Realloc) {
        return value;
    }
    let size = given.as_size();
    if let Some(size) = size
        && !may_resize(cx, place, operand, &block, size)
    {
        return value;
    }
    if !block.escaped {
        handles::change(cx, handle, |block| {
            block.size = size;
            block.sized = Some(ExprAt(place));
            let of = block
                .counted
                .map(|(_, of)| of)
                .filter(|_| block.elements.is_some());
            block.counted = counted(given);
            block.elements = block
                .counted
                .filter(|(_, ty)| Some(*ty) == of)
                .map(|(number, _)| number);
        });
    }
    value
}

/// Whether what a block holds may be kept in `size` bytes.
fn may_resize<'a>(
    cx: &mut Check<'a, '_>,
    place: &'a Expr,
    operand: &'a Expr,
    block: &Block<'a>,
    size: u128,
) -> bool {
    let name = spelling::name(operand);
    let element = match block.element {
        ElementType::Named(Some(element)) => Some((element, None)),
        _ => None,
    };
    let needed = block.stored.map(|(size, at)| (size, Some(at))).or(element);
    let finding = match (size, block.kind, block.chunk, needed) {
        (0, ..) => report::realloc_to_zero(&name),
        (_, Kind::Calloc, Some(chunk), _)
            if size.checked_rem(chunk).is_some_and(|rest| rest != 0) =>
        {
            report::realloc_within_chunk(&name, size, chunk, block.origin)
        }
        (_, Kind::Malloc, _, Some((needed, at))) if size < needed => {
            report::realloc_below(&name, needed, size, at)
        }
        _ => return true,
    };
    cx.report(place, finding);
    false
}
