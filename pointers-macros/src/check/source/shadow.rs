//! Names that the body gives a meaning of its own: `fn free(..)`, `use mine::free`. Where such a name is a variable's the
//! model knows it.

use syn::{ItemFn, ItemUse, UseTree};

use crate::map::Set;
use crate::syntax::{Body, imported};
use crate::walk::visit::{self, Visit};

/// All names of functions and imports in `body`, wherever in it they are declared.
pub(crate) fn names(body: &Body) -> Set<String> {
    let mut shadow = Shadow(Set::new());
    body.visit(&mut shadow);
    shadow.0
}

struct Shadow(Set<String>);

impl Shadow {
    fn add(&mut self, name: &syn::Ident) {
        self.0.insert(name.to_string());
    }
}

impl<'a> Visit<'a> for Shadow {
    fn visit_item_fn(&mut self, function: &'a ItemFn) {
        self.add(&function.sig.ident);
        visit::visit_item_fn(self, function);
    }

    fn visit_item_use(&mut self, item: &'a ItemUse) {
        match &item.tree {
            UseTree::Path(path) if path.ident == "pointers" => {}
            tree => imported(tree, &mut |name| {
                name.into_iter().for_each(|name| self.add(name))
            }),
        }
    }
}
