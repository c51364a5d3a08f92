//! Closures that are called where they stand, `(|| pointers::free(p))()`, or by the name of a variable that holds nothing
//! else: `let end = |q| pointers::free(q); end(p)?`. They are followed like the block that they are, at each call.

use std::ptr;

use syn::{
    Expr, ExprAsync, ExprCall, ExprClosure, ExprPath, ExprReturn, ExprTry, Item, Local, Macro, Pat,
};

use super::exits;
use crate::check::{
    Check, alias,
    arena::Composite,
    context::Follow,
    declare, frames, handles,
    held::{Around, HeldClosures},
    lattice::Value,
    scan, variables, wholes,
};
use crate::map::{Map, Set};
use crate::walk::visit::{self, Visit};
use crate::{
    model::{self, BindingId, binding},
    syntax::{Body, held_macro, is_conditional, may_assign, peel_parens, untyped},
};

/// How often one closure is followed, and within how many others.
const CALLS: usize = 16;
const DEPTH: usize = 2;

/// Which closure a call calls.
enum CalledClosure<'a> {
    AtOnce(&'a ExprClosure),
    Held(BindingId, &'a Expr, &'a ExprClosure),
}

fn called_closure<'a>(cx: &Check<'a, '_>, called: &'a Expr) -> Option<CalledClosure<'a>> {
    let called = peel_parens(called);
    match called {
        Expr::Closure(closure) if closure.asyncness.is_none() => {
            Some(CalledClosure::AtOnce(closure))
        }
        called => {
            let id = binding(called)?;
            let held = cx.closures.all.get(&id).copied()?;
            closure(held).map(|closure| CalledClosure::Held(id, held, closure))
        }
    }
}

fn closure(expression: &Expr) -> Option<&ExprClosure> {
    match peel_parens(expression) {
        Expr::Closure(closure) => Some(closure),
        _ => None,
    }
}

pub(crate) fn is_call<'a>(cx: &Check<'a, '_>, call: &'a ExprCall) -> bool {
    called_closure(cx, &call.func).is_some()
}

/// Follows a call of such a closure, unless something leaves it before its end. `succeeded` says that a `?` follows.
pub(crate) fn called<'a>(
    cx: &mut Check<'a, '_>,
    place: &'a Expr,
    call: &'a ExprCall,
    succeeded: bool,
) -> Option<Value<'a>> {
    let (closure, held) = match called_closure(cx, &call.func)? {
        CalledClosure::AtOnce(closure) => (closure, None),
        CalledClosure::Held(id, held, closure) => (closure, Some((id, held))),
    };
    let mut follows = closure.inputs.len() == call.args.len() && !leaves(&closure.body, succeeded);
    if let Some((id, _)) = held {
        // Where an operation in it fails, and the program goes on, the rest of it is not done.
        follows &= succeeded && cx.closures.around.len() < DEPTH && !changes_its_own(cx, closure);
        let calls = cx.closures.calls.get_or(id, 0);
        *calls += 1;
        follows &= *calls <= CALLS;
    }
    if !follows {
        if let Some((_, held)) = held.filter(|_| !succeeded) {
            variables::share(cx, held);
        }
        return None;
    }
    let depth = cx.scope.len();
    let values: Vec<_> = call
        .args
        .iter()
        .map(|argument| alias::alias(cx, argument))
        .collect();
    for (input, value) in closure.inputs.iter().zip(values) {
        if let Pat::Type(typed) = input {
            handles::declared(cx, value, Some(&typed.ty));
        }
        declare::declare(cx, input, value);
    }
    let plain_calls = std::mem::replace(&mut cx.plain_calls, true);
    if held.is_some() {
        cx.closures.around.push(Around {
            place,
            branches: 0,
            left: false,
        });
    }
    let value = if succeeded {
        succeeds(cx, &closure.body)
    } else {
        cx.eval(&closure.body)
    };
    if held.is_some() {
        cx.closures.around.pop();
    }
    cx.plain_calls = plain_calls;
    frames::leave(cx, depth, value);
    Some(value)
}

/// The value of a body whose `Result` a `?` follows.
fn succeeds<'a>(cx: &mut Check<'a, '_>, body: &'a Expr) -> Value<'a> {
    if let Some(value) = cx.succeed(body) {
        return value;
    }
    let mut tails = Set::new();
    exits::tail(body, &mut tails);
    let around = std::mem::replace(&mut cx.waited, tails);
    let value = cx.eval(body);
    cx.waited = around;
    match wholes::shape(cx, value) {
        Some(Composite::Ok | Composite::Some) => wholes::unwrapped_of(cx, value),
        Some(Composite::Err | Composite::None) => {
            // The `?` behind the call leaves.
            exits::may_end(cx, true);
            cx.state = None;
            Value::Unknown
        }
        _ => value,
    }
}

/// Whether a closure has its own copy of what may be another value when it is called.
fn changes_its_own(cx: &Check<'_, '_>, closure: &ExprClosure) -> bool {
    let owns = |id: &BindingId| {
        let binding = cx.model.get(*id);
        binding.mutable || binding.late
    };
    closure.capture.is_some() && scan::mentioned(&closure.body).changed.iter().any(owns)
}

/// Whether other code gets the closure that stands here.
pub(crate) fn is_given_away(cx: &Check<'_, '_>, expression: &Expr) -> bool {
    let mut held = cx.closures.all.all().iter().map(|(_, closure)| closure);
    !held.any(|held| {
        closure(held).is_some_and(|held| match expression {
            Expr::Closure(closure) => ptr::eq(held, closure),
            _ => false,
        })
    })
}

/// What the closures do that are called somewhere in a part of the program: other code has all that they mention.
pub(crate) fn mentioned_by<'a>(cx: &Check<'a, '_>, changed: &[BindingId]) -> Vec<&'a Expr> {
    let closures = changed.iter().filter_map(|id| cx.closures.all.get(id));
    closures.copied().collect()
}

/// Whether something returns from a closure before its end, as far as that can be seen. Where the `Result` of the call is
/// waited for, a `?` in it leaves what is around it.
fn leaves(body: &Expr, succeeded: bool) -> bool {
    struct Find {
        found: bool,
        succeeded: bool,
    }

    impl<'a> Visit<'a> for Find {
        fn visit_expr_return(&mut self, _: &'a ExprReturn) {
            self.found = true;
        }

        fn visit_expr_try(&mut self, tried: &'a ExprTry) {
            self.found |= !self.succeeded;
            visit::visit_expr_try(self, tried);
        }

        /// A `?` in there is another's.
        fn visit_expr_closure(&mut self, inner: &'a ExprClosure) {
            self.found |= leaves(&inner.body, false);
        }

        fn visit_expr_call(&mut self, call: &'a ExprCall) {
            if held_macro(call).is_some() && !may_assign(call) {
                visit::visit_all(self, &call.args);
            } else {
                visit::visit_expr_call(self, call);
            }
        }

        fn visit_macro(&mut self, _: &'a Macro) {
            self.found = true;
        }

        fn visit_expr(&mut self, expression: &'a Expr) {
            if !self.found {
                visit::visit_expr(self, expression);
            }
        }
    }

    let mut find = Find {
        found: false,
        succeeded,
    };
    find.visit_expr(body);
    find.found
}

/// Finds the closures that variables hold which are only called, in the function or closure that they stand in.
pub(crate) fn find<'a>(body: &'a Body) -> HeldClosures<'a> {
    let mut find = Find::default();
    body.visit(&mut find);
    let mut closures = HeldClosures::default();
    for (id, (name, closure, _)) in find.held.into_all() {
        if !find.used.contains(&id) && !find.mentioned.contains(&name) {
            closures.all.insert(id, closure);
        }
    }
    closures
}

#[derive(Default)]
struct Find<'a> {
    /// With their names, and the number of what they stand in.
    held: Map<BindingId, (String, &'a Expr, usize)>,
    /// Those that something else happens to.
    used: Set<BindingId>,
    /// The names in macros.
    mentioned: Vec<String>,
    /// What is visited: each function, closure, `async` block and macro has a number.
    inside: usize,
    all: usize,
}

impl<'a> Find<'a> {
    fn within(&mut self, visit: impl FnOnce(&mut Self)) {
        self.all += 1;
        let around = std::mem::replace(&mut self.inside, self.all);
        visit(self);
        self.inside = around;
    }
}

impl<'a> Visit<'a> for Find<'a> {
    fn visit_local(&mut self, local: &'a Local) {
        if let Pat::Ident(name) = untyped(&local.pat)
            && let Some(init) = local.init.as_ref().filter(|init| init.diverge.is_none())
            && let Some(id) = model::declared(name)
            && name.by_ref.is_none()
            && closure(&init.expr).is_some_and(|closure| closure.asyncness.is_none())
            && !is_conditional(&local.attrs)
        {
            let held = (name.ident.to_string(), &*init.expr, self.inside);
            self.held.insert(id, held);
        }
        visit::visit_local(self, local);
    }

    fn visit_expr_path(&mut self, path: &'a ExprPath) {
        self.used.extend(model::number(&path.attrs));
    }

    fn visit_expr_call(&mut self, call: &'a ExprCall) {
        if held_macro(call).is_some() && may_assign(call) {
            return self.within(|find| visit::visit_expr_call(find, call));
        }
        if held_macro(call).is_some() {
            return visit::visit_all(self, &call.args);
        }
        let here = |id: &BindingId| self.held.get(id).is_some_and(|(.., at)| *at == self.inside);
        match binding(&call.func).filter(here) {
            Some(_) => visit::visit_all(self, &call.args),
            None => visit::visit_expr_call(self, call),
        }
    }

    fn visit_expr_closure(&mut self, closure: &'a ExprClosure) {
        self.within(|find| visit::visit_expr_closure(find, closure));
    }

    fn visit_expr_async(&mut self, body: &'a ExprAsync) {
        self.within(|find| visit::visit_expr_async(find, body));
    }

    fn visit_item(&mut self, item: &'a Item) {
        self.within(|find| visit::visit_item(find, item));
    }

    fn visit_macro(&mut self, called: &'a Macro) {
        scan::names(called.tokens.clone(), &mut self.mentioned);
    }
}
