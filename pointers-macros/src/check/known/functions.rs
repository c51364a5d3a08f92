//! The functions of a body, and which of them a call calls.

use std::rc::Rc;

use proc_macro2::Ident;
use syn::{Block, ExprCall, Generics, ReturnType, Signature, Type};

use super::{
    lattice::Number,
    names::Constants,
    outcome::{Parameter, Summary},
};
use crate::check::peeled::name_of;
use crate::map::Map;
use crate::model::{self, Kind, kind_of_type};
use crate::syntax::called_path;

/// A function of the body, or a method.
pub(crate) struct Function<'a> {
    pub(crate) signature: &'a Signature,
    pub(crate) body: &'a Block,
    /// The type that it is a method of.
    pub(crate) owner: Option<&'a Type>,
    /// The parameters of the `impl` around it.
    pub(crate) generics: Option<&'a Generics>,
    /// It is an item of the body itself, so that the constants there are those that it names.
    pub(crate) outermost: bool,
    /// It calls neither itself nor others that call it.
    pub(crate) alone: bool,
    /// What is known of it. `None` while it is not, and where it is not to be known.
    pub(crate) summary: Option<Rc<Summary<'a>>>,
    /// The same where it is given certain numbers.
    pub(crate) numbered: Vec<(Vec<Option<Number<'a>>>, Rc<Summary<'a>>)>,
}

/// All functions of a body.
#[derive(Default)]
pub(crate) struct Functions<'a> {
    pub(crate) all: Vec<Function<'a>>,
    /// `None` where a name has several meanings.
    pub(crate) names: Map<String, Option<usize>>,
    pub(crate) methods: Map<(String, String), Option<usize>>,
    pub(crate) roots: Map<*const Signature, Vec<Parameter<'a>>>,
    /// The body imports the `Cell` of the standard library.
    pub(crate) has_cells: bool,
    /// The constants of the body itself.
    pub(crate) constants: Constants<'a>,
}

impl<'a> Functions<'a> {
    pub(crate) fn get(&self, id: usize) -> &Function<'a> {
        &self.all[id]
    }

    /// The function that a path calls: `free_list`, `List::new`, `Self::new`.
    pub(crate) fn called(&self, call: &ExprCall, owner: Option<&Type>) -> Option<usize> {
        let path = called_path(call)?;
        if path.qself.is_some() || path.path.leading_colon.is_some() {
            return None;
        }
        match &*path.path.segments.iter().collect::<Vec<_>>() {
            [name] if model::is_users(call) && model::binding(&call.func).is_none() => {
                *self.names.get(&name.ident.to_string())?
            }
            [ty, name] => {
                let ty = match owner {
                    Some(owner) if ty.ident == "Self" => name_of(owner)?.to_string(),
                    _ => ty.ident.to_string(),
                };
                *self.methods.get(&(ty, name.ident.to_string()))?
            }
            _ => None,
        }
    }

    /// The method of a structure of this name.
    pub(crate) fn method(&self, structure: &str, name: &Ident) -> Option<usize> {
        *self
            .methods
            .get(&(structure.to_owned(), name.to_string()))?
    }
}

/// Whether a function may return an error: a `Result`, or a type of which nothing is known.
pub(crate) fn fails(signature: &Signature) -> bool {
    const NEVER: [&str; 6] = ["Box", "Cell", "Option", "Rc", "Self", "Vec"];
    let is_generic = |name: &Ident| {
        let mut types = signature.generics.type_params();
        types.any(|parameter| parameter.ident == *name)
    };
    match &signature.output {
        ReturnType::Default => false,
        ReturnType::Type(_, ty) => match &**ty {
            Type::Tuple(_) | Type::Reference(_) | Type::Array(_) | Type::Never(_) => false,
            ty if kind_of_type(ty) != Kind::Unknown => false,
            ty => name_of(ty)
                .is_none_or(|name| !is_generic(name) && !NEVER.iter().any(|never| name == never)),
        },
    }
}
