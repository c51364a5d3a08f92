//! Structures to be drawn.

use pointers_core::{CallocPointer, MallocPointer, Pointer, Result, calloc, heap, malloc};
use pointers_macros::Fields;

#[derive(Fields, Clone, Copy)]
#[fields(crate = pointers_core)]
pub(crate) struct Node {
    pub(crate) value: i32,
    pub(crate) next: MallocPointer<Node>,
}

/// A list of these values.
pub(crate) fn list(values: &[i32]) -> Result<MallocPointer<Node>> {
    let mut head = MallocPointer::null();
    for value in values.iter().rev() {
        head = node(*value, head)?;
    }
    Ok(head)
}

pub(crate) fn node(value: i32, next: MallocPointer<Node>) -> Result<MallocPointer<Node>> {
    let node = malloc::<Node>(size_of::<Node>())?;
    heap::describe(node)?;
    node.write(Node { value, next })?;
    Ok(node)
}

#[derive(Fields, Clone, Copy)]
#[fields(crate = pointers_core)]
pub(crate) struct Item {
    pub(crate) name: [u8; 8],
    pub(crate) next: MallocPointer<Item>,
    pub(crate) prev: MallocPointer<Item>,
}

/// Items that are linked both ways; a ring, if the last one leads to the first.
pub(crate) fn items(names: &[&str], ring: bool) -> Result<Vec<MallocPointer<Item>>> {
    let mut items = Vec::new();
    for name in names {
        let item = malloc::<Item>(size_of::<Item>())?;
        heap::describe(item)?;
        let mut bytes = [0; 8];
        bytes[..name.len()].copy_from_slice(name.as_bytes());
        item.write(Item {
            name: bytes,
            next: MallocPointer::null(),
            prev: MallocPointer::null(),
        })?;
        items.push(item);
    }
    let count = items.len();
    for at in 0..count {
        let (next, prev) = (items[(at + 1) % count], items[(at + count - 1) % count]);
        let mut item = items[at].read()?;
        if ring || at + 1 < count {
            item.next = next;
        }
        if ring || at > 0 {
            item.prev = prev;
        }
        items[at].write(item)?;
    }
    Ok(items)
}

#[derive(Fields, Clone, Copy)]
#[fields(crate = pointers_core)]
pub(crate) struct Leaf {
    pub(crate) key: u32,
    pub(crate) left: MallocPointer<Leaf>,
    pub(crate) right: MallocPointer<Leaf>,
}

/// A search tree with the numbers from the first to the last.
pub(crate) fn tree(first: u32, last: u32) -> Result<MallocPointer<Leaf>> {
    if first > last {
        return Ok(MallocPointer::null());
    }
    let key = u32::midpoint(first, last);
    let leaf = malloc::<Leaf>(size_of::<Leaf>())?;
    heap::describe(leaf)?;
    leaf.write(Leaf {
        key,
        left: if key > first {
            tree(first, key - 1)?
        } else {
            MallocPointer::null()
        },
        right: tree(key + 1, last)?,
    })?;
    Ok(leaf)
}

#[derive(Fields, Clone, Copy)]
#[fields(crate = pointers_core)]
pub(crate) struct Entry {
    pub(crate) key: u32,
    pub(crate) count: u32,
    pub(crate) next: MallocPointer<Entry>,
}

#[derive(Fields, Clone, Copy)]
#[fields(crate = pointers_core)]
pub(crate) struct Table {
    pub(crate) len: usize,
    pub(crate) capacity: usize,
    pub(crate) buckets: CallocPointer<MallocPointer<Entry>>,
}

/// A hash table with so many entries in its chains.
pub(crate) fn table(capacity: usize, len: usize) -> Result<MallocPointer<Table>> {
    let table = malloc::<Table>(size_of::<Table>())?;
    heap::describe(table)?;
    let buckets = calloc::<MallocPointer<Entry>>(capacity, size_of::<MallocPointer<Entry>>())?;
    table.write(Table {
        len,
        capacity,
        buckets,
    })?;
    let mut random = 12_345_u32;
    for _ in 0..len {
        random = random.wrapping_mul(1_103_515_245).wrapping_add(12_345);
        let bucket = buckets.add(random as usize / 65_536 % capacity)?;
        let entry = malloc::<Entry>(size_of::<Entry>())?;
        heap::describe(entry)?;
        entry.write(Entry {
            key: random / 65_536 % 1000,
            count: random / 4096 % 100,
            next: bucket.read()?,
        })?;
        bucket.write(entry)?;
    }
    Ok(table)
}

#[derive(Fields, Clone, Copy)]
#[fields(crate = pointers_core)]
pub(crate) struct Cache {
    pub(crate) hits: u64,
    pub(crate) last: MallocPointer<Node>,
    pub(crate) value: Pointer<i32>,
}

pub(crate) fn cache(
    hits: u64,
    last: MallocPointer<Node>,
    value: Pointer<i32>,
) -> Result<MallocPointer<Cache>> {
    let cache = malloc::<Cache>(size_of::<Cache>())?;
    heap::describe(cache)?;
    cache.write(Cache { hits, last, value })?;
    Ok(cache)
}
