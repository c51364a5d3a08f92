//! What the signs mean, of those that occur.

use super::super::block::Block;
use super::super::snapshot::{State, Target, Value};
use super::drawing::Drawing;
use super::ops::{self, Piece, Tip};

impl Drawing<'_> {
    /// What the signs mean that occur.
    #[inline]
    pub(super) fn legend(&self) -> Piece {
        let map = self.plan.map;
        let mut piece = Piece::default();
        piece.line(&[(0, 0), (self.width, 0)], "rule", Tip::Nothing);
        let (mut x, mut y) = (0, 18);
        let blocks = || self.plan.drawn.iter().map(|index| map.block(*index));
        let has = |state: State| blocks().any(|block| block.state() == state);
        let values = || {
            self.plan
                .drawn
                .iter()
                .flat_map(|index| &map.nodes[*index].values)
        };
        let has_link = |is: &dyn Fn(Target) -> bool| {
            values().any(|value| matches!(value, Value::Link(link) if is(link.target)))
        };
        let mut entry = |text: &str, draw: &dyn Fn(&mut Piece, i32, i32)| {
            let wide = 42 + ops::label(text);
            if x > 0 && x + wide > self.width {
                (x, y) = (0, y + 22);
            }
            draw(&mut piece, x, y);
            piece.text(x + 42, y + 10, text, "s sm m");
            x += wide + 26;
        };
        let is_plain = |block: Block| block.state() == State::Live && !block.leaked();
        if blocks().any(is_plain) {
            entry("live", &|piece, x, y| piece.rect(x, y, 32, 14, "box"));
        }
        if values().any(|value| *value == Value::Unassigned) {
            entry("unassigned", &|piece, x, y| {
                piece.rect(x, y, 32, 14, "box");
                piece.rect(x + 1, y + 1, 30, 12, "un");
            });
        }
        if has(State::Freed) {
            entry("freed", &|piece, x, y| {
                piece.rect(x, y, 32, 14, "bfr");
                piece.rect(x + 2, y + 2, 28, 10, "fr");
            });
        }
        if blocks().any(|block| block.leaked()) {
            entry("leaked", &|piece, x, y| {
                piece.rect(x, y, 32, 14, "blk");
                piece.rect(x + 4, y + 4, 24, 6, "hlk");
            });
        }
        let is_live = |index: usize| map.nodes[index].state.is_live();
        if has_link(&|target| matches!(target, Target::Block { index, .. } if is_live(index))) {
            entry("handle → its element", &|piece, x, y| {
                piece.dot(x + 6, y + 7, "dot");
                piece.line(&[(x + 6, y + 7), (x + 32, y + 7)], "a", Tip::Arrow);
            });
        }
        let is_stale = |target: Target| match target {
            Target::Block { index, .. } => !is_live(index),
            target => target == Target::Forgotten,
        };
        if has_link(&is_stale) {
            entry("stale: what it led to is gone", &|piece, x, y| {
                piece.dot(x + 6, y + 7, "dots");
                piece.line(&[(x + 10, y + 7), (x + 30, y + 7)], "as", Tip::Cross);
            });
        }
        if has_link(&|target| matches!(target, Target::Outdated { .. })) {
            entry("outdated: reallocated too often since", &|piece, x, y| {
                piece.dot(x + 6, y + 7, "dots");
                piece.line(&[(x + 10, y + 7), (x + 30, y + 7)], "as", Tip::Cross);
            });
        }
        if has_link(&|target| matches!(target, Target::Null)) {
            entry("NULL", &|piece, x, y| {
                piece.line(&[(x + 16, y + 1), (x + 16, y + 6)], "ln", Tip::Nothing);
                for (half, below) in [(5, 6), (3, 9), (1, 12)] {
                    let (left, right) = (x + 16 - half, x + 16 + half);
                    piece.line(&[(left, y + below), (right, y + below)], "ln", Tip::Nothing);
                }
            });
        }
        if !map.variables.is_empty() {
            entry("variable", &|piece, x, y| {
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
            if x + ops::small(&text) > self.width {
                (x, y) = (0, y + 22);
            }
            piece.text(x, y + 10, text, "sm m");
        }
        piece.cover(self.width, y + 20);
        piece
    }
}
