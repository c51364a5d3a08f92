//! Loops: what a check says of a handle at each round is asked once, before the loop.
//!
//! A variable that a loop only indexes gets a *view* before it (see `pointers_core::expansion::hoist`): an element
//! that is there, assigned and not borrowed is reached through it. Everything else takes the usual expansion in the
//! same place, so values, errors and effects are the same with and without.

mod allowed;
mod cells;
mod declared;
mod emit;
mod fill;
mod pure;
mod reach;
#[cfg(test)]
mod tests;
mod variable;
mod views;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::{Expr, ExprIndex, Stmt, visit_mut, visit_mut::VisitMut};

use super::{Expander, hidden};
use crate::{
    model::{BindingId, Kind},
    syntax::is_conditional_expression,
};
use emit::Viewed;
pub(super) use emit::is_simple;
use variable::Variable;
use views::{Known, Uses};

/// A variable, and what its elements are reached through.
pub(super) struct View {
    variable: Variable,
    name: Ident,
    /// What each access is to compare with the handle that was looked up.
    guard: Option<TokenStream>,
}

impl Expander<'_> {
    /// Visits a loop, and gives what goes before it.
    pub(super) fn hoisted(&mut self, expression: &mut Expr) -> TokenStream {
        let outer = self.views.len();
        let before = self.begin_views(expression);
        match self.pure(expression) {
            Some(pure) => self.with_cells(expression, pure),
            None if self.filled(expression) || self.narrowed(expression) => {}
            None => visit_mut::visit_expr_mut(self, expression),
        }
        self.views.truncate(outer);
        before
    }

    /// Visits a statement, and gives what goes before it if it is a loop.
    pub(super) fn loop_statement(&mut self, statement: &mut Stmt) -> TokenStream {
        match statement {
            Stmt::Expr(expression @ (Expr::ForLoop(_) | Expr::While(_) | Expr::Loop(_)), _)
                if !is_conditional_expression(expression) && !self.in_constant() =>
            {
                let attributes = crate::syntax::take_attributes(expression);
                let before = self.hoisted(expression);
                if !attributes.is_empty() {
                    let span = Span::mixed_site();
                    *expression =
                        Expr::Verbatim(quote_spanned!(span=> #(#attributes)* #expression));
                }
                before
            }
            _ => {
                self.visit_stmt_mut(statement);
                TokenStream::new()
            }
        }
    }

    /// Makes the views of a loop, but for those that a loop around it has made.
    fn begin_views(&mut self, expression: &Expr) -> TokenStream {
        let mut before = TokenStream::new();
        if !self.hoists || self.only_reads || is_conditional_expression(expression) {
            return before;
        }
        let mut uses = Uses::of(expression);
        for (variable, named) in std::mem::take(&mut uses.indexed) {
            let known = match variable.binding {
                None => None,
                Some(id) => match self.known(id) {
                    None => continue,
                    known => known,
                },
            };
            let guards = uses.guards(known.as_ref());
            if self.view(&variable).is_some() || !uses.keep(&variable, known) {
                continue;
            }
            let mut named = named;
            self.visit_expr_mut(&mut named);
            let name = Ident::new(&format!("view{}", self.labels), Span::mixed_site());
            self.labels += 1;
            let span = hidden(syn::spanned::Spanned::span(&named));
            let private = self.private(span);
            before.extend(
                quote_spanned!(span=> let #name = #private::Probe(&#named).__pointers_view();),
            );
            let guard = guards.then(|| named.into_token_stream());
            self.views.push(View {
                variable,
                name,
                guard,
            });
        }
        before
    }

    /// What is known of a variable, or `None` where a view of it is no use.
    fn known(&self, id: BindingId) -> Option<Known> {
        let kind = self.model.kind(id);
        if kind == Kind::Plain || self.model.is_reference(id) {
            return None;
        }
        let binding = self.model.get(id);
        Some(Known {
            handle: kind != Kind::Unknown,
            fixed: !binding.mutable && !binding.late && !self.is_assigned(id),
        })
    }

    fn view(&self, variable: &Variable) -> Option<&View> {
        self.views
            .iter()
            .rev()
            .find(|view| view.variable == *variable)
    }

    /// Takes the index out of a `p[i]` whose `p` has a view.
    pub(super) fn viewed(&mut self, expression: &mut Expr) -> Option<Viewed> {
        match expression {
            Expr::Index(index) if !matches!(*index.index, Expr::Range(_)) => {
                self.viewed_index(index)
            }
            Expr::Paren(inner) => self.viewed(&mut inner.expr),
            _ => None,
        }
    }

    pub(super) fn viewed_index(&mut self, index: &mut ExprIndex) -> Option<Viewed> {
        if self.views.is_empty() || self.only_reads {
            return None;
        }
        let view = self.view(&Variable::of(&index.expr)?)?;
        let (view, guard) = (view.name.clone(), view.guard.clone());
        let span = index.bracket_token.span.open();
        let simple = emit::is_simple(&index.index);
        self.visit_expr_mut(&mut index.index);
        let written = index.index.to_token_stream();
        let (inside, early) = if simple {
            (written, None)
        } else {
            (quote_spanned!(hidden(span)=> its_index), Some(written))
        };
        *index.index = Expr::Verbatim(inside.clone());
        Some(Viewed {
            view,
            guard,
            span,
            index: inside,
            early,
        })
    }
}
