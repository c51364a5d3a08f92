//! Blocks and the arrows between them: lists from left to right, trees from above, everything else side by side.

use super::super::body::{Body, FieldRow, RowContent};
use super::super::plan::Tree;
use super::blocks::{Drawn, Look};
use super::chains::{GAP, MANY, SMALL_GAP};
use super::drawing::Drawing;
use super::ops::{Piece, StrokeStep, Tip};
use super::small::LINE;

/// Between the leaves of a tree, and from one level to the next.
const LEAVES: i32 = 16;
const LEVEL: i32 = 44;

/// How far above a block's lower edge its last row is, and how far beside it a line goes down.
const LAST_ROW: i32 = 14;
const ASIDE: i32 = 8;

/// How many blocks of a chain stand in one line, where there are many chains.
const MOST_OF_A_CHAIN: usize = 6;

/// How deep a tree is drawn at most.
const DEEPEST: usize = 7;

impl Drawing<'_> {
    /// A block, and all that it leads to, in so much room.
    #[inline]
    pub(super) fn tree(&self, tree: &Tree, room: i32) -> Piece {
        if self.plan.branches(tree) {
            return self.downward(tree, room);
        }
        let mut chain = vec![tree];
        while let [(_, next)] = &chain[chain.len() - 1].children[..]
            && !self.plan.is_upright(chain[chain.len() - 1])
            && !self.plan.branches(next)
        {
            chain.push(next);
        }
        self.chain(&chain, room)
    }

    /// What an arrow to a block is like.
    #[inline]
    pub(super) fn arrow(&self, to: usize) -> (&'static str, Tip) {
        match self.plan.map.nodes[to].state.is_live() {
            true => ("a", Tip::Arrow),
            false => ("as", Tip::Cross),
        }
    }

    /// A block, and at its right, one below the other, what its links lead to.
    #[inline]
    pub(super) fn beside(&self, tree: &Tree, drawn: Drawn, room: i32) -> Drawn {
        let upright = self.plan.is_upright(tree);
        let gap = if upright { 36 } else { GAP };
        let room = room - drawn.piece.width - gap;
        let children: Vec<(usize, usize, Piece)> = tree
            .children
            .iter()
            .map(|(value, child)| {
                let piece = if upright && self.folds() {
                    self.in_a_line(child, room)
                } else {
                    self.tree(child, room)
                };
                (*value, child.block, piece)
            })
            .collect();
        let drawn = match upright {
            true => self.stretched(tree, &drawn, &children),
            false => drawn,
        };
        let mut whole = drawn.piece.clone();
        whole.entry = drawn.piece.entry;
        let x = drawn.piece.width + gap;
        let mut cursor = 0;
        for (value, block, piece) in children {
            let leaves = drawn.links.iter().find(|leaves| leaves.value == value);
            let dot = leaves.map_or((drawn.edge.0 - 8, drawn.edge.1 - 8), |leaves| leaves.dot);
            let wished = if upright { dot.1 - piece.entry } else { 0 };
            let y = wished.max(cursor);
            cursor = y + piece.height + if upright { 4 } else { 16 };
            let (class, tip) = self.arrow(block);
            whole.curve(dot, (x, y + piece.entry), class, tip);
            whole.is_link(tree.block, value);
            whole.place(x, y, piece);
        }
        Drawn {
            piece: whole,
            ..drawn
        }
    }

    /// An array of handles whose rows are as high as what they lead to.
    #[inline]
    fn stretched(&self, tree: &Tree, drawn: &Drawn, children: &[(usize, usize, Piece)]) -> Drawn {
        let Body::Rows(rows) = self.body(tree.block) else {
            return drawn.clone();
        };
        let height = |row: &FieldRow| {
            let child = children
                .iter()
                .find(|(value, ..)| matches!(row.held, RowContent::Link(it) if it == *value));
            child.map_or(20, |(.., piece)| (piece.height + 6).max(24))
        };
        let look = Look {
            heights: rows.iter().map(height).collect(),
            ..Look::default()
        };
        self.block(tree.block, &look)
    }

    /// A chain in one line, its blocks without names; what is no chain as everywhere.
    #[inline]
    fn in_a_line(&self, tree: &Tree, room: i32) -> Piece {
        let Some(chain) = tree.chain() else {
            return self.tree(tree, self.width);
        };
        if let Body::Cells(_) = self.body(tree.block) {
            let look = Look {
                bare: true,
                ..Look::default()
            };
            return self.block(tree.block, &look).piece;
        }
        if !self.plan.can_be_small(&chain) {
            return self.tree(tree, room);
        }
        let all: Vec<Drawn> = chain
            .iter()
            .map(|one| self.line(one.block, false))
            .collect();
        let shown = fitting(&all, room);
        let mut piece = Piece {
            entry: LINE / 2,
            ..Piece::default()
        };
        let mut x = 0;
        let mut from = None;
        for (one, drawn) in chain.iter().zip(all).take(shown) {
            if let Some(dot) = from {
                let (class, tip) = self.arrow(one.block);
                piece.line(&[dot, (x, LINE / 2)], class, tip);
            }
            let wide = drawn.piece.width;
            from = drawn
                .links
                .first()
                .map(|leaves| (x + leaves.dot.0, leaves.dot.1));
            piece.place(x, 0, drawn.piece);
            x += wide + SMALL_GAP;
        }
        if chain.len() > shown {
            piece.line(
                &[from.unwrap_or((x, LINE / 2)), (x, LINE / 2)],
                "a",
                Tip::Arrow,
            );
            piece.place(x, 0, self.stack(&format!("+{}", chain.len() - shown)));
        }
        piece
    }

    /// A tree from above. What is too deep, or too wide for the room, is folded.
    #[inline]
    fn downward(&self, tree: &Tree, room: i32) -> Piece {
        if !self.folds() {
            return self.level(tree, false, usize::MAX);
        }
        let mut many = tree.count() > MANY;
        let mut deepest = DEEPEST;
        loop {
            let piece = self.level(tree, many, deepest);
            if piece.width <= room || many && deepest == 1 {
                return piece;
            }
            // First in one line each; only then without the lowest.
            deepest -= usize::from(many);
            many = true;
        }
    }

    #[inline]
    fn level(&self, tree: &Tree, many: bool, levels: usize) -> Piece {
        if levels == 0 && tree.count() > 1 {
            return self.stack(&format!("+{}", tree.count()));
        }
        let drawn = match many {
            true => self.line(tree.block, true),
            false => {
                let shared = !self.plan.has_other_links(tree) && !self.size(tree.block).has_words;
                let children = tree.children.iter().map(|(value, _)| *value);
                // Where each has a row of its own the first ones leave at the left: lines would cross otherwise.
                let left = if shared { 0 } else { tree.children.len() / 2 };
                let look = Look {
                    shared,
                    back: children.take(left).collect(),
                    ..Look::default()
                };
                self.block(tree.block, &look)
            }
        };
        let below: Vec<(usize, usize, Piece)> = tree
            .children
            .iter()
            .map(|(value, child)| {
                (
                    *value,
                    child.block,
                    self.level(child, many, levels.saturating_sub(1)),
                )
            })
            .collect();
        let total = below.iter().map(|(.., piece)| piece.width).sum::<i32>()
            + LEAVES
                * i32::try_from(below.len())
                    .unwrap_or(0)
                    .saturating_sub(1)
                    .max(0);
        let wide = drawn.piece.width;
        let mut piece = Piece::default();
        let y = drawn.piece.height + if many { 26 } else { LEVEL };
        let mut x = (wide - total).max(0) / 2;
        let mut tops = Vec::new();
        for (value, block, child) in below {
            tops.push((value, block, (x + child.top.0, y + child.top.1)));
            let step = child.width + LEAVES;
            piece.place(x, y, child);
            x += step;
        }
        let first = tops.first().map(|(.., top)| top.0);
        let last = tops.last().map(|(.., top)| top.0);
        let middle = match (first, last) {
            (Some(first), Some(last)) => i32::midpoint(first, last),
            _ => wide / 2,
        };
        let at = (middle - wide / 2).max(0).min((piece.width - wide).max(0));
        for (value, block, top) in tops {
            let leaves = drawn.links.iter().find(|leaves| leaves.value == value);
            let dot = leaves.map_or((wide / 2, drawn.edge.1), |leaves| leaves.dot);
            let edges = (at, at + drawn.edge.0, drawn.edge.1);
            self.fall(&mut piece, (at + dot.0, dot.1), top, edges, block);
            piece.is_link(tree.block, value);
        }
        let entry = drawn.piece.entry;
        let top = drawn.piece.top;
        piece.place(at, 0, drawn.piece);
        piece.entry = entry;
        piece.top = (at + top.0, top.1);
        piece.left = at;
        piece
    }

    /// An arrow from a field of a block, whose left, right and lower edges these are, down to the upper edge of another one.
    #[inline]
    fn fall(
        &self,
        piece: &mut Piece,
        dot: (i32, i32),
        top: (i32, i32),
        (left, right, below): (i32, i32, i32),
        block: usize,
    ) {
        let (class, tip) = self.arrow(block);
        let middle = i32::midpoint(below, top.1);
        // Past the rows under its own, if there are any.
        let x = match dot.0 {
            x if dot.1 + LAST_ROW >= below => x,
            x if x < i32::midpoint(left, right) => left - ASIDE,
            _ => right + ASIDE,
        };
        let start = vec![
            StrokeStep::Move(dot.0, dot.1),
            StrokeStep::Line(x, dot.1),
            StrokeStep::Line(x, below.min(dot.1.max(below - 4) + 8)),
            StrokeStep::Curve([x, middle + 10, top.0, middle - 10, top.0, top.1]),
        ];
        piece.path(start, class, tip);
    }
}

/// How many of these fit beside each other, if what is left stands behind them as a stack; at least one.
#[inline]
fn fitting(all: &[Drawn], room: i32) -> usize {
    const STACK: i32 = 56;
    let mut used = 0;
    let ends = all.iter().map(|drawn| {
        used += drawn.piece.width + SMALL_GAP;
        used - SMALL_GAP
    });
    let ends: Vec<i32> = ends.collect();
    if all.len() <= MOST_OF_A_CHAIN && ends.last().is_none_or(|end| *end <= room) {
        return all.len();
    }
    let fit = ends.iter().take_while(|end| **end + STACK <= room).count();
    fit.clamp(1, MOST_OF_A_CHAIN - 1).min(all.len())
}
