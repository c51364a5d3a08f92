//! What a written type is of, and which names an import brings.

use proc_macro2::Ident;
use syn::{GenericArgument, Path, PathArguments, PathSegment, Type, UseTree};

/// A type without the parentheses around it, and without what a macro puts around its arguments.
pub(crate) fn peel_type(ty: &Type) -> &Type {
    match ty {
        Type::Paren(inner) => peel_type(&inner.elem),
        Type::Group(inner) => peel_type(&inner.elem),
        _ => ty,
    }
}

/// What a reference leads to; of everything else the type itself.
pub(crate) fn referred(ty: &Type) -> &Type {
    match peel_type(ty) {
        Type::Reference(reference) => referred(&reference.elem),
        ty => ty,
    }
}

/// Whether a type, or what it refers to, is an array or a slice.
pub(crate) fn is_array(ty: &Type) -> bool {
    matches!(referred(ty), Type::Array(_) | Type::Slice(_))
}

/// The `T` of `Name<T>`, `name::<T>`.
pub(crate) fn type_argument(segment: &PathSegment) -> Option<&Type> {
    match &segment.arguments {
        PathArguments::AngleBracketed(arguments) => match arguments.args.first()? {
            GenericArgument::Type(ty) => Some(ty),
            _ => None,
        },
        _ => None,
    }
}

/// The `Type` and the `name` of `Type::name`.
pub(crate) fn last_two(path: &Path) -> Option<(&Ident, &Ident)> {
    let mut segments = path.segments.iter().rev().map(|segment| &segment.ident);
    let name = segments.next()?;
    Some((segments.next()?, name))
}

/// The names that an import brings; `None` where it brings all of a module.
pub(crate) fn imported(tree: &UseTree, found: &mut dyn FnMut(Option<&Ident>)) {
    match tree {
        UseTree::Path(path) => imported(&path.tree, found),
        UseTree::Name(name) => found(Some(&name.ident)),
        UseTree::Rename(rename) => found(Some(&rename.rename)),
        UseTree::Group(group) => group.items.iter().for_each(|tree| imported(tree, found)),
        UseTree::Glob(_) => found(None),
    }
}
