//! The `const` items of the body, and its statics of numbers, by the scopes that they stand in.

use syn::{Block, Expr, GenericParam, Generics, Item, ItemUse, StaticMutability, Stmt, UseTree};

use super::{Check, constant, context::Follow, lattice::Value};
use crate::syntax::{imported, is_conditional};

/// How much of [`Constants`](super::names::Constants) belongs to the scopes around.
pub(super) struct Scope(usize);

pub(super) fn leave(cx: &mut Check<'_, '_>, scope: Scope) {
    cx.constants.truncate(scope.0);
}

/// The items of a block are known in all of it.
pub(super) fn enter_block<'a>(cx: &mut Check<'a, '_>, block: &'a Block) -> Scope {
    let scope = Scope(cx.constants.len());
    if block
        .stmts
        .iter()
        .any(|statement| matches!(statement, Stmt::Macro(_)))
    {
        cx.constants.hide_all();
    }
    let items = block.stmts.iter().filter_map(|statement| match statement {
        Stmt::Item(item) => Some(item),
        _ => None,
    });
    declare(cx, items);
    scope
}

pub(super) fn enter_items<'a>(cx: &mut Check<'a, '_>, items: &'a [Item]) -> Scope {
    let scope = Scope(cx.constants.len());
    declare(cx, items.iter());
    scope
}

/// In a module nothing of what is around it is known.
pub(super) fn enter_module<'a>(cx: &mut Check<'a, '_>, items: &'a [Item]) -> Scope {
    let scope = Scope(cx.constants.len());
    cx.constants.hide_all();
    declare(cx, items.iter());
    scope
}

/// `<const N: usize>` is no constant that is known.
pub(super) fn enter_generics(cx: &mut Check<'_, '_>, generics: &Generics) -> Scope {
    let scope = Scope(cx.constants.len());
    for parameter in &generics.params {
        if let GenericParam::Const(parameter) = parameter {
            cx.constants.hide(&parameter.ident);
        }
    }
    scope
}

fn declare<'a>(cx: &mut Check<'a, '_>, items: impl Iterator<Item = &'a Item> + Clone) {
    if items.clone().any(declares_any) {
        cx.constants.hide_all();
    }
    let mut known: Vec<(usize, &'a Expr)> = Vec::new();
    for item in items {
        match item {
            Item::Const(item) => {
                if !is_conditional(&item.attrs) {
                    known.push((cx.constants.len(), &item.expr));
                }
                cx.constants.hide(&item.ident);
            }
            Item::Static(item) => {
                // What it holds is the same everywhere, unless it can be assigned; a number is all that is taken of it.
                let fixed = matches!(item.mutability, StaticMutability::None);
                if fixed && constant::is_number(&item.ty) && !is_conditional(&item.attrs) {
                    known.push((cx.constants.len(), &item.expr));
                }
                cx.constants.hide(&item.ident);
            }
            Item::Fn(item) => cx.constants.hide(&item.sig.ident),
            Item::Struct(item) => cx.constants.hide(&item.ident),
            Item::Use(item) => cx.constants.import(&item.tree),
            _ => {}
        }
    }
    // One may be made of those behind it.
    for _ in 0..2 {
        for (place, value) in &known {
            if cx.constants.at(*place).is_none() {
                let mut made = Value::Unknown;
                cx.apart(&mut |cx| made = cx.eval(value));
                let known = matches!(made, Value::Number(_) | Value::Sizes(..));
                cx.constants.set_at(*place, known.then_some(made));
            }
        }
    }
}

fn declares_any(item: &Item) -> bool {
    match item {
        Item::Use(ItemUse { tree, .. }) => {
            let mut is_glob = false;
            imported(tree, &mut |name| is_glob |= name.is_none());
            is_glob && !matches!(tree, UseTree::Path(path) if path.ident == "pointers")
        }
        Item::Macro(item) => item.ident.is_none(),
        _ => false,
    }
}
