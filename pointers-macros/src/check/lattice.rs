//! What can be known of a value and of a block, and how two paths' knowledge of a block joins into one.
//!
//! A block's life is ordered Absent < {Live, Gone} < Unknown, a variable's value Unset < {NULL, a handle, a number} <
//! Unknown. Everything that is reported follows from a certain value, so what joins two different ones is silent.
//!
//! Two facts make this work without the types: a freed block never comes back, so `Gone` needs no care with what
//! other code may do; and a block that other code may reach (`escaped`) is never taken to be live, or unassigned, or of a
//! known size.

use std::ptr;

use syn::{Expr, Type};

use super::{parts::PartsId, report::Use};
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
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
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
    /// A number that is certain, or a truth value, which is 0 or 1.
    Number(Number<'a>),
    /// So many times the size of a type whose size only the compiler knows.
    Sizes(u128, TypeId),
    /// A text or an array that is written out.
    Text(Text),
    /// A structure, a tuple, an array, `Some(..)`, with what is known of its parts.
    Parts(PartsId),
    /// Anything.
    Unknown,
    /// Anything, and other code can assign it at any time.
    Shared,
}

/// A number, or a truth value.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Number<'a> {
    pub(super) value: i128,
    /// Whether it is a truth value.
    pub(super) truth: bool,
    /// What the program asked to get it. Where code that is not followed gets the answer it may act on it, so that what
    /// was asked about is forgotten there.
    pub(super) about: Option<About<'a>>,
}

/// A text or an array that is written out.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Text {
    /// How many units stand before its terminator.
    pub(super) length: Option<u128>,
    /// How many units it has, the terminator among them.
    pub(super) units: Option<u128>,
    /// None of its units is a terminator.
    pub(super) endless: bool,
    /// All of them.
    pub(super) spelt: Option<UnitsId>,
}

/// Units that are known, which the arena has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct UnitsId(pub(super) usize);

/// What a question is about.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum About<'a> {
    /// How large a block is, or how far into it a handle points.
    Size(BlockId),
    /// Whether a block is freed.
    Life(BlockId),
    /// Whether an element has a value.
    Values(BlockId),
    /// Whether a handle is NULL.
    Null(At<'a>, Kind),
}

/// A type whose name stands in the source, by its text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct TypeId(pub(super) usize);

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
    /// As the caller gave it.
    Given,
    Gone(End, At<'a>),
    Unknown,
}

/// What a block holds, and what a function does with one that it was given.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Across<'a> {
    /// What is known of its elements.
    pub(super) content: Value<'a>,
    /// Other code may have got a handle to it.
    pub(super) kept: bool,
    /// The program may act on whether the handle is NULL.
    pub(super) asked: bool,
    /// Something may have been moved in, or out.
    pub(super) changed: bool,
    /// It may have got another size.
    pub(super) resized: bool,
    /// It is ended through the handle as the caller gave it, and not through one that was moved.
    pub(super) as_given: bool,
    /// What was certainly done with it first: anything, and what NULL does not allow, and what needs a value.
    pub(super) used: Option<(Use, At<'a>)>,
    pub(super) accessed: Option<(Use, At<'a>)>,
    pub(super) read: Option<(Use, At<'a>)>,
    /// The last element that was certainly used, behind the one that the handle points to.
    pub(super) far: Option<Far<'a>>,
}

/// An element of a block that a function was given, by its number from there, and what is done with it.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Far<'a> {
    pub(super) index: i128,
    pub(super) usage: Use,
    pub(super) at: At<'a>,
}

impl<'a> Across<'a> {
    pub(super) const NOTHING: Self = Self {
        content: Value::Unknown,
        kept: false,
        asked: false,
        changed: false,
        resized: false,
        as_given: false,
        used: None,
        accessed: None,
        read: None,
        far: None,
    };

    /// Without the content, which the state joins.
    fn join(self, other: Self) -> Self {
        Self {
            content: self.content,
            kept: self.kept || other.kept,
            asked: self.asked || other.asked,
            changed: self.changed || other.changed,
            resized: self.resized || other.resized,
            as_given: self.as_given && other.as_given,
            used: self.used.filter(|_| other.used.is_some()),
            accessed: self.accessed.filter(|_| other.accessed.is_some()),
            read: self.read.filter(|_| other.read.is_some()),
            far: self.far.zip(other.far).map(|(mine, others)| {
                if others.index < mine.index {
                    others
                } else {
                    mine
                }
            }),
        }
    }
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
    /// Of the first 64 bit `i` is element `i`; of the others these and all between them. The rest is certainly unassigned.
    Only(u64, Option<(u32, u32)>),
    Any,
}

/// An element among those that are followed.
fn followed(index: Option<i128>) -> Option<u32> {
    u32::try_from(index?).ok()
}

fn bit(index: u32) -> Option<u64> {
    1_u64.checked_shl(index)
}

/// All from the first of two ranges to the last.
fn around(mine: Option<(u32, u32)>, others: Option<(u32, u32)>) -> Option<(u32, u32)> {
    match (mine, others) {
        (Some(mine), Some(others)) => Some((mine.0.min(others.0), mine.1.max(others.1))),
        (one, None) | (None, one) => one,
    }
}

impl Written {
    pub(super) const NOTHING: Self = Self::Only(0, None);

    pub(super) fn add(&mut self, index: Option<i128>) {
        *self = match (*self, followed(index)) {
            (Self::Only(low, high), Some(index)) => match bit(index) {
                Some(bit) => Self::Only(low | bit, high),
                None => Self::Only(low, around(high, Some((index, index)))),
            },
            _ => Self::Any,
        };
    }

    /// Adds so many elements, from the first on.
    pub(super) fn add_all(&mut self, first: Option<i128>, count: i128) {
        let ends = first.and_then(|first| Some((first, first.checked_add(count)?.checked_sub(1)?)));
        let Some((first, last)) = ends.filter(|(first, _)| *first >= 0 && count > 0) else {
            *self = Self::Any;
            return;
        };
        for index in first..=last.min(63) {
            self.add(Some(index));
        }
        if last > 63 {
            self.add(Some(first.max(64)));
            self.add(Some(last));
        }
    }

    pub(super) fn remove(&mut self, index: Option<i128>) {
        if let (Self::Only(low, high), Some(bit)) = (*self, followed(index).and_then(bit)) {
            *self = Self::Only(low & !bit, high);
        }
    }

    /// Whether an element is certainly unassigned; without an index, whether all are.
    pub(super) fn lacks(self, index: Option<i128>) -> bool {
        match (self, index) {
            (Self::Any, _) => false,
            (Self::Only(low, high), None) => low == 0 && high.is_none(),
            (Self::Only(low, high), Some(_)) => {
                followed(index).is_some_and(|index| match bit(index) {
                    Some(bit) => low & bit == 0,
                    None => high.is_none_or(|(first, last)| !(first..=last).contains(&index)),
                })
            }
        }
    }

    fn join(self, other: Self) -> Self {
        match (self, other) {
            (Self::Only(mine, above), Self::Only(others, theirs)) => {
                Self::Only(mine | others, around(above, theirs))
            }
            _ => Self::Any,
        }
    }
}

/// What is known of the text at a block's start.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Content {
    /// So many of its first units are certainly no terminator.
    pub(super) solid: i128,
    /// The next one is.
    pub(super) ends: bool,
    /// The units that the block begins with, where each is known.
    pub(super) spelt: Option<UnitsId>,
}

impl Content {
    pub(super) const UNKNOWN: Self = Self {
        solid: 0,
        ends: false,
        spelt: None,
    };
    pub(super) const EMPTY: Self = Self {
        solid: 0,
        ends: true,
        spelt: None,
    };

    /// So many units get values from an index on: all are terminators, none is, or that is not known.
    pub(super) fn put(&mut self, index: Option<i128>, count: i128, terminator: Option<bool>) {
        let Some(index) = index.filter(|index| *index >= 0) else {
            *self = Self::UNKNOWN;
            return;
        };
        if count <= 0 {
            return;
        }
        self.spelt = None;
        if index > self.solid {
            return;
        }
        let end = index.saturating_add(count);
        match terminator {
            Some(false) if end <= self.solid => {}
            Some(is_terminator) => {
                self.solid = if is_terminator { index } else { end };
                self.ends = is_terminator;
            }
            None => {
                self.solid = index;
                self.ends = false;
            }
        }
    }

    /// A text of this length gets there, with its terminator.
    pub(super) fn put_text(&mut self, index: Option<i128>, length: i128) {
        self.put(index, length, Some(false));
        self.put(
            index.and_then(|index| index.checked_add(length)),
            1,
            Some(true),
        );
    }

    fn join(self, other: Self) -> Self {
        Self {
            solid: self.solid.min(other.solid),
            ends: self.solid == other.solid && self.ends && other.ends,
            spelt: self.spelt.filter(|_| self.spelt == other.spelt),
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
    /// Its size, where that is so many times the size of a type.
    pub(super) counted: Option<(u128, TypeId)>,
    /// How many elements it has, where the source says that without their size.
    pub(super) elements: Option<u128>,
    /// The text at its start.
    pub(super) text: Content,
    pub(super) element: Element,
    pub(super) written: Written,
    /// The bytes that the first element needs at least, and where it was moved in.
    pub(super) stored: Option<(u128, At<'a>)>,
    /// Other code may reach it.
    pub(super) escaped: bool,
    /// The handles to it may be NULL instead.
    pub(super) nullable: bool,
    pub(super) across: Across<'a>,
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
            counted: None,
            elements: None,
            text: Content::UNKNOWN,
            element: Element::Unknown,
            written: Written::Any,
            stored: None,
            escaped: true,
            nullable: true,
            across: Across::NOTHING,
        }
    }

    /// Forgets all that other code may change.
    pub(super) fn forget(&mut self) {
        self.forget_life();
        self.forget_size();
        self.fill();
        self.across.content = Value::Unknown;
    }

    /// It may be freed, or not.
    pub(super) fn forget_life(&mut self) {
        if self.life != Life::Absent {
            self.life = Life::Unknown;
        }
    }

    /// It may have any size.
    pub(super) fn forget_size(&mut self) {
        self.size = None;
        self.chunk = None;
        self.counted = None;
        self.elements = None;
        self.across.resized = true;
    }

    /// Any element may have any value.
    pub(super) fn fill(&mut self) {
        self.written = Written::Any;
        self.stored = None;
        self.text = Content::UNKNOWN;
        self.across.changed = true;
    }

    /// How many elements or chunks it has at most.
    pub(super) fn length(&self) -> Option<i128> {
        if let Some(elements) = self.elements {
            return i128::try_from(elements).ok();
        }
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
        if self == other {
            return self;
        }
        if other.life == Life::Absent {
            return self.or_absent();
        }
        if self.life == Life::Absent {
            return other.or_absent();
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
                Element::Unknown
            },
            written: self.written.join(other.written),
            stored: self.stored.filter(|_| self.stored == other.stored),
            escaped: self.escaped || other.escaped,
            nullable: self.nullable || other.nullable,
            across: self.across.join(other.across),
        }
    }

    /// The same, where on another path there is none: a handle to it may be NULL there.
    fn or_absent(mut self) -> Self {
        self.across.accessed = None;
        self
    }
}

impl<'a> Value<'a> {
    pub(super) fn number(value: i128) -> Self {
        Self::Number(Number {
            value,
            truth: false,
            about: None,
        })
    }

    pub(super) fn truth(truth: bool) -> Self {
        Self::Number(Number {
            value: truth.into(),
            truth: true,
            about: None,
        })
    }

    /// This value, as the answer to a question.
    pub(super) fn about(self, about: About<'a>) -> Self {
        match self {
            Self::Number(number) => Self::Number(Number {
                about: Some(about),
                ..number
            }),
            value => value,
        }
    }

    pub(super) fn as_number(self) -> Option<i128> {
        match self {
            Self::Number(number) => Some(number.value),
            _ => None,
        }
    }

    pub(super) fn as_truth(self) -> Option<bool> {
        match self {
            Self::Number(number) if number.truth => Some(number.value != 0),
            _ => None,
        }
    }

    pub(super) fn as_size(self) -> Option<u128> {
        self.as_number()
            .and_then(|number| u128::try_from(number).ok())
    }
}
