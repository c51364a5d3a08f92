//! Functions: each is a body of its own.

use syn::{Block, Expr, FnArg, Signature, Stmt, visit_mut::VisitMut};

use super::{Expander, Frame};

impl Expander<'_> {
    pub(super) fn function(&mut self, signature: &mut Signature, body: &mut Block) {
        let constant = signature.constness.is_some();
        let frame = if constant {
            Frame::constant()
        } else {
            Frame::function()
        };
        self.within(frame, |this| {
            this.parameters(signature);
            this.visit_block_mut(body);
        });
        body.stmts
            .insert(0, Stmt::Expr(Expr::Verbatim(self.imports()), None));
    }

    /// Visits a function's signature.
    pub(super) fn parameters(&mut self, signature: &mut Signature) {
        self.constant(|this| {
            this.visit_generics_mut(&mut signature.generics);
            this.visit_return_type_mut(&mut signature.output);
        });
        for input in &mut signature.inputs {
            if let FnArg::Typed(input) = input {
                self.visit_pat_mut(&mut input.pat);
                self.visit_type_mut(&mut input.ty);
            }
        }
    }
}
