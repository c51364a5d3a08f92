//! Too many blocks to draw: a line for each place where some were allocated.

use super::super::body::thousands;
use super::super::lines::{Line, lines};
use super::Terminal;
use super::art::{Art, Style, width};

/// How many columns the bar has that shows a share.
const BAR: usize = 14;

impl Terminal<'_> {
    #[inline]
    pub(super) fn table(&self) -> Art {
        let lines = lines(self.plan.map);
        let total: usize = lines.iter().map(|line| line.bytes).sum();
        let mut art = Art::default();
        let text = "too many to draw: a line for each place where they were allocated";
        art.write(0, 0, &self.clean(text), Style::Grey);
        let head = [
            "allocated at",
            "type",
            "blocks",
            "bytes",
            "share",
            "points to",
        ];
        let rows: Vec<[String; 6]> = lines
            .iter()
            .map(|line| self.cells_of(line, total))
            .collect();
        let mut widths = head.map(width);
        for row in &rows {
            for (at, text) in row.iter().enumerate() {
                widths[at] = widths[at].max(width(text));
            }
        }
        widths[4] = BAR;
        // Where links lead stands below, if it does not fit beside.
        let fits = widths.iter().sum::<usize>() + 2 * (widths.len() - 1) <= self.width;
        let columns = if fits { widths.len() } else { widths.len() - 1 };
        let mut y = 4;
        let mut write = |y: usize, row: &[&str], style: Style| {
            let mut x = 0;
            for (at, text) in row.iter().enumerate() {
                let right = if matches!(at, 2 | 3) {
                    widths[at] - width(text)
                } else {
                    0
                };
                art.write(x + right, y, text, style);
                x += widths[at] + 2;
            }
        };
        write(2, &head[..columns], Style::Grey);
        for (at, row) in rows.iter().enumerate() {
            let style = if lines[at].leaked > 0 {
                Style::Leak
            } else {
                Style::Plain
            };
            let row = row.each_ref().map(|text| &text[..]);
            write(y, &row[..columns], style);
            y += 1;
            if !fits && !row[5].is_empty() {
                write(y, &[&format!("  {}", row[5])], style);
                y += 1;
            }
        }
        art.row(0, self.width, 3, '─', Style::Grey);
        art
    }

    #[inline]
    fn cells_of(&self, line: &Line, total: usize) -> [String; 6] {
        let share = (line.bytes * BAR).div_ceil(total.max(1)).min(BAR);
        [
            self.clean(&line.site),
            self.clean(&line.name),
            thousands(line.blocks),
            thousands(line.bytes),
            "█".repeat(share),
            self.clean(&line.links()),
        ]
    }
}
