//! Looks at the heap: walks over the blocks, and keeps what is found.
//!
//! First the slots of all blocks are noted, then each block is looked at, and what was seen is kept. Keeping asks the global
//! allocator for memory, which is code of the user's: a block that has gone meanwhile is left out.

use core::any::TypeId;
use core::sync::atomic::Ordering::Relaxed;
use std::collections::HashMap;

use super::read::{self, Found, Raw, RawLink, Seen};
use super::snapshot::{Link, Node, Snapshot, State, Target, Value};
use super::types::{Handles, Type};
use crate::error::{Parting, Sites};
use crate::heap::leaks::live_slots;
use crate::heap::stats;
use crate::layout::Shape;
use crate::layout::description::Description;
use crate::notes::Notes;
use crate::table::groups::record_of;
use crate::table::locks::{MOST_SLOTS, word_of};
use crate::table::raw_handle::RawHandle;
use crate::table::{Slot, word};

/// Looks at this thread's heap, and keeps what it sees: the blocks with their types, fields and values, what is assigned, and
/// where the handles in them lead.
///
/// A structure shows its fields where they are known: it derives [`Fields`](crate::Fields), and was once assigned field by
/// field, or given to [`describe`](crate::heap::describe). Where there is no memory for all blocks, the snapshot has as many
/// as there is memory for, and says how many it has not ([`Snapshot::left_out`]).
///
/// ```
/// use pointers::{free, heap, malloc};
///
/// let p = malloc::<i32>(12)?;
/// p.write(7)?;
/// println!("{}", heap::snapshot().named("p", p));
/// free(p)?;
/// # Ok::<(), pointers::Error>(())
/// ```
#[must_use]
pub fn snapshot() -> Snapshot {
    let mut snapshot = Snapshot {
        thread: std::thread::current()
            .name()
            .unwrap_or_default()
            .to_string(),
        stats: stats(),
        nodes: Vec::new(),
        types: Vec::new(),
        variables: Vec::new(),
        all_named: false,
        left_out: 0,
    };
    let mut all = All::default();
    each_own(|slot, version| {
        if all.slots.push((slot, version)).is_none() {
            snapshot.left_out += 1;
        }
    });
    all.look(&mut snapshot);
    snapshot.resolve(all.gone);
    snapshot
}

/// Shows the slots of this thread's live blocks, and the versions of their words. It runs no code of the user's but `f`.
pub(super) fn each_own(mut f: impl FnMut(Slot, u32)) {
    for slot in live_slots() {
        f(slot, word::version(word_of(slot).load(Relaxed)));
    }
}

/// Whether the block of a slot still is the one that was there at this version: only then its record can be looked at.
fn lives(slot: Slot, version: u32) -> bool {
    let word = word_of(slot).load(Relaxed);
    word::version(word) == version && word::state(word) != word::NONE
}

#[derive(Default)]
struct All {
    slots: Notes<(Slot, u32)>,
    types: HashMap<TypeId, usize>,
    /// Shapes that are known, and what knows their fields.
    known: Vec<(&'static Shape, Option<&'static Description>)>,
    gone: Gone,
    /// The type of the block that was looked at last.
    last: Option<(&'static Shape, usize)>,
}

impl All {
    fn look(&mut self, snapshot: &mut Snapshot) {
        self.know_types();
        let mut handles = Handles::default();
        for (shape, _) in &self.known {
            handles.add(shape);
        }
        handles.add_scalars();
        handles.settle();
        let types = self.known.iter();
        snapshot.types = types
            .map(|(shape, of)| Type::new(shape, *of, &handles))
            .collect();
        let mut seen = Seen::default();
        for at in 0..self.slots.len() {
            let (slot, version) = self.slots[at];
            match self.node(slot, version, snapshot, &mut seen) {
                Some(node) if snapshot.nodes.try_reserve(1).is_ok() => snapshot.nodes.push(node),
                _ => snapshot.left_out += 1,
            }
        }
    }

    /// Which types the blocks have. A type whose fields one block knows has them in all blocks.
    fn know_types(&mut self) {
        let mut last = None;
        for at in 0..self.slots.len() {
            let (slot, version) = self.slots[at];
            if !lives(slot, version) {
                continue;
            }
            let record = record_of(slot);
            let (Some(shape), of) = (record.shape(), record.description()) else {
                continue;
            };
            // Usually the next block is like the one before.
            if last == Some((core::ptr::from_ref(shape), of.is_some())) {
                continue;
            }
            last = Some((core::ptr::from_ref(shape), of.is_some()));
            let next = self.known.len();
            let index = *self.types.entry((shape.id)()).or_insert(next);
            match self.known.get_mut(index) {
                Some((_, known)) => *known = known.or(of),
                None => self.known.push((shape, of)),
            }
        }
    }

    /// Which of the types this is. Usually it is that of the block before.
    fn type_of(&mut self, shape: &'static Shape) -> Option<usize> {
        match self.last {
            Some((last, of)) if core::ptr::eq(last, shape) => Some(of),
            _ => {
                let of = *self.types.get(&(shape.id)())?;
                self.last = Some((shape, of));
                Some(of)
            }
        }
    }

    fn node(
        &mut self,
        slot: Slot,
        version: u32,
        snapshot: &Snapshot,
        seen: &mut Seen,
    ) -> Option<Node> {
        // From here on no code of the user's runs, until what was seen is kept.
        if !lives(slot, version) {
            return None;
        }
        let record = record_of(slot);
        let of = record.shape().and_then(|shape| self.type_of(shape));
        let (stride, elements) = match of {
            Some(of) => read::block(slot, version, snapshot.types.get(of)?, seen)?,
            None => (record.length(), 0),
        };
        let guard = record
            .extra()
            .and_then(|extra| extra.loans.borrow().conflict(&(0..usize::MAX), true));
        let state = match &guard {
            _ if record.is_lent() => State::LentByC,
            Some(guard) if guard.mutable => State::BorrowedToWrite,
            Some(_) => State::BorrowedToRead,
            None if record.adopted() => State::FromC,
            None => State::Live,
        };
        let mut node = Node {
            slot,
            version,
            address: record.base().addr(),
            size: record.size(),
            chunk_size: record.chunk_size().map(|_| record.unit()),
            of,
            called: None,
            state,
            borrowed_at: guard.filter(|_| !record.is_lent()).map(|guard| guard.site),
            allocated_at: record.allocated_at(),
            resized_at: record.resized().map(|resized| resized.at),
            freed_at: None,
            elements,
            stride,
            values: Vec::new(),
            reached: false,
        };
        node.values = keep(seen, &mut self.gone)?;
        Some(node)
    }
}

/// The values that were seen. `None` where there is no memory for them.
fn keep(seen: &Seen, gone: &mut Gone) -> Option<Vec<Value>> {
    let mut raws = seen.values.iter().copied();
    let mut text = &seen.text[..];
    let mut values = Vec::new();
    values.try_reserve_exact(seen.values.len()).ok()?;
    while let Some(raw) = raws.next() {
        let value = match raw {
            Raw::List { kept, length } => {
                let mut list = Vec::new();
                list.try_reserve_exact(kept).ok()?;
                for _ in 0..kept {
                    list.push(value(raws.next()?, &mut text, gone)?);
                }
                Value::List {
                    values: list,
                    length,
                }
            }
            one => value(one, &mut text, gone)?,
        };
        values.push(value);
    }
    Some(values)
}

fn value(raw: Raw, texts: &mut &[u8], gone: &mut Gone) -> Option<Value> {
    Some(match raw {
        Raw::Unassigned => Value::Unassigned,
        Raw::Borrowed => Value::Borrowed,
        Raw::Unknown | Raw::List { .. } => Value::Unknown,
        Raw::Signed(number) => Value::Signed(number),
        Raw::Unsigned(number) => Value::Unsigned(number),
        // The shortest text that is this number as an `f32` is not that of the same number as an `f64`.
        Raw::F32(number) => Value::Float(number.to_string().parse().unwrap_or(f64::from(number))),
        Raw::F64(number) => Value::Float(number),
        Raw::Bool(value) => Value::Bool(value),
        Raw::Char(value) => Value::Char(value),
        Raw::Text { kept, length } => {
            let (bytes, rest) = texts.split_at_checked(kept)?;
            *texts = rest;
            let mut text = String::new();
            text.try_reserve_exact(kept).ok()?;
            // The last character may have been cut through.
            let whole = bytes.utf8_chunks().next();
            text.push_str(whole.map_or("", |chunk| chunk.valid()));
            Value::Text { text, length }
        }
        Raw::Link(link) => Value::Link(unresolved(link, gone)),
    })
}

/// Until all blocks are known, a link says by its slot which one it is to.
fn unresolved(link: RawLink, gone: &mut Gone) -> Link {
    let target = match link.found {
        Found::Null => Target::Null,
        Found::Live { offset, outside } => match usize::try_from(offset) {
            Ok(offset) if !outside => Target::Block {
                index: link.slot as usize,
                offset,
            },
            _ => Target::Outside {
                index: link.slot as usize,
            },
        },
        Found::Gone { sites, parting } => gone.add(&link, &sites, parting),
    };
    Link {
        target,
        address: link.address,
    }
}

/// Blocks that are gone, and still pointed to.
#[derive(Default)]
struct Gone(Vec<Node>);

/// No slot is so large: from here on the numbers are those of blocks that are gone.
const FIRST_GONE: usize = 1 << 30;

const _: () = assert!(FIRST_GONE > MOST_SLOTS);

impl Gone {
    fn add(&mut self, link: &RawLink, sites: &Sites, parting: Option<Parting>) -> Target {
        let (Some(block), Some(_)) = (sites.block, sites.freed_at) else {
            return Target::Forgotten;
        };
        let is_it = |node: &Node| {
            (node.slot, node.allocated_at, node.freed_at)
                == (link.slot, sites.allocated_at, sites.freed_at)
        };
        let index = match self.0.iter().position(is_it) {
            Some(index) => {
                // The handle to the lowest address is the one to the start, as far as is known.
                let node = &mut self.0[index];
                node.address = node.address.min(link.address);
                index
            }
            None => {
                self.0.push(Node {
                    slot: link.slot,
                    version: 0,

                    address: link.address,
                    size: block.length,
                    chunk_size: block.chunk_size,
                    of: None,
                    called: None,
                    state: match parting {
                        None => State::Freed,
                        Some(Parting::HandedOver) => State::HandedToC,
                        Some(Parting::Detached) => State::Detached,
                        Some(Parting::GivenBack) => State::GivenBack,
                    },
                    borrowed_at: None,
                    allocated_at: sites.allocated_at,
                    resized_at: sites.resized.map(|resized| resized.at),
                    freed_at: sites.freed_at,
                    elements: 0,
                    stride: block.length,
                    values: Vec::new(),
                    reached: false,
                });
                self.0.len() - 1
            }
        };
        let offset = link.address - self.0[index].address;
        Target::Block {
            index: FIRST_GONE + index,
            offset,
        }
    }
}

impl Snapshot {
    /// The blocks that are gone come behind those that live, and all links say by their places which blocks they are to.
    fn resolve(&mut self, gone: Gone) {
        let live = self.nodes.len();
        let places: Vec<(Slot, usize)> = self
            .nodes
            .iter()
            .zip(0..)
            .map(|(node, at)| (node.slot, at))
            .collect();
        let place = |index: usize| match index.checked_sub(FIRST_GONE) {
            Some(gone) => Some(live + gone),
            None => {
                let at = places
                    .binary_search_by_key(&index, |(slot, _)| *slot as usize)
                    .ok()?;
                Some(places[at].1)
            }
        };
        self.nodes.extend(gone.0);
        for at in 0..live {
            let of = self.nodes[at].of.and_then(|of| self.types.get(of));
            let fields = of.map_or([].as_slice(), |of| of.fields.as_slice());
            let mut values = std::mem::take(&mut self.nodes[at].values);
            for (number, value) in values.iter_mut().enumerate() {
                let Value::Link(link) = value else {
                    continue;
                };
                link.target = link.target.moved(place);
                if let Target::Block { index, .. } = link.target
                    && self.nodes[index].of.is_none()
                {
                    self.nodes[index].called = fields[number % fields.len()].pointee;
                }
            }
            self.nodes[at].values = values;
        }
    }

    /// Where a handle of today leads, among the blocks of then.
    pub(super) fn link_of(&mut self, handle: RawHandle, pointee: &'static str) -> Link {
        let mut gone = Gone::default();
        let link = unresolved(read::follow(handle), &mut gone);
        let is_same = |one: &Node, other: &Node| {
            (one.slot, one.allocated_at, one.freed_at)
                == (other.slot, other.allocated_at, other.freed_at)
        };
        let target = link
            .target
            .moved(|index| match index.checked_sub(FIRST_GONE) {
                None => {
                    let is_it = |node: &Node| node.state.is_live() && node.slot as usize == index;
                    self.nodes.iter().position(is_it)
                }
                Some(index) => {
                    let mut node = gone.0[index].clone();
                    node.called = Some(pointee);
                    let known = self.nodes.iter().position(|other| is_same(&node, other));
                    Some(known.unwrap_or_else(|| {
                        self.nodes.push(node);
                        self.nodes.len() - 1
                    }))
                }
            });
        Link { target, ..link }
    }
}

impl Target {
    /// The same, where blocks have other places.
    fn moved(self, place: impl FnOnce(usize) -> Option<usize>) -> Target {
        match self {
            Target::Block { index, offset } => match place(index) {
                Some(index) => Target::Block { index, offset },
                None => Target::Forgotten,
            },
            Target::Outside { index } => match place(index) {
                Some(index) => Target::Outside { index },
                None => Target::Forgotten,
            },
            other => other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notes::failing;
    use crate::{Result, free, malloc};

    /// Whatever note finds no memory, nobody panics, and what is not there is counted.
    #[test]
    fn without_memory_blocks_are_left_out() -> Result<()> {
        let blocks = (0..20).map(|n| {
            let block = malloc::<u16>(40)?;
            block.fill(n, 20)?;
            Ok(block)
        });
        let blocks = blocks.collect::<Result<Vec<_>>>()?;
        let all = snapshot().blocks().len();
        assert!(all >= blocks.len());
        for notes in 0..40 {
            let map = failing::after(notes, snapshot);
            assert_eq!(map.blocks().len() + map.left_out(), all);
            assert!(!map.to_svg().is_empty() && !map.to_string().is_empty());
        }
        assert_eq!(failing::after(0, snapshot).blocks().len(), 0);
        blocks.into_iter().try_for_each(free)
    }
}
