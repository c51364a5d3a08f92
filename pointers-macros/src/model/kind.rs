//! What written types and paths say: a handle of which kind, to what.

use proc_macro2::Ident;
use syn::{ExprCall, Type};

use crate::{
    primitives,
    syntax::{called_path, last_two, referred, type_argument},
};

/// What the form of the source says of a variable's type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Malloc,
    Calloc,
    /// Certainly no handle.
    Plain,
    Unknown,
}

fn last_segment(ty: &Type) -> Option<&syn::PathSegment> {
    match referred(ty) {
        Type::Path(path) => path.path.segments.last(),
        _ => None,
    }
}

/// What a written type says. A name of the user's may be an alias of a handle type, so it says nothing; and a handle type without
/// what it points to is no handle type, but a name of the user's.
pub(crate) fn kind_of_type(ty: &Type) -> Kind {
    let is_plain =
        |name| primitives::is_primitive(name) || ["String", "str"].iter().any(|text| name == text);
    match last_segment(ty) {
        Some(segment) if is_plain(&segment.ident) => Kind::Plain,
        Some(segment) if segment.arguments.is_none() => Kind::Unknown,
        Some(segment) => kind_of_name(&segment.ident),
        None => Kind::Unknown,
    }
}

/// The kind of handle that has this name.
pub(crate) fn kind_of_name(name: &Ident) -> Kind {
    match name.to_string().as_str() {
        "MallocPointer" => Kind::Malloc,
        "CallocPointer" => Kind::Calloc,
        _ => Kind::Unknown,
    }
}

/// Whether a type is one of a handle, of any of the three kinds.
pub(crate) fn is_handle_type(ty: &Type) -> bool {
    matches!(kind_of_type(ty), Kind::Malloc | Kind::Calloc)
        || last_segment(ty).is_some_and(|segment| segment.ident == "Pointer")
}

/// The `T` of `MallocPointer<T>`, unless it is `_`.
pub(crate) fn element_of_type(ty: &Type) -> Option<&Type> {
    let segment = last_segment(ty)?;
    if !matches!(kind_of_type(ty), Kind::Malloc | Kind::Calloc) {
        return None;
    }
    type_argument(segment).filter(|element| !matches!(element, Type::Infer(_)))
}

/// The handle type whose function a call calls: `MallocPointer::null()`.
pub(super) fn kind_of_call(call: &ExprCall) -> Kind {
    let called = called_path(call).and_then(|path| last_two(&path.path));
    called.map_or(Kind::Unknown, |(ty, _)| kind_of_name(ty))
}
