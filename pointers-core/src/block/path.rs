//! Paths: how a value is reached from a handle.

use core::ops::Range;

use crate::layout::description::{Description, Part};
use crate::layout::{Shape, Shaped};

/// What a handle points to, from which a [`Path`] leads on.
#[derive(Debug)]
pub(crate) struct Root {
    pub(crate) shape: &'static Shape,
    /// Whether the handle is a [`Pointer`](crate::Pointer), which may itself point to a part.
    pub(crate) one: bool,
    /// What it consists of, where that was asked for.
    pub(crate) table: Option<&'static Description>,
}

impl Root {
    pub(crate) const fn of<T: Shaped + ?Sized>(one: bool) -> Self {
        Root {
            shape: T::SHAPE,
            one,
            table: None,
        }
    }

    pub(crate) const fn described(table: &'static Description, one: bool) -> Self {
        Root {
            shape: table.shape,
            one,
            table: Some(table),
        }
    }
}

/// How a value is reached from a handle. The type of the value it does not say.
#[derive(Clone, Copy)]
pub(crate) struct Path {
    pub(crate) root: &'static Root,
    /// How far the value is from where the handle points, in bytes.
    pub(crate) offset: usize,
    /// The number of its first leaf, as the last table counts, or [`Path::NO_LEAF`].
    pub(crate) leaf: usize,
    /// What the last table knows of the value; `None` below what it knows nothing of.
    node: Option<&'static Description>,
    /// Whether the table of the root says all that: no other table was asked.
    plain: bool,
    below: Below,
}

/// The tables of types on the way of which the ones before know nothing: the table of an array or a tuple cannot ask what its
/// elements consist of, but the step into one can.
#[derive(Clone, Copy)]
pub(crate) struct Below {
    tables: [Option<&'static Description>; Below::MOST],
    /// How far the value that the last one is of is from where the handle points.
    offset: usize,
}

impl Below {
    /// An array of arrays has one for each dimension but the first. What lies deeper is assigned as a whole.
    const MOST: usize = 7;

    const NOTHING: Self = Below {
        tables: [None; Self::MOST],
        offset: 0,
    };

    pub(crate) fn tables(&self) -> impl Iterator<Item = &'static Description> {
        self.tables.into_iter().flatten()
    }

    fn last(&self) -> Option<&'static Description> {
        self.tables().last()
    }

    /// `None` where there is no room for one more.
    #[inline(always)]
    fn and(mut self, table: &'static Description, offset: usize) -> Option<Self> {
        let next = self.tables.iter_mut().find(|next| next.is_none())?;
        *next = Some(table);
        Some(Below { offset, ..self })
    }
}

impl Path {
    /// No table knows the value.
    pub(crate) const NO_LEAF: usize = usize::MAX;

    /// To the root itself.
    #[inline(always)]
    pub(crate) const fn to(root: &'static Root) -> Self {
        Path {
            root,
            offset: 0,
            leaf: 0,
            node: root.table,
            plain: true,
            below: Below::NOTHING,
        }
    }

    /// To what a [`Pointer`](crate::Pointer) points to.
    #[inline(always)]
    pub(crate) const fn one<T: Shaped + ?Sized>() -> Self {
        Self::to(const { &Root::of::<T>(true) })
    }

    /// The same path, where the value has such a table of its own. `root` is where it begins if it begins here.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(crate) fn known(&self, root: &'static Root) -> Self {
        self.known_by(root).unwrap_or(*self)
    }

    /// [`Path::known`], if that is not this path.
    #[inline(always)]
    fn known_by(&self, root: &'static Root) -> Option<Self> {
        if self.root.table.is_none() {
            return Some(Self::to(root));
        }
        if let Some(node) = self.node
            && node.is_known()
        {
            return None;
        }
        let table = root.table.filter(|table| table.is_known())?;
        Some(Path {
            leaf: 0,
            node: root.table,
            plain: false,
            below: self.below.and(table, self.offset)?,
            ..*self
        })
    }

    /// To a part of what lies here, which has such a table of its own. `root` is where the path begins if it begins here.
    #[cfg_attr(not(debug_assertions), inline(always))]
    pub(crate) fn down(&self, root: &'static Root, index: usize, offset: usize) -> Self {
        match self.known_by(root) {
            Some(known) => known.part(index, offset),
            None => self.part(index, offset),
        }
    }

    // Without closures: a debug build calls each of them.
    #[inline(always)]
    fn part(&self, index: usize, offset: usize) -> Self {
        let (leaf, node, plain) = match self.node {
            Some(node) => match node.part(index) {
                Some(part) => (
                    self.leaf + part.leaf,
                    Some(part.of),
                    self.plain && part.offset == offset,
                ),
                None => (Self::NO_LEAF, None, false),
            },
            None => (Self::NO_LEAF, None, false),
        };
        Path {
            root: self.root,
            offset: self.offset + offset,
            leaf,
            node,
            plain,
            below: self.below,
        }
    }

    /// The numbers of the leaves of the `T` that is at the end, as the table of the root counts, if that is all that there is
    /// to know: what comes of constants is a constant.
    #[inline(always)]
    pub(crate) fn leaves<T>(&self) -> Option<Range<usize>> {
        let node = self.node.filter(|_| self.plain && !self.root.one)?;
        node.is_of(T::SHAPE)
            .then(|| self.leaf..self.leaf + node.leaves)
    }

    /// A copy of the tables that were asked beside that of the root, if there are any. Where that says all, which is known when
    /// the program is built, there is none, and nothing of it lies in memory.
    #[inline(always)]
    pub(crate) fn below(&self) -> Option<Below> {
        (!self.plain && self.below.tables[0].is_some()).then_some(self.below)
    }

    pub(crate) fn end<T: Shaped + ?Sized>(&self) -> To {
        To {
            root: self.root,
            offset: self.offset,
            leaf: self.leaf,
            shape: T::SHAPE,
            below: self.below,
        }
    }
}

/// What an access is to: the end of a path.
#[derive(Clone, Copy)]
pub(crate) struct To {
    pub(crate) root: &'static Root,
    pub(crate) offset: usize,
    pub(crate) leaf: usize,
    /// Of the value.
    pub(crate) shape: &'static Shape,
    pub(crate) below: Below,
}

impl To {
    pub(crate) fn new(
        root: &'static Root,
        offset: usize,
        leaf: usize,
        shape: &'static Shape,
        below: Option<&Below>,
    ) -> Self {
        To {
            root,
            offset,
            leaf,
            shape,
            below: below.copied().unwrap_or(Below::NOTHING),
        }
    }

    /// Whether there was no room for what is known of it.
    pub(crate) fn is_too_deep(&self) -> bool {
        self.leaf == Path::NO_LEAF && self.below.tables().count() == Below::MOST
    }

    /// Where the value lies in what the handle points to, as far as that is known.
    pub(crate) fn part_of(&self, root: Part) -> Option<Part> {
        let (from, table) = match self.below.last() {
            Some(table) => {
                let offset = root.offset + self.below.offset;
                (root.at(offset, table.shape)?, Some(table))
            }
            None => (root, self.root.table),
        };
        let part = match table {
            Some(table) => from.same(table, self.leaf, self.shape)?,
            None => from,
        };
        let is_it = part.offset == root.offset + self.offset && part.of.is_of(self.shape);
        is_it.then_some(part)
    }
}
