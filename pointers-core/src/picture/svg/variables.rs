//! Variables, which are not in the heap: names with arrows to what they point to.

use super::super::snapshot::Target;
use super::blocks;
use super::drawing::Drawing;
use super::ops::{self, Piece, Tip};

impl Drawing<'_> {
    /// The variables that point to the start of a block.
    #[inline]
    pub(super) fn names(&self, block: usize) -> Vec<String> {
        let is_here =
            |target: Target| matches!(target, Target::Block { index, offset: 0 } if index == block);
        let variables = self.plan.map.variables.iter();
        variables
            .filter(|variable| is_here(variable.link.target))
            .map(super::super::snapshot::Variable::shown)
            .collect()
    }

    /// A piece with the variables that point to it.
    #[inline]
    pub(super) fn with_names(&self, block: usize, piece: Piece) -> Piece {
        let names = self.names(block);
        if names.is_empty() {
            return piece;
        }
        let wide = names_width(&names);
        let mut whole = Piece::default();
        // Beside the root of a tree there may be room.
        let x = (wide - piece.left).max(0);
        let end = (x + piece.left, piece.entry);
        let mut y = piece.entry;
        for name in &names {
            let long = ops::mono(name) + 12;
            let left = end.0 - wide;
            whole.text(left + 6, y + 4, &name[..], "i b");
            whole.line(&[(left, y + 9), (left + long, y + 9)], "ln", Tip::Nothing);
            let (class, tip) = self.arrow(block);
            whole.curve((left + long, y), end, class, tip);
            y += 24;
        }
        whole.cover(0, y);
        whole.entry = piece.entry;
        whole.place(x, 0, piece);
        whole
    }

    /// Where a variable points to that points into one of these blocks, if that is a cell which nothing stands under: its
    /// lower edge's middle.
    #[inline]
    pub(super) fn cursor(&self, roots: &[usize], target: Target) -> Option<(i32, i32)> {
        let Target::Block { index, offset } = target else {
            return None;
        };
        let element = offset / self.plan.map.nodes[index].stride.max(1);
        if offset == 0 || !roots.contains(&index) || element.is_multiple_of(8) {
            return None;
        }
        let cells = self.block(index, &blocks::Look::default()).cells;
        let last = cells.last().map(|(element, _)| *element);
        let (_, at) = cells.iter().find(|(cell, _)| *cell == element)?;
        let in_one_line = cells.iter().all(|(_, other)| other.1 == at.1);
        (in_one_line && last != Some(element)).then_some(*at)
    }

    /// The variables that point into a block of cells, from below.
    #[inline]
    pub(super) fn with_cursors(&self, block: usize, mut piece: Piece) -> Piece {
        let (left, low) = (piece.left, piece.height);
        let mut y = low + 16;
        for variable in &self.plan.map.variables {
            let Some((x, edge)) = self.cursor(&[block], variable.link.target) else {
                continue;
            };
            let name = variable.shown();
            let (x, long) = (left + x, ops::mono(&name) + 12);
            let start = (x - long - 24).max(0);
            piece.text(start + 6, y + 4, name, "i b");
            piece.line(&[(start, y + 9), (start + long, y + 9)], "ln", Tip::Nothing);
            piece.line(&[(start + long, y), (x, y), (x, edge)], "a", Tip::Arrow);
            piece.cover(x + 4, y + 10);
            y += 24;
        }
        piece
    }
}

/// How much room the names of variables take, with their arrows.
#[inline]
pub(super) fn names_width(names: &[String]) -> i32 {
    match names.iter().map(|name| ops::mono(name)).max() {
        Some(widest) => widest + 12 + 46,
        None => 0,
    }
}
