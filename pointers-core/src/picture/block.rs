//! A block of a snapshot, and its fields, as users ask for them.

use core::panic::Location;

use super::snapshot::{Node, Snapshot, State, Value};
use super::types::Type;

impl Snapshot {
    /// The blocks: those that live, and those that are gone and still pointed to.
    ///
    /// ```
    /// use pointers::{free, heap, malloc};
    ///
    /// let p = malloc::<i32>(8)?;
    /// p.write(7)?;
    /// let map = heap::snapshot();
    /// let block = map.blocks().find(|block| block.address() == p.address()).unwrap();
    /// assert_eq!((block.size(), block.type_name(), block.elements()), (8, "i32", 2));
    /// let values: Vec<String> = block.values(0).map(|(_, value)| format!("{value:?}")).collect();
    /// assert_eq!(values, ["Signed(7)"]);
    /// free(p)?;
    /// # Ok::<(), pointers::Error>(())
    /// ```
    #[inline]
    pub fn blocks(&self) -> impl ExactSizeIterator<Item = Block<'_>> {
        (0..self.nodes.len()).map(|index| self.block(index))
    }

    #[inline]
    pub(super) fn block(&self, index: usize) -> Block<'_> {
        Block {
            snapshot: self,
            node: &self.nodes[index],
        }
    }
}

/// A block of a [`Snapshot`].
#[derive(Clone, Copy, Debug)]
pub struct Block<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) node: &'a Node,
}

/// A field of an element; of a type without fields that are known, the element as a whole, whose name is empty.
#[derive(Clone, Copy, Debug)]
pub struct Field<'a> {
    of: &'a super::types::DrawnField,
}

impl Field<'_> {
    /// Its name, as in `at.x`.
    #[must_use]
    #[inline]
    pub fn name(&self) -> &str {
        &self.of.name
    }

    /// How far it is from the element's start, in bytes.
    #[must_use]
    #[inline]
    pub fn offset(&self) -> usize {
        self.of.offset
    }

    /// The name of its type.
    #[must_use]
    #[inline]
    pub fn type_name(&self) -> &str {
        &self.of.type_name
    }
}

impl<'a> Block<'a> {
    #[inline]
    fn of(&self) -> Option<&'a Type> {
        self.node.of.map(|of| &self.snapshot.types[of])
    }

    /// Where it begins.
    #[must_use]
    #[inline]
    pub fn address(&self) -> usize {
        self.node.address
    }

    /// Its size in bytes, as it was asked for.
    #[must_use]
    #[inline]
    pub fn size(&self) -> usize {
        self.node.size
    }

    /// The size of its chunks, of a `calloc` block.
    #[must_use]
    #[inline]
    pub fn chunk_size(&self) -> Option<usize> {
        self.node.chunk_size
    }

    /// The name of the type of its elements, without the modules that it is in. Empty where it is not known.
    #[must_use]
    #[inline]
    pub fn type_name(&self) -> &'a str {
        match (self.of(), &self.node.called) {
            (Some(of), _) => &of.name,
            (None, Some(called)) => called,
            (None, None) => "",
        }
    }

    /// How many elements it has.
    #[must_use]
    #[inline]
    pub fn elements(&self) -> usize {
        self.node.elements
    }

    /// How many of its first elements were looked at. A block that is gone is not looked at at all, and of one with very
    /// many elements only the first are. Where there are very many blocks it is 0 for most: of those only the handles in them
    /// are followed, whose values no picture would have room for.
    #[must_use]
    #[inline]
    pub fn elements_seen(&self) -> usize {
        match self.of() {
            Some(of) if !of.fields.is_empty() => self.node.values.len() / of.fields.len(),
            _ => 0,
        }
    }

    /// The fields of an element, and what they hold; nothing of elements that were not looked at.
    #[inline]
    pub fn values(&self, element: usize) -> impl Iterator<Item = (Field<'a>, &'a Value)> + use<'a> {
        let fields = self.of().map_or(&[][..], |of| &of.fields);
        let first = element.saturating_mul(fields.len());
        let values = self.node.values.get(first..).unwrap_or_default();
        fields.iter().map(|of| Field { of }).zip(values)
    }

    /// How it was found.
    #[must_use]
    #[inline]
    pub fn state(&self) -> State {
        self.node.state
    }

    /// Whether it is known that no handle to it is left: see [`Snapshot::names_are_all`].
    #[must_use]
    #[inline]
    pub fn leaked(&self) -> bool {
        self.snapshot.knows_leaks() && self.node.state.is_live() && !self.node.reached
    }

    /// Where it was allocated.
    #[must_use]
    #[inline]
    pub fn allocated_at(&self) -> Option<&'static Location<'static>> {
        self.node.allocated_at
    }

    /// Where it was last reallocated.
    #[must_use]
    #[inline]
    pub fn resized_at(&self) -> Option<&'static Location<'static>> {
        self.node.resized_at
    }

    /// Where it was freed, or handed over to C.
    #[must_use]
    #[inline]
    pub fn freed_at(&self) -> Option<&'static Location<'static>> {
        self.node.freed_at
    }

    /// Where the guard was taken that lives, of a block that is borrowed.
    #[must_use]
    #[inline]
    pub fn borrowed_at(&self) -> Option<&'static Location<'static>> {
        self.node.borrowed_at
    }
}
