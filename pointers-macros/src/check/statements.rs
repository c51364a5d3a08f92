//! Statements, one by one.

use syn::{Block, Expr, Local, Pat, Stmt};

use super::{
    Check, alias, calls, conditional, constants, context::Follow, declare, frames, lattice::Value,
    leaks, variables,
};
use crate::{
    syntax::{self, untyped},
    walk::visit::Visit,
};

/// Follows a block, and gives its value.
pub(super) fn follow<'a>(cx: &mut Check<'a, '_>, block: &'a Block) -> Value<'a> {
    let depth = cx.scope.len();
    let scope = constants::enter_block(cx, block);
    let mut value = Value::Unknown;
    for (at, statement) in block.stmts.iter().enumerate() {
        match statement {
            Stmt::Local(local) => follow_local(cx, local),
            // Functions have summaries of their own.
            Stmt::Item(_) if cx.quiet > 0 => {}
            Stmt::Item(item) => cx.visit_item(item),
            Stmt::Expr(expression, None)
                if at + 1 == block.stmts.len() && !conditional::is_conditional(expression) =>
            {
                value = cx.eval(expression)
            }
            Stmt::Expr(expression, _) if conditional::is_conditional(expression) => {
                cx.configured(|cx| alias::consume(cx, expression));
            }
            Stmt::Expr(expression, _) => {
                let value = cx.eval(expression);
                leaks::dropped(cx, value);
            }
            Stmt::Macro(call) => calls::unknown_macro(cx, &call.mac),
        }
    }
    constants::leave(cx, scope);
    frames::leave(cx, depth, value);
    value
}

fn follow_local<'a>(cx: &mut Check<'a, '_>, local: &'a Local) {
    if syntax::is_conditional(&local.attrs) {
        if let Some(init) = &local.init {
            cx.configured(|cx| alias::consume(cx, &init.expr));
        }
        return variables::declare_unknown(cx, &local.pat);
    }
    if syntax::borrows_mutably(&local.pat)
        && let Some(init) = &local.init
    {
        variables::share(cx, &init.expr);
    }
    let Some(init) = &local.init else {
        return declare::declare(cx, &local.pat, Value::Unset);
    };
    match (untyped(&local.pat), &*init.expr) {
        (Pat::Tuple(names), Expr::Tuple(values))
            if names.elems.len() == values.elems.len()
                && !names.elems.iter().any(|name| matches!(name, Pat::Rest(_))) =>
        {
            let values: Vec<_> = values
                .elems
                .iter()
                .map(|value| alias::alias(cx, value))
                .collect();
            for (name, value) in names.elems.iter().zip(values) {
                declare::declare(cx, name, value);
            }
        }
        (_, value) => {
            let value = declare::initial(cx, &local.pat, value);
            if let Some((_, diverge)) = &init.diverge {
                let otherwise = cx.state.clone();
                cx.branch(|cx| alias::consume(cx, diverge));
                cx.state = otherwise;
            }
            declare::declare(cx, &local.pat, value);
        }
    }
}
