//! How the function that is followed begins and ends: its parameters, what it returns, where it may end without a value.

use syn::{Block, Expr, FnArg, Pat, ReturnType, Signature, Stmt, Type};

use crate::check::{
    Check,
    arena::{Arena, Composite},
    declare, handles,
    lattice::{Handle, Number, Value},
    outcome::{Exits, Parameter},
    state::join,
    variables, wholes,
};
use crate::map::Set;
use crate::{
    model::{self, Kind, kind_of_type},
    syntax::{peel_parens, try_except, type_argument, untyped},
};

/// Declares the parameters of a function.
pub(crate) fn declare<'a>(
    cx: &mut Check<'a, '_>,
    signature: &'a Signature,
    owner: Option<&'a Type>,
    body: &'a Block,
    numbers: &[Option<Number<'a>>],
) {
    let roots = match cx.functions.roots.get(&std::ptr::from_ref(signature)) {
        Some(roots) => roots.clone(),
        None => {
            let inputs = signature.inputs.iter();
            let roots: Vec<_> = inputs
                .map(|input| parameter(&cx.arena, input, owner))
                .collect();
            cx.functions.roots.insert(signature, roots.clone());
            roots
        }
    };
    let returned = match &signature.output {
        ReturnType::Type(_, ty) => Some(&**ty),
        ReturnType::Default => None,
    };
    for (at, (input, root)) in signature.inputs.iter().zip(&roots).enumerate() {
        let number = numbers.get(at).copied().flatten();
        match input {
            FnArg::Receiver(_) => {
                cx.receiver = Some(cx.scope.len());
                cx.scope.push("self".to_owned());
                if let Some(state) = &mut cx.state {
                    state.variables.push(root.value);
                }
            }
            FnArg::Typed(input) => match root.name {
                Some(_) => {
                    let value = number.map_or(root.value, Value::Number);
                    declare::declare(cx, &input.pat, value);
                }
                None => variables::declare_unknown(cx, &input.pat),
            },
        }
    }
    tails(body, &mut cx.tails);
    cx.exits = Some(Exits {
        depth: cx.scope.len(),
        parameters: roots,
        returned,
        ..Exits::default()
    });
}

pub(crate) fn parameter<'a>(
    arena: &Arena<'a>,
    input: &'a FnArg,
    owner: Option<&'a Type>,
) -> Parameter<'a> {
    let given = |ty: Option<&'a Type>, reference| {
        Value::Handle(Handle {
            block: arena.parameter(ty),
            offset: Some(0),
            reference,
        })
    };
    match input {
        FnArg::Receiver(receiver) if receiver.colon_token.is_none() => Parameter {
            name: None,
            value: given(owner, receiver.reference.is_some()),
            mutable: receiver.reference.is_some() && receiver.mutability.is_some(),
            ty: None,
        },
        FnArg::Typed(input) => {
            let name = match untyped(&input.pat) {
                Pat::Ident(name) if name.subpat.is_none() && name.by_ref.is_none() => {
                    model::declared(name).map(|_| &name.ident)
                }
                _ => None,
            };
            let ty = &*input.ty;
            let followed = name.is_some() && kind_of_type(ty) != Kind::Plain;
            Parameter {
                name,
                value: if followed {
                    given(Some(ty), matches!(ty, Type::Reference(_)))
                } else {
                    Value::Unknown
                },
                mutable: matches!(ty, Type::Reference(reference) if reference.mutability.is_some()),
                ty: Some(ty),
            }
        }
        FnArg::Receiver(_) => Parameter {
            name: None,
            value: Value::Unknown,
            mutable: true,
            ty: None,
        },
    }
}

/// The `T` of `Result<T>`.
pub(crate) fn within(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = ty else { return None };
    type_argument(path.path.segments.last()?)
}

/// The function returns a value here.
pub(crate) fn returns<'a>(cx: &mut Check<'a, '_>, value: Value<'a>) {
    let shape = wholes::shape(cx, value);
    if let Some(ty) = cx.exits.as_ref().and_then(|exits| exits.returned) {
        let (value, ty) = match shape {
            Some(Composite::Ok | Composite::Some) => (wholes::unwrapped(cx, value), within(ty)),
            _ => (value, Some(ty)),
        };
        handles::declared(cx, value, ty);
    }
    let (Some(exits), Some(state)) = (&mut cx.exits, &cx.state) else {
        return;
    };
    let mut state = state.clone();
    state.variables.truncate(exits.depth);
    if matches!(shape, Some(Composite::Err | Composite::None)) {
        exits.failed = true;
        exits.others = join(exits.others.take(), Some(state));
        return;
    }
    exits.unclear |= !matches!(shape, Some(Composite::Ok | Composite::Some));
    exits.normal = Some(match exits.normal.take() {
        Some((first, other)) => {
            let mut joined = first.join(&state);
            let value = joined.join_values(other, value);
            (joined, value)
        }
        None => (state, value),
    });
}

/// The function may end here without a value: by an error, or together with the program.
pub(crate) fn may_end(cx: &mut Check<'_, '_>, failed: bool) {
    if let (Some(exits), Some(state)) = (&mut cx.exits, &cx.state) {
        let mut state = state.clone();
        state.variables.truncate(exits.depth);
        exits.failed |= failed;
        exits.others = join(exits.others.take(), Some(state));
    }
}

/// The calls whose value a function returns as it is: `helper(p)` at the end, and after `return`.
pub(crate) fn tails(body: &Block, found: &mut Set<*const Expr>) {
    if let Some(Stmt::Expr(last, None)) = body.stmts.last() {
        tail(last, found);
    }
}

pub(crate) fn tail(expression: &Expr, found: &mut Set<*const Expr>) {
    let expression = peel_parens(expression);
    match expression {
        Expr::Call(_) | Expr::MethodCall(_) => {
            found.insert(expression);
        }
        Expr::Block(block) if block.label.is_none() => tails(&block.block, found),
        Expr::If(branches) => {
            tails(&branches.then_branch, found);
            if let Some((_, otherwise)) = &branches.else_branch {
                tail(otherwise, found);
            }
        }
        Expr::Match(matched) if try_except(matched).is_none() => {
            matched.arms.iter().for_each(|arm| tail(&arm.body, found));
        }
        _ => {}
    }
}

/// Whether the value of a call is that of the function.
pub(crate) fn is_tail(cx: &Check<'_, '_>, call: &Expr) -> bool {
    cx.exits.is_some() && cx.tails.contains(&std::ptr::from_ref(call))
}

/// The function may return here in a way that is not seen.
pub(crate) fn may_return(cx: &mut Check<'_, '_>) {
    may_end(cx, true);
    returns(cx, Value::Unknown);
}

/// How many variables are in scope around the body of the function: those that are there when it has returned.
pub(crate) fn depth(cx: &Check<'_, '_>) -> usize {
    cx.exits.as_ref().map_or(cx.function, |exits| exits.depth)
}
