//! `place++`, `--place`.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::{BinOp, ExprBinary};

use super::{
    Expander, by_type, call, hidden, leave, ours, path,
    spans::{self, Extent},
    starred,
};
use crate::{syntax::marker, walk::visit_mut::VisitMut};

/// `place++`, `--place`: the place is found once.
pub(super) fn step(ex: &mut Expander<'_>, binary: &mut ExprBinary) -> TokenStream {
    let span = spans::operator_span(&binary.op);
    let inner = hidden(span);
    let up = matches!(binary.op, BinOp::AddAssign(_));
    let method = if up {
        "__pointers_up"
    } else {
        "__pointers_down"
    };
    let postfix = marker::take(&mut binary.attrs, marker::UP)
        || marker::take(&mut binary.attrs, marker::DOWN);
    let left = &mut *binary.left;
    // An error lies at the operator, not at all that is in the macro.
    let operator = Extent {
        first: span,
        last: span,
    };
    let target = spans::step_at(quote_spanned!(inner=> (*(place))), operator);
    let stepped = leave::raise(ex, span, &call(span, &target, method, &quote!()));
    let stepped = if postfix {
        quote_spanned!(inner=> let its_value = *place; #stepped;)
    } else {
        quote_spanned!(inner=> #stepped; let its_value = *place;)
    };
    if !ours::is_found(left) {
        if let Some(stepped) = by_type::step(ex, span, left, &stepped)
            .or_else(|| starred::star_step(ex, span, left, &stepped))
        {
            return stepped;
        }
        ex.visit_expr_mut(left);
        return quote_spanned!(inner=> ({ let place = &mut #left; #stepped its_value }));
    }
    path::step_place(ex, span, left, &stepped)
}
