//! Draws a snapshot as a picture that stands alone: SVG, without script, fonts, or anything else from outside.

mod blocks;
mod cells;
mod chains;
mod drawing;
mod legend;
pub(super) mod ops;
mod small;
mod states;
pub(super) mod steady;
pub(super) mod style;
mod table;
mod trees;
mod variables;

use core::cell::RefCell;

use self::drawing::Drawing;
use self::ops::{Piece, Tip};
use self::variables::names_width;
use super::block::Block;
use super::body::{self, Addresses, MOST_DRAWN};
use super::escape::xml;
use super::full::Full;
use super::plan::{Plan, Section};
use super::snapshot::{Snapshot, State, Target};
use super::words;

/// The width of a picture where nobody says another, in pixels.
const WIDTH: i32 = 1240;

/// Less is no picture.
const NARROWEST: usize = 360;
const WIDEST: usize = 8000;

const MARGIN: i32 = 24;

/// Between two sections in a row.
const BETWEEN: i32 = 48;

impl Snapshot {
    /// Draws the map as SVG: a picture that stands alone in a browser, light or dark as that is. It has no script, and needs
    /// nothing from outside.
    ///
    /// ```
    /// use pointers::{free, heap, malloc};
    ///
    /// let p = malloc::<i32>(12)?;
    /// p.write(7)?;
    /// let picture = heap::snapshot().named("p", p).to_svg();
    /// assert!(picture.starts_with("<svg") && picture.contains(">7<"));
    /// free(p)?;
    /// # Ok::<(), pointers::Error>(())
    /// ```
    #[must_use]
    #[inline]
    pub fn to_svg(&self) -> String {
        self.svg(WIDTH, "")
    }

    /// The same in another width, in pixels, which is 1240 otherwise. Nothing is scaled or cut off: what does not fit stands
    /// below, and a single structure that is wider makes the picture wider.
    ///
    /// ```
    /// let picture = pointers::heap::snapshot().to_svg_of_width(760);
    /// assert!(picture.contains("width=\"760\""));
    /// ```
    #[must_use]
    #[inline]
    pub fn to_svg_of_width(&self, width: usize) -> String {
        let width = width.clamp(NARROWEST, WIDEST);
        self.svg(i32::try_from(width).unwrap_or(WIDTH), "")
    }

    /// A picture whose ids begin so.
    #[inline]
    pub(super) fn svg(&self, width: i32, prefix: &str) -> String {
        let full = Full::of(self);
        let plan = Plan::of(self, full.drawn(self), true);
        let drawing = Drawing {
            addresses: Addresses::of(self, &plan.drawn),
            plan,
            full,
            width: width - 2 * MARGIN,
            changed: &[],
            sizes: None,
            named: RefCell::default(),
        };
        let summary = words::Headline::of(self);
        let described = drawing.described(&summary);
        let (parts, high) = drawing.page(summary);
        // What is wider by itself makes the picture wider: nothing is cut off.
        let widest = parts.iter().map(PicturePart::width).max().unwrap_or(0);
        written(
            &parts,
            (width.max(widest + MARGIN), high + MARGIN),
            prefix,
            &style::sheet(),
            described,
        )
    }
}

/// A picture of these parts, and what it says to those who do not see it.
#[inline]
fn written(
    parts: &[PicturePart],
    (width, high): (i32, i32),
    prefix: &str,
    style: &str,
    (title, description): (String, String),
) -> String {
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {high}\" width=\"{width}\" height=\"{high}\" \
         role=\"img\" aria-labelledby=\"{prefix}t {prefix}d\"><title id=\"{prefix}t\">{}</title>\
         <desc id=\"{prefix}d\">{}</desc><style>{style}</style>{}\
         <rect class=\"bg\" width=\"{width}\" height=\"{high}\"/>",
        xml(&title),
        xml(&description),
        style::definitions(prefix),
    );
    for (number, part) in parts.iter().enumerate() {
        part.write(prefix, number, &mut out);
    }
    out.push_str("</svg>\n");
    out
}

/// A part of a picture, which no other overlaps.
enum PicturePart {
    Plain(Piece),
    /// What folds when its title is clicked, in a page.
    Section(Piece, Piece),
}

impl PicturePart {
    #[inline]
    fn width(&self) -> i32 {
        match self {
            PicturePart::Plain(piece) | PicturePart::Section(_, piece) => piece.width,
        }
    }

    #[inline]
    fn write(&self, prefix: &str, number: usize, out: &mut String) {
        match self {
            PicturePart::Plain(piece) => piece.write(prefix, out),
            PicturePart::Section(title, piece) => {
                out.push_str(&format!(
                    "<g class=\"fold\" data-for=\"{prefix}s{number}\">"
                ));
                title.write(prefix, out);
                out.push_str(&format!("</g><g id=\"{prefix}s{number}\">"));
                piece.write(prefix, out);
                out.push_str("</g>");
            }
        }
    }
}

#[inline]
fn moved(piece: Piece, x: i32, y: i32) -> Piece {
    let mut moved = Piece::default();
    moved.place(x, y, piece);
    moved
}

impl Drawing<'_> {
    /// For those who do not see the picture.
    #[inline]
    fn described(&self, summary: &words::Headline) -> (String, String) {
        let sections: Vec<&str> = self
            .plan
            .sections
            .iter()
            .map(|section| &section.title[..])
            .take(8)
            .collect();
        let title = match &sections[..] {
            [] => summary.title.clone(),
            sections => format!("{}: {}", summary.title, sections.join(", ")),
        };
        let leaked = self.plan.map.blocks().filter(Block::leaked);
        let leaks: Vec<String> = leaked
            .take(8)
            .filter_map(|block| {
                let at = block.allocated_at()?;
                Some(format!(
                    "{} bytes leaked, which were allocated at {at}.",
                    block.size()
                ))
            })
            .collect();
        (title, format!("{}. {}", summary.live, leaks.join(" ")))
    }

    /// The pieces of the picture, each where it belongs, and how high it is.
    #[inline]
    fn page(&self, summary: words::Headline) -> (Vec<PicturePart>, i32) {
        let mut head = Piece::default();
        head.text(MARGIN, 34, summary.title, "s h1");
        let mut y = 54;
        head.text(MARGIN, y, summary.live, "s");
        let notes = [
            (summary.leaked, "s tk b"),
            (summary.with_c, "s tc b"),
            (summary.stale, "s ts b"),
            (summary.unseen, "s b"),
            (summary.left_out, "s b"),
        ];
        for (text, class) in notes {
            if let Some(text) = text {
                y += 18;
                head.text(MARGIN, y, text, class);
            }
        }
        y += 26;
        let mut parts = vec![PicturePart::Plain(head)];
        if self.plan.map.nodes.len() > MOST_DRAWN {
            let table = self.table();
            let high = table.height;
            parts.push(PicturePart::Plain(moved(table, MARGIN, y)));
            y += high + 18;
        }
        let mut row: Vec<(Piece, Piece)> = Vec::new();
        for section in &self.plan.sections {
            let (title, piece) = self.section(section);
            let used: i32 = row.iter().map(|(_, piece)| piece.width + BETWEEN).sum();
            if !row.is_empty() && used + piece.width > self.width {
                y = self.put_row(&mut parts, std::mem::take(&mut row), y);
            }
            row.push((title, piece));
        }
        if !row.is_empty() {
            y = self.put_row(&mut parts, row, y);
        }
        if let Some(more) = self.full.more() {
            let mut piece = Piece::default();
            let low = self.paragraph(&mut piece, 0, &more, "s sm b");
            parts.push(PicturePart::Plain(moved(piece, MARGIN, y - 8)));
            y += low + 8;
        }
        let mut nowhere = Piece::default();
        let mut low = 0;
        for variable in words::nowhere(self.plan.map) {
            low = self.paragraph(&mut nowhere, low, &variable, "s sm m");
        }
        if low > 0 {
            parts.push(PicturePart::Plain(moved(nowhere, MARGIN, y - 8)));
            y += low + 8;
        }
        if !self.plan.sections.is_empty() {
            let legend = self.legend();
            let high = legend.height;
            parts.push(PicturePart::Plain(moved(legend, MARGIN, y + 8)));
            y += 8 + high;
        }
        (parts, y)
    }

    /// Sections beside each other, each under its line.
    #[inline]
    fn put_row(&self, parts: &mut Vec<PicturePart>, row: Vec<(Piece, Piece)>, y: i32) -> i32 {
        let count = row.len();
        let mut x = MARGIN;
        let mut low = y;
        for (at, (mut title, piece)) in row.into_iter().enumerate() {
            let right = if at + 1 == count {
                MARGIN + self.width - x
            } else {
                piece.width
            };
            title.line(&[(0, 22), (right, 22)], "rule", Tip::Nothing);
            let (wide, high) = (piece.width, piece.height);
            parts.push(PicturePart::Section(moved(title, x, y), moved(piece, x, y)));
            low = low.max(y + high);
            x += wide + BETWEEN;
        }
        low + 26
    }

    /// How many letters of a title fit.
    #[inline]
    fn title_letters(&self) -> usize {
        usize::try_from(self.width / 9).unwrap_or(40)
    }

    /// A section: its title, and what belongs to it.
    #[inline]
    fn section(&self, section: &Section) -> (Piece, Piece) {
        let (mut head, mut piece) = (Piece::default(), Piece::default());
        let title = body::cut_to(&section.title, self.title_letters());
        head.text(0, 14, &title[..], "s h2");
        let mut y = 22;
        let notes = words::notes(self.plan.map, section).join(" · ");
        let title_wide = ops::title(&title);
        piece.cover(title_wide, 0);
        if title_wide + 16 + ops::label(&notes) <= self.width {
            head.text(title_wide + 12, 14, &notes[..], "s m");
            piece.cover(title_wide + 16 + ops::label(&notes), 0);
        } else {
            y = self.paragraph(&mut piece, y + 4, &notes, "s sm m");
        }
        y += 16;
        let trees = section.trees.iter();
        let drawn = trees.map(|tree| self.with_names(tree.block, self.tree_of(section, tree)));
        y = piece.rows(y, self.width, drawn) + 8;
        let (class, remarks) = self.remarks(section);
        for remark in remarks {
            y = self.paragraph(&mut piece, y, &remark, class);
        }
        piece.cover(0, y);
        (head, piece)
    }

    #[inline]
    fn tree_of(&self, section: &Section, tree: &super::plan::Tree) -> Piece {
        let names = self.names(tree.block);
        let room = self.width - names_width(&names);
        if section.alike == 1 {
            let piece = self.tree(tree, room);
            return match tree.children.is_empty() {
                true => self.with_cursors(tree.block, piece),
                false => piece,
            };
        }
        // A stack of cards.
        let drawn = self.tree(tree, room);
        let mut piece = Piece::default();
        let (wide, high) = (drawn.width, drawn.height);
        let above = drawn.entry - blocks::HEAD / 2;
        for behind in [12, 6] {
            piece.rect(behind, above + behind, wide, high - above, "box");
        }
        piece.entry = drawn.entry;
        piece.left = drawn.left;
        piece.place(0, 0, drawn);
        piece.text(
            wide + 20,
            piece.entry + 16,
            format!("× {}", section.alike),
            "b",
        );
        piece.cover(wide + 60, high + 12);
        piece
    }

    #[inline]
    fn remarks(&self, section: &Section) -> (&'static str, Vec<String>) {
        let short = |address| self.addresses.short(address);
        let mut remarks = words::remarks(self.plan.map, section, &short);
        let roots: Vec<usize> = section.trees.iter().map(|tree| tree.block).collect();
        for variable in &self.plan.map.variables {
            let Some(block) = variable.link.target.block() else {
                continue;
            };
            let is_start = matches!(variable.link.target, Target::Block { offset: 0, .. });
            let is_drawn = is_start
                && (roots.contains(&block) || self.named.borrow().contains(&block))
                || section.alike == 1 && self.cursor(&roots, variable.link.target).is_some();
            if self.plan.section_of_block(block, section) && !is_drawn {
                let place = words::place(self.plan.map, variable.link, &short);
                remarks.push(format!("{} → {place}", variable.shown()));
            }
        }
        let class = match section.state {
            _ if section.leaked => "s sm tk b",
            State::Freed => "s sm ts",
            state if state.is_of_others() => "s sm tc",
            _ => "s sm m",
        };
        (class, remarks)
    }

    /// Writes a text in as many lines as it needs. Where the next one goes.
    #[inline]
    fn paragraph(&self, piece: &mut Piece, y: i32, text: &str, class: &'static str) -> i32 {
        let mut y = y;
        let mut line = String::new();
        let mut put = |line: &str, y: &mut i32| {
            *y += 15;
            piece.text(0, *y - 3, line, class);
            piece.cover(ops::label(line).min(self.width), *y);
        };
        for word in text.split(' ') {
            if !line.is_empty() && ops::label(&line) + ops::label(word) + 8 > self.width {
                put(&line, &mut y);
                line.clear();
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        if !line.is_empty() {
            put(&line, &mut y);
        }
        y
    }
}
