//! What was built: which blocks belong together, and which link leads from one to the next.
//!
//! Each section begins at a block, named ones first, and has all blocks that are reached from there and that no section before
//! it has. Which link makes the shape: from block to block breadth first; but links to blocks of the same type are followed
//! before all others, each as far as it goes, so that a list runs from its head, and not from both ends where something
//! points to its tail, or where it is a ring.
//! The other links ([`LinkEnd`]) are drawn if they are short, and otherwise say where they lead.

use std::collections::{HashSet, VecDeque};

use super::snapshot::{Node, Pointed, Snapshot, State, Target, Value};

/// From how many on lone blocks that are alike are drawn as one.
const ALIKE: usize = 5;

/// Of how many blocks on they are drawn in one line each where that can be.
const MANY: usize = 100;

pub(super) struct Plan<'a> {
    pub(super) map: &'a Snapshot,
    pub(super) sections: Vec<Section>,
    /// Of each block the link that makes the shape: from which block, and which of its values.
    from: Vec<Option<(usize, usize)>>,
    /// The section of each block.
    section: Vec<usize>,
    /// The blocks that are drawn.
    pub(super) drawn: Vec<usize>,
    /// How many links of these lead to each block.
    links_to: Vec<usize>,
}

/// The section of a block that is not drawn.
const NOT_DRAWN: usize = usize::MAX - 1;

/// What is drawn together.
pub(super) struct Section {
    pub(super) title: String,
    pub(super) kind: SectionKind,
    pub(super) trees: Vec<Tree>,
    /// How many blocks there are that are like the one that is drawn.
    pub(super) alike: usize,
    pub(super) leaked: bool,
    pub(super) state: State,
    /// Where all its blocks were allocated, if that was in one place.
    pub(super) site: Option<String>,
    /// The size of all its blocks, if it is one.
    pub(super) size: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SectionKind {
    List,
    Tree,
    /// Different blocks.
    Mixed,
    Alone,
}

/// A block, and those that its links lead to.
pub(super) struct Tree {
    pub(super) block: usize,
    /// By which of its values.
    pub(super) children: Vec<(usize, Tree)>,
}

/// Where a link leads that is no NULL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LinkEnd {
    Null,
    /// It makes the shape.
    Child(usize),
    /// To the block that this one was reached from.
    Back(usize),
    Itself,
    /// To another block.
    Elsewhere(usize),
    /// One past the last element of a block, or outside of it.
    Outside(usize),
    /// To a block that lives, and that was reallocated too often since.
    Outdated(usize),
    /// To a block that is gone, of which nothing is known.
    Forgotten,
    /// To one that is not in the snapshot.
    LeftOut,
}

impl Tree {
    #[inline]
    pub(super) fn count(&self) -> usize {
        1 + self
            .children
            .iter()
            .map(|(_, tree)| tree.count())
            .sum::<usize>()
    }

    #[inline]
    pub(super) fn each(&self, f: &mut dyn FnMut(usize)) {
        f(self.block);
        self.children.iter().for_each(|(_, tree)| tree.each(f));
    }

    /// Its blocks, if each leads to one at the most.
    #[inline]
    pub(super) fn chain(&self) -> Option<Vec<&Self>> {
        let mut chain = vec![self];
        loop {
            match &chain[chain.len() - 1].children[..] {
                [] => return Some(chain),
                [(_, next)] => chain.push(next),
                _ => return None,
            }
        }
    }

    #[inline]
    fn depth(&self) -> usize {
        let below = self.children.iter().map(|(_, tree)| tree.depth()).max();
        1 + below.unwrap_or(0)
    }
}

impl<'a> Plan<'a> {
    /// Of these blocks. What is alike and stands alone is folded, if there is much of it and that is wanted.
    #[inline]
    pub(super) fn of(map: &'a Snapshot, drawn: Vec<usize>, folds: bool) -> Self {
        let all = map.nodes.len();
        let mut section = vec![NOT_DRAWN; all];
        drawn.iter().for_each(|block| section[*block] = usize::MAX);
        let mut plan = Plan {
            map,
            sections: Vec::new(),
            from: vec![None; all],
            section,
            links_to: links_to(map, &drawn),
            drawn,
        };
        let mut roots = Vec::new();
        for root in plan.starts() {
            if plan.section[root] == usize::MAX {
                plan.claim(root, roots.len());
                roots.push(root);
            }
        }
        let trees: Vec<Tree> = roots.iter().map(|root| plan.tree(*root)).collect();
        let sections = plan.gather(trees, folds);
        plan.sections = sections;
        plan
    }

    /// Of blocks of which somebody else knows which hang from which: by a value of which block each does.
    #[inline]
    pub(super) fn hanging(map: &'a Snapshot, from: Vec<Option<(usize, usize)>>) -> Self {
        Plan {
            map,
            sections: Vec::new(),
            section: vec![NOT_DRAWN; from.len()],
            drawn: (0..from.len()).collect(),
            links_to: vec![0; from.len()],
            from,
        }
    }

    /// Whether the blocks of a chain can be drawn in one line each, without names and addresses: nothing of it would be
    /// hidden, and nobody else says that a link leads there. Where there are very many blocks each has to be small.
    #[inline]
    pub(super) fn can_be_small(&self, chain: &[&Tree]) -> bool {
        let is_plain = |one: &Tree| {
            self.is_like(one.block, chain[0].block)
                && self.links_to[one.block] <= 1
                && !self.is_named(one.block)
                && !self.has_other_links(one)
        };
        let is_one = |one: &&Tree| !self.map.nodes[one.block].state.is_live() || is_plain(one);
        self.drawn.len() > MANY || chain.iter().all(is_one)
    }

    /// Whether any link of a block leads where no arrow goes, so that words have to say where.
    #[inline]
    pub(super) fn has_other_links(&self, tree: &Tree) -> bool {
        let mut links = self.map.nodes[tree.block].links();
        links.any(|(value, _)| {
            !matches!(
                self.end(tree.block, value),
                Some(LinkEnd::Child(_) | LinkEnd::Null)
            )
        })
    }

    /// The value of a block from which one hangs.
    #[inline]
    pub(super) fn parent(&self, block: usize) -> Option<(usize, usize)> {
        self.from[block]
    }

    /// Where sections may begin, the first ones first.
    #[inline]
    fn starts(&self) -> Vec<usize> {
        let variables = self.map.variables.iter();
        let named: Vec<usize> = variables
            .filter_map(|variable| match variable.link.target {
                // A pointer into the middle of something begins nothing, unless nothing else does.
                Target::Block { index, offset: 0 } => Some(index),
                _ => None,
            })
            .collect();
        let is_free = |index: &usize| self.map.nodes[*index].pointed <= Pointed::Itself;
        // What is named and part of a named structure is drawn there.
        let heads = named.iter().copied().filter(is_free);
        let drawn = self.drawn.iter().copied();
        let roots = drawn.clone().filter(is_free);
        let all = heads.chain(named.iter().copied()).chain(roots);
        all.chain(drawn).collect()
    }

    /// Everything that is reached from here, and is in no section, belongs to this one.
    #[inline]
    fn claim(&mut self, root: usize, section: usize) {
        let mut later = VecDeque::new();
        self.claim_alike(root, section, &mut later);
        while let Some(block) = later.pop_front() {
            let targets = self.unclaimed(block);
            let is_index = self.is_index(block, &targets);
            let mut heads = Vec::new();
            for (value, to) in targets {
                if self.section[to] != usize::MAX {
                    continue;
                }
                self.from[to] = Some((block, value));
                if is_index {
                    self.section[to] = section;
                    heads.push(to);
                } else {
                    self.claim_alike(to, section, &mut later);
                }
            }
            for head in heads {
                self.claim_alike(head, section, &mut later);
            }
        }
    }

    /// Whether it is an array of handles to most of what is reached from there: then each of them hangs from its row, and
    /// otherwise as far as the links between them lead.
    #[inline]
    fn is_index(&self, block: usize, targets: &[(usize, usize)]) -> bool {
        if self.map.nodes[block].elements < 2 {
            return false;
        }
        let direct: HashSet<usize> = targets.iter().map(|(_, to)| *to).collect();
        let mut known = direct.clone();
        let mut next: Vec<usize> = direct.iter().copied().collect();
        while let Some(one) = next.pop() {
            for (_, to) in self.unclaimed(one) {
                if self.is_like(to, one) && known.insert(to) {
                    next.push(to);
                }
            }
        }
        2 * direct.len() >= known.len()
    }

    /// The links of a block to those that are in no section.
    #[inline]
    fn unclaimed(&self, block: usize) -> Vec<(usize, usize)> {
        let links = self.map.nodes[block].links();
        links
            .filter_map(|(value, link)| match link.target {
                Target::Block { index, .. } if self.section[index] == usize::MAX => {
                    Some((value, index))
                }
                _ => None,
            })
            .collect()
    }

    /// This block, and all of its type that are reached by such alone, the first link first. What else they lead to is
    /// for later.
    #[inline]
    fn claim_alike(&mut self, first: usize, section: usize, later: &mut VecDeque<usize>) {
        self.section[first] = section;
        later.push_back(first);
        // The links that are still to be followed, of the blocks on the way to this one.
        let mut way = vec![(first, self.unclaimed(first).into_iter())];
        while let Some((block, links)) = way.last_mut() {
            let block = *block;
            let Some((value, to)) = links.next() else {
                way.pop();
                continue;
            };
            if self.section[to] == usize::MAX && self.is_like(to, first) {
                self.section[to] = section;
                self.from[to] = Some((block, value));
                later.push_back(to);
                way.push((to, self.unclaimed(to).into_iter()));
            }
        }
    }

    #[inline]
    fn is_like(&self, one: usize, other: usize) -> bool {
        let nodes = &self.map.nodes;
        nodes[one].of.is_some() && nodes[one].of == nodes[other].of
    }

    #[inline]
    fn tree(&self, block: usize) -> Tree {
        let links = self.map.nodes[block].links();
        let children = links.filter_map(|(value, link)| match link.target {
            Target::Block { index, .. } if self.from[index] == Some((block, value)) => {
                Some((value, self.tree(index)))
            }
            _ => None,
        });
        Tree {
            block,
            children: children.collect(),
        }
    }
}

#[inline]
fn links_to(map: &Snapshot, drawn: &[usize]) -> Vec<usize> {
    let mut count = vec![0; map.nodes.len()];
    let edges = drawn.iter().flat_map(|block| map.edges_of(*block));
    edges
        .filter_map(|edge| edge.block())
        .for_each(|to| count[to] += 1);
    count
}

impl Plan<'_> {
    /// Whether each element of the block has a row of its own.
    #[inline]
    pub(super) fn is_upright(&self, tree: &Tree) -> bool {
        self.map.nodes[tree.block].elements > 1
    }

    /// Whether it is a tree of blocks of one type, and no list.
    #[inline]
    pub(super) fn branches(&self, tree: &Tree) -> bool {
        let of = |tree: &Tree| self.map.nodes[tree.block].of;
        let mut next = vec![tree];
        let mut branches = false;
        while let Some(one) = next.pop() {
            if of(one) != of(tree) || self.is_upright(one) {
                return false;
            }
            branches |= one.children.len() > 1;
            next.extend(one.children.iter().map(|(_, child)| child));
        }
        branches
    }

    /// The sections of these trees: what is alike and alone stands together; what leaked, and what C has, stands last.
    #[inline]
    fn gather(&self, trees: Vec<Tree>, folds: bool) -> Vec<Section> {
        let mut sections: Vec<Section> = Vec::new();
        for tree in trees {
            let alone = tree.children.is_empty() && !self.is_named(tree.block);
            let like = sections.iter_mut().find(|section| {
                alone
                    && section.kind == SectionKind::Alone
                    && !self.is_named(section.trees[0].block)
                    && self.are_alike(section.trees[0].block, tree.block)
            });
            match like {
                Some(section) => section.trees.push(tree),
                None => sections.push(self.section_of(tree)),
            }
        }
        for section in &mut sections {
            section.title = self.title(section);
            if folds && section.trees.len() >= ALIKE {
                section.alike = section.trees.len();
                section.trees.truncate(1);
            }
        }
        sections.sort_by_key(|section| (section.state.is_of_others(), section.leaked));
        sections
    }

    #[inline]
    fn is_named(&self, block: usize) -> bool {
        let mut variables = self.map.variables.iter();
        variables.any(|variable| variable.link.target.block() == Some(block))
    }

    #[inline]
    fn are_alike(&self, one: usize, other: usize) -> bool {
        let what = |index: usize| {
            let node: &Node = &self.map.nodes[index];
            let leaked = self.map.block(index).leaked();
            (
                node.of,
                &node.called,
                node.size,
                node.state,
                node.allocated_at,
                leaked,
                node.pointed,
            )
        };
        what(one) == what(other)
    }

    #[inline]
    fn section_of(&self, tree: Tree) -> Section {
        let mut blocks = Vec::new();
        tree.each(&mut |block| blocks.push(block));
        let node = |block: &usize| &self.map.nodes[*block];
        let all_alike = blocks.iter().all(|block| self.is_like(*block, tree.block));
        let kind = match blocks.len() {
            1 => SectionKind::Alone,
            count if all_alike && tree.depth() == count => SectionKind::List,
            _ if all_alike && node(&tree.block).elements == 1 => SectionKind::Tree,
            _ => SectionKind::Mixed,
        };
        let first = node(&tree.block);
        let same_site = blocks
            .iter()
            .all(|block| node(block).allocated_at == first.allocated_at);
        let same_size = blocks.iter().all(|block| node(block).size == first.size);
        Section {
            title: String::new(),
            kind,
            alike: 1,
            leaked: self.map.block(tree.block).leaked(),
            state: first.state,
            site: first
                .allocated_at
                .filter(|_| same_site)
                .map(ToString::to_string),
            size: same_size.then_some(first.size),
            trees: vec![tree],
        }
    }

    /// Whether a block is drawn in this section.
    #[inline]
    pub(super) fn section_of_block(&self, block: usize, section: &Section) -> bool {
        let roots = section.trees.iter().map(|tree| self.section[tree.block]);
        self.section
            .get(block)
            .is_some_and(|of| roots.into_iter().any(|root| root == *of))
    }

    /// Where a value leads that is a link.
    #[inline]
    pub(super) fn end(&self, block: usize, value: usize) -> Option<LinkEnd> {
        let Value::Link(link) = self.map.nodes[block].values.get(value)? else {
            return None;
        };
        Some(match link.target {
            Target::Null => LinkEnd::Null,
            Target::Forgotten => LinkEnd::Forgotten,
            Target::LeftOut => LinkEnd::LeftOut,
            Target::Outside { index } => LinkEnd::Outside(index),
            Target::Outdated { index } => LinkEnd::Outdated(index),
            Target::Block { index, .. } if index == block => LinkEnd::Itself,
            Target::Block { index, .. } => match self.from[index] {
                Some(from) if from == (block, value) => LinkEnd::Child(index),
                _ if self.from[block].is_some_and(|(from, _)| from == index) => {
                    LinkEnd::Back(index)
                }
                _ => LinkEnd::Elsewhere(index),
            },
        })
    }
}
