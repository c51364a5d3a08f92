//! Whether `NULL` is a constant of the user's own: outside of constants its type says so, in them nothing of ours is asked.

use syn::{Ident, ItemConst, ItemStatic, UseName, UseRename};

use crate::syntax::Body;
use crate::walk::visit::{self, Visit};

/// Whether the body declares or imports a `NULL`.
pub(super) fn is_declared(body: &Body) -> bool {
    let mut declared = Declared(false);
    body.visit(&mut declared);
    declared.0
}

struct Declared(bool);

impl Declared {
    fn name(&mut self, name: &Ident) {
        self.0 |= name == "NULL";
    }
}

impl<'a> Visit<'a> for Declared {
    fn visit_item_const(&mut self, item: &'a ItemConst) {
        self.name(&item.ident);
        visit::visit_item_const(self, item);
    }

    fn visit_item_static(&mut self, item: &'a ItemStatic) {
        self.name(&item.ident);
        visit::visit_item_static(self, item);
    }

    fn visit_use_name(&mut self, import: &'a UseName) {
        self.name(&import.ident);
    }

    fn visit_use_rename(&mut self, import: &'a UseRename) {
        self.name(&import.rename);
    }
}
