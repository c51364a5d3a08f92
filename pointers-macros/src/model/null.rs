//! Whether the body has a `NULL` of its own, which then means what it means to Rust. Of one from around the body the type says
//! whether it is ours.

use syn::{
    ExprClosure, ExprForLoop, FnArg, Ident, ItemConst, ItemStatic, ItemUse, Local, Pat, UseName,
    UseRename, UseTree,
};

use crate::syntax::Body;
use crate::walk::visit::{self, Visit};

/// Whether the body declares a `NULL`, or imports another than ours.
pub(super) fn is_declared(body: &Body) -> bool {
    let mut declared = FindNull(false);
    body.visit(&mut declared);
    declared.0
}

struct FindNull(bool);

impl FindNull {
    fn name(&mut self, name: &Ident) {
        self.0 |= name == "NULL";
    }

    /// A whole pattern that has to match: a constant would not.
    fn variable(&mut self, pattern: &Pat) {
        match pattern {
            Pat::Ident(variable) => self.name(&variable.ident),
            Pat::Type(typed) => self.variable(&typed.pat),
            _ => {}
        }
    }
}

impl<'a> Visit<'a> for FindNull {
    fn visit_item_const(&mut self, item: &'a ItemConst) {
        self.name(&item.ident);
        visit::visit_item_const(self, item);
    }

    fn visit_item_static(&mut self, item: &'a ItemStatic) {
        self.name(&item.ident);
        visit::visit_item_static(self, item);
    }

    fn visit_item_use(&mut self, import: &'a ItemUse) {
        match &import.tree {
            UseTree::Path(path) if path.ident == "pointers" => {}
            _ => visit::visit_item_use(self, import),
        }
    }

    fn visit_fn_arg(&mut self, parameter: &'a FnArg) {
        if let FnArg::Typed(parameter) = parameter {
            self.variable(&parameter.pat);
        }
        visit::visit_fn_arg(self, parameter);
    }

    fn visit_expr_closure(&mut self, closure: &'a ExprClosure) {
        closure.inputs.iter().for_each(|input| self.variable(input));
        visit::visit_expr_closure(self, closure);
    }

    fn visit_expr_for_loop(&mut self, repeated: &'a ExprForLoop) {
        self.variable(&repeated.pat);
        visit::visit_expr_for_loop(self, repeated);
    }

    fn visit_local(&mut self, local: &'a Local) {
        self.variable(&local.pat);
        visit::visit_local(self, local);
    }

    fn visit_use_name(&mut self, import: &'a UseName) {
        self.name(&import.ident);
    }

    fn visit_use_rename(&mut self, import: &'a UseRename) {
        self.name(&import.rename);
    }
}
