//! Blocks by the place where they were allocated, for when there are too many to draw.

use std::collections::HashMap;

use super::body::thousands;
use super::snapshot::{Edge, Snapshot, State};

/// How many lines there are at most; what is beyond is said in one.
const MOST_LINES: usize = 60;

/// All blocks of a type that were allocated at one place.
pub(super) struct Line {
    pub(super) site: String,
    pub(super) name: String,
    pub(super) blocks: usize,
    pub(super) bytes: usize,
    pub(super) leaked: usize,
    pub(super) gone: usize,
    /// How many links in them lead to which type.
    to: Vec<(String, usize)>,
    null: usize,
    stale: usize,
    /// How many lead to blocks that are not in the snapshot.
    left_out: usize,
}

impl Line {
    /// Where their links lead.
    #[inline]
    pub(super) fn links(&self) -> String {
        let mut words: Vec<String> = Vec::new();
        if self.leaked > 0 {
            words.push(format!("▲ leaked {}", thousands(self.leaked)));
        }
        if self.gone > 0 {
            words.push(format!("✕ freed {}", thousands(self.gone)));
        }
        let some = self.to.iter().take(3);
        words.extend(some.map(|(name, count)| format!("→ {name} {}", thousands(*count))));
        if self.null > 0 {
            words.push(format!("NULL {}", thousands(self.null)));
        }
        if self.stale > 0 {
            words.push(format!("stale {}", thousands(self.stale)));
        }
        if self.left_out > 0 {
            words.push(format!("→ left out {}", thousands(self.left_out)));
        }
        words.join(" · ")
    }
}

/// The lines, those with most bytes first.
#[inline]
pub(super) fn lines(map: &Snapshot) -> Vec<Line> {
    // By the address of the site, which lives for ever: two that are equal become one below, when there are few.
    type Key<'a> = (usize, Option<usize>, Option<&'a str>);
    let mut places: HashMap<Key, usize> = HashMap::new();
    let mut last: Option<(Key, usize)> = None;
    let mut lines: Vec<Line> = Vec::new();
    let mut targets: Vec<Vec<usize>> = Vec::new();
    for (index, node) in map.nodes.iter().enumerate() {
        let site = node
            .allocated_at
            .map_or(0, |at| core::ptr::from_ref(at).addr());
        let key = (site, node.of, node.called.as_deref());
        // Usually a block is like the one before.
        let known = last.filter(|(last, _)| *last == key).map(|(_, at)| at);
        let at = known.unwrap_or_else(|| {
            *places.entry(key).or_insert_with(|| {
                lines.push(Line {
                    site: node
                        .allocated_at
                        .map_or_else(String::new, ToString::to_string),
                    name: match node.of.and_then(|of| map.types.get(of)) {
                        Some(of) => of.name.clone(),
                        None => node.called.clone().unwrap_or_default(),
                    },
                    blocks: 0,
                    bytes: 0,
                    leaked: 0,
                    gone: 0,
                    to: Vec::new(),
                    null: 0,
                    stale: 0,
                    left_out: 0,
                });
                targets.push(Vec::new());
                lines.len() - 1
            })
        });
        last = Some((key, at));
        let line = &mut lines[at];
        line.blocks += 1;
        line.bytes += node.size;
        line.leaked += usize::from(map.block(index).leaked());
        line.gone += usize::from(!node.state.is_live());
        for edge in map.edges_of(index) {
            match edge {
                Edge::Null => line.null += 1,
                Edge::Forgotten => line.stale += 1,
                Edge::LeftOut => line.left_out += 1,
                Edge::Block(index) | Edge::Outside(index) => {
                    let node = &map.nodes[*index as usize];
                    if node.state == State::Freed {
                        line.stale += 1;
                        continue;
                    }
                    // Those whose type is not known come last.
                    let of = node.of.unwrap_or(map.types.len());
                    if targets[at].len() <= of {
                        targets[at].resize(of + 1, 0);
                    }
                    targets[at][of] += 1;
                }
            }
        }
    }
    for (line, targets) in lines.iter_mut().zip(targets) {
        let name = |of: usize| map.types.get(of).map_or("?", |of| &of.name);
        let counted = targets.into_iter().enumerate();
        let to: Vec<(String, usize)> = counted
            .filter(|(_, count)| *count > 0)
            .map(|(of, count)| (name(of).to_string(), count))
            .collect();
        line.to = to;
    }
    let mut lines = merged(lines);
    lines.sort_by_key(|line| (core::cmp::Reverse(line.bytes), line.site.clone()));
    fold(lines)
}

/// Those of one place and type are one: a place may have several addresses.
#[inline]
fn merged(lines: Vec<Line>) -> Vec<Line> {
    let mut merged: Vec<Line> = Vec::new();
    let mut known: HashMap<(String, String), usize> = HashMap::new();
    for line in lines {
        let key = (line.site.clone(), line.name.clone());
        let Some(at) = known.get(&key) else {
            known.insert(key, merged.len());
            merged.push(line);
            continue;
        };
        let one = &mut merged[*at];
        one.blocks += line.blocks;
        one.bytes += line.bytes;
        one.leaked += line.leaked;
        one.gone += line.gone;
        one.null += line.null;
        one.stale += line.stale;
        one.left_out += line.left_out;
        for (name, count) in line.to {
            match one.to.iter_mut().find(|(known, _)| *known == name) {
                Some((_, sum)) => *sum += count,
                None => one.to.push((name, count)),
            }
        }
    }
    for line in &mut merged {
        line.to
            .sort_by_key(|(name, count)| (core::cmp::Reverse(*count), name.clone()));
    }
    merged
}

/// Puts what is beyond the last line into one.
#[inline]
fn fold(mut lines: Vec<Line>) -> Vec<Line> {
    if lines.len() <= MOST_LINES {
        return lines;
    }
    let rest = lines.split_off(MOST_LINES - 1);
    let sum = |of: fn(&Line) -> usize| rest.iter().map(of).sum();
    lines.push(Line {
        site: format!("{} other places", thousands(rest.len())),
        name: String::new(),
        blocks: sum(|line| line.blocks),
        bytes: sum(|line| line.bytes),
        leaked: sum(|line| line.leaked),
        gone: sum(|line| line.gone),
        to: Vec::new(),
        null: sum(|line| line.null),
        stale: sum(|line| line.stale),
        left_out: sum(|line| line.left_out),
    });
    lines
}
