//! What is known at one point of the program: of each variable, and of each block.

use super::{
    arena::Arena,
    block::{Block, Life},
    lattice::{About, BlockId, Handle, Value},
};
use crate::model::Kind;

/// How many blocks are followed that the same place allocated.
const ROUNDS: usize = 8;

/// What is known at one point. A point that no path reaches has none.
#[derive(Clone, PartialEq)]
pub(crate) struct State<'a> {
    /// The variables in scope, in the order of their declarations.
    pub(crate) variables: Vec<Value<'a>>,
    /// In the order of their numbers. A block that is not among them is not allocated yet, or the caller gave it, and
    /// nothing was done with it.
    blocks: Vec<(BlockId, Block<'a>)>,
    pub(crate) arena: Arena<'a>,
    /// Other code ran: what is in the blocks that the caller gave may be something else now.
    pub(crate) disturbed: bool,
    /// It may be that no path gets here: all of them came by a call that may end the program.
    pub(crate) doubtful: bool,
}

impl<'a> State<'a> {
    /// At the start of a function, which sees nothing of the `around` variables in scope.
    pub(crate) fn start(around: usize, arena: &Arena<'a>) -> Self {
        Self {
            variables: vec![Value::Shared; around],
            blocks: Vec::new(),
            arena: arena.clone(),
            disturbed: false,
            doubtful: false,
        }
    }

    pub(crate) fn variable(&self, slot: usize) -> Value<'a> {
        self.variables.get(slot).copied().unwrap_or(Value::Unknown)
    }

    fn find(&self, id: BlockId) -> Result<usize, usize> {
        self.blocks.binary_search_by_key(&id, |(id, _)| *id)
    }

    /// What is known of a block that some operation has met.
    pub(crate) fn met(&self, id: BlockId) -> Option<&Block<'a>> {
        let at = self.find(id).ok()?;
        Some(&self.blocks[at].1)
    }

    pub(crate) fn block(&self, id: BlockId) -> Block<'a> {
        match self.find(id) {
            Ok(at) => self.blocks[at].1,
            Err(_) => self.unmet(id).unwrap_or(Block::foreign(Kind::Unknown)),
        }
    }

    pub(crate) fn block_mut(&mut self, id: BlockId) -> &mut Block<'a> {
        let at = match self.find(id) {
            Ok(at) => at,
            Err(at) => {
                let absent = Block {
                    life: Life::Absent,
                    ..Block::foreign(Kind::Unknown)
                };
                let block = self.unmet(id).unwrap_or(absent);
                self.blocks.insert(at, (id, block));
                at
            }
        };
        &mut self.blocks[at].1
    }

    pub(crate) fn has_blocks(&self) -> bool {
        !self.blocks.is_empty()
    }

    /// The blocks that something was done with.
    pub(crate) fn blocks(&self) -> &[(BlockId, Block<'a>)] {
        &self.blocks
    }

    /// Begins a block at a place, and gives its number. Those that were allocated there before, in other rounds of a loop,
    /// keep theirs as long as anything leads to them; if these are too many, the new one is not followed.
    pub(crate) fn begin(&mut self, site: BlockId, block: Block<'a>) -> Option<BlockId> {
        let is_free = |id| self.met(id).is_none_or(|old| old.life == Life::Absent);
        let id = if is_free(site) {
            site
        } else {
            let contents = self.blocks.iter().map(|(_, block)| block.across.content);
            let led_to = self.reached(self.variables.iter().copied().chain(contents));
            (0..ROUNDS)
                .map(|round| self.arena.in_round(site, round))
                .find(|id| is_free(*id) || !led_to.contains(id))?
        };
        *self.block_mut(id) = block;
        Some(id)
    }

    /// Other code gets hold of a value, and of all that it leads to.
    pub(crate) fn escape(&mut self, value: Value<'a>) {
        if matches!(value, Value::Null(..) | Value::Number(_)) {
            return self.forget(value);
        }
        for id in self.reached([value]) {
            let block = self.block_mut(id);
            block.forget();
            block.escaped = true;
            block.across.kept = true;
        }
    }

    /// Code that is not followed may act on what a value is.
    pub(crate) fn forget(&mut self, value: Value<'a>) {
        match value {
            Value::Handle(handle) => {
                self.open(handle.block);
                self.block_mut(handle.block).forget();
            }
            Value::Number(number) => match number.about {
                Some(About::Size(block)) => self.block_mut(block).forget_size(),
                Some(About::Life(block)) => self.block_mut(block).forget_life(),
                Some(About::Values(block)) => self.block_mut(block).fill(),
                Some(About::Null(at, kind)) => self.forget(Value::Null(at, kind)),
                None => {}
            },
            Value::Null(..) => {
                for variable in self
                    .variables
                    .iter_mut()
                    .filter(|variable| **variable == value)
                {
                    *variable = Value::Unknown;
                }
            }
            _ => {}
        }
    }

    /// Other code gets hold of what a block holds, which is not followed any more.
    pub(crate) fn open(&mut self, id: BlockId) {
        let content = self.block(id).across.content;
        if let Value::Parts(parts) = content {
            for value in self.arena.get(parts).parts.iter().map(|(_, value)| *value) {
                self.escape(value);
            }
        }
        self.block_mut(id).across.content = Value::Unknown;
    }

    /// What the block that a variable points to holds may be used in any way.
    pub(crate) fn look(&mut self, slot: usize) {
        for value in self.parts_of_all(self.variable(slot)) {
            if let Value::Handle(handle) = value {
                self.open(handle.block);
            }
        }
    }

    /// What the caller gave may hold something else now, but for one block.
    pub(crate) fn disturb(&mut self, except: Option<BlockId>) {
        self.disturbed = true;
        let given: Vec<_> = self
            .blocks
            .iter()
            .map(|(id, _)| *id)
            .filter(|id| Some(*id) != except && self.arena.given(*id).is_some())
            .collect();
        given.into_iter().for_each(|id| self.open(id));
    }

    /// Whether two states know the same.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        let variables = self.variables.len() == other.variables.len()
            && self
                .variables
                .iter()
                .zip(&other.variables)
                .all(|(one, other)| self.same(*one, *other));
        let blocks = self.blocks.len() == other.blocks.len()
            && self.blocks.iter().zip(&other.blocks).all(|(one, other)| {
                let (content, others) = (one.1.across.content, other.1.across.content);
                let mut known = other.1;
                known.across.content = content;
                one.0 == other.0 && one.1 == known && self.same(content, others)
            });
        variables && blocks && self.disturbed == other.disturbed
    }

    /// From here on other code can assign a variable.
    pub(crate) fn share(&mut self, slot: usize) {
        self.escape(self.variable(slot));
        if let Some(variable) = self.variables.get_mut(slot) {
            *variable = Value::Shared;
        }
    }

    pub(crate) fn set(&mut self, slot: usize, value: Value<'a>) {
        if let Some(variable) = self.variables.get_mut(slot)
            && *variable != Value::Shared
        {
            *variable = value;
        }
    }

    /// What holds on both paths, as far as the variables reach that both have.
    pub(crate) fn join(mut self, other: &Self) -> Self {
        self.doubtful &= other.doubtful;
        let mut contents = Vec::new();
        let mut blocks = Vec::with_capacity(self.blocks.len().max(other.blocks.len()));
        let (mut mine, mut others) = (
            self.blocks.iter().peekable(),
            other.blocks.iter().peekable(),
        );
        loop {
            let (id, first, second) = match (mine.peek(), others.peek()) {
                (None, None) => break,
                (Some((id, _)), Some((next, _))) if id == next => (
                    *id,
                    mine.next().map(|(_, block)| *block),
                    others.next().map(|(_, block)| *block),
                ),
                (Some((id, _)), next) if next.is_none_or(|(next, _)| id < next) => {
                    (*id, mine.next().map(|(_, block)| *block), other.unmet(*id))
                }
                (_, Some((id, _))) => {
                    (*id, self.unmet(*id), others.next().map(|(_, block)| *block))
                }
                (Some(_), None) => break,
            };
            let joined = match (first, second) {
                (Some(first), Some(second)) => {
                    let (one, two) = (first.across.content, second.across.content);
                    if one != two && first.life != Life::Absent && second.life != Life::Absent {
                        contents.push((id, one, two));
                    }
                    first.join(second)
                }
                (Some(one), None) | (None, Some(one)) => one,
                (None, None) => continue,
            };
            blocks.push((id, joined));
        }
        self.blocks = blocks;
        self.disturbed |= other.disturbed;
        for (id, first, second) in contents {
            let content = self.join_values(first, second);
            self.block_mut(id).across.content = content;
        }
        self.variables.truncate(other.variables.len());
        for slot in 0..self.variables.len() {
            let (mine, others) = (self.variables[slot], other.variables[slot]);
            if mine != others {
                self.variables[slot] = self.join_values(mine, others);
            }
        }
        self
    }

    /// What an expression is that may be either: what is lost from view by that counts as reached by other code.
    pub(crate) fn join_values(&mut self, mine: Value<'a>, others: Value<'a>) -> Value<'a> {
        match (mine, others) {
            _ if mine == others => mine,
            (Value::Unset, value) | (value, Value::Unset) => value,
            // Whichever of both it is, it is NULL.
            (Value::Null(_, kind), Value::Null(_, other)) if kind == other => mine,
            (Value::Handle(first), Value::Handle(second)) if first.block == second.block => {
                let offset = first.offset.filter(|_| first.offset == second.offset);
                Value::Handle(Handle {
                    offset,
                    reference: first.reference || second.reference,
                    ..first
                })
            }
            (Value::Shared, value) | (value, Value::Shared) => {
                self.lose(value);
                Value::Shared
            }
            _ => match self.join_parts(mine, others) {
                Some(joined) => joined,
                None => {
                    self.lose(mine);
                    self.lose(others);
                    Value::Unknown
                }
            },
        }
    }

    /// A variable may hold this, and that is no longer seen.
    pub(crate) fn lose(&mut self, value: Value<'a>) {
        if matches!(value, Value::Number(_)) {
            return self.forget(value);
        }
        for id in self.reached([value]) {
            let block = self.block_mut(id);
            let life = block.life;
            block.forget();
            if matches!(life, Life::Gone(..)) {
                block.life = life;
            }
            block.escaped = true;
            block.across.kept = true;
        }
    }
}

/// Joins what two paths know; a path that ends gives nothing.
pub(crate) fn join<'a>(mine: Option<State<'a>>, others: Option<State<'a>>) -> Option<State<'a>> {
    match (mine, others) {
        (Some(mine), Some(others)) => Some(mine.join(&others)),
        (one, None) | (None, one) => one,
    }
}
