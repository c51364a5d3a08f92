//! Draws a snapshot for a terminal: `Display`.

mod art;
mod blocks;
mod table;
mod trees;

use core::fmt;
use std::io::IsTerminal;

use self::art::{Art, Style, width};
use super::body::Addresses;
use super::body::MOST_DRAWN;
use super::escape;
use super::full::Full;
use super::plan::{Plan, Section, SectionKind};
use super::snapshot::{Snapshot, State, Target};
use super::words;
use crate::system::terminal_columns;

/// Columns where nobody says how many there are.
const COLUMNS: usize = 100;

/// Few enough that nothing is left of a picture.
const FEWEST_COLUMNS: usize = 24;

pub(super) struct Terminal<'a> {
    plan: Plan<'a>,
    addresses: Addresses,
    /// What is drawn although there are too many blocks.
    full: Full,
    width: usize,
    ascii: bool,
    colour: bool,
}

/// Draws the map for a terminal, in as many columns as it has; `{map:80}` in so many. `{map:#}` draws it in ASCII, and so
/// does `{map}` where the locale's characters may have other widths. Colour there is only on a terminal, and not where
/// `NO_COLOR` is set.
///
/// ```
/// use pointers::{free, heap, malloc};
///
/// let p = malloc::<u16>(6)?;
/// p.fill(7, 2)?;
/// let map = heap::snapshot();
/// let picture = format!("{map:#60}");
/// assert!(picture.is_ascii());
/// assert!(picture.lines().all(|line| line.len() <= 60));
/// free(p)?;
/// # Ok::<(), pointers::Error>(())
/// ```
impl fmt::Display for Snapshot {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_terminal = std::io::stdout().is_terminal();
        let no_colour = std::env::var_os("NO_COLOR").is_some_and(|set| !set.is_empty());
        let full = Full::of(self);
        let plan = Plan::of(self, full.drawn(self), true);
        let terminal = Terminal {
            addresses: Addresses::of(self, &plan.drawn),
            plan,
            full,
            width: f
                .width()
                .or_else(terminal_columns)
                .unwrap_or(COLUMNS)
                .max(FEWEST_COLUMNS),
            ascii: f.alternate() || is_terminal && !has_unicode(),
            colour: is_terminal && !no_colour,
        };
        terminal.draw(f)
    }
}

/// Whether the locale is one in which a line of a box is as wide as a letter.
#[inline]
fn has_unicode() -> bool {
    let names = ["LC_ALL", "LC_CTYPE", "LANG"];
    let mut set = names
        .iter()
        .filter_map(std::env::var_os)
        .filter(|value| !value.is_empty());
    let locale = set
        .next()
        .unwrap_or_default()
        .to_string_lossy()
        .to_lowercase();
    let is_wide = ["zh", "ja", "ko"]
        .iter()
        .any(|wide| locale.starts_with(wide));
    !is_wide && (locale.contains("utf-8") || locale.contains("utf8"))
}

impl Terminal<'_> {
    /// A text that comes from the program or from us, as it can be shown.
    #[inline]
    fn clean(&self, text: &str) -> String {
        let visible = escape::visible(text);
        match self.ascii {
            true => escape::ascii(&visible),
            false => visible,
        }
    }

    #[inline]
    fn draw(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for art in self.header() {
            self.print(&art, f)?;
        }
        if self.plan.map.nodes.len() > MOST_DRAWN {
            self.print(&self.table(), f)?;
        }
        for section in &self.plan.sections {
            writeln!(f)?;
            self.print(&self.title(section), f)?;
            self.print(&self.section(section), f)?;
        }
        if let Some(more) = self.full.more() {
            writeln!(f)?;
            let mut art = Art::default();
            self.paragraph(&mut art, 0, &self.clean(&more), Style::Bold);
            self.print(&art, f)?;
        }
        let nowhere = words::nowhere(self.plan.map);
        if !nowhere.is_empty() {
            writeln!(f)?;
        }
        for variable in nowhere {
            let mut art = Art::default();
            self.paragraph(&mut art, 0, &self.clean(&variable), Style::Bold);
            self.print(&art, f)?;
        }
        Ok(())
    }

    /// What there is in all.
    #[inline]
    fn header(&self) -> Vec<Art> {
        let mut lines = Vec::new();
        let summary = words::Headline::of(self.plan.map);
        let mut art = Art::default();
        let (title, live) = (self.clean(&summary.title), self.clean(&summary.live));
        let x = art.write(0, 0, &format!("{title}:"), Style::Bold);
        let fits = x + 1 + width(&live) <= self.width;
        let (x, y) = if fits { (x + 1, 0) } else { (2, 1) };
        art.write(x, y, &live, Style::Plain);
        lines.push(art);
        let notes = [
            (summary.leaked, Style::Leak),
            (summary.with_c, Style::C),
            (summary.stale, Style::Stale),
            (summary.unseen, Style::Plain),
            (summary.left_out, Style::Plain),
        ];
        for (text, style) in notes {
            if let Some(text) = text {
                let mut art = Art::default();
                let first = art.write(0, 0, "  ", style);
                self.paragraph_from(&mut art, (first, 0), &self.clean(&text), style);
                lines.push(art);
            }
        }
        lines
    }

    #[inline]
    fn title(&self, section: &Section) -> Art {
        let mut art = Art::default();
        let mut x = art.write(0, 0, "── ", Style::Grey);
        x = art.write(x, 0, &self.clean(&section.title), Style::Bold);
        let notes = words::notes(self.plan.map, section).join(" · ");
        let notes = self.clean(&notes);
        // What does not fit beside the title stands below.
        let fits = x + 3 + width(&notes) <= self.width;
        if fits && !notes.is_empty() {
            x = art.write(x, 0, &self.clean(&format!(" · {notes}")), Style::Grey);
        }
        art.put(x, 0, ' ', Style::Plain);
        art.row(x + 1, self.width, 0, '─', Style::Grey);
        if !fits {
            self.paragraph(&mut art, 1, &notes, Style::Grey);
        }
        art
    }

    #[inline]
    fn section(&self, section: &Section) -> Art {
        let mut art = Art::default();
        let (mut x, mut y, mut below) = (0, 0, 0);
        let alone = section.kind == SectionKind::Alone;
        for tree in &section.trees {
            let names = self.names(tree.block);
            let before = if names.is_empty() {
                0
            } else {
                width(&names) + 5
            };
            let mut piece = self.tree(tree, self.width.saturating_sub(before));
            let mut before = before;
            let (arrow, style) = match self.plan.map.nodes[tree.block].state.is_live() {
                true => (" ──▶ ", Style::Link),
                false => (" ╌╌✕ ", Style::Stale),
            };
            if before > 0 && before + piece.width() > self.width {
                // There is no room beside it: then the variable stands above.
                let at = art.write(0, below, &names, Style::Bold);
                art.write(at, below, arrow.trim_end(), style);
                (x, y, before) = (0, below + 1, 0);
                piece = self.tree(tree, self.width);
            }
            if x > 0 && (!alone || x + before + piece.width() > self.width) {
                (x, y) = (0, below);
            }
            if before > 0 {
                let at = art.write(x, y + piece.entry, &names, Style::Bold);
                art.write(at, y + piece.entry, arrow, style);
            }
            art.place(x + before, y, &piece);
            below = below.max(y + piece.height());
            x += before + piece.width() + 2;
        }
        let notes = words::remarks(self.plan.map, section, &|address| self.address(address));
        let style = self.remark_style(section);
        for note in notes {
            below = self.paragraph(&mut art, below, &self.clean(&note), style);
        }
        for note in self.inner_names(section) {
            below = self.paragraph(&mut art, below, &note, Style::Bold);
        }
        art
    }

    /// Writes a text in as many lines as it needs. Where the next one goes.
    #[inline]
    fn paragraph(&self, art: &mut Art, y: usize, text: &str, style: Style) -> usize {
        self.paragraph_from(art, (0, y), text, style)
    }

    /// The same from here on.
    #[inline]
    fn paragraph_from(
        &self,
        art: &mut Art,
        (first, y): (usize, usize),
        text: &str,
        style: Style,
    ) -> usize {
        let (mut x, mut y) = (first, y);
        for word in text.split(' ') {
            if x > first && x + 1 + width(word) > self.width {
                (x, y) = (2, y + 1);
            } else if x > first {
                art.put(x, y, ' ', style);
                x += 1;
            }
            x = art.write(x, y, word, style);
        }
        y + 1
    }

    #[inline]
    fn remark_style(&self, section: &Section) -> Style {
        match section.state {
            _ if section.leaked => Style::Leak,
            State::Freed => Style::Stale,
            state if state.is_of_others() => Style::C,
            _ => Style::Grey,
        }
    }

    /// The variables that point to the start of a block.
    #[inline]
    fn names(&self, block: usize) -> String {
        let here =
            |target: Target| matches!(target, Target::Block { index, offset: 0 } if index == block);
        let variables = self.plan.map.variables.iter();
        let names: Vec<String> = variables
            .filter(|variable| here(variable.link.target))
            .map(super::snapshot::Variable::shown)
            .collect();
        self.clean(&names.join(", "))
    }

    /// The variables that point into a section elsewhere than to its beginning.
    #[inline]
    fn inner_names(&self, section: &Section) -> Vec<String> {
        let roots: Vec<usize> = section.trees.iter().map(|tree| tree.block).collect();
        let mut lines = Vec::new();
        for variable in &self.plan.map.variables {
            let Some(block) = variable.link.target.block() else {
                continue;
            };
            let is_start = matches!(variable.link.target, Target::Block { offset: 0, .. });
            if self.plan.section_of_block(block, section) && !(is_start && roots.contains(&block)) {
                let place = words::place(self.plan.map, variable.link, &|address| {
                    self.address(address)
                });
                lines.push(self.clean(&format!("{} ─▶ {place}", variable.shown())));
            }
        }
        lines
    }

    #[inline]
    fn print(&self, art: &Art, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in &art.lines {
            let is_blank = |cell: &art::Glyph| matches!(cell, Some((' ', _)));
            let end = line
                .iter()
                .rposition(|cell| !is_blank(cell))
                .map_or(0, |last| last + 1);
            let is_cut = end > self.width;
            let mut style = Style::Plain;
            for (c, here) in line[..end.min(self.width - usize::from(is_cut))]
                .iter()
                .flatten()
            {
                if self.colour && *here != style {
                    write!(f, "\u{1b}[{}m", here.code())?;
                    style = *here;
                }
                write!(f, "{}", if self.ascii { ascii(*c) } else { *c })?;
            }
            if is_cut {
                f.write_str(if self.ascii { "~" } else { "…" })?;
            }
            if style != Style::Plain {
                f.write_str("\u{1b}[0m")?;
            }
            writeln!(f)?;
        }
        Ok(())
    }
}

/// What stands for a character of a picture; texts are ASCII already.
#[inline]
fn ascii(c: char) -> char {
    match c {
        '─' | '┄' => '-',
        '│' => '|',
        '╌' => '.',
        '╎' => ':',
        '═' | '║' | '╔' | '╗' | '╚' | '╝' => '#',
        '┌' | '┐' | '└' | '┘' | '├' | '┼' | '┏' | '┗' => '+',
        '╭' | '╯' => '/',
        '╮' | '╰' => '\\',
        '▶' => '>',
        '●' => '*',
        '○' => 'o',
        '░' => '?',
        '█' => '=',
        '×' => 'x',
        '✕' => 'X',
        c if c.is_ascii() => c,
        _ => '?',
    }
}
