//! Pages to read: nothing here is code.

#[doc = include_str!("../docs/design.md")]
pub mod design {}

#[doc = "[allocation]: guide::allocation\n[sizes]: guide::sizes\n[movement]: guide::movement"]
#[doc = "[uninitialised]: guide::uninitialised\n[arrays]: guide::arrays\n[fields]: guide::fields"]
#[doc = "[strings]: guide::strings\n[free]: guide::free\n[realloc]: guide::realloc\n[leaks]: guide::leaks"]
#[doc = "[null]: guide::null\n[lists_and_trees]: guide::lists_and_trees\n[ownership]: guide::ownership"]
#[doc = "[threads]: guide::threads\n[c_border]: guide::c_border\n[inside]: guide::inside\n"]
#[doc = include_str!("../docs/guide/README.md")]
pub mod guide {
    /// Each page has its picture, and a link to the next. Where the page is read as a file, it says itself where they are: of
    /// two definitions of a link the first holds.
    macro_rules! pages {
        ($($page:ident, then $next:literal;)*) => {$(
            #[cfg_attr(doc, doc = pointers_macros::picture!($page))]
            #[doc = concat!("[next]: ", $next, "\n[border]: crate::docs::c_border\n")]
            #[doc = include_str!(concat!("../docs/guide/", stringify!($page), ".md"))]
            pub mod $page {}
        )*};
    }

    pages! {
        allocation, then "sizes";
        sizes, then "movement";
        movement, then "uninitialised";
        uninitialised, then "arrays";
        arrays, then "fields";
        fields, then "strings";
        strings, then "free";
        free, then "realloc";
        realloc, then "leaks";
        leaks, then "null";
        null, then "lists_and_trees";
        lists_and_trees, then "ownership";
        ownership, then "threads";
        threads, then "c_border";
        c_border, then "inside";
        inside, then "crate::docs::guide";
    }
}

#[doc = include_str!("../docs/document.md")]
pub mod document {}

#[doc = include_str!("../docs/from-c.md")]
pub mod from_c {}

#[doc = include_str!("../docs/c-border.md")]
pub mod c_border {}

#[doc = include_str!("../docs/from-pointers-py.md")]
pub mod from_pointers_py {}

#[doc = include_str!("../docs/benchmarks.md")]
pub mod benchmarks {}

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
    //!
    //! # What to print
    //!
    //! An error knows up to five places: where the memory was used, where it was allocated, where it was last
    //! reallocated, where it was freed, and where it was borrowed.
    //!
    //! | print | and see |
    //! | --- | --- |
    //! | `{error}` | one line: the kind, and the numbers |
    //! | `{error:?}` | the whole report: the line, the places, the size of the block, what to do instead |
    //! | `error.source()` | the places, on one line |
    //!
    //! `fn main() -> Result<()>`, `unwrap` and `expect` print the report. anyhow, eyre and `tracing` print
    //! `{error}` and below it, or behind it, each `source()`, so that nothing has to be done for them to
    //! name the places; in a log of single lines write `{error}: {}` with the source.
    //!
    //! ```
    //! use std::error::Error as _;
    //! use pointers::prelude::*;
    //!
    //! let p = malloc::<u8>(1)?;
    //! let p = realloc(p, 11)?;
    //! let error = p.add(12).unwrap_err();
    //! assert_eq!(error.to_string(), "OutOfBoundsError: index is 12, while allocation is 11");
    //! let places = error.source().unwrap().to_string();
    //! assert!(places.starts_with("used at ") && places.contains(", allocated at "));
    //! assert!(places.contains(", resized at ") && places.ends_with("(from 1 to 11 bytes)"));
    //! assert!(format!("{error:?}").contains("help: the elements are 0 to 10"));
    //! free(p)?;
    //! # Ok::<(), Error>(())
    //! ```

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
