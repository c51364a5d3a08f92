//! Sizes: a value that cannot fit where it is moved does not build.
//!
//! A constant is put beside the move, which the compiler evaluates once it knows the type of the value. It is left out where
//! the source says both sizes and they fit; where they do not, the check has most often said so before.

use proc_macro2::TokenStream;
use quote::quote_spanned;
use syn::{Expr, Type, spanned::Spanned};

use super::{Expander, hidden, kinds::names_constant, leave};
use crate::{
    model::{self, Allocator, BindingId, ValueForm},
    primitives, syntax,
};

/// The proof that `value` fits where `left <<= value` moves it, if the size is a constant.
pub(super) fn size_proof(ex: &mut Expander<'_>, left: &Expr, value: &Expr) -> Option<TokenStream> {
    let id = model::handle_root(left).filter(|_| ex.proves_sizes && !leave::in_constant(ex))?;
    if !ex.model.has_first_size(model::move_into(left)?) {
        return None;
    }
    let allocation = ex.model.allocation(id)?;
    let room = allocation.room()?;
    let literal = model::literal_integer(room);
    if literal.is_none() && !is_constant(room) {
        return None;
    }
    // CPython counts fewer bytes for other texts than they have: the type of the handle decides there.
    let size = written_size(ex, id, value).filter(|_| !is_other_than_ascii(value));
    if let (Some(size), Some(room)) = (size, literal)
        && size <= room
    {
        return None;
    }
    let span = value.span();
    let private = ex.private(span);
    let inner = hidden(span);
    let name = &ex.model.get(id).name;
    let text = name.to_string();
    let chunks = allocation.function != Allocator::Malloc;
    let proof = match ValueForm::of(value) {
        ValueForm::Str(length) | ValueForm::Slice(Some(length)) => {
            quote_spanned!(inner=> #private::fits_slice::<_, Site>(#length, #room))
        }
        _ => quote_spanned!(inner=> #private::fits::<_, Site>(#room)),
    };
    Some(quote_spanned!(inner=>
        struct Site;
        impl #private::Name for Site {
            const NAME: &'static str = #text;
            const CHUNKS: bool = #chunks;
        }
        #private::prove(&#name, const { #proof });
    ))
}

/// The size of the value, if the source says it: of a text, or of an element type that is a primitive.
fn written_size(ex: &Expander<'_>, id: BindingId, value: &Expr) -> Option<u128> {
    match ex.model.element(id) {
        Some(element) => match (primitive_size(element)?, ValueForm::of(value)) {
            (Size::Fixed(size), _) => Some(size),
            (Size::Text, ValueForm::Str(length)) => u128::try_from(length).ok(),
            (Size::Text, _) => None,
        },
        None => match ValueForm::of(value) {
            ValueForm::Str(length) if ex.model.infers(ex.model.root(id)) => {
                u128::try_from(length).ok()
            }
            _ => None,
        },
    }
}

/// Whether a value is a text with characters of more than one byte.
fn is_other_than_ascii(value: &Expr) -> bool {
    let value = syntax::peel_parens(value);
    match value {
        Expr::Lit(literal) => {
            matches!(&literal.lit, syn::Lit::Str(text) if !text.value().is_ascii())
        }
        Expr::Group(inner) => is_other_than_ascii(&inner.expr),
        _ => false,
    }
}

enum Size {
    Fixed(u128),
    Text,
}

fn primitive_size(ty: &Type) -> Option<Size> {
    let Type::Path(path) = ty else { return None };
    match path.path.get_ident()?.to_string().as_str() {
        "str" => Some(Size::Text),
        name => primitives::size(name).map(Size::Fixed),
    }
}

/// Whether an expression can stand in a constant: literals, names of constants and const parameters, `size_of`.
fn is_constant(expression: &Expr) -> bool {
    let expression = syntax::peel_parens(expression);
    match expression {
        Expr::Lit(_) => true,
        Expr::Path(path) => model::binding(expression).is_none() && names_constant(&path.path),
        Expr::Binary(binary) => is_constant(&binary.left) && is_constant(&binary.right),
        Expr::Cast(cast) => is_constant(&cast.expr),
        Expr::Call(call) => {
            call.args.is_empty()
                && matches!(&*call.func, Expr::Path(path)
                    if path.path.segments.last().is_some_and(|last| last.ident == "size_of"))
        }
        _ => false,
    }
}
