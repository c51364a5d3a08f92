//! What the expansion has at hand wherever it is.

use std::mem;

use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;
use syn::Expr;

use super::frame::Frame;
use crate::map::Set;
use crate::{
    errors::Errors,
    model::{self, Base, Model, Way},
    syntax,
};

/// The stage after this one: expands a loop, and gives what goes before it.
pub(crate) type Loops = fn(&mut Expander<'_>, &mut Expr) -> TokenStream;

pub(crate) struct Expander<'m> {
    pub(crate) model: &'m Model,
    pub(crate) krate: TokenStream,
    pub(crate) errors: &'m mut Errors,
    pub(super) frames: Vec<Frame>,
    /// How many labels there are so far.
    pub(crate) labels: usize,
    /// In the arguments of a user's macro only `~` and `->` are rewritten.
    pub(crate) only_reads: bool,
    /// A value that does not fit is a compile error.
    pub(crate) proves_sizes: bool,
    /// Loop-invariant look-ups of handles are hoisted: made once, before the loop.
    pub(crate) hoists: bool,
    /// The heap is drawn after each statement that changed it.
    pub(super) shows: bool,
    /// The variables whose handles somebody else may have then.
    pub(super) handed_on: Set<model::BindingId>,
    /// The handles for which that was done, innermost loop last.
    pub(crate) views: Vec<View>,
    /// The handles in memory that were read before a loop around.
    pub(crate) kept: Vec<Kept>,
    /// What keeps, beside the outermost loop around, what was seen of blocks; `None` where there is no loop.
    pub(crate) seen: Option<Vec<Ident>>,
    /// What borrows memory for the loop around, and is let go of before an error leaves it.
    pub(crate) lent: Vec<Ident>,
    /// The loop around is expanded twice; those in it are not once more.
    pub(crate) twice: bool,
    /// The loop around is expanded twice, and what is assigned in it is told its type.
    pub(crate) types_values: bool,
    /// How often what is being expanded will stand in the expansion.
    pub(crate) copies: usize,
    /// What is being expanded is run only if a type that the macro does not know is a handle's.
    pub(crate) handles_only: bool,
    /// Where what the right side around looks at waits; `None` where there is none, or what is looked at ends before it.
    pub(super) slots: Option<Vec<Ident>>,
    /// Looks for what is the same at all rounds of a loop.
    pub(crate) loops: Loops,
}

impl Expander<'_> {
    /// The path to what the expansion names, on the user's line.
    pub(crate) fn private(&self, span: Span) -> TokenStream {
        let krate = self.krate.clone().into_iter().map(|mut token| {
            token.set_span(token.span().located_at(span));
            token
        });
        let krate: TokenStream = krate.collect();
        quote::quote_spanned!(hidden(span)=> #krate::__private)
    }

    /// Expands what stands in the expansion a second time: what is wrong with it was said of the other one, or will be.
    pub(crate) fn silently<R>(&mut self, expand: impl FnOnce(&mut Self) -> R) -> R {
        let said = mem::take(self.errors);
        let expanded = expand(self);
        *self.errors = said;
        expanded
    }

    /// A value of any type, in place of what was refused, so that nothing else is.
    pub(crate) fn unknown(&self) -> TokenStream {
        let private = self.private(Span::mixed_site());
        quote::quote_spanned!(Span::mixed_site()=> #private::unknown())
    }

    /// Brings the traits into scope whose methods the expansion calls.
    pub(crate) fn imports(&self) -> TokenStream {
        let span = Span::mixed_site();
        let private = self.private(span);
        quote::quote_spanned!(span=> use #private::traits::*;)
    }
}

/// A span for generated names that lies where the user's `span` does.
pub(crate) fn hidden(span: Span) -> Span {
    Span::mixed_site().located_at(span)
}

/// Takes the expression out of its place in the tree.
pub(crate) fn take(expression: &mut Expr) -> Expr {
    mem::replace(expression, syntax::placeholder())
}

/// An expression as the receiver of a method call.
pub(crate) fn receiver(expression: &Expr) -> TokenStream {
    match expression {
        Expr::Path(_)
        | Expr::Call(_)
        | Expr::MethodCall(_)
        | Expr::Field(_)
        | Expr::Index(_)
        | Expr::Paren(_)
        | Expr::Verbatim(_) => expression.to_token_stream(),
        _ => {
            let mut group = proc_macro2::Group::new(
                proc_macro2::Delimiter::Parenthesis,
                expression.to_token_stream(),
            );
            group.set_span(Span::mixed_site());
            group.to_token_stream()
        }
    }
}

/// `receiver.method(arguments)`, called from the user's `span`.
pub(crate) fn call(
    span: Span,
    receiver: &impl ToTokens,
    method: &str,
    arguments: &impl ToTokens,
) -> TokenStream {
    let method = Ident::new(method, span);
    quote::quote_spanned!(span=> #receiver.#method(#arguments))
}

/// A handle, and what its elements are reached through.
pub(crate) struct View {
    pub(crate) base: Base,
    pub(crate) name: Ident,
    /// What each access is to compare with the handle that was looked up.
    pub(crate) guard: Option<TokenStream>,
    /// `realloc` of the handle looks it up again.
    pub(crate) renewed: bool,
}

/// A handle that lies in memory, and the variable that it was read into.
pub(crate) struct Kept {
    pub(crate) way: Way,
    pub(crate) name: Ident,
}

impl Expander<'_> {
    /// The handle that was read before a loop around.
    pub(crate) fn kept(&self, way: &Way) -> Option<&Kept> {
        self.kept.iter().rev().find(|kept| kept.way == *way)
    }
}

pub(super) fn plain_calls(ex: &Expander<'_>) -> bool {
    ex.frames.last().is_some_and(|frame| frame.plain_calls)
}
