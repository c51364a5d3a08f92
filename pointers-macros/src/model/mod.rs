//! The second stage: which declaration each name means, and what is known of each.
//!
//! [`resolve`] leaves its result in the tree itself: each pattern that declares a variable and each path that
//! names one carries an attribute with the variable's number. So a stage that walks a part of the tree, or
//! walks it in another order, still finds them: [`binding`] reads a use, [`declared`] a declaration. Names that
//! are declared outside the macro have no number.
//!
//! [`Model`] then holds for each number how the variable came to be, and [`facts`] what happens to it.

mod context;
mod differences;
mod elements;
mod facts;
mod forms;
mod null;
mod resolve;
mod variable;

use std::collections::HashSet;

use proc_macro2::{Ident, Span};
use syn::{Attribute, Expr, ExprCall, GenericArgument, Lit, PatIdent, PathArguments, Type};

pub(crate) use context::Context;
pub(crate) use facts::Facts;
pub(crate) use forms::{ValueForm, handle_root};
pub(crate) use variable::{Variable, name_of};

use crate::primitives;
use crate::syntax::{Body, marker, raising_call};

/// The number of a variable that is declared in the macro.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct BindingId(usize);

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

/// A call of an allocating function that initialises a variable.
#[derive(Clone)]
pub(crate) struct Allocation {
    pub(crate) function: Allocator,
    /// Its arguments: a size, or a number of chunks and their size.
    pub(crate) arguments: Vec<Expr>,
    /// Whether it says its element type itself: `malloc::<u32>(4)`.
    pub(crate) typed: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Allocator {
    Malloc,
    Calloc,
    CallocSafe,
}

impl Allocator {
    /// What it returns.
    pub(crate) fn kind(self) -> Kind {
        match self {
            Self::Malloc => Kind::Malloc,
            Self::Calloc | Self::CallocSafe => Kind::Calloc,
        }
    }
}

/// What the form of the source says of a variable's type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Malloc,
    Calloc,
    /// Certainly no handle.
    Plain,
    Unknown,
}

/// What is known of all variables.
#[derive(Default)]
pub(crate) struct Model {
    bindings: Vec<Binding>,
    moves: usize,
    /// The moves into blocks whose size is still that of their allocation.
    sized: HashSet<MoveId>,
    /// Whether the body has a `NULL` of its own.
    pub(crate) own_null: bool,
}

impl Model {
    /// Resolves the names in `body`, which carries the numbers from here on.
    pub(crate) fn of(body: &mut Body) -> Self {
        let mut model = Self {
            own_null: null::is_declared(body),
            ..Self::default()
        };
        resolve::resolve(body, &mut model);
        facts::collect(body, &mut model);
        elements::mark(body, &model);
        differences::mark(body, &model);
        model
    }

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

    fn get_mut(&mut self, id: BindingId) -> &mut Binding {
        &mut self.bindings[id.0]
    }
}

/// The variable that an expression names, through parentheses.
pub(crate) fn binding(expression: &Expr) -> Option<BindingId> {
    match expression {
        Expr::Path(path) => number(&path.attrs),
        Expr::Paren(inner) => binding(&inner.expr),
        Expr::Group(inner) => binding(&inner.expr),
        _ => None,
    }
}

/// Whether the variable that an expression is made from may be another one than [`binding`] says.
pub(crate) fn is_uncertain(expression: &Expr) -> bool {
    forms::handle_name(expression).is_some_and(|path| marker::has(&path.attrs, marker::UNCERTAIN))
}

/// The variable that a pattern declares.
pub(crate) fn declared(pattern: &PatIdent) -> Option<BindingId> {
    number(&pattern.attrs)
}

/// The number of a `<<=`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct MoveId(usize);

/// The number of the `<<=` that has this left side. It stands on the name of the handle's variable.
pub(crate) fn move_into(left: &Expr) -> Option<MoveId> {
    match left {
        Expr::Binary(binary) => move_into(&binary.left),
        Expr::Index(index) => move_into(&index.expr),
        Expr::Reference(reference) => move_into(&reference.expr),
        Expr::MethodCall(call) => move_into(&call.receiver),
        Expr::Paren(inner) => move_into(&inner.expr),
        Expr::Group(inner) => move_into(&inner.expr),
        Expr::Path(path) => path
            .attrs
            .iter()
            .find_map(|attribute| numbered(attribute, MOVE).map(MoveId)),
        _ => None,
    }
}

fn mark_move(attributes: &mut Vec<Attribute>, number: usize) {
    let span = attributes
        .first()
        .map_or_else(Span::call_site, |first| first.pound_token.span);
    attributes.push(marker::attribute(&format!("{MOVE}{number}"), span));
}

const NUMBER: &str = "__pointers_binding_";
const MOVE: &str = "__pointers_move_";

fn numbered(attribute: &Attribute, prefix: &str) -> Option<usize> {
    let name = attribute.path().get_ident()?.to_string();
    name.strip_prefix(prefix)?.parse().ok()
}

pub(crate) fn number(attributes: &[Attribute]) -> Option<BindingId> {
    attributes
        .iter()
        .find_map(|attribute| numbered(attribute, NUMBER).map(BindingId))
}

/// The span is the name's, so that an error on the whole begins at the name.
fn mark(attributes: &mut Vec<Attribute>, id: BindingId, span: Span) {
    attributes.push(marker::attribute(&format!("{NUMBER}{}", id.0), span));
}

/// Whether a name is a function's that the body declares.
pub(crate) fn is_declared(function: &Expr) -> bool {
    matches!(function, Expr::Path(path) if marker::has(&path.attrs, marker::LOCAL))
}

/// Takes the numbers off again, so that they do not reach the expansion.
pub(crate) fn unmark(attributes: &mut Vec<Attribute>) {
    if !attributes.is_empty() {
        attributes.retain(|attribute| {
            numbered(attribute, NUMBER).is_none()
                && numbered(attribute, MOVE).is_none()
                && !attribute.path().is_ident(marker::LOCAL)
                && !attribute.path().is_ident(marker::UNCERTAIN)
        });
    }
}

fn last_segment(ty: &Type) -> Option<&syn::PathSegment> {
    match ty {
        Type::Path(path) => path.path.segments.last(),
        Type::Reference(reference) => last_segment(&reference.elem),
        Type::Paren(inner) => last_segment(&inner.elem),
        Type::Group(inner) => last_segment(&inner.elem),
        _ => None,
    }
}

/// What a written type says. A name of the user's may be an alias of a handle type, so it says nothing.
pub(crate) fn kind_of_type(ty: &Type) -> Kind {
    let is_plain =
        |name| primitives::is_primitive(name) || ["String", "str"].iter().any(|text| name == text);
    match last_segment(ty) {
        Some(segment) if segment.ident == "MallocPointer" => Kind::Malloc,
        Some(segment) if segment.ident == "CallocPointer" => Kind::Calloc,
        Some(segment) if is_plain(&segment.ident) => Kind::Plain,
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
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else {
        return None;
    };
    match arguments.args.first()? {
        GenericArgument::Type(Type::Infer(_)) => None,
        GenericArgument::Type(element) => Some(element),
        _ => None,
    }
}

/// The handle type whose function a call calls: `MallocPointer::null()`.
fn kind_of_call(call: &ExprCall) -> Kind {
    let Expr::Path(path) = &*call.func else {
        return Kind::Unknown;
    };
    let mut segments = path.path.segments.iter().rev().skip(1);
    match segments.next() {
        Some(segment) if segment.ident == "MallocPointer" => Kind::Malloc,
        Some(segment) if segment.ident == "CallocPointer" => Kind::Calloc,
        _ => Kind::Unknown,
    }
}

/// The variables that the left side of an assignment names: several in `(a, b) = (b, a)`.
pub(crate) fn assigned(left: &Expr) -> Vec<BindingId> {
    match left {
        Expr::Tuple(tuple) => tuple.elems.iter().flat_map(assigned).collect(),
        Expr::Array(array) => array.elems.iter().flat_map(assigned).collect(),
        Expr::Struct(parts) => {
            let fields = parts.fields.iter().map(|field| &field.expr);
            fields.flat_map(assigned).collect()
        }
        // A tuple structure.
        Expr::Call(parts) => parts.args.iter().flat_map(assigned).collect(),
        _ => binding(left).into_iter().collect(),
    }
}

/// Whether what is called is a function, a closure or a parameter that the body declares.
pub(crate) fn is_users(call: &ExprCall) -> bool {
    matches!(&*call.func, Expr::Path(path) if path.attrs.iter().any(marker::is_marker))
}

/// The allocation that a call is.
pub(crate) fn allocation_of_call(call: &ExprCall) -> Option<Allocation> {
    let name = raising_call(call).filter(|_| !is_users(call))?;
    let function = match name.to_string().as_str() {
        "malloc" => Allocator::Malloc,
        "calloc" => Allocator::Calloc,
        "calloc_safe" => Allocator::CallocSafe,
        _ => return None,
    };
    let Expr::Path(path) = &*call.func else {
        return None;
    };
    let typed = path
        .path
        .segments
        .last()
        .is_some_and(|segment| !segment.arguments.is_none());
    Some(Allocation {
        function,
        arguments: call.args.iter().cloned().collect(),
        typed,
    })
}

impl Allocation {
    /// The bytes that one value may take: the size of the block, or of a chunk.
    pub(crate) fn room(&self) -> Option<&Expr> {
        match (self.function, &*self.arguments) {
            (Allocator::Malloc, [size])
            | (Allocator::Calloc | Allocator::CallocSafe, [_, size]) => Some(size),
            _ => None,
        }
    }
}

/// The value of an integer literal, through parentheses.
pub(crate) fn literal_integer(expression: &Expr) -> Option<u128> {
    match expression {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Int(integer) => integer.base10_parse().ok(),
            _ => None,
        },
        Expr::Paren(inner) => literal_integer(&inner.expr),
        Expr::Group(inner) => literal_integer(&inner.expr),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
