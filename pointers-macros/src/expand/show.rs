//! `#![show]`: after each statement the library is told which variables it declared or assigned, and looks whether the heap
//! has changed.
//!
//! A variable is told of where it has just got a value, so that it is neither moved nor borrowed then.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, quote_spanned};
use syn::{
    Expr, ExprAssign, ExprBinary, ExprCall, ExprField, ExprIndex, ExprMethodCall, ExprPath,
    ExprUnary, Local, Pat, Stmt,
};

use super::{Expander, hidden, leave};
use crate::map::Set;
use crate::{
    model::{self, BindingId, Facts, Kind, Model, name_of},
    syntax::{self, Body, untyped},
    walk::visit::{self, Visit},
};

/// What a statement gives a value to.
pub(super) struct Told {
    span: Span,
    variable: Option<(syn::Ident, Option<BindingId>)>,
    /// Whether it is declared there.
    declares: bool,
    /// It declares what nobody is told of.
    is_opaque: bool,
}

/// What there is to be told of a statement, before it is expanded. Nothing of what leaves the block, or declares no variable
/// and runs nothing.
pub(super) fn of(ex: &Expander<'_>, statement: &Stmt) -> Option<Told> {
    if !ex.shows || leave::in_constant(ex) {
        return None;
    }
    let span = first_word(statement.to_token_stream());
    let mut told = Told {
        span,
        variable: None,
        declares: matches!(statement, Stmt::Local(_)),
        is_opaque: false,
    };
    match statement {
        Stmt::Item(_) => return None,
        Stmt::Local(local) => {
            let pattern = untyped(&local.pat);
            match pattern {
                Pat::Ident(name) if name.by_ref.is_none() && local.init.is_some() => {
                    told.variable = Some((name.ident.clone(), model::declared(name)));
                }
                Pat::Ident(_) => {}
                Pat::Wild(_) => {}
                _ => told.is_opaque = true,
            }
        }
        Stmt::Expr(Expr::Return(_) | Expr::Break(_) | Expr::Continue(_), _) => return None,
        Stmt::Expr(Expr::Assign(assign), _) => told.variable = named(&assign.left),
        Stmt::Expr(Expr::Binary(binary), _) if syntax::is_compound(&binary.op) => {
            told.variable = named(&binary.left);
        }
        Stmt::Expr(..) | Stmt::Macro(_) => {}
    }
    Some(told)
}

/// Where the first word of the user's stands: what stands before may be a mark of ours.
fn first_word(tokens: TokenStream) -> Span {
    let mut tokens = tokens.into_iter();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(pound) if pound.as_char() == '#' => drop(tokens.next()),
            TokenTree::Punct(_) => {}
            TokenTree::Group(group) if !group.stream().is_empty() => {
                return first_word(group.stream());
            }
            token => return token.span(),
        }
    }
    Span::call_site()
}

fn named(place: &Expr) -> Option<(syn::Ident, Option<BindingId>)> {
    Some((name_of(place)?.clone(), model::binding(place)))
}

/// The statement that tells it.
pub(super) fn after(ex: &Expander<'_>, told: &Told) -> Stmt {
    let span = hidden(told.span);
    let private = ex.private(told.span);
    let opaque = told
        .is_opaque
        .then(|| quote_spanned!(span=> #private::show::opaque();));
    let variable = told.variable.as_ref().map(|(name, id)| {
        let facts = id.map(|id| &ex.model.get(id).facts);
        let Some(facts) = facts.filter(|facts| !facts.shared || told.declares && keeps_its_value(facts)) else {
            return quote_spanned!(span=> #private::show::opaque(););
        };
        // A closure that has it may outlive it.
        let escapes = facts.shared || id.is_some_and(|id| ex.handed_on.contains(&id));
        let (text, declares) = (name.to_string(), told.declares);
        quote_spanned!(span=> #private::show::Shown(&#name).__pointers_shown(#text, #declares, #escapes);)
    });
    // The name of a method says the line.
    let after = super::call(
        told.span,
        &quote_spanned!(span=> #private::show::Look),
        "after",
        &TokenStream::new(),
    );
    let looks = quote_spanned!(span=> #[allow(unreachable_code)] { #opaque #variable #after; });
    Stmt::Expr(Expr::Verbatim(looks), None)
}

/// Whether a variable has the value for ever that it is declared with: then it may be shared, too.
fn keeps_its_value(facts: &Facts) -> bool {
    !facts.assigned && !facts.stepped && !facts.lent && !facts.in_tokens
}

/// What stands first in a block.
pub(super) fn begin(ex: &Expander<'_>) -> Option<Stmt> {
    if !ex.shows || leave::in_constant(ex) {
        return None;
    }
    let span = Span::mixed_site();
    let private = ex.private(span);
    let begin = quote_spanned!(span=> let _scope = #private::show::Scope::begin(););
    Some(Stmt::Expr(Expr::Verbatim(begin.into_token_stream()), None))
}

/// The variables whose handles somebody else may have afterwards: they are used otherwise than in operations of ours, or are
/// stored where nobody is told of.
pub(super) fn handed_on(body: &Body, model: &Model) -> Set<BindingId> {
    let mut found = HandedOn {
        model,
        found: Set::new(),
    };
    body.visit(&mut found);
    found.found
}

/// Methods of handles that keep no handle.
const KEEPING: [&str; 15] = [
    "read",
    "write",
    "take",
    "replace",
    "borrow",
    "borrow_mut",
    "add",
    "sub",
    "offset",
    "offset_from",
    "size",
    "address",
    "freed",
    "assigned",
    "is_null",
];

/// The variable that a place begins with, if that is one of the macro's.
fn root(place: &Expr) -> Option<BindingId> {
    match syntax::peel_parens(place) {
        Expr::Field(field) => root(&field.base),
        Expr::Index(index) => root(&index.expr),
        Expr::Unary(unary) => root(&unary.expr),
        other => model::binding(other),
    }
}

struct HandedOn<'m> {
    model: &'m Model,
    found: Set<BindingId>,
}

impl HandedOn<'_> {
    /// A value that goes into a place: of a variable, or of a block. What other places are, nobody is told.
    fn stored(&mut self, place: &Expr, value: &Expr) {
        let is_handle = |id| matches!(self.model.kind(id), Kind::Malloc | Kind::Calloc);
        let is_told = root(place).is_some_and(is_handle);
        if is_told || model::binding(place).is_some() {
            self.operand(value);
        } else {
            self.visit_expr(value);
        }
        self.operand(place);
    }

    /// An operand of ours: a variable is only used there.
    fn operand(&mut self, operand: &Expr) {
        if model::binding(operand).is_none() {
            self.visit_expr(operand);
        }
    }
}

impl<'a> Visit<'a> for HandedOn<'_> {
    fn visit_expr_path(&mut self, path: &'a ExprPath) {
        self.found.extend(model::number(&path.attrs));
    }

    fn visit_local(&mut self, local: &'a Local) {
        if let Some(init) = &local.init {
            // The other variable is told of, too.
            self.operand(&init.expr);
            if let Some((_, otherwise)) = &init.diverge {
                self.visit_expr(otherwise);
            }
        }
    }

    fn visit_expr_assign(&mut self, assign: &'a ExprAssign) {
        self.stored(&assign.left, &assign.right);
    }

    fn visit_expr_binary(&mut self, binary: &'a ExprBinary) {
        if syntax::is_compound(&binary.op) {
            self.stored(&binary.left, &binary.right);
        } else {
            self.operand(&binary.left);
            self.operand(&binary.right);
        }
    }

    fn visit_expr_unary(&mut self, unary: &'a ExprUnary) {
        self.operand(&unary.expr);
    }

    fn visit_expr_field(&mut self, field: &'a ExprField) {
        self.operand(&field.base);
    }

    fn visit_expr_index(&mut self, index: &'a ExprIndex) {
        self.operand(&index.expr);
        self.visit_expr(&index.index);
    }

    fn visit_expr_call(&mut self, call: &'a ExprCall) {
        if syntax::raising_call(call).is_some() {
            call.args.iter().for_each(|argument| self.operand(argument));
        } else {
            visit::visit_expr_call(self, call);
        }
    }

    fn visit_expr_method_call(&mut self, call: &'a ExprMethodCall) {
        if KEEPING.iter().any(|name| call.method == name) {
            self.operand(&call.receiver);
        } else {
            self.visit_expr(&call.receiver);
        }
        visit::visit_all(self, &call.args);
    }
}
