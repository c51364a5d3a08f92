//! Elements without fields, as cells one beside another.

use super::super::body::{self, Is};
use super::blocks::{Drawn, HEAD, Look};
use super::drawing::Drawing;
use super::ops::{Anchor, Op, mono};

impl Drawing<'_> {
    #[inline]
    pub(super) fn cells(&self, block: usize, cells: &[body::ElementCell], look: &Look) -> Drawn {
        let widest = cells.iter().filter(|cell| cell.is != Is::Gap);
        let widest = widest
            .map(|cell| mono(&cell.text) + 12)
            .max()
            .unwrap_or(0)
            .max(30);
        let wide_of = |cell: &body::ElementCell| match cell.is {
            Is::Gap => mono(&cell.text) + 20,
            _ => widest,
        };
        let columns = usize::try_from((self.width - 200).max(widest) / widest).unwrap_or(1);
        let columns = if columns >= cells.len() {
            cells.len().max(1)
        } else if columns >= 8 {
            columns / 8 * 8
        } else {
            columns
        };
        let head = if look.bare { 16 } else { HEAD };
        let lines: Vec<&[body::ElementCell]> = cells.chunks(columns).collect();
        let line_width = |line: &&[body::ElementCell]| line.iter().map(wide_of).sum::<i32>();
        let row = 24;
        let under = if look.bare || cells.len() <= 8 { 0 } else { 18 };
        let wide = lines
            .iter()
            .map(line_width)
            .max()
            .unwrap_or(0)
            .max(self.head_width(block));
        let high = head + i32::try_from(lines.len()).unwrap_or(0) * (row + under) - under;
        let mut drawn = Drawn {
            edge: (wide, high),
            ..Drawn::default()
        };
        let piece = &mut drawn.piece;
        piece.fills.push(self.open(block));
        if look.bare {
            piece.text(0, 11, self.name(block), "b sm");
            let address = self.addresses.short(self.plan.map.nodes[block].address);
            piece.text_at(wide, 11, Anchor::End, address, "sm m");
        } else {
            self.head(piece, block, wide);
        }
        for (number, line) in lines.iter().enumerate() {
            let y = head + i32::try_from(number).unwrap_or(0) * (row + under);
            let mut x = 0;
            for (at, cell) in line.iter().enumerate() {
                let cell_wide = wide_of(cell);
                piece.rect(x, y, cell_wide, row, "box");
                let middle = x + cell_wide / 2;
                if cell.is == Is::Unassigned {
                    piece.rect(x + 1, y + 1, cell_wide - 2, row - 2, "un");
                    piece.rect(middle - 6, y + 3, 12, row - 6, "pb");
                }
                let class = if cell.is == Is::Value { "" } else { "m" };
                piece.text_at(middle, y + 16, Anchor::Middle, &cell.text[..], class);
                let is_last = number + 1 == lines.len() && at + 1 == line.len();
                let is_near_last = number + 1 == lines.len() && at + 3 > line.len() && !is_last;
                let numbered = cell.index.is_multiple_of(8) && cell.is != Is::Gap && !is_near_last;
                if under > 0 && (numbered || is_last) {
                    let index = format!("[{}]", cell.index);
                    piece.text_at(middle, y + row + 14, Anchor::Middle, index, "sm m");
                }
                drawn.cells.push((cell.index, (middle, y + row)));
                x += cell_wide;
            }
        }
        piece.fills.push(Op::Close);
        piece.cover(wide, high + under);
        drawn.edge.1 = high + under;
        piece.entry = if look.bare { head + row / 2 } else { HEAD / 2 };
        drawn
    }
}
