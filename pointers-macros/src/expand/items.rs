//! Functions: each is a body of its own.

use syn::{Block, Expr, FnArg, Receiver, Signature, Stmt, Type};

use super::{Expander, frame::Frame, leave, path};
use crate::walk::visit_mut::VisitMut;

pub(super) fn expand_function(ex: &mut Expander<'_>, signature: &mut Signature, body: &mut Block) {
    let constant = signature.constness.is_some();
    let frame = if constant {
        Frame::constant()
    } else {
        let receiver = signature.receiver();
        Frame::function(
            receiver.is_some_and(is_mutable),
            receiver.is_some_and(is_shared),
        )
    };
    leave::within(ex, frame, |ex| {
        parameters(ex, signature);
        if let Some(Stmt::Expr(value, None)) = body.stmts.last_mut()
            && !constant
            && path::is_null(ex, value)
        {
            *value = Expr::Verbatim(path::null_returned(value));
        }
        ex.visit_block_mut(body);
    });
    body.stmts
        .insert(0, Stmt::Expr(Expr::Verbatim(ex.imports()), None));
}

/// `mut self`, `&mut self`, `self: &mut Self`.
fn is_mutable(receiver: &Receiver) -> bool {
    receiver.mutability.is_some()
        || matches!(&*receiver.ty, Type::Reference(reference) if reference.mutability.is_some())
}

/// `&self`.
fn is_shared(receiver: &Receiver) -> bool {
    receiver.reference.is_some() && receiver.mutability.is_none()
}

/// Visits a function's signature.
pub(super) fn parameters(ex: &mut Expander<'_>, signature: &mut Signature) {
    leave::constant(ex, |ex| {
        ex.visit_generics_mut(&mut signature.generics);
        ex.visit_return_type_mut(&mut signature.output);
    });
    for input in &mut signature.inputs {
        if let FnArg::Typed(input) = input {
            ex.visit_pat_mut(&mut input.pat);
            ex.visit_type_mut(&mut input.ty);
        }
    }
}
