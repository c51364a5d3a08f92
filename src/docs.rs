//! Pages to read: nothing here is code.

#[doc = include_str!("../docs/design.md")]
pub mod design {}

#[doc = include_str!("../docs/document.md")]
pub mod document {}

#[doc = include_str!("../docs/from-c.md")]
pub mod from_c {}

#[doc = include_str!("../docs/from-pointers-py.md")]
pub mod from_pointers_py {}

pub mod errors {
    //! Every mistake has a name. Each page says what it means, what C does with the same mistake, has a program that
    //! makes it, and says what to do instead.
    //!
    //! | message begins with | kind |
    //! | --- | --- |
    //! | [`AllocationError`](allocation) | `Allocation` |
    //! | [`InvalidSizeError`](invalid_size) | `InvalidSize` |
    //! | [`MemoryError`](memory) | `Memory` |
    //! | [`DereferenceError`](dereference) | `Dereference` |
    //! | [`NotEnoughChunks`](not_enough_chunks) | `NotEnoughChunks` |
    //! | [`OutOfBoundsError`](out_of_bounds) | `OutOfBounds` |
    //! | [`InvalidFreeError`](invalid_free) | `InvalidFree` |
    //! | [`NullPointerError`](null_pointer) | `NullPointer` |
    //! | [`BorrowError`](borrow) | `Borrow` |
    //! | [`IsMallocPointerError`](is_malloc_pointer) | `IsMallocPointer` |

    #[doc = include_str!("../docs/errors/allocation.md")]
    pub mod allocation {}

    #[doc = include_str!("../docs/errors/invalid_size.md")]
    pub mod invalid_size {}

    #[doc = include_str!("../docs/errors/memory.md")]
    pub mod memory {}

    #[doc = include_str!("../docs/errors/dereference.md")]
    pub mod dereference {}

    #[doc = include_str!("../docs/errors/not_enough_chunks.md")]
    pub mod not_enough_chunks {}

    #[doc = include_str!("../docs/errors/out_of_bounds.md")]
    pub mod out_of_bounds {}

    #[doc = include_str!("../docs/errors/invalid_free.md")]
    pub mod invalid_free {}

    #[doc = include_str!("../docs/errors/null_pointer.md")]
    pub mod null_pointer {}

    #[doc = include_str!("../docs/errors/borrow.md")]
    pub mod borrow {}

    #[doc = include_str!("../docs/errors/is_malloc_pointer.md")]
    pub mod is_malloc_pointer {}
}
