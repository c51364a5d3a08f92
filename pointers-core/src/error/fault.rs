//! What can go wrong, each with its numbers.

use super::kind::ErrorKind;
use super::places::{Extent, Missing, Site};

/// What went wrong, with its numbers. [`super::wording`] puts each into words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// No memory for that many bytes.
    OutOfMemory {
        size: usize,
    },
    /// `chunks * chunk_size` is more than `usize` holds.
    TooManyBytes {
        chunks: usize,
        chunk_size: usize,
    },
    /// The block was reallocated as often as its lock word can count.
    NoVersion {
        size: usize,
    },
    /// No memory to note a guard or a gap.
    NoNote,
    /// The value is larger than its place.
    TooLarge {
        object: usize,
        place: usize,
    },
    /// The value counts otherwise than its place, where the two must be equal.
    OtherSize {
        object: usize,
        place: usize,
    },
    /// The block is no whole number of elements.
    Remainder {
        object: usize,
        block: usize,
    },
    /// A chunk size of zero.
    EmptyChunk,
    /// The address is not aligned for a reference to the value.
    Misaligned {
        address: usize,
        align: usize,
    },
    /// A realloc below what has to stay.
    TooSmall {
        needed: usize,
        size: usize,
        /// Whether that is because of a value that is there.
        stored: bool,
    },
    /// A realloc to part of a chunk.
    PartOfChunk {
        chunk_size: usize,
        size: usize,
    },
    /// A cast at an offset that is no whole number of the new elements.
    Offset {
        object: usize,
        offset: isize,
    },
    /// A cast between a type that has no bytes and one that has.
    NoBytes,
    /// Chunks that are larger than the values, where a run without gaps is needed.
    Gaps {
        object: usize,
        chunk: usize,
    },
    /// A `char` that is no single byte, where a byte is asked for.
    WideCharacter {
        character: char,
    },
    Freed,
    /// The same, of another `free`.
    FreedTwice,
    /// The block went elsewhere, without being freed here.
    Parted(Parting),
    /// The handle is older than the remembered reallocations, or its block's history is forgotten.
    Outdated,
    /// The element that was to be read holds no value.
    Unassigned {
        index: usize,
        /// How many elements there are.
        elements: usize,
        /// How many of them hold values: the first ones. `None` where there are gaps.
        assigned: Option<usize>,
        chunks: bool,
        /// Whether a part of it was to be assigned, which its type tells nothing of.
        part: bool,
    },
    /// What was to be formatted says that it cannot be.
    Unformatted,
    /// The element that was to be read, or a part of it, holds a value only in part: this one is missing.
    Incomplete {
        index: usize,
        elements: usize,
        chunks: bool,
        missing: Missing,
    },
    /// A part cannot be assigned by itself.
    OnlyWhole {
        why: Why,
    },
    /// A part of a value that is only known as a whole cannot be taken out, nor pointed to where it has no size.
    PartOfUnknown,
    /// A string whose terminator was not found before memory that holds no value.
    UnterminatedValue {
        units: usize,
    },
    /// A string whose terminator was not found before the end of its block, of its chunks if it has them, or
    /// of the slice.
    Unterminated {
        units: usize,
        chunks: bool,
    },
    /// A slice that is shorter than what is to be read.
    ShortSlice {
        index: usize,
        length: usize,
    },
    /// The chunk index is not below the number of chunks.
    ChunkIndex {
        index: i128,
        chunks: usize,
    },
    /// The element index is not below the number of elements, or is below zero.
    ElementIndex {
        index: i128,
        elements: usize,
    },
    /// The same, of an array in a place.
    ArrayIndex {
        index: i128,
        elements: usize,
    },
    /// Lazy arithmetic that left the address space, in a `calloc` block or in another.
    Overflow {
        chunks: bool,
    },
    /// More bytes than there are from a place on to the end of its block, or of its slice.
    NoRoom {
        needed: usize,
        room: usize,
        wanted: Wanted,
        /// Of what the bytes are.
        memory: Memory,
    },
    /// Two handles to different blocks, of which this is what is known of the other.
    OtherBlock {
        allocated_at: Option<Site>,
        block: Option<Extent>,
    },
    /// Somebody else says when the block ends, how large it is, and who has it.
    NotOurs(Owner),
    /// No block of this thread has this address.
    NoBlock {
        address: usize,
    },
    /// A block of chunks of this size was asked for as one without, or one without as one of chunks.
    OtherKind {
        chunk_size: Option<usize>,
    },
    /// A block of so many elements, where one is needed.
    NotOne {
        elements: usize,
    },
    /// Not at the start of its block.
    Interior {
        /// In bytes; `None` where arithmetic left the address space.
        offset: Option<isize>,
    },
    Null,
    /// A guard stands in the way.
    Borrowed {
        mutably: bool,
    },
    /// C lends the memory, to be read and copied only.
    ReadOnly,
    /// Memory without value was to be lent, and this element holds one.
    Assigned {
        index: usize,
        chunks: bool,
    },
    /// What is read and what is written share bytes.
    Overlap {
        bytes: usize,
    },
    /// More shared guards of one place than can be counted.
    TooManyGuards,
    /// What is left when not even the error's reserve has room.
    Bare(ErrorKind),
}

/// How a block ended that was not freed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Parting {
    /// To C, by `into_raw`.
    HandedOver,
    /// To whoever attaches it.
    Detached,
    /// To C, which had lent it.
    GivenBack,
}

/// Whose a block is that is not only ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Owner {
    /// C, which lends it.
    Lender,
    /// A destructor of C's own, which `free` calls.
    Destructor,
}

/// What bytes are wanted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// To be read.
    Source,
    /// To be written.
    Target,
    /// A string that is copied there, with its terminator.
    String,
}

/// Where bytes are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Memory {
    Block,
    Chunks,
    Slice,
}

/// Why a part of a value is assigned with the whole only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Why {
    /// It lies in too many arrays.
    TooDeep,
    /// It lies in what has no size, and so nowhere.
    NoSize,
}

impl Fault {
    pub(crate) fn kind(self) -> ErrorKind {
        match self {
            Fault::OutOfMemory { .. }
            | Fault::TooManyBytes { .. }
            | Fault::NoVersion { .. }
            | Fault::NoNote => ErrorKind::Allocation,
            Fault::TooLarge { .. }
            | Fault::OtherSize { .. }
            | Fault::Remainder { .. }
            | Fault::EmptyChunk
            | Fault::Misaligned { .. }
            | Fault::TooSmall { .. }
            | Fault::PartOfChunk { .. }
            | Fault::Offset { .. }
            | Fault::NoBytes
            | Fault::OtherKind { .. }
            | Fault::NotOne { .. }
            | Fault::Gaps { .. }
            | Fault::WideCharacter { .. } => ErrorKind::InvalidSize,
            Fault::Freed
            | Fault::FreedTwice
            | Fault::Parted(_)
            | Fault::NoBlock { .. }
            | Fault::Outdated => ErrorKind::Memory,
            Fault::Unassigned { .. }
            | Fault::Incomplete { .. }
            | Fault::OnlyWhole { .. }
            | Fault::PartOfUnknown
            | Fault::Unformatted
            | Fault::UnterminatedValue { .. } => ErrorKind::Dereference,
            Fault::ChunkIndex { .. }
            | Fault::NoRoom {
                memory: Memory::Chunks,
                ..
            }
            | Fault::Unterminated { chunks: true, .. }
            | Fault::Overflow { chunks: true } => ErrorKind::NotEnoughChunks,
            Fault::ElementIndex { .. }
            | Fault::ArrayIndex { .. }
            | Fault::ShortSlice { .. }
            | Fault::NoRoom { .. }
            | Fault::Unterminated { chunks: false, .. }
            | Fault::Overflow { chunks: false }
            | Fault::OtherBlock { .. } => ErrorKind::OutOfBounds,
            Fault::Interior { .. } | Fault::NotOurs(_) => ErrorKind::InvalidFree,
            Fault::Null => ErrorKind::NullPointer,
            Fault::Borrowed { .. }
            | Fault::ReadOnly
            | Fault::Assigned { .. }
            | Fault::Overlap { .. }
            | Fault::TooManyGuards => ErrorKind::Borrow,
            Fault::Bare(kind) => kind,
        }
    }
}
