//! Every message of the running library, with its help line, in one place.

use core::fmt;

use super::fault::{Fault, Memory, Owner, Parting, Wanted, Why};
use super::places::{Extent, UserWords};
use super::report::Report;

impl fmt::Display for Extent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let length = self.length;
        write!(f, "{length} {}", plural(length, "byte", "bytes"))?;
        if let Some(chunk_size) = self.chunk_size {
            let chunks = length / chunk_size;
            let noun = plural(chunks, "chunk", "chunks");
            write!(f, " in {chunks} {noun} of {chunk_size}")?;
        }
        Ok(())
    }
}

pub(crate) fn plural(count: usize, one: &'static str, many: &'static str) -> &'static str {
    if count == 1 { one } else { many }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Fault::OutOfMemory { size } => {
                write!(
                    f,
                    "failed to allocate {size} {} of memory",
                    plural(size, "byte", "bytes")
                )
            }
            Fault::TooManyBytes { chunks, chunk_size } => write!(
                f,
                "failed to allocate {chunks} chunks of {chunk_size} bytes: the product is more than any block can be"
            ),
            Fault::NoVersion { size } => write!(
                f,
                "failed to resize memory to {size} bytes: the block was reallocated more often than can be counted"
            ),
            Fault::NoNote => f.write_str("failed to allocate memory to keep track of this access"),
            Fault::TooLarge { object, place } | Fault::OtherSize { object, place } => {
                write!(
                    f,
                    "object is of size {object}, while memory allocation is {place}"
                )
            }
            Fault::Remainder { object, block } => write!(
                f,
                "memory allocation is {block}, which is not a whole number of objects of size {object}"
            ),
            Fault::EmptyChunk => {
                f.write_str("chunk size is 0, while a chunk must hold at least 1 byte")
            }
            Fault::Misaligned { address, align } => write!(
                f,
                "object needs an address that is a multiple of {align}, while this memory is at {address:#x}"
            ),
            Fault::TooSmall {
                needed,
                size,
                stored: true,
            } => write!(
                f,
                "object inside memory is of size {needed}, so memory cannot be set to size {size}"
            ),
            Fault::TooSmall { needed, size, .. } => write!(
                f,
                "one element takes {needed} {}, so memory cannot be set to size {size}",
                plural(needed, "byte", "bytes")
            ),
            Fault::NoBytes => {
                f.write_str("an object without size cannot be cast from or to one that has bytes")
            }
            Fault::PartOfChunk { chunk_size, size } => write!(
                f,
                "size is {size}, which is not a whole number of chunks of {chunk_size} bytes"
            ),
            Fault::Offset { object, offset } => write!(
                f,
                "offset in memory is {offset}, which is not a whole number of objects of size {object}"
            ),
            Fault::Gaps { object, chunk } => write!(
                f,
                "object is of size {object}, while chunks are of size {chunk}, so that a run of them has gaps"
            ),
            Fault::Freed | Fault::FreedTwice => f.write_str("memory has been freed"),
            Fault::Parted(Parting::HandedOver) => {
                f.write_str("memory has been handed over with `into_raw`")
            }
            Fault::Parted(Parting::Detached) => f.write_str("memory has been detached"),
            Fault::Parted(Parting::GivenBack) => {
                f.write_str("memory was lent by C, and its guard is gone")
            }
            Fault::NoBlock { address } => {
                write!(f, "no block of this thread is at address {address:#x}")
            }
            Fault::Outdated => {
                f.write_str("memory was reallocated too often since this handle was made")
            }
            Fault::WideCharacter { character } => write!(
                f,
                "object is of size {}, while memory allocation is 1: the character {character:?} is more than one byte",
                character.len_utf8()
            ),
            Fault::Incomplete {
                index,
                elements,
                chunks,
                missing,
            } => {
                write!(f, "{missing} has no value")?;
                let noun = if chunks { "chunk" } else { "element" };
                match elements {
                    ..=1 => Ok(()),
                    _ => write!(f, " in {noun} {index} of {elements}"),
                }
            }
            Fault::Unassigned {
                index,
                elements,
                assigned,
                chunks,
                ..
            } => {
                f.write_str("cannot dereference pointer that has no value")?;
                let noun = if chunks { "chunk" } else { "element" };
                match assigned {
                    // Which one is meant needs no word: the only one, or the first where there is none at
                    // all.
                    _ if elements <= 1 => Ok(()),
                    Some(0) if index == 0 => Ok(()),
                    Some(assigned) => write!(
                        f,
                        ": {noun} {index} is read, while {assigned} of {elements} {} assigned",
                        plural(assigned, "is", "are")
                    ),
                    None => write!(
                        f,
                        ": {noun} {index} of {elements} is read, into which nothing was moved"
                    ),
                }
            }
            Fault::Unformatted => {
                f.write_str("an argument has no text: its `fmt` returned an error")
            }
            Fault::OnlyWhole { why: Why::TooDeep } => f.write_str(
                "this value lies more than 8 arrays deep, and comes and goes with the array that it lies in",
            ),
            Fault::OnlyWhole { why: Why::NoSize } => f.write_str(
                "values without size in one array are not told apart: they come and go with the whole array",
            ),
            Fault::PartOfUnknown => f.write_str(
                "this part of a value is not told from the rest: it comes and goes with the whole",
            ),
            Fault::UnterminatedValue { units } => write!(
                f,
                "string has no terminator: what follows after {units} {} has no value",
                plural(units, "unit", "units")
            ),
            Fault::Unterminated { units, chunks } => write!(
                f,
                "string has no terminator in the {units} {} that its memory has left",
                match chunks {
                    true => plural(units, "chunk", "chunks"),
                    false => plural(units, "unit", "units"),
                }
            ),
            Fault::ShortSlice { index, length } => {
                write!(f, "index is {index}, while the slice is of length {length}")
            }
            Fault::ChunkIndex { index, chunks } => {
                write!(f, "chunk index is {index}, while allocation is {chunks}")
            }
            Fault::ElementIndex {
                index: index @ ..0, ..
            }
            | Fault::ArrayIndex {
                index: index @ ..0, ..
            } => {
                write!(f, "index is {index}, which is below zero")
            }
            Fault::ArrayIndex { index, elements } => {
                write!(
                    f,
                    "index is {index}, while the array has {elements} {}",
                    plural(elements, "element", "elements")
                )
            }
            Fault::ElementIndex { index, elements } => {
                write!(f, "index is {index}, while allocation is {elements}")
            }
            Fault::NotOurs(Owner::Lender) => {
                f.write_str("memory belongs to C, which has only lent it")
            }
            Fault::NotOurs(Owner::Destructor) => {
                f.write_str("memory has a destructor of C's own, so that it can only be freed")
            }
            Fault::OtherKind { chunk_size: None } => {
                f.write_str("memory is one run of elements, and not divided into chunks")
            }
            Fault::OtherKind {
                chunk_size: Some(chunk_size),
            } => write!(
                f,
                "memory is divided into chunks of {chunk_size} {}",
                plural(chunk_size, "byte", "bytes")
            ),
            Fault::NotOne { elements } => write!(
                f,
                "memory is {elements} {}, where one is needed",
                plural(elements, "element", "elements")
            ),
            Fault::Overflow { .. } => f.write_str("pointer arithmetic left the address space"),
            Fault::NoRoom {
                needed,
                room,
                wanted,
                memory,
            } => write!(f, "{}", Room(needed, room, wanted, memory)),
            Fault::OtherBlock { .. } => f.write_str("the two pointers belong to different blocks"),
            Fault::Interior { offset: None } => {
                f.write_str("pointer is nowhere near the start of its memory")
            }
            Fault::Interior {
                offset: Some(offset),
            } => {
                write!(
                    f,
                    "pointer is {offset} bytes away from the start of its memory"
                )
            }
            Fault::Null => f.write_str("cannot perform operation when pointing to NULL"),
            Fault::Borrowed { mutably: true } => f.write_str("memory is mutably borrowed"),
            Fault::Borrowed { mutably: false } => f.write_str("memory is borrowed"),
            Fault::ReadOnly => f.write_str("memory is lent by C, to be read only"),
            Fault::Assigned { index, chunks } => write!(
                f,
                "{} {index} holds a value, where memory without value is lent",
                if chunks { "chunk" } else { "element" }
            ),
            Fault::Overlap { bytes } => write!(
                f,
                "source and destination share {bytes} {}: what is read is overwritten",
                plural(bytes, "byte", "bytes")
            ),
            Fault::TooManyGuards => {
                f.write_str("memory is borrowed more often than can be counted")
            }
            Fault::Bare(_) => f.write_str("no memory is left to say more"),
        }
    }
}

/// Bytes that are wanted, and how many there are.
struct Room(usize, usize, Wanted, Memory);

impl fmt::Display for Room {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Room(needed, room, wanted, memory) = *self;
        let bytes = plural(needed, "byte", "bytes");
        match (wanted, memory) {
            (Wanted::String, _) => write!(
                f,
                "string needs {needed} {bytes} with its terminator, while there is room for {room}"
            ),
            (Wanted::Target, _) => write!(
                f,
                "{needed} {bytes} {} written, while there is room for {room}",
                plural(needed, "is", "are")
            ),
            (Wanted::Source, Memory::Slice) => write!(
                f,
                "{needed} {bytes} {} read, while the slice has {room}",
                plural(needed, "is", "are")
            ),
            (Wanted::Source, _) => write!(
                f,
                "{needed} {bytes} {} read, while the memory has {room} from there on",
                plural(needed, "is", "are")
            ),
        }
    }
}

/// Which of the steps of `team->members[i]->age` it was, in the user's words. Where there is only one handle, nothing.
pub(super) struct Which<'a>(pub(super) &'a Report);

impl fmt::Display for Which<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Report { fault, named, .. } = self.0;
        let UserWords { handle, place } = named;
        if place.is_empty() || named.is_plain() {
            return Ok(());
        }
        match fault {
            Fault::Null => write!(f, ": `{handle}` is NULL"),
            Fault::Freed | Fault::FreedTwice | Fault::Parted(_) => {
                write!(f, ": `{handle}` points to it")
            }
            Fault::Outdated => write!(f, ": `{handle}`"),
            Fault::Unassigned { .. } => write!(f, ": `{place}` has none"),
            Fault::ElementIndex { .. }
            | Fault::ChunkIndex { .. }
            | Fault::ArrayIndex { .. }
            | Fault::Overflow { .. } => write!(f, ": `{place}` is outside"),
            _ => write!(f, ": `{place}`"),
        }
    }
}

/// What to do instead, in a sentence or two.
pub(super) struct Help<'a>(pub(super) &'a Report);

impl fmt::Display for Help<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.fault {
            Fault::OutOfMemory { .. } | Fault::TooManyBytes { .. } => f.write_str(
                "check how the size is computed; if it is right, free other blocks first",
            ),
            Fault::NoNote => f.write_str("free blocks that are no longer needed"),
            Fault::NoVersion { .. } => f.write_str(
                "allocate a new block, copy the values, and free this one",
            ),
            Fault::TooLarge { object, .. } => write!(
                f,
                "allocate at least {object} bytes for it, or `realloc` the memory first; nothing was written"
            ),
            Fault::OtherSize { object, .. } => write!(
                f,
                "allocate exactly {object} bytes for it, or `realloc` the memory first: by CPython's rule the two must be equal; nothing was written"
            ),
            Fault::Remainder { object, block } => write!(
                f,
                "allocate a multiple of {object} bytes, for instance {}",
                block.next_multiple_of(object.max(1))
            ),
            Fault::EmptyChunk => f.write_str(
                "give the size of one chunk, for instance `size_of::<T>()`, as the second argument",
            ),
            Fault::Misaligned { align, .. } => write!(
                f,
                "make the chunk size a multiple of {align}; values that are `Copy` can also be read and written where they are"
            ),
            Fault::TooSmall { needed, .. } => write!(
                f,
                "keep at least {needed} bytes, or `free` the memory; nothing was changed"
            ),
            Fault::PartOfChunk { chunk_size, size } => write!(
                f,
                "the size is in bytes: {} keeps {} whole chunks; nothing was changed",
                size / chunk_size * chunk_size,
                size / chunk_size
            ),
            Fault::NoBytes => f.write_str("cast between types that have bytes"),
            Fault::Offset { object, .. } => write!(
                f,
                "cast from a pointer that is a multiple of {object} bytes into its block"
            ),
            Fault::Gaps { object, .. } => write!(
                f,
                "allocate chunks of exactly {object} bytes, or go from chunk to chunk"
            ),
            Fault::FreedTwice if self.0.frees_what_it_uses() => f.write_str(
                "the same line freed it in an earlier turn of its loop, or in an earlier call: \
                 `free` belongs behind the loop, or each turn needs a block of its own",
            ),
            Fault::FreedTwice => f.write_str(
                "one `free` for each allocation is enough: take one of the two out, or set the pointer to NULL \
                 after the first, for `free` of NULL does nothing",
            ),
            Fault::Freed if self.0.frees_what_it_uses() => f.write_str(
                "the same line freed it in an earlier turn of its loop, or in an earlier call: \
                 after `free` every copy of the pointer is dead",
            ),
            Fault::Freed => f.write_str(
                "after `free` every copy of the pointer is dead; free later, or allocate anew",
            ),
            Fault::Parted(Parting::HandedOver) => f.write_str(
                "C owns that memory now; take it back with `from_raw`",
            ),
            Fault::Parted(Parting::Detached) => f.write_str(
                "use the handle that `attach` gives, on the thread that attaches it",
            ),
            Fault::Parted(Parting::GivenBack) => f.write_str(
                "keep the guard of `borrow_raw` as long as its memory is read, or copy what is there",
            ),
            Fault::NoBlock { .. } => f.write_str(
                "it may have been freed, be another thread's, or memory that C never gave away with `into_raw`",
            ),
            Fault::Outdated => f.write_str(
                "use the handle that `realloc` returns instead of an old copy",
            ),
            Fault::Incomplete { .. } => f.write_str(
                "assign it first, as in `p->field = value`, or move a whole value in; private fields and those without size count too",
            ),
            Fault::Unassigned { part: true, .. } => f.write_str(
                "write `#[derive(Fields)]` before the structure, so that it is assigned field by field, or move a whole \
                 value in first (`<<=`)",
            ),
            Fault::Unassigned { .. } => f.write_str(
                "move a value into it first (`write`, or `<<=` in the macro), or use `calloc`, whose memory is zero",
            ),
            Fault::Unformatted => f.write_str(
                "look into what the `Display` of the arguments does; nothing was written",
            ),
            Fault::WideCharacter { .. } => f.write_str(
                "search for its bytes with `strstr`, or use `u32` units; nothing was changed",
            ),
            Fault::UnterminatedValue { .. } | Fault::Unterminated { .. } => f.write_str(
                "write a 0 after the last unit, and leave room for it when the memory is allocated",
            ),
            Fault::OnlyWhole { why: Why::TooDeep } => f.write_str(
                "move the whole array in first; arrays of up to 8 dimensions are assigned element by element",
            ),
            Fault::OnlyWhole { why: Why::NoSize } => {
                f.write_str("move the whole array in first, as in `p[i] = [value; N]`")
            }
            Fault::PartOfUnknown => f.write_str("take or point to the whole value, or derive `Fields` for its type"),
            Fault::ShortSlice { length, .. } => {
                write!(f, "read at most {length} {}", plural(length, "unit", "units"))
            }
            Fault::ChunkIndex { chunks: 0, .. } => f.write_str("the block has no chunks at all"),
            Fault::ChunkIndex { chunks: 1, .. } => {
                f.write_str("the block is one chunk, whose index is 0; allocate more, or stop earlier")
            }
            Fault::ChunkIndex { chunks, .. } => write!(
                f,
                "the chunks are 0 to {}; allocate more, or stop earlier",
                chunks - 1
            ),
            Fault::ArrayIndex { elements, .. } => write!(
                f,
                "an index of this array is below {elements}: the array lies in the middle of its memory"
            ),
            Fault::ElementIndex { index, .. } if index >= isize::MAX as i128 => f.write_str(
                "no memory is so large: a `usize` that is counted below 0 begins again at the top; compare before you subtract",
            ),
            Fault::ElementIndex { index: ..0, .. } => {
                f.write_str("the first element is 0; count less far down")
            }
            Fault::ElementIndex { elements: 0, .. } => {
                f.write_str("the block has no room for even one element")
            }
            Fault::ElementIndex { elements: 1, .. } => f.write_str(
                "the block is one element, whose index is 0; the size given to `malloc` is in bytes",
            ),
            Fault::ElementIndex { elements, .. } => write!(
                f,
                "the elements are 0 to {}; the size given to `malloc` is in bytes, the index in elements",
                elements - 1
            ),
            Fault::Overflow { .. } => f.write_str("check how the distance is computed"),
            Fault::NoRoom {
                room,
                wanted: Wanted::Source,
                ..
            } => write!(f, "read at most {room} {}", plural(room, "byte", "bytes")),
            Fault::NoRoom { needed, room, .. } => write!(
                f,
                "make room for {} more {}, where the memory is allocated or by a `realloc`; nothing was written",
                needed.saturating_sub(room),
                plural(needed.saturating_sub(room), "byte", "bytes")
            ),
            Fault::OtherBlock { .. } => f.write_str(
                "only pointers into the same block have a distance or an order",
            ),
            Fault::NotOurs(Owner::Lender) => f.write_str(
                "leave its end to C; here its handles end when the guard of `borrow_raw` is dropped",
            ),
            Fault::NotOurs(Owner::Destructor) => f.write_str(
                "`free` calls that destructor; for another size let C make another block",
            ),
            Fault::OtherKind { chunk_size: None } => f.write_str("ask for a `MallocPointer`"),
            Fault::OtherKind { .. } => f.write_str("ask for a `CallocPointer`"),
            Fault::NotOne { .. } => f.write_str("`into_vec` moves out as many as there are"),
            Fault::Interior { .. } => f.write_str(
                "keep the pointer that the allocation returned, and give that one back",
            ),
            Fault::Null => f.write_str(
                "test `p != NULL` before the pointer is used; outside of `pointers! { }` that is `!p.is_null()`",
            ),
            Fault::Overlap { .. } => f.write_str(
                "use `memmove`, which may overlap; for a string with `strlen(source) + 1` units; nothing was changed",
            ),
            Fault::ReadOnly => f.write_str(
                "copy it with `read`, `to_vec` or `copy_from`; the guard's `as_slice` gives references",
            ),
            Fault::Assigned { .. } => f.write_str(
                "`take` the value first, begin behind it, or change it through `borrow_slice_mut`",
            ),
            Fault::Borrowed { .. } | Fault::TooManyGuards => f.write_str(
                "drop the guard first: it ends with its scope, or with `drop(guard)`",
            ),
            Fault::Bare(_) => f.write_str("drop other errors, and free memory"),
        }
    }
}
