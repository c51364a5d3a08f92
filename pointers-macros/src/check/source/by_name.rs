//! What the name of what is called says: which method of a handle it is, whether it returns, what it makes.

use proc_macro2::Ident;
use syn::{Expr, ExprCall, Type};

use crate::model::{Kind, binding, kind_of_name};
use crate::syntax::{
    called_path, functions::Role, held_macro, last_two, our_macro, string_call, type_argument,
};

/// What a method does, if its receiver is a handle.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Method {
    /// Says something of the handle or its block.
    Ask,
    /// Needs a value in the memory.
    Read,
    /// Moves one value in.
    Write,
    /// Moves values into several elements.
    Fill,
    /// Needs values in several elements.
    Slice,
    /// Moves the value out.
    Take,
    /// Moves the handle, forwards or backwards.
    Add,
    Sub,
    Clone,
    Cast,
    IntoRaw,
    Other,
}

pub(crate) fn method(name: &Ident) -> Method {
    match name.to_string().as_str() {
        "freed" | "assigned" | "size" | "address" | "is_null" | "chunks" | "chunk_size"
        | "current_index" | "safe" | "offset_from" | "id" => Method::Ask,
        "read" | "borrow" | "borrow_mut" | "replace" => Method::Read,
        "write" => Method::Write,
        "fill" | "copy_from_slice" | "copy_from" => Method::Fill,
        "borrow_slice" | "borrow_slice_mut" => Method::Slice,
        "take" => Method::Take,
        "add" | "offset" => Method::Add,
        "sub" => Method::Sub,
        "clone" => Method::Clone,
        "cast" => Method::Cast,
        "into_raw" => Method::IntoRaw,
        _ => Method::Other,
    }
}

/// Whether this is `NULL`, and no variable of the user's.
pub(crate) fn is_null(expression: &Expr) -> bool {
    matches!(expression, Expr::Path(path) if path.qself.is_none() && path.path.is_ident("NULL"))
        && binding(expression).is_none()
}

/// The name of what is called: of a function without its path, or of a held macro.
pub(crate) fn called(call: &ExprCall) -> Option<&Ident> {
    let path = match (held_macro(call), &*call.func) {
        (Some(held), _) => &held.path,
        (None, Expr::Path(path)) => &path.path,
        _ => return None,
    };
    path.segments.last().map(|segment| &segment.ident)
}

/// Whether a held macro only looks at its arguments. `sprintf!` writes to the first.
pub(crate) fn shows(call: &ExprCall) -> bool {
    held_macro(call).is_some()
        && our_macro(call).is_none()
        && called(call).is_some_and(|name| name != "vec" && name != "dbg")
}

/// What a held macro writes to, by a method that takes `&mut self`, and moves: the `p` of `write!(p, ..)`.
pub(crate) fn written_to(call: &ExprCall) -> Option<&Expr> {
    let writes = held_macro(call).is_some()
        && called(call).is_some_and(|name| name == "write" || name == "writeln");
    if writes { call.args.first() } else { None }
}

/// How many arguments of a held macro are always evaluated, and how many more may be. The message of an assertion is
/// evaluated only where it fails, after which the program does not go on.
pub(crate) fn evaluated(call: &ExprCall) -> (usize, usize) {
    match called(call).map(ToString::to_string).as_deref() {
        Some("assert") => (1, 0),
        Some("assert_eq" | "assert_ne") => (2, 0),
        Some("debug_assert") => (0, 1),
        Some("debug_assert_eq" | "debug_assert_ne") => (0, 2),
        _ => (call.args.len(), 0),
    }
}

/// The type in `malloc::<u32>(4)`.
pub(crate) fn turbofish(call: &ExprCall) -> Option<&Type> {
    let path = called_path(call)?;
    type_argument(path.path.segments.last()?)
}

/// Whether a call certainly does not return.
pub(crate) fn ends_program(call: &ExprCall) -> bool {
    const MACROS: [&str; 4] = ["panic", "todo", "unimplemented", "unreachable"];
    const FUNCTIONS: [&str; 4] = ["exit", "abort", "resume_unwind", "panic_any"];
    let names: &[&str] = if held_macro(call).is_some() {
        &MACROS
    } else {
        &FUNCTIONS
    };
    called(call).is_some_and(|called| names.iter().any(|name| called == name))
}

/// The kind of handle that `MallocPointer::null()` and the like make.
pub(crate) fn null(call: &ExprCall) -> Option<Kind> {
    let (ty, function) = last_two(&called_path(call)?.path)?;
    if !call.args.is_empty() || function != "null" && function != "default" {
        return None;
    }
    Some(kind_of_name(ty)).filter(|kind| *kind != Kind::Unknown)
}

/// Whether this is `Default::default()`.
pub(crate) fn is_default(expression: &Expr) -> bool {
    let Expr::Call(call) = expression else {
        return false;
    };
    let called = called_path(call).and_then(|path| last_two(&path.path));
    called.is_some_and(|(ty, name)| ty == "Default" && name == "default")
}

/// What a function of `string.h` does with one of its arguments.
pub(crate) fn role(call: &ExprCall, argument: &Expr) -> Option<Role> {
    let roles = string_call(call)?.arguments;
    let index = call
        .args
        .iter()
        .position(|given| std::ptr::eq(given, argument))?;
    roles.get(index).copied()
}
