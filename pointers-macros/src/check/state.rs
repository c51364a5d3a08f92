//! What is known at one point of the program: of each variable, and of each block.

use super::lattice::{About, Block, BlockId, Handle, Life, Value};
use crate::model::Kind;

/// What is known at one point. A point that no path reaches has none.
#[derive(Clone, PartialEq)]
pub(super) struct State<'a> {
    /// The variables in scope, in the order of their declarations.
    pub(super) variables: Vec<Value<'a>>,
    blocks: Vec<Block<'a>>,
}

impl<'a> State<'a> {
    /// At the start of a function, which sees nothing of the `around` variables in scope.
    pub(super) fn start(around: usize) -> Self {
        Self {
            variables: vec![Value::Shared; around],
            blocks: Vec::new(),
        }
    }

    pub(super) fn variable(&self, slot: usize) -> Value<'a> {
        self.variables.get(slot).copied().unwrap_or(Value::Unknown)
    }

    pub(super) fn block(&self, id: BlockId) -> Block<'a> {
        self.blocks
            .get(id.0)
            .copied()
            .unwrap_or(Block::foreign(Kind::Unknown))
    }

    pub(super) fn block_mut(&mut self, id: BlockId) -> &mut Block<'a> {
        while self.blocks.len() <= id.0 {
            self.blocks.push(Block {
                life: Life::Absent,
                ..Block::foreign(Kind::Unknown)
            });
        }
        &mut self.blocks[id.0]
    }

    /// Begins a block at a place: handles to the one that was allocated there before are lost from view.
    pub(super) fn begin(&mut self, id: BlockId, block: Block<'a>) {
        if self
            .blocks
            .get(id.0)
            .is_some_and(|old| old.life != Life::Absent)
        {
            for value in &mut self.variables {
                if matches!(value, Value::Handle(handle) if handle.block == id) {
                    *value = Value::Unknown;
                }
            }
        }
        *self.block_mut(id) = block;
    }

    /// Other code gets hold of a value.
    pub(super) fn escape(&mut self, value: Value<'a>) {
        self.forget(value);
        if let Value::Handle(handle) = value {
            self.block_mut(handle.block).escaped = true;
        }
    }

    /// Code that is not followed may act on what a value is.
    pub(super) fn forget(&mut self, value: Value<'a>) {
        match value {
            Value::Handle(handle) => self.block_mut(handle.block).forget(),
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

    /// From here on other code can assign a variable.
    pub(super) fn share(&mut self, slot: usize) {
        self.escape(self.variable(slot));
        if let Some(variable) = self.variables.get_mut(slot) {
            *variable = Value::Shared;
        }
    }

    pub(super) fn set(&mut self, slot: usize, value: Value<'a>) {
        if let Some(variable) = self.variables.get_mut(slot)
            && *variable != Value::Shared
        {
            *variable = value;
        }
    }

    /// What holds on both paths, as far as the variables reach that both have.
    pub(super) fn join(mut self, other: &Self) -> Self {
        for (mine, others) in self.blocks.iter_mut().zip(&other.blocks) {
            *mine = mine.join(*others);
        }
        if other.blocks.len() > self.blocks.len() {
            self.blocks
                .extend_from_slice(&other.blocks[self.blocks.len()..]);
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
    pub(super) fn join_values(&mut self, mine: Value<'a>, others: Value<'a>) -> Value<'a> {
        match (mine, others) {
            _ if mine == others => mine,
            (Value::Unset, value) | (value, Value::Unset) => value,
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
            _ => {
                self.lose(mine);
                self.lose(others);
                Value::Unknown
            }
        }
    }

    /// A variable may hold this, and that is no longer seen.
    fn lose(&mut self, value: Value<'a>) {
        match value {
            Value::Handle(handle) => {
                let block = self.block_mut(handle.block);
                let life = block.life;
                block.forget();
                if matches!(life, Life::Gone(..)) {
                    block.life = life;
                }
                block.escaped = true;
            }
            Value::Number(_) => self.forget(value),
            _ => {}
        }
    }
}

/// Joins what two paths know; a path that ends gives nothing.
pub(super) fn join<'a>(mine: Option<State<'a>>, others: Option<State<'a>>) -> Option<State<'a>> {
    match (mine, others) {
        (Some(mine), Some(others)) => Some(mine.join(&others)),
        (one, None) | (None, one) => one,
    }
}
