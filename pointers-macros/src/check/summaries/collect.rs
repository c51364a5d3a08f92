//! Finds the functions and the structures of a body.

use syn::{
    Attribute, Block, ImplItem, ItemFn, ItemImpl, ItemMod, ItemStruct, ItemUse, Macro, Signature,
    UseTree,
};

use crate::check::{
    arena::Arena,
    functions::{Function, Functions},
    peeled, std_cell,
};
use crate::syntax::{Body, each_name, imported, is_conditional};
use crate::walk::visit::{self, Visit};

/// Finds the functions of a body, and the structures.
pub(crate) struct CollectFunctions<'a, 'f> {
    pub(crate) functions: &'f mut Functions<'a>,
    pub(crate) arena: &'f Arena<'a>,
    pub(crate) imported: Vec<String>,
    /// How many blocks are around, and whether one of them imports all names of a module, which may be those of functions
    /// that are declared around it.
    pub(crate) blocks: usize,
    pub(crate) glob: bool,
    /// The body is one of items: what is declared in it can be named outside of it.
    pub(crate) open: bool,
}

impl<'a> CollectFunctions<'a, '_> {
    pub(crate) fn add(
        &mut self,
        signature: &'a Signature,
        body: &'a Block,
        around: Option<&'a ItemImpl>,
    ) -> usize {
        self.functions.all.push(Function {
            signature,
            body,
            owner: around.map(|item| &*item.self_ty),
            generics: around.map(|item| &item.generics),
            outermost: self.blocks == 0,
            alone: false,
            summary: None,
            numbered: Vec::new(),
        });
        self.functions.all.len() - 1
    }

    pub(crate) fn import(&mut self, tree: &UseTree) {
        imported(tree, &mut |name| match name {
            Some(name) => self.imported.push(name.to_string()),
            None => self.glob |= self.blocks > 0,
        });
    }
}

/// Whether a function is what it looks like: it runs when it is called, and nothing rewrites it.
pub(crate) fn is_plain(signature: &Signature, attributes: &[Attribute]) -> bool {
    const KNOWN: [&str; 12] = [
        "allow",
        "cold",
        "deny",
        "deprecated",
        "doc",
        "expect",
        "forbid",
        "inline",
        "must_use",
        "track_caller",
        "warn",
        "no_mangle",
    ];
    signature.asyncness.is_none()
        && signature.variadic.is_none()
        && attributes.iter().all(|attribute| {
            let path = attribute.path();
            path.segments
                .first()
                .is_some_and(|first| first.ident == "clippy")
                || KNOWN.iter().any(|known| path.is_ident(known))
        })
}

impl<'a> Visit<'a> for CollectFunctions<'a, '_> {
    fn visit_item_fn(&mut self, function: &'a ItemFn) {
        let name = function.sig.ident.to_string();
        let known = if is_plain(&function.sig, &function.attrs) {
            Some(self.add(&function.sig, &function.block, None))
        } else {
            None
        };
        match self.functions.names.get_mut(&name) {
            Some(other) => *other = None,
            None => _ = self.functions.names.insert(name, known),
        }
        visit::visit_item_fn(self, function);
    }

    fn visit_item_impl(&mut self, item: &'a ItemImpl) {
        let Some(owner) = peeled::name_of(&item.self_ty).map(ToString::to_string) else {
            return;
        };
        let is_drop = |path: &syn::Path| {
            path.segments
                .last()
                .is_some_and(|last| last.ident == "Drop")
        };
        if item
            .trait_
            .as_ref()
            .is_some_and(|(_, path, _)| is_drop(path))
        {
            self.arena.declare_drop(&owner);
        }
        if is_conditional(&item.attrs) {
            return;
        }
        for method in &item.items {
            let ImplItem::Fn(method) = method else {
                continue;
            };
            let plain = item.trait_.is_none() && is_plain(&method.sig, &method.attrs);
            let known = plain.then(|| self.add(&method.sig, &method.block, Some(item)));
            let name = (owner.clone(), method.sig.ident.to_string());
            match self.functions.methods.get_mut(&name) {
                Some(other) => *other = None,
                None => _ = self.functions.methods.insert(name, known),
            }
            self.visit_block(&method.block);
        }
    }

    fn visit_item_struct(&mut self, item: &'a ItemStruct) {
        let structure = item.ident.to_string();
        for (at, field) in item.fields.iter().enumerate() {
            let name = field
                .ident
                .as_ref()
                .map_or_else(|| at.to_string(), ToString::to_string);
            if item.generics.params.is_empty() {
                self.arena.declare_field(&structure, &name, &field.ty);
            }
        }
        self.arena.declare_structure(&structure);
        // Where other code can name it, that may have a `Drop` for it; but what is `Copy` has none.
        if self.open && self.blocks == 0 && !is_copy(&item.attrs) {
            self.arena.declare_drop(&structure);
        }
    }

    /// A macro of the user's makes what it likes of a structure that it is given.
    fn visit_macro(&mut self, called: &'a Macro) {
        each_name(called.tokens.clone(), &mut |name| {
            self.arena.declare_drop(&name.to_string())
        });
    }

    fn visit_item_use(&mut self, item: &'a ItemUse) {
        self.functions.has_cells |= self.blocks == 0 && std_cell::is_imported(item);
        let known = ["pointers", "std", "core"];
        match &item.tree {
            UseTree::Path(path) if known.iter().any(|known| path.ident == known) => {}
            tree => self.import(tree),
        }
    }

    fn visit_block(&mut self, block: &'a Block) {
        self.blocks += 1;
        visit::visit_block(self, block);
        self.blocks -= 1;
    }

    /// Its names are others.
    fn visit_item_mod(&mut self, _: &'a ItemMod) {}
}

/// Whether `Copy` is derived.
fn is_copy(attributes: &[Attribute]) -> bool {
    let mut found = false;
    for attribute in attributes {
        if attribute.path().is_ident("derive") {
            // A derive that cannot be read is the compiler's to report.
            let _ = attribute.parse_nested_meta(|derived| {
                let last = derived.path.segments.last();
                found |= last.is_some_and(|last| last.ident == "Copy");
                Ok(())
            });
        }
    }
    found
}

pub(crate) fn collect<'a>(body: &'a Body, arena: &Arena<'a>) -> Functions<'a> {
    let mut functions = Functions::default();
    let mut collect = CollectFunctions {
        functions: &mut functions,
        arena,
        imported: Vec::new(),
        blocks: 0,
        glob: false,
        open: matches!(body, Body::Items(_)),
    };
    match body {
        Body::Block(block) => visit::visit_block(&mut collect, block),
        Body::Items(items) => items.iter().for_each(|item| collect.visit_item(item)),
    }
    let (imported, glob) = (collect.imported, collect.glob);
    for name in imported {
        arena.declare_ambiguous(&name);
        functions.has_cells &= name != "Cell";
        functions.names.remove(&name);
    }
    if glob {
        functions.names.clear();
    }
    functions
}
