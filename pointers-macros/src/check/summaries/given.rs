//! What a function certainly does with what its caller gave it, noted for its summary.

use syn::Expr;

use crate::check::{
    Check,
    across::{Far, Usage},
    block::{ElementType, Life},
    lattice::{ExprAt, Handle},
    places,
};
use crate::model::Kind;

/// A handle is used whose block the caller gave: the first certain use of each kind.
pub(crate) fn used<'a>(cx: &mut Check<'a, '_>, handle: Handle, usage: Usage, place: &'a Expr) {
    let done = Some((usage, ExprAt(place)));
    let accessed = done.filter(|_| !matches!(usage, Usage::Free | Usage::Realloc));
    let read = done.filter(|_| matches!(usage, Usage::Read | Usage::Change));
    record(cx, handle, [done, accessed, read]);
}

/// What is done with such a block: anything, what NULL does not allow, and what needs a value.
pub(crate) fn record<'a>(
    cx: &mut Check<'a, '_>,
    handle: Handle,
    [used, accessed, read]: [Option<(Usage, ExprAt<'a>)>; 3],
) {
    let silent = !cx.caught.is_empty() || cx.configured > 0;
    let Some(state) = cx.state.as_mut().filter(|state| !silent && !state.doubtful) else {
        return;
    };
    if state.arena.given(handle.block).is_none() {
        return;
    }
    let block = state.block_mut(handle.block);
    if block.life != Life::Given {
        return;
    }
    let across = &mut block.across;
    across.used = across.used.or(used);
    across.accessed = across.accessed.or(accessed);
    if !across.changed {
        across.read = across.read.or(read);
    }
}

/// An element is used of a block that the caller gave, which may be too small for it.
pub(crate) fn reached<'a>(cx: &mut Check<'a, '_>, handle: Handle, usage: Usage, place: &'a Expr) {
    let silent = !cx.caught.is_empty() || cx.configured > 0;
    let Some(state) = cx.state.as_mut().filter(|state| !silent && !state.doubtful) else {
        return;
    };
    let Some(index) = handle.offset.filter(|index| *index > 0) else {
        return;
    };
    if state.arena.given(handle.block).is_none() {
        return;
    }
    let block = state.block_mut(handle.block);
    let counted = block.kind != Kind::Unknown && block.element != ElementType::Mixed;
    let across = &mut block.across;
    if block.life != Life::Given || !counted || across.resized {
        return;
    }
    if across.far.is_none_or(|far| far.index < index) {
        let at = ExprAt(place);
        across.far = Some(Far { index, usage, at });
    }
}

/// A handle that the function was given is compared. Unless that is with NULL, the function knows which other it is.
pub(crate) fn compared(cx: &mut Check<'_, '_>, handle: Handle, left: &Expr, right: &Expr) {
    if let Some(state) = &mut cx.state
        && state.arena.given(handle.block).is_some()
    {
        let block = state.block_mut(handle.block);
        block.across.asked = true;
        if !places::is_null(left) && !places::is_null(right) {
            block.forget_life();
        }
    }
}

/// Code runs that is not followed.
pub(crate) fn unknown(cx: &mut Check<'_, '_>) {
    if let Some(state) = &mut cx.state {
        state.disturb(None);
    }
}
