//! Errors: what went wrong, and the places that matter.
//!
//! [`Error`] is one pointer wide, so that a `Result<u64>` stays in registers. What it points to is
//! a [`Report`]: plain numbers and source locations, put into words by [`wording`] only when
//! somebody prints it.

mod storage;
mod wording;

pub(crate) use wording::plural;

use core::panic::Location;
use core::ptr::NonNull;

use crate::layout::description::Missing;
use storage::Stored;

/// The place of a call in the user's source.
pub(crate) type Site = &'static Location<'static>;

/// The result of every operation on memory.
pub type Result<T, E = Error> = core::result::Result<T, E>;

/// Declares the kinds, each with the name that a message begins with, as the document writes it. All that is made
/// for every kind comes from this one list.
macro_rules! kinds {
    ($($(#[$about:meta])* $kind:ident = $name:literal,)*) => {
        /// What kind of mistake an [`Error`] reports. `pointers::docs::errors` has a page for each: what it means, what
        /// C does with the same mistake, a program that makes it, and what to do instead.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        #[repr(u8)]
        pub enum ErrorKind {
            $($(#[$about])* $kind,)*
        }

        impl ErrorKind {
            /// In the order of their numbers.
            const ALL: [ErrorKind; [$($name),*].len()] = [$(ErrorKind::$kind),*];

            fn name(self) -> &'static str {
                match self {
                    $(ErrorKind::$kind => $name,)*
                }
            }
        }
    };
}

kinds! {
    /// The C allocator has no memory for the request, or the request is larger than any block can
    /// be: above `isize::MAX` bytes, or a product of chunks and chunk size that overflows.
    Allocation = "AllocationError",
    /// A value does not fit where it is moved, a block is not a whole number of its elements, a
    /// chunk is too small, or memory is not aligned for what is asked of it.
    InvalidSize = "InvalidSizeError",
    /// The memory has been freed, or handed over to C: use after free, and double free.
    Memory = "MemoryError",
    /// Memory that holds no value was read.
    Dereference = "DereferenceError",
    /// A chunk of a `calloc` block was asked for that is one past the last, or beyond.
    NotEnoughChunks = "NotEnoughChunks",
    /// An element outside a `malloc` block was asked for, or one below the start of any block.
    OutOfBounds = "OutOfBoundsError",
    /// A handle that does not point at the start of its block was given to `free`, `realloc` or
    /// `into_raw`.
    InvalidFree = "InvalidFreeError",
    /// NULL was used.
    NullPointer = "NullPointerError",
    /// A guard of [`borrow`](crate::MallocPointer::borrow) or
    /// [`borrow_mut`](crate::MallocPointer::borrow_mut) lives, and the operation would invalidate
    /// it or see a value in the middle of a change.
    Borrow = "BorrowError",
    /// The `type` of a handle was asked for, or something was assigned to it with `>>=`: handles
    /// have neither. The macro reports both when the program is compiled, so that no run-time
    /// operation gives this error.
    IsMallocPointer = "IsMallocPointerError",
}

/// What went wrong with the memory, with the places where it was used, allocated and freed.
///
/// `Display` is one line, in the document's words; `Debug` is the whole report, because that is
/// what `fn main() -> Result<()>` prints.
///
/// ```
/// use pointers_core::{ErrorKind, free, malloc};
///
/// let p = malloc::<u32>(4)?;
/// free(p)?;
/// let error = p.read().unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::Memory);
/// assert_eq!(error.to_string(), "MemoryError: memory has been freed");
/// assert_eq!(error.used_at().line(), error.freed_at().unwrap().line() + 1);
/// # Ok::<(), pointers_core::Error>(())
/// ```
pub struct Error(Stored);

const _: () = assert!(size_of::<Error>() == size_of::<usize>());
const _: () = assert!(size_of::<Result<u64>>() == 16);

impl Error {
    /// The kind of mistake.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.report().fault.kind()
    }

    /// Where the operation that failed stands.
    #[must_use]
    pub fn used_at(&self) -> &'static Location<'static> {
        self.report().used_at
    }

    /// Where the block was allocated, if the operation found one and its history is remembered.
    #[must_use]
    pub fn allocated_at(&self) -> Option<&'static Location<'static>> {
        self.report().sites.allocated_at
    }

    /// Where the block was last reallocated, if it was and that is remembered.
    ///
    /// ```
    /// use pointers_core::{MallocPointer, free, malloc, realloc};
    ///
    /// let text: MallocPointer<u8> = malloc(1)?;
    /// let line = line!() + 1;
    /// realloc(text, 11)?;
    /// let error = text.add(12).unwrap_err();
    /// assert_eq!(error.resized_at().unwrap().line(), line);
    /// assert!(format!("{error:?}").contains("(from 1 to 11 bytes)"));
    /// free(text)?;
    /// # Ok::<(), pointers_core::Error>(())
    /// ```
    #[must_use]
    pub fn resized_at(&self) -> Option<&'static Location<'static>> {
        let resized = self.report().sites.resized?;
        Some(resized.at)
    }

    /// Where the block was freed, or handed over to C, if it was and that is remembered.
    #[must_use]
    pub fn freed_at(&self) -> Option<&'static Location<'static>> {
        self.report().sites.freed_at
    }

    /// Where the guard was taken that stands in the way, of a [`Borrow`](ErrorKind::Borrow).
    #[must_use]
    pub fn borrowed_at(&self) -> Option<&'static Location<'static>> {
        self.report().sites.borrowed_at
    }

    /// An error that happened at the caller's line.
    #[cold]
    #[inline(never)]
    #[track_caller]
    pub(crate) fn new(fault: Fault, sites: Sites) -> Self {
        Self::at(Location::caller(), fault, sites)
    }

    /// An error that happened at a line that was noted before.
    #[cold]
    #[inline(never)]
    pub(crate) fn at(used_at: Site, fault: Fault, sites: Sites) -> Self {
        Error(Stored::new(Report {
            fault,
            used_at,
            sites,
        }))
    }

    /// The same error, of an operation that was asked for elsewhere.
    #[cold]
    pub(crate) fn used_at_instead(self, used_at: Site) -> Self {
        let Report { fault, sites, .. } = *self.report();
        drop(self);
        Self::at(used_at, fault, sites)
    }

    /// The same error of a `free` that was asked for here: what is freed already is freed twice.
    #[cold]
    pub(crate) fn of_free(self, used_at: Site) -> Self {
        let Report { fault, sites, .. } = *self.report();
        drop(self);
        let fault = match fault {
            Fault::Freed => Fault::FreedTwice,
            fault => fault,
        };
        Self::at(used_at, fault, sites)
    }

    /// The error as a pointer, which owns it.
    pub(crate) fn into_raw(self) -> NonNull<u8> {
        self.0.into_raw().cast()
    }

    /// # Safety
    ///
    /// The pointer came out of [`Error::into_raw`], and is used once.
    #[inline(always)]
    pub(crate) unsafe fn from_raw(error: NonNull<u8>) -> Self {
        // SAFETY: the caller's promise.
        Error(unsafe { Stored::from_raw(error.cast()) })
    }

    fn report(&self) -> &Report {
        self.0.report()
    }
}

/// What reporters print below the line: the places.
impl core::error::Error for Error {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        Some(self.report())
    }
}

/// Everything that an error knows. As an error of its own it is the places alone.
#[derive(Clone, Copy)]
pub(crate) struct Report {
    pub(crate) fault: Fault,
    pub(crate) used_at: Site,
    pub(crate) sites: Sites,
}

impl core::error::Error for Report {}

/// What is remembered of the block that an error is about.
#[derive(Clone, Copy, Default)]
pub(crate) struct Sites {
    pub(crate) allocated_at: Option<Site>,
    pub(crate) resized: Option<Resized>,
    pub(crate) freed_at: Option<Site>,
    pub(crate) borrowed_at: Option<Site>,
    pub(crate) block: Option<Extent>,
    /// How far from the block's start the operation would have gone, in bytes, where that is outside.
    pub(crate) reached: Option<i128>,
}

/// The last reallocation of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Resized {
    pub(crate) at: Site,
    /// The size before, and after, in bytes, as users see it.
    pub(crate) from: usize,
    pub(crate) to: usize,
}

/// How large a block is, or was, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Extent {
    pub(crate) length: usize,
    /// Of a `calloc` block.
    pub(crate) chunk_size: Option<usize>,
}

/// What went wrong, with its numbers. [`wording`] puts each into words.
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
    HandedOver,
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
        /// The first part of the element that holds no value, where other parts do, or where only one was asked for.
        missing: Option<Missing>,
    },
    /// A part of a value that is only known as a whole cannot be taken out.
    PartOfUnknown,
    /// What was to be formatted says that it cannot be.
    Unformatted,
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
    /// What is read and what is written share bytes.
    Overlap {
        bytes: usize,
    },
    /// More shared guards of one place than can be counted.
    TooManyGuards,
    /// What is left when not even the error's reserve has room.
    Bare(ErrorKind),
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
            | Fault::Gaps { .. }
            | Fault::WideCharacter { .. } => ErrorKind::InvalidSize,
            Fault::Freed | Fault::FreedTwice | Fault::HandedOver | Fault::Outdated => {
                ErrorKind::Memory
            }
            Fault::Unassigned { .. }
            | Fault::Unformatted
            | Fault::UnterminatedValue { .. }
            | Fault::PartOfUnknown => ErrorKind::Dereference,
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
            Fault::Interior { .. } => ErrorKind::InvalidFree,
            Fault::Null => ErrorKind::NullPointer,
            Fault::Borrowed { .. } | Fault::Overlap { .. } | Fault::TooManyGuards => {
                ErrorKind::Borrow
            }
            Fault::Bare(kind) => kind,
        }
    }
}
