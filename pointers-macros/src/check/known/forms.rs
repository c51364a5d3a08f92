//! What the form of an expression says: which part of it is memory, which method of a handle it calls.

use crate::syntax::functions::Role;
use crate::syntax::string_call;
use proc_macro2::Ident;
use syn::{
    Attribute, BinOp, Expr, ExprCall, ExprUnary, GenericArgument, Item, Lit, Member, Pat, PatIdent,
    PathArguments, Type, UnOp,
};

use crate::walk::visit::{self, Visit};
use crate::{
    model::{Kind, binding},
    primitives,
    syntax::{
        begins_with, deref_operand, held_macro, is_conditional_expression, marker, our_macro,
        peel_parens,
    },
};

/// What a method does, if its receiver is a handle.
#[derive(Clone, Copy, PartialEq)]
pub(in crate::check) enum Method {
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

pub(in crate::check) fn method(name: &Ident) -> Method {
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

/// The handle whose memory a place lies in: the `p` of `~p`, `(~p).x`, `p->x[1].y`.
pub(in crate::check) fn place(target: &Expr) -> Option<&Expr> {
    deref_operand(target).or_else(|| match target {
        Expr::Field(field) => place(&field.base),
        Expr::Index(index) => place(&index.expr),
        Expr::Paren(inner) => place(&inner.expr),
        Expr::Group(inner) => place(&inner.expr),
        _ => None,
    })
}

/// Whether this is `NULL`, and no variable of the user's.
pub(in crate::check) fn is_null(expression: &Expr) -> bool {
    matches!(expression, Expr::Path(path) if path.qself.is_none() && path.path.is_ident("NULL"))
        && binding(expression).is_none()
}

/// The name of what is called: of a function without its path, or of a held macro.
pub(in crate::check) fn called(call: &ExprCall) -> Option<&Ident> {
    let path = match (held_macro(call), &*call.func) {
        (Some(held), _) => &held.path,
        (None, Expr::Path(path)) => &path.path,
        _ => return None,
    };
    path.segments.last().map(|segment| &segment.ident)
}

/// Whether a held macro only looks at its arguments. `sprintf!` writes to the first.
pub(in crate::check) fn shows(call: &ExprCall) -> bool {
    held_macro(call).is_some()
        && our_macro(call).is_none()
        && called(call).is_some_and(|name| name != "vec" && name != "dbg")
}

/// What a held macro writes to, by a method that takes `&mut self`, and moves: the `p` of `write!(p, ..)`.
pub(in crate::check) fn written_to(call: &ExprCall) -> Option<&Expr> {
    let writes = held_macro(call).is_some()
        && called(call).is_some_and(|name| name == "write" || name == "writeln");
    if writes { call.args.first() } else { None }
}

/// How many arguments of a held macro are always evaluated, and how many more may be. The message of an assertion is
/// evaluated only where it fails, after which the program does not go on.
pub(in crate::check) fn evaluated(call: &ExprCall) -> (usize, usize) {
    match called(call).map(ToString::to_string).as_deref() {
        Some("assert") => (1, 0),
        Some("assert_eq" | "assert_ne") => (2, 0),
        Some("debug_assert") => (0, 1),
        Some("debug_assert_eq" | "debug_assert_ne") => (0, 2),
        _ => (call.args.len(), 0),
    }
}

/// The type in `malloc::<u32>(4)`.
pub(in crate::check) fn turbofish(call: &ExprCall) -> Option<&Type> {
    let Expr::Path(path) = &*call.func else {
        return None;
    };
    let PathArguments::AngleBracketed(arguments) = &path.path.segments.last()?.arguments else {
        return None;
    };
    match arguments.args.first()? {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    }
}

/// Whether a call certainly does not return.
pub(in crate::check) fn ends_program(call: &ExprCall) -> bool {
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
pub(in crate::check) fn null(call: &ExprCall) -> Option<Kind> {
    let Expr::Path(path) = &*call.func else {
        return None;
    };
    let mut segments = path.path.segments.iter().rev();
    let (function, ty) = (segments.next()?, segments.next()?);
    if !call.args.is_empty() || function.ident != "null" && function.ident != "default" {
        return None;
    }
    match ty.ident.to_string().as_str() {
        "MallocPointer" => Some(Kind::Malloc),
        "CallocPointer" => Some(Kind::Calloc),
        _ => None,
    }
}

/// Whether this is `Default::default()`.
pub(in crate::check) fn is_default(expression: &Expr) -> bool {
    let Expr::Call(call) = expression else {
        return false;
    };
    let Expr::Path(path) = &*call.func else {
        return false;
    };
    let mut segments = path
        .path
        .segments
        .iter()
        .rev()
        .map(|segment| &segment.ident);
    segments.next().is_some_and(|name| name == "default")
        && segments.next().is_some_and(|name| name == "Default")
}

/// What a `for` loop runs over, without the adapters around it, and whether these number the items. The adapters' own
/// arguments are collected.
pub(in crate::check) fn iterated<'a>(
    expression: &'a Expr,
    arguments: &mut Vec<&'a Expr>,
) -> (&'a Expr, bool) {
    let expression = peel_parens(expression);
    match expression {
        Expr::MethodCall(call)
            if ["enumerate", "into_iter", "skip", "take", "rev", "step_by"]
                .iter()
                .any(|name| call.method == name) =>
        {
            arguments.extend(&call.args);
            let (base, numbered) = iterated(&call.receiver, arguments);
            (base, numbered || call.method == "enumerate")
        }
        _ => (expression, false),
    }
}

/// The attributes of an item that may hold functions.
pub(in crate::check) fn item_attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        _ => &[],
    }
}

/// Whether a pattern borrows what it matches, so that it can be assigned through the names in it.
pub(in crate::check) fn borrows_mutably(pattern: &Pat) -> bool {
    struct Find(bool);

    impl<'a> Visit<'a> for Find {
        fn visit_pat_ident(&mut self, name: &'a PatIdent) {
            self.0 |= name.by_ref.is_some() && name.mutability.is_some();
            visit::visit_pat_ident(self, name);
        }
    }

    let mut find = Find(false);
    find.visit_pat(pattern);
    find.0
}

/// A handle as the user wrote it, to be named in a message.
pub(in crate::check) fn name(expression: &Expr) -> String {
    let expression = peel_parens(expression);
    match expression {
        Expr::Path(path) => path
            .path
            .segments
            .last()
            .map_or_else(unnamed, |last| format!("`{}`", last.ident)),
        Expr::Reference(reference) => name(&reference.expr),
        Expr::Try(tried) => name(&tried.expr),
        Expr::Index(_) | Expr::Binary(_) | Expr::Field(_) | Expr::Unary(_) => {
            let text = source(expression).map(|source| format!("`{source}`"));
            text.unwrap_or_else(|| match expression {
                Expr::Index(index) => format!("an element of {}", name(&index.expr)),
                _ => unnamed(),
            })
        }
        Expr::MethodCall(call) if call.method == "clone" => name(&call.receiver),
        Expr::MethodCall(call) if call.method == "unwrap" => match source(&call.receiver) {
            Some(receiver) => format!("`{receiver}.unwrap()`"),
            None => unnamed(),
        },
        Expr::MethodCall(call) if call.method == "get" && call.args.is_empty() => {
            match source(&call.receiver) {
                Some(receiver) => format!("`{receiver}.get()`"),
                None => unnamed(),
            }
        }
        _ => unnamed(),
    }
}

fn unnamed() -> String {
    "this handle".to_owned()
}

/// Whether the user wrote the `~`.
fn is_tilde(unary: &ExprUnary) -> bool {
    !marker::has(&unary.attrs, marker::ARROW) && !marker::has(&unary.attrs, marker::ELEMENT)
}

/// The text of an expression that makes a handle.
fn source(expression: &Expr) -> Option<String> {
    Some(match expression {
        Expr::Path(path) => path.path.get_ident()?.to_string(),
        Expr::Lit(literal) => match &literal.lit {
            Lit::Int(integer) => integer.to_string(),
            _ => return None,
        },
        Expr::Paren(inner) => format!("({})", source(&inner.expr)?),
        Expr::Unary(unary) if matches!(unary.op, UnOp::Neg(_)) => {
            format!("-{}", source(&unary.expr)?)
        }
        Expr::Index(index) => format!("{}[{}]", source(&index.expr)?, source(&index.index)?),
        // What stands before an arrow, or is an element.
        Expr::Unary(unary) if deref_operand(expression).is_some() => {
            let operand = source(&unary.expr)?;
            if is_tilde(unary) {
                format!("(~{operand})")
            } else {
                operand
            }
        }
        Expr::Field(field) => {
            let arrow = match &*field.base {
                Expr::Unary(unary) => marker::has(&unary.attrs, marker::ARROW),
                _ => false,
            };
            let member = match &field.member {
                Member::Named(name) => name.to_string(),
                Member::Unnamed(index) => index.index.to_string(),
            };
            let step = if arrow { "->" } else { "." };
            format!("{}{step}{member}", source(&field.base)?)
        }
        Expr::Binary(binary) => {
            let op = match binary.op {
                BinOp::Add(_) => "+",
                BinOp::Sub(_) => "-",
                BinOp::Mul(_) => "*",
                _ => return None,
            };
            format!("{} {op} {}", source(&binary.left)?, source(&binary.right)?)
        }
        _ => return None,
    })
}

/// The fewest bytes that a value takes, as its form says it, natively and by CPython's sizes. `None` if it says nothing.
pub(in crate::check) fn least_size(value: &Expr) -> Option<u128> {
    let size = match value {
        Expr::Paren(inner) => return least_size(&inner.expr),
        Expr::Group(inner) => return least_size(&inner.expr),
        Expr::Unary(unary) if matches!(unary.op, UnOp::Neg(_)) => return least_size(&unary.expr),
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => text_size(&text.value()),
            Lit::ByteStr(bytes) => bytes.value().len(),
            Lit::Int(integer) => return primitives::size(integer.suffix()).or(Some(1)),
            Lit::Float(float) => return primitives::size(float.suffix()).or(Some(4)),
            Lit::Bool(_) | Lit::Byte(_) => 1,
            Lit::Char(_) => 4,
            _ => return None,
        },
        Expr::Reference(reference) => match &*reference.expr {
            Expr::Array(array) => {
                let number = |value| {
                    if is_whole(value) {
                        None
                    } else {
                        least_size(value)
                    }
                };
                let sizes = array.elems.iter().map(number).collect::<Option<Vec<_>>>()?;
                let element = sizes.iter().copied().max().unwrap_or(0);
                return element.checked_mul(u128::try_from(sizes.len()).ok()?);
            }
            _ => return None,
        },
        _ => return None,
    };
    u128::try_from(size).ok()
}

/// CPython keeps a text with one, two or four bytes for each character, which may be less than UTF-8.
fn text_size(text: &str) -> usize {
    let width = match text.chars().max() {
        Some('\u{0}'..='\u{ff}') | None => 1,
        Some('\u{100}'..='\u{ffff}') => 2,
        Some(_) => 4,
    };
    text.len().min(text.chars().count() * width + 49)
}

/// Whether a value's form makes the element a `str` or a slice.
pub(in crate::check) fn is_whole(value: &Expr) -> bool {
    match peel_parens(value) {
        Expr::Lit(literal) => matches!(literal.lit, Lit::Str(_) | Lit::ByteStr(_)),
        Expr::Reference(reference) => matches!(*reference.expr, Expr::Array(_) | Expr::Repeat(_)),
        _ => false,
    }
}

/// The name of a type.
pub(in crate::check) fn name_of(ty: &Type) -> Option<&Ident> {
    match ty {
        Type::Path(path) if path.qself.is_none() => {
            path.path.segments.last().map(|last| &last.ident)
        }
        Type::Reference(reference) => name_of(&reference.elem),
        Type::Paren(inner) => name_of(&inner.elem),
        Type::Group(inner) => name_of(&inner.elem),
        _ => None,
    }
}

/// Whether a statement is only compiled under a condition, which syn leaves on the part that it begins with.
pub(in crate::check) fn is_conditional(statement: &Expr) -> bool {
    is_conditional_expression(statement) || begins_with(statement).is_some_and(is_conditional)
}

/// A pattern without its type.
pub(in crate::check) fn untyped(pattern: &Pat) -> &Pat {
    match pattern {
        Pat::Type(typed) => untyped(&typed.pat),
        Pat::Paren(inner) => untyped(&inner.pat),
        pattern => pattern,
    }
}

/// What a function of `string.h` does with one of its arguments.
pub(in crate::check) fn role(call: &ExprCall, argument: &Expr) -> Option<Role> {
    let roles = string_call(call)?.arguments;
    let index = call
        .args
        .iter()
        .position(|given| std::ptr::eq(given, argument))?;
    roles.get(index).copied()
}
