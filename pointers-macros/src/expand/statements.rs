//! Declarations: `mut` where a handle needs it, and element types that the macro knows before the compiler does.

use std::mem;

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;
use syn::{Block, Local, Pat, PatIdent, Stmt, Token};

use super::{Expander, hidden};
use crate::model::{self, BindingId, Kind, Origin, ValueForm};

impl Expander<'_> {
    pub(super) fn statements(&mut self, block: &mut Block) {
        let statements = mem::take(&mut block.stmts);
        block.stmts.reserve(statements.len());
        for mut statement in statements {
            let hint = match &statement {
                Stmt::Local(local) if !self.in_constant() => self.hint(local),
                _ => None,
            };
            let views = self.loop_statement(&mut statement);
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
        }
    }

    /// Makes a handle's variable `mut` where the macro assigns it.
    pub(super) fn declaration(&self, pattern: &mut PatIdent) {
        if let Some(id) = model::declared(pattern)
            && pattern.mutability.is_none()
            && pattern.by_ref.is_none()
            && !self.in_constant()
            && self.is_assigned(id)
        {
            pattern.mutability = Some(Token![mut](hidden(pattern.ident.span())));
        }
        model::unmark(&mut pattern.attrs);
    }

    pub(super) fn is_assigned(&self, id: BindingId) -> bool {
        let facts = &self.model.get(id).facts;
        let steps =
            facts.stepped && self.model.kind(id) != Kind::Plain && !self.model.is_reference(id);
        steps || facts.assigned && self.model.needs_mut(id) || self.is_updated(id)
    }

    /// What tells the compiler the element type of a variable's block, where the first value moved in does.
    ///
    /// `println!("{}", ~p)` may stand before `p <<= "abc"`, and a handle that nothing types is to `i32`.
    fn hint(&self, local: &Local) -> Option<TokenStream> {
        let pattern = match &local.pat {
            Pat::Type(typed) => &*typed.pat,
            pattern => pattern,
        };
        let Pat::Ident(pattern) = pattern else {
            return None;
        };
        local.init.as_ref()?;
        let id = model::declared(pattern)?;
        let binding = self.model.get(id);
        if matches!(binding.origin, Origin::Alias(_) | Origin::Plain) || !self.model.infers(id) {
            return None;
        }
        let handle = matches!(self.model.kind(id), Kind::Malloc | Kind::Calloc);
        let name = &binding.name;
        let span = hidden(name.span());
        let private = self.private(name.span());
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
}
