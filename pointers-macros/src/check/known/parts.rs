//! Values that hold others: structures, tuples, arrays, `Some(..)`, and what a block holds.
//!
//! They never change: whoever assigns a part makes a new one ([`with`](State::with)). So a [`Value`] stays a word that
//! can be copied, and states share what they know alike.
//!
//! The other half are the blocks that a caller gave: a tree whose roots are a function's parameters, and whose
//! branches are fields and elements. `list->head->next` of a parameter `list` is the block `list.[0].head.[0].next`, which
//! is made when it is asked for, and which each caller replaces by what it has there.

use syn::Type;

use super::{
    arena::{Composite, Given, Key},
    block::{Block, Life},
    lattice::{BlockId, Handle, Value},
    state::State,
};
use crate::map::Set;
use crate::model::{Kind, kind_of_type};

/// How many parts of one value are followed.
const PARTS: usize = 64;

/// How deep within one another they are followed.
pub(crate) const DEPTH: usize = 6;

impl<'a> Block<'a> {
    /// One that the caller gave, as it was.
    pub(crate) fn given(given: &Given<'a>, disturbed: bool) -> Self {
        let kind = given.ty.map_or(Kind::Unknown, kind_of_type);
        let mut block = Self::foreign(kind);
        block.life = Life::Given;
        if !disturbed {
            block.across.content = Value::Parts(given.untouched);
        }
        block
    }
}

impl<'a> State<'a> {
    /// What is known of a block that no operation has met yet.
    pub(crate) fn unmet(&self, id: BlockId) -> Option<Block<'a>> {
        let given = self.arena.given(id)?;
        let mut block = Block::given(&given, self.disturbed);
        let mut parent = given.parent;
        while let Some((of, _)) = parent {
            // What NULL points to is not there.
            if self.met(of).is_some_and(|block| block.life == Life::Absent) {
                block.life = Life::Absent;
            }
            parent = self.arena.given(of).and_then(|given| given.parent);
        }
        Some(block)
    }

    /// Whether a value is a structure, or whatever else is no handle, that the caller gave.
    pub(crate) fn given_whole(&self, value: Value<'a>) -> Option<BlockId> {
        match value {
            Value::Handle(handle) if self.arena.given(handle.block).is_some() => {
                (self.block(handle.block).kind == Kind::Unknown).then_some(handle.block)
            }
            _ => None,
        }
    }

    /// Whether a value is certainly no handle.
    pub(crate) fn is_whole(&self, value: Value<'a>) -> bool {
        match value {
            Value::Parts(_) => true,
            value => self
                .given_whole(value)
                .is_some_and(|block| self.arena.holds_its_fields(block)),
        }
    }

    /// Other code may have what a value leads to, when that is dropped.
    pub(crate) fn keep(&mut self, value: Value<'a>) {
        for id in self.reached([value]) {
            self.block_mut(id).across.kept = true;
        }
    }

    /// Whether a value can be taken apart.
    pub(crate) fn has_parts(&self, value: Value<'a>) -> bool {
        matches!(value, Value::Parts(_)) || self.given_whole(value).is_some()
    }

    /// What a value has in a part of a part, and so on.
    pub(crate) fn part_of(&self, value: Value<'a>, keys: &[Key]) -> Value<'a> {
        keys.iter().fold(value, |value, key| self.part(value, *key))
    }

    /// What a value has in a part.
    pub(crate) fn part(&self, value: Value<'a>, key: Key) -> Value<'a> {
        match value {
            Value::Parts(id) => {
                let parts = self.arena.get(id);
                let found = parts.parts.iter().find(|(known, _)| *known == key);
                match (found, parts.shape) {
                    (Some((_, value)), _) => *value,
                    (None, Composite::Given(block)) => self.given_part(block, key),
                    (None, _) => Value::Unknown,
                }
            }
            value => match self.given_whole(value) {
                Some(block) => self.given_part(block, key),
                None => Value::Unknown,
            },
        }
    }

    /// The same, where the program takes it. What is too deep to be followed is used in some way.
    pub(crate) fn take_part(&mut self, value: Value<'a>, key: Key) -> Value<'a> {
        let part = self.part(value, key);
        if part == Value::Unknown {
            let of = match value {
                Value::Parts(id) => match self.arena.get(id).shape {
                    Composite::Given(block) => Some(block),
                    _ => None,
                },
                value => self.given_whole(value),
            };
            if let Some(block) = of
                && self.arena.child(block, key).is_none()
            {
                self.lose(Value::Handle(Handle {
                    block,
                    offset: None,
                    reference: false,
                }));
            }
        }
        part
    }

    pub(crate) fn given_part(&self, block: BlockId, key: Key) -> Value<'a> {
        let Some(child) = self.arena.child(block, key) else {
            return Value::Unknown;
        };
        let ty = self.arena.given(child).and_then(|given| given.ty);
        if ty.is_some_and(|ty| kind_of_type(ty) == Kind::Plain) {
            return Value::Unknown;
        }
        Value::Handle(Handle {
            block: child,
            offset: Some(0),
            reference: matches!(ty, Some(Type::Reference(_))),
        })
    }

    /// A value in which the part at `keys` is another one; `None` if it is not followed.
    pub(crate) fn with(
        &self,
        whole: Value<'a>,
        keys: &[Key],
        value: Value<'a>,
    ) -> Option<Value<'a>> {
        let [key, rest @ ..] = keys else {
            return Some(value);
        };
        let part = self.with(self.part(whole, *key), rest, value)?;
        let (shape, mut parts) = match whole {
            Value::Parts(id) => {
                let old = self.arena.get(id);
                (old.shape, old.parts.clone())
            }
            whole => (Composite::Given(self.given_whole(whole)?), Vec::new()),
        };
        parts.retain(|(known, _)| known != key);
        if parts.len() == PARTS {
            return None;
        }
        add(&mut parts, *key, part);
        Some(Value::Parts(self.arena.make(shape, parts)))
    }

    /// A structure, a tuple, an array.
    pub(crate) fn whole(
        &self,
        shape: Composite,
        parts: Vec<(Key, Value<'a>)>,
    ) -> Option<Value<'a>> {
        let deep = parts
            .iter()
            .any(|(_, value)| self.is_deeper_than(*value, DEPTH));
        if deep || parts.len() > PARTS {
            return None;
        }
        let mut sorted = Vec::new();
        for (key, value) in parts {
            add(&mut sorted, key, value);
        }
        Some(Value::Parts(self.arena.make(shape, sorted)))
    }

    pub(crate) fn is_deeper_than(&self, value: Value<'a>, depth: usize) -> bool {
        match value {
            Value::Parts(id) => {
                let parts = self.arena.get(id);
                depth == 0
                    || parts
                        .parts
                        .iter()
                        .any(|(_, value)| self.is_deeper_than(*value, depth - 1))
            }
            _ => false,
        }
    }

    /// What is in the element that a handle points to.
    pub(crate) fn content(&self, handle: Handle) -> Value<'a> {
        match handle.offset {
            Some(offset) => self.part(
                self.block(handle.block).across.content,
                Key::Element(offset),
            ),
            None => Value::Unknown,
        }
    }

    /// The values that one holds.
    pub(crate) fn parts_of(&self, value: Value<'a>) -> Vec<Value<'a>> {
        match value {
            Value::Parts(id) => {
                let parts = self.arena.get(id);
                let mut values: Vec<_> = parts.parts.iter().map(|(_, value)| *value).collect();
                if let Composite::Given(block) = parts.shape {
                    values.push(Value::Handle(Handle {
                        block,
                        offset: None,
                        reference: false,
                    }));
                }
                values
            }
            _ => Vec::new(),
        }
    }

    /// A value, and the values that it holds, without those in memory.
    pub(crate) fn parts_of_all(&self, value: Value<'a>) -> Vec<Value<'a>> {
        let mut all = vec![value];
        let mut at = 0;
        while let Some(value) = all.get(at).copied() {
            all.extend(self.parts_of(value));
            at += 1;
        }
        all
    }

    /// The blocks that a value leads to, directly and through what they hold.
    pub(crate) fn reached(&self, values: impl IntoIterator<Item = Value<'a>>) -> Vec<BlockId> {
        self.followed(values, true)
    }

    pub(crate) fn followed(
        &self,
        values: impl IntoIterator<Item = Value<'a>>,
        through_freed: bool,
    ) -> Vec<BlockId> {
        let mut found = Vec::new();
        let mut open: Vec<_> = values.into_iter().collect();
        while let Some(value) = open.pop() {
            match value {
                Value::Handle(handle) if !found.contains(&handle.block) => {
                    found.push(handle.block);
                    let block = self.block(handle.block);
                    if through_freed || !matches!(block.life, Life::Gone(..)) {
                        open.extend(self.parts_of(block.across.content));
                    }
                }
                value => open.extend(self.parts_of(value)),
            }
        }
        found
    }

    /// The same, but what is freed leads nowhere.
    pub(crate) fn held(&self, values: impl IntoIterator<Item = Value<'a>>) -> Vec<BlockId> {
        self.followed(values, false)
    }

    /// Whether two values are the same, part by part.
    pub(crate) fn same(&self, first: Value<'a>, second: Value<'a>) -> bool {
        match (first, second) {
            (Value::Parts(one), Value::Parts(other)) => {
                let (one, other) = (self.arena.get(one), self.arena.get(other));
                one.shape == other.shape
                    && one.parts.len() == other.parts.len()
                    && one
                        .parts
                        .iter()
                        .zip(&other.parts)
                        .all(|(one, other)| one.0 == other.0 && self.same(one.1, other.1))
            }
            (first, second) => first == second,
        }
    }

    /// What a value is that may be either of two that have parts; `None` if they are not alike.
    pub(crate) fn join_parts(&mut self, first: Value<'a>, second: Value<'a>) -> Option<Value<'a>> {
        let shape = |value| match value {
            Value::Parts(id) => Some(self.arena.get(id).shape),
            value => self.given_whole(value).map(Composite::Given),
        };
        let shape = match (shape(first)?, shape(second)?) {
            (Composite::Whole(_), Composite::Whole(_)) if self.same(first, second) => {
                return Some(first);
            }
            (Composite::Whole(one), Composite::Whole(other)) => {
                Composite::Whole(one.filter(|_| one == other))
            }
            (one, other) if one == other => one,
            _ => return None,
        };
        let mut keys = Set::new();
        for value in [first, second] {
            if let Value::Parts(id) = value {
                keys.extend(self.arena.get(id).parts.iter().map(|(key, _)| *key));
            }
        }
        let mut parts = Vec::new();
        for key in keys.into_all() {
            let (one, other) = (self.part(first, key), self.part(second, key));
            let joined = self.join_values(one, other);
            if joined != Value::Unknown || matches!(shape, Composite::Given(_)) {
                parts.push((key, joined));
            }
        }
        Some(Value::Parts(self.arena.make(shape, parts)))
    }
}

/// Adds a part where it belongs. Sorting is much code, and these are few.
fn add<'a>(parts: &mut Vec<(Key, Value<'a>)>, key: Key, value: Value<'a>) {
    let at = parts.partition_point(|(known, _)| *known <= key);
    parts.insert(at, (key, value));
}
