//! Pictures that follow on one another, in which every block keeps its place, so that what changes is what is seen.
//!
//! All blocks of all pictures are laid out once, each as large as it ever is. Of that layout only the places are kept, and
//! the arrows: in each picture stand the blocks that it has, and the arrows that lead there as they do in the layout. Any other
//! link says in words where it leads.

use core::cell::RefCell;

use super::super::body::{self, Addresses};
use super::super::plan::{LinkEnd, Plan, Section};
use super::super::snapshot::{Snapshot, Target, Value};
use super::super::union::Union;
use super::super::{full::Full, words};
use super::blocks::{Drawn, HEAD, INSET, Look};
use super::drawing::{Drawing, Size};
use super::ops::{self, Op, Piece, PlacedBlock, StrokeStep, Tip};
use super::{BETWEEN, MARGIN, PicturePart};

/// Where the sections begin, under three lines of text.
const TOP: i32 = 104;

pub(crate) struct Steady<'a> {
    pictures: Vec<&'a Snapshot>,
    union: Union,
    addresses: Addresses,
    width: i32,
    sizes: Vec<Size>,
    /// Of each block of the union where it is, and how it is drawn.
    spots: Vec<Option<PlacedBlock>>,
    arrows: Vec<Arrow>,
    areas: Vec<Area>,
    /// Where the last one ends.
    low: i32,
}

/// What has happened since the picture before.
#[derive(Clone, Default)]
pub(crate) struct Change {
    /// The blocks that are new, or hold something else.
    pub(crate) blocks: Vec<usize>,
    /// What became of the one that is no longer there.
    pub(crate) ended: &'static str,
}

/// A link that is drawn where it is.
struct Arrow {
    from: usize,
    value: usize,
    to: usize,
    /// Whether what it leads to hangs from it.
    is_child: bool,
    steps: Vec<StrokeStep>,
}

/// A section, and the blocks that belong to it.
struct Area {
    at: (i32, i32),
    width: i32,
    blocks: Vec<usize>,
    /// The size of all its blocks, and where they were allocated, if it is one.
    size: Option<usize>,
    site: Option<String>,
    /// Whether its blocks were allocated in different places.
    sites_differ: bool,
}

impl Area {
    /// What is true of its blocks, of which so many are there.
    #[inline]
    fn notes(&self, count: usize) -> String {
        let each = if count > 1 { " each" } else { "" };
        let size = self.size.map(|size| format!("{}{each}", body::bytes(size)));
        let site = self
            .site
            .as_ref()
            .map(|site| format!("allocated at {site}"));
        size.into_iter().chain(site).collect::<Vec<_>>().join(" · ")
    }
}

impl<'a> Steady<'a> {
    #[inline]
    pub(crate) fn of(pictures: Vec<&'a Snapshot>, width: i32) -> Self {
        let union = Union::of(&pictures);
        let all: Vec<usize> = (0..union.map.nodes.len()).collect();
        let mut steady = Steady {
            addresses: Addresses::of(&union.map, &all),
            sizes: vec![Size::default(); all.len()],
            spots: vec![None; all.len()],
            arrows: Vec::new(),
            areas: Vec::new(),
            low: TOP,
            width: width - 2 * MARGIN,
            pictures,
            union,
        };
        steady.lay_out(&all);
        // Now it is known which links are arrows, and how large blocks are with the words for the others.
        steady.sizes = steady.largest();
        steady.lay_out(&all);
        steady
    }

    #[inline]
    fn lay_out(&mut self, all: &[usize]) {
        let plan = Plan::of(&self.union.map, all.to_vec(), false);
        let drawing = Drawing {
            addresses: self.addresses,
            plan,
            full: Full::default(),
            width: self.width,
            changed: &[],
            sizes: Some(&self.sizes),
            named: RefCell::default(),
        };
        let mut page = Piece::default();
        let (mut x, mut y, mut low) = (0, TOP, TOP);
        let mut areas = Vec::new();
        for section in &drawing.plan.sections {
            let (piece, area) = drawing.area(section);
            if x > 0 && x + area.width > self.width {
                (x, y) = (0, low + 26);
            }
            let (wide, high) = (area.width, piece.height);
            areas.push(Area {
                at: (MARGIN + x, y),
                ..area
            });
            page.place(MARGIN + x, y, piece);
            low = low.max(y + high);
            x += wide + BETWEEN;
        }
        let mut spots = vec![None; all.len()];
        let is_child =
            |arrow: &Arrow| drawing.plan.parent(arrow.to) == Some((arrow.from, arrow.value));
        let mut arrows = Vec::new();
        for op in page.fills {
            if let Op::Open { place, .. } = op {
                let block = place.block;
                spots[block] = Some(*place);
            }
        }
        for op in page.lines {
            let Op::Path {
                steps,
                link: Some((from, value)),
                ..
            } = op
            else {
                continue;
            };
            if let Some(to) = target(&self.union.map, from, value) {
                let mut arrow = Arrow {
                    from,
                    value,
                    to,
                    is_child: false,
                    steps,
                };
                arrow.is_child = is_child(&arrow);
                arrows.push(arrow);
            }
        }
        (self.spots, self.arrows, self.areas, self.low) = (spots, arrows, areas, low);
    }

    /// How large each block is at most.
    #[inline]
    fn largest(&self) -> Vec<Size> {
        let mut sizes = vec![Size::default(); self.spots.len()];
        for number in 0..self.pictures.len() {
            let drawing = self.drawing(number, &[]);
            for (index, place) in self.union.places[number].iter().enumerate() {
                let drawn = drawing.block(index, &self.look(number, index));
                let size = &mut sizes[*place];
                size.block = size.block.max(drawing.width_of(&drawn));
                size.width = size.width.max(drawn.piece.width);
                size.height = size.height.max(drawn.piece.height);
                let of =
                    |is: fn(&LinkEnd) -> bool| drawn.links.iter().any(|leaves| is(&leaves.end));
                let is_drawn = of(|end| matches!(end, LinkEnd::Child(_)));
                let values = &self.pictures[number].nodes[index].values;
                let is_open = values.contains(&Value::Unassigned);
                size.has_words |= of(|end| !matches!(end, LinkEnd::Child(_) | LinkEnd::Null));
                size.has_words |= is_drawn && is_open;
            }
        }
        sizes
    }

    #[inline]
    fn drawing<'b>(&'b self, number: usize, changed: &'b [usize]) -> Drawing<'b> {
        let map = self.pictures[number];
        let mut from = vec![None; map.nodes.len()];
        for (arrow, block, to) in self.arrows_of(number) {
            if arrow.is_child {
                from[to] = Some((block, arrow.value));
            }
        }
        Drawing {
            plan: Plan::hanging(map, from),
            addresses: self.addresses,
            full: Full::default(),
            width: self.width,
            changed,
            sizes: Some(&[]),
            named: RefCell::default(),
        }
    }

    /// The arrows that a picture has, each with the blocks of the picture that it leads from and to.
    #[inline]
    fn arrows_of(&self, number: usize) -> impl Iterator<Item = (&Arrow, usize, usize)> {
        let (map, places) = (self.pictures[number], &self.union.places[number]);
        let mut blocks = vec![None; self.spots.len()];
        for (index, place) in places.iter().enumerate() {
            blocks[*place] = Some(index);
        }
        self.arrows.iter().filter_map(move |arrow| {
            let (from, to) = (blocks[arrow.from]?, blocks[arrow.to]?);
            (target(map, from, arrow.value) == Some(to)).then_some((arrow, from, to))
        })
    }

    /// How a block of a picture is drawn: as in the layout, but that what is no arrow there is said in words.
    #[inline]
    fn look(&self, number: usize, index: usize) -> Look {
        let place = self.union.places[number][index];
        let Some(spot) = &self.spots[place] else {
            return Look::default();
        };
        let arrows: Vec<usize> = self
            .arrows_of(number)
            .filter(|(_, from, _)| *from == index)
            .map(|(arrow, ..)| arrow.value)
            .collect();
        let are_arrows = |values: &[usize]| {
            let values = values.iter().copied();
            values.filter(|value| arrows.contains(value)).collect()
        };
        Look {
            back: are_arrows(&spot.look.back),
            hushed: are_arrows(&spot.look.hushed),
            narrowest: self.sizes[place].block,
            ..spot.look.clone()
        }
    }

    /// A picture, and how high it is.
    #[inline]
    fn step(&self, number: usize, change: &Change) -> (Vec<PicturePart>, i32) {
        let map = self.pictures[number];
        let drawing = self.drawing(number, &change.blocks);
        let mut page = Piece::default();
        let summary = words::Headline::of(map);
        page.text(MARGIN, 34, summary.title, "s h1");
        page.text(MARGIN, 54, summary.live, "s");
        let mut x = MARGIN;
        for (text, class) in [
            (summary.with_c, "s tc b"),
            (summary.stale, "s ts b"),
            (summary.left_out, "s b"),
        ] {
            let Some(text) = text else { continue };
            let wide = ops::label(&text);
            page.text(x, 72, text, class);
            x += wide + 24;
        }
        for (index, place) in self.union.places[number].iter().enumerate() {
            let Some(spot) = &self.spots[*place] else {
                continue;
            };
            let Drawn { piece, .. } = drawing.block(index, &self.look(number, index));
            let (x, y) = piece.place_of_first().unwrap_or_default();
            page.place(spot.at.0 - x, spot.at.1 - y, piece);
        }
        self.ghosts(number, change.ended, &mut page);
        for (arrow, _, to) in self.arrows_of(number) {
            let (class, tip) = drawing.arrow(to);
            page.path(arrow.steps.clone(), class, tip);
        }
        let remarks = self.areas(number, &mut page);
        let mut y = self.low + 20;
        let mut below = Piece::default();
        let mut low = 0;
        for remark in remarks {
            low = drawing.paragraph(&mut below, low, &remark, "s sm m");
        }
        page.place(MARGIN, y, below);
        y += low + 8;
        let mut parts = vec![PicturePart::Plain(page)];
        if !map.nodes.is_empty() {
            let legend = drawing.legend();
            let high = legend.height;
            parts.push(PicturePart::Plain(super::moved(legend, MARGIN, y)));
            y += high;
        }
        (parts, y + MARGIN)
    }

    /// What was there in the picture before, and is not in this one: it is shown once more, as gone.
    #[inline]
    fn ghosts(&self, number: usize, ended: &'static str, page: &mut Piece) {
        let Some(before) = number.checked_sub(1).filter(|_| !ended.is_empty()) else {
            return;
        };
        for (index, place) in self.union.places[before].iter().enumerate() {
            let is_here = self.union.places[number].contains(place);
            let Some(spot) = self.spots[*place].as_ref().filter(|_| !is_here) else {
                continue;
            };
            let (x, y) = spot.at;
            let (wide, high) = (self.sizes[*place].block, HEAD + 32);
            page.rect(x, y, wide, high, "bfr");
            page.rect(x - 3, y - 3, wide + 6, high + 6, "hl");
            let name = body::label(self.pictures[before], index);
            page.text(x + INSET, y + 14, format!("was {name}"), "b sm");
            page.text(x + INSET, y + HEAD + 17, ended, "s b sm ts");
        }
    }

    /// The titles of the sections that have a block in a picture. What is to be said of their blocks.
    #[inline]
    fn areas(&self, number: usize, page: &mut Piece) -> Vec<String> {
        let map = self.pictures[number];
        let places = &self.union.places[number];
        let mut remarks = Vec::new();
        for area in &self.areas {
            let all = 0..places.len();
            let here: Vec<usize> = all
                .filter(|at| area.blocks.contains(&places[*at]))
                .collect();
            if here.is_empty() {
                continue;
            }
            let title = titled(map, &here);
            let (x, y) = area.at;
            let wide = ops::title(&title);
            page.text(x, y + 14, title, "s h2");
            page.text(x + wide + 12, y + 14, area.notes(here.len()), "s m");
            page.line(
                &[(x, y + 22), (x + area.width, y + 22)],
                "rule",
                Tip::Nothing,
            );
            let short = |address| self.addresses.short(address);
            remarks.extend(words::told(map, &here, area.sites_differ, &short));
        }
        remarks
    }

    /// The pictures, with what has changed in each.
    #[inline]
    pub(crate) fn write(
        &self,
        changed: &[Change],
        prefix: impl Fn(usize) -> String,
    ) -> Vec<String> {
        let steps = changed.iter().enumerate();
        let steps: Vec<_> = steps
            .map(|(number, changed)| self.step(number, changed))
            .collect();
        // All are as high as the highest, so that what stands below does not move.
        let high = steps.iter().map(|(_, high)| *high).max().unwrap_or(0);
        let width = self.width + 2 * MARGIN;
        let written = steps.iter().zip(&self.pictures).enumerate();
        written
            .map(|(number, ((parts, _), map))| {
                let words = (words::title(map), words::Headline::of(map).live);
                super::written(parts, (width, high), &prefix(number), "", words)
            })
            .collect()
    }
}

/// The block that a value of a block leads to.
#[inline]
fn target(map: &Snapshot, block: usize, value: usize) -> Option<usize> {
    match map.nodes[block].values.get(value)? {
        Value::Link(link) => match link.target {
            Target::Block { index, .. } => Some(index),
            _ => None,
        },
        _ => None,
    }
}

/// What these blocks are, as in "Counter, [ptr; 8] and 3 × Word".
#[inline]
fn titled(map: &Snapshot, blocks: &[usize]) -> String {
    let mut kinds: Vec<(String, usize)> = Vec::new();
    for block in blocks {
        let name = body::label(map, *block);
        match kinds.iter_mut().find(|(known, _)| *known == name) {
            Some((_, count)) => *count += 1,
            None => kinds.push((name, 1)),
        }
    }
    let each = |(name, count): &(String, usize)| match count {
        1 => name.clone(),
        count => format!("{count} × {name}"),
    };
    let words: Vec<String> = kinds.iter().map(each).collect();
    match words.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        Some((last, _)) => last.clone(),
        None => String::new(),
    }
}

impl Drawing<'_> {
    /// A section, whose blocks stand under room for its title, and which blocks those are.
    #[inline]
    fn area(&self, section: &Section) -> (Piece, Area) {
        let mut piece = Piece::default();
        let mut blocks = Vec::new();
        let trees = section.trees.iter();
        let drawn = trees.map(|tree| {
            tree.each(&mut |block| blocks.push(block));
            self.tree(tree, self.width)
        });
        piece.rows(30, self.width, drawn);
        let title = ops::title(&titled(self.plan.map, &blocks)) + 12;
        let count = blocks.len();
        let mut area = Area {
            at: (0, 0),
            width: 0,
            blocks,
            size: section.size,
            site: section.site.clone(),
            sites_differ: section.site.is_none(),
        };
        area.width = piece.width.max(title + ops::label(&area.notes(count)));
        (piece, area)
    }

    /// How wide a block itself is, without what stands around it.
    #[inline]
    fn width_of(&self, drawn: &Drawn) -> i32 {
        drawn.edge.0 - 2 * super::states::FRAME
    }
}
