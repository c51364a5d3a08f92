//! What the names of items stand for.

use syn::UseTree;

use super::lattice::Value;
use crate::syntax::imported;

/// The names of items in the scopes around, the innermost last.
#[derive(Clone, Default)]
pub(crate) struct Constants<'a>(Vec<(Name, Option<Value<'a>>)>);

#[derive(Clone, PartialEq)]
enum Name {
    Is(String),
    /// `use other::*`, or a macro, which may declare any name.
    Any,
}

impl<'a> Constants<'a> {
    /// The number that a name stands for.
    pub(crate) fn get(&self, name: &str) -> Option<Value<'a>> {
        let found = self.0.iter().rev().find(|(known, _)| match known {
            Name::Is(known) => known == name,
            Name::Any => true,
        });
        found.and_then(|(_, value)| *value)
    }

    /// What the name that was declared there stands for.
    pub(crate) fn at(&self, place: usize) -> Option<Value<'a>> {
        self.0.get(place).and_then(|(_, value)| *value)
    }

    pub(crate) fn set_at(&mut self, place: usize, to: Option<Value<'a>>) {
        if let Some((_, value)) = self.0.get_mut(place) {
            *value = to;
        }
    }

    /// How many names are declared: where the next one stands.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Only so many names stay.
    pub(crate) fn truncate(&mut self, len: usize) {
        self.0.truncate(len);
    }

    /// Any name may stand for something else from here on.
    pub(crate) fn hide_all(&mut self) {
        self.0.push((Name::Any, None));
    }

    /// A name stands for something that is not known.
    pub(crate) fn hide(&mut self, name: &syn::Ident) {
        self.0.push((Name::Is(name.to_string()), None));
    }

    /// The names that a `use` brings.
    pub(crate) fn import(&mut self, tree: &UseTree) {
        imported(tree, &mut |name| {
            name.into_iter().for_each(|name| self.hide(name))
        });
    }
}
