//! What is known of a block, and how two paths' knowledge of it joins into one.
//!
//! A block's life is ordered Absent < {Live, Gone} < Unknown. Two facts make this work without the types: a freed block never
//! comes back, so `Gone` needs no care with what other code may do; and a block that other code may reach (`escaped`) is never
//! taken to be live, or unassigned, or of a known size.

use syn::Type;

use super::{
    across::Across,
    lattice::{ExprAt, TypeId, Value},
    units::Content,
    written::Written,
};
use crate::{model::Kind, primitives, syntax::peel_type};

/// How a block ended.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Ending {
    Freed,
    HandedOver,
}

#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Life<'a> {
    /// Not allocated on this path.
    Absent,
    Live,
    /// As the caller gave it.
    Given,
    Gone(Ending, ExprAt<'a>),
    Unknown,
}

/// What is known of the type in a block.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum ElementType {
    Unknown,
    /// A `str` or a slice, which is one element.
    Whole,
    /// A type that the source names, and its size if that is certain.
    Named(Option<u128>),
    /// There are handles of several types.
    Mixed,
}

impl ElementType {
    /// What a written element type says.
    pub(crate) fn of(ty: &Type) -> Self {
        match peel_type(ty) {
            Type::Slice(_) => Self::Whole,
            Type::Path(path) => match path.path.get_ident().map(ToString::to_string).as_deref() {
                Some("str") => Self::Whole,
                name => Self::Named(name.and_then(primitives::size)),
            },
            Type::Infer(_) => Self::Unknown,
            _ => Self::Named(None),
        }
    }
}

/// What is known of a block.
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct Block<'a> {
    pub(crate) life: Life<'a>,
    /// Where it is allocated, if that is in the body.
    pub(crate) origin: Option<ExprAt<'a>>,
    pub(crate) kind: Kind,
    /// Its size in bytes.
    pub(crate) size: Option<u128>,
    /// The call that gave it this size.
    pub(crate) sized: Option<ExprAt<'a>>,
    /// The size of one of its chunks.
    pub(crate) chunk: Option<u128>,
    /// Its size, where that is so many times the size of a type.
    pub(crate) counted: Option<(u128, TypeId)>,
    /// How many elements it has, where the source says that without their size.
    pub(crate) elements: Option<u128>,
    /// The text at its start.
    pub(crate) text: Content,
    pub(crate) element: ElementType,
    pub(crate) written: Written,
    /// The bytes that the first element needs at least, and where it was moved in.
    pub(crate) stored: Option<(u128, ExprAt<'a>)>,
    /// Other code may reach it.
    pub(crate) escaped: bool,
    /// The handles to it may be NULL instead.
    pub(crate) nullable: bool,
    pub(crate) across: Across<'a>,
}

impl<'a> Block<'a> {
    /// The block that a handle from elsewhere belongs to.
    pub(crate) fn foreign(kind: Kind) -> Self {
        Self {
            life: Life::Unknown,
            origin: None,
            kind,
            size: None,
            sized: None,
            chunk: None,
            counted: None,
            elements: None,
            text: Content::UNKNOWN,
            element: ElementType::Unknown,
            written: Written::Any,
            stored: None,
            escaped: true,
            nullable: true,
            across: Across::NOTHING,
        }
    }

    /// Forgets all that other code may change.
    pub(crate) fn forget(&mut self) {
        self.forget_life();
        self.forget_size();
        self.fill();
        self.across.content = Value::Unknown;
    }

    /// It may be freed, or not.
    pub(crate) fn forget_life(&mut self) {
        if self.life != Life::Absent {
            self.life = Life::Unknown;
        }
    }

    /// It may have any size.
    pub(crate) fn forget_size(&mut self) {
        self.size = None;
        self.chunk = None;
        self.counted = None;
        self.elements = None;
        self.across.resized = true;
    }

    /// Any element may have any value.
    pub(crate) fn fill(&mut self) {
        self.written = Written::Any;
        self.stored = None;
        self.text = Content::UNKNOWN;
        self.across.changed = true;
    }

    /// How many elements or chunks it has at most.
    pub(crate) fn length(&self) -> Option<i128> {
        if let Some(elements) = self.elements {
            return i128::try_from(elements).ok();
        }
        let length = match (self.kind, self.element) {
            (Kind::Calloc, _) => self.size?.checked_div(self.chunk?)?,
            (Kind::Malloc, ElementType::Whole) => 1,
            (Kind::Malloc, ElementType::Named(Some(element))) => self.size?.checked_div(element)?,
            // An element takes at least one byte, and a `str` of none is one too.
            (Kind::Malloc, _) => self.size?.max(1),
            _ => return None,
        };
        i128::try_from(length).ok()
    }

    pub(crate) fn join(self, other: Self) -> Self {
        if self == other {
            return self;
        }
        if other.life == Life::Absent {
            return self.or_absent(other.nullable);
        }
        if self.life == Life::Absent {
            return other.or_absent(self.nullable);
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
            counted: self.counted.filter(|_| self.counted == other.counted),
            elements: self.elements.filter(|_| self.elements == other.elements),
            text: self.text.join(other.text),
            element: if self.element == other.element {
                self.element
            } else {
                ElementType::Unknown
            },
            written: self.written.join(other.written),
            stored: self.stored.filter(|_| self.stored == other.stored),
            escaped: self.escaped || other.escaped,
            nullable: self.nullable || other.nullable,
            across: self.across.join(other.across),
        }
    }

    /// The same, where on another path there is none: a handle to it may be NULL there.
    pub(crate) fn or_absent(mut self, nullable: bool) -> Self {
        self.across.accessed = None;
        self.nullable |= nullable;
        self
    }
}
