//! Loops that only fill: `for i in low..high { p[i] <<= f(i) }`, where `f` is anybody's.
//!
//! The loop is there twice. The one that the library runs itself knows that nothing happens between two calls, and so need
//! not ask again what it has just seen. It ends where anything is unusual; what is left is for the usual loop.

use crate::expand::{kinds, viewed};
use crate::walk::visit_mut::{self, VisitMut};
use proc_macro2::{Ident, Span};
use quote::{ToTokens, quote_spanned};
use syn::{BinOp, Expr, ExprBinary, ExprForLoop, Pat, Stmt, spanned::Spanned};

use super::{cells, reach, views::element};
use crate::{
    expand::Expander,
    model::Variable,
    syntax::{deref_operand, held_macro, is_bare, peel_parens, raising_call},
};

/// Expands a loop that only fills. `false` if it is none.
pub(super) fn filled(ex: &mut Expander<'_>, expression: &mut Expr) -> bool {
    if !ex.hoists || ex.twice || ex.only_reads {
        return false;
    }
    let Some((counter, store, at)) = parts(expression) else {
        return false;
    };
    let Some((variable, _)) = element(&store.left) else {
        return false;
    };
    if viewed::view_of(ex, &variable).is_none() {
        return false;
    }
    let by_value = kinds::infers_from_value(ex, &store.left);
    let (mut left, mut value) = ((*store.left).clone(), (*store.right).clone());
    let viewed = ex.silently(|ex| {
        ex.visit_expr_mut(&mut value);
        viewed::viewed(ex, &mut left)
    });
    let Some(viewed) = viewed else {
        return false;
    };
    let counted = match expression {
        Expr::ForLoop(whole) => whole.expr.span(),
        _ => at,
    };
    let Some(range) = cells::take_range(ex, expression) else {
        return false;
    };
    let span = Span::mixed_site();
    // What is wrong with the range, or with what the value borrows, is said there.
    let (of_range, of_value) = (
        span.located_at(counted),
        span.located_at(store.right.span()),
    );
    let (its_rest, its_range) = (
        quote_spanned!(of_range=> its_rest),
        quote_spanned!(of_range=> its_low..its_high),
    );
    if let Expr::ForLoop(whole) = expression {
        *whole.expr = Expr::Verbatim(its_rest.clone());
    }
    visit_mut::visit_expr_mut(ex, expression);
    let private = ex.private(span);
    let view = &viewed.view;
    let silent = viewed.silent(span, "__pointers_writes");
    let set = viewed.set(ex, at);
    // The value's type may still have to decide that of the memory.
    let value = if by_value {
        value.into_token_stream()
    } else {
        viewed.value(at, &value)
    };
    let value = quote_spanned!(of_value=> |#counter| { let _ = #counter; #value });
    let (low, high) = range.ends();
    // The usual loop stands first: its types are for both.
    *expression = Expr::Verbatim(
        quote_spanned!(span=> match (#low, #high) { (its_low, its_high) => {
            let mut #its_rest = #its_range;
            let mut its_usual = #silent;
            loop {
                if its_usual {
                    #expression
                    break;
                }
                its_usual = true;
                match (#private::Fill { view: &#view, rest: &mut #its_rest }).__pointers_fill(#value) {
                    #private::None => {}
                    #private::Some((its_index, operand)) => #set,
                }
            }
        } }),
    );
    true
}

/// The counter of a loop that may only fill, the one thing that it does, and where that is done.
pub(super) fn parts(expression: &Expr) -> Option<(Ident, ExprBinary, Span)> {
    let Expr::ForLoop(ExprForLoop {
        attrs: _,
        label: None,
        pat,
        expr,
        body,
        ..
    }) = expression
    else {
        return None;
    };
    let counter = reach::counter(pat)?;
    let Pat::Ident(named) = &**pat else {
        return None;
    };
    let Expr::Range(range) = &**expr else {
        return None;
    };
    let [Stmt::Expr(Expr::Binary(store), _)] = &body.stmts[..] else {
        return None;
    };
    let BinOp::ShlAssign(operator) = store.op else {
        return None;
    };
    let (_, index) = element(&store.left)?;
    let Expr::Call(call) = &*store.right else {
        return None;
    };
    let plain = is_bare(expression)
        && named.by_ref.is_none()
        && named.subpat.is_none()
        && !reach::is_closed(range)
        && Variable::of(&index.index) == Some(counter)
        && store.attrs.is_empty()
        && matches!(&*call.func, Expr::Path(path) if path.qself.is_none())
        && held_macro(call).is_none()
        && raising_call(call).is_none()
        && call.args.iter().all(is_still);
    plain.then(|| (named.ident.clone(), store.clone(), operator.spans[0]))
}

/// Whether an argument leaves nothing to be dropped after the call, which in the usual loop is only done after the store.
/// Nor does it leave the loop: the call may stand in a closure.
fn is_still(argument: &Expr) -> bool {
    let argument = peel_parens(argument);
    match argument {
        _ if deref_operand(argument).is_some() => false,
        Expr::Lit(_) | Expr::Path(_) => true,
        Expr::Cast(cast) => is_still(&cast.expr),
        Expr::Binary(binary) => {
            matches!(
                binary.op,
                BinOp::Add(_) | BinOp::Sub(_) | BinOp::Mul(_) | BinOp::Div(_) | BinOp::Rem(_)
            ) && is_still(&binary.left)
                && is_still(&binary.right)
        }
        // What is borrowed mutably twice over the compiler would complain of twice.
        Expr::Reference(reference) => {
            reference.mutability.is_none() && matches!(&*reference.expr, Expr::Path(_))
        }
        _ => false,
    }
}
