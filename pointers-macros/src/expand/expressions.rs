//! Each kind of expression, and what it becomes.

use std::mem;

use proc_macro2::Span;
use quote::quote;
use syn::{
    Arm, BinOp, Block, Expr, ExprAsync, ExprBinary, ExprCast, ExprClosure, ExprConst, ExprForLoop,
    ExprIf, ExprIndex, ExprLet, ExprLoop, ExprMatch, ExprPath, ExprRepeat, ExprReturn, ExprUnary,
    ExprWhile, GenericArgument, ImplItemFn, Item, ItemFn, Local, PatIdent, Stmt, TraitItemFn, Type,
    spanned::Spanned,
};

use super::{
    Expander, assignments, by_type, catch, context,
    frame::Frame,
    items, kinds, leave, operators, ours, parts, path, places, raising, receivers, refused, rights,
    spans::{self, Extent},
    stars, statements,
};
use crate::{
    messages, model, syntax,
    walk::visit_mut::{self, VisitMut},
};

/// Takes off what says that an index, or a field of one, is a value.
fn index_mark(expression: &mut Expr) -> Option<stars::Mark> {
    match expression {
        Expr::Index(index) => stars::star_marks(&mut index.attrs),
        Expr::Field(field) => stars::star_marks(&mut field.attrs),
        Expr::Unary(unary) if ours::is_open_star(unary) => stars::star_marks(&mut unary.attrs),
        _ => None,
    }
}

impl Expander<'_> {
    fn expand_expression(&mut self, expression: &mut Expr) {
        if leave::in_constant(self) {
            return self.expand_in_constant(expression);
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
            if by_type::expand_value(self, expression, &position) {
                spans::written_at(expression, written);
                return;
            }
        }
        if receivers::expand_call(self, expression) {
            return;
        }
        refused::chained(self, expression);
        let address = matches!(expression, Expr::RawAddr(_)).then(|| expression.span());
        let written = (address.is_some()
            || stars::is_star(expression)
            || places::reads_memory(self, expression))
        .then(|| Extent::of(expression));
        if assignments::expand_place(self, expression)
            || parts::expand_part(self, expression)
            || operators::expand_operator(self, expression)
            || raising::expand_call(self, expression)
        {
            // What the compiler suggests to write behind `&raw mut p[i]` it writes behind all of it.
            if let Some(span) = address {
                let value = spans::read_value(self, span, &quote!((#expression)));
                *expression = Expr::Verbatim(value);
            }
            if let Some(written) = written {
                spans::written_at(expression, written);
            }
            return;
        }
        self.expand_rusts(expression);
    }

    /// What is an expression of Rust's, in which ours may stand.
    fn expand_rusts(&mut self, expression: &mut Expr) {
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

    /// In a constant nothing of ours runs: all means what Rust means by it.
    fn expand_in_constant(&mut self, expression: &mut Expr) {
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
            Expr::Path(_) if path::is_null(self, expression) => {
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
            refused::assigned_operand(self, binary);
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
        rights::apart(self, |ex| statements::statements(ex, block));
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
        by_type::matched(self, &mut expression.expr, &patterns);
        path::shown(self, &mut expression.expr);
        visit_mut::visit_expr_match_mut(self, expression);
    }

    fn visit_expr_let_mut(&mut self, expression: &mut ExprLet) {
        parts::refuse_ref_mut(self, &expression.expr, &[&expression.pat]);
        by_type::matched(self, &mut expression.expr, &[&expression.pat]);
        path::shown(self, &mut expression.expr);
        visit_mut::visit_expr_let_mut(self, expression);
    }

    fn visit_local_mut(&mut self, local: &mut Local) {
        if let Some(init) = &mut local.init {
            parts::refuse_ref_mut(self, &init.expr, &[&local.pat]);
            by_type::matched(self, &mut init.expr, &[&local.pat]);
        }
        visit_mut::visit_local_mut(self, local);
    }

    fn visit_arm_mut(&mut self, arm: &mut Arm) {
        rights::apart(self, |ex| visit_mut::visit_arm_mut(ex, arm));
        // What was a block may now be any expression.
        if arm.comma.is_none() {
            arm.comma = Some(syn::Token![,](Span::mixed_site()));
        }
    }

    fn visit_expr_for_loop_mut(&mut self, expression: &mut ExprForLoop) {
        self.visit_pat_mut(&mut expression.pat);
        self.visit_expr_mut(&mut expression.expr);
        leave::in_loop(self, |ex| ex.visit_block_mut(&mut expression.body));
    }

    fn visit_expr_if_mut(&mut self, expression: &mut ExprIf) {
        rights::apart(self, |ex| refused::condition(ex, &mut expression.cond));
        self.visit_block_mut(&mut expression.then_branch);
        if let Some((_, other)) = &mut expression.else_branch {
            self.visit_expr_mut(other);
        }
    }

    fn visit_expr_while_mut(&mut self, expression: &mut ExprWhile) {
        rights::apart(self, |ex| refused::condition(ex, &mut expression.cond));
        leave::in_loop(self, |ex| ex.visit_block_mut(&mut expression.body));
    }

    fn visit_expr_loop_mut(&mut self, expression: &mut ExprLoop) {
        leave::in_loop(self, |ex| ex.visit_block_mut(&mut expression.body));
    }

    fn visit_expr_closure_mut(&mut self, closure: &mut ExprClosure) {
        // That of a `static` has no function around it that brings the traits.
        let alone = leave::in_constant(self);
        let frame = Frame::capturing(true);
        leave::within(self, frame, |ex| {
            rights::apart(ex, |ex| visit_mut::visit_expr_closure_mut(ex, closure));
        });
        if alone {
            let (imports, body) = (self.imports(), &closure.body);
            *closure.body = Expr::Verbatim(quote!({ #imports #body }));
        }
    }

    fn visit_expr_async_mut(&mut self, expression: &mut ExprAsync) {
        let frame = Frame::capturing(context::plain_calls(self));
        leave::within(self, frame, |ex| ex.visit_block_mut(&mut expression.block));
    }

    fn visit_expr_const_mut(&mut self, expression: &mut ExprConst) {
        leave::constant(self, |ex| ex.visit_block_mut(&mut expression.block));
    }

    fn visit_item_mut(&mut self, item: &mut Item) {
        leave::constant(self, |ex| visit_mut::visit_item_mut(ex, item));
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
        leave::constant(self, |ex| visit_mut::visit_type_mut(ex, ty));
    }

    fn visit_generic_argument_mut(&mut self, argument: &mut GenericArgument) {
        leave::constant(self, |ex| {
            visit_mut::visit_generic_argument_mut(ex, argument)
        });
    }

    fn visit_expr_repeat_mut(&mut self, expression: &mut ExprRepeat) {
        self.visit_expr_mut(&mut expression.expr);
        leave::constant(self, |ex| ex.visit_expr_mut(&mut expression.len));
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
