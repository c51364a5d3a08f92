//! Names that the body gives a meaning of its own: `fn free(..)`, `use mine::free`. Where such a name is a variable's the
//! model knows it.

use syn::{ItemFn, ItemUse, UseTree};

use crate::map::Set;
use crate::syntax::Body;
use crate::walk::visit::{self, Visit};

/// All names of functions and imports in `body`, wherever in it they are declared.
pub(in crate::check) fn names(body: &Body) -> Set<String> {
    let mut shadow = Shadow(Set::new());
    match body {
        Body::Block(block) => shadow.visit_block(block),
        Body::Items(items) => items.iter().for_each(|item| shadow.visit_item(item)),
    }
    shadow.0
}

struct Shadow(Set<String>);

impl Shadow {
    fn add(&mut self, name: &syn::Ident) {
        self.0.insert(name.to_string());
    }

    fn imported(&mut self, tree: &UseTree) {
        match tree {
            UseTree::Path(path) => self.imported(&path.tree),
            UseTree::Name(name) => self.add(&name.ident),
            UseTree::Rename(rename) => self.add(&rename.rename),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.imported(tree)),
            UseTree::Glob(_) => {}
        }
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
            tree => self.imported(tree),
        }
    }
}
