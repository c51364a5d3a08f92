//! The functions that raise by themselves, and nested macros.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::{Expr, ExprCall, ExprClosure, Token, UnOp, punctuated::Punctuated};

use super::{
    Expander, by_type, catch, chains, context, hidden, leave, ours, parts, path, places, renewal,
    rights,
    spans::{self, Extent},
    take, viewed,
};
use crate::{
    model::{self, Kind},
    syntax,
    walk::{
        visit::{self, Visit},
        visit_mut::{self, VisitMut},
    },
};

/// Rewrites a call or a nested macro; `false` if `expression` is neither.
pub(super) fn expand_call(ex: &mut Expander<'_>, expression: &mut Expr) -> bool {
    match expression {
        Expr::Try(tried) => {
            // Written with `?` the functions are plain Rust.
            match &mut *tried.expr {
                Expr::Call(call) if syntax::raising_call(call).is_some() => {
                    decay(ex, call);
                    ex.visit_expr_mut(&mut call.func);
                    places::visit_arguments(ex, &mut call.args);
                }
                Expr::Call(call) if syntax::raising_macro(call).is_some() => {
                    restored(ex, &mut tried.expr);
                }
                tried => ex.visit_expr_mut(tried),
            }
            if leave::catches(ex) {
                let tokens = catch::question(ex, tried);
                *expression = Expr::Verbatim(tokens);
            }
            true
        }
        Expr::Call(call) if syntax::held_macro(call).is_some() => {
            let span = syntax::raising_macro(call)
                .filter(|_| raises(ex))
                .map(Ident::span);
            restored(ex, expression);
            if let Some(span) = span {
                *expression = Expr::Verbatim(leave::raised(ex, span, expression));
            }
            true
        }
        Expr::Call(call) if renewal::is_renewed(ex, call) => {
            *expression = Expr::Verbatim(renewal::renewed_place(ex, call));
            true
        }
        Expr::Call(call) => {
            let raised = raising(ex, call);
            let early = call
                .args
                .iter()
                .any(|argument| locks(ex, argument))
                .then(|| hoist_arguments(ex, &mut call.args));
            decay(ex, call);
            by_type::called(ex, &mut call.func);
            ex.visit_expr_mut(&mut call.func);
            places::visit_arguments(ex, &mut call.args);
            if let Some(raised) = raised {
                let tokens = raise_call(ex, call, raised);
                *expression = Expr::Verbatim(tokens);
            }
            if let Some(early) = early {
                early.before(expression);
            }
            true
        }
        Expr::MethodCall(call) => {
            let early = locks(ex, &call.receiver).then(|| hoist_arguments(ex, &mut call.args));
            let lets_go =
                ours::holds_place(ex, &call.receiver) && one_of(&NEVER_BORROW, &call.method);
            match lets_go {
                true => rights::apart(ex, |ex| parts::visit_receiver(ex, call)),
                false => parts::visit_receiver(ex, call),
            }
            places::visit_arguments(ex, &mut call.args);
            if let Some(turbofish) = &mut call.turbofish {
                visit_mut::visit_angle_bracketed_generic_arguments_mut(ex, turbofish);
            }
            if lets_go {
                // What was read is let go of here, not at the end of the statement.
                let span = hidden(call.method.span());
                *expression =
                    Expr::Verbatim(quote_spanned!(span=> ({ let value = #expression; value })));
            }
            if let Some(early) = early {
                early.before(expression);
            }
            true
        }
        _ => false,
    }
}

/// Arrays of bytes stand for their address in the arguments of string functions, as in C.
fn decay(ex: &mut Expander<'_>, call: &mut ExprCall) {
    let Some(signature) = syntax::string_call(call).filter(|_| !model::is_declared(&call.func))
    else {
        return;
    };
    for (argument, role) in call.args.iter_mut().zip(signature.arguments) {
        if role.is_memory() && ours::is_ours(argument) {
            let written = Extent::of(argument);
            *argument = Expr::Verbatim(path::decayed(ex, argument));
            spans::written_at(argument, written);
        }
    }
}

/// Whether a receiver is `(&mut ~p)`, or may be: `&mut w.data[i]`.
fn locks(ex: &Expander<'_>, receiver: &Expr) -> bool {
    match syntax::peel_parens(receiver) {
        Expr::Reference(reference) => {
            reference.mutability.is_some()
                && (ours::holds_place(ex, &reference.expr)
                    || ours::holds_star(&reference.expr)
                    || chains::leads_through_index(&reference.expr))
        }
        _ => false,
    }
}

/// Whether evaluating an argument, or finding what it lends, changes no variable.
fn changes_nothing(argument: &Expr) -> bool {
    let argument = syntax::peel_parens(argument);
    match argument {
        Expr::Reference(lent) => syntax::changes_nothing(&lent.expr),
        _ => syntax::changes_nothing(argument),
    }
}

/// Arguments that read memory are evaluated before a place is locked, and what changes variables before them stays before them.
fn hoist_arguments(ex: &mut Expander<'_>, arguments: &mut Punctuated<Expr, Token![,]>) -> Early {
    let mut early = Early::default();
    // What changes variables is not overtaken by what only may have to be.
    let mut quiet = true;
    let mut before = Vec::new();
    for argument in arguments {
        let read = reads(argument);
        let waits = read.ours || quiet && (read.stars || chains::reads_an_element(argument));
        let changes = !changes_nothing(argument);
        quiet &= !changes;
        if waits {
            for argument in before.drain(..) {
                hoist_argument(ex, argument, &mut early);
            }
            hoist_argument(ex, argument, &mut early);
        } else if changes && keeps_nothing(argument) {
            before.push(argument);
        }
    }
    early
}

/// Whether the value of an argument borrows nothing that ends with the statement: of a block, a step, a call with names.
fn keeps_nothing(argument: &Expr) -> bool {
    let argument = syntax::peel_parens(argument);
    let is_name = |argument: &Expr| match argument {
        Expr::Reference(lent) => matches!(*lent.expr, Expr::Path(_)),
        _ => matches!(argument, Expr::Lit(_) | Expr::Path(_)),
    };
    match argument {
        Expr::Block(block) => block.label.is_none(),
        Expr::Binary(binary) => syntax::is_step(binary),
        Expr::Call(call) => syntax::held_macro(call).is_none() && call.args.iter().all(is_name),
        _ => false,
    }
}

fn hoist_argument(ex: &mut Expander<'_>, argument: &mut Expr, early: &mut Early) {
    let span = Span::mixed_site();
    let name = Ident::new(&format!("argument{}", ex.labels), span);
    ex.labels += 1;
    let borrows = chains::may_borrow(argument);
    ex.visit_expr_mut(argument);
    if borrows {
        early.borrowing.push((name.clone(), take(argument)));
    } else {
        let statement = quote_spanned!(span=> let #name = #argument;);
        early.statements.extend(statement);
    }
    *argument = Expr::Verbatim(name.to_token_stream());
}

/// The variable that a call brings up to date, as its first argument.
struct Renewed {
    /// Its view, which follows it.
    view: Option<Ident>,
}

/// Whether a call raises, and whether it brings a variable up to date.
fn raising(ex: &Expander<'_>, call: &ExprCall) -> Option<Option<Renewed>> {
    let name = syntax::raising_call(call).filter(|_| raises(ex))?;
    let updated = |variable: &&Expr| {
        name == "realloc" && model::binding(variable).is_some_and(|id| is_updated(ex, id))
    };
    let renewed = call.args.first().filter(updated).map(|variable| Renewed {
        view: viewed::renewed(ex, variable).cloned(),
    });
    Some(renewed)
}

/// Whether what can fail leaves by itself here.
fn raises(ex: &Expander<'_>) -> bool {
    !context::plain_calls(ex) && !ex.only_reads
}

fn raise_call(ex: &Expander<'_>, function: &ExprCall, renewed: Option<Renewed>) -> TokenStream {
    let span = syntax::raising_call(function)
        .map_or_else(proc_macro2::Span::call_site, proc_macro2::Ident::span);
    let private = ex.private(span);
    let inner = hidden(span);
    let raised = leave::raised(ex, span, function);
    match renewed {
        // The variable is named at its use, not at its declaration.
        Some(Renewed { view }) => {
            let variable = function.args.first();
            let view = view.map(|view| {
                quote_spanned!(inner=> #view = #private::Probe(&#variable).__pointers_view();)
            });
            // A user's own `realloc` may have moved it.
            quote_spanned!(inner=> {
                let operand_of = #private::OperandOf::place(&raw const #variable);
                let renewed = #raised;
                #[allow(unused_assignments)]
                if let #private::Some(handle) = operand_of.__pointers_renewed(&renewed) {
                    #variable = handle;
                    #view
                }
                renewed
            })
        }
        None => raised,
    }
}

/// Whether `realloc` also updates the variable, so that it is made `mut`.
pub(super) fn is_updated(ex: &Expander<'_>, id: model::BindingId) -> bool {
    let binding = ex.model.get(id);
    binding.facts.updated
        && !binding.facts.shared
        && !ex.model.is_reference(id)
        && ex.model.kind(id) != Kind::Plain
}

/// Makes a nested macro again of what holds it; `false` if `expression` holds none.
pub(super) fn restored(ex: &mut Expander<'_>, expression: &mut Expr) -> bool {
    let Expr::Call(call) = expression else {
        return false;
    };
    if syntax::held_macro(call).is_none() {
        return false;
    }
    if let Some(restored) = rights::apart(ex, |ex| nested_macro(ex, call)) {
        *expression = restored;
    }
    true
}

fn nested_macro(ex: &mut Expander<'_>, held: &mut ExprCall) -> Option<Expr> {
    let outer = ex.only_reads;
    ex.only_reads |= syntax::is_user_macro(held);
    let repeats = syntax::marker::has(&held.attrs, syntax::marker::REPEAT);
    let looks = !syntax::held_macro(held).is_some_and(syntax::collects);
    decay(ex, held);
    for argument in &mut held.args {
        match argument {
            // The `count` of `vec![value; count]` is no constant.
            Expr::Repeat(repeat) if repeats => {
                places::visit_argument(ex, &mut repeat.expr);
                places::visit_argument(ex, &mut repeat.len);
            }
            Expr::Assign(named) if looks && syntax::is_named_argument(named) => {
                syntax::marker::take(&mut named.attrs, syntax::marker::NAMED);
                path::shown(ex, &mut named.right);
            }
            argument @ (Expr::Field(_) | Expr::Index(_) | Expr::Paren(_))
                if looks && ours::is_path(argument) =>
            {
                path::shown(ex, argument);
            }
            argument => places::visit_argument(ex, argument),
        }
    }
    ex.only_reads = outer;
    let mut restored = syntax::restore(held)?;
    for marker in [
        syntax::marker::LIST,
        syntax::marker::REPEAT,
        syntax::marker::STATEMENTS,
        syntax::marker::USER_MACRO,
    ] {
        syntax::marker::take(&mut held.attrs, marker);
    }
    restored.attrs = std::mem::take(&mut held.attrs);
    Some(Expr::Macro(restored))
}

/// Methods of the standard library whose value never borrows from the receiver.
const NEVER_BORROW: [&str; 18] = [
    "capacity",
    "contains",
    "contains_key",
    "count_ones",
    "count_zeros",
    "ends_with",
    "eq_ignore_ascii_case",
    "is_ascii",
    "is_char_boundary",
    "is_empty",
    "is_err",
    "is_none",
    "is_ok",
    "is_some",
    "leading_zeros",
    "len",
    "starts_with",
    "trailing_zeros",
];

fn one_of(names: &[&str], name: &Ident) -> bool {
    names.iter().any(|known| name == known)
}

/// The arguments of a call that are evaluated before it.
#[derive(Default)]
struct Early {
    statements: TokenStream,
    /// Those that borrow from what they read, which has to live as long as the call.
    borrowing: Vec<(Ident, Expr)>,
}

impl Early {
    fn before(self, expression: &mut Expr) {
        let span = Span::mixed_site();
        let Self {
            statements,
            borrowing,
        } = self;
        let mut tokens = expression.to_token_stream();
        for (name, argument) in borrowing.iter().rev() {
            tokens = quote_spanned!(span=> match #argument { #name => #tokens });
        }
        if !statements.is_empty() {
            tokens = quote_spanned!(span=> ({ #statements #tokens }));
        } else if !borrowing.is_empty() {
            tokens = quote_spanned!(span=> (#tokens));
        } else {
            return;
        }
        *expression = Expr::Verbatim(tokens);
    }
}

/// What an argument reads when it is evaluated: not within a closure.
#[derive(Default)]
struct Reads {
    /// Memory of ours.
    ours: bool,
    /// What a `*` leads to, which may be Rust's.
    stars: bool,
}

impl<'a> Visit<'a> for Reads {
    fn visit_expr(&mut self, expression: &'a Expr) {
        self.ours |= syntax::deref_operand(expression).is_some();
        self.stars |=
            matches!(expression, Expr::Unary(unary) if matches!(unary.op, UnOp::Deref(_)));
        visit::visit_expr(self, expression);
    }

    fn visit_expr_closure(&mut self, _: &'a ExprClosure) {}
}

fn reads(argument: &Expr) -> Reads {
    let mut reads = Reads::default();
    // A place that is borrowed for the call stays where it is.
    if !matches!(argument, Expr::Reference(reference) if reference.mutability.is_some()) {
        reads.visit_expr(argument);
    }
    reads
}
