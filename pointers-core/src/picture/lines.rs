//! Blocks by the place where they were allocated, for when there are too many to draw.

use core::panic::Location;
use std::collections::HashMap;

use super::body::thousands;
use super::names;
use super::snapshot::{Snapshot, State, Target};

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
}

impl Line {
    /// Where their links lead.
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
        words.join(" · ")
    }
}

/// The lines, those with most bytes first.
pub(super) fn lines(map: &Snapshot) -> Vec<Line> {
    type Key = (
        Option<&'static Location<'static>>,
        Option<usize>,
        Option<&'static str>,
    );
    let mut places: HashMap<Key, usize> = HashMap::new();
    let mut lines: Vec<Line> = Vec::new();
    let mut targets: Vec<HashMap<Option<usize>, usize>> = Vec::new();
    for (index, node) in map.nodes.iter().enumerate() {
        let key = (node.allocated_at, node.of, node.called);
        let at = *places.entry(key).or_insert_with(|| {
            lines.push(Line {
                site: node
                    .allocated_at
                    .map_or_else(String::new, ToString::to_string),
                name: match node.of.and_then(|of| map.types.get(of)) {
                    Some(of) => of.name.clone(),
                    None => node.called.map_or("", names::last).to_string(),
                },
                blocks: 0,
                bytes: 0,
                leaked: 0,
                gone: 0,
                to: Vec::new(),
                null: 0,
                stale: 0,
            });
            targets.push(HashMap::new());
            lines.len() - 1
        });
        let line = &mut lines[at];
        line.blocks += 1;
        line.bytes += node.size;
        line.leaked += usize::from(map.block(index).leaked());
        line.gone += usize::from(!node.state.is_live());
        for (_, link) in node.links() {
            match link.target {
                Target::Null => line.null += 1,
                Target::Forgotten => line.stale += 1,
                Target::Block { index, .. } | Target::Outside { index } => {
                    match map.nodes[index].state {
                        State::Freed => line.stale += 1,
                        _ => *targets[at].entry(map.nodes[index].of).or_insert(0) += 1,
                    }
                }
            }
        }
    }
    for (line, targets) in lines.iter_mut().zip(targets) {
        let name = |of: Option<usize>| {
            of.and_then(|of| map.types.get(of))
                .map_or("?", |of| &of.name)
        };
        let mut to: Vec<(String, usize)> = targets
            .into_iter()
            .map(|(of, count)| (name(of).to_string(), count))
            .collect();
        to.sort_by_key(|(name, count)| (core::cmp::Reverse(*count), name.clone()));
        line.to = to;
    }
    lines.sort_by_key(|line| (core::cmp::Reverse(line.bytes), line.site.clone()));
    fold(lines)
}

/// Puts what is beyond the last line into one.
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
    });
    lines
}
