//! Sizes that no memory has, and those in which the values of a type do not come out even.

use syn::{Expr, ExprMethodCall, GenericArgument, Type};

use super::{
    Check,
    block::{Block, ElementType},
    handles,
    lattice::Handle,
    numbers, report, spelling,
};
use crate::{model::Kind, primitives};

/// A size below zero is a huge one for `malloc`.
pub(super) fn not_huge<'a>(cx: &mut Check<'a, '_>, place: &'a Expr, sizes: &[&'a Expr]) {
    for size in sizes {
        if let Some(number) = numbers::huge(cx, size) {
            cx.report(place, report::huge(number));
        }
    }
}

/// Whether the block is a whole number of its elements, as each access needs; reports it otherwise. A block that is too
/// small for one is another mistake.
pub(super) fn are_whole<'a>(
    cx: &mut Check<'a, '_>,
    place: &'a Expr,
    name: &str,
    handle: Handle,
    block: &Block<'a>,
) -> bool {
    let (Kind::Malloc, ElementType::Named(Some(element)), Some(size)) =
        (block.kind, block.element, block.size)
    else {
        return true;
    };
    let rest = size.checked_rem(element).unwrap_or(0);
    if rest == 0 || size < element || may_be_counted_by_cpython(size) {
        return true;
    }
    cx.report(place, report::not_whole(name, size, element, block.sized));
    handles::change(cx, handle, Block::forget_size);
    false
}

/// `p.cast::<U>()?` needs memory of whole `U`s.
pub(super) fn can_be_cast<'a>(
    cx: &mut Check<'a, '_>,
    place: &'a Expr,
    call: &'a ExprMethodCall,
    block: &Block<'a>,
) {
    let arguments = call.turbofish.as_ref().map(|turbofish| &turbofish.args);
    let Some(GenericArgument::Type(Type::Path(ty))) = arguments.and_then(|types| types.first())
    else {
        return;
    };
    let Some(name) = ty.path.get_ident() else {
        return;
    };
    let (has, part) = match block.kind {
        Kind::Calloc => (block.chunk, "a chunk of "),
        _ => (block.size, ""),
    };
    let (Some(element), Some(has)) = (primitives::size(&name.to_string()), has) else {
        return;
    };
    let fits = has >= element && (block.kind == Kind::Calloc || has % element == 0);
    if !fits {
        let handle = spelling::name(&call.receiver);
        let finding = report::cast(&handle, (has, part), (name, element), block.sized);
        cx.report(place, finding);
    }
}

/// Whether this is what `sys.getsizeof` says of a number or of one character. The types say by which rule it is counted.
fn may_be_counted_by_cpython(size: u128) -> bool {
    matches!(size, 24 | 28 | 32 | 36 | 40 | 44 | 50 | 74 | 76 | 78 | 80)
}
