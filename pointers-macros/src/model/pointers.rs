//! What has the name of a handle: variables, fields, elements and results of functions of which such a type is written, and
//! what they lead to.
//!
//! A name is only a reason to ask the type: `*q` of them gets an arm for a handle beside Rust's. A type of that name that the
//! body itself declares is the user's own.

use syn::{
    Expr, ExprUnary, Field, GenericArgument, Item, Member, PathArguments, ReturnType, Signature,
    Type, UnOp, UseRename,
};

use super::{
    bindings::{Model, Origin},
    kind::Kind,
    marks::{self, BindingId},
    root::is_uncertain,
};
use crate::map::{Map, Set};
use crate::syntax::{Body, marker, peel_parens, peel_type, referred, type_argument};
use crate::walk::visit::{self, Visit};

/// The handle to one value, of which every `*q` is asked.
const POINTER: &str = "Pointer";

/// Those that have a `*`. What is certainly a `MallocPointer` is not asked, the rest where something stands behind the `*`.
const HANDLES: [&str; 2] = [POINTER, "MallocPointer"];

/// What the body says of the names.
#[derive(Default)]
pub(super) struct Pointers {
    /// The names that the body gives to types of its own, or to such that it imports.
    own: Set<String>,
    /// The type that each field has where it is declared.
    fields: HandleNames,
    /// What functions and methods return.
    returned: HandleNames,
}

/// The names of handles that declarations of one name are of; `None` if they are not all of the same.
#[derive(Default)]
struct HandleNames(Map<String, Option<&'static str>>);

impl HandleNames {
    fn add(&mut self, name: String, handle: Option<&'static str>) {
        let known = self.0.get_or(name, handle);
        if *known != handle {
            *known = None;
        }
    }

    fn get(&self, name: &str) -> Option<&'static str> {
        self.0.get(name).copied().flatten()
    }
}

impl Pointers {
    pub(super) fn of(body: &Body) -> Self {
        let mut pointers = Self::default();
        body.visit(&mut pointers);
        pointers
    }

    /// Whether `*operand` may be that of a `Pointer`.
    pub(super) fn is_open(&self, model: &Model, operand: &Expr) -> bool {
        self.is_named(model, operand, |name| name == POINTER)
    }

    /// Whether the `*operand` of `(*operand).field` may be that of a handle.
    pub(super) fn is_open_base(&self, model: &Model, operand: &Expr) -> bool {
        self.is_named(model, operand, |_| true)
    }

    fn is_named(&self, model: &Model, operand: &Expr, of: fn(&str) -> bool) -> bool {
        let operand = peel_parens(operand);
        let named = match operand {
            Expr::Path(_) if is_uncertain(operand) => return false,
            Expr::Path(_) => {
                marks::binding(operand).and_then(|id| self.name_of_variable(model, id))
            }
            Expr::Field(field) => match &field.member {
                Member::Named(name) => self.fields.get(&name.to_string()),
                Member::Unnamed(_) => None,
            },
            Expr::Unary(unary) => self.name_behind_reference(model, unary),
            _ => self
                .name_of_made(operand)
                .or_else(|| self.name_of_element(model, operand)),
        };
        named.is_some_and(|name| of(name) && !self.own.contains(name))
            || self.leads(model, operand, of)
    }

    /// Whether fields, indices and stars lead down to the `*` of what has the name: what lies there may be a handle too.
    fn leads(&self, model: &Model, place: &Expr, of: fn(&str) -> bool) -> bool {
        match peel_parens(place) {
            Expr::Field(field) => self.leads(model, &field.base, of),
            Expr::Index(index) => self.leads(model, &index.expr, of),
            Expr::Unary(unary) => {
                marker::has(&unary.attrs, marker::OPEN_STAR)
                    || matches!(unary.op, UnOp::Deref(_)) && self.is_named(model, &unary.expr, of)
            }
            _ => false,
        }
    }

    fn name_of_variable(&self, model: &Model, id: BindingId) -> Option<&'static str> {
        let binding = model.get(id);
        match (&binding.annotation, &binding.origin) {
            // What is certainly a handle is not asked.
            _ if matches!(model.kind(id), Kind::Malloc | Kind::Calloc) => None,
            (Some(annotation), _) => handle_name(annotation),
            (None, Origin::Alias(of)) if binding.borrows.is_none() => {
                self.name_of_variable(model, *of)
            }
            (None, Origin::Address) => Some(POINTER),
            (None, Origin::Returned(function)) => self.returned.get(function),
            (None, _) => None,
        }
    }

    /// The `*r` of a reference to a handle, which is Rust's.
    fn name_behind_reference(&self, model: &Model, unary: &ExprUnary) -> Option<&'static str> {
        let id = marks::binding(&unary.expr).filter(|_| !is_uncertain(&unary.expr))?;
        match (&unary.op, &model.get(id).annotation) {
            (UnOp::Deref(_), Some(Type::Reference(to))) => handle_name(&to.elem),
            _ => None,
        }
    }

    /// What a function or a method of the body returns.
    fn name_of_made(&self, made: &Expr) -> Option<&'static str> {
        match peel_parens(made) {
            Expr::Try(tried) => self.name_of_made(&tried.expr),
            made => self.returned.get(&called(made)?),
        }
    }

    /// An element of a variable whose type has a handle for its parameter: `Vec<Pointer<T>>`.
    fn name_of_element(&self, model: &Model, place: &Expr) -> Option<&'static str> {
        let Expr::Index(index) = place else {
            return None;
        };
        let id = marks::binding(&index.expr).filter(|_| !is_uncertain(&index.expr))?;
        if matches!(model.kind(id), Kind::Malloc | Kind::Calloc) {
            return None;
        }
        handle_in(model.get(id).annotation.as_ref()?)
    }
}

/// The name of what a call calls.
pub(super) fn called(call: &Expr) -> Option<String> {
    match call {
        Expr::Call(call) => match &*call.func {
            Expr::Path(path) => path.path.segments.last().map(|last| last.ident.to_string()),
            _ => None,
        },
        Expr::MethodCall(call) => Some(call.method.to_string()),
        _ => None,
    }
}

/// The name of the handle that a type is: `Pointer<T>`.
fn handle_name(ty: &Type) -> Option<&'static str> {
    match peel_type(ty) {
        Type::Path(path) => {
            let last = path.path.segments.last()?;
            let PathArguments::AngleBracketed(arguments) = &last.arguments else {
                return None;
            };
            let one = arguments.args.len() == 1
                && matches!(arguments.args.first(), Some(GenericArgument::Type(_)));
            HANDLES.into_iter().find(|name| one && last.ident == name)
        }
        _ => None,
    }
}

/// The name of the handle that an array, a slice, a `Vec` or the like is of, or a reference to one.
fn handle_in(ty: &Type) -> Option<&'static str> {
    match referred(ty) {
        Type::Array(array) => handle_name(&array.elem),
        Type::Slice(slice) => handle_name(&slice.elem),
        Type::Path(path) => handle_name(type_argument(path.path.segments.last()?)?),
        _ => None,
    }
}

impl<'a> Visit<'a> for Pointers {
    fn visit_item(&mut self, item: &'a Item) {
        let name = match item {
            Item::Struct(item) => Some(&item.ident),
            Item::Enum(item) => Some(&item.ident),
            Item::Union(item) => Some(&item.ident),
            Item::Type(item) => Some(&item.ident),
            _ => None,
        };
        self.own.extend(name.map(ToString::to_string));
        visit::visit_item(self, item);
    }

    fn visit_field(&mut self, field: &'a Field) {
        if let Some(name) = &field.ident {
            self.fields.add(name.to_string(), handle_name(&field.ty));
        }
    }

    fn visit_signature(&mut self, signature: &'a Signature) {
        let handle = match &signature.output {
            ReturnType::Default => None,
            // A `Result` of one, too.
            ReturnType::Type(_, ty) => handle_name(ty).or_else(|| handle_in(ty)),
        };
        self.returned.add(signature.ident.to_string(), handle);
        visit::visit_signature(self, signature);
    }

    fn visit_use_rename(&mut self, import: &'a UseRename) {
        self.own.insert(import.rename.to_string());
    }
}
