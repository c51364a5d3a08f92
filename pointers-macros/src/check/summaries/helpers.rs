//! Calls of functions of the same body are followed: their arguments, and then what the summary says.

use std::rc::Rc;

use syn::Expr;

use super::{
    called::CalledFunction,
    exits,
    helper_call::{Argument, HelperCall, number, with},
    summary,
};
use crate::check::{
    Check, alias, handles, lattice::Value, outcome::Parameter, places, rounds, variables, wholes,
};
use crate::map::Map;

/// Follows a call. `succeeded` says that the program goes on only if it does; without that a function that may fail
/// is one that may do anything.
pub(crate) fn follow<'a>(
    cx: &mut Check<'a, '_>,
    place: &'a Expr,
    called: &CalledFunction<'a>,
    arguments: impl Iterator<Item = &'a Expr>,
    succeeded: bool,
) -> Option<Value<'a>> {
    let is_tail = called.summary.fails && !succeeded && exits::is_tail(cx, place);
    if called.summary.fails && !succeeded && !is_tail {
        return None;
    }
    let parameters = called.summary.parameters.clone();
    let mut given = Vec::new();
    for (at, expression) in called.receiver.into_iter().chain(arguments).enumerate() {
        let parameter = parameters.get(at).copied();
        given.push(argument(cx, expression, parameter)?);
    }
    let numbers: Vec<_> = given.iter().zip(&parameters).map(number).collect();
    let summary = match &cx.state {
        Some(_) => summary::with_numbers(cx, called.id, numbers.clone()),
        None => None,
    };
    let summary = summary.unwrap_or_else(|| Rc::clone(&called.summary));
    let (Some(before), false) = (cx.state.clone(), summary.ends.is_none()) else {
        // It is followed for the first time, and calls itself; or it never ends.
        cx.state = None;
        return Some(Value::Unknown);
    };
    let mut call = HelperCall {
        place,
        called,
        summary: &summary,
        given: with(&parameters, &numbers),
        before,
        arguments: given,
        parameters,
        known: Map::new(),
        begun: Map::new(),
    };
    call.needs(cx);
    if summary.errs {
        // Its error is that of the function that it is called in.
        exits::may_end(cx, true);
        rounds::leave(cx, None, false, true);
    }
    let Some((state, value)) = &summary.normal else {
        cx.state = None;
        return Some(Value::Unknown);
    };
    if let Some(own) = &mut cx.state {
        own.doubtful |= state.doubtful;
    }
    call.effects(cx, state);
    let value = call.translate(cx, state, *value);
    call.assign(cx, state);
    Some(if called.summary.fails && !is_tail {
        wholes::unwrapped(cx, value)
    } else {
        value
    })
}

/// Evaluates an argument. `None` where a function may assign what is not followed.
pub(crate) fn argument<'a>(
    cx: &mut Check<'a, '_>,
    expression: &'a Expr,
    parameter: Option<Parameter<'a>>,
) -> Option<Argument<'a>> {
    let (mutable, ty) =
        parameter.map_or((false, None), |parameter| (parameter.mutable, parameter.ty));
    let target = match expression {
        Expr::Reference(reference) if reference.mutability.is_some() => &reference.expr,
        expression => expression,
    };
    if !mutable {
        let value = alias::alias(cx, expression);
        handles::declared(cx, value, ty);
        return Some(Argument {
            value,
            place: None,
            expression,
        });
    }
    let place = places::local(cx, target);
    let value = match &place {
        Some(place) => places::get(cx, place),
        None => {
            variables::share(cx, expression);
            Value::Unknown
        }
    };
    Some(Argument {
        value,
        place,
        expression,
    })
}
