//! The second stage: which declaration each name means, and what is known of each.
//!
//! [`resolve`] leaves its result in the tree itself: each pattern that declares a variable and each path that
//! names one carries an attribute with the variable's number. So a stage that walks a part of the tree, or
//! walks it in another order, still finds them: [`binding`] reads a use, [`declared`] a declaration ([`marks`]). Names
//! that are declared outside the macro have no number.
//!
//! [`Model`] then holds for each number how the variable came to be ([`bindings`]), and what happens to it, which
//! [`facts`] finds out.

mod allocation;
mod bindings;
mod differences;
mod elements;
mod facts;
mod hygiene;
mod kind;
mod marks;
mod null;
mod origin;
mod packed;
mod pointers;
mod resolve;
mod root;
mod value_form;
mod variable;

pub(crate) use allocation::{Allocator, allocation_of_call, is_users, literal_integer};
pub(crate) use bindings::{Facts, Model, Origin};
pub(crate) use kind::{Kind, element_of_type, is_handle_type, kind_of_name, kind_of_type};
pub(crate) use marks::{
    BindingId, assigned, binding, declared, is_declared, move_into, number, unmark,
};
pub(crate) use root::{handle_root, is_uncertain};
pub(crate) use value_form::ValueForm;
pub(crate) use variable::{Base, Step, Variable, Way, name_of};

use crate::syntax::Body;

impl Model {
    /// Resolves the names in `body`, which carries the numbers from here on.
    pub(crate) fn of(body: &mut Body) -> Self {
        let mut model = Self {
            own_null: null::is_declared(body),
            packed: packed::Packed::of(body),
            ..Self::default()
        };
        resolve::resolve(body, &mut model);
        facts::collect(body, &mut model);
        elements::mark(body, &model);
        differences::mark(body, &model);
        model
    }
}

#[cfg(test)]
mod tests;
