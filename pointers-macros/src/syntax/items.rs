//! Whether a body is items, or a block whose value is its own.

use proc_macro2::{TokenStream, TokenTree};
use syn::{Attribute, Block, Item, ItemMacro, Macro, MacroDelimiter, Stmt, StmtMacro, Visibility};

use super::nested::is_standard_macro;
use crate::walk::{visit::Visit, visit_mut::VisitMut};

/// The first words of what stands in a macro that makes items.
const BEGINNINGS: [&str; 14] = [
    "const", "enum", "extern", "fn", "impl", "mod", "pub", "static", "struct", "trait", "type",
    "union", "unsafe", "use",
];

/// A body is either a block of statements, which is an expression, or items only.
pub(crate) enum Body {
    Block(Block),
    Items(Vec<Item>),
}

impl Body {
    /// Visits all that stands in it.
    pub(crate) fn visit<'a>(&'a self, visitor: &mut dyn Visit<'a>) {
        match self {
            Self::Block(block) => visitor.visit_block(block),
            Self::Items(items) => items.iter().for_each(|item| visitor.visit_item(item)),
        }
    }

    pub(crate) fn visit_mut(&mut self, visitor: &mut dyn VisitMut) {
        match self {
            Self::Block(block) => visitor.visit_block_mut(block),
            Self::Items(items) => items
                .iter_mut()
                .for_each(|item| visitor.visit_item_mut(item)),
        }
    }
}

/// What a block's statements are. Those of items only are items, wherever they stand.
///
/// Beside items, a macro such as `thread_local! { .. }` may be an item or a statement. It is taken for an item if it has
/// braces or begins like one, and as whatever the items around it are if these stand outside of functions.
///
/// `left_items` says that what was left out of the block, because it could not be parsed, was meant to be items.
pub(super) fn body(block: Block, left_items: bool) -> Body {
    let mut found = block
        .stmts
        .iter()
        .all(|statement| matches!(statement, Stmt::Item(_)));
    let mut outside = false;
    for statement in &block.stmts {
        if let Stmt::Item(item) = statement {
            // A `macro_rules!` may be for the statements after it.
            found |= !matches!(item, Item::Macro(_));
            outside |= stands_outside(item);
        }
    }
    let fits = |statement: &Stmt| match statement {
        Stmt::Item(_) => true,
        Stmt::Macro(call) => outside || makes_items(call),
        _ => false,
    };
    if block.stmts.is_empty() && !left_items || !found && !outside || !block.stmts.iter().all(fits)
    {
        return Body::Block(block);
    }
    let items = block
        .stmts
        .into_iter()
        .filter_map(|statement| match statement {
            Stmt::Item(item) => Some(item),
            Stmt::Macro(call) => Some(Item::Macro(ItemMacro {
                attrs: call.attrs,
                ident: None,
                mac: call.mac,
                semi_token: call.semi_token,
            })),
            _ => None,
        });
    Body::Items(items.collect())
}

fn makes_items(call: &StmtMacro) -> bool {
    let braces = matches!(call.mac.delimiter, MacroDelimiter::Brace(_));
    !is_standard_macro(&call.mac) && (braces || begins_item(&call.mac))
}

fn begins_item(call: &Macro) -> bool {
    match first(call.tokens.clone()) {
        Some(TokenTree::Ident(word)) => BEGINNINGS.iter().any(|beginning| word == beginning),
        _ => false,
    }
}

/// The first token after attributes.
fn first(tokens: TokenStream) -> Option<TokenTree> {
    let mut tokens = tokens.into_iter();
    loop {
        match tokens.next()? {
            TokenTree::Punct(pound) if pound.as_char() == '#' => tokens.next()?,
            token => return Some(token),
        };
    }
}

/// Whether nobody writes this within a function.
fn stands_outside(item: &Item) -> bool {
    let exported = |attributes: &[Attribute]| {
        attributes
            .iter()
            .any(|attribute| attribute.path().is_ident("macro_export"))
    };
    let visibility = match item {
        Item::Mod(_) => return true,
        Item::Macro(item) => return exported(&item.attrs),
        Item::Const(item) => &item.vis,
        Item::Enum(item) => &item.vis,
        Item::ExternCrate(item) => &item.vis,
        Item::Fn(item) => &item.vis,
        Item::Static(item) => &item.vis,
        Item::Struct(item) => &item.vis,
        Item::Trait(item) => &item.vis,
        Item::TraitAlias(item) => &item.vis,
        Item::Type(item) => &item.vis,
        Item::Union(item) => &item.vis,
        Item::Use(item) => &item.vis,
        _ => return false,
    };
    !matches!(visibility, Visibility::Inherited)
}
