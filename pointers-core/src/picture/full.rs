//! Which blocks of very many are drawn beside the table: those that leaked, and those that are gone and still pointed to.

use super::body::MOST_DRAWN;
use super::snapshot::{Edge, Pointed, Snapshot, State};

/// How many.
const MOST: usize = 20;

/// The blocks that are drawn, and how many there are more of their kind.
#[derive(Default)]
pub(super) struct Full {
    pub(super) blocks: Vec<usize>,
    leaked: usize,
    stale: usize,
}

impl Full {
    #[inline]
    pub(super) fn of(map: &Snapshot) -> Self {
        let mut full = Full::default();
        if map.nodes.len() <= MOST_DRAWN {
            return full;
        }
        let mut is_drawn = vec![false; map.nodes.len()];
        if map.knows_leaks() {
            let is_leaked = |index: usize| map.block(index).leaked();
            full.leaked = (0..map.nodes.len())
                .filter(|index| is_leaked(*index))
                .count();
            full.blocks = structures(map, is_leaked, MOST, &mut is_drawn);
            full.leaked -= full.blocks.len();
        }
        for (holder, gone) in stale(map) {
            let two = [holder, gone].into_iter().filter(|index| !is_drawn[*index]);
            let two: Vec<usize> = two.collect();
            if full.blocks.len() + two.len() > MOST {
                full.stale += 1;
                continue;
            }
            two.iter().for_each(|index| is_drawn[*index] = true);
            full.blocks.extend(two);
        }
        full
    }

    /// Of few blocks all are drawn, of many these.
    #[inline]
    pub(super) fn drawn(&self, map: &Snapshot) -> Vec<usize> {
        match map.nodes.len() > MOST_DRAWN {
            true => self.blocks.clone(),
            false => (0..map.nodes.len()).collect(),
        }
    }

    /// What is not drawn, in words.
    #[inline]
    pub(super) fn more(&self) -> Option<String> {
        let count = |count: usize, what: &str| {
            let blocks = super::body::blocks(count);
            (count > 0).then(|| format!("{blocks} more {what}"))
        };
        let leaked = count(self.leaked, "leaked");
        let stale = count(self.stale, "were freed and are still pointed to");
        let both: Vec<String> = leaked.into_iter().chain(stale).collect();
        let all = both.join(", and ");
        (!all.is_empty()).then(|| format!("{all}: see the table above"))
    }
}

/// The blocks whose values such a picture may want, before anybody has said which handles there are.
#[inline]
pub(super) fn wanted(map: &Snapshot) -> Vec<usize> {
    let mut is_taken = vec![false; map.nodes.len()];
    let is_live = |index: usize| map.nodes[index].state.is_live();
    // Some of them will be named: those are not drawn.
    let mut wanted = structures(map, is_live, 20 * MOST, &mut is_taken);
    let holders = stale(map).map(|(holder, _)| holder).take(MOST);
    wanted.extend(holders.filter(|holder| !is_taken[*holder]));
    wanted
}

/// Structures of these blocks, each from where it begins, up to so many blocks in all and [`MOST`] of each.
#[inline]
fn structures(
    map: &Snapshot,
    is_one: impl Fn(usize) -> bool,
    most: usize,
    is_taken: &mut [bool],
) -> Vec<usize> {
    let all = 0..map.nodes.len();
    let begins = all
        .clone()
        .filter(|index| map.nodes[*index].pointed != Pointed::Yes);
    let mut blocks = Vec::new();
    for start in begins.chain(all).filter(|index| is_one(*index)) {
        if blocks.len() == most {
            break;
        }
        let room = MOST.min(most - blocks.len());
        let mut way = vec![start];
        let before = blocks.len();
        while let Some(block) = way.pop()
            && blocks.len() - before < room
        {
            if is_taken[block] {
                continue;
            }
            is_taken[block] = true;
            blocks.push(block);
            let next = map.edges_of(block).iter().rev();
            way.extend(
                next.filter_map(|edge| edge.block())
                    .filter(|to| is_one(*to)),
            );
        }
    }
    blocks
}

/// Each block that was freed and is still pointed to, with a block that points to it.
#[inline]
fn stale(map: &Snapshot) -> impl Iterator<Item = (usize, usize)> + '_ {
    let mut is_told = vec![false; map.nodes.len()];
    let edges =
        (0..map.live()).flat_map(|from| map.edges_of(from).iter().map(move |to| (from, *to)));
    edges.filter_map(move |(from, edge)| match edge {
        Edge::Block(to) if map.nodes[to as usize].state == State::Freed => {
            let is_new = !core::mem::replace(&mut is_told[to as usize], true);
            is_new.then_some((from, to as usize))
        }
        _ => None,
    })
}
