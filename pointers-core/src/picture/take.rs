//! Looks at the heap: walks over the blocks, and keeps what is found.
//!
//! First the slots of all blocks are noted, then each block is looked at, and what was seen is kept. Keeping asks the global
//! allocator for memory, which is code of the user's: a block that has gone meanwhile is left out.

use core::any::TypeId;
use core::ops::Range;
use core::sync::atomic::Ordering::Relaxed;
use std::collections::HashMap;

use super::body::MOST_DRAWN;
use super::full;
use super::links::{Gone, Places, unresolved};
use super::read::{self, Raw, SeenInBlock};
use super::snapshot::{Edge, Node, Pointed, Snapshot, State, Target, Value};
use super::types::{Handles, Type};
use crate::heap::leaks::live_slots;
use crate::heap::stats;
use crate::layout::Shape;
use crate::layout::description::Description;
use crate::notes::Notes;
use crate::table::groups::record_of;
use crate::table::lock_words::word_of;
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
#[inline]
pub fn snapshot() -> Snapshot {
    let thread = std::thread::current();
    let mut snapshot = Snapshot::empty(thread.name().unwrap_or_default().to_string(), stats());
    let mut all = All::default();
    each_own(|slot, version| {
        if all.slots.push((slot, version)).is_none() {
            snapshot.left_out += 1;
        }
    });
    all.look(&mut snapshot);
    let places = snapshot.resolve(core::mem::take(&mut all.gone));
    if all.kept >= MOST_KEPT {
        look_closer(&mut snapshot, &places);
    }
    snapshot
}

/// Of so many blocks all values are kept; of more, as long as there are no more than so many in all. A picture of that many
/// counts them, and draws only some.
const MOST_KEPT: usize = 1 << 16;

/// Shows the slots of this thread's live blocks, and the versions of their words. It runs no code of the user's but `f`.
#[inline]
pub(super) fn each_own(mut f: impl FnMut(Slot, u32)) {
    for slot in live_slots() {
        f(slot, word::version(word_of(slot).load(Relaxed)));
    }
}

/// Whether the block of a slot still is the one that was there at this version: only then its record can be looked at.
#[inline]
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
    /// How many values are kept.
    kept: usize,
    /// The type of the block that was looked at last.
    last: Option<(&'static Shape, usize)>,
}

impl All {
    #[inline]
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
        // Where there is no memory for all there may be for some.
        let _ = snapshot.nodes.try_reserve_exact(self.slots.len());
        let mut seen = SeenInBlock::default();
        for at in 0..self.slots.len() {
            let (slot, version) = self.slots[at];
            let edges = snapshot.edges.len();
            match self.node(slot, version, snapshot, &mut seen) {
                Some(node) if snapshot.nodes.try_reserve(1).is_ok() => snapshot.nodes.push(node),
                _ => {
                    snapshot.edges.truncate(edges);
                    snapshot.left_out += 1;
                }
            }
        }
    }

    /// Which types the blocks have. A type whose fields one block knows has them in all blocks.
    #[inline]
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
    #[inline]
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

    #[inline]
    fn node(
        &mut self,
        slot: Slot,
        version: u32,
        snapshot: &mut Snapshot,
        seen: &mut SeenInBlock,
    ) -> Option<Node> {
        // From here on no code of the user's runs, until what was seen is kept.
        if !lives(slot, version) {
            return None;
        }
        let record = record_of(slot);
        let of = record.shape().and_then(|shape| self.type_of(shape));
        let wants_values = snapshot.nodes.len() < MOST_DRAWN || self.kept < MOST_KEPT;
        seen.clear();
        let (stride, elements) = match of {
            Some(of) => read::block(slot, version, snapshot.types.get(of)?, wants_values, seen)?,
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
            born: record.born(word_of(slot).load(Relaxed)),
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
            edges: 0..0,
            hides: seen.hides,
            pointed: Pointed::Nobody,
            reached: false,
        };
        node.edges = keep_edges(seen, &mut snapshot.edges, &mut self.gone)?;
        node.values = keep(seen, &mut self.gone)?;
        self.kept += node.values.iter().map(Value::count).sum::<usize>();
        Some(node)
    }
}

/// Keeps the values of the blocks that a picture of very many may draw beside the table.
#[inline]
fn look_closer(snapshot: &mut Snapshot, places: &Places) {
    let mut seen = SeenInBlock::default();
    for index in full::wanted(snapshot) {
        let node = &snapshot.nodes[index];
        let of = node.of.and_then(|of| snapshot.types.get(of));
        let Some(of) = of.filter(|_| node.values.is_empty() && lives(node.slot, node.version))
        else {
            continue;
        };
        let looked = read::block(node.slot, node.version, of, true, &mut seen);
        let mut gone = Gone::default();
        if let Some(mut values) = looked.and_then(|_| keep(&seen, &mut gone)) {
            snapshot.resolve_values(index, &mut values, places, &gone);
            snapshot.nodes[index].values = values;
        }
    }
}

/// The edges that were seen. `None` where there is no memory for them.
#[inline]
fn keep_edges(seen: &SeenInBlock, edges: &mut Vec<Edge>, gone: &mut Gone) -> Option<Range<usize>> {
    let first = edges.len();
    edges.try_reserve(seen.edges.len()).ok()?;
    edges.extend_from_slice(&seen.edges);
    for (at, link) in seen.gone.iter() {
        edges[first + at] = match unresolved(*link, gone).target {
            Target::Block { index, .. } => {
                u32::try_from(index).map_or(Edge::Forgotten, Edge::Block)
            }
            _ => Edge::Forgotten,
        };
    }
    Some(first..edges.len())
}

/// The values that were seen. `None` where there is no memory for them.
#[inline]
fn keep(seen: &SeenInBlock, gone: &mut Gone) -> Option<Vec<Value>> {
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

#[inline]
fn value(raw: Raw, texts: &mut &[u8], gone: &mut Gone) -> Option<Value> {
    Some(match raw {
        Raw::Unassigned => Value::Unassigned,
        Raw::Borrowed => Value::Borrowed,
        Raw::Unknown | Raw::List { .. } => Value::Unknown,
        Raw::Signed(number) => Value::Signed(number.0),
        Raw::Unsigned(number) => Value::Unsigned(number.0),
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
