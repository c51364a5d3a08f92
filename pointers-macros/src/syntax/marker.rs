//! Markers: attributes and names that no user writes, by which the stages leave notes in the syn tree.
//!
//! All of them are gone from the expansion.

use proc_macro2::{Ident, Span};
use syn::{AttrStyle, Attribute, Meta, Path, Token, token};

/// On an `ExprUnary`: it is `~`, not `!`. See [`super::deref_operand`].
pub(crate) const DEREF: &str = "__pointers_deref";
/// On the operand of `~`, between pre-pass and normalisation only.
pub(crate) const TILDE: &str = "__pointers_tilde";
/// As the member of an `ExprField`, between pre-pass and normalisation only: an arrow stood here. Then on an
/// `ExprUnary` that is an arrow: its operand stands before it.
pub(crate) const ARROW: &str = "__pointers_arrow";
/// On an `ExprUnary` beside [`DEREF`]: the user wrote `p[i]` of a handle, without a `~`.
pub(crate) const ELEMENT: &str = "__pointers_element";
/// As the member of an `ExprField`, before normalisation: the user wrote `e++`, or `e--`. Then on an `ExprBinary` of `+=`
/// or `-=`, whose value is the old one.
pub(crate) const UP: &str = "__pointers_postfix_up";
pub(crate) const DOWN: &str = "__pointers_postfix_down";
/// On the operand of a prefix `++` or `--`, before normalisation. Then on an `ExprBinary`, whose value is the new one.
pub(crate) const BEFORE_UP: &str = "__pointers_prefix_up";
pub(crate) const BEFORE_DOWN: &str = "__pointers_prefix_down";
/// As the member of an `ExprField`: the user wrote `.type`. See [`super::is_type_property`].
pub(crate) const TYPE: &str = "__pointers_type";
/// On an `ExprBinary` of `-`: its operands may be two handles.
pub(crate) const DIFFERENCE: &str = "__pointers_difference";
/// On an `ExprCall`: a nested macro whose arguments are separated by commas.
pub(crate) const LIST: &str = "__pointers_list";
/// On an `ExprCall`: a nested macro of the form `m![value; count]`.
pub(crate) const REPEAT: &str = "__pointers_repeat";
/// On an `ExprCall`: a nested macro that holds statements.
pub(crate) const STATEMENTS: &str = "__pointers_statements";
/// On an `ExprCall` beside one of the three: not a macro of the standard library.
pub(crate) const USER_MACRO: &str = "__pointers_user_macro";
/// On an `ExprPath`: a function that the body declares.
pub(crate) const LOCAL: &str = "__pointers_local";
/// On an `ExprUnary` of `*`: what stands after it is a place of ours.
pub(crate) const STAR: &str = "__pointers_star_of_place";
/// On an `ExprUnary` of `*`: what stands after it has the name of a handle, of which the type says whether it is one. The
/// same on an `ExprIndex`.
pub(crate) const OPEN_STAR: &str = "__pointers_open_star";
/// On an `ExprUnary` of `*`, beside one of the next two: it stands in a closure, which would capture more than it does.
pub(crate) const INSIDE: &str = "__pointers_inside";
/// On an `ExprUnary` of `*`: its value is moved, or copied.
pub(crate) const VALUE: &str = "__pointers_value";
/// On an `ExprUnary` of `*`: its value is only looked at.
pub(crate) const SHOWN: &str = "__pointers_shown";
/// On an `ExprPath`: a macro of the user's may have declared another variable of this name.
pub(crate) const UNCERTAIN: &str = "__pointers_uncertain";
/// On an `ExprAssign` among a nested macro's arguments: `name = value`, not an assignment.
pub(crate) const NAMED: &str = "__pointers_named";

/// On an `ExprIndex`, or a `*`, of which other tokens take the place: what the user wrote. See `expand/words.rs`.
pub(crate) const WORDS: &str = "__pointers_words";

/// The attribute `#[name]`.
pub(crate) fn attribute(name: &str, span: Span) -> Attribute {
    Attribute {
        pound_token: Token![#](span),
        style: AttrStyle::Outer,
        bracket_token: token::Bracket(span),
        meta: Meta::Path(Path::from(Ident::new(name, span))),
    }
}

/// Whether `#[name]` is among `attributes`.
pub(crate) fn has(attributes: &[Attribute], name: &str) -> bool {
    attributes
        .iter()
        .any(|attribute| attribute.path().is_ident(name))
}

/// Takes one `#[name]` off, and says whether there was one.
pub(crate) fn take(attributes: &mut Vec<Attribute>, name: &str) -> bool {
    let found = attributes
        .iter()
        .position(|attribute| attribute.path().is_ident(name));
    found.map(|at| attributes.remove(at)).is_some()
}

/// Whether an attribute is a note of ours.
pub(crate) fn is_marker(attribute: &Attribute) -> bool {
    attribute
        .path()
        .get_ident()
        .is_some_and(|name| name.to_string().starts_with("__pointers_"))
}
