//! Blocks that are not only live, and what is drawn around them: freed, leaked, borrowed, handed to C or lent by it.

use super::super::body::{self, word};
use super::super::snapshot::State;
use super::blocks::{Drawn, HEAD, INSET, Look, NARROWEST};
use super::drawing::Drawing;
use super::ops::{Anchor, Op, Piece, StrokeStep, Tip, label, mono};

/// How much room a frame takes around a block.
pub(super) const FRAME: i32 = 4;

impl Drawing<'_> {
    #[inline]
    pub(super) fn gone(&self, block: usize, look: &Look) -> Drawn {
        let wide = self.head_width(block).max(NARROWEST).max(look.narrowest);
        let is_freed = self.plan.map.nodes[block].state == State::Freed;
        let high = HEAD + 32;
        let mut drawn = Drawn {
            edge: (wide, high),
            ..Drawn::default()
        };
        let piece = &mut drawn.piece;
        piece.fills.push(self.open(block));
        if is_freed {
            piece.rect(0, 0, wide, high, "bfr");
            piece.rect(3, HEAD, wide - 6, high - HEAD - 3, "fr");
        } else {
            self.eight_corners(piece, wide, high);
            piece.text(
                INSET + 4,
                HEAD + 17,
                body::bytes(self.plan.map.nodes[block].size),
                "m",
            );
        }
        piece.text(INSET + 2, 14, self.name(block), "b sm");
        let address = self.addresses.short(self.plan.map.nodes[block].address);
        piece.text_at(wide - INSET - 4, 14, Anchor::End, address, "sm m");
        piece.fills.push(Op::Close);
        piece.cover(wide, high);
        if !is_freed {
            let y = high / 2 + 8;
            piece.line(&[(wide, y), (wide + 40, y)], "ac", Tip::OfC);
            let whose = match self.plan.map.nodes[block].state {
                State::Detached => "nobody's, or another thread's",
                _ => "C",
            };
            piece.text(wide + 46, y + 4, whose, "tc b");
            piece.cover(wide + 46 + mono(whose) + 6, high);
        }
        drawn
    }

    #[inline]
    fn eight_corners(&self, piece: &mut Piece, wide: i32, high: i32) {
        let cut = 10;
        let corners = [
            (cut, 0),
            (wide - cut, 0),
            (wide, cut),
            (wide, high - cut),
            (wide - cut, high),
            (cut, high),
            (0, high - cut),
            (0, cut),
        ];
        let mut steps: Vec<StrokeStep> = corners
            .iter()
            .map(|(x, y)| StrokeStep::Line(*x, *y))
            .collect();
        steps[0] = StrokeStep::Move(corners[0].0, corners[0].1);
        steps.push(StrokeStep::Close);
        piece.fills.push(Op::Path {
            steps,
            class: "bc",
            end: Tip::Nothing,
            link: None,
        });
    }

    /// The same with what says that it leaked, is borrowed, or is C's.
    #[inline]
    pub(super) fn framed(&self, block: usize, drawn: Drawn) -> Drawn {
        let mut drawn = drawn;
        if self.changed.contains(&block) {
            drawn
                .piece
                .rect(-3, -3, drawn.edge.0 + 6, drawn.edge.1 + 6, "hl");
        }
        if drawn.piece.entry == 0 {
            drawn.piece.entry = HEAD / 2;
        }
        drawn.piece.top = (drawn.edge.0 / 2, 0);
        let view = self.plan.map.block(block);
        // Where a block keeps its place there always is room for the word.
        let word = match word(self.plan.map, block) {
            Some(word) => word,
            None if self.folds() => return drawn,
            None => "",
        };
        let (wide, high) = drawn.edge;
        let (class, margin) = match view.state() {
            _ if view.leaked() => ("s b sm tk", FRAME),
            State::Freed if self.folds() => ("s b sm ts", 0),
            State::Freed => ("s b sm ts", FRAME),
            state if state.is_of_others() => ("s b sm tc", FRAME),
            _ => ("s b sm", FRAME),
        };
        let above = 18;
        let (x, y) = (margin, above + margin);
        let mut piece = Piece::default();
        match view.state() {
            _ if view.leaked() => piece.rect(0, above, wide + 8, high + 8, "blk"),
            State::FromC | State::LentByC => {
                let mut ring = Piece::default();
                self.eight_corners(&mut ring, wide + 8, high + 8);
                piece.place(0, above, ring);
            }
            State::BorrowedToRead | State::BorrowedToWrite => {
                piece.rect(0, y, 3, high, "bw");
            }
            _ => {}
        }
        piece.text(0, 12, word, class);
        piece.cover(label(word), 0);
        let entry = drawn.piece.entry + y;
        piece.place(x, y, std::mem::take(&mut drawn.piece));
        piece.cover(wide + 2 * margin, y + high + margin);
        piece.entry = entry;
        piece.top = (x + wide / 2, above);
        for leaves in &mut drawn.links {
            leaves.dot = (leaves.dot.0 + x, leaves.dot.1 + y);
        }
        for (_, at) in &mut drawn.cells {
            *at = (at.0 + x, at.1 + y);
        }
        drawn.edge = (wide + 2 * margin, y + high + margin);
        drawn.piece = piece;
        drawn
    }
}
