//! `let memory = calloc(1, 28); memory += 2;`: a step past the last chunk, where all numbers are literals.
//!
//! Follows the statements of one block from the allocation on, and gives up where the variable is used in a way
//! that could move it otherwise.

use std::collections::HashMap;

use syn::{
    BinOp, Block, Expr, Stmt,
    visit::{self, Visit},
};

use crate::{
    messages,
    model::{self, BindingId, Model, literal_integer},
    report::Errors,
    syntax::Body,
};

pub(super) fn check(body: &Body, model: &Model, errors: &mut Errors) {
    let mut check = Check { model, errors };
    match body {
        Body::Block(block) => check.visit_block(block),
        Body::Items(items) => items.iter().for_each(|item| check.visit_item(item)),
    }
}

struct Check<'m> {
    model: &'m Model,
    errors: &'m mut Errors,
}

impl<'a> Visit<'a> for Check<'_> {
    fn visit_block(&mut self, block: &'a Block) {
        let mut indices = HashMap::new();
        for statement in &block.stmts {
            match statement {
                Stmt::Local(local) => {
                    let pattern = match &local.pat {
                        syn::Pat::Type(typed) => &typed.pat,
                        pattern => pattern,
                    };
                    if let syn::Pat::Ident(name) = pattern
                        && let Some(id) = model::declared(name)
                        && let model::Origin::Allocation(allocation) = &self.model.get(id).origin
                        && let Some(chunks) = allocation.chunks().and_then(literal_integer)
                    {
                        indices.insert(id, (0, chunks));
                    }
                }
                Stmt::Expr(Expr::Binary(binary), _) if matches!(binary.op, BinOp::AddAssign(_)) => {
                    if let Some(id) = model::binding(&binary.left)
                        && let Some((index, _)) = indices.get_mut(&id)
                    {
                        match literal_integer(&binary.right) {
                            Some(by) => *index = u128::saturating_add(*index, by),
                            None => drop(indices.remove(&id)),
                        }
                    }
                }
                _ => forget_moved(statement, &mut indices),
            }
            self.report(statement, &mut indices);
        }
        visit::visit_block(self, block);
    }
}

impl Check<'_> {
    fn report(&mut self, statement: &Stmt, indices: &mut HashMap<BindingId, (u128, u128)>) {
        indices.retain(|_, (index, chunks)| {
            if index > chunks {
                self.errors
                    .on(statement, messages::not_enough_chunks(*index, *chunks));
            }
            index <= chunks
        });
    }
}

/// Forgets the variables that a statement may step, assign, or reallocate.
fn forget_moved(statement: &Stmt, indices: &mut HashMap<BindingId, (u128, u128)>) {
    struct Steps<'i>(&'i mut HashMap<BindingId, (u128, u128)>);

    impl<'a> Visit<'a> for Steps<'_> {
        fn visit_expr(&mut self, expression: &'a Expr) {
            let target = match expression {
                Expr::Assign(assign) => model::binding(&assign.left),
                Expr::Binary(binary) => model::binding(&binary.left)
                    .filter(|_| matches!(binary.op, BinOp::AddAssign(_) | BinOp::SubAssign(_))),
                Expr::Reference(reference) => model::binding(&reference.expr),
                Expr::Call(call) => call.args.first().and_then(model::binding),
                _ => None,
            };
            if let Some(id) = target {
                self.0.remove(&id);
            }
            visit::visit_expr(self, expression);
        }
    }

    Steps(indices).visit_stmt(statement);
}
