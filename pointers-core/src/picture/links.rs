//! Where the handles in memory lead: to which of the blocks, also of those that are gone.

use super::read::{self, Found, RawLink};
use super::snapshot::{Link, Node, Snapshot, State, Target, Value};
use crate::error::{Parting, Sites};
use crate::table::Slot;
use crate::table::lock_words::MOST_SLOTS;
use crate::table::raw_handle::RawHandle;

/// Until all blocks are known, a link says by its slot which one it is to.
pub(super) fn unresolved(link: RawLink, gone: &mut Gone) -> Link {
    let target = match link.found {
        Found::Null => Target::Null,
        Found::Live { offset, outside } => match usize::try_from(offset) {
            Ok(offset) if !outside => Target::Block {
                index: link.slot as usize,
                offset,
            },
            _ => Target::Outside {
                index: link.slot as usize,
            },
        },
        Found::Gone { sites, parting } => gone.add(&link, &sites, parting),
    };
    Link {
        target,
        address: link.address,
    }
}

/// Blocks that are gone, and still pointed to.
#[derive(Default)]
pub(super) struct Gone(Vec<Node>);

/// No slot is so large: from here on the numbers are those of blocks that are gone.
const FIRST_GONE: usize = 1 << 30;

const _: () = assert!(FIRST_GONE > MOST_SLOTS);

impl Gone {
    fn add(&mut self, link: &RawLink, sites: &Sites, parting: Option<Parting>) -> Target {
        let (Some(block), Some(_)) = (sites.block, sites.freed_at) else {
            return Target::Forgotten;
        };
        let is_it = |node: &Node| {
            (node.slot, node.allocated_at, node.freed_at)
                == (link.slot, sites.allocated_at, sites.freed_at)
        };
        let index = match self.0.iter().position(is_it) {
            Some(index) => {
                // The handle to the lowest address is the one to the start, as far as is known.
                let node = &mut self.0[index];
                node.address = node.address.min(link.address);
                index
            }
            None => {
                self.0.push(Node {
                    slot: link.slot,
                    version: 0,

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
                    reached: false,
                });
                self.0.len() - 1
            }
        };
        let offset = link.address - self.0[index].address;
        Target::Block {
            index: FIRST_GONE + index,
            offset,
        }
    }
}

impl Snapshot {
    /// The blocks that are gone come behind those that live, and all links say by their places which blocks they are to.
    pub(super) fn resolve(&mut self, gone: Gone) {
        let live = self.nodes.len();
        let places: Vec<(Slot, usize)> = self
            .nodes
            .iter()
            .zip(0..)
            .map(|(node, at)| (node.slot, at))
            .collect();
        let place = |index: usize| match index.checked_sub(FIRST_GONE) {
            Some(gone) => Some(live + gone),
            None => {
                let at = places
                    .binary_search_by_key(&index, |(slot, _)| *slot as usize)
                    .ok()?;
                Some(places[at].1)
            }
        };
        self.nodes.extend(gone.0);
        for at in 0..live {
            let of = self.nodes[at].of.and_then(|of| self.types.get(of));
            let fields = of.map_or([].as_slice(), |of| of.fields.as_slice());
            let mut values = std::mem::take(&mut self.nodes[at].values);
            for (number, value) in values.iter_mut().enumerate() {
                let Value::Link(link) = value else {
                    continue;
                };
                link.target = link.target.moved(place);
                if let Target::Block { index, .. } = link.target
                    && self.nodes[index].of.is_none()
                {
                    self.nodes[index].called = fields[number % fields.len()].pointee;
                }
            }
            self.nodes[at].values = values;
        }
    }

    /// Where a handle of today leads, among the blocks of then.
    pub(super) fn link_of(&mut self, handle: RawHandle, pointee: &'static str) -> Link {
        let mut gone = Gone::default();
        let link = unresolved(read::follow(handle), &mut gone);
        let is_same = |one: &Node, other: &Node| {
            (one.slot, one.allocated_at, one.freed_at)
                == (other.slot, other.allocated_at, other.freed_at)
        };
        let target = link
            .target
            .moved(|index| match index.checked_sub(FIRST_GONE) {
                None => {
                    let is_it = |node: &Node| node.state.is_live() && node.slot as usize == index;
                    self.nodes.iter().position(is_it)
                }
                Some(index) => {
                    let mut node = gone.0[index].clone();
                    node.called = Some(pointee);
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

impl Target {
    /// The same, where blocks have other places.
    pub(super) fn moved(self, place: impl FnOnce(usize) -> Option<usize>) -> Target {
        match self {
            Target::Block { index, offset } => match place(index) {
                Some(index) => Target::Block { index, offset },
                None => Target::Forgotten,
            },
            Target::Outside { index } => match place(index) {
                Some(index) => Target::Outside { index },
                None => Target::Forgotten,
            },
            other => other,
        }
    }
}
