//! The storage allocator of "The C Programming Language": a circular list of free pieces in the order of their
//! addresses, first fit, and neighbours grow together when they are freed.
//!
//! Each piece begins with a header, as there. Where K&R's header has a pointer to the next free piece, this one has its
//! distance from the start of the block: headers and what the user keeps between them are the same bytes, and a pointer
//! cannot be made of bytes here. While a piece is in use, a mark stands there instead; so `afree` sees a piece that is not
//! in use, which K&R's does not.

use std::fmt;

use pointers::prelude::*;
use pointers::zerocopy::{FromBytes, Immutable, IntoBytes};

const IN_USE: u64 = u64::MAX;

#[derive(Clone, Copy, FromBytes, Immutable, IntoBytes)]
#[zerocopy(crate = "pointers::zerocopy")]
#[repr(C)]
pub(crate) struct Header {
    next: u64,
    units: u64,
}

#[derive(Clone, Copy)]
pub(crate) struct Storage {
    pub(crate) memory: MallocPointer<Header>,
    free: MallocPointer<Header>,
}

#[derive(Debug)]
pub(crate) enum StorageError {
    NotInUse,
    Memory(Error),
}

pointers! {
    impl Storage {
        pub(crate) fn new(size: usize) -> Result<Storage> {
            let units = (size / size_of::<Header>()).max(2);
            let memory = malloc(units * size_of::<Header>());
            // The first header is of a piece without room, so that the list is never empty.
            memory <<= Header { next: 1, units: 1 };
            memory[1] <<= Header {
                next: 0,
                units: units as u64 - 1,
            };
            Ok(Storage {
                memory,
                free: memory,
            })
        }

        /// A piece of that many bytes, or NULL if no free piece is as large.
        pub(crate) fn alloc(&mut self, size: usize) -> Result<MallocPointer<u8>> {
            let units = size.div_ceil(size_of::<Header>()) as u64 + 1;
            let mut before = self.free;
            loop {
                let mut piece = self.memory + before->next;
                if piece->units >= units && piece != self.memory {
                    if piece->units == units {
                        before->next = piece->next;
                    } else {
                        piece->units -= units;
                        piece += piece->units;
                    }
                    piece <<= Header {
                        next: IN_USE,
                        units,
                    };
                    self.free = before;
                    return (piece + 1).cast();
                }
                if piece == self.free {
                    return Ok(NULL);
                }
                before = piece;
            }
        }

        pub(crate) fn afree(&mut self, bytes: MallocPointer<u8>) -> Result<(), StorageError> {
            let piece = bytes.cast::<Header>()? - 1;
            let place = (piece - self.memory) as u64;
            if piece->next != IN_USE {
                return Err(StorageError::NotInUse);
            }
            let mut before = self.free;
            loop {
                let next = self.memory + before->next;
                let between = before < piece && piece < next;
                let at_an_end = before >= next && (before < piece || piece < next);
                if between || at_an_end {
                    break;
                }
                before = next;
            }
            piece->next = before->next;
            before->next = place;
            self.join(piece)?;
            if before != self.memory {
                self.join(before)?;
            }
            self.free = before;
            Ok(())
        }

        /// A sign for each unit of the block: where pieces begin, are in use, are free.
        pub(crate) fn map(&self) -> Result<String> {
            let mut map = String::new();
            let end = self.memory + self.memory.size() / size_of::<Header>();
            let mut piece = self.memory + 1;
            while piece < end {
                let sign = if piece->next == IN_USE { "=" } else { "." };
                map += if piece->next == IN_USE { "#" } else { "." };
                map += &sign.repeat(piece->units as usize - 1);
                piece += piece->units;
            }
            Ok(map)
        }

        pub(crate) fn free(self) -> Result<()> {
            free(self.memory);
            Ok(())
        }

        /// Joins a free piece and the next one, if nothing is between them.
        fn join(&mut self, piece: MallocPointer<Header>) -> Result<()> {
            let next = self.memory + piece->next;
            if next == piece + piece->units {
                piece->units += next->units;
                piece->next = next->next;
            }
            Ok(())
        }
    }
}

impl From<Error> for StorageError {
    fn from(error: Error) -> Self {
        StorageError::Memory(error)
    }
}

impl fmt::Display for StorageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StorageError::NotInUse => f.write_str("not a piece in use"),
            StorageError::Memory(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for StorageError {}
