//! What a drawing is made of, before it is text: shapes that can be moved, in three layers.

use core::fmt::Write;

use super::super::escape::xml;

/// Rectangles, lines and texts, and how much room they take. Fills lie below lines, and lines below texts.
#[derive(Clone, Default)]
pub(crate) struct Piece {
    pub(crate) width: i32,
    pub(crate) height: i32,
    /// How far from the top an arrow to it ends, at its left edge.
    pub(crate) entry: i32,
    /// How far from the left an arrow from above ends, at its upper edge.
    pub(crate) top: (i32, i32),
    /// Where the left edge of the block is that it begins with.
    pub(crate) left: i32,
    pub(crate) fills: Vec<Op>,
    pub(crate) lines: Vec<Op>,
    pub(crate) texts: Vec<Op>,
}

#[derive(Clone)]
pub(crate) enum Op {
    /// A group begins, which says this when a pointer rests on it, and holds so many things to search for.
    Open {
        title: String,
        of: String,
        place: Box<PlacedBlock>,
    },
    Close,
    Rect {
        at: (i32, i32),
        size: (i32, i32),
        class: &'static str,
    },
    Circle {
        at: (i32, i32),
        class: &'static str,
    },
    Path {
        steps: Vec<StrokeStep>,
        class: &'static str,
        end: Tip,
        /// The value of a block whose link it is.
        link: Option<(usize, usize)>,
    },
    Text {
        at: (i32, i32),
        anchor: Anchor,
        class: &'static str,
        text: String,
    },
}

/// Where a block is, and how it is drawn.
#[derive(Clone)]
pub(crate) struct PlacedBlock {
    pub(crate) block: usize,
    pub(crate) at: (i32, i32),
    pub(crate) look: Look,
}

/// How a block is drawn where that may differ.
#[derive(Clone, Default)]
pub(crate) struct Look {
    /// How high its rows are, if they differ.
    pub(crate) heights: Vec<i32>,
    /// Which of its links leave at the left.
    pub(crate) back: Vec<usize>,
    /// Of which of its links nothing is said, because they are drawn.
    pub(crate) hushed: Vec<usize>,
    /// How wide it is at least.
    pub(crate) narrowest: i32,
    /// Its links share the last row: in a tree, where they leave downwards.
    pub(crate) shared: bool,
    /// The address and the type stand above, without a head: in a row of an array of handles.
    pub(crate) bare: bool,
}

#[derive(Clone, Copy)]
pub(crate) enum StrokeStep {
    Move(i32, i32),
    Line(i32, i32),
    Curve([i32; 6]),
    /// Back to where it began.
    Close,
}

/// What a line ends in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tip {
    Nothing,
    Arrow,
    /// An arrow at each end.
    Both,
    Cross,
    OfC,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

impl Op {
    #[inline]
    fn shift(&mut self, x: i32, y: i32) {
        match self {
            Op::Close => {}
            Op::Open { place, .. } => {
                place.at.0 += x;
                place.at.1 += y;
            }
            Op::Rect { at, .. } | Op::Circle { at, .. } | Op::Text { at, .. } => {
                at.0 += x;
                at.1 += y;
            }
            Op::Path { steps, .. } => steps.iter_mut().for_each(|step| step.shift(x, y)),
        }
    }

    #[inline]
    pub(crate) fn write(&self, prefix: &str, out: &mut String) {
        let _ = match self {
            Op::Open { title, of, .. } => {
                write!(
                    out,
                    "<g class=\"bk\" data-of=\"{}\"><title>{}</title>",
                    xml(of),
                    xml(title)
                )
            }
            Op::Close => write!(out, "</g>"),
            Op::Rect { at, size, class } => write!(
                out,
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"{}/>",
                at.0,
                at.1,
                size.0,
                size.1,
                class_of(class, prefix)
            ),
            Op::Circle { at, class } => write!(
                out,
                "<circle cx=\"{}\" cy=\"{}\" r=\"3.5\" class=\"{class}\"/>",
                at.0, at.1
            ),
            Op::Path {
                steps, class, end, ..
            } => {
                let _ = write!(out, "<path class=\"{class}\" d=\"");
                for step in steps {
                    step.write(out);
                }
                let tip = match end {
                    Tip::Nothing => "",
                    Tip::Arrow | Tip::Both => "ar",
                    Tip::Cross => "st",
                    Tip::OfC => "ac",
                };
                out.push('"');
                if *end == Tip::Both {
                    let _ = write!(out, " marker-start=\"url(#{prefix}{tip})\"");
                }
                match tip {
                    "" => write!(out, "/>"),
                    tip => write!(out, " marker-end=\"url(#{prefix}{tip})\"/>"),
                }
            }
            Op::Text {
                at,
                anchor,
                class,
                text,
            } => {
                let anchor = match anchor {
                    Anchor::Start => "",
                    Anchor::Middle => " text-anchor=\"middle\"",
                    Anchor::End => " text-anchor=\"end\"",
                };
                write!(
                    out,
                    "<text x=\"{}\" y=\"{}\" class=\"{class}\"{anchor} xml:space=\"preserve\">{}</text>",
                    at.0,
                    at.1,
                    xml(text)
                )
            }
        };
    }
}

/// A class, and for the two patterns where they are found.
#[inline]
fn class_of(class: &str, prefix: &str) -> String {
    match class {
        "un" | "fr" => format!(" fill=\"url(#{prefix}{class})\""),
        class => format!(" class=\"{class}\""),
    }
}

impl StrokeStep {
    #[inline]
    fn shift(&mut self, by_x: i32, by_y: i32) {
        match self {
            StrokeStep::Move(x, y) | StrokeStep::Line(x, y) => {
                *x += by_x;
                *y += by_y;
            }
            StrokeStep::Curve(points) => {
                for two in points.chunks_mut(2) {
                    two[0] += by_x;
                    two[1] += by_y;
                }
            }
            StrokeStep::Close => {}
        }
    }

    #[inline]
    fn write(self, out: &mut String) {
        let _ = match self {
            StrokeStep::Move(x, y) => write!(out, "M{x} {y}"),
            StrokeStep::Line(x, y) => write!(out, "L{x} {y}"),
            StrokeStep::Curve([a, b, c, d, x, y]) => write!(out, "C{a} {b} {c} {d} {x} {y}"),
            StrokeStep::Close => write!(out, "z"),
        };
    }
}

impl Piece {
    /// Lays another piece here, and makes room for it.
    #[inline]
    pub(crate) fn place(&mut self, x: i32, y: i32, mut other: Piece) {
        for (mine, its) in [
            (&mut self.fills, &mut other.fills),
            (&mut self.lines, &mut other.lines),
            (&mut self.texts, &mut other.texts),
        ] {
            its.iter_mut().for_each(|op| op.shift(x, y));
            mine.append(its);
        }
        self.cover(x + other.width, y + other.height);
    }

    /// Lays pieces one beside another, in as many rows of this width as they need. Gives where the last row ends.
    #[inline]
    pub(crate) fn rows(
        &mut self,
        mut y: i32,
        width: i32,
        pieces: impl Iterator<Item = Piece>,
    ) -> i32 {
        let (mut x, mut low) = (0, y);
        for piece in pieces {
            if x > 0 && x + piece.width > width {
                (x, y) = (0, low + 14);
            }
            low = low.max(y + piece.height);
            let wide = piece.width;
            self.place(x, y, piece);
            x += wide + 28;
        }
        low
    }

    #[inline]
    pub(crate) fn cover(&mut self, x: i32, y: i32) {
        self.width = self.width.max(x);
        self.height = self.height.max(y);
    }

    #[inline]
    pub(crate) fn text(&mut self, x: i32, y: i32, text: impl Into<String>, class: &'static str) {
        self.text_at(x, y, Anchor::Start, text, class);
    }

    #[inline]
    pub(crate) fn text_at(
        &mut self,
        x: i32,
        y: i32,
        anchor: Anchor,
        text: impl Into<String>,
        class: &'static str,
    ) {
        let text = text.into();
        if !text.is_empty() {
            self.texts.push(Op::Text {
                at: (x, y),
                anchor,
                class,
                text,
            });
        }
    }

    #[inline]
    pub(crate) fn rect(&mut self, x: i32, y: i32, width: i32, height: i32, class: &'static str) {
        self.fills.push(Op::Rect {
            at: (x, y),
            size: (width, height),
            class,
        });
    }

    #[inline]
    pub(crate) fn line(&mut self, points: &[(i32, i32)], class: &'static str, end: Tip) {
        let steps = points.iter().enumerate().map(|(at, (x, y))| match at {
            0 => StrokeStep::Move(*x, *y),
            _ => StrokeStep::Line(*x, *y),
        });
        self.path(steps.collect(), class, end);
    }

    #[inline]
    pub(crate) fn path(&mut self, steps: Vec<StrokeStep>, class: &'static str, end: Tip) {
        self.lines.push(Op::Path {
            steps,
            class,
            end,
            link: None,
        });
    }

    #[inline]
    pub(crate) fn dot(&mut self, x: i32, y: i32, class: &'static str) {
        self.lines.push(Op::Circle { at: (x, y), class });
    }

    /// The last line is the link that this value of a block is.
    #[inline]
    pub(crate) fn is_link(&mut self, block: usize, value: usize) {
        if let Some(Op::Path { link, .. }) = self.lines.last_mut() {
            *link = Some((block, value));
        }
    }

    /// Where the first block is in it.
    #[inline]
    pub(crate) fn place_of_first(&self) -> Option<(i32, i32)> {
        self.fills.iter().find_map(|op| match op {
            Op::Open { place, .. } => Some(place.at),
            _ => None,
        })
    }

    /// An arrow from a field to the left edge of a block, in an S.
    #[inline]
    pub(crate) fn curve(
        &mut self,
        from: (i32, i32),
        to: (i32, i32),
        class: &'static str,
        end: Tip,
    ) {
        let middle = i32::midpoint(from.0, to.0);
        let curve = StrokeStep::Curve([middle, from.1, middle, to.1, to.0, to.1]);
        self.path(vec![StrokeStep::Move(from.0, from.1), curve], class, end);
    }

    #[inline]
    pub(crate) fn write(&self, prefix: &str, out: &mut String) {
        for layer in [&self.fills, &self.lines, &self.texts] {
            for op in layer {
                op.write(prefix, out);
            }
        }
    }
}

/// How wide a text of the memory's letters is, in pixels.
#[inline]
pub(crate) fn mono(text: &str) -> i32 {
    letters(text) * 73 / 10 + 1
}

/// The same of small ones.
#[inline]
pub(crate) fn small(text: &str) -> i32 {
    letters(text) * 67 / 10 + 1
}

/// The same of labels, which are narrower than this.
#[inline]
pub(crate) fn label(text: &str) -> i32 {
    letters(text) * 70 / 10
}

/// The same of titles.
#[inline]
pub(crate) fn title(text: &str) -> i32 {
    letters(text) * 90 / 10
}

#[inline]
fn letters(text: &str) -> i32 {
    let letters: usize = text.chars().map(super::super::escape::width).sum();
    i32::try_from(letters).unwrap_or(i32::MAX / 100)
}
