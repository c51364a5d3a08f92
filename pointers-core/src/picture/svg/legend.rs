//! What the signs mean, of those that occur.

use super::super::block::Block;
use super::super::snapshot::{State, Target, Value};
use super::drawing::Drawing;
use super::ops::{self, Piece, Tip};

/// The entries so far, and where the next one goes.
struct Legend {
    piece: Piece,
    width: i32,
    x: i32,
    y: i32,
}

impl Legend {
    #[inline]
    fn entry(&mut self, text: &str, draw: impl FnOnce(&mut Piece, i32, i32)) {
        let wide = 42 + ops::label(text);
        if self.x > 0 && self.x + wide > self.width {
            (self.x, self.y) = (0, self.y + 22);
        }
        draw(&mut self.piece, self.x, self.y);
        self.piece.text(self.x + 42, self.y + 10, text, "s sm m");
        self.x += wide + 26;
    }
}

impl Drawing<'_> {
    /// What the signs mean that occur.
    #[inline]
    pub(super) fn legend(&self) -> Piece {
        let mut piece = Piece::default();
        piece.line(&[(0, 0), (self.width, 0)], "rule", Tip::Nothing);
        let mut legend = Legend {
            piece,
            width: self.width,
            x: 0,
            y: 18,
        };
        self.signs_of_blocks(&mut legend);
        self.signs_of_links(&mut legend);
        let map = self.plan.map;
        if !map.variables.is_empty() {
            legend.entry("variable", |piece, x, y| {
                piece.text(x + 2, y + 10, "name", "i b sm");
                piece.line(&[(x, y + 14), (x + 32, y + 14)], "ln", Tip::Nothing);
            });
        }
        if let Some(index) = self.plan.drawn.first() {
            let node = &map.nodes[*index];
            let text = format!(
                "{} = {:#x}",
                self.addresses.short(node.address),
                node.address
            );
            if legend.x + ops::small(&text) > self.width {
                (legend.x, legend.y) = (0, legend.y + 22);
            }
            legend.piece.text(legend.x, legend.y + 10, text, "sm m");
        }
        let Legend { mut piece, y, .. } = legend;
        piece.cover(self.width, y + 20);
        piece
    }

    #[inline]
    fn values(&self) -> impl Iterator<Item = &Value> {
        let drawn = self.plan.drawn.iter();
        drawn.flat_map(|index| &self.plan.map.nodes[*index].values)
    }

    #[inline]
    fn signs_of_blocks(&self, legend: &mut Legend) {
        let blocks = || {
            self.plan
                .drawn
                .iter()
                .map(|index| self.plan.map.block(*index))
        };
        let is_plain = |block: Block| block.state() == State::Live && !block.leaked();
        if blocks().any(is_plain) {
            legend.entry("live", |piece, x, y| piece.rect(x, y, 32, 14, "box"));
        }
        if self.values().any(|value| *value == Value::Unassigned) {
            legend.entry("unassigned", |piece, x, y| {
                piece.rect(x, y, 32, 14, "box");
                piece.rect(x + 1, y + 1, 30, 12, "un");
            });
        }
        if blocks().any(|block| block.state() == State::Freed) {
            legend.entry("freed", |piece, x, y| {
                piece.rect(x, y, 32, 14, "bfr");
                piece.rect(x + 2, y + 2, 28, 10, "fr");
            });
        }
        if blocks().any(|block| block.leaked()) {
            legend.entry("leaked", |piece, x, y| {
                piece.rect(x, y, 32, 14, "blk");
                piece.rect(x + 4, y + 4, 24, 6, "hlk");
            });
        }
    }

    #[inline]
    fn signs_of_links(&self, legend: &mut Legend) {
        let has = |is: &dyn Fn(Target) -> bool| {
            let mut values = self.values();
            values.any(|value| matches!(value, Value::Link(link) if is(link.target)))
        };
        let is_live = |index: usize| self.plan.map.nodes[index].state.is_live();
        if has(&|target| matches!(target, Target::Block { index, .. } if is_live(index))) {
            legend.entry("handle → its element", |piece, x, y| {
                piece.dot(x + 6, y + 7, "dot");
                piece.line(&[(x + 6, y + 7), (x + 32, y + 7)], "a", Tip::Arrow);
            });
        }
        let is_stale = |target: Target| match target {
            Target::Block { index, .. } => !is_live(index),
            target => target == Target::Forgotten,
        };
        let cut_off = |piece: &mut Piece, x, y| {
            piece.dot(x + 6, y + 7, "dots");
            piece.line(&[(x + 10, y + 7), (x + 30, y + 7)], "as", Tip::Cross);
        };
        if has(&is_stale) {
            legend.entry("stale: what it led to is gone", cut_off);
        }
        if has(&|target| matches!(target, Target::Outdated { .. })) {
            legend.entry("outdated: reallocated too often since", cut_off);
        }
        if has(&|target| matches!(target, Target::Null)) {
            legend.entry("NULL", |piece, x, y| {
                piece.line(&[(x + 16, y + 1), (x + 16, y + 6)], "ln", Tip::Nothing);
                for (half, below) in [(5, 6), (3, 9), (1, 12)] {
                    let (left, right) = (x + 16 - half, x + 16 + half);
                    piece.line(&[(left, y + below), (right, y + below)], "ln", Tip::Nothing);
                }
            });
        }
    }
}
