//! What is known of the fields of a type, while the program runs: their names, where they lie, how they are dropped.
//!
//! A [`Description`] is a tree, whose leaves are the parts that are assigned as wholes. They are numbered in the order of
//! their declaration, elements of arrays one by one, values without size too.

use super::Shape;

/// A type, and what it consists of.
#[doc(hidden)]
#[derive(Debug)]
pub struct Description {
    pub(crate) shape: &'static Shape,
    /// How many leaves there are.
    pub(crate) leaves: usize,
    parts: Parts,
}

#[derive(Debug)]
enum Parts {
    /// Nothing is known: a value is assigned as a whole.
    Unknown,
    Fields {
        of: &'static str,
        fields: &'static [Entry],
    },
    Elements {
        element: &'static Description,
        count: usize,
    },
}

/// A field.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    pub(crate) name: &'static str,
    pub(crate) offset: usize,
    /// The number of its first leaf.
    pub(crate) first: usize,
    pub(crate) of: &'static Description,
}

/// A part of a value.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Part {
    /// From the value's start, in bytes.
    pub(crate) offset: usize,
    /// The number of its first leaf.
    pub(crate) leaf: usize,
    pub(crate) of: &'static Description,
}

impl Description {
    pub(super) const fn unknown(shape: &'static Shape) -> Self {
        Description {
            shape,
            leaves: 1,
            parts: Parts::Unknown,
        }
    }

    /// # Safety
    ///
    /// These are all fields of the type, numbered; and the type can be taken apart: it has no drop of its own.
    pub(super) const unsafe fn structure(
        shape: &'static Shape,
        of: &'static str,
        fields: &'static [Entry],
    ) -> Self {
        // A value without size has no place where its fields could be told apart; one without fields is a leaf.
        let leaves = match fields {
            [.., last] if shape.size > 0 => last.first + last.of.leaves,
            _ => return Self::unknown(shape),
        };
        Description {
            shape,
            leaves,
            parts: Parts::Fields { of, fields },
        }
    }

    pub(super) const fn array(
        shape: &'static Shape,
        element: &'static Description,
        count: usize,
    ) -> Self {
        if shape.size == 0 {
            return Self::unknown(shape);
        }
        Description {
            shape,
            leaves: element.leaves * count,
            parts: Parts::Elements { element, count },
        }
    }

    /// The description itself, as a part.
    pub(crate) fn whole(&'static self) -> Part {
        Part {
            offset: 0,
            leaf: 0,
            of: self,
        }
    }

    /// The part that a field is, or an element.
    #[inline(always)]
    pub(crate) fn part(&self, index: usize) -> Option<Part> {
        match self.parts {
            Parts::Unknown => None,
            Parts::Fields { fields, .. } => fields.get(index).map(|field| Part {
                offset: field.offset,
                leaf: field.first,
                of: field.of,
            }),
            Parts::Elements { element, count } => (index < count).then(|| Part {
                offset: index * element.shape.size,
                leaf: index * element.leaves,
                of: element,
            }),
        }
    }
}

impl Entry {
    pub(super) const fn new(name: &'static str, offset: usize, of: &'static Description) -> Self {
        Entry {
            name,
            offset,
            first: 0,
            of,
        }
    }
}
