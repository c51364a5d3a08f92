//! The same map wherever the blocks happen to lie, so that a picture of it can be compared with one of another run.

use std::collections::VecDeque;

use super::snapshot::{Edge, Link, Node, Pointed, Snapshot, Target, Value};

/// Where the first block is said to lie.
const FIRST: usize = 0x1000;

impl Snapshot {
    /// The same with other addresses, as if the blocks lay one behind the other from 0x1000 on: first what the variables lead
    /// to, then everything else by the line that allocated it. So the picture is the same in each run, for a book or a test.
    ///
    /// ```
    /// use pointers::{heap, malloc};
    ///
    /// malloc::<i32>(4)?;
    /// let map = heap::snapshot().relative();
    /// assert_eq!(map.blocks().next().map(|block| block.address()), Some(0x1000));
    /// # Ok::<(), pointers::Error>(())
    /// ```
    #[must_use]
    #[inline]
    pub fn relative(mut self) -> Self {
        let order = self.order();
        let mut places = vec![0; order.len()];
        for (place, old) in order.iter().enumerate() {
            places[*old] = place;
        }
        let mut nodes: Vec<Option<Node>> = self.nodes.into_iter().map(Some).collect();
        self.nodes = order.iter().filter_map(|old| nodes[*old].take()).collect();
        let mut next = FIRST;
        for node in &mut self.nodes {
            node.address = next;
            next += node.size.max(1).next_multiple_of(16);
        }
        let ends: Vec<(usize, usize)> = self
            .nodes
            .iter()
            .map(|node| (node.address, node.size))
            .collect();
        let relate = |link: &mut Link| {
            link.target = link.target.moved(|old| Some(places[old]));
            link.address = match link.target {
                Target::Block { index, offset } => ends[index].0 + offset,
                Target::Outside { index } => ends[index].0 + ends[index].1,
                Target::Outdated { index } => ends[index].0,
                Target::Null => 0,
                Target::Forgotten | Target::LeftOut => usize::MAX,
            };
        };
        for edge in &mut self.edges {
            let place = |old: u32| u32::try_from(places[old as usize]).unwrap_or(old);
            *edge = match *edge {
                Edge::Block(old) => Edge::Block(place(old)),
                Edge::Outside(old) => Edge::Outside(place(old)),
                other => other,
            };
        }
        for value in self.nodes.iter_mut().flat_map(|node| &mut node.values) {
            if let Value::Link(link) = value {
                relate(link);
            }
        }
        self.variables
            .iter_mut()
            .for_each(|variable| relate(&mut variable.link));
        self
    }

    /// The blocks as the variables lead to them; then those that no block points to, by their lines, with what they lead to;
    /// then what is left. Those that are gone stand behind those that live.
    #[inline]
    fn order(&self) -> Vec<usize> {
        let mut others: Vec<usize> = (0..self.nodes.len()).collect();
        others.sort_by_key(|at| {
            let node = &self.nodes[*at];
            (node.pointed > Pointed::Itself, node.allocated_at, node.size)
        });
        let variables = self.variables.iter();
        let named = variables.filter_map(|variable| variable.link.target.block());
        let mut order = Vec::with_capacity(self.nodes.len());
        let mut is_known = vec![false; self.nodes.len()];
        for start in named.chain(others) {
            let mut next = VecDeque::from([start]);
            while let Some(at) = next.pop_front() {
                if std::mem::replace(&mut is_known[at], true) {
                    continue;
                }
                order.push(at);
                next.extend(self.edges_of(at).iter().filter_map(|edge| edge.block()));
            }
        }
        order.sort_by_key(|at| !self.nodes[*at].state.is_live());
        order
    }
}
