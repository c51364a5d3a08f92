//! The calls that allocate: `malloc(size)`, `calloc(chunks, size)`, `calloc_safe(chunks, size)`.

use syn::{Expr, ExprCall, Lit};

use super::kind::Kind;
use crate::syntax::{called_path, marker, peel_parens, raising_call};

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
    let path = called_path(call)?;
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
    match peel_parens(expression) {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Int(integer) => integer.base10_parse().ok(),
            _ => None,
        },
        _ => None,
    }
}
