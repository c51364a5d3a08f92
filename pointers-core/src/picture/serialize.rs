//! `serde::Serialize` for a snapshot: the same that can be asked of it.

use core::panic::Location;

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use super::block::Block;
use super::snapshot::{Link, Snapshot, State, Target, Value, Variable};

/// A place, as it is printed.
struct PrintedPlace(Option<&'static Location<'static>>);

impl Serialize for PrintedPlace {
    #[inline]
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Some(at) => to.collect_str(at),
            None => to.serialize_none(),
        }
    }
}

impl Serialize for Snapshot {
    #[inline]
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("thread", &self.thread)?;
        map.serialize_entry("live_blocks", &self.stats.live_blocks)?;
        map.serialize_entry("live_bytes", &self.stats.live_bytes)?;
        map.serialize_entry("left_out", &self.left_out)?;
        map.serialize_entry("names_are_all", &self.all_named)?;
        map.serialize_entry("variables", &self.variables)?;
        map.serialize_entry("blocks", &Blocks(self))?;
        map.end()
    }
}

impl Serialize for Variable {
    #[inline]
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(2))?;
        map.serialize_entry("name", &self.name)?;
        map.serialize_entry("link", &self.link)?;
        map.end()
    }
}

struct Blocks<'a>(&'a Snapshot);

impl Serialize for Blocks<'_> {
    #[inline]
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.0.blocks())
    }
}

impl Serialize for Block<'_> {
    #[inline]
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("address", &self.address())?;
        map.serialize_entry("size", &self.size())?;
        map.serialize_entry("chunk_size", &self.chunk_size())?;
        map.serialize_entry("type", self.type_name())?;
        map.serialize_entry("state", &self.state())?;
        map.serialize_entry("leaked", &self.leaked())?;
        map.serialize_entry("allocated_at", &PrintedPlace(self.allocated_at()))?;
        map.serialize_entry("resized_at", &PrintedPlace(self.resized_at()))?;
        map.serialize_entry("freed_at", &PrintedPlace(self.freed_at()))?;
        map.serialize_entry("borrowed_at", &PrintedPlace(self.borrowed_at()))?;
        map.serialize_entry("elements", &self.elements())?;
        map.serialize_entry("values", &Elements(*self))?;
        map.end()
    }
}

/// The elements that were looked at, each with its fields.
struct Elements<'a>(Block<'a>);

impl Serialize for Elements<'_> {
    #[inline]
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut elements = to.serialize_seq(None)?;
        for element in 0..self.0.elements_seen() {
            elements.serialize_element(&PrintedElement(self.0, element))?;
        }
        elements.end()
    }
}

struct PrintedElement<'a>(Block<'a>, usize);

impl Serialize for PrintedElement<'_> {
    #[inline]
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        for (field, value) in self.0.values(self.1) {
            map.serialize_entry(field.name(), value)?;
        }
        map.end()
    }
}

impl Serialize for State {
    #[inline]
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(match self {
            State::Live => "live",
            State::BorrowedToRead => "borrowed to read",
            State::BorrowedToWrite => "borrowed to write",
            State::FromC => "from C",
            State::Freed => "freed",
            State::HandedToC => "handed to C",
            State::Detached => "detached",
            State::GivenBack => "given back to C",
            State::LentByC => "lent by C",
        })
    }
}

impl Serialize for Value {
    #[inline]
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        const NAME: &str = "Value";
        match self {
            Value::Unassigned => to.serialize_unit_variant(NAME, 0, "unassigned"),
            Value::Borrowed => to.serialize_unit_variant(NAME, 1, "borrowed"),
            Value::Unknown => to.serialize_unit_variant(NAME, 2, "unknown"),
            Value::Signed(number) => match i64::try_from(*number) {
                Ok(number) => to.serialize_newtype_variant(NAME, 3, "signed", &number),
                Err(_) => to.serialize_newtype_variant(NAME, 3, "signed", number),
            },
            Value::Unsigned(number) => match u64::try_from(*number) {
                Ok(number) => to.serialize_newtype_variant(NAME, 4, "unsigned", &number),
                Err(_) => to.serialize_newtype_variant(NAME, 4, "unsigned", number),
            },
            Value::Float(number) => to.serialize_newtype_variant(NAME, 5, "float", number),
            Value::Bool(value) => to.serialize_newtype_variant(NAME, 6, "bool", value),
            Value::Char(value) => to.serialize_newtype_variant(NAME, 7, "char", value),
            Value::Text { text, .. } => to.serialize_newtype_variant(NAME, 8, "text", text),
            Value::Link(link) => to.serialize_newtype_variant(NAME, 9, "link", link),
            Value::List { values, .. } => to.serialize_newtype_variant(NAME, 10, "list", values),
        }
    }
}

impl Serialize for Link {
    #[inline]
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("address", &self.address)?;
        match self.target {
            Target::Null => map.serialize_entry("null", &true)?,
            Target::Forgotten => map.serialize_entry("gone", &true)?,
            Target::LeftOut => map.serialize_entry("left_out", &true)?,
            Target::Outdated { index } => map.serialize_entry("outdated", &index)?,
            Target::Outside { index } => map.serialize_entry("outside_of", &index)?,
            Target::Block { index, offset } => {
                map.serialize_entry("block", &index)?;
                map.serialize_entry("offset", &offset)?;
            }
        }
        map.end()
    }
}
