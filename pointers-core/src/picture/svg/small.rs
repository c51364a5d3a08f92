//! Blocks in one line each, and stacks of what is not drawn.

use super::super::body::{RowContent, word, written};
use super::super::plan::LinkEnd;
use super::super::snapshot::{State, Value};
use super::blocks::{Drawn, LeavingLink};
use super::drawing::Drawing;
use super::ops::{Anchor, Op, Piece, mono};

/// Of blocks that are drawn in one line.
pub(super) const LINE: i32 = 18;

impl Drawing<'_> {
    /// A block in one line: its values, and a dot where a link leaves. In a tree the first of two leaves at the left.
    #[inline]
    pub(super) fn line(&self, block: usize, in_a_tree: bool) -> Drawn {
        let node = &self.plan.map.nodes[block];
        let values = node
            .values
            .iter()
            .filter(|value| !matches!(value, Value::Link(_)));
        let mut text = values.map(written).collect::<Vec<_>>().join(" ");
        if !node.state.is_live() {
            text = word(self.plan.map, block).unwrap_or_default().to_string();
        }
        // What is no arrow is said in words; that one leads back to the one before the arrow there says.
        for (value, _) in node.links() {
            if let Some(
                LinkEnd::Elsewhere(_)
                | LinkEnd::Itself
                | LinkEnd::Outside(_)
                | LinkEnd::Outdated(_)
                | LinkEnd::Forgotten,
            ) = self.plan.end(block, value)
            {
                let (words, _) = self.held(block, &[], &RowContent::Link(value));
                text += &format!(" {words}");
            }
        }
        let children = node
            .links()
            .filter_map(|(value, _)| match self.plan.end(block, value) {
                Some(end @ LinkEnd::Child(_)) => Some((value, end)),
                _ => None,
            });
        let children: Vec<(usize, LinkEnd)> = children.collect();
        let links: Vec<usize> = node.links().map(|(value, _)| value).collect();
        let is_left = |value: usize| in_a_tree && matches!(links[..], [first, _] if first == value);
        let room = |is: bool| if is { 14 } else { 0 };
        let before = room(children.iter().any(|(value, _)| is_left(*value)));
        let behind = room(children.iter().any(|(value, _)| !is_left(*value)));
        let wide = before + mono(&text) + 10 + behind;
        let mut drawn = Drawn {
            edge: (wide, LINE),
            is_small: true,
            ..Drawn::default()
        };
        let piece = &mut drawn.piece;
        piece.fills.push(self.open(block));
        let leaked = self.plan.map.block(block).leaked();
        let class = match node.state {
            _ if leaked => "hlk",
            State::Freed => "bfr",
            _ => "box",
        };
        piece.rect(0, 0, wide, LINE, class);
        piece.fills.push(Op::Close);
        piece.text(before + 5, 13, text, "");
        piece.cover(wide, LINE);
        piece.entry = LINE / 2;
        piece.top = (wide / 2, 0);
        for (value, end) in children {
            let x = if is_left(value) { 9 } else { wide - 9 };
            let dot = (x, LINE / 2);
            piece.dot(dot.0, dot.1, "dot");
            drawn.links.push(LeavingLink { value, dot, end });
        }
        drawn
    }

    /// So many blocks that are not drawn, as a stack of cards.
    #[inline]
    pub(super) fn stack(&self, text: &str) -> Piece {
        let mut piece = Piece::default();
        let wide = mono(text) + 14;
        piece.rect(4, 4, wide, LINE, "box");
        piece.rect(0, 0, wide, LINE, "box");
        piece.text_at(wide / 2, 13, Anchor::Middle, text, "b sm");
        piece.cover(wide + 4, LINE + 4);
        piece.entry = LINE / 2;
        piece.top = (wide / 2, 0);
        piece
    }
}
