//! What each operation needs of a handle, and what it does to the block.

use std::ptr;

use syn::{Expr, ExprAssign, ExprField, Member, Type};

use super::{
    Check, alias, forms, helpers,
    lattice::{Across, At, Block, Content, Element, End, Handle, Life, TypeId, Value, Written},
    memory, numbers,
    report::{self, Use},
    rounds, sizes, strings,
};
use crate::{
    model::{self, Allocator, Kind, Model, ValueForm, handle_root},
    syntax::{
        deref_operand,
        functions::{Extent, Role},
    },
};

/// How a value gets into memory, where nothing says more of it.
const MOVES_IN: &str = "`<<=` moves one in";

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
    alias::begin(
        cx,
        place,
        Block {
            life: Life::Live,
            origin: Some(At(place)),
            kind: function.kind(),
            size,
            sized: Some(At(place)),
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
            element: Element::Unknown,
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
fn counted(size: Value<'_>) -> Option<(u128, TypeId)> {
    match size {
        Value::Sizes(number, ty) => Some((number, ty)),
        _ => None,
    }
}

/// Whether a handle is to a block that is there; reports it otherwise. `made` is how the handle was made.
pub(super) fn present<'a>(
    cx: &mut Check<'a, '_>,
    place: &'a Expr,
    made: &'a Expr,
    value: Value<'a>,
    usage: Use,
) -> Option<(Handle, Block<'a>)> {
    match value {
        Value::Null(at, _) => {
            let finding = report::null(&forms::name(made), usage, at);
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
                helpers::used(cx, handle, usage, place);
                return Some((handle, block));
            };
            if !(block.nullable && matches!(usage, Use::Free | Use::Realloc)) {
                let ago = cx
                    .ended_in
                    .get(&ptr::from_ref(at.0))
                    .and_then(|numbers| rounds::ago(cx, numbers));
                let ended = match at.0 {
                    Expr::Call(call) => call.args.first().map(forms::name),
                    Expr::MethodCall(call) => Some(forms::name(&call.receiver)),
                    _ => None,
                };
                let name = forms::name(made);
                let ended = ended.unwrap_or_else(|| name.clone());
                let by_helper = helpers::gone(cx, &name, usage, handle.block, (end, at));
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
            change(cx, handle, |block| block.life = Life::Unknown);
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
    let name = forms::name(made);
    (follows && model::binding(left) == Some(read))
        .then(|| format!("{}->{next}", name.trim_matches('`')))
}

/// How a value gets into memory that has none.
fn way_in(cx: &Check<'_, '_>, place: &Expr, made: &Expr, usage: Use) -> String {
    let name = forms::name(made);
    let name = name.trim_matches('`');
    match place {
        // A part alone is no value.
        Expr::Field(_) | Expr::Index(_) if usage == Use::Change => {
            let whole = match handle_root(made).and_then(|id| cx.model.element(id)) {
                Some(Type::Path(ty)) => ty.path.segments.last(),
                _ => None,
            };
            match whole {
                Some(ty) => format!(
                    "move a whole one in first, `{name} <<= {} {{ .. }}`",
                    ty.ident
                ),
                None => format!("move a whole value in first, `{name} <<= value`"),
            }
        }
        Expr::Call(call) => match strings::role(call, made) {
            Some(Role::Extended(_)) => {
                format!("begin with `strcpy`, or with the empty string, `{name} <<= 0`")
            }
            Some(Role::Read(Extent::Any | Extent::Part | Extent::WhereText)) => {
                "`strcpy` or `sprintf!` writes one".to_owned()
            }
            _ => MOVES_IN.to_owned(),
        },
        _ => MOVES_IN.to_owned(),
    }
}

pub(super) fn change<'a>(
    cx: &mut Check<'a, '_>,
    handle: Handle,
    change: impl FnOnce(&mut Block<'a>),
) {
    if let Some(state) = &mut cx.state {
        change(state.block_mut(handle.block));
    }
}

/// The element that a handle points to is used.
pub(super) fn access<'a>(
    cx: &mut Check<'a, '_>,
    place: &'a Expr,
    made: &'a Expr,
    value: Value<'a>,
    usage: Use,
) {
    let Some((handle, block)) = present(cx, place, made, value, usage) else {
        return;
    };
    helpers::reached(cx, handle, usage, place);
    change(cx, handle, |block| {
        block.nullable = false;
        if usage == Use::Change {
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
        change(cx, handle, Block::forget);
        return;
    }
    if matches!(usage, Use::Read | Use::Change) && block.written.lacks(handle.offset) {
        let name = forms::name(made);
        unassigned(cx, place, (made, &name), handle, usage);
    }
}

fn unassigned<'a>(
    cx: &mut Check<'a, '_>,
    place: &'a Expr,
    (made, name): (&'a Expr, &str),
    handle: Handle,
    usage: Use,
) {
    let origin = cx
        .state
        .as_ref()
        .and_then(|state| state.block(handle.block).origin);
    let way_in = way_in(cx, place, made, usage);
    let finding = report::unassigned(name, usage, &way_in, origin);
    cx.report(place, finding.in_round(rounds::current(cx)));
    change(cx, handle, |block| block.written = Written::Any);
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
        let name = format!("element {index} of {}", forms::name(made));
        unassigned(cx, place, (made, &name), handle, Use::Read);
    }
}

/// So many elements from a handle on get values.
pub(super) fn assign<'a>(cx: &mut Check<'a, '_>, handle: Handle, count: i128) {
    change(cx, handle, |block| {
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
    usage: Use,
) -> Value<'a> {
    let value = alias::handle(cx, operand);
    access(cx, place, operand, value, usage);
    value
}

/// One value is moved in: `p <<= value`.
pub(super) fn move_in<'a>(
    cx: &mut Check<'a, '_>,
    place: &'a Expr,
    target: &'a Expr,
    moved: &'a Expr,
) {
    let moved_value = alias::alias(cx, moved);
    let target_value = alias::handle(cx, target);
    access(cx, place, target, target_value, Use::Write);
    let Value::Handle(handle) = target_value else {
        return alias::escape(cx, moved_value);
    };
    if forms::is_whole(moved) && !handle.reference {
        alias::seen_as(cx, handle, Element::Whole);
    }
    let Some(block) = cx.state.as_ref().map(|state| state.block(handle.block)) else {
        return;
    };
    let size = match block.element {
        Element::Named(Some(size)) => Some(size),
        Element::Whole => forms::least_size(moved).filter(|_| forms::is_whole(moved)),
        Element::Unknown => forms::least_size(moved),
        Element::Named(None) | Element::Mixed => None,
    };
    fits(cx, moved, target, size, &block);
    memory::move_in(cx, handle, moved_value, place);
    if block.escaped {
        return;
    }
    let terminator = moved_value.as_number().map(|unit| unit == 0);
    change(cx, handle, |block| {
        block.written.add(handle.offset);
        block.text.put(handle.offset, 1, terminator);
        block.stored = size
            .filter(|_| handle.offset == Some(0))
            .map(|size| (size, At(moved)));
    });
}

/// Whether a value of a certain size fits.
fn fits<'a>(
    cx: &mut Check<'a, '_>,
    moved: &'a Expr,
    target: &'a Expr,
    size: Option<u128>,
    block: &Block<'a>,
) {
    if proved_by_expansion(cx.model, moved, target, block) {
        return;
    }
    let room = if block.kind == Kind::Calloc {
        block.chunk
    } else {
        block.size
    };
    let (Some(size), Some(room)) = (size, room) else {
        return;
    };
    let name = root_name(target);
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
        change(cx, handle, Block::fill);
    }
}

/// The value is moved out: `p.take()?`.
pub(super) fn move_out<'a>(cx: &mut Check<'a, '_>, value: Value<'a>) {
    if let Value::Handle(handle) = value {
        memory::changed(cx, value);
        change(cx, handle, |block| {
            block.across.changed = true;
            block.written.remove(handle.offset);
            block.stored = None;
            block.text.put(handle.offset, 1, None);
        });
    }
}

pub(super) fn outside<'a>(
    cx: &mut Check<'a, '_>,
    place: &'a Expr,
    made: &'a Expr,
    usage: Use,
    index: (i128, i128),
    block: &Block<'a>,
) {
    let round = rounds::current(cx);
    let finding = report::outside(
        &forms::name(made),
        usage,
        block.kind,
        index,
        round,
        block.sized,
    );
    cx.report(place, finding);
}

/// `free(p)`, or `p.into_raw()?`.
pub(super) fn end<'a>(cx: &mut Check<'a, '_>, place: &'a Expr, operand: &'a Expr, end: End) {
    let usage = if end == End::Freed {
        Use::Free
    } else {
        Use::HandOver
    };
    let value = alias::operand(cx, operand);
    if usage == Use::Free && matches!(value, Value::Null(..)) {
        return;
    }
    let Some((handle, block)) = present(cx, place, operand, value, usage) else {
        return;
    };
    if !at_start(cx, place, operand, handle, &block, usage) {
        return;
    }
    change(cx, handle, |block| {
        block.life = Life::Gone(end, At(place));
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
    usage: Use,
) -> bool {
    match handle.offset {
        None | Some(0) => true,
        // Where the caller's handle points to is the caller's.
        _ if cx.arena.given(handle.block).is_some() => true,
        Some(offset) => {
            let finding = report::interior(
                &forms::name(operand),
                usage,
                offset,
                block.kind,
                block.origin,
            );
            cx.report(place, finding);
            change(cx, handle, |block| block.life = Life::Unknown);
            false
        }
    }
}

/// What was NULL is a block now.
fn begun<'a>(cx: &mut Check<'a, '_>, operand: &'a Expr, made: Value<'a>, place: &'a Expr) {
    match crate::model::binding(operand) {
        Some(id) => alias::set(cx, id, made),
        None => alias::assign(cx, operand, made, place),
    }
}

/// `realloc(p, size)`.
pub(super) fn reallocate<'a>(
    cx: &mut Check<'a, '_>,
    place: &'a Expr,
    operand: &'a Expr,
    size: Option<&'a Expr>,
) -> Value<'a> {
    let value = alias::operand(cx, operand);
    let id = crate::model::binding(operand);
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
    let Some((handle, block)) = present(cx, place, operand, value, Use::Realloc) else {
        return Value::Unknown;
    };
    change(cx, handle, |block| block.across.resized = true);
    if block.nullable {
        if cx.arena.given(handle.block).is_some() {
            // What was NULL is another block now.
            alias::escape(cx, value);
            if id.is_none() {
                alias::assign(cx, operand, Value::Unknown, place);
            }
        }
        id.into_iter()
            .for_each(|id| alias::set(cx, id, Value::Unknown));
        return Value::Unknown;
    }
    if !at_start(cx, place, operand, handle, &block, Use::Realloc) {
        return value;
    }
    let size = given.as_size();
    if let Some(size) = size
        && !may_resize(cx, place, operand, &block, size)
    {
        return value;
    }
    if !block.escaped {
        change(cx, handle, |block| {
            block.size = size;
            block.sized = Some(At(place));
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
    let name = forms::name(operand);
    let element = match block.element {
        Element::Named(Some(element)) => Some((element, None)),
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

/// The name of the handle that others were made from.
fn root_name(made: &Expr) -> String {
    match made {
        Expr::Paren(inner) => root_name(&inner.expr),
        Expr::Index(index) => root_name(&index.expr),
        Expr::Binary(binary) => root_name(&binary.left),
        _ => forms::name(made),
    }
}

/// Whether the expansion compares these sizes, or has the compiler do so.
fn proved_by_expansion(model: &Model, moved: &Expr, target: &Expr, block: &Block<'_>) -> bool {
    let first = model::move_into(target).is_some_and(|moved| model.has_first_size(moved));
    let Some(root) = handle_root(target).map(|id| model.root(id)) else {
        return false;
    };
    if !first || model.allocation(root).is_none() {
        return false;
    }
    match block.element {
        Element::Named(Some(_)) => model.element(root).is_some(),
        Element::Whole => matches!(ValueForm::of(moved), ValueForm::Str(_)),
        _ => false,
    }
}
