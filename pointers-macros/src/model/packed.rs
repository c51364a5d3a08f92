//! Fields that only packed structures of the body have, which derive no `Fields`. The arm of a handle would refer to one, as Rust
//! allows of no such field, so that `base[i].field` stays Rust's where the source does not say that `base` is a handle.

use syn::{Attribute, Field, ItemStruct, Member, Meta, Path, Token, punctuated::Punctuated};

use crate::map::Set;
use crate::syntax::Body;
use crate::walk::visit::{self, Visit};

/// Their names.
#[derive(Default)]
pub(crate) struct Packed(Set<String>);

impl Packed {
    pub(super) fn of(body: &Body) -> Self {
        let mut found = Structures::default();
        match body {
            Body::Block(block) => found.visit_block(block),
            Body::Items(items) => items.iter().for_each(|item| found.visit_item(item)),
        }
        for name in found.others.into_all() {
            found.packed.remove(&name);
        }
        Packed(found.packed)
    }

    pub(crate) fn has(&self, member: &Member) -> bool {
        matches!(member, Member::Named(name) if self.0.contains(&name.to_string()))
    }
}

#[derive(Default)]
struct Structures {
    packed: Set<String>,
    others: Set<String>,
    is_packed: bool,
}

/// Whether an attribute is `#[name(.., word, ..)]`.
fn says(attribute: &Attribute, name: &str, word: &str) -> bool {
    let is_word = |path: &Path| path.segments.last().is_some_and(|last| last.ident == word);
    attribute.path().is_ident(name)
        && attribute
            .parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated)
            .is_ok_and(|words| words.iter().any(|said| is_word(said.path())))
}

impl<'a> Visit<'a> for Structures {
    fn visit_item_struct(&mut self, item: &'a ItemStruct) {
        let any = |name, word| item.attrs.iter().any(|given| says(given, name, word));
        self.is_packed = any("repr", "packed") && !any("derive", "Fields");
        visit::visit_item_struct(self, item);
        self.is_packed = false;
    }

    fn visit_field(&mut self, field: &'a Field) {
        let names = match self.is_packed {
            true => &mut self.packed,
            false => &mut self.others,
        };
        names.extend(field.ident.iter().map(ToString::to_string));
        visit::visit_field(self, field);
    }
}
