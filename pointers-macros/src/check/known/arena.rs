//! What all states share, each kept once under a number: parts of values, texts, names, the blocks that callers gave, the
//! structures of the body.

use std::{cell::RefCell, ptr, rc::Rc};

use syn::{Expr, Type};

use super::lattice::{BlockId, PartsId, UnitsId, Value};
use crate::check::peeled::name_of;
use crate::map::{Map, Set};
use crate::{
    model::{Kind, element_of_type, kind_of_type},
    primitives,
    syntax::{referred, type_argument},
};

/// How many units of a text are known.
pub(crate) const UNITS: usize = 256;

/// How far from a parameter what the caller gave is followed.
const REACH: usize = 6;

/// A field's name, or `.0` of a tuple.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord)]
pub(crate) struct Name(usize);

/// The part of a value.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord)]
pub(crate) enum Key {
    Field(Name),
    /// Of an array, or of a block.
    Element(i128),
}

/// What the parts belong to.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum Composite {
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
pub(crate) struct Parts<'a> {
    pub(crate) shape: Composite,
    pub(crate) parts: Vec<(Key, Value<'a>)>,
}

/// A block that the caller gave.
#[derive(Clone, Copy)]
pub(crate) struct Given<'a> {
    /// What it is a part of; a parameter is of nothing.
    pub(crate) parent: Option<(BlockId, Key)>,
    pub(crate) depth: usize,
    pub(crate) ty: Option<&'a Type>,
    pub(crate) untouched: PartsId,
}

impl PartialEq for Arena<'_> {
    /// There is one.
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// All that states share.
#[derive(Clone, Default)]
pub(crate) struct Arena<'a>(Rc<RefCell<All<'a>>>);

#[derive(Default)]
pub(crate) struct All<'a> {
    pub(crate) names: Map<String, Name>,
    pub(crate) units: Vec<Rc<[u8]>>,
    pub(crate) spelt: Map<Rc<[u8]>, UnitsId>,
    pub(crate) parts: Vec<Rc<Parts<'a>>>,
    pub(crate) blocks: usize,
    pub(crate) given: Map<BlockId, Given<'a>>,
    pub(crate) children: Map<(BlockId, Key), BlockId>,
    /// The types of the fields of the structures that the body declares.
    pub(crate) fields: Map<(String, Name), &'a Type>,
    pub(crate) structures: Set<String>,
    /// Names that mean several structures, or one from elsewhere in some place.
    pub(crate) ambiguous: Set<String>,
    /// Those that have a `Drop`, or may have one that is not seen.
    pub(crate) drops: Set<String>,
    /// The block that each place allocates: of its own, or for one of the function that it calls.
    pub(crate) sites: Map<(*const Expr, Option<BlockId>), BlockId>,
}

impl<'a> Arena<'a> {
    pub(crate) fn name(&self, name: &str) -> Name {
        let mut all = self.0.borrow_mut();
        let next = Name(all.names.len());
        *all.names.get_or(name.to_owned(), next)
    }

    /// Units of a text, unless they are too many.
    pub(crate) fn spell(&self, units: &[u8]) -> Option<UnitsId> {
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

    pub(crate) fn units(&self, id: UnitsId) -> Rc<[u8]> {
        Rc::clone(&self.0.borrow().units[id.0])
    }

    pub(crate) fn make(&self, shape: Composite, parts: Vec<(Key, Value<'a>)>) -> PartsId {
        let mut all = self.0.borrow_mut();
        all.parts.push(Rc::new(Parts { shape, parts }));
        PartsId(all.parts.len() - 1)
    }

    pub(crate) fn get(&self, id: PartsId) -> Rc<Parts<'a>> {
        Rc::clone(&self.0.borrow().parts[id.0])
    }

    pub(crate) fn spelt(&self, name: Name) -> String {
        let all = self.0.borrow();
        let found = all.names.all().iter().find(|(_, known)| *known == name);
        found.map(|(name, _)| name.clone()).unwrap_or_default()
    }

    /// The block that is allocated at a place, or that a call there allocates for one of the function's.
    pub(crate) fn site(&self, place: *const Expr, inner: Option<BlockId>) -> BlockId {
        if let Some(site) = self.0.borrow().sites.get(&(place, inner)) {
            return *site;
        }
        let site = self.next_block();
        self.0.borrow_mut().sites.insert((place, inner), site);
        site
    }

    /// One of the blocks that are allocated at a place, the first of which is `site`.
    pub(crate) fn in_round(&self, site: BlockId, round: usize) -> BlockId {
        (0..round).fold(site, |block, _| self.site(ptr::null(), Some(block)))
    }

    /// The number of a block that is not there yet.
    pub(crate) fn next_block(&self) -> BlockId {
        let mut all = self.0.borrow_mut();
        all.blocks += 1;
        BlockId(all.blocks - 1)
    }

    pub(crate) fn declare_field(&self, structure: &str, field: &str, ty: &'a Type) {
        let field = self.name(field);
        let mut all = self.0.borrow_mut();
        all.fields.insert((structure.to_owned(), field), ty);
    }

    pub(crate) fn declare_structure(&self, structure: &str) {
        let is_new = self.0.borrow_mut().structures.insert(structure.to_owned());
        if !is_new {
            self.declare_ambiguous(structure);
        }
    }

    /// A name has more than one meaning, so that nothing is known of the fields of what it names.
    pub(crate) fn declare_ambiguous(&self, name: &str) {
        self.0.borrow_mut().ambiguous.insert(name.to_owned());
    }

    /// The type of a field of a structure that the body declares.
    pub(crate) fn field(&self, structure: &str, name: Name) -> Option<&'a Type> {
        let all = self.0.borrow();
        if all.ambiguous.contains(structure) {
            return None;
        }
        all.fields.get(&(structure.to_owned(), name)).copied()
    }

    /// Whether a type in memory is one that the source names for certain: a primitive, or a structure of the body.
    pub(crate) fn is_certain(&self, ty: &Type) -> bool {
        let Type::Path(path) = ty else { return false };
        let Some(name) = path.path.get_ident().map(ToString::to_string) else {
            return false;
        };
        let all = self.0.borrow();
        let structure = all.structures.contains(&name) && !all.ambiguous.contains(&name);
        structure || primitives::size(&name).is_some()
    }

    /// The structure, declared in the body, that the caller gave.
    pub(crate) fn structure(&self, block: BlockId) -> Option<String> {
        let name = name_of(self.given(block)?.ty?)?.to_string();
        self.0.borrow().structures.contains(&name).then_some(name)
    }

    pub(crate) fn declare_drop(&self, structure: &str) {
        self.0.borrow_mut().drops.insert(structure.to_owned());
    }

    /// Whether a structure certainly has no `Drop` of its own.
    pub(crate) fn never_drops(&self, name: Name) -> bool {
        let name = self.spelt(name);
        let all = self.0.borrow();
        all.structures.contains(&name) && !all.drops.contains(&name)
    }

    /// Whether what is assigned to a field of such a value lies in the value itself, and not behind a `Deref` of its own.
    pub(crate) fn holds_its_fields(&self, block: BlockId) -> bool {
        let ty = self.given(block).and_then(|given| given.ty);
        ty.is_some_and(|ty| self.is_whole(ty))
    }

    pub(crate) fn is_whole(&self, ty: &Type) -> bool {
        match referred(ty) {
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
    pub(crate) fn parameter(&self, ty: Option<&'a Type>) -> BlockId {
        self.grow(None, 0, ty)
    }

    pub(crate) fn grow(
        &self,
        parent: Option<(BlockId, Key)>,
        depth: usize,
        ty: Option<&'a Type>,
    ) -> BlockId {
        let id = self.next_block();
        let untouched = self.make(Composite::Given(id), Vec::new());
        let given = Given {
            parent,
            depth,
            ty,
            untouched,
        };
        self.0.borrow_mut().given.insert(id, given);
        id
    }

    pub(crate) fn given(&self, id: BlockId) -> Option<Given<'a>> {
        self.0.borrow().given.get(&id).copied()
    }

    /// A part of what the caller gave.
    pub(crate) fn child(&self, of: BlockId, key: Key) -> Option<BlockId> {
        if let Some(child) = self.0.borrow().children.get(&(of, key)) {
            return Some(*child);
        }
        let parent = self.given(of).filter(|parent| parent.depth < REACH)?;
        let ty = parent.ty.and_then(|ty| self.type_of(ty, key));
        let child = self.grow(Some((of, key)), parent.depth + 1, ty);
        self.0.borrow_mut().children.insert((of, key), child);
        Some(child)
    }

    pub(crate) fn type_of(&self, ty: &'a Type, key: Key) -> Option<&'a Type> {
        let ty = referred(ty);
        match (ty, key) {
            (Type::Array(array), Key::Element(_)) => Some(&array.elem),
            (Type::Tuple(tuple), Key::Field(name)) => (0..tuple.elems.len())
                .find(|at| self.name(&at.to_string()) == name)
                .map(|at| &tuple.elems[at]),
            (Type::Path(path), _) => {
                let segment = path.path.segments.last()?;
                match key {
                    Key::Element(_) => element_of_type(ty),
                    Key::Field(name) if segment.ident == "Option" => {
                        type_argument(segment).filter(|_| name == self.name("0"))
                    }
                    Key::Field(name) => self.field(&segment.ident.to_string(), name),
                }
            }
            _ => None,
        }
    }
}
