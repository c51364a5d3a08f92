//! What is known of a function where it ends, and of what it was given.

use proc_macro2::Ident;
use syn::Type;

use super::{
    lattice::{ExprAt, Value},
    state::State,
};

#[derive(Clone, Copy)]
pub(crate) struct Parameter<'a> {
    pub(crate) name: Option<&'a Ident>,
    /// What it is, if it is followed.
    pub(crate) value: Value<'a>,
    /// It is a `&mut`.
    pub(crate) mutable: bool,
    pub(crate) ty: Option<&'a Type>,
}

/// The ways in which the function that is followed ends.
#[derive(Clone, Default)]
pub(crate) struct Exits<'a> {
    /// How many variables are in scope around its body, the parameters included.
    pub(crate) depth: usize,
    pub(crate) parameters: Vec<Parameter<'a>>,
    pub(crate) returned: Option<&'a Type>,
    pub(crate) normal: Option<(State<'a>, Value<'a>)>,
    pub(crate) others: Option<State<'a>>,
    pub(crate) failed: bool,
    /// It may return an error where it returns a value of which nothing is known.
    pub(crate) unclear: bool,
}

/// What a function does.
#[derive(Clone)]
pub(crate) struct Summary<'a> {
    /// What is known where it returns, other than with an error, and what it returns. `None` if it never does.
    pub(crate) normal: Option<(State<'a>, Value<'a>)>,
    /// What is known wherever it ends.
    pub(crate) ends: Option<State<'a>>,
    /// It may return an error, or nothing.
    pub(crate) fails: bool,
    /// Not only where an operation of ours raises.
    pub(crate) errs: bool,
    /// The parameters' blocks, and whether other code may assign what they stand for.
    pub(crate) parameters: Vec<Parameter<'a>>,
}

impl Summary<'_> {
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        let normal = match (&self.normal, &other.normal) {
            (Some((state, value)), Some((other, others))) => {
                state.is_same(other) && state.same(*value, *others)
            }
            (None, None) => true,
            _ => false,
        };
        let ends = match (&self.ends, &other.ends) {
            (Some(state), Some(other)) => state.is_same(other),
            (None, None) => true,
            _ => false,
        };
        normal && ends && self.fails == other.fails && self.errs == other.errs
    }
}

/// How a helper ended a block.
#[derive(Clone)]
pub(crate) struct HelperEnd<'a> {
    /// The helper.
    pub(crate) name: String,
    /// Where in it that happens, and to which of its parameters, if it is one.
    pub(crate) at: ExprAt<'a>,
    pub(crate) parameter: Option<String>,
    /// For which numbers that is so.
    pub(crate) given: String,
}
