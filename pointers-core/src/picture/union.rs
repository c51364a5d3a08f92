//! All blocks of several pictures that follow on one another, as one map: so that each block can keep its place.

use core::any::TypeId;
use std::collections::HashMap;

use super::snapshot::{Edge, Link, Node, Snapshot, Target, Value};
use crate::table::Slot;

pub(super) struct Union {
    /// Each block as it was when it last lived.
    pub(super) map: Snapshot,
    /// Of each picture which blocks of the union its blocks are.
    pub(super) places: Vec<Vec<usize>>,
}

/// A block, in whichever pictures it is.
struct UnionBlock {
    /// In which it is first and last.
    first: usize,
    last: usize,
    /// Where it is as it lived last.
    seen: (usize, usize),
    /// Whether it points to another one, or another one to it.
    is_linked: bool,
}

impl Union {
    #[inline]
    pub(super) fn of(pictures: &[&Snapshot]) -> Self {
        let (mut known, mut places) = know(pictures);
        mark_linked(pictures, &places, &mut known);
        let lodgers = lodge(pictures, &mut known);
        for place in places.iter_mut().flatten() {
            *place = lodgers[*place];
        }
        let mut union = Union {
            map: empty(pictures.first().copied()),
            places,
        };
        let mut types = HashMap::new();
        for one in &known {
            let node = union.node(pictures, one.seen, &mut types);
            union.map.nodes.push(node);
        }
        (0..union.map.nodes.len()).for_each(|index| union.map.point(index));
        union
    }

    /// A block of a picture, as one of the union.
    #[inline]
    fn node(
        &mut self,
        pictures: &[&Snapshot],
        (picture, index): (usize, usize),
        types: &mut HashMap<(TypeId, usize), usize>,
    ) -> Node {
        let mut node = pictures[picture].nodes[index].clone();
        node.of = node.of.and_then(|of| {
            let of = pictures[picture].types.get(of)?;
            // A type may become known between two pictures.
            let key = ((of.shape.id)(), of.fields.len());
            Some(*types.entry(key).or_insert_with(|| {
                self.map.types.push(of.clone());
                self.map.types.len() - 1
            }))
        });
        let place = |index: usize| self.places[picture].get(index).copied();
        let first = self.map.edges.len();
        for value in &mut node.values {
            let Value::Link(Link { target, .. }) = value else {
                continue;
            };
            *target = target.moved(place);
            self.map.edges.extend(match *target {
                Target::Block { index, .. } => u32::try_from(index).map(Edge::Block).ok(),
                Target::Outside { index } => u32::try_from(index).map(Edge::Outside).ok(),
                Target::Null | Target::Outdated { .. } => None,
                Target::Forgotten | Target::LeftOut => None,
            });
        }
        node.edges = first..self.map.edges.len();
        node.pointed = super::snapshot::Pointed::Nobody;
        node
    }
}

/// Which blocks there are, and which of them those of each picture are.
#[inline]
fn know(pictures: &[&Snapshot]) -> (Vec<UnionBlock>, Vec<Vec<usize>>) {
    let mut known: Vec<UnionBlock> = Vec::new();
    // Those of each slot, the oldest first.
    let mut by_slot: HashMap<Slot, Vec<(u32, usize)>> = HashMap::new();
    let mut places = Vec::new();
    for (picture, map) in pictures.iter().enumerate() {
        let place = |(index, node): (usize, &Node)| {
            let of_slot = by_slot.entry(node.slot).or_default();
            let is_live = node.state.is_live();
            // Of one that is gone some version is known that it had: it is the last that had begun then.
            let is_it = |(born, _): &&(u32, usize)| match is_live {
                true => *born == node.born,
                false => *born <= node.born,
            };
            let at = of_slot.iter().rev().find(is_it).map(|(_, at)| *at);
            let at = at.unwrap_or_else(|| {
                of_slot.push((node.born, known.len()));
                known.push(UnionBlock {
                    first: picture,
                    last: picture,
                    seen: (picture, index),
                    is_linked: false,
                });
                known.len() - 1
            });
            known[at].last = picture;
            if is_live {
                known[at].seen = (picture, index);
            }
            at
        };
        places.push(map.nodes.iter().enumerate().map(place).collect());
    }
    (known, places)
}

#[inline]
fn mark_linked(pictures: &[&Snapshot], places: &[Vec<usize>], known: &mut [UnionBlock]) {
    for (map, places) in pictures.iter().zip(places) {
        for (from, node) in map.nodes.iter().enumerate() {
            for (_, link) in node.links() {
                if let Some(to) = link.target.block() {
                    known[places[from]].is_linked = true;
                    known[places[to]].is_linked = true;
                }
            }
        }
    }
}

/// A block that stands alone takes the place of one that is like it and is no longer there: otherwise a loop would need a
/// place for each round. Which place each block has; `known` has one for each from here on.
#[inline]
fn lodge(pictures: &[&Snapshot], known: &mut Vec<UnionBlock>) -> Vec<usize> {
    let mut rooms: HashMap<_, Vec<usize>> = HashMap::new();
    let mut kept: Vec<UnionBlock> = Vec::new();
    let mut places = Vec::new();
    for one in known.drain(..) {
        let block = pictures[one.seen.0].block(one.seen.1);
        let site = block
            .allocated_at()
            .map(|site| (site.file(), site.line(), site.column()));
        let key = (site, block.type_name().to_string());
        let rooms = rooms.entry(key).or_default();
        let is_free = |place: &usize| !one.is_linked && kept[*place].last < one.first;
        if let Some(place) = rooms.iter().copied().find(is_free) {
            (kept[place].last, kept[place].seen) = (one.last, one.seen);
            places.push(place);
            continue;
        }
        if !one.is_linked {
            rooms.push(kept.len());
        }
        places.push(kept.len());
        kept.push(one);
    }
    *known = kept;
    places
}

#[inline]
fn empty(like: Option<&Snapshot>) -> Snapshot {
    let thread = like.map_or_else(String::new, |map| map.thread.clone());
    Snapshot::empty(
        thread,
        like.map_or_else(crate::heap::stats, |map| map.stats),
    )
}
