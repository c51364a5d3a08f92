//! What is known of each variable: how it came to be, and what happens to it.

use proc_macro2::Ident;
use syn::Type;

use super::{
    allocation::Allocation,
    kind::{Kind, element_of_type, kind_of_type},
    marks::{BindingId, MoveId},
    packed::Packed,
    value_form::ValueForm,
};
use crate::map::Set;

/// A variable that is declared in the macro.
pub(crate) struct Binding {
    /// Its name, where it is declared.
    pub(crate) name: Ident,
    /// Whether it is declared `mut`.
    pub(crate) mutable: bool,
    /// The type written beside it.
    pub(crate) annotation: Option<Type>,
    /// Where its value comes from.
    pub(crate) origin: Origin,
    /// How its value borrows, if it is written as `&..`.
    pub(crate) borrows: Option<Borrow>,
    /// Whether it has no value where it is declared: `let p;`.
    pub(crate) late: bool,
    /// What happens to it.
    pub(crate) facts: Facts,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Borrow {
    Shared,
    Mutable,
}

/// Where a variable's value comes from.
pub(crate) enum Origin {
    /// `let p = malloc(..)`, `= calloc(..)?` and the like.
    Allocation(Allocation),
    /// A handle that does not come from an allocation: `MallocPointer::null()` and the like.
    Handle(Kind),
    /// Another handle to the same block: `let q = p`, `= p + 1`, `= &p`, the `x` of `for x in p`.
    Alias(BindingId),
    /// An address: `&raw mut place`, `p.as_pointer()`.
    Address,
    /// What a function or a method of this name returns.
    Returned(String),
    /// A value whose form says that it is no handle: a literal, a `vec![..]`, ...
    Plain,
    /// A parameter of a function.
    Parameter,
    /// A parameter of a closure.
    ClosureParameter,
    /// A value whose type follows from its use: `text.parse()?`.
    AnyType,
    /// Anything else.
    Unknown,
}

/// What happens to a variable. What is moved and read is noted at the root of its aliases.
#[derive(Default)]
pub(crate) struct Facts {
    /// The form of the first value that is moved in.
    pub(crate) first_move: Option<ValueForm>,
    /// It is the target of `+=` or `-=`.
    pub(crate) stepped: bool,
    /// It is the target of `=`.
    pub(crate) assigned: bool,
    /// It is borrowed mutably: `&mut p`, C's `&p`.
    pub(crate) lent: bool,
    /// It is the first argument of a `realloc` that raises, which brings it up to date.
    pub(crate) updated: bool,
    /// Some handle to its block is given to `realloc`.
    pub(crate) reallocated: bool,
    /// A closure, an `async` block or a reference shares the variable, so that it cannot be assigned.
    pub(crate) shared: bool,
    /// It is named in tokens that could not be parsed.
    pub(crate) in_tokens: bool,
    /// It is used in a way that may change its block or decide its type: passed, stored, returned, captured, ...
    pub(crate) escapes: bool,
    /// It is given to a function of `string.h`.
    pub(crate) holds_bytes: bool,
    /// How many loops are around its declaration.
    pub(super) loops: usize,
    /// It is read where the value's type matters to what is around it.
    pub(crate) read_into: bool,
}

/// What is known of all variables.
#[derive(Default)]
pub(crate) struct Model {
    pub(super) bindings: Vec<Binding>,
    pub(super) moves: usize,
    /// The moves into blocks whose size is still that of their allocation.
    pub(super) sized: Set<MoveId>,
    /// Whether the body has a `NULL` of its own.
    pub(crate) own_null: bool,
    /// Fields to which nothing can refer.
    pub(crate) packed: Packed,
}

impl Model {
    pub(crate) fn get(&self, id: BindingId) -> &Binding {
        &self.bindings[id.0]
    }

    /// Whether the block that is moved into certainly has the size that it was allocated with.
    pub(crate) fn has_first_size(&self, moved: MoveId) -> bool {
        self.sized.contains(&moved)
    }

    #[cfg(test)]
    /// All variables, in the order of their declarations.
    pub(crate) fn ids(&self) -> impl Iterator<Item = BindingId> + use<> {
        (0..self.bindings.len()).map(BindingId)
    }

    /// The variable whose handle this one was made from, through all aliases.
    pub(crate) fn root(&self, mut id: BindingId) -> BindingId {
        while let Origin::Alias(of) = self.get(id).origin {
            id = of;
        }
        id
    }

    /// The allocation that the variable, or what it is an alias of, was initialised by.
    pub(crate) fn allocation(&self, id: BindingId) -> Option<&Allocation> {
        match &self.get(self.root(id)).origin {
            Origin::Allocation(allocation) => Some(allocation),
            _ => None,
        }
    }

    /// What the source says of the variable's type.
    pub(crate) fn kind(&self, id: BindingId) -> Kind {
        let binding = self.get(id);
        let annotated = binding
            .annotation
            .as_ref()
            .map_or(Kind::Unknown, kind_of_type);
        match (annotated, &binding.origin) {
            (Kind::Unknown, Origin::Allocation(allocation)) => allocation.function.kind(),
            (Kind::Unknown, Origin::Handle(kind)) => *kind,
            (Kind::Unknown, Origin::Alias(of)) => self.kind(*of),
            (Kind::Unknown, Origin::Plain) => Kind::Plain,
            (kind, _) => kind,
        }
    }

    /// The element type that the source names for the variable's block.
    pub(crate) fn element(&self, id: BindingId) -> Option<&Type> {
        let own = self.get(id).annotation.as_ref().and_then(element_of_type);
        own.or_else(|| match self.get(id).origin {
            Origin::Alias(of) => self.element(of),
            _ => None,
        })
    }

    /// Whether nothing that is written names the element type of the variable's block.
    pub(crate) fn infers(&self, id: BindingId) -> bool {
        let binding = self.get(id);
        let annotated = binding
            .annotation
            .as_ref()
            .is_some_and(|ty| kind_of_type(ty) == Kind::Unknown);
        let typed = matches!(&binding.origin, Origin::Allocation(allocation) if allocation.typed);
        let parameter = matches!(binding.origin, Origin::Parameter | Origin::ClosureParameter);
        !annotated && !typed && !parameter && self.element(id).is_none()
    }

    /// Whether an assignment to the variable is a second one, which Rust allows only where it is `mut`.
    pub(crate) fn needs_mut(&self, id: BindingId) -> bool {
        let binding = self.get(id);
        !binding.mutable && !binding.late && self.kind(id) != Kind::Plain && !self.is_reference(id)
    }

    /// Whether what the variable leads to can be borrowed mutably: it is `mut`, or certainly a `&mut`.
    pub(crate) fn is_mutable(&self, id: BindingId) -> bool {
        let binding = self.get(id);
        binding.mutable
            || match &binding.annotation {
                Some(Type::Reference(reference)) => reference.mutability.is_some(),
                Some(_) => false,
                None => binding.borrows == Some(Borrow::Mutable),
            }
    }

    /// Whether the variable is certainly a reference.
    pub(crate) fn is_reference(&self, id: BindingId) -> bool {
        let binding = self.get(id);
        match (&binding.annotation, &binding.origin) {
            (Some(annotation), _) => matches!(annotation, Type::Reference(_)),
            (None, Origin::Alias(of)) => binding.borrows.is_some() || self.is_reference(*of),
            _ => binding.borrows.is_some(),
        }
    }

    pub(super) fn get_mut(&mut self, id: BindingId) -> &mut Binding {
        &mut self.bindings[id.0]
    }
}
