//! What has the name of a `Pointer<T>`: variables and fields of which a type of that name is written, and what they lead to.
//!
//! A name is only a reason to ask the type: `*q` of them gets an arm for a handle beside Rust's. A `Pointer` that the body
//! itself declares is the user's own.

use syn::{Expr, ExprUnary, Field, Item, Member, PathArguments, Type, UnOp, UseRename};

use super::{
    bindings::{Model, Origin},
    forms::is_uncertain,
    marks::{self, BindingId},
};
use crate::map::Set;
use crate::syntax::{Body, marker, peel_parens};
use crate::walk::visit::{self, Visit};

/// What the body says of the name.
#[derive(Default)]
pub(super) struct Pointers {
    /// The body declares a type of that name, or gives it to one that it imports.
    own: bool,
    /// The fields that structures of the body declare with such a type, and those of other types.
    fields: Set<String>,
    others: Set<String>,
}

impl Pointers {
    pub(super) fn of(body: &Body) -> Self {
        let mut pointers = Self::default();
        match body {
            Body::Block(block) => pointers.visit_block(block),
            Body::Items(items) => items.iter().for_each(|item| pointers.visit_item(item)),
        }
        pointers
    }

    /// Whether `*operand` may be that of a `Pointer`.
    pub(super) fn is_open(&self, model: &Model, operand: &Expr) -> bool {
        !self.own && self.is_named(model, peel_parens(operand))
    }

    fn is_named(&self, model: &Model, operand: &Expr) -> bool {
        match operand {
            Expr::Path(_) if is_uncertain(operand) => false,
            Expr::Path(_) => {
                marks::binding(operand).is_some_and(|id| is_pointer_variable(model, id))
            }
            Expr::Field(field) => {
                self.is_pointer_field(&field.member) || self.leads(model, operand)
            }
            Expr::Unary(unary) if is_referenced(model, unary) => true,
            _ => self.leads(model, operand),
        }
    }

    fn is_pointer_field(&self, member: &Member) -> bool {
        match member {
            Member::Named(name) => {
                let name = name.to_string();
                self.fields.contains(&name) && !self.others.contains(&name)
            }
            Member::Unnamed(_) => false,
        }
    }

    /// Whether fields, indices and stars lead down to the `*` of what has the name: what lies there may be a handle too.
    fn leads(&self, model: &Model, place: &Expr) -> bool {
        match peel_parens(place) {
            Expr::Field(field) => self.leads(model, &field.base),
            Expr::Index(index) => self.leads(model, &index.expr),
            Expr::Unary(unary) => {
                marker::has(&unary.attrs, marker::OPEN_STAR)
                    || matches!(unary.op, UnOp::Deref(_)) && self.is_open(model, &unary.expr)
            }
            _ => false,
        }
    }
}

fn is_pointer_variable(model: &Model, id: BindingId) -> bool {
    let binding = model.get(id);
    match (&binding.annotation, &binding.origin) {
        (Some(annotation), _) => is_pointer(annotation),
        (None, Origin::Alias(of)) => binding.borrows.is_none() && is_pointer_variable(model, *of),
        (None, Origin::Address) => true,
        (None, _) => false,
    }
}

/// Whether this is the `*r` of a reference to a `Pointer`, which is Rust's.
fn is_referenced(model: &Model, unary: &ExprUnary) -> bool {
    let referenced = marks::binding(&unary.expr)
        .and_then(|id| model.get(id).annotation.as_ref())
        .is_some_and(|ty| matches!(ty, Type::Reference(reference) if is_pointer(&reference.elem)));
    matches!(unary.op, UnOp::Deref(_)) && referenced && !is_uncertain(&unary.expr)
}

/// `Pointer<T>`.
fn is_pointer(ty: &Type) -> bool {
    match ty {
        Type::Paren(inner) => is_pointer(&inner.elem),
        Type::Group(inner) => is_pointer(&inner.elem),
        Type::Path(path) => path.path.segments.last().is_some_and(|last| {
            last.ident == "Pointer"
                && matches!(&last.arguments, PathArguments::AngleBracketed(arguments) if arguments.args.len() == 1)
        }),
        _ => false,
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
        self.own |= name.is_some_and(|name| name == "Pointer");
        visit::visit_item(self, item);
    }

    fn visit_field(&mut self, field: &'a Field) {
        let Some(name) = &field.ident else { return };
        let names = match is_pointer(&field.ty) {
            true => &mut self.fields,
            false => &mut self.others,
        };
        names.insert(name.to_string());
    }

    fn visit_use_rename(&mut self, import: &'a UseRename) {
        self.own |= import.rename == "Pointer";
    }
}
