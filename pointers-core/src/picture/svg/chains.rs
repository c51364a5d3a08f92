//! Lists: blocks that lead each to the next, in as many rows as they need.

use super::super::body::cut_to;
use super::super::plan::{LinkEnd, Tree};
use super::blocks::{Drawn, LeavingLink, Look};
use super::drawing::Drawing;
use super::ops::{Piece, Tip, mono};

/// Between the blocks of a list: room for an arrow.
pub(super) const GAP: i32 = 56;

/// Of how many blocks on a structure is drawn with one line for each.
pub(super) const MANY: usize = 31;

/// Lanes under a row of blocks, and above it.
const LANE: i32 = 18;

/// How much room a variable takes above a block.
const ABOVE: i32 = 34;

/// The same where they are drawn in one line each.
pub(super) const SMALL_GAP: i32 = 18;

impl Drawing<'_> {
    /// Blocks that lead each to the next, and what the last one leads to beside it.
    #[inline]
    pub(super) fn chain(&self, chain: &[&Tree], room: i32) -> Piece {
        let many = self.folds() && chain.len() > MANY;
        let gap = if many { SMALL_GAP } else { GAP };
        let mut rows = vec![RowOfBlocks::default()];
        let mut x = 0;
        for (at, tree) in chain.iter().enumerate() {
            let look = self.look(tree, x > 0);
            let drawn = self.link(tree, &look, many, at + 1 == chain.len(), room - x);
            if x > 0 && x + drawn.piece.width > room {
                x = gap;
                rows.push(RowOfBlocks::default());
                let look = self.look(tree, false);
                let drawn = self.link(tree, &look, many, at + 1 == chain.len(), room - x);
                x = push(&mut rows, tree, x, drawn) + gap;
            } else {
                x = push(&mut rows, tree, x, drawn) + gap;
            }
        }
        let ring = self.ring(chain).filter(|_| rows.len() == 1);
        if let Some(value) = ring
            && let (Some(tree), Some(last)) = (chain.last(), rows[0].blocks.last_mut())
        {
            let mut look = self.look(tree, true);
            look.hushed.push(value);
            last.2 = self.link(tree, &look, many, true, room);
        }
        self.stack_rows(&rows, ring)
    }

    /// A block of a chain; the last one with what it leads to.
    #[inline]
    fn link(&self, tree: &Tree, look: &Look, many: bool, is_last: bool, room: i32) -> Drawn {
        let drawn = if many {
            self.line(tree.block, false)
        } else {
            self.block(tree.block, look)
        };
        match is_last && !tree.children.is_empty() {
            true => self.beside(tree, drawn, room),
            false => drawn,
        }
    }

    /// Which links of a block leave at its left: those to the block before it, if that stands beside it.
    #[inline]
    fn look(&self, tree: &Tree, has_one_before: bool) -> Look {
        let links = self.plan.map.nodes[tree.block]
            .links()
            .filter(|_| has_one_before);
        let back = links.filter(|(value, _)| {
            matches!(self.plan.end(tree.block, *value), Some(LinkEnd::Back(_)))
        });
        Look {
            back: back.map(|(value, _)| value).collect(),
            ..Look::default()
        }
    }

    /// The value of the last block that leads to the first one.
    #[inline]
    fn ring(&self, chain: &[&Tree]) -> Option<usize> {
        let [first, _, .., last] = chain else {
            return None;
        };
        let mut links = self.plan.map.nodes[last.block].links();
        let end = LinkEnd::Elsewhere(first.block);
        links
            .find(|(value, _)| self.plan.end(last.block, *value) == Some(end))
            .map(|(value, _)| value)
    }

    /// The variables that lead to blocks of a row which hang from others, and where arrows to
    /// those blocks end.
    #[inline]
    fn names_above(&self, row: &RowOfBlocks) -> Vec<(usize, (i32, i32), String)> {
        let hanging = row
            .blocks
            .iter()
            .filter(|(block, ..)| self.plan.parent(*block).is_some());
        let named = hanging.filter_map(|(block, x, drawn)| {
            let names = self.names(*block);
            (!names.is_empty()).then(|| {
                self.named.borrow_mut().push(*block);
                let at = (x + drawn.edge.0 - 30, drawn.piece.top.1);
                (*block, at, cut_to(&names.join(", "), 16))
            })
        });
        named.collect()
    }

    /// Whether a block has a link to the one that it hangs from.
    #[inline]
    fn leads_back(&self, block: usize) -> bool {
        let mut links = self.plan.map.nodes[block].links();
        links.any(|(value, _)| matches!(self.plan.end(block, value), Some(LinkEnd::Back(_))))
    }

    /// The rows of a chain, one below the other.
    #[inline]
    fn stack_rows(&self, rows: &[RowOfBlocks], ring: Option<usize>) -> Piece {
        let mut piece = Piece::default();
        let mut y = if ring.is_some() { LANE + 8 } else { 0 };
        let mut from: Option<Wraps> = None;
        for row in rows {
            let blocks = &row.blocks;
            let Some((first, first_x, drawn)) = blocks.first() else {
                continue;
            };
            let lane_above = y - LANE;
            let names = self.names_above(row);
            y += if names.is_empty() { 0 } else { ABOVE };
            if let Some(Wraps {
                link: (before, value),
                dot: (dot_x, dot_y),
                edge,
            }) = from
            {
                let (class, tip) = self.arrow(*first);
                let (turn, lane) = (edge + 14, lane_above + LANE + LANE / 2);
                y += LANE;
                let entry = y + drawn.piece.entry;
                let points = [
                    (dot_x, dot_y),
                    (turn, dot_y),
                    (turn, lane),
                    (6, lane),
                    (6, entry),
                    (*first_x, entry),
                ];
                piece.line(&points, class, tip);
                piece.is_link(before, value);
                piece.cover(turn + 4, 0);
            } else {
                piece.entry = y + drawn.piece.entry;
                piece.top = (drawn.piece.top.0, y + drawn.piece.top.1);
            }
            for (block, (x, top), name) in names {
                // Beside the word that may stand above the block.
                piece.text(x - 12, y - 18, &name[..], "i b");
                let rule = [(x - 16, y - 13), (x - 6 + mono(&name), y - 13)];
                piece.line(&rule, "ln", Tip::Nothing);
                let (class, tip) = self.arrow(block);
                piece.line(&[(x, y - 13), (x, y + top)], class, tip);
                piece.cover(x + mono(&name), 0);
            }
            for two in blocks.windows(2) {
                let (_, x, drawn) = &two[0];
                let (to, to_x, next) = &two[1];
                let dot = drawn.leaves(|leaves| leaves.end == LinkEnd::Child(*to));
                let (class, mut tip) = self.arrow(*to);
                if next.is_small && tip == Tip::Arrow && self.leads_back(*to) {
                    tip = Tip::Both;
                }
                piece.curve(
                    (x + dot.0, y + dot.1),
                    (*to_x, y + next.piece.entry),
                    class,
                    tip,
                );
                if let Some((before, value)) = self.plan.parent(*to) {
                    piece.is_link(before, value);
                }
            }
            for (_, x, drawn) in blocks {
                piece.place(*x, y, drawn.piece.clone());
            }
            let lanes = self.lanes(row, ring, (y, lane_above), &mut piece);
            if let Some((block, x, last)) = blocks.last() {
                let dot = last.leaves(|leaves| matches!(leaves.end, LinkEnd::Child(_)));
                let mut links = last.links.iter();
                let child = links.find(|leaves| matches!(leaves.end, LinkEnd::Child(_)));
                let link = (*block, child.map_or(0, |leaves| leaves.value));
                // Past the arrows that lead from it to itself.
                let edge = x + last.edge.0.max(last.piece.width - 14);
                from = Some(Wraps {
                    link,
                    dot: (x + dot.0, y + dot.1),
                    edge,
                });
            }
            y = piece.height.max(lanes);
        }
        piece
    }

    /// Links to the block before, under a row, and the one that closes a ring, above it. How far down they reach.
    #[inline]
    fn lanes(
        &self,
        row: &RowOfBlocks,
        ring: Option<usize>,
        (y, above): (i32, i32),
        piece: &mut Piece,
    ) -> i32 {
        let low = row
            .blocks
            .iter()
            .map(|(.., drawn)| drawn.edge.1)
            .max()
            .unwrap_or(0);
        let lane = y + low + LANE;
        let mut reach = 0;
        for two in row.blocks.windows(2) {
            let (before, before_x, to) = &two[0];
            let (block, x, drawn) = &two[1];
            let back = |leaves: &&LeavingLink| leaves.end == LinkEnd::Back(*before);
            for leaves in drawn.links.iter().filter(back) {
                let (dot_x, dot_y) = (x + leaves.dot.0, y + leaves.dot.1);
                let end = (before_x + to.edge.0 - 30, y + to.edge.1);
                piece.line(
                    &[(dot_x, dot_y), (dot_x, lane), (end.0, lane), end],
                    "a",
                    Tip::Arrow,
                );
                piece.is_link(*block, leaves.value);
                reach = lane + 6;
            }
        }
        if let Some(value) = ring
            && let [(_, first_x, first), .., (block, x, last)] = &row.blocks[..]
        {
            let dot = last.leaves(|leaves| leaves.value == value);
            let (dot, turn) = ((x + dot.0, y + dot.1), x + last.edge.0 + 16);
            let end = (first_x + first.edge.0 / 2, y);
            let points = [dot, (turn, dot.1), (turn, above), (end.0, above), end];
            piece.line(&points, "a", Tip::Arrow);
            piece.is_link(*block, value);
            piece.cover(turn + 4, 0);
        }
        piece.cover(0, reach);
        reach
    }
}

/// An arrow from the last block of a row to the first of the next.
struct Wraps {
    /// The block, and which of its values it is.
    link: (usize, usize),
    dot: (i32, i32),
    /// Where it can turn down.
    edge: i32,
}

/// Blocks that stand beside each other, and where.
#[derive(Default)]
struct RowOfBlocks {
    blocks: Vec<(usize, i32, Drawn)>,
}

/// Puts a block at the end of the last row. Where it ends.
#[inline]
fn push(rows: &mut [RowOfBlocks], tree: &Tree, x: i32, drawn: Drawn) -> i32 {
    let end = x + drawn.piece.width;
    if let Some(row) = rows.last_mut() {
        row.blocks.push((tree.block, x, drawn));
    }
    end
}
