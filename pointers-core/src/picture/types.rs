//! What there is to find in an element of a type: its fields, and how each is read.

use core::any::TypeId;

use super::names;
use super::scalar::Scalar;
use crate::layout::Shape;
use crate::layout::description::{Description, Parts};
use crate::table::raw_handle::RawHandle;

/// How many elements of an array in a field are looked at.
const MOST_OF_A_LIST: usize = 64;

/// A type that blocks have.
#[derive(Clone, Debug)]
pub(super) struct Type {
    pub(super) shape: &'static Shape,
    /// What its elements consist of, if any block knows it.
    pub(super) of: Option<&'static Description>,
    pub(super) name: String,
    pub(super) fields: Vec<DrawnField>,
    /// All handles in an element, also those that are no field of their own because there are so many.
    pub(super) links: Vec<Leaf>,
    /// What may hold handles that nobody sees.
    pub(super) hidden: Vec<Leaf>,
}

/// A part of an element that is assigned as a whole.
#[derive(Clone, Copy, Debug)]
pub(super) struct Leaf {
    pub(super) offset: usize,
    pub(super) size: usize,
    /// Its number.
    pub(super) leaf: usize,
}

/// A part of an element that is drawn as one.
#[derive(Clone, Debug)]
pub(super) struct DrawnField {
    /// Empty where it is the whole element.
    pub(super) name: String,
    pub(super) offset: usize,
    pub(super) type_name: String,
    /// The number of its first leaf.
    pub(super) leaf: usize,
    pub(super) shape: &'static Shape,
    pub(super) what: ReadAs,
    /// How what it points to is called, of a handle.
    pub(super) pointee: Option<&'static str>,
}

/// How a field is read.
#[derive(Clone, Copy, Debug)]
pub(super) enum ReadAs {
    One(Scalar),
    /// An array of so many of them, of which the first are looked at.
    List {
        each: Scalar,
        kept: usize,
        length: usize,
        size: usize,
    },
    /// A slice of them, whose length the block knows.
    Slice {
        each: Scalar,
        size: usize,
    },
    /// The text of a `str`.
    Text,
    Unknown,
}

/// Which types are handles, and what they point to.
#[derive(Default)]
pub(super) struct Handles(Vec<(TypeId, &'static str)>);

impl Handles {
    /// Handles to this type are known from here on.
    #[inline]
    pub(super) fn add(&mut self, shape: &'static Shape) {
        let name = (shape.name)();
        self.0.extend((shape.handles)().map(|id| (id, name)));
    }

    /// The same of all types that are read as they are: handles to them may be all that is left.
    #[inline]
    pub(super) fn add_scalars(&mut self) {
        Scalar::SHAPES.iter().for_each(|shape| self.add(shape));
    }

    #[inline]
    pub(super) fn settle(&mut self) {
        self.0.sort_unstable();
        self.0.dedup();
    }

    #[inline]
    fn pointee(&self, id: TypeId) -> Option<&'static str> {
        let at = self.0.binary_search_by_key(&id, |(id, _)| *id).ok()?;
        Some(self.0[at].1)
    }
}

impl Type {
    #[inline]
    pub(super) fn new(
        shape: &'static Shape,
        of: Option<&'static Description>,
        handles: &Handles,
    ) -> Self {
        let mut fields = Vec::new();
        let mut leaves = FindHandles {
            handles,
            links: Vec::new(),
            hidden: Vec::new(),
        };
        match of {
            Some(of) => {
                let mut finder = Finder {
                    handles,
                    fields: &mut fields,
                };
                finder.part(of, String::new(), 0, 0);
                leaves.part(of, 0, 0);
            }
            None => {
                let whole = whole(shape, handles);
                leaves.leaf(shape, whole.what, 0, 0);
                fields.push(whole);
            }
        }
        // What has no fields at all is one of its own.
        if fields.is_empty() {
            fields.push(whole(shape, handles));
        }
        Type {
            shape,
            of,
            name: names::short((shape.name)()),
            fields,
            links: leaves.links,
            hidden: leaves.hidden,
        }
    }
}

/// Finds all handles in an element, and what may hold some.
struct FindHandles<'a> {
    handles: &'a Handles,
    links: Vec<Leaf>,
    hidden: Vec<Leaf>,
}

impl FindHandles<'_> {
    #[inline]
    fn part(&mut self, of: &'static Description, offset: usize, leaf: usize) {
        match of.parts() {
            Parts::Unknown => {
                let (what, _) = what(of, self.handles);
                self.leaf(of.shape, what, offset, leaf);
            }
            Parts::Fields { fields, .. } => {
                for field in *fields {
                    self.part(field.of, offset + field.offset, leaf + field.first);
                }
            }
            Parts::Elements { element, count } => {
                let before = (self.links.len(), self.hidden.len());
                for index in 0..*count {
                    let offset = offset + index * element.shape.size;
                    self.part(element, offset, leaf + index * element.leaves);
                    // The other elements have none, either.
                    if (self.links.len(), self.hidden.len()) == before {
                        break;
                    }
                }
            }
        }
    }

    #[inline]
    fn leaf(&mut self, shape: &'static Shape, what: ReadAs, offset: usize, leaf: usize) {
        let part = Leaf {
            offset,
            size: shape.size,
            leaf,
        };
        // What is smaller than a handle, and has nothing to drop, neither is one nor leads to any.
        let may_hold = shape.drop.is_some() || shape.size >= size_of::<RawHandle>();
        match what {
            ReadAs::One(Scalar::Handle) => self.links.push(part),
            ReadAs::Unknown if may_hold && !Scalar::holds_no_handle((shape.id)()) => {
                self.hidden.push(part);
            }
            _ => {}
        }
    }
}

/// An element of which nothing is known but the type.
#[inline]
fn whole(shape: &'static Shape, handles: &Handles) -> DrawnField {
    let id = (shape.id)();
    let what = if id == TypeId::of::<str>() {
        ReadAs::Text
    } else if let Some(each) = shape.slice.then(|| Scalar::of_slice(id)).flatten() {
        ReadAs::Slice {
            each,
            size: shape.size,
        }
    } else {
        one(id, handles)
    };
    DrawnField {
        name: String::new(),
        offset: 0,
        type_name: names::short((shape.name)()),
        leaf: 0,
        shape,
        what,
        pointee: handles.pointee(id),
    }
}

#[inline]
fn one(id: TypeId, handles: &Handles) -> ReadAs {
    match Scalar::of(id) {
        Some(scalar) => ReadAs::One(scalar),
        None if handles.pointee(id).is_some() => ReadAs::One(Scalar::Handle),
        None => ReadAs::Unknown,
    }
}

/// How a leaf is read, and what it points to.
#[inline]
fn what(of: &'static Description, handles: &Handles) -> (ReadAs, Option<&'static str>) {
    let id = (of.shape.id)();
    match of.pointee() {
        _ if !matches!(of.parts(), Parts::Unknown) => (ReadAs::Unknown, None),
        Some(pointee) => (ReadAs::One(Scalar::Handle), Some(pointee())),
        None => (one(id, handles), handles.pointee(id)),
    }
}

struct Finder<'a> {
    handles: &'a Handles,
    fields: &'a mut Vec<DrawnField>,
}

impl Finder<'_> {
    #[inline]
    fn part(&mut self, of: &'static Description, name: String, offset: usize, leaf: usize) {
        match of.parts() {
            Parts::Unknown => self.leaf(of, name, offset, leaf),
            Parts::Fields { fields, .. } => {
                for field in *fields {
                    let dot = if name.is_empty() { "" } else { "." };
                    let name = format!("{name}{dot}{}", field.name);
                    self.part(field.of, name, offset + field.offset, leaf + field.first);
                }
            }
            Parts::Elements { element, count } => {
                if let (ReadAs::One(each), _) = what(element, self.handles)
                    && each != Scalar::Handle
                {
                    let what = ReadAs::List {
                        each,
                        kept: MOST_OF_A_LIST.min(*count),
                        length: *count,
                        size: element.shape.size,
                    };
                    self.push(of.shape, name, offset, leaf, what, None);
                    return;
                }
                for index in 0..MOST_OF_A_LIST.min(*count) {
                    let offset = offset + index * element.shape.size;
                    let leaf = leaf + index * element.leaves;
                    self.part(element, format!("{name}[{index}]"), offset, leaf);
                }
            }
        }
    }

    #[inline]
    fn leaf(&mut self, of: &'static Description, name: String, offset: usize, leaf: usize) {
        let (what, pointee) = what(of, self.handles);
        self.push(of.shape, name, offset, leaf, what, pointee);
    }

    #[inline]
    fn push(
        &mut self,
        shape: &'static Shape,
        name: String,
        offset: usize,
        leaf: usize,
        what: ReadAs,
        pointee: Option<&'static str>,
    ) {
        self.fields.push(DrawnField {
            name,
            offset,
            type_name: names::short((shape.name)()),
            leaf,
            shape,
            what,
            pointee,
        });
    }
}
