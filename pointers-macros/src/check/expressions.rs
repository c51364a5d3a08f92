//! Expressions: which of them are operators of ours, and what others do with the handles in them.

use std::ptr;

use syn::{
    BinOp, Block, Expr, ExprAssign, ExprBinary, ExprClosure, ExprRawAddr, ExprReference,
    PointerMutability, UnOp,
};

use super::{
    Check,
    across::Usage,
    alias, by_name, calls, closures, conditions,
    context::Follow,
    declare, exits, flow, handles, items,
    lattice::{ExprAt, Handle, Value},
    leaks, loops, memory, moves, numbers, operations, paths, peeled, places, questions,
    report::Loss,
    rounds, statements, steps, texts, variables, wholes,
};
use crate::{
    model::{Kind, binding},
    syntax::{self, deref_operand, is_conditional_expression, is_named_argument, peel_parens},
};

impl<'a> Follow<'a> for Check<'a, '_> {
    fn eval(&mut self, expression: &'a Expr) -> Value<'a> {
        self.steps += 1;
        if is_conditional_expression(expression) {
            self.configured(|cx| {
                let value = follow(cx, expression);
                handles::escape(cx, value);
            });
            return Value::Unknown;
        }
        follow(self, expression)
    }

    fn succeed(&mut self, expression: &'a Expr) -> Option<Value<'a>> {
        calls::succeeds(self, expression)
    }

    fn block(&mut self, block: &'a Block) -> Value<'a> {
        statements::follow(self, block)
    }
}

fn follow<'a>(cx: &mut Check<'a, '_>, expression: &'a Expr) -> Value<'a> {
    if let Some(operand) = deref_operand(expression) {
        let value = operations::read(cx, expression, operand, Usage::Read);
        return paths::read(cx, value);
    }
    match expression {
        Expr::Lit(literal) => return texts::value(cx, &literal.lit),
        Expr::Path(_) if by_name::is_null(expression) && !cx.model.own_null => {
            return Value::Null(ExprAt(expression), Kind::Unknown);
        }
        Expr::Path(_) => {
            return paths::receiver(cx, expression)
                .unwrap_or_else(|| numbers::named(cx, expression));
        }
        Expr::Paren(inner) => return cx.eval(&inner.expr),
        Expr::Group(inner) => return cx.eval(&inner.expr),
        Expr::Binary(binary) => return follow_binary(cx, expression, binary),
        Expr::Call(call) => return calls::follow_call(cx, expression, call, false),
        Expr::MethodCall(call) => return calls::follow_method(cx, expression, call, false),
        Expr::Try(tried) => return calls::tried(cx, expression, tried),
        Expr::If(branches) => return flow::if_else(cx, branches),
        Expr::Match(matched) => return flow::matched(cx, matched),
        Expr::Block(block) => return flow::labelled(cx, block.label.as_ref(), &block.block),
        Expr::Unsafe(block) => return cx.block(&block.block),
        Expr::Index(index) => {
            return paths::element(cx, expression, index);
        }
        Expr::Reference(borrow) => return reference(cx, expression, borrow),
        Expr::Unary(unary) if matches!(unary.op, UnOp::Deref(_)) => {
            return star(cx, expression, &unary.expr);
        }
        Expr::Unary(unary) if matches!(unary.op, UnOp::Neg(_)) => {
            return numbers::negated(cx, &unary.expr);
        }
        Expr::Unary(_) => return conditions::value(cx, expression),
        Expr::Cast(cast) => return numbers::cast(cx, cast),
        Expr::Loop(looped) => {
            // It may go on for ever.
            exits::may_end(cx, false);
            loops::endless(cx, looped)
        }
        Expr::While(looped) => loops::repeat_while(cx, looped),
        Expr::ForLoop(looped) => loops::for_each(cx, looped),
        Expr::Assign(assign) => assignment(cx, expression, assign),
        Expr::Return(jump) => returned(cx, expression, jump.expr.as_deref()),
        Expr::Break(jump) => {
            jump.expr.iter().for_each(|value| alias::consume(cx, value));
            flow::jump(cx, jump.label.as_ref(), Loss::Break, expression);
        }
        Expr::Continue(jump) => flow::jump(cx, jump.label.as_ref(), Loss::Continue, expression),
        Expr::Let(_) => return conditions::value(cx, expression),
        Expr::Closure(made) => closure(cx, expression, made),
        Expr::Async(body) => {
            variables::share(cx, expression);
            cx.apart(&mut |cx| items::body(cx, &body.block));
        }
        Expr::Macro(call) => calls::unknown_macro(cx, &call.mac),
        Expr::Field(field) => return paths::field(cx, field),
        Expr::Array(array) if texts::is_written_out(array) => return texts::array(cx, array),
        Expr::Array(array) => return wholes::array(cx, array.elems.iter()),
        Expr::Tuple(tuple) => return wholes::tuple(cx, tuple),
        Expr::Struct(made) => return wholes::structure(cx, made),
        Expr::Repeat(repeat) => return texts::repeated(cx, repeat),
        Expr::Range(range) => {
            range
                .start
                .iter()
                .for_each(|start| alias::consume(cx, start));
            range.end.iter().for_each(|end| alias::consume(cx, end));
        }
        Expr::Await(awaited) => alias::consume(cx, &awaited.base),
        Expr::RawAddr(address) => return raw_address(cx, expression, address),
        Expr::TryBlock(_) | Expr::Yield(_) => variables::share(cx, expression),
        _ => {}
    }
    Value::Unknown
}

fn raw_address<'a>(
    cx: &mut Check<'a, '_>,
    expression: &'a Expr,
    address: &'a ExprRawAddr,
) -> Value<'a> {
    if let PointerMutability::Mut(_) = address.mutability {
        let value = paths::address(cx, &address.expr);
        if value != Value::Unknown {
            return value;
        }
    }
    variables::share(cx, expression);
    Value::Unknown
}

fn reference<'a>(
    cx: &mut Check<'a, '_>,
    expression: &'a Expr,
    borrow: &'a ExprReference,
) -> Value<'a> {
    if borrow.mutability.is_none() {
        return cx.eval(&borrow.expr);
    }
    match peeled::place(&borrow.expr) {
        Some(operand) => place(cx, &borrow.expr, operand),
        None => variables::share(cx, expression),
    }
    Value::Unknown
}

fn returned<'a>(cx: &mut Check<'a, '_>, expression: &'a Expr, value: Option<&'a Expr>) {
    let value = value.map_or(Value::Unknown, |value| {
        if cx.exits.is_some() {
            exits::tail(value, &mut cx.tails);
        }
        alias::alias(cx, value)
    });
    exits::returns(cx, value);
    leaks::lost(cx, exits::depth(cx), value, Loss::Return, Some(expression));
    rounds::leave(cx, None, false, false);
    cx.state = None;
}

/// What a closure does is followed where it stands, and nothing of that is known behind it: when it runs is not.
fn closure<'a>(cx: &mut Check<'a, '_>, expression: &'a Expr, made: &'a ExprClosure) {
    if closures::is_given_away(cx, expression) {
        variables::share(cx, expression);
    }
    let plain_calls = std::mem::replace(&mut cx.plain_calls, true);
    cx.apart(&mut |cx| {
        let inputs = made.inputs.iter();
        inputs.for_each(|input| variables::declare_unknown(cx, input));
        alias::consume(cx, &made.body);
    });
    cx.plain_calls = plain_calls;
}

fn follow_binary<'a>(
    cx: &mut Check<'a, '_>,
    expression: &'a Expr,
    binary: &'a ExprBinary,
) -> Value<'a> {
    let ExprBinary {
        left, op, right, ..
    } = binary;
    match op {
        BinOp::Add(_) | BinOp::Sub(_) => return alias::moved_by(cx, binary),
        BinOp::ShlAssign(_) if peeled::place(left).is_none() || memory::is_handle(cx, left) => {
            moves::move_in(cx, expression, left, right);
            uncounted(cx, left);
        }
        BinOp::AddAssign(_) | BinOp::SubAssign(_) if binding(left).is_some() => {
            return steps::step(cx, expression, binary, matches!(op, BinOp::AddAssign(_)));
        }
        _ if syntax::is_comparison(op) => return questions::compare(cx, binary),
        BinOp::And(_) | BinOp::Or(_) => return conditions::value(cx, expression),
        _ if syntax::is_compound(op) => {
            let by = numbers::operand(cx, right);
            if let Some(id) = binding(left) {
                let value = variables::variable(cx, id);
                let value = numbers::combined(cx, op, value, by);
                variables::set(cx, id, value);
                return Value::Unknown;
            }
            handles::escape(cx, by);
            if let Some(element) = places::indexed(cx, left) {
                let value = operations::read(cx, element, element, Usage::Change);
                memory::stepped(cx, value, left, Some(element));
                return Value::Unknown;
            }
            match (peeled::place(left), &**left) {
                (Some(operand), _) => {
                    operations::indices(cx, left);
                    let value = operations::read(cx, left, operand, Usage::Change);
                    memory::stepped(cx, value, left, None);
                }
                (None, Expr::Index(_)) if places::local(cx, left).is_none() => {
                    let value = operations::read(cx, left, left, Usage::Change);
                    memory::changed(cx, value);
                }
                (None, _) => {
                    alias::consume(cx, left);
                    memory::stepped_local(cx, left);
                }
            }
        }
        _ => {
            let left = numbers::operand(cx, left);
            let right = numbers::operand(cx, right);
            return numbers::combined(cx, op, left, right);
        }
    }
    Value::Unknown
}

/// A number that is shifted is not followed.
fn uncounted(cx: &mut Check<'_, '_>, target: &Expr) {
    if let Some(id) = binding(target)
        && numbers::is_number(variables::variable(cx, id))
    {
        variables::set(cx, id, Value::Unknown);
    }
}

/// A place in memory is changed: `~p += 1`, `(~p).next = q`.
fn place<'a>(cx: &mut Check<'a, '_>, target: &'a Expr, operand: &'a Expr) {
    operations::indices(cx, target);
    let value = operations::read(cx, target, operand, Usage::Change);
    memory::changed(cx, value);
}

fn assignment<'a>(cx: &mut Check<'a, '_>, expression: &'a Expr, assign: &'a ExprAssign) {
    if is_named_argument(assign) {
        let value = cx.eval(&assign.right);
        if cx.shown == 0 {
            handles::escape(cx, value);
        }
        return;
    }
    let left = &assign.left;
    if let Some(element) = places::indexed(cx, left) {
        let right = alias::alias(cx, &assign.right);
        let value = alias::handle(cx, element);
        let made = match (value, element) {
            (Value::Null(..), Expr::Index(index)) => &index.expr,
            _ => element,
        };
        operations::access(cx, element, made, value, Usage::Write);
        if ptr::eq(peel_parens(left), element) {
            moves::assigned(cx, &assign.right, element, value);
        }
        return memory::overwrite(cx, value, left, Some(element), right, expression);
    }
    match (peeled::place(left), starred(left)) {
        (Some(operand), _) => {
            let right = alias::alias(cx, &assign.right);
            let ty = places::field_type(cx, left);
            handles::declared(cx, right, ty);
            let value = operations::part(cx, &assign.left, operand);
            if deref_operand(left).is_some() {
                moves::assigned(cx, &assign.right, operand, value);
            }
            memory::overwrite(cx, value, &assign.left, None, right, expression);
        }
        (None, Some(operand)) => {
            let right = alias::alias(cx, &assign.right);
            match paths::whole_of(cx, operand) {
                value @ Value::Handle(handle)
                    if !handle.reference && handles::is_handle(cx, handle) =>
                {
                    operations::access(cx, &assign.left, operand, value, Usage::Write);
                    moves::assigned(cx, &assign.right, operand, value);
                    memory::overwrite(cx, value, &assign.left, None, right, expression);
                }
                value @ Value::Null(..) if is_declared_handle(cx, operand) => {
                    operations::access(cx, &assign.left, operand, value, Usage::Write);
                    handles::escape(cx, right);
                }
                value => memory::assign_through(cx, operand, value, right, expression),
            }
        }
        (None, None) => {
            let around = cx.assigned.replace(assign);
            let value = alias::alias(cx, &assign.right);
            cx.assigned = around;
            declare::assign(cx, &assign.left, value, expression);
        }
    }
}

/// `*p`, which is `~p` where `p` is a handle and not a reference to one.
fn star<'a>(cx: &mut Check<'a, '_>, expression: &'a Expr, operand: &'a Expr) -> Value<'a> {
    match paths::whole_of(cx, operand) {
        Value::Handle(handle) if handle.reference => Value::Handle(Handle {
            reference: false,
            ..handle
        }),
        value @ Value::Handle(handle) if handles::is_handle(cx, handle) => {
            operations::access(cx, expression, operand, value, Usage::Read);
            paths::read(cx, value)
        }
        value @ Value::Null(..) if is_declared_handle(cx, operand) => {
            operations::access(cx, expression, operand, value, Usage::Read);
            Value::Unknown
        }
        // What a reference to a structure refers to.
        value @ Value::Parts(_) => value,
        value => {
            handles::escape(cx, value);
            Value::Unknown
        }
    }
}

/// Whether this is a variable that is a handle, and no reference to one: `*` of it is what it points to.
fn is_declared_handle(cx: &Check<'_, '_>, operand: &Expr) -> bool {
    binding(operand)
        .is_some_and(|id| cx.model.kind(id) == Kind::Malloc && !cx.model.is_reference(id))
}

/// The `p` of `*p`.
fn starred(expression: &Expr) -> Option<&Expr> {
    match peel_parens(expression) {
        Expr::Unary(unary) if matches!(unary.op, UnOp::Deref(_)) => Some(&unary.expr),
        _ => None,
    }
}
