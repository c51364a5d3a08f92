//! What sections are called, after what was built.

use super::body::label;
use super::plan::{Plan, Section, SectionKind, Tree};
use super::snapshot::State;

impl Plan<'_> {
    /// What a section is called.
    #[inline]
    pub(super) fn title(&self, section: &Section) -> String {
        let root = section.trees[0].block;
        let name = label(self.map, root);
        let count: usize = section.trees.iter().map(Tree::count).sum();
        match section.kind {
            SectionKind::List if self.is_ring(&section.trees[0]) => {
                format!("Ring of {count} {name}")
            }
            SectionKind::List => format!("List of {count} {name}"),
            SectionKind::Tree => format!("Tree of {count} {name}"),
            SectionKind::Alone if section.state == State::Freed => format!("was {name}"),
            SectionKind::Alone if count > 1 => format!("{count} × {name}"),
            SectionKind::Alone => name,
            SectionKind::Mixed => format!("{name} with {}", self.others(&section.trees[0])),
        }
    }

    /// Whether the last block of a list leads to the first.
    #[inline]
    fn is_ring(&self, list: &Tree) -> bool {
        let mut last = list;
        while let Some((_, next)) = last.children.first() {
            last = next;
        }
        let mut links = self.map.nodes[last.block].links();
        last.block != list.block
            && links.any(|(_, link)| link.target.block() == Some(list.block))
            && self
                .parent(last.block)
                .is_some_and(|(before, _)| before != list.block)
    }

    /// What there is beside the first block, as in "1 [ptr; 64] and 183 Entry".
    #[inline]
    fn others(&self, tree: &Tree) -> String {
        let mut kinds: Vec<(String, usize)> = Vec::new();
        tree.each(&mut |block| {
            if block == tree.block {
                return;
            }
            let name = label(self.map, block);
            match kinds.iter_mut().find(|(known, _)| *known == name) {
                Some((_, count)) => *count += 1,
                None => kinds.push((name, 1)),
            }
        });
        let rest = kinds.split_off(kinds.len().min(3));
        let mut words: Vec<String> = kinds
            .iter()
            .map(|(name, count)| format!("{count} {name}"))
            .collect();
        if !rest.is_empty() {
            words.push(format!(
                "{} others",
                rest.iter().map(|(_, count)| count).sum::<usize>()
            ));
        }
        match words.split_last() {
            Some((last, before)) if !before.is_empty() => {
                format!("{} and {last}", before.join(", "))
            }
            Some((last, _)) => last.clone(),
            None => String::new(),
        }
    }
}
