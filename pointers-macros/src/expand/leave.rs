//! Leaving with an error, and jumping over the label that this takes.
//!
//! An operation `op` that can fail becomes `(match op { Ok(value) => value, Err(error) => leave })`. In a block
//! `leave` breaks out of a label, because a closure around the block would catch the user's `return` and `?`; in
//! functions, closures and `async` blocks it returns. What is left with is made by `error.__pointers_leave()`, which
//! fits any type where `error` cannot happen, so an integer's `+=` asks nothing of the function that it stands in.

use std::mem;

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{
    Block, Expr, ExprAsync, ExprBreak, ExprClosure, ExprContinue, ExprForLoop, ExprLoop, ExprWhile,
    Item, Lifetime,
};

use super::{
    Expander, View, call, context,
    frame::{Exit, Frame, Jumps},
    hidden,
    words::Words,
};
use crate::{
    model::BindingId,
    walk::{
        visit::{self, Visit},
        visit_mut::VisitMut,
    },
};

/// Visits what stands in `frame`.
pub(super) fn within<R>(
    ex: &mut Expander<'_>,
    frame: Frame,
    visit: impl FnOnce(&mut Expander<'_>) -> R,
) -> R {
    let kept = begin(ex, frame);
    let result = visit(ex);
    end(ex, kept);
    result
}

/// What is kept for the loops around a function or a closure, while that is visited.
type OuterLoops = Option<(Vec<View>, Option<Vec<Ident>>)>;

/// In functions and closures what is kept for the loops around them is not used.
fn begin(ex: &mut Expander<'_>, frame: Frame) -> OuterLoops {
    let kept = match frame.exit {
        Exit::Break { .. } => None,
        Exit::Return | Exit::Constant => Some((mem::take(&mut ex.views), ex.seen.take())),
    };
    ex.frames.push(frame);
    kept
}

fn end(ex: &mut Expander<'_>, kept: OuterLoops) {
    ex.frames.pop();
    if let Some((views, seen)) = kept {
        ex.views = views;
        ex.seen = seen;
    }
}

/// Visits what is evaluated before the program runs, and so stays Rust's.
pub(super) fn constant(ex: &mut Expander<'_>, visit: impl FnOnce(&mut Expander<'_>)) {
    within(ex, Frame::constant(), visit);
}

/// Visits a loop's body.
pub(super) fn in_loop(ex: &mut Expander<'_>, visit: impl FnOnce(&mut Expander<'_>)) {
    loops(ex, 1);
    visit(ex);
    loops(ex, -1);
}

fn loops(ex: &mut Expander<'_>, change: isize) {
    if let Some(frame) = ex.frames.last_mut() {
        frame.loops = frame.loops.saturating_add_signed(change);
    }
}

pub(super) fn in_constant(ex: &Expander<'_>) -> bool {
    matches!(
        ex.frames.last(),
        Some(Frame {
            exit: Exit::Constant,
            ..
        })
    )
}

/// Whether a `?` stands in the body of a `try`.
pub(super) fn catches(ex: &Expander<'_>) -> bool {
    matches!(
        ex.frames.last(),
        Some(Frame {
            exit: Exit::Break { catches: true, .. },
            ..
        })
    )
}

/// Whether a closure or an `async` block captures what is named here, if it is declared outside.
pub(super) fn captures(ex: &Expander<'_>) -> bool {
    ex.frames.last().is_some_and(|frame| frame.captures)
}

/// Notes a variable that is declared here.
pub(super) fn declare(ex: &mut Expander<'_>, id: BindingId) {
    if let Some(frame) = ex.frames.last_mut()
        && frame.captures
    {
        frame.declared.insert(id);
    }
}

/// Whether a variable is declared in the innermost function, closure or `async` block, which so does not capture it.
pub(super) fn is_declared(ex: &Expander<'_>, id: BindingId) -> bool {
    let within = |frame: &Frame| matches!(frame.exit, Exit::Break { .. });
    let outermost = ex.frames.iter().rposition(|frame| !within(frame));
    let frames = &ex.frames[outermost.unwrap_or(0)..];
    frames.iter().any(|frame| frame.declared.contains(&id))
}

/// Whether `self` is declared `mut`, or is a `&mut`.
pub(super) fn has_mutable_self(ex: &Expander<'_>) -> bool {
    let function = |frame: &&Frame| !frame.captures && !matches!(frame.exit, Exit::Break { .. });
    let function = ex.frames.iter().rev().find(function);
    function.is_some_and(|frame| frame.mutable_self)
}

/// Whether `self` is certainly a `&self`.
pub(super) fn is_shared_self(ex: &Expander<'_>) -> bool {
    let function = |frame: &&Frame| !matches!(frame.exit, Exit::Break { .. });
    let function = ex.frames.iter().rev().find(function);
    function.is_some_and(|frame| frame.shared_self)
}

/// The value of `operation`, which is a `Result`; its error leaves.
pub(super) fn raise(ex: &Expander<'_>, span: Span, operation: &TokenStream) -> TokenStream {
    let leave = leave(ex, span);
    let private = ex.private(span);
    quote_spanned!(hidden(span)=> (match #operation {
        #private::Ok(value) => value,
        #private::Err(error) => #leave,
    }))
}

/// The same where the type of the value may still be open: an arm that leaves would settle it as `!`.
pub(super) fn raise_value(ex: &Expander<'_>, span: Span, operation: &TokenStream) -> TokenStream {
    raise_named(ex, span, operation, &Words::default())
}

/// [`raise_value`] of what uses a place, which the error names.
pub(super) fn raise_named(
    ex: &Expander<'_>,
    span: Span,
    operation: &TokenStream,
    words: &Words,
) -> TokenStream {
    let leave = leave_named(ex, span, words);
    let private = ex.private(span);
    quote_spanned!(hidden(span)=> (match #operation {
        outcome => {
            let value;
            match outcome {
                #private::Ok(read) => value = read,
                #private::Err(error) => #leave,
            }
            value
        }
    }))
}

/// [`raise`] of a step, whose error names it. `through` is the handle that it leads through, if that is of one.
pub(super) fn raise_step(
    ex: &Expander<'_>,
    span: Span,
    operation: &TokenStream,
    words: &Words,
    through: &str,
) -> TokenStream {
    let leave = leave_named(ex, span, words);
    let private = ex.private(span);
    let inner = hidden(span);
    let through = (!through.is_empty()).then(|| {
        let through = Literal::string(through);
        quote_spanned!(inner=> .__pointers_through(#through))
    });
    quote_spanned!(inner=> (match #operation {
        #private::Ok(value) => value #through,
        #private::Err(error) => #leave,
    }))
}

/// Leaves with the variable `error`.
pub(super) fn leave(ex: &Expander<'_>, span: Span) -> TokenStream {
    leave_named(ex, span, &Words::default())
}

/// The same with an error that names a place.
pub(super) fn leave_named(ex: &Expander<'_>, span: Span, words: &Words) -> TokenStream {
    let private = ex.private(span);
    let span = hidden(span);
    let named = (!words.place.is_empty()).then(|| {
        let words = words.arguments();
        quote_spanned!(span=> .__pointers_named(#words))
    });
    let value = quote_spanned!(span=> error #named.__pointers_leave());
    let leave = match ex.frames.last().map(|frame| &frame.exit) {
        Some(Exit::Break {
            label,
            trampoline: None,
            ..
        }) => quote_spanned!(span=> break #label #value),
        Some(Exit::Break {
            label,
            trampoline: Some(_),
            ..
        }) => {
            quote_spanned!(span=> break #label #private::Flow::Value(#value))
        }
        _ => quote_spanned!(span=> return #value),
    };
    if ex.lent.is_empty() {
        return leave;
    }
    // The user's `From` may use the memory.
    let lent = &ex.lent;
    quote_spanned!(span=> { let _ = (#(#lent,)*); #leave })
}

/// A labelled block around `block`, whose value is `Ok` of the block's, or the error that left it.
///
/// The body of a `try` `catches` what a `?` of the user's leaves with.
pub(super) fn labelled(ex: &mut Expander<'_>, mut block: Block, catches: bool) -> TokenStream {
    let outer = Span::mixed_site();
    let label = Lifetime::new(&format!("'__pointers{}", ex.labels), outer);
    ex.labels += 1;
    let jumps = Jumps::of(&block);
    let frame = Frame {
        plain_calls: context::plain_calls(ex),
        captures: captures(ex),
        ..Frame::of(Exit::Break {
            label: label.clone(),
            trampoline: jumps.any().then_some(jumps),
            catches,
        })
    };
    within(ex, frame, |ex| ex.visit_block_mut(&mut block));
    let private = ex.private(outer);
    let is_wrong = ex.frames.is_empty() && !ex.errors.is_empty();
    let errors = is_wrong.then(|| ex.errors.to_tokens());
    // A block that never ends does not get there; that is no news to the user.
    let finish = |value: TokenStream| {
        let value = match &errors {
            Some(errors) => quote_spanned!(outer=> { #errors #value }),
            None => value,
        };
        quote_spanned!(outer=>
            let value = #block;
            #[allow(unreachable_code)]
            let value = #value;
            value
        )
    };
    let value = quote_spanned!(outer=> #private::Ok::<_, #private::Error>(value));
    if !jumps.any() {
        let body = finish(value);
        return quote_spanned!(outer=> #label: { #body });
    }
    let carried = match jumps.breaks {
        None => quote_spanned!(outer=> #private::Infallible),
        Some(false) => quote_spanned!(outer=> ()),
        Some(true) => quote_spanned!(outer=> _),
    };
    let break_arm = match jumps.breaks {
        None => quote_spanned!(outer=> match value {}),
        Some(valued) => {
            let value = valued.then(|| quote_spanned!(outer=> value));
            jump_out(ex, value, true)
        }
    };
    let continue_arm = jump_out(ex, None, false);
    let body = finish(quote_spanned!(outer=> #private::Flow::<_, #carried>::Value(#value)));
    quote_spanned!(outer=> match #label: { #body } {
        #private::Flow::Value(value) => value,
        #private::Flow::Break(value) => { let _ = &value; #break_arm }
        #private::Flow::Continue => #continue_arm,
    })
}

/// An unlabelled `break` or `continue` that stands directly in a labelled block of ours takes two jumps.
pub(super) fn jump(
    ex: &Expander<'_>,
    span: Span,
    value: Option<&Expr>,
    breaks: bool,
) -> Option<TokenStream> {
    let Frame {
        exit:
            Exit::Break {
                label,
                trampoline: Some(jumps),
                ..
            },
        loops: 0,
        ..
    } = ex.frames.last()?
    else {
        return None;
    };
    let private = ex.private(span);
    let span = hidden(span);
    Some(match (breaks, value) {
        (true, Some(value)) => {
            quote_spanned!(span=> break #label #private::Flow::Break(#value))
        }
        (true, None) if jumps.breaks == Some(true) => return None,
        (true, None) => quote_spanned!(span=> break #label #private::Flow::Break(())),
        (false, _) => quote_spanned!(span=> break #label #private::Flow::Continue),
    })
}

/// The second jump, which may itself stand directly in a labelled block.
fn jump_out(ex: &Expander<'_>, value: Option<TokenStream>, breaks: bool) -> TokenStream {
    let span = Span::mixed_site();
    let expression = value.map(Expr::Verbatim);
    jump(ex, span, expression.as_ref(), breaks).unwrap_or_else(|| {
        if breaks {
            quote_spanned!(span=> break #expression)
        } else {
            quote_spanned!(span=> continue)
        }
    })
}

impl Jumps {
    fn of(block: &Block) -> Self {
        let mut find = FindJumps {
            jumps: Self::default(),
            loops: 0,
        };
        find.visit_block(block);
        find.jumps
    }

    fn any(self) -> bool {
        self.breaks.is_some() || self.continues
    }
}

struct FindJumps {
    jumps: Jumps,
    loops: usize,
}

impl FindJumps {
    fn in_loop(&mut self, body: &Block) {
        self.loops += 1;
        self.visit_block(body);
        self.loops -= 1;
    }
}

impl<'a> Visit<'a> for FindJumps {
    fn visit_expr_break(&mut self, expression: &'a ExprBreak) {
        if expression.label.is_none() && self.loops == 0 {
            let valued = self.jumps.breaks == Some(true) || expression.expr.is_some();
            self.jumps.breaks = Some(valued);
        }
        visit::visit_expr_break(self, expression);
    }

    fn visit_expr_continue(&mut self, expression: &'a ExprContinue) {
        self.jumps.continues |= expression.label.is_none() && self.loops == 0;
    }

    fn visit_expr_for_loop(&mut self, expression: &'a ExprForLoop) {
        self.visit_expr(&expression.expr);
        self.in_loop(&expression.body);
    }

    fn visit_expr_while(&mut self, expression: &'a ExprWhile) {
        self.visit_expr(&expression.cond);
        self.in_loop(&expression.body);
    }

    fn visit_expr_loop(&mut self, expression: &'a ExprLoop) {
        self.in_loop(&expression.body);
    }

    // Jumps do not leave these.
    fn visit_expr_closure(&mut self, _: &'a ExprClosure) {}
    fn visit_expr_async(&mut self, _: &'a ExprAsync) {}
    fn visit_item(&mut self, _: &'a Item) {}
}

/// Does `update` while `place`, which is a `Result`, is locked, and writes back what was copied out.
pub(super) fn with_place(
    ex: &Expander<'_>,
    span: Span,
    place: &TokenStream,
    update: &TokenStream,
    words: &Words,
) -> TokenStream {
    let private = ex.private(span);
    let inner = hidden(span);
    let leave = leave_named(ex, span, words);
    let commit = call(
        span,
        &quote_spanned!(inner=> #private::Placed(place)),
        "__pointers_commit",
        &quote!(),
    );
    let commit = raise_step(ex, span, &commit, words, "");
    quote_spanned!(inner=> (match #place {
        #private::Ok(mut place) => { #update; #commit }
        #private::Err(error) => #leave,
    }))
}

pub(super) fn raised(ex: &Expander<'_>, span: Span, called: &impl ToTokens) -> TokenStream {
    let private = ex.private(span);
    let inner = hidden(span);
    let wrapped = quote_spanned!(inner=> #private::Raised(#called));
    raise(
        ex,
        span,
        &call(inner, &wrapped, "__pointers_raise", &quote!()),
    )
}
