//! Methods that use several elements at once: `p.fill(0, 3)?`, `p.copy_from_slice(&values)?`, `p.borrow_slice(3)?`.

use syn::{Expr, ExprMethodCall};

use super::{
    Check,
    across::Usage,
    alias, handles,
    lattice::{Handle, Value},
    memory, moves, numbers, operations, report, rounds, spelling, texts,
};

/// How many elements a call uses, if that is certain: its arguments are evaluated.
fn count<'a>(cx: &mut Check<'a, '_>, call: &'a ExprMethodCall) -> Option<u128> {
    let mut last = Value::Unknown;
    for argument in &call.args {
        last = numbers::operand(cx, argument);
    }
    match last {
        Value::Text(text) => text.units,
        last => last.as_size(),
    }
}

/// A call of such a method, that succeeds or leaves the block where `succeeded`.
pub(super) fn follow<'a>(
    cx: &mut Check<'a, '_>,
    place: &'a Expr,
    call: &'a ExprMethodCall,
    usage: Usage,
    succeeded: bool,
) {
    let made = &*call.receiver;
    let value = alias::handle(cx, made);
    memory::opened(cx, value);
    let count = count(cx, call);
    if !succeeded {
        // It may fail, and the program goes on; or it is another value's.
        handles::asked(cx, value);
        return moves::fill(cx, value);
    }
    if count == Some(0) {
        return;
    }
    operations::access(cx, place, made, value, usage);
    let Value::Handle(handle) = value else { return };
    match count.and_then(|count| i128::try_from(count).ok()) {
        Some(count) => several(cx, place, call, handle, count, usage),
        None if usage == Usage::Write => moves::fill(cx, value),
        None => texts::forget(cx, value),
    }
}

fn several<'a>(
    cx: &mut Check<'a, '_>,
    place: &'a Expr,
    call: &'a ExprMethodCall,
    handle: Handle,
    count: i128,
    usage: Usage,
) {
    let Some(block) = cx.state.as_ref().map(|state| state.block(handle.block)) else {
        return;
    };
    let name = spelling::name(&call.receiver);
    if let (Some(offset), Some(length)) = (handle.offset, block.length())
        && offset >= 0
        && offset.saturating_add(count) > length
        && offset < length
    {
        let finding = report::several(
            &call.method,
            &name,
            (count, length - offset),
            block.kind,
            block.sized,
        );
        cx.report(place, finding.in_round(rounds::current(cx)));
        return handles::change(cx, handle, |block| block.forget_size());
    }
    if usage == Usage::Write {
        return operations::assign(cx, handle, count);
    }
    operations::assigned(cx, place, &call.receiver, handle, count);
    texts::forget(cx, Value::Handle(handle));
}
