//! One live block: a head with its type and address, and below it rows, or cells.

use super::super::body::{self, Body, FieldRow, RowContent, body_in, word, written};
use super::super::plan::LinkEnd;
use super::super::snapshot::{State, Target, Value};
use super::super::words;
use super::drawing::Drawing;
pub(super) use super::ops::Look;
use super::ops::{Anchor, Op, Piece, PlacedBlock, Tip, mono, small};

/// A block that was drawn, and where its links leave from.
#[derive(Clone, Default)]
pub(super) struct Drawn {
    pub(super) piece: Piece,
    pub(super) links: Vec<LeavingLink>,
    /// Where each element is that has a cell: its index, and its lower edge's middle.
    pub(super) cells: Vec<(usize, (i32, i32))>,
    /// The right edge of the block itself, and its lower one.
    pub(super) edge: (i32, i32),
    /// Whether it is drawn in one line.
    pub(super) is_small: bool,
}

/// A link, by the number of its value, and the dot that it leaves from.
#[derive(Clone, Copy)]
pub(super) struct LeavingLink {
    pub(super) value: usize,
    pub(super) dot: (i32, i32),
    pub(super) end: LinkEnd,
}

impl Drawn {
    /// Where the first of these links leaves. One that is not drawn leaves at the corner.
    #[inline]
    pub(super) fn leaves(&self, which: impl Fn(&LeavingLink) -> bool) -> (i32, i32) {
        let leaves = self.links.iter().find(|leaves| which(leaves));
        leaves.map_or((self.edge.0 - 8, self.edge.1 - 8), |leaves| leaves.dot)
    }
}

pub(super) const HEAD: i32 = 20;
const ROW: i32 = 20;
pub(super) const INSET: i32 = 7;
pub(super) const NARROWEST: i32 = 110;

/// Whether a block of a tree has its links in one row: a few, and something above them.
#[inline]
fn can_share(rows: &[FieldRow]) -> bool {
    let links = rows
        .iter()
        .filter(|row| matches!(row.held, RowContent::Link(_)))
        .count();
    (2..=4).contains(&links) && links < rows.len()
}

/// Where a link into its own block ends.
enum OwnRow {
    Head,
    Row(usize),
}

impl Drawing<'_> {
    #[inline]
    pub(super) fn block(&self, block: usize, look: &Look) -> Drawn {
        let size = self.size(block);
        let mut look = look.clone();
        look.narrowest = look.narrowest.max(size.block);
        let mut drawn = match self.body(block) {
            Body::Rows(rows) if look.shared && can_share(&rows) => self.shared(block, rows, &look),
            Body::Rows(rows) => self.rows(block, &rows, &look),
            Body::Cells(cells) => self.cells(block, &cells, &look),
            Body::Gone => self.gone(block, &look),
        };
        if let Some(Op::Open { place, .. }) = drawn.piece.fills.first_mut() {
            place.look = look;
        }
        drawn = self.framed(block, drawn);
        drawn.piece.cover(size.width, size.height);
        drawn
    }

    /// What stands in a block.
    #[inline]
    pub(super) fn body(&self, block: usize) -> Body {
        body_in(self.plan.map, block, self.folds())
    }

    #[inline]
    pub(super) fn name(&self, block: usize) -> String {
        let was = match self.plan.map.nodes[block].state {
            State::Freed => "was ",
            _ => "",
        };
        format!("{was}{}", body::label(self.plan.map, block))
    }

    /// What a pointer that rests on a block is told, and what can be searched for.
    #[inline]
    pub(super) fn open(&self, block: usize) -> Op {
        let view = self.plan.map.block(block);
        let was = match view.state() {
            State::Freed => "was ",
            _ => "",
        };
        let name = match view.type_name() {
            "" => self.name(block),
            name if view.elements() > 1 => format!("{was}[{name}; {}]", view.elements()),
            name => format!("{was}{name}"),
        };
        let mut title = format!(
            "{name}, {} at {:#x}",
            body::bytes(view.size()),
            view.address()
        );
        let sites = [
            ("allocated at", view.allocated_at()),
            ("resized at", view.resized_at()),
            ("gone at", view.freed_at()),
            ("borrowed at", view.borrowed_at()),
        ];
        for (what, at) in sites {
            if let Some(at) = at {
                title += &format!(", {what} {at}");
            }
        }
        let mut of = format!("{} {}", title, word(self.plan.map, block).unwrap_or(""));
        for value in self.plan.map.nodes[block].values.iter().take(64) {
            of += &format!(" {}", written(value));
        }
        let place = PlacedBlock {
            block,
            at: (0, 0),
            look: Look::default(),
        };
        Op::Open {
            title,
            of,
            place: Box::new(place),
        }
    }

    #[inline]
    fn box_class(&self, block: usize) -> (&'static str, &'static str) {
        let view = self.plan.map.block(block);
        match view.state() {
            _ if view.leaked() => ("box", "hlk"),
            State::Freed => ("bfr", "bfr"),
            _ => ("box", "hd"),
        }
    }

    #[inline]
    pub(super) fn head(&self, piece: &mut Piece, block: usize, wide: i32) {
        let (_, class) = self.box_class(block);
        piece.rect(0, 0, wide, HEAD, class);
        piece.text(INSET, 14, self.name(block), "b sm");
        let address = self.addresses.short(self.plan.map.nodes[block].address);
        piece.text_at(wide - INSET, 14, Anchor::End, address, "sm m");
    }

    /// How wide a head is at least.
    #[inline]
    pub(super) fn head_width(&self, block: usize) -> i32 {
        let address = self.addresses.short(self.plan.map.nodes[block].address);
        small(&self.name(block)) + small(&address) + 2 * INSET + 14
    }

    #[inline]
    fn rows(&self, block: usize, rows: &[FieldRow], look: &Look) -> Drawn {
        let texts: Vec<(String, &'static str)> = rows
            .iter()
            .map(|row| self.held(block, rows, &row.held))
            .collect();
        let widest = rows.iter().zip(&texts).map(|(row, (text, _))| {
            let gap = if row.name.is_empty() || text.is_empty() {
                0
            } else {
                12
            };
            let dot = if matches!(row.held, RowContent::Link(_)) {
                22
            } else {
                0
            };
            mono(&row.name) + gap + mono(text) + dot + 2 * INSET
        });
        let wide = widest.max().unwrap_or(0).max(NARROWEST).max(look.narrowest);
        let wide = wide.max(self.head_width(block));
        let wide = wide + wide % 2;
        let height = |at: usize| look.heights.get(at).copied().unwrap_or(ROW);
        let high = HEAD + (0..rows.len()).map(height).sum::<i32>();
        let mut drawn = Drawn {
            edge: (wide, high),
            ..Drawn::default()
        };
        let piece = &mut drawn.piece;
        piece.fills.push(self.open(block));
        piece.rect(0, 0, wide, high, self.box_class(block).0);
        self.head(piece, block, wide);
        let mut y = HEAD;
        let mut middles = Vec::new();
        for (at, (row, (text, class))) in rows.iter().zip(&texts).enumerate() {
            let middle = y + height(at) / 2;
            let base = middle + 4;
            middles.push(middle);
            let is_back = matches!(row.held, RowContent::Link(value) if look.back.contains(&value));
            piece.text(
                if is_back { INSET + 17 } else { INSET },
                base,
                &row.name[..],
                "m",
            );
            if at > 0 {
                piece.line(&[(0, y), (wide, y)], "ln", Tip::Nothing);
            }
            match row.held {
                RowContent::Unassigned => {
                    let from = (mono(&row.name) + INSET + 8).min(wide - 40);
                    piece.rect(from, y + 3, wide - 4 - from, height(at) - 6, "un");
                    let plate = i32::midpoint(from, wide - 4);
                    piece.rect(plate - 7, y + 3, 14, height(at) - 6, "pb");
                    piece.text_at(plate, base, Anchor::Middle, "?", "m");
                }
                RowContent::Text(_) => {
                    piece.text_at(wide - INSET, base, Anchor::End, &text[..], class)
                }
                RowContent::Link(value) => {
                    let dot = if is_back {
                        (12, middle)
                    } else {
                        (wide - 12, middle)
                    };
                    if let Some(end) = self.plan.end(block, value) {
                        let is_hushed = is_back || look.hushed.contains(&value);
                        self.leave(
                            piece,
                            end,
                            dot,
                            if is_hushed { "" } else { text },
                            class,
                            base,
                        );
                        drawn.links.push(LeavingLink { value, dot, end });
                    }
                }
            }
            y += height(at);
        }
        piece.fills.push(Op::Close);
        piece.cover(wide, high);
        self.itself(block, rows, &middles, &mut drawn);
        drawn
    }

    /// The rows of a block of a tree: its links stand side by side in the last one.
    #[inline]
    fn shared(&self, block: usize, rows: Vec<FieldRow>, look: &Look) -> Drawn {
        let is_link = |row: &FieldRow| matches!(row.held, RowContent::Link(_));
        let (links, others): (Vec<FieldRow>, Vec<FieldRow>) = rows.into_iter().partition(is_link);
        let widest = links
            .iter()
            .map(|row| small(&row.name) + 34)
            .max()
            .unwrap_or(0);
        let count = i32::try_from(links.len()).unwrap_or(1);
        let look = Look {
            narrowest: look.narrowest.max(widest * count),
            ..Look::default()
        };
        let mut drawn = self.rows(block, &others, &look);
        let (wide, high) = drawn.edge;
        let piece = &mut drawn.piece;
        let close = piece.fills.pop();
        piece.rect(0, high, wide, ROW, self.box_class(block).0);
        piece.fills.extend(close);
        let each = wide / count;
        let mut x = 0;
        for row in &links {
            if x > 0 {
                piece.line(&[(x, high), (x, high + ROW)], "ln", Tip::Nothing);
            }
            piece.text(x + 6, high + 14, &row.name[..], "m sm");
            let dot = (x + each - 12, high + ROW / 2);
            if let RowContent::Link(value) = row.held
                && let Some(end) = self.plan.end(block, value)
            {
                self.leave(piece, end, dot, "", "", 0);
                drawn.links.push(LeavingLink { value, dot, end });
            }
            x += each;
        }
        drawn.edge.1 = high + ROW;
        piece.cover(wide, high + ROW);
        drawn
    }

    /// A link's dot, and what is said beside it.
    #[inline]
    fn leave(
        &self,
        piece: &mut Piece,
        end: LinkEnd,
        dot: (i32, i32),
        text: &str,
        class: &'static str,
        base: i32,
    ) {
        let (x, y) = dot;
        if end == LinkEnd::Null {
            piece.text_at(x - 9, base, Anchor::End, text, class);
            piece.line(&[(x, y - 6), (x, y)], "ln", Tip::Nothing);
            for (half, below) in [(5, 0), (3, 3), (1, 6)] {
                piece.line(
                    &[(x - half, y + below), (x + half, y + below)],
                    "ln",
                    Tip::Nothing,
                );
            }
            return;
        }
        let is_stale = match end {
            LinkEnd::Forgotten | LinkEnd::Outdated(_) => true,
            LinkEnd::Child(to) | LinkEnd::Back(to) | LinkEnd::Elsewhere(to) => {
                !self.plan.map.nodes[to].state.is_live()
            }
            _ => false,
        };
        piece.text_at(x - 9, base, Anchor::End, text, class);
        piece.dot(x, y, if is_stale { "dots" } else { "dot" });
    }

    /// Arrows from a block to itself, at its right side: to its head, or to the row of what is pointed to.
    #[inline]
    fn itself(&self, block: usize, rows: &[FieldRow], middles: &[i32], drawn: &mut Drawn) {
        let own = drawn
            .links
            .iter()
            .filter(|leaves| leaves.end == LinkEnd::Itself);
        let own: Vec<LeavingLink> = own.copied().collect();
        let wide = drawn.edge.0;
        let mut turn = wide + 20;
        for leaves in own {
            let end = match self.own_row(block, leaves.value, rows) {
                Some(OwnRow::Head) => HEAD / 2,
                Some(OwnRow::Row(row)) => middles[row],
                None => continue,
            };
            let (x, y) = leaves.dot;
            let points = [(x, y), (turn, y), (turn, end), (wide, end)];
            drawn.piece.line(&points, "a", Tip::Arrow);
            drawn.piece.cover(turn + 4, 0);
            turn += 10;
        }
    }

    /// Where a link of a block leads that leads into that block, if there is a row for it.
    #[inline]
    fn own_row(&self, block: usize, value: usize, rows: &[FieldRow]) -> Option<OwnRow> {
        let node = &self.plan.map.nodes[block];
        let Value::Link(link) = node.values.get(value)? else {
            return None;
        };
        let Target::Block { offset, .. } = link.target else {
            return None;
        };
        if offset == 0 {
            return Some(OwnRow::Head);
        }
        let to = self.plan.map.value_at(block, offset)?;
        // Each value has a row, but that runs of NULL are folded.
        let is_it = |row: &FieldRow| matches!(row.held, RowContent::Link(value) if value == to);
        let folded = rows.iter().position(is_it);
        let row = match rows.len() == node.values.len() {
            true => Some(to),
            false => folded,
        };
        row.map(OwnRow::Row)
    }

    /// What a row holds, as text. Of a link that is drawn nothing.
    #[inline]
    pub(super) fn held(
        &self,
        block: usize,
        rows: &[FieldRow],
        held: &RowContent,
    ) -> (String, &'static str) {
        let value = match held {
            RowContent::Text(text) => return (text.clone(), ""),
            RowContent::Unassigned => return ("?".to_string(), "m"),
            RowContent::Link(value) => *value,
        };
        let to = |index: usize| {
            let node = &self.plan.map.nodes[index];
            format!(
                "{}{} {}",
                words::part(self.plan.map, block, value),
                body::label(self.plan.map, index),
                self.addresses.short(node.address)
            )
        };
        let is_freed = |index: usize| !self.plan.map.nodes[index].state.is_live();
        match self.plan.end(block, value) {
            Some(LinkEnd::Null) => ("NULL".to_string(), "m sm"),
            Some(LinkEnd::Forgotten) => ("stale".to_string(), "ts sm"),
            Some(LinkEnd::Outdated(index)) => {
                let node = &self.plan.map.nodes[index];
                let (label, address) = (
                    body::label(self.plan.map, index),
                    self.addresses.short(node.address),
                );
                (format!("outdated → {label} {address}"), "ts sm")
            }
            Some(LinkEnd::LeftOut) => ("→ left out".to_string(), "tl sm"),
            Some(LinkEnd::Child(index)) if is_freed(index) => ("stale".to_string(), "ts sm"),
            Some(LinkEnd::Back(index) | LinkEnd::Elsewhere(index)) if is_freed(index) => {
                (format!("stale → {}", to(index)), "ts sm")
            }
            Some(LinkEnd::Back(index) | LinkEnd::Elsewhere(index)) => {
                (format!("→ {}", to(index)), "tl sm")
            }
            Some(LinkEnd::Outside(index)) => (format!("past the end of {}", to(index)), "tl sm"),
            Some(LinkEnd::Itself) if self.own_row(block, value, rows).is_none() => {
                let part = words::part(self.plan.map, block, value);
                (format!("→ {part}itself"), "tl sm")
            }
            Some(LinkEnd::Child(_) | LinkEnd::Itself) | None => (String::new(), ""),
        }
    }
}
