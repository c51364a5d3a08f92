//! The kinds of mistakes.

/// Declares the kinds, each with the name that a message begins with, as the document writes it. All that
/// is made for every kind comes from this one list.
macro_rules! kinds {
    ($($(#[$about:meta])* $kind:ident = $name:literal,)*) => {
        /// What kind of mistake an [`Error`](crate::Error) reports. `pointers::docs::errors` has a page for
        /// each: what it means, what C does with the same mistake, a program that makes it, and what to do
        /// instead.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        #[repr(u8)]
        pub enum ErrorKind {
            $($(#[$about])* $kind,)*
        }

        impl ErrorKind {
            /// In the order of their numbers.
            pub(super) const ALL: [ErrorKind; [$($name),*].len()] = [$(ErrorKind::$kind),*];

            pub(crate) fn name(self) -> &'static str {
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
    /// `into_raw`, or one of memory that C lends, or destroys by itself.
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
