//! Closures that are called where they stand: `(|| pointers::free(p))()`. They are followed like the block that they are.

use syn::{
    Expr, ExprCall, ExprClosure, ExprReturn, ExprTry, Macro,
    visit::{self, Visit},
};

use super::{Check, alias, calls, expressions, flow, lattice::Value};

/// Follows a call of a closure that stands there, unless something leaves it before its end.
/// `succeeded` says that a `?` follows.
pub(super) fn called<'a>(
    cx: &mut Check<'a, '_>,
    call: &'a ExprCall,
    succeeded: bool,
) -> Option<Value<'a>> {
    let closure = closure(&call.func)?;
    if closure.inputs.len() != call.args.len() || leaves(&closure.body) {
        return None;
    }
    let depth = cx.scope.len();
    let values: Vec<_> = call
        .args
        .iter()
        .map(|argument| alias::alias(cx, argument))
        .collect();
    for (input, value) in closure.inputs.iter().zip(values) {
        alias::declare(cx, input, value);
    }
    let plain_calls = std::mem::replace(&mut cx.plain_calls, true);
    let value = if succeeded {
        calls::succeeds(cx, &closure.body)
    } else {
        None
    };
    let value = value.unwrap_or_else(|| expressions::eval(cx, &closure.body));
    cx.plain_calls = plain_calls;
    flow::leave(cx, depth, value);
    Some(value)
}

pub(super) fn is_call(call: &ExprCall) -> bool {
    closure(&call.func).is_some()
}

fn closure(called: &Expr) -> Option<&ExprClosure> {
    match called {
        Expr::Paren(inner) => closure(&inner.expr),
        Expr::Closure(closure) if closure.asyncness.is_none() => Some(closure),
        _ => None,
    }
}

/// Whether something returns from a closure before its end, as far as that can be seen.
fn leaves(body: &Expr) -> bool {
    struct Find(bool);

    impl<'a> Visit<'a> for Find {
        fn visit_expr_return(&mut self, _: &'a ExprReturn) {
            self.0 = true;
        }

        fn visit_expr_try(&mut self, _: &'a ExprTry) {
            self.0 = true;
        }

        fn visit_macro(&mut self, _: &'a Macro) {
            self.0 = true;
        }

        fn visit_expr(&mut self, expression: &'a Expr) {
            if !self.0 {
                visit::visit_expr(self, expression);
            }
        }
    }

    let mut find = Find(false);
    find.visit_expr(body);
    find.0
}
