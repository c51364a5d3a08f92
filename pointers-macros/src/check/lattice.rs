//! What can be known of a value and of a block, and how two paths' knowledge of a block joins into one.
//!
//! A block's life is ordered Absent < {Live, Gone} < Unknown, a handle's value Unset < {NULL, a handle, an integer} <
//! Unknown. Everything that is reported follows from a certain value, so what joins two different ones is silent.
//!
//! Two facts make this work without the types: a freed block never comes back, so `Gone` needs no care with what
//! other code may do; and a block that other code may reach (`escaped`) is never taken to be live, or unassigned, or of a
//! known size.

use std::ptr;

use syn::{Expr, Type};

use crate::{model::Kind, primitives};

/// An expression of the program, as a place: the same only where it is the same one.
#[derive(Clone, Copy)]
pub(super) struct At<'a>(pub(super) &'a Expr);

impl PartialEq for At<'_> {
    fn eq(&self, other: &Self) -> bool {
        ptr::eq(self.0, other.0)
    }
}

/// A block, by the place that allocates it: the newest one that was allocated there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct BlockId(pub(super) usize);

/// What a variable holds, or an expression makes.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Value<'a> {
    /// Declared, and not assigned yet.
    Unset,
    /// Certainly NULL.
    Null(At<'a>, Kind),
    /// A handle.
    Handle(Handle),
    /// An integer that is certain: only the counters of loops are followed.
    Integer(i128),
    /// Anything.
    Unknown,
    /// Anything, and other code can assign it at any time.
    Shared,
}

/// A handle to a known block.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Handle {
    pub(super) block: BlockId,
    /// How many elements or chunks from the start.
    pub(super) offset: Option<i128>,
    /// It is a reference to a handle.
    pub(super) reference: bool,
}

/// How a block ended.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum End {
    Freed,
    HandedOver,
}

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Life<'a> {
    /// Not allocated on this path.
    Absent,
    Live,
    Gone(End, At<'a>),
    Unknown,
}

/// What is known of the type in a block.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Element {
    Unknown,
    /// A `str` or a slice, which is one element.
    Whole,
    /// A type that the source names, and its size if that is certain.
    Named(Option<u128>),
    /// There are handles of several types.
    Mixed,
}

impl Element {
    /// What a written element type says.
    pub(super) fn of(ty: &Type) -> Self {
        match ty {
            Type::Slice(_) => Self::Whole,
            Type::Path(path) => match path.path.get_ident().map(ToString::to_string).as_deref() {
                Some("str") => Self::Whole,
                name => Self::Named(name.and_then(primitives::size)),
            },
            Type::Paren(inner) => Self::of(&inner.elem),
            Type::Group(inner) => Self::of(&inner.elem),
            Type::Infer(_) => Self::Unknown,
            _ => Self::Named(None),
        }
    }
}

/// The elements that something may have been moved into.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Written {
    /// Bit `i` is element `i`. The others are certainly unassigned.
    Only(u64),
    Any,
}

impl Written {
    pub(super) const NOTHING: Self = Self::Only(0);

    pub(super) fn add(&mut self, index: Option<i128>) {
        let bit = index
            .and_then(|index| u32::try_from(index).ok())
            .and_then(|index| 1_u64.checked_shl(index));
        *self = match (*self, bit) {
            (Self::Only(bits), Some(bit)) => Self::Only(bits | bit),
            _ => Self::Any,
        };
    }

    pub(super) fn remove(&mut self, index: Option<i128>) {
        let bit = index
            .and_then(|index| u32::try_from(index).ok())
            .and_then(|index| 1_u64.checked_shl(index));
        if let (Self::Only(bits), Some(bit)) = (*self, bit) {
            *self = Self::Only(bits & !bit);
        }
    }

    /// Whether an element is certainly unassigned; without an index, whether all are.
    pub(super) fn lacks(self, index: Option<i128>) -> bool {
        match (self, index) {
            (Self::Any, _) => false,
            (Self::Only(bits), None) => bits == 0,
            (Self::Only(bits), Some(index)) => match u32::try_from(index)
                .ok()
                .and_then(|index| 1_u64.checked_shl(index))
            {
                Some(bit) => bits & bit == 0,
                // What is written there makes it `Any`.
                None => true,
            },
        }
    }
}

/// What is known of a block.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Block<'a> {
    pub(super) life: Life<'a>,
    /// Where it is allocated, if that is in the body.
    pub(super) origin: Option<At<'a>>,
    pub(super) kind: Kind,
    /// Its size in bytes.
    pub(super) size: Option<u128>,
    /// The call that gave it this size.
    pub(super) sized: Option<At<'a>>,
    /// The size of one of its chunks.
    pub(super) chunk: Option<u128>,
    pub(super) element: Element,
    pub(super) written: Written,
    /// The bytes that the first element needs at least, and where it was moved in.
    pub(super) stored: Option<(u128, At<'a>)>,
    /// Other code may reach it.
    pub(super) escaped: bool,
    /// The handles to it may be NULL instead.
    pub(super) nullable: bool,
}

impl<'a> Block<'a> {
    /// The block that a handle from elsewhere belongs to.
    pub(super) fn foreign(kind: Kind) -> Self {
        Self {
            life: Life::Unknown,
            origin: None,
            kind,
            size: None,
            sized: None,
            chunk: None,
            element: Element::Unknown,
            written: Written::Any,
            stored: None,
            escaped: true,
            nullable: true,
        }
    }

    /// Forgets all that other code may change, or that the program has asked for.
    pub(super) fn forget(&mut self) {
        if self.life != Life::Absent {
            self.life = Life::Unknown;
        }
        self.size = None;
        self.chunk = None;
        self.written = Written::Any;
        self.stored = None;
    }

    /// How many elements or chunks it has at most.
    pub(super) fn length(&self) -> Option<i128> {
        let length = match (self.kind, self.element) {
            (Kind::Calloc, _) => self.size?.checked_div(self.chunk?)?,
            (Kind::Malloc, Element::Whole) => 1,
            (Kind::Malloc, Element::Named(Some(element))) => self.size?.checked_div(element)?,
            // An element takes at least one byte, and a `str` of none is one too.
            (Kind::Malloc, _) => self.size?.max(1),
            _ => return None,
        };
        i128::try_from(length).ok()
    }

    pub(super) fn join(self, other: Self) -> Self {
        if self == other || other.life == Life::Absent {
            return self;
        }
        if self.life == Life::Absent {
            return other;
        }
        let life = match (self.life, other.life) {
            (Life::Gone(end, at), Life::Gone(..)) => Life::Gone(end, at),
            (life, other) if life == other => life,
            _ => Life::Unknown,
        };
        Self {
            life,
            origin: self.origin,
            kind: self.kind,
            size: self.size.filter(|_| self.size == other.size),
            sized: self.sized,
            chunk: self.chunk.filter(|_| self.chunk == other.chunk),
            element: if self.element == other.element {
                self.element
            } else {
                Element::Unknown
            },
            written: match (self.written, other.written) {
                (Written::Only(mine), Written::Only(others)) => Written::Only(mine | others),
                _ => Written::Any,
            },
            stored: self.stored.filter(|_| self.stored == other.stored),
            escaped: self.escaped || other.escaped,
            nullable: self.nullable || other.nullable,
        }
    }
}
