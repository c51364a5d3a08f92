//! Where the handles in memory lead: to which of the blocks, also of those that are gone.

use std::collections::HashMap;

use super::names;
use super::read::{self, LeadsTo, RawLink};
use super::snapshot::{Edge, Link, Node, Pointed, Snapshot, State, Target, Value};
use crate::error::{Parting, Site, Sites};
use crate::table::Slot;
use crate::table::lock_words::MOST_SLOTS;
use crate::table::raw_handle::RawHandle;

/// Until all blocks are known, a link says by its slot which one it is to.
#[inline]
pub(super) fn unresolved(link: RawLink, gone: &mut Gone) -> Link {
    let target = match link.found {
        LeadsTo::Null => Target::Null,
        LeadsTo::Live { offset, outside } => match usize::try_from(offset) {
            Ok(offset) if !outside => Target::Block {
                index: link.slot as usize,
                offset,
            },
            _ => Target::Outside {
                index: link.slot as usize,
            },
        },
        LeadsTo::Outdated => Target::Outdated {
            index: link.slot as usize,
        },
        LeadsTo::Gone { sites, parting } => gone.add(&link, &sites, parting),
    };
    Link {
        target,
        address: link.address,
    }
}

/// Blocks that are gone, and still pointed to.
#[derive(Default)]
pub(super) struct Gone {
    nodes: Vec<Node>,
    known: HashMap<Ending, usize>,
}

/// Which block is gone: its slot, and where it began and ended.
type Ending = (Slot, usize, usize);

#[inline]
fn ending(slot: Slot, allocated_at: Option<Site>, freed_at: Option<Site>) -> Ending {
    // A site lives for ever, so that its address is its own.
    let address = |site: Option<Site>| site.map_or(0, |site| core::ptr::from_ref(site).addr());
    (slot, address(allocated_at), address(freed_at))
}

/// No slot is so large: from here on the numbers are those of blocks that are gone.
const FIRST_GONE: usize = 1 << 30;

const _: () = assert!(FIRST_GONE > MOST_SLOTS);

impl Gone {
    #[inline]
    fn add(&mut self, link: &RawLink, sites: &Sites, parting: Option<Parting>) -> Target {
        let (Some(block), Some(_)) = (sites.block, sites.freed_at) else {
            return Target::Forgotten;
        };
        let ending = ending(link.slot, sites.allocated_at, sites.freed_at);
        let index = match self.known.get(&ending).copied() {
            Some(index) => {
                // The handle to the lowest address is the one to the start, as far as is known.
                let node = &mut self.nodes[index];
                node.address = node.address.min(link.address);
                index
            }
            None if self.nodes.try_reserve(1).is_ok() && self.known.try_reserve(1).is_ok() => {
                self.nodes.push(Node {
                    slot: link.slot,
                    version: 0,
                    born: link.born,
                    address: link.address,
                    size: block.length,
                    chunk_size: block.chunk_size,
                    of: None,
                    called: None,
                    state: match parting {
                        None => State::Freed,
                        Some(Parting::HandedOver) => State::HandedToC,
                        Some(Parting::Detached) => State::Detached,
                        Some(Parting::GivenBack) => State::GivenBack,
                    },
                    borrowed_at: None,
                    allocated_at: sites.allocated_at,
                    resized_at: sites.resized.map(|resized| resized.at),
                    freed_at: sites.freed_at,
                    elements: 0,
                    stride: block.length,
                    values: Vec::new(),
                    edges: 0..0,
                    hides: false,
                    pointed: Pointed::Nobody,
                    reached: false,
                });
                self.known.insert(ending, self.nodes.len() - 1);
                self.nodes.len() - 1
            }
            None => return Target::Forgotten,
        };
        let offset = link.address - self.nodes[index].address;
        Target::Block {
            index: FIRST_GONE + index,
            offset,
        }
    }
}

/// The places of the blocks that live, by their slots. Without memory for it they are searched for.
pub(super) struct Places {
    first: usize,
    /// One more than the place; 0 where there is none.
    table: Vec<u32>,
}

impl Places {
    /// Of blocks that are sorted by their slots.
    #[inline]
    fn of(nodes: &[Node]) -> Self {
        let slot = |node: Option<&Node>| node.map_or(0, |node| node.slot as usize);
        let (first, last) = (slot(nodes.first()), slot(nodes.last()));
        let mut table = Vec::new();
        let length = last - first + 1;
        // Not where most of it would be empty.
        if length / 16 <= nodes.len() && table.try_reserve_exact(length).is_ok() {
            table.resize(length, 0);
            for (place, node) in (1..).zip(nodes) {
                table[node.slot as usize - first] = place;
            }
        }
        Places { first, table }
    }

    /// Where the live block of a slot is.
    #[inline]
    fn find(&self, slot: usize, live: &[Node]) -> Option<usize> {
        if self.table.is_empty() {
            return live
                .binary_search_by_key(&slot, |node| node.slot as usize)
                .ok();
        }
        let place = *self.table.get(slot.checked_sub(self.first)?)?;
        (place as usize).checked_sub(1)
    }
}

impl Snapshot {
    /// The blocks that are gone come behind those that live, and all links say by their places which blocks they are to.
    #[inline]
    pub(super) fn resolve(&mut self, gone: Gone) -> Places {
        let live = self.nodes.len();
        let places = Places::of(&self.nodes);
        // What has no room is not there: a link to it is to one that is left out.
        if self.nodes.try_reserve(gone.nodes.len()).is_ok() {
            self.nodes.extend(gone.nodes);
        }
        let place = |index: usize| match index.checked_sub(FIRST_GONE) {
            Some(gone) => Some(live + gone).filter(|place| *place < self.nodes.len()),
            None => places.find(index, &self.nodes[..live]),
        };
        let short = |index: u32| u32::try_from(place(index as usize)?).ok();
        for edge in &mut self.edges {
            *edge = match *edge {
                Edge::Block(index) => short(index).map_or(Edge::LeftOut, Edge::Block),
                Edge::Outside(index) => short(index).map_or(Edge::LeftOut, Edge::Outside),
                other => other,
            };
        }
        for at in 0..live {
            self.point(at);
            if self.nodes[at].values.is_empty() {
                continue;
            }
            let mut values = std::mem::take(&mut self.nodes[at].values);
            moved(&mut values, |index| match index.checked_sub(FIRST_GONE) {
                Some(gone) => Some(live + gone).filter(|place| *place < self.nodes.len()),
                None => places.find(index, &self.nodes[..live]),
            });
            self.call(at, &values);
            self.nodes[at].values = values;
        }
        places
    }

    /// The same of the values of one block that were looked at later. What went meanwhile is not among the blocks.
    #[inline]
    pub(super) fn resolve_values(
        &mut self,
        at: usize,
        values: &mut [Value],
        places: &Places,
        gone: &Gone,
    ) {
        let live = self.live();
        moved(values, |index| match index.checked_sub(FIRST_GONE) {
            Some(index) => {
                let node = gone.nodes.get(index)?;
                self.nodes.iter().position(|other| is_same(node, other))
            }
            None => places.find(index, &self.nodes[..live]),
        });
        self.call(at, values);
    }

    /// Notes of the blocks to which one leads that it does.
    #[inline]
    pub(super) fn point(&mut self, from: usize) {
        for edge in &self.edges[self.nodes[from].edges.clone()] {
            let how = match edge {
                _ if edge.block() == Some(from) => Pointed::Itself,
                Edge::Outside(_) => Pointed::PastItsEnd,
                _ => Pointed::Yes,
            };
            if let Some(to) = edge.block() {
                self.nodes[to].pointed = self.nodes[to].pointed.max(how);
            }
        }
    }

    /// How many of the blocks live: they are the first.
    #[inline]
    pub(super) fn live(&self) -> usize {
        self.nodes.partition_point(|node| node.state.is_live())
    }

    /// What these handles of a block call what they lead to, where nobody else knows its type.
    #[inline]
    fn call(&mut self, at: usize, values: &[Value]) {
        let of = self.nodes[at].of.and_then(|of| self.types.get(of));
        let fields = of.map_or([].as_slice(), |of| of.fields.as_slice());
        for (number, value) in values.iter().enumerate() {
            if let Value::Link(link) = value
                && let Target::Block { index, .. } = link.target
                && self.nodes[index].of.is_none()
                && self.nodes[index].called.is_none()
            {
                self.nodes[index].called = fields[number % fields.len()].pointee.map(names::short);
            }
        }
    }

    /// The live block that a handle of today leads to, among those of then.
    #[inline]
    pub(super) fn live_block(&self, handle: RawHandle) -> Option<usize> {
        let raw = read::follow(handle);
        match raw.found {
            LeadsTo::Live { .. } => self.place_of(&raw),
            _ => None,
        }
    }

    #[inline]
    fn place_of(&self, link: &RawLink) -> Option<usize> {
        let is_it =
            |node: &Node| node.state.is_live() && (node.slot, node.born) == (link.slot, link.born);
        self.nodes.iter().position(is_it)
    }

    /// Where a handle of today leads, among the blocks of then. One that is gone is added to them.
    #[inline]
    pub(super) fn link_of(&mut self, handle: RawHandle, pointee: &'static str) -> Link {
        let mut gone = Gone::default();
        let raw = read::follow(handle);
        let link = unresolved(raw, &mut gone);
        let target = link
            .target
            .moved(|index| match index.checked_sub(FIRST_GONE) {
                None => self.place_of(&raw),
                Some(index) => {
                    let mut node = gone.nodes[index].clone();
                    node.called = Some(names::short(pointee));
                    let known = self.nodes.iter().position(|other| is_same(&node, other));
                    Some(known.unwrap_or_else(|| {
                        self.nodes.push(node);
                        self.nodes.len() - 1
                    }))
                }
            });
        Link { target, ..link }
    }
}

/// Whether it is the same block that is gone.
#[inline]
fn is_same(one: &Node, other: &Node) -> bool {
    let ending = |node: &Node| ending(node.slot, node.allocated_at, node.freed_at);
    ending(one) == ending(other)
}

/// Links to where the blocks are now.
#[inline]
fn moved(values: &mut [Value], place: impl Fn(usize) -> Option<usize>) {
    for value in values {
        if let Value::Link(link) = value {
            link.target = link.target.moved(&place);
        }
    }
}

impl Target {
    /// The same, where blocks have other places.
    #[inline]
    pub(super) fn moved(self, place: impl FnOnce(usize) -> Option<usize>) -> Target {
        match self {
            Target::Block { index, offset } => match place(index) {
                Some(index) => Target::Block { index, offset },
                None => Target::LeftOut,
            },
            Target::Outside { index } => match place(index) {
                Some(index) => Target::Outside { index },
                None => Target::LeftOut,
            },
            Target::Outdated { index } => match place(index) {
                Some(index) => Target::Outdated { index },
                None => Target::LeftOut,
            },
            other => other,
        }
    }
}
