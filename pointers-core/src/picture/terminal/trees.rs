//! Blocks and the arrows between them: lists in a line, trees as indented lines, everything else from left to right.

use super::super::body::{Body, body, word, written};
use super::super::plan::{LinkEnd, Tree};
use super::super::snapshot::Value;
use super::Terminal;
use super::art::{Art, Style};
use super::blocks::Boxed;

/// How many blocks of a chain stand in one line, where there are many chains.
const MOST_OF_A_CHAIN: usize = 6;

/// Columns between a box and the next: the arrow.
const ARROW: usize = 4;

impl Terminal<'_> {
    /// A block, and all that it leads to, in so many columns.
    #[inline]
    pub(super) fn tree(&self, tree: &Tree, columns: usize) -> Art {
        let mut art = Art::default();
        let (mut x, mut y, mut below) = (0, 0, 0);
        let mut tree = tree;
        loop {
            let is_first = art.height() == 0;
            if self.plan.branches(tree) {
                let lines = self.indented(tree);
                art.place(x, y, &lines);
                art.entry = if is_first { 0 } else { art.entry };
                return art;
            }
            let boxed = self.boxed(tree.block);
            let [(value, next)] = &tree.children[..] else {
                let rest = self.beside(tree, boxed, columns.saturating_sub(x));
                art.entry = if is_first { rest.entry } else { art.entry };
                art.place(x, y, &rest);
                return art;
            };
            if self.plan.is_upright(tree) {
                let rest = self.beside(tree, boxed, columns.saturating_sub(x));
                art.entry = if is_first { rest.entry } else { art.entry };
                art.place(x, y, &rest);
                return art;
            }
            art.place(x, y, &boxed.art);
            art.entry = if is_first { boxed.art.entry } else { art.entry };
            below = below.max(y + boxed.art.height());
            let from = (x + boxed.art.width(), y + link_row(&boxed, *value));
            let next_art = self.first_of(next);
            let style = self.arrow_style(next.block);
            if from.0 + ARROW + next_art.width() <= columns {
                let to = (from.0 + ARROW, y + next_art.entry);
                self.connect(&mut art, from, to, from.0 + 1, style);
                x = to.0;
            } else {
                let to = (ARROW, below + 1 + next_art.entry);
                self.wrap(&mut art, from, to, below, style);
                (x, y) = (to.0, below + 1);
            }
            tree = next;
        }
    }

    /// What a piece of a tree begins with.
    #[inline]
    fn first_of(&self, tree: &Tree) -> Art {
        match self.plan.branches(tree) {
            true => Art::text(&self.node_text(tree), Style::Plain),
            false => self.boxed(tree.block).art,
        }
    }

    #[inline]
    fn arrow_style(&self, to: usize) -> Style {
        match self.plan.map.nodes[to].state.is_live() {
            true => Style::Link,
            false => Style::Stale,
        }
    }

    /// A block, and beside it one below the other what its links lead to.
    #[inline]
    fn beside(&self, tree: &Tree, boxed: Boxed, columns: usize) -> Art {
        let upright = self.plan.is_upright(tree);
        let wide = boxed.art.width();
        let mut art = boxed.art.clone();
        let mut cursor = 0;
        let mut places = Vec::new();
        for (value, child) in &tree.children {
            let row = link_row(&boxed, *value);
            let room = columns.saturating_sub(wide + ARROW + tree.children.len());
            let piece = match upright {
                true => self.in_a_line(child, room),
                false => self.tree(child, room),
            };
            let wished = if upright {
                row.saturating_sub(piece.entry)
            } else {
                0
            };
            let y = wished.max(cursor);
            cursor = y + piece.height();
            places.push((row, y, piece, child.block));
        }
        let bent: Vec<bool> = places
            .iter()
            .map(|(row, y, piece, _)| y + piece.entry != *row)
            .collect();
        let lanes = bent.iter().filter(|bent| **bent).count();
        let x = wide + ARROW.max(lanes + 3);
        let mut lane = lanes;
        for ((row, y, piece, block), bent) in places.iter().zip(bent) {
            lane -= usize::from(bent);
            let to = (x, y + piece.entry);
            self.connect(
                &mut art,
                (wide, *row),
                to,
                wide + 1 + lane,
                self.arrow_style(*block),
            );
            art.place(x, *y, piece);
        }
        art.entry = boxed.art.entry;
        art
    }

    /// An arrow from the right edge of a box to the left edge of another one, which turns in this column.
    #[inline]
    fn connect(
        &self,
        art: &mut Art,
        from: (usize, usize),
        to: (usize, usize),
        lane: usize,
        style: Style,
    ) {
        let ((x, row), (end, entry)) = (from, to);
        let (across, tip) = line_of(style);
        if row == entry {
            art.row(x, end - 1, row, across, style);
        } else {
            let up = entry < row;
            art.row(x, lane, row, across, style);
            art.put(lane, row, if up { '┘' } else { '┐' }, style);
            for y in row.min(entry) + 1..row.max(entry) {
                let crossed = matches!(art.get(lane, y), '─' | '╌');
                art.put(lane, y, if crossed { '┼' } else { '│' }, style);
            }
            art.put(lane, entry, if up { '┌' } else { '└' }, style);
            art.row(lane + 1, end - 1, entry, across, style);
        }
        art.put(end - 1, entry, tip, style);
    }

    /// An arrow to the next line.
    #[inline]
    fn wrap(
        &self,
        art: &mut Art,
        from: (usize, usize),
        to: (usize, usize),
        gap: usize,
        style: Style,
    ) {
        let ((x, row), (end, entry)) = (from, to);
        let (across, tip) = line_of(style);
        art.put(x, row, across, style);
        art.put(x + 1, row, '┐', style);
        for y in row + 1..gap {
            art.put(x + 1, y, '│', style);
        }
        art.put(x + 1, gap, '┘', style);
        art.row(1, x + 1, gap, across, style);
        art.put(0, gap, '┌', style);
        for y in gap + 1..entry {
            art.put(0, y, '│', style);
        }
        art.put(0, entry, '└', style);
        art.row(1, end - 1, entry, across, style);
        art.put(end - 1, entry, tip, style);
    }

    /// A chain in one line, its blocks without names; what is no chain as everywhere.
    #[inline]
    fn in_a_line(&self, tree: &Tree, columns: usize) -> Art {
        let Some(chain) = tree.chain() else {
            return self.tree(tree, columns);
        };
        if let Body::Cells(_) = body(self.plan.map, tree.block) {
            return self.boxed(tree.block).art;
        }
        if !self.plan.can_be_small(&chain) {
            return self.tree(tree, columns);
        }
        let mut art = Art::default();
        let mut x = 0;
        let shown = if chain.len() > MOST_OF_A_CHAIN {
            MOST_OF_A_CHAIN - 1
        } else {
            chain.len()
        };
        for (at, one) in chain[..shown].iter().enumerate() {
            if at > 0 {
                x = art.write(x, 0, "─▶", Style::Link);
            }
            let line = self.line(one.block);
            art.place(x, 0, &line);
            x += line.width();
        }
        if chain.len() > shown {
            x = art.write(x, 0, "─▶", Style::Link);
            art.write(x, 0, &format!("+{}", chain.len() - shown), Style::Bold);
        }
        art
    }

    /// A tree as lines, each indented below the one that it hangs from.
    #[inline]
    fn indented(&self, tree: &Tree) -> Art {
        let mut art = Art::default();
        self.branch(tree, "", &mut art);
        art
    }

    #[inline]
    fn branch(&self, tree: &Tree, before: &str, art: &mut Art) {
        let y = art.height().saturating_sub(1);
        let x = art.lines.last().map_or(0, Vec::len);
        art.write(x, y, &self.node_text(tree), Style::Plain);
        let names: Vec<String> = tree
            .children
            .iter()
            .map(|(value, _)| self.field_name(tree.block, *value))
            .collect();
        let widest = names
            .iter()
            .map(|name| name.chars().count())
            .max()
            .unwrap_or(0);
        for (at, (_, child)) in tree.children.iter().enumerate() {
            let is_last = at + 1 == tree.children.len();
            let y = art.height();
            let stem = if is_last { "└─ " } else { "├─ " };
            let x = art.write(0, y, before, Style::Link);
            let x = art.write(x, y, stem, Style::Link);
            let x = art.write(x, y, &format!("{:widest$} ", names[at]), Style::Grey);
            art.write(x, y, "─▶ ", Style::Link);
            let stem = if is_last { "   " } else { "│  " };
            let before = format!("{before}{stem}{:widest$}    ", "");
            self.branch(child, &before, art);
        }
    }

    #[inline]
    fn field_name(&self, block: usize, value: usize) -> String {
        let node = &self.plan.map.nodes[block];
        let of = node.of.and_then(|of| self.plan.map.types.get(of));
        let name = of.and_then(|of| of.fields.get(value % of.fields.len().max(1)));
        self.clean(name.map_or("", |field| &field.name))
    }

    /// A block of a tree in one line: its values with their names, its address, and the links that lead nowhere new.
    #[inline]
    fn node_text(&self, tree: &Tree) -> String {
        let node = &self.plan.map.nodes[tree.block];
        let mut words = Vec::new();
        let (mut links, mut nulls) = (Vec::new(), Vec::new());
        for (at, value) in node.values.iter().enumerate() {
            let name = self.field_name(tree.block, at);
            match value {
                Value::Link(_) => match self.plan.end(tree.block, at) {
                    Some(LinkEnd::Child(_)) | None => {}
                    Some(LinkEnd::Null) => nulls.push(name),
                    Some(LinkEnd::Back(_)) => links.push(format!("{name} back")),
                    Some(_) => links.push(format!("{name} {}", self.link(tree.block, at).0)),
                },
                other => words.push(format!("{name} {}", self.clean(&written(other)))),
            }
        }
        if !nulls.is_empty() {
            links.insert(0, format!("{} NULL", nulls.join(", ")));
        }
        let mut text = words.join(", ");
        text += &format!(" {}", self.address(node.address));
        if let Some(word) = word(self.plan.map, tree.block) {
            text += &format!("  {}", self.clean(word));
        }
        if !links.is_empty() {
            text += &format!("  {}", links.join(", "));
        }
        text.trim_start().to_string()
    }
}

/// What an arrow is made of, and how it ends: one that leads to what is gone is broken.
#[inline]
fn line_of(style: Style) -> (char, char) {
    match style {
        Style::Stale => ('╌', '✕'),
        _ => ('─', '▶'),
    }
}

#[inline]
fn link_row(boxed: &Boxed, value: usize) -> usize {
    let found = boxed.links.iter().find(|(link, _)| *link == value);
    found.map_or(boxed.art.height().saturating_sub(2), |(_, row)| *row)
}
