//! What is known of the fields of a type, while the program runs: their names, where they lie, how they are dropped.
//!
//! A [`Description`] is a tree, whose leaves are the parts that are assigned as wholes. They are numbered in the order of
//! their declaration, elements of arrays one by one, values without size too.

use core::fmt;
use core::ops::Range;
use core::ptr;

use super::Shape;
use crate::error::NamesParts;

/// A type, and what it consists of.
#[doc(hidden)]
#[derive(Debug)]
pub(crate) struct Description {
    pub(crate) shape: &'static Shape,
    /// How many leaves there are.
    pub(crate) leaves: usize,
    parts: Parts,
    /// Of a handle: what it points to is called so.
    pointee: Option<fn() -> &'static str>,
}

#[derive(Debug)]
pub(crate) enum Parts {
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
pub(crate) struct Entry {
    pub(crate) name: &'static str,
    pub(crate) offset: usize,
    /// Which of the fields it is.
    pub(super) index: usize,
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
            pointee: None,
        }
    }

    /// Of a handle.
    ///
    /// # Safety
    ///
    /// The shape is that of a [`Pointer`](crate::Pointer).
    pub(super) const unsafe fn handle(
        shape: &'static Shape,
        pointee: fn() -> &'static str,
    ) -> Self {
        Description {
            pointee: Some(pointee),
            ..Self::unknown(shape)
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
            pointee: None,
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
            pointee: None,
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

    /// Whether it is this type's.
    #[inline]
    pub(crate) fn is_of(&self, shape: &Shape) -> bool {
        // Mostly it is known to the compiler that it is the same.
        ptr::eq(self.shape, shape) || (self.shape.id)() == (shape.id)()
    }

    /// Whether there is anything to know.
    pub(crate) fn is_known(&self) -> bool {
        !matches!(self.parts, Parts::Unknown)
    }

    pub(crate) fn parts(&self) -> &Parts {
        &self.parts
    }

    /// How what it points to is called, of a handle: nothing else has that.
    pub(crate) fn pointee(&self) -> Option<fn() -> &'static str> {
        self.pointee
    }

    /// The part that a field is, or an element.
    #[inline(always)]
    pub(crate) fn part(&self, index: usize) -> Option<Part> {
        match self.parts {
            Parts::Unknown => None,
            Parts::Fields { fields, .. } if index < fields.len() => {
                let field = &fields[index];
                Some(Part {
                    offset: field.offset,
                    leaf: field.first,
                    of: field.of,
                })
            }
            Parts::Elements { element, count } if index < count => Some(Part {
                offset: index * element.shape.size,
                leaf: index * element.leaves,
                of: element,
            }),
            Parts::Fields { .. } | Parts::Elements { .. } => None,
        }
    }
}

impl Entry {
    pub(super) const fn new(
        name: &'static str,
        offset: usize,
        index: usize,
        of: &'static Description,
    ) -> Self {
        Entry {
            name,
            offset,
            index,
            first: 0,
            of,
        }
    }
}

impl Part {
    pub(crate) fn leaves(&self) -> Range<usize> {
        self.leaf..self.leaf + self.of.leaves
    }

    /// What it consists of, by the numbers of the same value.
    pub(crate) fn part(self, index: usize) -> Option<Part> {
        let part = self.of.part(index)?;
        Some(Part {
            offset: self.offset + part.offset,
            leaf: self.leaf + part.leaf,
            of: part.of,
        })
    }

    /// Which of the parts that it consists of has this leaf in it.
    fn child_index(self, leaf: usize) -> Option<usize> {
        let inner = leaf.checked_sub(self.leaf)?;
        match self.of.parts {
            Parts::Unknown => None,
            Parts::Elements { element, .. } => Some(inner / element.leaves),
            Parts::Fields { fields, .. } => fields
                .partition_point(|field| field.first <= inner)
                .checked_sub(1),
        }
    }

    fn child_with(self, leaf: usize) -> Option<Part> {
        self.part(self.child_index(leaf)?)
    }

    /// The part of this type whose first leaf this is, as another description of the same type counts its leaves: what is a
    /// leaf there may have leaves of its own here.
    pub(crate) fn same(
        self,
        other: &'static Description,
        leaf: usize,
        shape: &Shape,
    ) -> Option<Part> {
        let (mut part, mut theirs) = (self, other.whole());
        loop {
            if theirs.leaf == leaf && theirs.is(shape) {
                return Some(part);
            }
            let index = theirs.child_index(leaf)?;
            (part, theirs) = (part.part(index)?, theirs.part(index)?);
        }
    }

    /// The leaf with this number.
    pub(crate) fn with_number(self, leaf: usize) -> Part {
        let mut part = self;
        while let Some(child) = part.child_with(leaf) {
            part = child;
        }
        part
    }

    /// The part of this type that lies here, if there is one, and no other. A part without size is not told from others of
    /// its type in the same place.
    pub(crate) fn at(self, offset: usize, shape: &Shape) -> Option<Part> {
        let mut found = None;
        let mut count = 0;
        self.each_at(offset, shape, &mut |part| {
            found = Some(part);
            count += 1;
        });
        found.filter(|_| count == 1)
    }

    fn each_at(self, offset: usize, shape: &Shape, found: &mut dyn FnMut(Part)) {
        if self.offset == offset && self.is(shape) {
            found(self);
            return;
        }
        // What has no size may also lie where the part before ends.
        let holds = |part: &Part| {
            let bytes = part.bytes();
            bytes.contains(&offset) || shape.size == 0 && offset == bytes.end
        };
        let nearby = match self.of.parts {
            Parts::Unknown => return,
            Parts::Fields { fields, .. } => 0..fields.len(),
            Parts::Elements { element, count } => {
                let index = (offset - self.offset) / element.shape.size;
                index.saturating_sub(1)..count.min(index + 1)
            }
        };
        for part in nearby.filter_map(|index| self.part(index)).filter(holds) {
            part.each_at(offset, shape, found);
        }
    }

    /// The smallest part that has all of these bytes in it.
    pub(crate) fn around(self, bytes: &Range<usize>) -> Part {
        let mut part = self;
        if bytes.is_empty() {
            return part;
        }
        loop {
            let index = match part.of.parts {
                Parts::Unknown => return part,
                Parts::Elements { element, .. } => {
                    Some((bytes.start - part.offset) / element.shape.size)
                }
                Parts::Fields { fields, .. } => (0..fields.len()).find(|index| {
                    part.part(*index)
                        .is_some_and(|part| part.bytes().contains(&bytes.start))
                }),
            };
            match index.and_then(|index| part.part(index)) {
                Some(inner) if bytes.end <= inner.bytes().end => part = inner,
                _ => return part,
            }
        }
    }

    fn bytes(&self) -> Range<usize> {
        self.offset..self.offset + self.of.shape.size
    }

    fn is(&self, shape: &Shape) -> bool {
        self.of.is_of(shape)
    }
}

impl Description {
    /// Writes how a part of it is reached, `name[2]` or `at.x`; nothing for the whole.
    pub(crate) fn path(&'static self, to: &Part, f: &mut impl fmt::Write) -> fmt::Result {
        let (mut part, mut dot) = (self.whole(), "");
        while part.leaves() != to.leaves() || part.of.leaves == 1 {
            let Some(child) = part.child_with(to.leaf) else {
                break;
            };
            match part.of.parts {
                Parts::Unknown => {}
                Parts::Fields { fields, .. } => {
                    let is_it = |field: &&Entry| part.leaf + field.first == child.leaf;
                    let name = fields.iter().find(is_it).map_or("", |field| field.name);
                    write!(f, "{dot}{name}")?;
                }
                Parts::Elements { element, .. } => {
                    write!(f, "[{}]", (child.leaf - part.leaf) / element.leaves)?;
                }
            }
            (part, dot) = (child, ".");
        }
        Ok(())
    }
}

impl NamesParts for Description {
    fn name(&'static self, part: usize, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.parts {
            Parts::Elements { .. } => "element",
            _ => "field",
        };
        write!(f, "{what} `")?;
        self.path(&self.whole().with_number(part), f)?;
        match self.parts {
            Parts::Fields { of: "", .. } => f.write_str("` of a tuple"),
            Parts::Fields { of, .. } => write!(f, "` of `{of}`"),
            _ => f.write_str("` of an array"),
        }
    }
}
