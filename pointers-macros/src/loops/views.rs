//! Which variables of a loop get a view: those that it indexes, and that nothing in it can change.
//!
//! A view borrows nothing, so this need not ask what happens to the block. It must be the same handle at each access,
//! and naming the variable once more before the loop must not make a right program wrong.

use proc_macro2::TokenStream;
use syn::{BinOp, Expr, ExprCall, ExprIndex, Item, Local, Macro, Pat, PatIdent, Type};

use crate::map::Set;
use crate::model::Variable;
use crate::walk::visit::{self, Visit};
use crate::{
    model::{self, BindingId},
    syntax::{
        deref_operand, each_name, held_macro, is_conditional, is_conditional_expression,
        is_user_macro, peel_parens, raising_call,
    },
};

/// What a loop does with variables.
#[derive(Default)]
pub(super) struct Uses {
    /// They are indexed under operators of ours, with the expression that names them.
    pub(super) indexed: Vec<(Variable, Expr)>,
    /// They may be given another value.
    changed: Set<Variable>,
    /// `realloc` brings them up to date, and their views with them.
    renewed: Set<Variable>,
    /// They are used in another way.
    mentioned: Set<Variable>,
    /// Names that macros may use in any way, or declare.
    named: Set<String>,
    /// They begin inside.
    pub(super) declared: Set<BindingId>,
    /// Something in it may change any variable.
    opaque: bool,
    /// There are macros. What one expands to is not known, whatever its name: it may assign a variable that it was not given.
    expands: bool,
}

/// What is known of a variable that the macro declares.
pub(super) struct Known {
    /// It certainly holds a handle.
    pub(super) handle: bool,
    /// Nothing can give it another value.
    pub(super) fixed: bool,
}

impl Uses {
    /// What happens in a loop, each time around.
    pub(super) fn of(expression: &Expr) -> Self {
        let mut scan = Scan::default();
        match expression {
            Expr::ForLoop(all) => {
                scan.apart(|scan| scan.visit_expr(&all.expr));
                scan.visit_pat(&all.pat);
                scan.visit_block(&all.body);
            }
            _ => visit::visit_expr(&mut scan, expression),
        }
        scan.uses
    }

    /// Whether a variable holds the same handle in all of the loop, and before it. `known` is `None` for what is declared
    /// outside the macro.
    pub(super) fn keep(&self, variable: &Variable, known: Option<Known>) -> bool {
        let Known { handle, fixed } = known.unwrap_or(Known {
            handle: false,
            fixed: false,
        });
        let inside = variable
            .binding
            .is_some_and(|id| self.declared.contains(&id));
        let untouched = !self.opaque
            && !self.changed.contains(variable)
            && (handle || !self.mentioned.contains(variable));
        !inside && !self.named.contains(&variable.name) && (fixed || untouched)
    }

    /// Whether its view is made anew where `realloc` gives it another handle.
    pub(super) fn renews(&self, variable: &Variable) -> bool {
        self.renewed.contains(variable)
    }

    /// Whether each access has to ask if the variable still holds the handle that it held before the loop.
    pub(super) fn guards(&self, known: Option<&Known>) -> bool {
        self.expands && known.is_none_or(|known| !known.fixed)
    }
}

/// The `p[i]` that an operator of ours works on, if `p` is a variable.
pub(super) fn element(expression: &Expr) -> Option<(Variable, &ExprIndex)> {
    match peel_parens(expression) {
        Expr::Index(index) if !matches!(*index.index, Expr::Range(_)) => {
            Some((Variable::of(&index.expr)?, index))
        }
        _ => None,
    }
}

/// Whether fields and indices lead down to a `~`, so that no variable is assigned but memory.
fn is_memory(place: &Expr) -> bool {
    let place = peel_parens(place);
    match place {
        Expr::Field(field) => is_memory(&field.base),
        Expr::Index(index) => is_memory(&index.expr),
        _ => deref_operand(place).is_some(),
    }
}

#[derive(Default)]
struct Scan {
    uses: Uses,
    /// How much is around that accesses see no view in: closures, macros of the user's, what may not be there.
    apart: usize,
    /// How many places that may be assigned are around.
    changing: usize,
    /// How many macros of the user's are around.
    macros: usize,
    /// How many macros are around.
    nested: usize,
}

impl Scan {
    fn apart(&mut self, visit: impl FnOnce(&mut Self)) {
        self.apart += 1;
        visit(self);
        self.apart -= 1;
    }

    /// Visits a place that may be assigned.
    fn place(&mut self, place: &Expr) {
        if is_memory(place) {
            return self.visit_expr(place);
        }
        self.changing += 1;
        self.visit_expr(place);
        self.changing -= 1;
    }

    fn mention(&mut self, variable: Variable) {
        if self.nested > 0 {
            self.uses.named.insert(variable.name.clone());
        }
        if self.changing > 0 {
            self.uses.changed.insert(variable.clone());
        }
        self.uses.mentioned.insert(variable);
    }

    fn index(&mut self, variable: Variable, index: &ExprIndex) {
        if self.macros > 0 {
            self.uses.named.insert(variable.name.clone());
        } else if self.apart == 0
            && !self
                .uses
                .indexed
                .iter()
                .any(|(known, _)| *known == variable)
        {
            self.uses.indexed.push((variable, (*index.expr).clone()));
        }
        self.visit_expr(&index.index);
    }

    fn names(&mut self, tokens: TokenStream) {
        each_name(tokens, &mut |name| {
            self.uses.named.insert(name.to_string());
        });
    }
}

impl<'a> Visit<'a> for Scan {
    fn visit_expr(&mut self, expression: &'a Expr) {
        if is_conditional_expression(expression) && self.apart == 0 {
            return self.apart(|this| this.visit_expr(expression));
        }
        if let Some(operand) = deref_operand(expression) {
            return match element(operand) {
                Some((variable, index)) => self.index(variable, index),
                None => self.visit_expr(operand),
            };
        }
        match expression {
            Expr::Path(_) => {
                if let Some(variable) = Variable::of(expression) {
                    self.mention(variable);
                }
            }
            Expr::Binary(binary) => match (&binary.op, element(&binary.left)) {
                (
                    BinOp::ShlAssign(_) | BinOp::AddAssign(_) | BinOp::SubAssign(_),
                    Some((variable, index)),
                ) => {
                    self.index(variable, index);
                    self.visit_expr(&binary.right);
                }
                (op, _) if crate::syntax::is_compound(op) => {
                    self.place(&binary.left);
                    self.visit_expr(&binary.right);
                }
                _ => visit::visit_expr(self, expression),
            },
            Expr::Assign(assign) => {
                self.place(&assign.left);
                self.visit_expr(&assign.right);
            }
            Expr::Reference(reference) if reference.mutability.is_some() => {
                self.place(&reference.expr);
            }
            Expr::RawAddr(address) => self.place(&address.expr),
            Expr::MethodCall(call) => {
                // The method may take `&mut self`.
                self.place(&call.receiver);
                visit::visit_all(self, &call.args);
            }
            Expr::Closure(_) | Expr::Async(_) | Expr::Const(_) => {
                self.apart(|this| visit::visit_expr(this, expression));
            }
            Expr::Verbatim(_) => self.uses.opaque = true,
            _ => visit::visit_expr(self, expression),
        }
    }

    fn visit_expr_call(&mut self, call: &'a ExprCall) {
        if held_macro(call).is_some() {
            let foreign = usize::from(is_user_macro(call));
            self.uses.expands = true;
            self.macros += foreign;
            self.nested += 1;
            for argument in &call.args {
                self.visit_expr(argument);
            }
            self.nested -= 1;
            self.macros -= foreign;
            return;
        }
        if raising_call(call).is_some_and(|name| name == "realloc")
            && let Some(renewed) = call.args.first()
        {
            match Variable::of(renewed).filter(|_| self.apart == 0 && self.nested == 0) {
                Some(variable) => {
                    self.uses.renewed.insert(variable);
                }
                None => self.place(renewed),
            }
        }
        visit::visit_expr_call(self, call);
    }

    fn visit_macro(&mut self, mac: &'a Macro) {
        self.uses.expands = true;
        self.names(mac.tokens.clone());
    }

    fn visit_local(&mut self, local: &'a Local) {
        if is_conditional(&local.attrs) && self.apart == 0 {
            return self.apart(|this| this.visit_local(local));
        }
        visit::visit_local(self, local);
    }

    fn visit_pat(&mut self, pattern: &'a Pat) {
        match pattern {
            Pat::Macro(_) | Pat::Verbatim(_) => self.uses.opaque = true,
            _ => visit::visit_pat(self, pattern),
        }
    }

    fn visit_pat_ident(&mut self, pattern: &'a PatIdent) {
        self.uses.declared.extend(model::declared(pattern));
        if self.nested > 0 {
            // The macro may declare it around itself.
            self.uses.named.insert(pattern.ident.to_string());
        }
        // What it is matched against can be assigned through it.
        self.uses.opaque |= pattern.by_ref.is_some() && pattern.mutability.is_some();
        visit::visit_pat_ident(self, pattern);
    }

    /// Items see no variables, and types name none.
    fn visit_item(&mut self, _: &'a Item) {}
    fn visit_type(&mut self, _: &'a Type) {}
}
