//! Paths: how a value is reached from a handle.

use crate::layout::description::Description;
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
    /// The number of its first leaf, as the root's table counts, or [`Path::NO_LEAF`].
    pub(crate) leaf: usize,
    /// What the root's table knows of the value; `None` below what it knows nothing of.
    node: Option<&'static Description>,
}

impl Path {
    /// The root's table does not know the value.
    pub(crate) const NO_LEAF: usize = usize::MAX;

    /// To the root itself.
    #[inline(always)]
    pub(crate) const fn to(root: &'static Root) -> Self {
        Path {
            root,
            offset: 0,
            leaf: 0,
            node: root.table,
        }
    }

    /// To what a [`Pointer`](crate::Pointer) points to.
    #[inline(always)]
    pub(crate) const fn one<T: Shaped + ?Sized>() -> Self {
        Self::to(const { &Root::of::<T>(true) })
    }

    /// To a part of what lies here, which has such a table of its own. `root` is where the path begins if it begins here.
    #[inline(always)]
    pub(crate) fn down(self, root: &'static Root, index: usize, offset: usize) -> Self {
        let from = match self.root.table {
            None => Self::to(root),
            Some(_) => self,
        };
        let part = from.node.and_then(|node| node.part(index));
        Path {
            root: from.root,
            offset: from.offset + offset,
            leaf: part.map_or(Self::NO_LEAF, |part| from.leaf + part.leaf),
            node: part.map(|part| part.of),
        }
    }
}

impl Path {
    pub(crate) fn end<T: Shaped + ?Sized>(&self) -> To {
        To {
            root: self.root,
            offset: self.offset,
            leaf: self.leaf,
            shape: T::SHAPE,
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
}
