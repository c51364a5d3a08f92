//! What is known of a function where it ends, and of what it was given.

use proc_macro2::Ident;
use syn::Type;

use super::{
    lattice::{At, Value},
    state::State,
};

#[derive(Clone, Copy)]
pub(in crate::check) struct Parameter<'a> {
    pub(in crate::check) name: Option<&'a Ident>,
    /// What it is, if it is followed.
    pub(in crate::check) value: Value<'a>,
    /// It is a `&mut`.
    pub(in crate::check) mutable: bool,
    pub(in crate::check) ty: Option<&'a Type>,
}

/// The ways in which the function that is followed ends.
#[derive(Clone, Default)]
pub(in crate::check) struct Exits<'a> {
    /// How many variables are in scope around its body, the parameters included.
    pub(in crate::check) depth: usize,
    pub(in crate::check) parameters: Vec<Parameter<'a>>,
    pub(in crate::check) returned: Option<&'a Type>,
    pub(in crate::check) normal: Option<(State<'a>, Value<'a>)>,
    pub(in crate::check) others: Option<State<'a>>,
    pub(in crate::check) failed: bool,
    /// It may return an error where it returns a value of which nothing is known.
    pub(in crate::check) unclear: bool,
}

/// What a function does.
#[derive(Clone)]
pub(in crate::check) struct Summary<'a> {
    /// What is known where it returns, other than with an error, and what it returns. `None` if it never does.
    pub(in crate::check) normal: Option<(State<'a>, Value<'a>)>,
    /// What is known wherever it ends.
    pub(in crate::check) ends: Option<State<'a>>,
    /// It may return an error, or nothing.
    pub(in crate::check) fails: bool,
    /// Not only where an operation of ours raises.
    pub(in crate::check) errs: bool,
    /// The parameters' blocks, and whether other code may assign what they stand for.
    pub(in crate::check) parameters: Vec<Parameter<'a>>,
}

impl Summary<'_> {
    pub(in crate::check) fn is_same(&self, other: &Self) -> bool {
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
pub(in crate::check) struct Ended<'a> {
    /// The helper.
    pub(in crate::check) name: String,
    /// Where in it that happens, and to which of its parameters, if it is one.
    pub(in crate::check) at: At<'a>,
    pub(in crate::check) parameter: Option<String>,
    /// For which numbers that is so.
    pub(in crate::check) given: String,
}
