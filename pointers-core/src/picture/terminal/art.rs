//! Pieces of a picture that is made of characters, and how they are put together.

use super::super::escape;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) enum Style {
    #[default]
    Plain,
    Bold,
    Grey,
    Link,
    Stale,
    Leak,
    C,
}

impl Style {
    /// What a terminal is told.
    #[inline]
    pub(super) fn code(self) -> &'static str {
        match self {
            Style::Plain => "0",
            Style::Bold => "0;1",
            Style::Grey => "0;2",
            Style::Link => "0;34",
            Style::Stale => "0;31",
            Style::Leak => "0;1;33",
            Style::C => "0;36",
        }
    }
}

/// A character, or the second half of a wide one.
pub(super) type Glyph = Option<(char, Style)>;

/// Lines of characters, and where an arrow to it ends.
#[derive(Clone, Default)]
pub(super) struct Art {
    pub(super) lines: Vec<Vec<Glyph>>,
    pub(super) entry: usize,
}

const BLANK: Glyph = Some((' ', Style::Plain));

impl Art {
    #[inline]
    pub(super) fn text(text: &str, style: Style) -> Self {
        let mut art = Art::default();
        art.write(0, 0, text, style);
        art
    }

    #[inline]
    pub(super) fn width(&self) -> usize {
        self.lines.iter().map(Vec::len).max().unwrap_or(0)
    }

    #[inline]
    pub(super) fn height(&self) -> usize {
        self.lines.len()
    }

    #[inline]
    fn reserve(&mut self, x: usize, y: usize) {
        if self.lines.len() <= y {
            self.lines.resize(y + 1, Vec::new());
        }
        let line = &mut self.lines[y];
        if line.len() < x {
            line.resize(x, BLANK);
        }
    }

    /// Writes a text over what is there. The column behind it.
    #[inline]
    pub(super) fn write(&mut self, x: usize, y: usize, text: &str, style: Style) -> usize {
        let mut at = x;
        for c in text.chars() {
            self.put(at, y, c, style);
            at += 1;
            if escape::width(c) == 2 {
                self.reserve(at + 1, y);
                self.lines[y][at] = None;
                at += 1;
            }
        }
        at
    }

    #[inline]
    pub(super) fn put(&mut self, x: usize, y: usize, c: char, style: Style) {
        self.reserve(x + 1, y);
        self.lines[y][x] = Some((c, style));
    }

    #[inline]
    pub(super) fn get(&self, x: usize, y: usize) -> char {
        let cell = self.lines.get(y).and_then(|line| line.get(x));
        cell.and_then(|cell| *cell).map_or(' ', |(c, _)| c)
    }

    /// Lays another piece over it, from here on.
    #[inline]
    pub(super) fn place(&mut self, x: usize, y: usize, other: &Art) {
        for (down, line) in other.lines.iter().enumerate() {
            self.reserve(x + line.len(), y + down);
            self.lines[y + down][x..x + line.len()].copy_from_slice(line);
        }
    }

    #[inline]
    pub(super) fn row(&mut self, from: usize, to: usize, y: usize, c: char, style: Style) {
        for x in from..to {
            self.put(x, y, c, style);
        }
    }
}

/// How many columns a text takes.
#[inline]
pub(super) fn width(text: &str) -> usize {
    text.chars().map(escape::width).sum()
}
