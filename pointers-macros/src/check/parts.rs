//! Values that hold others: structures, tuples, arrays, `Some(..)`, and what a block holds.
//!
//! They never change: whoever assigns a part makes a new one ([`with`](State::with)). So a [`Value`] stays a word that
//! can be copied, and states share what they know alike.
//!
//! The other half are the blocks that a caller gave: a tree whose roots are a function's parameters, and whose
//! branches are fields and elements. `list->head->next` of a parameter `list` is the block `list.[0].head.[0].next`, which
//! is made when it is asked for, and which each caller replaces by what it has there.

use std::{
    cell::RefCell,
    collections::{HashMap, HashSet},
    ptr,
    rc::Rc,
};

use syn::{Expr, GenericArgument, PathArguments, Type};

use super::lattice::{Block, BlockId, Handle, Life, UnitsId, Value};
use super::state::State;
use super::summary::name_of;
use crate::{
    model::{Kind, element_of_type, kind_of_type},
    primitives,
};

/// How many parts of one value are followed.
const PARTS: usize = 64;
/// How deep within one another they are followed.
const DEPTH: usize = 6;
/// How many units of a text are known.
const UNITS: usize = 256;
/// How far from a parameter what the caller gave is followed.
const REACH: usize = 6;

/// A field's name, or `.0` of a tuple.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub(super) struct Name(usize);

/// The part of a value.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub(super) enum Key {
    Field(Name),
    /// Of an array, or of a block.
    Element(i128),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct PartsId(usize);

/// What the parts belong to.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Shape {
    /// A structure of this name, a tuple, an array, the elements of a block. Of its other parts nothing is known.
    Whole(Option<Name>),
    /// What the caller gave, whose other parts are as they were.
    Given(BlockId),
    Some,
    None,
    Ok,
    Err,
    /// `Cell::new(..)`.
    Cell,
}

#[derive(Clone, PartialEq)]
pub(super) struct Parts<'a> {
    pub(super) shape: Shape,
    pub(super) parts: Vec<(Key, Value<'a>)>,
}

/// A block that the caller gave.
#[derive(Clone, Copy)]
pub(super) struct Given<'a> {
    /// What it is a part of; a parameter is of nothing.
    pub(super) parent: Option<(BlockId, Key)>,
    depth: usize,
    ty: Option<&'a Type>,
    untouched: PartsId,
}

impl PartialEq for Arena<'_> {
    /// There is one.
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// All that states share.
#[derive(Clone, Default)]
pub(super) struct Arena<'a>(Rc<RefCell<All<'a>>>);

#[derive(Default)]
struct All<'a> {
    names: HashMap<String, Name>,
    units: Vec<Rc<[u8]>>,
    spelt: HashMap<Rc<[u8]>, UnitsId>,
    parts: Vec<Rc<Parts<'a>>>,
    blocks: usize,
    given: HashMap<BlockId, Given<'a>>,
    children: HashMap<(BlockId, Key), BlockId>,
    /// The types of the fields of the structures that the body declares.
    fields: HashMap<(String, Name), &'a Type>,
    structures: HashSet<String>,
    /// Names that mean several structures, or one from elsewhere in some place.
    ambiguous: HashSet<String>,
    /// Those that have a `Drop`, or may have one that is not seen.
    drops: HashSet<String>,
    /// The block that each place allocates: of its own, or for one of the function that it calls.
    sites: HashMap<(*const Expr, Option<BlockId>), BlockId>,
}

impl<'a> Arena<'a> {
    pub(super) fn name(&self, name: &str) -> Name {
        let mut all = self.0.borrow_mut();
        let next = Name(all.names.len());
        *all.names.entry(name.to_owned()).or_insert(next)
    }

    /// Units of a text, unless they are too many.
    pub(super) fn spell(&self, units: &[u8]) -> Option<UnitsId> {
        if units.len() > UNITS {
            return None;
        }
        let mut all = self.0.borrow_mut();
        if let Some(id) = all.spelt.get(units) {
            return Some(*id);
        }
        let id = UnitsId(all.units.len());
        let units: Rc<[u8]> = units.into();
        all.units.push(Rc::clone(&units));
        all.spelt.insert(units, id);
        Some(id)
    }

    pub(super) fn units(&self, id: UnitsId) -> Rc<[u8]> {
        Rc::clone(&self.0.borrow().units[id.0])
    }

    pub(super) fn make(&self, shape: Shape, parts: Vec<(Key, Value<'a>)>) -> PartsId {
        let mut all = self.0.borrow_mut();
        all.parts.push(Rc::new(Parts { shape, parts }));
        PartsId(all.parts.len() - 1)
    }

    pub(super) fn get(&self, id: PartsId) -> Rc<Parts<'a>> {
        Rc::clone(&self.0.borrow().parts[id.0])
    }

    pub(super) fn spelt(&self, name: Name) -> String {
        let all = self.0.borrow();
        let found = all.names.iter().find(|(_, known)| **known == name);
        found.map(|(name, _)| name.clone()).unwrap_or_default()
    }

    /// The block that is allocated at a place, or that a call there allocates for one of the function's.
    pub(super) fn site(&self, place: *const Expr, inner: Option<BlockId>) -> BlockId {
        if let Some(site) = self.0.borrow().sites.get(&(place, inner)) {
            return *site;
        }
        let site = self.next_block();
        self.0.borrow_mut().sites.insert((place, inner), site);
        site
    }

    /// One of the blocks that are allocated at a place, the first of which is `site`.
    pub(super) fn in_round(&self, site: BlockId, round: usize) -> BlockId {
        (0..round).fold(site, |block, _| self.site(ptr::null(), Some(block)))
    }

    /// The number of a block that is not there yet.
    fn next_block(&self) -> BlockId {
        let mut all = self.0.borrow_mut();
        all.blocks += 1;
        BlockId(all.blocks - 1)
    }

    pub(super) fn declare_field(&self, structure: &str, field: &str, ty: &'a Type) {
        let field = self.name(field);
        let mut all = self.0.borrow_mut();
        all.fields.insert((structure.to_owned(), field), ty);
    }

    pub(super) fn declare_structure(&self, structure: &str) {
        let is_new = self.0.borrow_mut().structures.insert(structure.to_owned());
        if !is_new {
            self.declare_ambiguous(structure);
        }
    }

    /// A name has more than one meaning, so that nothing is known of the fields of what it names.
    pub(super) fn declare_ambiguous(&self, name: &str) {
        self.0.borrow_mut().ambiguous.insert(name.to_owned());
    }

    /// The type of a field of a structure that the body declares.
    pub(super) fn field(&self, structure: &str, name: Name) -> Option<&'a Type> {
        let all = self.0.borrow();
        if all.ambiguous.contains(structure) {
            return None;
        }
        all.fields.get(&(structure.to_owned(), name)).copied()
    }

    /// Whether a type in memory is one that the source names for certain: a primitive, or a structure of the body.
    pub(super) fn is_certain(&self, ty: &Type) -> bool {
        let Type::Path(path) = ty else { return false };
        let Some(name) = path.path.get_ident().map(ToString::to_string) else {
            return false;
        };
        let all = self.0.borrow();
        let structure = all.structures.contains(&name) && !all.ambiguous.contains(&name);
        structure || primitives::size(&name).is_some()
    }

    /// The structure, declared in the body, that the caller gave.
    pub(super) fn structure(&self, block: BlockId) -> Option<String> {
        let name = name_of(self.given(block)?.ty?)?.to_string();
        self.0.borrow().structures.contains(&name).then_some(name)
    }

    pub(super) fn declare_drop(&self, structure: &str) {
        self.0.borrow_mut().drops.insert(structure.to_owned());
    }

    /// Whether a structure certainly has no `Drop` of its own.
    pub(super) fn never_drops(&self, name: Name) -> bool {
        let name = self.spelt(name);
        let all = self.0.borrow();
        all.structures.contains(&name) && !all.drops.contains(&name)
    }

    /// Whether what is assigned to a field of such a value lies in the value itself, and not behind a `Deref` of its own.
    pub(super) fn holds_its_fields(&self, block: BlockId) -> bool {
        let ty = self.given(block).and_then(|given| given.ty);
        ty.is_some_and(|ty| self.is_whole(ty))
    }

    fn is_whole(&self, ty: &Type) -> bool {
        match ty {
            Type::Reference(reference) => self.is_whole(&reference.elem),
            Type::Paren(inner) => self.is_whole(&inner.elem),
            Type::Group(inner) => self.is_whole(&inner.elem),
            Type::Tuple(_) | Type::Array(_) => true,
            Type::Path(path) => path.path.segments.last().is_some_and(|last| {
                let structures = &self.0.borrow().structures;
                kind_of_type(ty) != Kind::Unknown
                    || last.ident == "Option"
                    || structures.contains(&last.ident.to_string())
            }),
            _ => false,
        }
    }

    /// The block that a parameter is.
    pub(super) fn parameter(&self, ty: Option<&'a Type>) -> BlockId {
        self.grow(None, 0, ty)
    }

    fn grow(&self, parent: Option<(BlockId, Key)>, depth: usize, ty: Option<&'a Type>) -> BlockId {
        let id = self.next_block();
        let untouched = self.make(Shape::Given(id), Vec::new());
        let given = Given {
            parent,
            depth,
            ty,
            untouched,
        };
        self.0.borrow_mut().given.insert(id, given);
        id
    }

    pub(super) fn given(&self, id: BlockId) -> Option<Given<'a>> {
        self.0.borrow().given.get(&id).copied()
    }

    /// A part of what the caller gave.
    fn child(&self, of: BlockId, key: Key) -> Option<BlockId> {
        if let Some(child) = self.0.borrow().children.get(&(of, key)) {
            return Some(*child);
        }
        let parent = self.given(of).filter(|parent| parent.depth < REACH)?;
        let ty = parent.ty.and_then(|ty| self.type_of(ty, key));
        let child = self.grow(Some((of, key)), parent.depth + 1, ty);
        self.0.borrow_mut().children.insert((of, key), child);
        Some(child)
    }

    fn type_of(&self, ty: &'a Type, key: Key) -> Option<&'a Type> {
        match (ty, key) {
            (Type::Reference(reference), _) => self.type_of(&reference.elem, key),
            (Type::Paren(inner), _) => self.type_of(&inner.elem, key),
            (Type::Group(inner), _) => self.type_of(&inner.elem, key),
            (Type::Array(array), Key::Element(_)) => Some(&array.elem),
            (Type::Tuple(tuple), Key::Field(name)) => (0..tuple.elems.len())
                .find(|at| self.name(&at.to_string()) == name)
                .map(|at| &tuple.elems[at]),
            (Type::Path(path), _) => {
                let segment = path.path.segments.last()?;
                match key {
                    Key::Element(_) => element_of_type(ty),
                    Key::Field(name) if segment.ident == "Option" => {
                        let PathArguments::AngleBracketed(arguments) = &segment.arguments else {
                            return None;
                        };
                        match arguments.args.first()? {
                            GenericArgument::Type(inner) if name == self.name("0") => Some(inner),
                            _ => None,
                        }
                    }
                    Key::Field(name) => self.field(&segment.ident.to_string(), name),
                }
            }
            _ => None,
        }
    }
}

impl<'a> Block<'a> {
    /// One that the caller gave, as it was.
    fn given(given: &Given<'a>, disturbed: bool) -> Self {
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
    pub(super) fn unmet(&self, id: BlockId) -> Option<Block<'a>> {
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
    fn given_whole(&self, value: Value<'a>) -> Option<BlockId> {
        match value {
            Value::Handle(handle) if self.arena.given(handle.block).is_some() => {
                (self.block(handle.block).kind == Kind::Unknown).then_some(handle.block)
            }
            _ => None,
        }
    }

    /// Whether a value is certainly no handle.
    pub(super) fn is_whole(&self, value: Value<'a>) -> bool {
        match value {
            Value::Parts(_) => true,
            value => self
                .given_whole(value)
                .is_some_and(|block| self.arena.holds_its_fields(block)),
        }
    }

    /// Other code may have what a value leads to, when that is dropped.
    pub(super) fn keep(&mut self, value: Value<'a>) {
        for id in self.reached([value]) {
            self.block_mut(id).across.kept = true;
        }
    }

    /// Whether a value can be taken apart.
    pub(super) fn has_parts(&self, value: Value<'a>) -> bool {
        matches!(value, Value::Parts(_)) || self.given_whole(value).is_some()
    }

    /// What a value has in a part.
    pub(super) fn part(&self, value: Value<'a>, key: Key) -> Value<'a> {
        match value {
            Value::Parts(id) => {
                let parts = self.arena.get(id);
                let found = parts.parts.iter().find(|(known, _)| *known == key);
                match (found, parts.shape) {
                    (Some((_, value)), _) => *value,
                    (None, Shape::Given(block)) => self.given_part(block, key),
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
    pub(super) fn take_part(&mut self, value: Value<'a>, key: Key) -> Value<'a> {
        let part = self.part(value, key);
        if part == Value::Unknown {
            let of = match value {
                Value::Parts(id) => match self.arena.get(id).shape {
                    Shape::Given(block) => Some(block),
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

    fn given_part(&self, block: BlockId, key: Key) -> Value<'a> {
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
    pub(super) fn with(
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
            whole => (Shape::Given(self.given_whole(whole)?), Vec::new()),
        };
        parts.retain(|(known, _)| known != key);
        if parts.len() == PARTS {
            return None;
        }
        parts.push((*key, part));
        parts.sort_by_key(|(key, _)| *key);
        Some(Value::Parts(self.arena.make(shape, parts)))
    }

    /// A structure, a tuple, an array.
    pub(super) fn whole(&self, shape: Shape, parts: Vec<(Key, Value<'a>)>) -> Option<Value<'a>> {
        let deep = parts
            .iter()
            .any(|(_, value)| self.is_deeper_than(*value, DEPTH));
        let mut parts = parts;
        parts.sort_by_key(|(key, _)| *key);
        (parts.len() <= PARTS && !deep).then(|| Value::Parts(self.arena.make(shape, parts)))
    }

    fn is_deeper_than(&self, value: Value<'a>, depth: usize) -> bool {
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
    pub(super) fn content(&self, handle: Handle) -> Value<'a> {
        match handle.offset {
            Some(offset) => self.part(
                self.block(handle.block).across.content,
                Key::Element(offset),
            ),
            None => Value::Unknown,
        }
    }

    /// The values that one holds.
    pub(super) fn parts_of(&self, value: Value<'a>) -> Vec<Value<'a>> {
        match value {
            Value::Parts(id) => {
                let parts = self.arena.get(id);
                let mut values: Vec<_> = parts.parts.iter().map(|(_, value)| *value).collect();
                if let Shape::Given(block) = parts.shape {
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
    pub(super) fn parts_of_all(&self, value: Value<'a>) -> Vec<Value<'a>> {
        let mut all = vec![value];
        let mut at = 0;
        while let Some(value) = all.get(at).copied() {
            all.extend(self.parts_of(value));
            at += 1;
        }
        all
    }

    /// The blocks that a value leads to, directly and through what they hold.
    pub(super) fn reached(&self, values: impl IntoIterator<Item = Value<'a>>) -> Vec<BlockId> {
        self.followed(values, true)
    }

    fn followed(
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
    pub(super) fn held(&self, values: impl IntoIterator<Item = Value<'a>>) -> Vec<BlockId> {
        self.followed(values, false)
    }

    /// Whether two values are the same, part by part.
    pub(super) fn same(&self, first: Value<'a>, second: Value<'a>) -> bool {
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
    pub(super) fn join_parts(&mut self, first: Value<'a>, second: Value<'a>) -> Option<Value<'a>> {
        let shape = |value| match value {
            Value::Parts(id) => Some(self.arena.get(id).shape),
            value => self.given_whole(value).map(Shape::Given),
        };
        let shape = match (shape(first)?, shape(second)?) {
            (Shape::Whole(_), Shape::Whole(_)) if self.same(first, second) => return Some(first),
            (Shape::Whole(one), Shape::Whole(other)) => Shape::Whole(one.filter(|_| one == other)),
            (one, other) if one == other => one,
            _ => return None,
        };
        let mut keys: Vec<Key> = Vec::new();
        for value in [first, second] {
            if let Value::Parts(id) = value {
                keys.extend(self.arena.get(id).parts.iter().map(|(key, _)| *key));
            }
        }
        keys.sort_unstable();
        keys.dedup();
        let mut parts = Vec::new();
        for key in keys {
            let (one, other) = (self.part(first, key), self.part(second, key));
            let joined = self.join_values(one, other);
            if joined != Value::Unknown || matches!(shape, Shape::Given(_)) {
                parts.push((key, joined));
            }
        }
        Some(Value::Parts(self.arena.make(shape, parts)))
    }
}
