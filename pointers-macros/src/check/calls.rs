//! Functions, methods and macros: which of them are ours, and what others do with the handles that they get.

use std::ptr;

use proc_macro2::Ident;
use syn::{Expr, ExprCall, ExprMethodCall, ExprTry, Macro};

use super::{
    Check,
    across::Usage,
    alias, allocation,
    block::Ending,
    by_name::{self, Method},
    called, closures, conditions,
    context::Follow,
    exits, frames, given, handles, helpers,
    lattice::{ExprAt, Value},
    leaks, memory, moves, numbers, operations, options, paths, places, questions,
    report::Loss,
    rounds, scan, slices, std_cell, steps, strings, texts, variables, wholes,
};
use crate::{
    model::{Allocator, Kind, binding},
    syntax::{
        called_path, held_macro, may_assign, our_macro, peel_parens, raising_call, raising_macro,
    },
};

/// `e?`: of an operation of ours, which then succeeded.
pub(super) fn tried<'a>(
    cx: &mut Check<'a, '_>,
    expression: &'a Expr,
    tried: &'a ExprTry,
) -> Value<'a> {
    let inner = &*tried.expr;
    if let Some(value) = succeeds(cx, inner) {
        return value;
    }
    let value = wholes::unwrapped_or_consumed(cx, inner);
    exits::may_end(cx, true);
    rounds::leave(cx, None, false, true);
    if cx.caught.is_empty() && cx.header.deny_leaks {
        let stays = cx.state.clone();
        cx.branch(|cx| {
            leaks::lost(
                cx,
                exits::depth(cx),
                value,
                Loss::Question,
                Some(expression),
            )
        });
        cx.state = stays;
    }
    value
}

/// Follows an operation of ours whose success the program waits for; `None` if it is none.
pub(super) fn succeeds<'a>(cx: &mut Check<'a, '_>, expression: &'a Expr) -> Option<Value<'a>> {
    let expression = peel_parens(expression);
    match expression {
        Expr::Call(call) if operation(cx, call).is_some() => {
            Some(follow_call(cx, expression, call, true))
        }
        Expr::MethodCall(call) if by_name::method(&call.method) != Method::Other => {
            Some(follow_method(cx, expression, call, true))
        }
        Expr::Call(call) if closures::is_call(cx, call) => {
            closures::called(cx, expression, call, true)
        }
        Expr::Call(call) => {
            let called = called::function(cx, call)?;
            helpers::follow(cx, expression, &called, call.args.iter(), true)
        }
        Expr::MethodCall(call) => {
            let called = called::method(cx, call)?;
            helpers::follow(cx, expression, &called, call.args.iter(), true)
        }
        _ => None,
    }
}

/// The function of ours that is called: under its bare name, or through a path in `pointers`.
fn operation<'a>(cx: &Check<'a, '_>, call: &'a ExprCall) -> Option<&'a Ident> {
    if held_macro(call).is_some() {
        return our_macro(call);
    }
    if let Some(name) = raising_call(call) {
        let ours = binding(&call.func).is_none() && !cx.shadowed.contains(&name.to_string());
        return ours.then_some(name);
    }
    let path = called_path(call)?;
    let mut segments = path.path.segments.iter().map(|segment| &segment.ident);
    (segments.next()? == "pointers").then_some(())?;
    segments.last()
}

/// A call. `succeeded` says that a `?` follows.
pub(super) fn follow_call<'a>(
    cx: &mut Check<'a, '_>,
    expression: &'a Expr,
    call: &'a ExprCall,
    succeeded: bool,
) -> Value<'a> {
    if held_macro(call).is_some() && our_macro(call).is_none() {
        return held(cx, expression, call);
    }
    if !succeeded && cx.waited.remove(&ptr::from_ref(expression)) {
        return match succeeds(cx, expression) {
            Some(value) => wholes::succeeded(cx, value),
            None => follow_call(cx, expression, call, false),
        };
    }
    if let Some(kind) = by_name::null(call) {
        return Value::Null(ExprAt(expression), kind);
    }
    if let Some(size) = numbers::size_of(cx, call) {
        return size;
    }
    let raising = raising_call(call).or_else(|| raising_macro(call));
    let raises = succeeded || !cx.plain_calls && raising.is_some();
    let arguments: Vec<_> = call.args.iter().collect();
    if !raises && operation(cx, call).is_some() && exits::is_tail(cx, expression) {
        return returned(cx, expression, call);
    }
    if let Some(name) = operation(cx, call).filter(|_| raises)
        && let Some(value) = ours(cx, expression, call, name, &arguments)
    {
        return value;
    }
    if let Some(value) = wholes::wrapped(cx, call) {
        return value;
    }
    if let Some(called) = called::function(cx, call)
        && let Some(value) = helpers::follow(cx, expression, &called, call.args.iter(), succeeded)
    {
        return value;
    }
    if let Some(value) = closures::called(cx, expression, call, false) {
        return value;
    }
    alias::consume(cx, &call.func);
    arguments
        .into_iter()
        .for_each(|argument| alias::consume(cx, argument));
    given::unknown(cx);
    ended(cx, by_name::ends_program(call));
    Value::Unknown
}

/// The last operation of a function, which returns its `Result`: where that is no error, it was done.
fn returned<'a>(cx: &mut Check<'a, '_>, expression: &'a Expr, call: &'a ExprCall) -> Value<'a> {
    // The error is returned, and no mistake.
    cx.quiet += 1;
    let value = follow_call(cx, expression, call, true);
    cx.quiet -= 1;
    exits::may_end(cx, true);
    wholes::succeeded(cx, value)
}

/// The program does not go on here.
fn ended(cx: &mut Check<'_, '_>, ends: bool) {
    if ends {
        exits::may_end(cx, false);
        rounds::leave(cx, None, false, false);
        cx.state = None;
    }
}

/// A function of ours that succeeds, or leaves the block.
fn ours<'a>(
    cx: &mut Check<'a, '_>,
    expression: &'a Expr,
    call: &'a ExprCall,
    name: &'a Ident,
    arguments: &[&'a Expr],
) -> Option<Value<'a>> {
    let function = match (name.to_string().as_str(), arguments) {
        ("malloc", [_]) => Allocator::Malloc,
        ("calloc", [_, _]) => Allocator::Calloc,
        ("calloc_safe", [_, _]) => Allocator::CallocSafe,
        ("free", [operand]) => {
            allocation::end(cx, expression, operand, Ending::Freed);
            return Some(Value::Unknown);
        }
        ("realloc", [operand, size]) => {
            return Some(allocation::reallocate(cx, expression, operand, Some(size)));
        }
        _ => return strings::string_function(cx, expression, name, arguments),
    };
    let value = allocation::allocate(cx, expression, function, arguments);
    if let (Value::Handle(handle), Some(element)) = (value, by_name::turbofish(call)) {
        handles::typed(cx, handle, element);
    }
    Some(value)
}

/// A nested macro whose arguments are known.
fn held<'a>(cx: &mut Check<'a, '_>, expression: &'a Expr, call: &'a ExprCall) -> Value<'a> {
    if may_assign(call) {
        variables::share(cx, expression);
        given::unknown(cx);
        exits::may_return(cx);
        rounds::leave(cx, None, false, true);
        return Value::Unknown;
    }
    if by_name::called(call).is_some_and(|name| name == "assert")
        && let Some(condition) = call.args.first()
    {
        let depth = cx.scope.len();
        let paths = conditions::paths(cx, condition);
        cx.state = paths.then;
        frames::leave(cx, depth, Value::Unknown);
        return Value::Unknown;
    }
    if by_name::called(call).is_some_and(|name| name == "dbg") && call.args.len() == 1 {
        return call
            .args
            .first()
            .map_or(Value::Unknown, |argument| cx.eval(argument));
    }
    if let Some(value) = wholes::listed(cx, call) {
        return value;
    }
    let shows = by_name::shows(call);
    let (certain, maybe) = by_name::evaluated(call);
    let written_to = by_name::written_to(call);
    if let Some(receiver) = written_to {
        consume_receiver(cx, receiver);
    }
    cx.shown += usize::from(shows);
    for argument in call
        .args
        .iter()
        .take(certain)
        .skip(usize::from(written_to.is_some()))
    {
        if shows {
            let value = cx.eval(argument);
            // A text can be read again.
            if numbers::is_number(value)
                && by_name::called(call).is_some_and(|name| name == "format")
            {
                handles::escape(cx, value);
            }
        } else {
            alias::consume(cx, argument);
        }
    }
    for argument in call.args.iter().skip(certain).take(maybe) {
        cx.maybe(|cx| {
            cx.eval(argument);
        });
    }
    cx.shown -= usize::from(shows);
    ended(cx, by_name::ends_program(call));
    Value::Unknown
}

/// A method call. `succeeded` says that a `?` follows.
pub(super) fn follow_method<'a>(
    cx: &mut Check<'a, '_>,
    expression: &'a Expr,
    call: &'a ExprMethodCall,
    succeeded: bool,
) -> Value<'a> {
    let receiver = &*call.receiver;
    let method = by_name::method(&call.method);
    if method == Method::Other || places::has_parts(cx, receiver) {
        // A panic is no path that goes on.
        let unwraps = call.method == "unwrap" || call.method == "expect";
        let value = if unwraps {
            succeeds(cx, receiver)
        } else {
            None
        };
        let value = value.or_else(|| std_cell::method(cx, call));
        let value = value.or_else(|| options::method(cx, call));
        return value.unwrap_or_else(|| unknown_method(cx, expression, call, succeeded));
    }
    let ours = binding(receiver).is_none_or(|id| cx.model.kind(id) != Kind::Plain);
    let argument = call.args.first();
    match (method, argument) {
        (Method::Add | Method::Sub, Some(by)) if succeeded && ours => {
            return steps::derive(cx, expression, receiver, by, method == Method::Add);
        }
        (Method::Clone, _) => return cx.eval(receiver),
        (Method::Cast, _) if succeeded && ours => return steps::cast(cx, expression, call),
        (Method::Fill | Method::Slice, _) if ours => {
            let usage = if method == Method::Fill {
                Usage::Write
            } else {
                Usage::Read
            };
            slices::follow(cx, expression, call, usage, succeeded);
            return Value::Unknown;
        }
        (Method::IntoRaw, _) if succeeded && ours => {
            allocation::end(cx, expression, receiver, Ending::HandedOver);
            return Value::Unknown;
        }
        _ => {}
    }
    call.args
        .iter()
        .for_each(|argument| alias::consume(cx, argument));
    let value = cx.eval(receiver);
    let usage = match method {
        Method::Ask => return questions::ask(cx, &call.method.to_string(), value),
        Method::Write => Usage::Write,
        Method::Read | Method::Take => Usage::Read,
        _ => {
            handles::escape(cx, value);
            return Value::Unknown;
        }
    };
    if succeeded {
        operations::access(cx, expression, receiver, value, usage);
    } else {
        // It may fail, and the program goes on.
        handles::asked(cx, value);
    }
    match (method, succeeded) {
        (Method::Take, true) => moves::move_out(cx, value),
        (Method::Write | Method::Take, _) => moves::fill(cx, value),
        (Method::Read, true) if call.method == "read" => return paths::read(cx, value),
        // A guard shows what is in there, or can change it, as long as it lives.
        (Method::Read, _) => {
            memory::opened(cx, value);
            if call.method != "read" && call.method != "borrow" {
                memory::changed(cx, value);
                texts::forget(cx, value);
            }
        }
        _ => {}
    }
    Value::Unknown
}

fn unknown_method<'a>(
    cx: &mut Check<'a, '_>,
    expression: &'a Expr,
    call: &'a ExprMethodCall,
    succeeded: bool,
) -> Value<'a> {
    if let Some(called) = called::method(cx, call)
        && let Some(value) = helpers::follow(cx, expression, &called, call.args.iter(), succeeded)
    {
        return value;
    }
    if call.method == "min" || call.method == "max" {
        let receiver = numbers::operand(cx, &call.receiver);
        let arguments: Vec<_> = call
            .args
            .iter()
            .map(|argument| numbers::operand(cx, argument))
            .collect();
        if numbers::is_number(receiver) || binding(&call.receiver).is_none() {
            return numbers::method(cx, &call.method.to_string(), receiver, &arguments);
        }
    }
    call.args
        .iter()
        .for_each(|argument| alias::consume(cx, argument));
    consume_receiver(cx, &call.receiver);
    given::unknown(cx);
    Value::Unknown
}

/// Evaluates what a method is called on that is not known: it may take `&mut self`.
fn consume_receiver<'a>(cx: &mut Check<'a, '_>, receiver: &'a Expr) {
    if binding(receiver).is_some() {
        variables::share(cx, receiver);
    } else {
        paths::used_in_some_way(cx, receiver);
    }
}

/// A macro whose arguments could not be read may use what it names in any way.
pub(super) fn unknown_macro(cx: &mut Check<'_, '_>, call: &Macro) {
    let mut names = Vec::new();
    scan::names(call.tokens.clone(), &mut names);
    rounds::leave(cx, None, false, true);
    given::unknown(cx);
    exits::may_return(cx);
    if names.iter().any(|name| name == "self") {
        variables::share_receiver(cx);
    }
    let Some(mut state) = cx.state.take() else {
        return;
    };
    variables::mentioned(cx, &names).for_each(|slot| state.share(slot));
    cx.state = Some(state);
}
