//! Which function of the body a call calls, if what that does is known.

use std::rc::Rc;

use syn::{Expr, ExprCall, ExprMethodCall, FnArg};

use crate::check::{
    Check, arena::Composite, lattice::Value, outcome::Summary, peeled, places, wholes,
};

/// Which function a call is of, and by what it is called in messages.
pub(crate) struct CalledFunction<'a> {
    pub(crate) id: usize,
    pub(crate) name: String,
    /// What it does, whatever it is given.
    pub(crate) summary: Rc<Summary<'a>>,
    pub(crate) receiver: Option<&'a Expr>,
}

/// The function of the body that a call calls, if what it does is known.
pub(crate) fn function<'a>(cx: &Check<'a, '_>, call: &'a ExprCall) -> Option<CalledFunction<'a>> {
    if crate::syntax::held_macro(call).is_some() || cx.modules > 0 {
        return None;
    }
    let id = cx.functions.called(call, cx.owner)?;
    called(cx, id, None, call.args.len())
}

/// The method that is called, if the receiver's type is certain.
pub(crate) fn method<'a>(
    cx: &Check<'a, '_>,
    call: &'a ExprMethodCall,
) -> Option<CalledFunction<'a>> {
    if cx.modules > 0 {
        return None;
    }
    let value = places::peek(cx, cx.state.as_ref()?, &call.receiver);
    let structure = match wholes::shape(cx, value) {
        Some(Composite::Whole(Some(name))) => cx.arena.spelt(name),
        Some(Composite::Given(block)) => cx.arena.structure(block)?,
        None => match value {
            Value::Handle(handle) => cx.arena.structure(handle.block)?,
            _ => return None,
        },
        _ => return None,
    };
    let id = cx.functions.method(&structure, &call.method)?;
    called(cx, id, Some(&call.receiver), call.args.len() + 1)
}

pub(crate) fn called<'a>(
    cx: &Check<'a, '_>,
    id: usize,
    receiver: Option<&'a Expr>,
    arguments: usize,
) -> Option<CalledFunction<'a>> {
    let function = cx.functions.get(id);
    let has_receiver = matches!(function.signature.inputs.first(), Some(FnArg::Receiver(_)));
    if function.signature.inputs.len() != arguments || receiver.is_some() && !has_receiver {
        return None;
    }
    let owner = function.owner.and_then(peeled::name_of);
    let name = &function.signature.ident;
    Some(CalledFunction {
        id,
        name: match (owner, receiver) {
            (Some(owner), None) => format!("`{owner}::{name}`"),
            _ => format!("`{name}`"),
        },
        summary: Rc::clone(function.summary.as_ref()?),
        receiver,
    })
}
