//! What is only compiled under a condition, and may so not be there.

use syn::{Attribute, Expr, Item};

use crate::syntax::{begins_with, is_conditional_expression};

/// The attributes of an item that may hold functions.
pub(crate) fn item_attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        _ => &[],
    }
}

/// Whether a statement is only compiled under a condition, which syn leaves on the part that it begins with.
pub(crate) fn is_conditional(statement: &Expr) -> bool {
    is_conditional_expression(statement) || begins_with(statement).is_some_and(is_conditional)
}
