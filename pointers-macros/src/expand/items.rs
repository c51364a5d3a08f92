//! Functions: each is a body of its own.

use syn::{Block, Expr, FnArg, Signature, Stmt, visit_mut::VisitMut};

use super::{Expander, Frame};

impl Expander<'_> {
    pub(super) fn function(&mut self, signature: &mut Signature, body: &mut Block) {
        let constant = signature.constness.is_some();
        let frame = if constant {
            Frame::constant()
        } else {
            Frame::function(false)
        };
        self.within(frame, |this| {
            for input in &mut signature.inputs {
                if let FnArg::Typed(input) = input {
                    this.visit_pat_mut(&mut input.pat);
                }
            }
            this.visit_block_mut(body);
        });
        body.stmts
            .insert(0, Stmt::Expr(Expr::Verbatim(self.imports()), None));
    }
}
