//! Declarations: `mut` where a handle needs it, and element types that the macro knows before the compiler does.

use std::mem;

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;
use syn::{Block, Expr, Local, Pat, PatIdent, Stmt, Token};

use super::{Expander, hidden, leave, raising, show};
use crate::{
    model::{self, BindingId, Kind, Origin, ValueForm},
    syntax::{self, untyped},
    walk::visit_mut::VisitMut,
};

pub(super) fn statements(ex: &mut Expander<'_>, block: &mut Block) {
    let statements = mem::take(&mut block.stmts);
    block.stmts.reserve(statements.len());
    block.stmts.extend(show::begin(ex));
    let count = statements.len();
    for (at, mut statement) in statements.into_iter().enumerate() {
        // The last one may be the block's value.
        let is_value = at + 1 == count && matches!(statement, Stmt::Expr(_, None));
        let shown = show::of(ex, &statement).filter(|_| !is_value);
        let hint = match &statement {
            Stmt::Local(local) if !leave::in_constant(ex) => hint(ex, local),
            _ => None,
        };
        if let Stmt::Local(local) = &mut statement {
            allow_mut_once(ex, local);
        }
        let views = loop_statement(ex, &mut statement);
        if !views.is_empty() {
            block
                .stmts
                .push(Stmt::Expr(syn::Expr::Verbatim(views), None));
        }
        block.stmts.push(statement);
        block.stmts.extend(hint.map(|hint| {
            Stmt::Expr(
                syn::Expr::Verbatim(hint),
                Some(Token![;](Span::mixed_site())),
            )
        }));
        block.stmts.extend(shown.map(|told| show::after(ex, &told)));
    }
}

/// Makes a handle's variable `mut` where the macro assigns it.
pub(super) fn declaration(ex: &mut Expander<'_>, pattern: &mut PatIdent) {
    let id = model::declared(pattern);
    if let Some(id) = id {
        leave::declare(ex, id);
    }
    if let Some(id) = id
        && pattern.mutability.is_none()
        && pattern.by_ref.is_none()
        && !leave::in_constant(ex)
        && is_assigned(ex, id)
    {
        pattern.mutability = Some(Token![mut](hidden(pattern.ident.span())));
    }
    model::unmark(&mut pattern.attrs);
}

pub(crate) fn is_assigned(ex: &Expander<'_>, id: BindingId) -> bool {
    let facts = &ex.model.get(id).facts;
    let steps = facts.stepped && ex.model.kind(id) != Kind::Plain && !ex.model.is_reference(id);
    steps
        || facts.assigned && ex.model.needs_mut(id)
        || facts.lent && ex.model.needs_mut(id) && ex.model.kind(id) != Kind::Unknown
        || is_assigned_late(ex, id)
        || raising::is_updated(ex, id)
}

/// Whether a variable is a handle that is declared without a value, `let p: MallocPointer<T>;`, and assigned afterwards,
/// perhaps once, perhaps often.
fn is_assigned_late(ex: &Expander<'_>, id: BindingId) -> bool {
    let binding = ex.model.get(id);
    binding.late
        && !binding.mutable
        && binding.facts.assigned
        && binding
            .annotation
            .as_ref()
            .is_some_and(model::is_handle_type)
}

/// Nobody wrote the `mut` of a variable that is assigned only once.
fn allow_mut_once(ex: &Expander<'_>, local: &mut Local) {
    let name = untyped(&local.pat);
    if let Pat::Ident(name) = name
        && model::declared(name).is_some_and(|id| is_assigned_late(ex, id))
    {
        let span = hidden(name.ident.span());
        local
            .attrs
            .push(syn::parse_quote_spanned!(span=> #[allow(unused_mut)]));
    }
}

/// What tells the compiler the element type of a variable's block, where the first value moved in does.
///
/// `println!("{}", ~p)` may stand before `p <<= "abc"`, and a handle that nothing types is to `i32`.
fn hint(ex: &Expander<'_>, local: &Local) -> Option<TokenStream> {
    let pattern = untyped(&local.pat);
    let Pat::Ident(pattern) = pattern else {
        return None;
    };
    local.init.as_ref()?;
    let id = model::declared(pattern)?;
    let binding = ex.model.get(id);
    if matches!(binding.origin, Origin::Alias(_) | Origin::Plain) || !ex.model.infers(id) {
        return None;
    }
    let handle = matches!(ex.model.kind(id), Kind::Malloc | Kind::Calloc);
    let name = &binding.name;
    let span = hidden(name.span());
    let private = ex.private(name.span());
    let of = |method: TokenStream| Some(quote_spanned!(span=> #private::Hint(&#name).#method));
    match &binding.facts.first_move {
        Some(ValueForm::Str(_)) => of(quote_spanned!(span=> __pointers_str())),
        Some(ValueForm::Slice(_)) => of(quote_spanned!(span=> __pointers_slice())),
        Some(ValueForm::Literal(value)) if handle => {
            of(quote_spanned!(span=> __pointers_value(|| #value)))
        }
        None if handle && !binding.facts.escapes && !binding.facts.read_into => {
            if binding.facts.holds_bytes {
                return of(quote_spanned!(span=> __pointers_value(|| 0_u8)));
            }
            of(quote_spanned!(span=> __pointers_value(|| 0)))
        }
        _ => None,
    }
}

/// Visits a statement, and gives what goes before it if it is a loop.
fn loop_statement(ex: &mut Expander<'_>, statement: &mut Stmt) -> TokenStream {
    match statement {
        Stmt::Expr(expression @ (Expr::ForLoop(_) | Expr::While(_) | Expr::Loop(_)), _)
            if !syntax::is_conditional_expression(expression) && !leave::in_constant(ex) =>
        {
            let attributes = syntax::take_attributes(expression);
            let before = (ex.loops)(ex, expression);
            if !attributes.is_empty() {
                let span = Span::mixed_site();
                *expression = Expr::Verbatim(quote_spanned!(span=> #(#attributes)* #expression));
            }
            before
        }
        _ => {
            ex.visit_stmt_mut(statement);
            TokenStream::new()
        }
    }
}
