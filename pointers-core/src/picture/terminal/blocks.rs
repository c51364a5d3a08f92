//! One block in a terminal: a box with rows, a line of cells, or a line in a tree.

use super::super::body::{self, Body, FieldRow, Is, RowContent, body, written};
use super::super::plan::LinkEnd;
use super::super::snapshot::{State, Value};
use super::super::words;
use super::Terminal;
use super::art::{Art, Style, width};

/// A block that was drawn, and the lines that its links leave from.
pub(super) struct Boxed {
    pub(super) art: Art,
    pub(super) links: Vec<(usize, usize)>,
}

/// What a border is made of: corners, horizontal and vertical lines.
struct Border {
    corners: [char; 4],
    across: char,
    down: char,
    style: Style,
}

impl Terminal<'_> {
    #[inline]
    fn border(&self, block: usize) -> Border {
        let view = self.plan.map.block(block);
        let (corners, across, down, style) = match view.state() {
            _ if view.leaked() => (['╔', '╗', '╚', '╝'], '═', '║', Style::Leak),
            State::Freed => (['┌', '┐', '└', '┘'], '╌', '╎', Style::Stale),
            state if state.is_of_others() => (['╭', '╮', '╰', '╯'], '─', '│', Style::C),
            State::BorrowedToWrite | State::BorrowedToRead => {
                (['┏', '┐', '┗', '┘'], '─', '│', Style::Plain)
            }
            _ => (['┌', '┐', '└', '┘'], '─', '│', Style::Plain),
        };
        Border {
            corners,
            across,
            down,
            style,
        }
    }

    /// Type and address.
    #[inline]
    fn head(&self, block: usize) -> (String, String) {
        let view = self.plan.map.block(block);
        let was = if view.state() == State::Freed {
            "was "
        } else {
            ""
        };
        let name = format!("{was}{}", body::label(self.plan.map, block));
        (self.clean(&name), self.address(view.address()))
    }

    #[inline]
    pub(super) fn address(&self, address: usize) -> String {
        let short = self.addresses.short(address);
        match self.ascii {
            true => short.replace('…', "@"),
            false => short,
        }
    }

    /// A block as a box.
    #[inline]
    pub(super) fn boxed(&self, block: usize) -> Boxed {
        match body(self.plan.map, block) {
            Body::Rows(rows) => self.rows(block, &rows),
            Body::Cells(cells) => Boxed {
                art: self.cells(block, &cells),
                links: Vec::new(),
            },
            Body::Gone => self.gone(block),
        }
    }

    #[inline]
    fn rows(&self, block: usize, rows: &[FieldRow]) -> Boxed {
        let (name, address) = self.head(block);
        let texts: Vec<(String, String, Style)> = rows
            .iter()
            .map(|row| {
                let (text, style) = self.held(block, &row.held);
                (self.clean(&row.name), text, style)
            })
            .collect();
        let gap = |row: &(String, String, Style)| usize::from(!row.0.is_empty()) * 2;
        let row_width = |row: &(String, String, Style)| width(&row.0) + gap(row) + width(&row.1);
        let widest = texts.iter().map(row_width).max().unwrap_or(0);
        let inner = widest.max(width(&name) + width(&address) + 1);
        let mut art = self.frame(block, inner, rows.len());
        let mut links = Vec::new();
        let right = inner + 3;
        for (at, (row, (name, text, style))) in rows.iter().zip(&texts).enumerate() {
            let y = at + 1;
            art.write(2, y, name, Style::Grey);
            let start = right - 1 - width(text);
            art.write(start, y, text, *style);
            if let RowContent::Unassigned = row.held {
                let from = 2 + width(name) + gap(&texts[at]);
                art.row(from, right - 1, y, '░', Style::Grey);
            }
            if let RowContent::Link(value) = row.held
                && matches!(self.plan.end(block, value), Some(LinkEnd::Child(_)))
            {
                links.push((value, y));
                art.put(right - 1, y, '─', *style);
                art.put(right, y, '┼', *style);
            }
        }
        art.entry = 1;
        Boxed { art, links }
    }

    /// A border with the head in it, around so many lines.
    #[inline]
    fn frame(&self, block: usize, inner: usize, lines: usize) -> Art {
        let Border {
            corners,
            across,
            down,
            style,
        } = self.border(block);
        let (name, address) = self.head(block);
        let right = inner + 3;
        let mut art = Art::default();
        for (y, left, end) in [
            (0, corners[0], corners[1]),
            (lines + 1, corners[2], corners[3]),
        ] {
            art.row(0, right, y, across, style);
            art.put(0, y, left, style);
            art.put(right, y, end, style);
        }
        for y in 1..=lines {
            art.put(0, y, down, style);
            art.put(right, y, down, style);
        }
        art.put(1, 0, ' ', style);
        let after = art.write(2, 0, &name, Style::Bold);
        art.put(after, 0, ' ', style);
        let after = art.write(after + 1, 0, &address, Style::Grey);
        art.put(after, 0, ' ', style);
        art
    }

    #[inline]
    fn gone(&self, block: usize) -> Boxed {
        let (name, address) = self.head(block);
        let inner = (width(&name) + width(&address) + 1).max(10);
        let mut art = self.frame(block, inner, 1);
        let style = self.border(block).style;
        if self.plan.map.nodes[block].state == State::Freed {
            for x in (2..inner + 2).step_by(2) {
                art.put(x, 1, '×', style);
            }
        } else {
            let size = body::bytes(self.plan.map.nodes[block].size);
            art.write(2, 1, &size, Style::Grey);
        }
        art.entry = 1;
        Boxed {
            art,
            links: Vec::new(),
        }
    }

    /// A block of cells: in one line, with its address before, if it is short; otherwise in several, with indices.
    #[inline]
    fn cells(&self, block: usize, cells: &[body::ElementCell]) -> Art {
        let texts: Vec<String> = cells.iter().map(|cell| self.clean(&cell.text)).collect();
        let is_gap = |at: usize| cells[at].is == Is::Gap;
        let widest = texts.iter().enumerate().filter(|(at, _)| !is_gap(*at));
        let widest = widest
            .map(|(_, text)| width(text))
            .max()
            .unwrap_or(1)
            .max(3);
        let mut art = Art::default();
        let border = self.border(block);
        let address = self.address(self.plan.map.block(block).address());
        let first = art.write(0, 0, &address, Style::Grey) + 1;
        let (mut x, mut y) = (first, 0);
        for (at, text) in texts.iter().enumerate() {
            let inner = if is_gap(at) { width(text) } else { widest } + 2;
            if x > first && x + inner + 1 > self.width.saturating_sub(12) {
                (x, y) = (first, y + 1);
                let index = format!("[{}]", cells[at].index);
                art.write(
                    first.saturating_sub(index.len() + 1),
                    y,
                    &index,
                    Style::Grey,
                );
            }
            if x == first {
                art.put(x, y, border.down, border.style);
            }
            match cells[at].is {
                Is::Unassigned => art.row(x + 1, x + 1 + inner, y, '░', Style::Grey),
                _ => {
                    art.write(x + inner - width(text), y, text, Style::Plain);
                }
            }
            x += inner + 1;
            art.put(x, y, border.down, border.style);
        }
        art
    }

    /// What a row holds, as text.
    #[inline]
    pub(super) fn held(&self, block: usize, held: &RowContent) -> (String, Style) {
        match held {
            RowContent::Text(text) => (self.clean(text), Style::Plain),
            RowContent::Unassigned => ("?".to_string(), Style::Grey),
            RowContent::Link(value) => self.link(block, *value),
        }
    }

    /// A link, by what it leads to.
    #[inline]
    pub(super) fn link(&self, block: usize, value: usize) -> (String, Style) {
        let to = |index: usize| {
            let view = self.plan.map.block(index);
            let dot = if !view.state().is_live() {
                "stale ○"
            } else {
                "●"
            };
            let style = if !view.state().is_live() {
                Style::Stale
            } else {
                Style::Link
            };
            (view, self.clean(dot), style)
        };
        match self.plan.end(block, value) {
            None => (String::new(), Style::Plain),
            Some(LinkEnd::Null) => ("NULL".to_string(), Style::Grey),
            Some(LinkEnd::Forgotten) => (self.clean("stale ○"), Style::Stale),
            Some(LinkEnd::Outdated(index)) => {
                let address = self.plan.map.block(index).address();
                let text = format!("outdated ○→ {}", self.address(address));
                (self.clean(&text), Style::Stale)
            }
            Some(LinkEnd::LeftOut) => (self.clean("→ left out"), Style::Link),
            Some(LinkEnd::Itself) => {
                let text = match &words::part(self.plan.map, block, value)[..] {
                    "" => "itself ●".to_string(),
                    part => format!("●→ {part}itself"),
                };
                (self.clean(&text), Style::Link)
            }
            Some(LinkEnd::Child(index)) => {
                let (_, dot, style) = to(index);
                (dot, style)
            }
            Some(LinkEnd::Back(index) | LinkEnd::Elsewhere(index)) => {
                let (view, dot, style) = to(index);
                (
                    self.clean(&format!(
                        "{dot}→ {}{}",
                        words::part(self.plan.map, block, value),
                        self.address(view.address())
                    )),
                    style,
                )
            }
            Some(LinkEnd::Outside(index)) => {
                let view = self.plan.map.block(index);
                let text = format!("past the end of {}", self.address(view.address()));
                (self.clean(&text), Style::Link)
            }
        }
    }

    /// A block in one line: its values, without names where there are few.
    #[inline]
    pub(super) fn line(&self, block: usize) -> Art {
        let mut art = Art::default();
        let border = self.border(block);
        let mut x = art.write(0, 0, "[", border.style);
        let mut space = "";
        let node = &self.plan.map.nodes[block];
        for value in node
            .values
            .iter()
            .filter(|value| !matches!(value, Value::Link(_)))
        {
            x = art.write(x, 0, space, Style::Plain);
            x = art.write(x, 0, &self.clean(&written(value)), Style::Plain);
            space = " ";
        }
        if let Body::Gone = body(self.plan.map, block) {
            x = art.write(x, 0, &self.clean("✕ freed"), Style::Stale);
        }
        art.write(x, 0, "]", border.style);
        art
    }
}
