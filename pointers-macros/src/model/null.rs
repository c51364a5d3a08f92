//! Where `NULL` is the body's own, which then means what it means to Rust. Of one from around the body the type says whether it is
//! ours.

use proc_macro2::Span;
use syn::{
    Block, ExprClosure, ExprForLoop, ExprPath, ImplItemFn, Item, ItemFn, ItemMod, Pat, Signature,
    Stmt, UseTree,
};

use crate::syntax::{Body, marker};
use crate::walk::visit_mut::{self, VisitMut};

/// Marks each `NULL` that the body declares, or imports from elsewhere than ours.
pub(super) fn mark(body: &mut Body) {
    let own = match body {
        Body::Items(items) => items.iter().any(declares),
        Body::Block(_) => false,
    };
    body.visit_mut(&mut Marks { own });
}

struct Marks {
    /// Whether one is in scope.
    own: bool,
}

impl Marks {
    /// What `visit` does not declare for what comes after it.
    fn scope(&mut self, own: bool, visit: impl FnOnce(&mut Self)) {
        let around = self.own;
        self.own |= own;
        visit(self);
        self.own = around;
    }
}

fn declares(item: &Item) -> bool {
    match item {
        Item::Const(item) => item.ident == "NULL",
        Item::Static(item) => item.ident == "NULL",
        Item::Use(item) => match &item.tree {
            UseTree::Path(path) if path.ident == "pointers" => false,
            tree => imports(tree),
        },
        _ => false,
    }
}

fn imports(tree: &UseTree) -> bool {
    match tree {
        UseTree::Path(path) => imports(&path.tree),
        UseTree::Name(name) => name.ident == "NULL",
        UseTree::Rename(renamed) => renamed.rename == "NULL",
        UseTree::Group(group) => group.items.iter().any(imports),
        UseTree::Glob(_) => false,
    }
}

/// Whether a whole pattern that has to match is the name: a constant would not.
fn is_variable(pattern: &Pat) -> bool {
    match pattern {
        Pat::Ident(variable) => variable.ident == "NULL",
        Pat::Type(typed) => is_variable(&typed.pat),
        _ => false,
    }
}

fn is_parameter(signature: &Signature) -> bool {
    signature.inputs.iter().any(|input| match input {
        syn::FnArg::Typed(parameter) => is_variable(&parameter.pat),
        syn::FnArg::Receiver(_) => false,
    })
}

impl VisitMut for Marks {
    fn visit_block_mut(&mut self, block: &mut Block) {
        let declared = block.stmts.iter().any(|statement| match statement {
            Stmt::Item(item) => declares(item),
            _ => false,
        });
        self.scope(declared, |marks| {
            for statement in &mut block.stmts {
                marks.visit_stmt_mut(statement);
                marks.own |= matches!(statement, Stmt::Local(local) if is_variable(&local.pat));
            }
        });
    }

    fn visit_item_mut(&mut self, item: &mut Item) {
        let declared = match item {
            Item::Mod(ItemMod {
                content: Some((_, items)),
                ..
            }) => items.iter().any(declares),
            _ => false,
        };
        self.scope(declared, |marks| visit_mut::visit_item_mut(marks, item));
    }

    fn visit_item_fn_mut(&mut self, function: &mut ItemFn) {
        self.scope(is_parameter(&function.sig), |marks| {
            visit_mut::visit_item_fn_mut(marks, function);
        });
    }

    fn visit_impl_item_fn_mut(&mut self, function: &mut ImplItemFn) {
        self.scope(is_parameter(&function.sig), |marks| {
            visit_mut::visit_impl_item_fn_mut(marks, function);
        });
    }

    fn visit_expr_closure_mut(&mut self, closure: &mut ExprClosure) {
        self.scope(closure.inputs.iter().any(is_variable), |marks| {
            visit_mut::visit_expr_closure_mut(marks, closure);
        });
    }

    fn visit_expr_for_loop_mut(&mut self, repeated: &mut ExprForLoop) {
        self.visit_expr_mut(&mut repeated.expr);
        self.scope(is_variable(&repeated.pat), |marks| {
            marks.visit_block_mut(&mut repeated.body);
        });
    }

    fn visit_expr_path_mut(&mut self, path: &mut ExprPath) {
        if self.own && path.qself.is_none() && path.path.is_ident("NULL") {
            path.attrs
                .push(marker::attribute(marker::LOCAL, Span::call_site()));
        }
        visit_mut::visit_expr_path_mut(self, path);
    }
}
