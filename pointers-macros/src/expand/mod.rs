//! The last stage: from the tree to Rust.
//!
//! Each operation becomes a method call whose meaning the type decides: a hidden inherent method on the handles,
//! which method lookup finds first, and a trait of the same name for every type that has the standard operator (see
//! `pointers_core::expansion`). Generated names have `Span::mixed_site()`, so they meet none of the user's; the names of
//! those methods have the user's span, so that `#[track_caller]` names the user's line.
//!
//! | files | what they make |
//! | --- | --- |
//! | `statements`, `items`, `leave`, `catch`, `show` | declarations and functions; how an error leaves them; `try`; `#![show]` |
//! | `raising`, `renewal` | calls that raise; `realloc(place, n)`, which assigns to the place |
//! | `operators`, and for each `reads`, `moves`, `additions`, `stars`, `refused` | `~p`; `p <<= v`; `p += n`; `*p`; handles where none can stand |
//! | `path`, `chains`, `words` | `v->data[i]`: the chain of calls; what such places consist of; their names in errors |
//! | `places`, `parts` | `~p` as a place that is assigned or read in part |
//! | `sides`, `arms` | two arms, where only the type says whose an operator, or a `base[i]`, is |
//! | `kinds`, `sizes`, `viewed`, `spans` | what is known before the types are; proofs of sizes; accesses in loops; where all of it lies |

mod additions;
mod arms;
mod catch;
mod chains;
mod items;
pub(crate) mod kinds;
pub(crate) mod leave;
mod moves;
mod operators;
mod parts;
mod path;
pub(crate) mod places;
pub(crate) mod raising;
pub(crate) mod reads;
mod refused;
mod renewal;
mod show;
mod sides;
mod sizes;
mod spans;
mod stars;
pub(crate) mod statements;
pub(crate) mod viewed;
mod words;

use std::collections::HashSet;
use std::mem;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::{
    Arm, BinOp, Block, Expr, ExprAsync, ExprBinary, ExprCast, ExprClosure, ExprConst, ExprForLoop,
    ExprIf, ExprIndex, ExprLet, ExprLoop, ExprMatch, ExprPath, ExprRepeat, ExprReturn, ExprUnary,
    ExprWhile, GenericArgument, ImplItemFn, Item, ItemFn, Local, PatIdent, Stmt, TraitItemFn, Type,
    spanned::Spanned,
};

use crate::walk::visit_mut::{self, VisitMut};
use crate::{
    errors::Errors,
    messages,
    model::{self, Model},
    syntax::{self, Body, Source},
};
pub(crate) use kinds::names_constant;
use leave::Frame;
use spans::Extent;
pub(crate) use viewed::View;

/// The stage after this one: expands a loop, and gives what goes before it.
pub(crate) type Loops = fn(&mut Expander<'_>, &mut Expr) -> TokenStream;

/// Expands `source`, with the errors after it: what stands before a mistake is to be what it is without one. `krate` is
/// the path to `pointers` as the user's crate knows it, and `loops` the stage after this one.
pub(crate) fn expand(
    source: Source,
    model: &Model,
    krate: TokenStream,
    errors: &mut Errors,
    loops: Loops,
) -> TokenStream {
    let proves_sizes = !source.header.allow_misuse;
    let mut expander = Expander {
        model,
        krate,
        errors,
        frames: Vec::new(),
        labels: 0,
        only_reads: false,
        proves_sizes,
        hoists: !source.header.deny_hoisting && !source.header.show,
        shows: source.header.show,
        handed_on: match source.header.show {
            true => show::handed_on(&source.body, model),
            false => HashSet::new(),
        },
        loops,
        views: Vec::new(),
        lent: Vec::new(),
        twice: false,
        copies: 1,
        handles_only: false,
    };
    match source.body {
        Body::Block(block) => {
            let imports = expander.imports();
            let labelled = leave::labelled(&mut expander, block, false);
            quote::quote_spanned!(Span::mixed_site()=> { #imports #labelled })
        }
        Body::Items(mut items) => {
            items
                .iter_mut()
                .for_each(|item| expander.visit_item_mut(item));
            let errors = expander.errors.to_tokens();
            quote!(#(#items)* #errors)
        }
    }
}

pub(crate) struct Expander<'m> {
    pub(crate) model: &'m Model,
    pub(crate) krate: TokenStream,
    pub(crate) errors: &'m mut Errors,
    frames: Vec<Frame>,
    /// How many labels there are so far.
    pub(crate) labels: usize,
    /// In the arguments of a user's macro only `~` and `->` are rewritten.
    pub(crate) only_reads: bool,
    /// A value that does not fit is a compile error.
    pub(crate) proves_sizes: bool,
    /// Loop-invariant look-ups of handles are hoisted: made once, before the loop.
    pub(crate) hoists: bool,
    /// The heap is drawn after each statement that changed it.
    shows: bool,
    /// The variables whose handles somebody else may have then.
    handed_on: HashSet<model::BindingId>,
    /// The variables for which that was done, innermost loop last.
    pub(crate) views: Vec<View>,
    /// What borrows memory for the loop around, and is let go of before an error leaves it.
    pub(crate) lent: Vec<Ident>,
    /// The loop around is expanded twice; those in it are not once more.
    pub(crate) twice: bool,
    /// How often what is being expanded will stand in the expansion.
    pub(crate) copies: usize,
    /// What is being expanded is run only if a type that the macro does not know is a handle's.
    pub(crate) handles_only: bool,
    /// Looks for what is the same at all rounds of a loop.
    pub(crate) loops: Loops,
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

/// Takes off what says that an index, or a field of one, is a value.
fn index_mark(expression: &mut Expr) -> Option<stars::Mark> {
    match expression {
        Expr::Index(index) => stars::star_marks(&mut index.attrs),
        Expr::Field(field) => stars::star_marks(&mut field.attrs),
        Expr::Unary(unary) if path::is_open_star(unary) => stars::star_marks(&mut unary.attrs),
        _ => None,
    }
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

    /// Whether an expression is one that reads what a handle points to, or that calls one of our functions.
    pub(crate) fn reads_memory(&self, expression: &Expr) -> bool {
        match expression {
            Expr::Unary(_) | Expr::Field(_) | Expr::Index(_) => {
                places::holds_place(self, expression)
            }
            Expr::Call(_) => true,
            _ => false,
        }
    }

    pub(crate) fn visit_arguments(
        &mut self,
        arguments: &mut syn::punctuated::Punctuated<Expr, syn::Token![,]>,
    ) {
        for argument in arguments {
            places::visit_argument(self, argument);
        }
    }

    fn expand_expression(&mut self, expression: &mut Expr) {
        if leave::in_constant(self) {
            if let Some(operand) = syntax::deref_operand(expression)
                && !kinds::is_plain(self, operand)
            {
                let error = syn::Error::new_spanned(&expression, messages::NO_TILDE_IN_CONSTANT);
                let error = error.to_compile_error();
                *expression = Expr::Verbatim(quote::quote_spanned!(Span::mixed_site()=> (#error)));
                return;
            }
            match expression {
                Expr::Unary(unary) => {
                    syntax::marker::take(&mut unary.attrs, syntax::marker::DEREF);
                }
                Expr::Assign(assign) => {
                    syntax::marker::take(&mut assign.attrs, syntax::marker::NAMED);
                }
                Expr::Path(_) if path::is_null(self, expression) && !self.model.own_null => {
                    *expression = Expr::Verbatim(path::null(expression));
                    return;
                }
                Expr::Binary(binary) => {
                    syntax::marker::take(&mut binary.attrs, syntax::marker::DIFFERENCE);
                }
                _ => {
                    index_mark(expression);
                }
            }
            if !raising::restored(self, expression) {
                visit_mut::visit_expr_mut(self, expression);
            }
            return;
        }
        if let Some(error) = refused::refused_field(self, expression) {
            *expression = Expr::Verbatim(error);
            return;
        }
        if path::is_null(self, expression) {
            *expression = Expr::Verbatim(path::null(expression));
            return;
        }
        if let Some(position) = index_mark(expression) {
            let written = Extent::of(expression);
            if arms::expand_value(self, expression, &position) {
                spans::written_at(expression, written);
                return;
            }
        }
        if arms::expand_call(self, expression) {
            return;
        }
        let address = matches!(expression, Expr::RawAddr(_)).then(|| expression.span());
        let written =
            (address.is_some() || self.reads_memory(expression)).then(|| Extent::of(expression));
        if places::expand_place(self, expression)
            || parts::expand_part(self, expression)
            || operators::expand_operator(self, expression)
            || raising::expand_call(self, expression)
        {
            // What the compiler suggests to write behind `&raw mut p[i]` it writes behind all of it.
            if let Some(span) = address {
                let value = reads::read_value(self, span, &quote!((#expression)));
                *expression = Expr::Verbatim(value);
            }
            if let Some(written) = written {
                spans::written_at(expression, written);
            }
            return;
        }
        match expression {
            Expr::Match(matched) if syntax::try_except(matched).is_some() => {
                let attributes = mem::take(&mut matched.attrs);
                let tokens = catch::try_except(self, matched);
                *expression = Expr::Verbatim(
                    quote::quote_spanned!(Span::mixed_site()=> #(#attributes)* (#tokens)),
                );
            }
            Expr::Return(ExprReturn {
                expr: Some(value), ..
            }) if path::is_null(self, value) => {
                **value = Expr::Verbatim(path::null_returned(value));
            }
            Expr::Break(jump) if jump.label.is_none() => {
                visit_mut::visit_expr_break_mut(self, jump);
                if let Some(tokens) =
                    leave::jump(self, jump.break_token.span, jump.expr.as_deref(), true)
                {
                    *expression = Expr::Verbatim(tokens);
                }
            }
            Expr::Continue(jump) if jump.label.is_none() => {
                if let Some(tokens) = leave::jump(self, jump.continue_token.span, None, false) {
                    *expression = Expr::Verbatim(tokens);
                }
            }
            Expr::ForLoop(_) | Expr::While(_) | Expr::Loop(_) => {
                let views = (self.loops)(self, expression);
                if !views.is_empty() {
                    *expression = Expr::Verbatim(
                        quote::quote_spanned!(Span::mixed_site()=> { #views #expression }),
                    );
                }
            }
            Expr::Field(field) if syntax::is_type_property(field) => {
                self.errors.on(&field.member, messages::NO_TYPE);
                *expression = Expr::Verbatim(self.unknown());
            }
            _ => visit_mut::visit_expr_mut(self, expression),
        }
    }
}

impl VisitMut for Expander<'_> {
    fn visit_expr_mut(&mut self, expression: &mut Expr) {
        let around = mem::take(&mut self.handles_only);
        self.expand_expression(expression);
        self.handles_only = around;
    }

    fn visit_expr_binary_mut(&mut self, binary: &mut ExprBinary) {
        if matches!(binary.op, BinOp::And(_) | BinOp::Or(_)) {
            refused::condition(self, &mut binary.left);
            refused::condition(self, &mut binary.right);
        } else if syntax::is_comparison(&binary.op) {
            path::shown(self, &mut binary.left);
            path::shown(self, &mut binary.right);
        } else {
            visit_mut::visit_expr_binary_mut(self, binary);
        }
        spans::operand(&mut binary.left);
        if syntax::is_compound(&binary.op) {
            spans::right_side(&mut binary.right);
        } else {
            spans::operand(&mut binary.right);
        }
    }

    fn visit_expr_unary_mut(&mut self, unary: &mut ExprUnary) {
        stars::star_marks(&mut unary.attrs);
        syntax::marker::take(&mut unary.attrs, syntax::marker::OPEN_STAR);
        visit_mut::visit_expr_unary_mut(self, unary);
        spans::operand(&mut unary.expr);
    }

    fn visit_expr_index_mut(&mut self, index: &mut ExprIndex) {
        for note in [syntax::marker::WORDS, syntax::marker::OPEN_STAR] {
            syntax::marker::take(&mut index.attrs, note);
        }
        visit_mut::visit_expr_index_mut(self, index);
        spans::operand(&mut index.expr);
    }

    fn visit_expr_cast_mut(&mut self, cast: &mut ExprCast) {
        visit_mut::visit_expr_cast_mut(self, cast);
        spans::operand(&mut cast.expr);
    }

    fn visit_block_mut(&mut self, block: &mut Block) {
        statements::statements(self, block);
    }

    fn visit_stmt_mut(&mut self, statement: &mut Stmt) {
        if let Stmt::Expr(Expr::Match(matched), semicolon) = statement
            && syntax::try_except(matched).is_some()
            && !leave::in_constant(self)
        {
            let attributes = mem::take(&mut matched.attrs);
            let tokens = catch::try_except(self, matched);
            let tokens = quote!(#(#attributes)* #tokens);
            *statement = Stmt::Expr(Expr::Verbatim(tokens), *semicolon);
            return;
        }
        if let Stmt::Expr(expression, semicolon) = statement {
            if semicolon.is_some() {
                refused::minus_minus(self, expression);
            }
            let attributes = syntax::take_attributes(expression);
            // What is only read to see that it can be is no operation without use.
            let dropped = (semicolon.is_some() && syntax::deref_operand(expression).is_some())
                .then(|| quote::quote_spanned!(Span::mixed_site()=> let _ =));
            self.visit_expr_mut(expression);
            if !attributes.is_empty() || dropped.is_some() {
                let tokens = quote!(#(#attributes)* #dropped #expression);
                *statement = Stmt::Expr(Expr::Verbatim(tokens), *semicolon);
            }
            return;
        }
        visit_mut::visit_stmt_mut(self, statement);
    }

    fn visit_expr_match_mut(&mut self, expression: &mut ExprMatch) {
        let patterns: Vec<_> = expression.arms.iter().map(|arm| &arm.pat).collect();
        parts::refuse_ref_mut(self, &expression.expr, &patterns);
        arms::matched(self, &mut expression.expr, &patterns);
        path::shown(self, &mut expression.expr);
        visit_mut::visit_expr_match_mut(self, expression);
    }

    fn visit_expr_let_mut(&mut self, expression: &mut ExprLet) {
        parts::refuse_ref_mut(self, &expression.expr, &[&expression.pat]);
        arms::matched(self, &mut expression.expr, &[&expression.pat]);
        path::shown(self, &mut expression.expr);
        visit_mut::visit_expr_let_mut(self, expression);
    }

    fn visit_local_mut(&mut self, local: &mut Local) {
        if let Some(init) = &mut local.init {
            parts::refuse_ref_mut(self, &init.expr, &[&local.pat]);
            arms::matched(self, &mut init.expr, &[&local.pat]);
        }
        visit_mut::visit_local_mut(self, local);
    }

    fn visit_arm_mut(&mut self, arm: &mut Arm) {
        visit_mut::visit_arm_mut(self, arm);
        // What was a block may now be any expression.
        if arm.comma.is_none() {
            arm.comma = Some(syn::Token![,](Span::mixed_site()));
        }
    }

    fn visit_expr_for_loop_mut(&mut self, expression: &mut ExprForLoop) {
        self.visit_pat_mut(&mut expression.pat);
        self.visit_expr_mut(&mut expression.expr);
        leave::in_loop(self, |cx| cx.visit_block_mut(&mut expression.body));
    }

    fn visit_expr_if_mut(&mut self, expression: &mut ExprIf) {
        refused::condition(self, &mut expression.cond);
        self.visit_block_mut(&mut expression.then_branch);
        if let Some((_, other)) = &mut expression.else_branch {
            self.visit_expr_mut(other);
        }
    }

    fn visit_expr_while_mut(&mut self, expression: &mut ExprWhile) {
        refused::condition(self, &mut expression.cond);
        leave::in_loop(self, |cx| cx.visit_block_mut(&mut expression.body));
    }

    fn visit_expr_loop_mut(&mut self, expression: &mut ExprLoop) {
        leave::in_loop(self, |cx| cx.visit_block_mut(&mut expression.body));
    }

    fn visit_expr_closure_mut(&mut self, closure: &mut ExprClosure) {
        // That of a `static` has no function around it that brings the traits.
        let alone = leave::in_constant(self);
        let frame = Frame::capturing(true);
        leave::within(self, frame, |cx| {
            visit_mut::visit_expr_closure_mut(cx, closure)
        });
        if alone {
            let (imports, body) = (self.imports(), &closure.body);
            *closure.body = Expr::Verbatim(quote!({ #imports #body }));
        }
    }

    fn visit_expr_async_mut(&mut self, expression: &mut ExprAsync) {
        let frame = Frame::capturing(leave::plain_calls(self));
        leave::within(self, frame, |cx| cx.visit_block_mut(&mut expression.block));
    }

    fn visit_expr_const_mut(&mut self, expression: &mut ExprConst) {
        leave::constant(self, |cx| cx.visit_block_mut(&mut expression.block));
    }

    fn visit_item_mut(&mut self, item: &mut Item) {
        leave::constant(self, |cx| visit_mut::visit_item_mut(cx, item));
    }

    fn visit_item_fn_mut(&mut self, function: &mut ItemFn) {
        items::expand_function(self, &mut function.sig, &mut function.block);
    }

    fn visit_impl_item_fn_mut(&mut self, function: &mut ImplItemFn) {
        items::expand_function(self, &mut function.sig, &mut function.block);
    }

    fn visit_trait_item_fn_mut(&mut self, function: &mut TraitItemFn) {
        match &mut function.default {
            Some(body) => items::expand_function(self, &mut function.sig, body),
            None => items::parameters(self, &mut function.sig),
        }
    }

    fn visit_type_mut(&mut self, ty: &mut Type) {
        leave::constant(self, |cx| visit_mut::visit_type_mut(cx, ty));
    }

    fn visit_generic_argument_mut(&mut self, argument: &mut GenericArgument) {
        leave::constant(self, |cx| {
            visit_mut::visit_generic_argument_mut(cx, argument)
        });
    }

    fn visit_expr_repeat_mut(&mut self, expression: &mut ExprRepeat) {
        self.visit_expr_mut(&mut expression.expr);
        leave::constant(self, |cx| cx.visit_expr_mut(&mut expression.len));
    }

    fn visit_expr_path_mut(&mut self, path: &mut ExprPath) {
        model::unmark(&mut path.attrs);
        visit_mut::visit_expr_path_mut(self, path);
    }

    fn visit_pat_ident_mut(&mut self, pattern: &mut PatIdent) {
        statements::declaration(self, pattern);
        visit_mut::visit_pat_ident_mut(self, pattern);
    }
}
