//! What a snapshot keeps, and what can be asked of it.

use core::ops::Range;

use super::types::Type;
use crate::error::Site;
use crate::handle::{Kind, Pointer};
use crate::heap::Stats;
use crate::table::Slot;

/// This thread's heap, as it was when [`snapshot`](super::snapshot) looked at it.
///
/// `println!("{map}")` draws it for a terminal, [`to_svg`](Self::to_svg) and [`to_html`](Self::to_html) for a browser,
/// [`to_dot`](Self::to_dot) for graphviz.
#[derive(Clone, Debug)]
pub struct Snapshot {
    pub(super) thread: String,
    pub(super) stats: Stats,
    /// Live blocks, then those that are gone and still pointed to.
    pub(super) nodes: Vec<Node>,
    /// Where all handles in them lead, block after block.
    pub(super) edges: Vec<Edge>,
    pub(super) types: Vec<Type>,
    pub(super) variables: Vec<Variable>,
    /// Whether `variables` are all handles that there are outside of the blocks.
    pub(super) all_named: bool,
    /// Whether handles may lie where nobody sees them, in blocks that the named ones lead to.
    pub(super) hides: bool,
    /// Blocks for which there was no memory.
    pub(super) left_out: usize,
}

/// Who points to a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Pointed {
    Nobody,
    /// Only it itself.
    Itself,
    /// Another block does, past its end.
    PastItsEnd,
    /// Another block does.
    Yes,
}

/// Where a handle in a block leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    Null,
    /// To a block that is gone, of which nothing is remembered.
    Forgotten,
    /// To one that is not in the snapshot.
    LeftOut,
    /// Into this block. While the blocks are looked at: into that of this slot.
    Block(u32),
    /// Past its last element.
    Outside(u32),
}

impl Edge {
    #[inline]
    pub(super) fn block(self) -> Option<usize> {
        match self {
            Edge::Block(index) | Edge::Outside(index) => Some(index as usize),
            Edge::Null | Edge::Forgotten | Edge::LeftOut => None,
        }
    }
}

/// A block.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) slot: Slot,
    /// The version that its lock word had.
    pub(super) version: u32,
    /// The one that it began with. Of a block that is gone, one that it had: no other block of the slot had it.
    pub(super) born: u32,
    pub(super) address: usize,
    pub(super) size: usize,
    pub(super) chunk_size: Option<usize>,
    /// Which of the types.
    pub(super) of: Option<usize>,
    /// What it was called by who still points to it, where the type is not known.
    pub(super) called: Option<String>,
    pub(super) state: State,
    pub(super) borrowed_at: Option<Site>,
    pub(super) allocated_at: Option<Site>,
    pub(super) resized_at: Option<Site>,
    pub(super) freed_at: Option<Site>,
    /// How many elements it has, and how far each is from the next.
    pub(super) elements: usize,
    pub(super) stride: usize,
    /// A value for each field of the first elements.
    pub(super) values: Vec<Value>,
    /// Which of the edges are its own.
    pub(super) edges: Range<usize>,
    /// Whether it may hold handles that nobody sees.
    pub(super) hides: bool,
    pub(super) pointed: Pointed,
    /// Whether anything that was named, or that is reached from there, points to it.
    pub(super) reached: bool,
}

/// A handle that was named.
#[derive(Clone, Debug)]
pub(super) struct Variable {
    pub(super) name: String,
    pub(super) link: Link,
}

/// How a block was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum State {
    /// It lives, and nobody borrows any of it.
    Live,
    /// It lives, and a guard of [`borrow`](crate::Pointer::borrow) does, too.
    BorrowedToRead,
    /// It lives, and a guard of [`borrow_mut`](crate::Pointer::borrow_mut) does, too; what that covers was not looked at.
    BorrowedToWrite,
    /// It lives, and was C's before ([`from_raw`](crate::MallocPointer::from_raw)).
    FromC,
    /// It lives, and C only lends it ([`borrow_raw`](crate::MallocPointer::borrow_raw)).
    LentByC,
    /// It was freed, and something still points to it.
    Freed,
    /// It was handed over to C ([`into_raw`](crate::Pointer::into_raw)).
    HandedToC,
    /// It was detached from the thread ([`detach`](crate::Pointer::detach)).
    Detached,
    /// C has it back, which had lent it.
    GivenBack,
}

impl State {
    /// Whether the block is, or was, not the library's alone.
    #[inline]
    pub(super) fn is_of_others(self) -> bool {
        matches!(
            self,
            State::FromC | State::LentByC | State::HandedToC | State::Detached | State::GivenBack
        )
    }

    /// Whether the block's memory is still the library's to look at.
    #[inline]
    pub(super) fn is_live(self) -> bool {
        !matches!(
            self,
            State::Freed | State::HandedToC | State::Detached | State::GivenBack
        )
    }
}

/// What a field, or a whole element, holds.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Value {
    /// Nothing was moved in.
    Unassigned,
    /// A guard to write it lives: it was not looked at.
    Borrowed,
    /// An integer with a sign.
    Signed(i128),
    /// An integer without one.
    Unsigned(u128),
    /// A floating-point number; an `f32` as the `f64` that is written alike.
    Float(f64),
    /// A `bool`.
    Bool(bool),
    /// A `char`.
    Char(char),
    /// The text of a `str` or a `String`, cut off after its first [`Value::MOST_TEXT`] bytes.
    Text {
        /// The text, or its beginning.
        text: String,
        /// How many bytes it has in all.
        length: usize,
    },
    /// A handle.
    Link(Link),
    /// The elements of an array, or of a slice.
    List {
        /// The first ones: as many as were looked at.
        values: Vec<Value>,
        /// How many there are in all.
        length: usize,
    },
    /// A value whose type is not known to the library.
    Unknown,
}

impl Value {
    /// How many bytes of a text are kept.
    pub const MOST_TEXT: usize = 200;

    /// How many values it is, with those in it.
    #[inline]
    pub(super) fn count(&self) -> usize {
        match self {
            Value::List { values, .. } => 1 + values.len(),
            _ => 1,
        }
    }
}

/// A handle that was found in memory, or that was named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// What it points to.
    pub target: Target,
    /// The address that it holds.
    pub address: usize,
}

/// What a handle points to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Target {
    /// NULL.
    Null,
    /// So many bytes into this block, by its place in [`Snapshot::blocks`]. The block may be gone.
    Block {
        /// The block's place in [`Snapshot::blocks`].
        index: usize,
        /// How far from the block's start, in bytes.
        offset: usize,
    },
    /// Outside of the block that it belongs to: one past the last element, or further.
    Outside {
        /// The block's place in [`Snapshot::blocks`].
        index: usize,
    },
    /// This block, which lives, but which was reallocated so often since the handle was made that the handle cannot be used.
    Outdated {
        /// The block's place in [`Snapshot::blocks`].
        index: usize,
    },
    /// A block that is gone, of which nothing is remembered.
    Forgotten,
    /// A block that is not in the snapshot: it was allocated later, or there was no memory to describe it.
    LeftOut,
}

impl Target {
    /// The block, if it is one of the snapshot's, and the handle still is one to it.
    #[must_use]
    #[inline]
    pub fn block(self) -> Option<usize> {
        match self {
            Target::Block { index, .. } | Target::Outside { index } => Some(index),
            Target::Null | Target::Outdated { .. } | Target::Forgotten | Target::LeftOut => None,
        }
    }
}

impl Snapshot {
    /// Without blocks.
    #[inline]
    pub(super) fn empty(thread: String, stats: Stats) -> Self {
        Self {
            thread,
            stats,
            nodes: Vec::new(),
            edges: Vec::new(),
            types: Vec::new(),
            variables: Vec::new(),
            all_named: false,
            hides: false,
            left_out: 0,
        }
    }

    /// The counters of the heap, as they were then.
    #[must_use]
    #[inline]
    pub fn stats(&self) -> Stats {
        self.stats
    }

    /// How many blocks are not in the snapshot, because there was no memory to describe them.
    #[must_use]
    #[inline]
    pub fn left_out(&self) -> usize {
        self.left_out
    }

    /// Names a handle that the program has, so that it is drawn with an arrow to what it points to.
    ///
    /// ```
    /// use pointers::{free, heap, malloc};
    ///
    /// let number = malloc::<i32>(4)?;
    /// number.write(7)?;
    /// let map = heap::snapshot().named("number", number);
    /// assert!(map.to_string().contains("number"));
    /// free(number)?;
    /// # Ok::<(), pointers::Error>(())
    /// ```
    #[must_use]
    #[inline]
    pub fn named<T: ?Sized, K: Kind>(mut self, name: &str, handle: Pointer<T, K>) -> Self {
        let link = self.link_of(handle.raw, core::any::type_name::<T>());
        self.variables.push(Variable {
            name: name.to_string(),
            link,
        });
        self.reach();
        self
    }

    /// Says that the program has no other handles than those that were [`named`](Self::named), and those in the blocks that
    /// they lead to: what none of them leads to is leaked, and is called so from here on. A thread that has come to its end
    /// has none at all.
    ///
    /// Only what is known is called leaked: where one of the blocks that they lead to holds values whose fields are not known,
    /// or that are borrowed to be written, a handle may lie there which nobody sees, and nothing is called so.
    ///
    /// ```
    /// use pointers::{heap, malloc};
    ///
    /// malloc::<i32>(4)?;
    /// let map = heap::snapshot();
    /// assert!(!map.blocks().any(|block| block.leaked()));
    /// let map = map.names_are_all();
    /// assert!(map.blocks().any(|block| block.leaked()));
    /// # Ok::<(), pointers::Error>(())
    /// ```
    #[must_use]
    #[inline]
    pub fn names_are_all(mut self) -> Self {
        self.all_named = true;
        self
    }

    /// Follows the handles from what is named.
    #[inline]
    pub(super) fn reach(&mut self) {
        let variables = self.variables.iter();
        let named = variables.filter_map(|variable| variable.link.target.block());
        self.follow(named.collect());
    }

    /// Follows the handles from these blocks.
    #[inline]
    pub(super) fn follow(&mut self, from: Vec<usize>) {
        let mut next = from;
        while let Some(index) = next.pop() {
            if std::mem::replace(&mut self.nodes[index].reached, true) {
                continue;
            }
            self.hides |= self.nodes[index].hides;
            next.extend(self.edges_of(index).iter().filter_map(|edge| edge.block()));
        }
    }

    /// Which value of a block lies so many bytes into it: that of the field, or of an element's first one.
    #[inline]
    pub(super) fn value_at(&self, index: usize, offset: usize) -> Option<usize> {
        let node = &self.nodes[index];
        let of = node.of.and_then(|of| self.types.get(of))?;
        let (element, within) = (offset / node.stride.max(1), offset % node.stride.max(1));
        let first = element * of.fields.len();
        if within == 0 && node.elements > 1 {
            return (first < node.values.len()).then_some(first);
        }
        let fields = of.fields.iter().enumerate();
        let before = fields.filter(|(_, field)| field.offset <= within);
        let (field, _) = before.max_by_key(|(_, field)| field.offset)?;
        (first + field < node.values.len()).then_some(first + field)
    }

    /// Where all handles in a block lead.
    #[inline]
    pub(super) fn edges_of(&self, index: usize) -> &[Edge] {
        &self.edges[self.nodes[index].edges.clone()]
    }

    /// Whether blocks to which nothing that is named leads are known to have no other handle.
    #[inline]
    pub(super) fn knows_leaks(&self) -> bool {
        self.all_named && !self.hides && self.left_out == 0
    }
}

impl Node {
    /// The handles in it, each with the place of its value.
    #[inline]
    pub(super) fn links(&self) -> impl Iterator<Item = (usize, Link)> + '_ {
        let values = self.values.iter().enumerate();
        values.filter_map(|(at, value)| match value {
            Value::Link(link) => Some((at, *link)),
            _ => None,
        })
    }
}
