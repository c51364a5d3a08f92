//! Functions, and the items that hold them: each is followed by itself.

use syn::{Block, Expr, ImplItemFn, Item, ItemFn, Signature, TraitItemFn, Type};

use super::{
    Check, conditional, constants, context::Follow, exits, handles, lattice::Number, outcome::Exits,
};
use crate::syntax::is_conditional;
use crate::walk::visit::{self, Visit};

/// Follows a function. Gives how it ends.
pub(super) fn function<'a>(
    cx: &mut Check<'a, '_>,
    signature: &'a Signature,
    owner: Option<&'a Type>,
    body: &'a Block,
    numbers: &[Option<Number<'a>>],
) -> Exits<'a> {
    let plain_calls = std::mem::take(&mut cx.plain_calls);
    let owner = std::mem::replace(&mut cx.owner, owner);
    let mut exits = Exits::default();
    cx.apart(&mut |cx| {
        exits::declare(cx, signature, cx.owner, body, numbers);
        let scope = constants::enter_generics(cx, &signature.generics);
        self::body(cx, body);
        constants::leave(cx, scope);
        exits = cx.exits.take().unwrap_or_default();
    });
    cx.owner = owner;
    cx.plain_calls = plain_calls;
    exits
}

/// A body whose value is returned.
pub(super) fn body<'a>(cx: &mut Check<'a, '_>, body: &'a Block) {
    let value = cx.block(body);
    exits::returns(cx, value);
    handles::escape(cx, value);
}

impl<'a> Visit<'a> for Check<'a, '_> {
    fn visit_item_fn(&mut self, function: &'a ItemFn) {
        self::function(self, &function.sig, None, &function.block, &[]);
    }

    fn visit_impl_item_fn(&mut self, function: &'a ImplItemFn) {
        if !is_conditional(&function.attrs) {
            self::function(self, &function.sig, self.owner, &function.block, &[]);
        }
    }

    fn visit_trait_item_fn(&mut self, function: &'a TraitItemFn) {
        if let Some(body) = &function.default
            && !is_conditional(&function.attrs)
        {
            self::function(self, &function.sig, None, body, &[]);
        }
    }

    fn visit_item(&mut self, item: &'a Item) {
        if is_conditional(conditional::item_attributes(item)) {
            return;
        }
        let owner = self.owner;
        let scope = match item {
            Item::Mod(syn::ItemMod {
                content: Some((_, items)),
                ..
            }) => {
                self.modules += 1;
                constants::enter_module(self, items)
            }
            Item::Impl(item) => {
                self.owner = Some(&item.self_ty);
                constants::enter_generics(self, &item.generics)
            }
            _ => return visit::visit_item(self, item),
        };
        visit::visit_item(self, item);
        constants::leave(self, scope);
        self.modules -= usize::from(matches!(item, Item::Mod(_)));
        self.owner = owner;
    }

    /// A constant allocates nothing.
    fn visit_expr(&mut self, _: &'a Expr) {}
}
