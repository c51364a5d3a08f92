//! Draws what happened as a timeline: live bytes, and a bar for each block from its allocation to its free.

use std::collections::HashMap;

use super::body::{bytes, thousands};
use super::escape::xml;
use super::history::History;
use super::lives::{Life, heights};
use super::svg::ops::{Anchor, Piece, StrokeStep, Tip, label, mono};
use super::svg::style;
use crate::heap::recorder::What;

const WIDTH: i32 = 1240;
const MARGIN: i32 = 24;

/// Where the steps begin, and end.
const LEFT: i32 = 250;
const RIGHT: i32 = 1060;

/// How high the area of live bytes is.
const AREA: i32 = 130;

const BAR: i32 = 14;
const PITCH: i32 = 18;

/// How many bars of a line stand each in a row of its own; how many rows there are for more.
const MOST_BARS: usize = 12;
const MOST_LINES: usize = 40;

impl History {
    /// Draws a timeline: the live bytes, and for each block a bar from its allocation to its free, by the line that allocated
    /// it. What was not freed runs off the edge.
    ///
    /// ```
    /// use pointers::{free, heap, malloc};
    ///
    /// let recording = heap::record();
    /// free(malloc::<i32>(4)?)?;
    /// let picture = recording.stop().to_svg();
    /// assert!(picture.starts_with("<svg") && picture.contains("peak 4 bytes"));
    /// # Ok::<(), pointers::Error>(())
    /// ```
    #[must_use]
    #[inline]
    pub fn to_svg(&self) -> String {
        let lives = self.lives();
        let mut page = Piece::default();
        let title = match &self.thread[..] {
            "" => "Timeline of a thread".to_string(),
            name => format!("Timeline of thread “{name}”"),
        };
        page.text(MARGIN, 34, &title[..], "s h1");
        let heights = heights(&self.events);
        let peak = heights.iter().copied().max().unwrap_or(0);
        let (steps, blocks) = (self.events.len(), lives.len());
        page.text(
            MARGIN,
            54,
            format!(
                "{} steps, {} blocks · peak {}",
                thousands(steps),
                thousands(blocks),
                bytes(peak)
            ),
            "s",
        );
        let left: Vec<&Life> = lives.iter().filter(|life| life.left).collect();
        let lost = lives
            .iter()
            .filter(|life| life.ended.is_none() && !life.left);
        let mut y = 72;
        if !left.is_empty() {
            let text = format!(
                "▲ not freed at the end: {}, {}",
                super::body::blocks(left.len()),
                bytes(left.iter().map(|life| life.last_size()).sum())
            );
            page.text(MARGIN, y, text, "s tk b");
            y += 18;
        }
        if self.dropped > 0 {
            page.text(MARGIN, y, self.not_kept(), "s b");
            y += 18;
        }
        match lost.count() {
            0 => {}
            count => {
                let text = format!(
                    "{}: freed, but when was not kept",
                    super::body::blocks(count)
                );
                page.text(MARGIN, y, text, "s b");
                y += 18;
            }
        }
        y = area(&mut page, &heights, y + 16);
        let groups = groups(&lives);
        let more = groups.len().saturating_sub(MOST_LINES);
        for group in groups.iter().take(MOST_LINES) {
            y = bars(&mut page, group, steps, y);
        }
        if more > 0 {
            page.text(MARGIN, y + 18, format!("{more} lines more"), "s m");
            y += 28;
        }
        axis(&mut page, steps, y);
        picture(&page, &title, &left, y + 52)
    }
}

#[inline]
fn picture(page: &Piece, title: &str, left: &[&Life], high: i32) -> String {
    let leaks: Vec<String> = left
        .iter()
        .take(8)
        .map(|life| {
            format!(
                "{} allocated at {} were not freed.",
                bytes(life.last_size()),
                life.at
            )
        })
        .collect();
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {high}\" width=\"{WIDTH}\" height=\"{high}\" \
         role=\"img\" aria-labelledby=\"t d\"><title id=\"t\">{}</title><desc id=\"d\">{}</desc><style>{}</style>{}\
         <rect class=\"bg\" width=\"{WIDTH}\" height=\"{high}\"/>",
        xml(title),
        xml(&leaks.join(" ")),
        style::sheet(),
        style::definitions(""),
    );
    page.write("", &mut out);
    out.push_str("</svg>\n");
    out
}

/// Where a step is.
#[inline]
fn x_of(step: usize, steps: usize) -> i32 {
    let share = step as f64 / steps.max(1) as f64;
    LEFT + (share * f64::from(RIGHT - LEFT)) as i32
}

/// The live bytes, as steps.
#[inline]
fn area(page: &mut Piece, heights: &[usize], y: i32) -> i32 {
    let peak = heights.iter().copied().max().unwrap_or(0);
    let high = |value: usize| (value as f64 / peak.max(1) as f64 * f64::from(AREA)) as i32;
    let floor = y + AREA;
    page.text(MARGIN, y + 12, "live bytes", "s b");
    for share in 0..=4_usize {
        let value = peak * share / 4;
        let line = floor - high(value);
        page.line(&[(LEFT, line), (RIGHT, line)], "rule", Tip::Nothing);
        page.text_at(LEFT - 10, line + 4, Anchor::End, thousands(value), "sm m");
        if peak < 4 && share < 4 {
            break;
        }
    }
    let mut steps = vec![StrokeStep::Move(LEFT, floor)];
    let mut before = floor;
    for (step, value) in heights.iter().enumerate() {
        let (x, to) = (x_of(step, heights.len()), floor - high(*value));
        if to != before {
            steps.push(StrokeStep::Line(x, before));
            steps.push(StrokeStep::Line(x, to));
        }
        before = to;
    }
    steps.push(StrokeStep::Line(RIGHT, before));
    let mut filled = steps.clone();
    filled.push(StrokeStep::Line(RIGHT, floor));
    filled.push(StrokeStep::Close);
    page.fills.push(super::svg::ops::Op::Path {
        steps: filled,
        class: "area",
        end: Tip::Nothing,
        link: None,
    });
    page.path(steps, "areal", Tip::Nothing);
    if let Some(step) = heights
        .iter()
        .position(|value| *value == peak)
        .filter(|_| peak > 0)
    {
        let x = x_of(step, heights.len());
        page.dot(x, floor - AREA, "dot");
        let text = format!("peak {}, at step {}", bytes(peak), thousands(step + 1));
        let fits = x + label(&text) + 10 < RIGHT;
        let (x, anchor) = if fits {
            (x + 8, Anchor::Start)
        } else {
            (x - 8, Anchor::End)
        };
        page.text_at(x, floor - AREA - 6, anchor, text, "s sm");
    }
    let last = heights.last().copied().unwrap_or(0);
    page.text(
        RIGHT + 12,
        before + 4,
        format!("{} left", bytes(last)),
        "s sm b",
    );
    floor + 24
}

/// The blocks by the line that allocated them, in the order of the first of each.
#[inline]
fn groups(lives: &[Life]) -> Vec<Vec<&Life>> {
    let mut groups: Vec<Vec<&Life>> = Vec::new();
    let mut known = HashMap::new();
    for life in lives {
        let at = *known.entry(life.at).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[at].push(life);
    }
    groups
}

/// The bars of one line.
#[inline]
fn bars(page: &mut Piece, group: &[&Life], steps: usize, y: i32) -> i32 {
    page.line(&[(MARGIN, y), (WIDTH - MARGIN, y)], "rule", Tip::Nothing);
    let first = group[0];
    let site = first.at.to_string();
    page.text(MARGIN, y + 20, shortened(&site, LEFT - MARGIN - 20), "b sm");
    let same = group.iter().all(|life| life.size == first.size);
    let name = if first.name.is_empty() {
        "blocks"
    } else {
        &first.name[..]
    };
    let size = if same {
        bytes(first.size)
    } else {
        "of different sizes".to_string()
    };
    let text = match group.len() {
        1 => format!("{name}, {size}"),
        count => format!("{} × {name}, {size}", thousands(count)),
    };
    page.text(
        MARGIN,
        y + 36,
        shortened(&text, LEFT - MARGIN - 20),
        "s sm m",
    );
    let mut rows: Vec<usize> = Vec::new();
    // What leaked stands first, so that it is never folded away.
    let mut order: Vec<&&Life> = group.iter().collect();
    if group.len() > MOST_BARS {
        order.sort_by_key(|life| (!life.left, life.born));
    }
    let mut folded = 0;
    for life in order {
        let end = life.ended.map_or(usize::MAX, |(step, _)| step);
        let free = rows
            .iter()
            .position(|last| group.len() > MOST_BARS && *last < life.born);
        let row = match free {
            Some(row) => row,
            None if rows.len() < MOST_BARS => {
                rows.push(0);
                rows.len() - 1
            }
            None => {
                folded += 1;
                continue;
            }
        };
        rows[row] = end;
        let at = y + 10 + i32::try_from(row).unwrap_or(0) * PITCH;
        bar(page, life, steps, at);
    }
    let mut below = y + 14 + i32::try_from(rows.len()).unwrap_or(0) * PITCH;
    if folded > 0 {
        page.text(
            LEFT,
            below + 10,
            format!("{} more at the same time", thousands(folded)),
            "s sm m",
        );
        below += 18;
    }
    below.max(y + 48)
}

#[inline]
fn bar(page: &mut Piece, life: &Life, steps: usize, y: i32) {
    let left = x_of(life.born, steps);
    match life.ended {
        None if !life.left => {
            page.rect(left, y, RIGHT - left, BAR, "bar");
            page.text(RIGHT + 16, y + 11, "freed, not kept when", "s sm m");
        }
        None => {
            let points = [
                (left, y),
                (RIGHT, y),
                (RIGHT + 10, y + BAR / 2),
                (RIGHT, y + BAR),
                (left, y + BAR),
            ];
            let mut shape: Vec<StrokeStep> = points
                .iter()
                .map(|(x, y)| StrokeStep::Line(*x, *y))
                .collect();
            shape[0] = StrokeStep::Move(left, y);
            shape.push(StrokeStep::Close);
            page.fills.push(super::svg::ops::Op::Path {
                steps: shape,
                class: "bark",
                end: Tip::Nothing,
                link: None,
            });
            for inner in [4, BAR - 4] {
                page.line(
                    &[(left, y + inner), (RIGHT, y + inner)],
                    "blk",
                    Tip::Nothing,
                );
            }
            let text = format!("▲ not freed, {}", bytes(life.last_size()));
            page.text(RIGHT + 16, y + 11, text, "s sm tk b");
        }
        Some((step, what)) => {
            let right = x_of(step, steps).max(left + 4);
            page.rect(left, y, right - left, BAR, "bar");
            page.line(&[(right, y), (right, y + BAR)], "areal", Tip::Nothing);
            if what == What::Parted {
                page.line(
                    &[(right, y + BAR / 2), (right + 26, y + BAR / 2)],
                    "ac",
                    Tip::OfC,
                );
                page.text(right + 32, y + 11, "handed on", "s sm tc");
            }
        }
    }
    page.line(&[(left + 1, y), (left + 1, y + BAR)], "tick", Tip::Nothing);
    for (step, size) in &life.sizes {
        let x = x_of(*step, steps);
        page.line(
            &[(x, y), (x + 4, y + BAR / 2), (x, y + BAR)],
            "areal",
            Tip::Nothing,
        );
        let text = thousands(*size);
        let end = life.ended.map_or(RIGHT, |(step, _)| x_of(step, steps));
        let next = life
            .sizes
            .iter()
            .map(|(step, _)| x_of(*step, steps))
            .find(|other| *other > x);
        if life.ended.is_some() && x + mono(&text) + 14 < next.unwrap_or(end) {
            page.text(x + 9, y + 11, text, "sm");
        }
    }
}

/// The steps, under everything.
#[inline]
fn axis(page: &mut Piece, steps: usize, y: i32) {
    page.line(&[(MARGIN, y), (WIDTH - MARGIN, y)], "rule", Tip::Nothing);
    page.text(MARGIN, y + 18, "step", "s sm m");
    let mut every = 1;
    while steps / every > 12 {
        every = match every.to_string().as_bytes()[0] {
            b'1' => every * 2,
            b'2' => every / 2 * 5,
            _ => every * 2,
        };
    }
    for step in (0..=steps).step_by(every) {
        let x = x_of(step, steps);
        page.line(&[(x, y), (x, y + 5)], "ln", Tip::Nothing);
        page.text_at(x, y + 18, Anchor::Middle, thousands(step), "sm m");
    }
}

/// Without its beginning, if it is longer than this.
#[inline]
fn shortened(text: &str, room: i32) -> String {
    let most = usize::try_from(room * 10 / 68).unwrap_or(8);
    let count = text.chars().count();
    if count <= most {
        return text.to_string();
    }
    let end: String = text.chars().skip(count - most + 1).collect();
    format!("…{end}")
}
