//! C's `string.h`: `memcpy`, `strlen`, `strcpy` and the like over handles to bytes.
//!
//! Beside them stand [`puts`], [`text`] for the `%s` of `printf`, and [`sprintf!`].
//!
//! Names, the order of the arguments and what they mean are C's. In `pointers! { }` the functions raise by
//! themselves under their bare names, like `malloc`; in plain Rust they return a [`Result`].
//!
//! ```
//! use pointers::string::*;
//! use pointers::{MallocPointer, Result, free, malloc};
//!
//! # fn main() -> Result<()> {
//! let line: MallocPointer<u8> = malloc(20)?;
//! strcpy(line, "hello")?;
//! strcat(line, ", world")?;
//! assert_eq!(strlen(line)?, 12);
//! assert_eq!(strcmp(strchr(line, 'w')?, "world")?, 0);
//! sprintf!(line, "{}!", text(line)?)?;
//! println!("{}", text(line)?); // printf("%s\n", line)
//! free(line)
//! # }
//! ```
//!
//! # What they work on
//!
//! Where a function writes it takes a handle, a [`Buffer`]: a [`MallocPointer`](crate::MallocPointer) or a
//! [`CallocPointer`](crate::CallocPointer) to `u8` or `i8`, which are C's `char`, or to `u32`, which is its
//! `wchar_t`. `u8` and `i8` can be mixed; both count as unsigned when they are compared, as in C. Or a
//! [`Pointer`](crate::Pointer) to an array of them, `char name[32]` in a structure: what does not fit in the
//! array is an error, whatever lies behind it.
//!
//! Where it only reads it takes any [`Source`], as C's `const char *` does:
//!
//! | source | ends |
//! | --- | --- |
//! | a handle | at the first zero; there has to be one before the end of the block |
//! | `"abc"`, a `str`, a `String` | at the first zero, or behind the last byte, where a terminator stands as in C's literals |
//! | `c"abc"`, a `CString` | at its terminator |
//! | `b"abc\0"`, a slice, an array, a `Vec` of units | at the first zero; there has to be one. `memcpy` and the like need none |
//!
//! A search ([`strchr`], [`strrchr`], [`strpbrk`], [`strstr`], [`memchr`]) in a handle gives a handle of the same kind,
//! NULL where nothing is found; in an array's `Pointer<[u8; N]>` a `Pointer<u8>`, or NULL. In everything else
//! it gives an `Option` of the index: `strchr(".,;", c)?.is_some()`.
//!
//! [`text`] makes a `String` of a string, [`sprintf!`] a string of what `format!` makes.
//!
//! On handles to `u32` each function is the one for wide characters, and counts in them:
//!
//! | here | on `u32` | | here | on `u32` |
//! | --- | --- | --- | --- | --- |
//! | [`memcpy`] | `wmemcpy` | | [`strcat`] | `wcscat` |
//! | [`memmove`] | `wmemmove` | | [`strncat`] | `wcsncat` |
//! | [`memset`] | `wmemset` | | [`strcmp`] | `wcscmp` |
//! | [`memcmp`] | `wmemcmp` | | [`strncmp`] | `wcsncmp` |
//! | [`memchr`] | `wmemchr` | | [`strchr`] | `wcschr` |
//! | [`strlen`] | `wcslen` | | [`strrchr`] | `wcsrchr` |
//! | [`strcpy`] | `wcscpy` | | [`strstr`] | `wcsstr` |
//! | [`strncpy`] | `wcsncpy` | | [`strdup`] | `wcsdup` |
//! | [`strspn`] | `wcsspn` | | [`strpbrk`] | `wcspbrk` |
//! | [`strcspn`] | `wcscspn` | | | |
//!
//! The chunks of a `CallocPointer` must be as large as the unit: a string has no gaps (`InvalidSize`).
//!
//! # What C leaves undefined
//!
//! Everything is checked once for the whole range, before anything is written: an error changes nothing.
//!
//! | mistake | error |
//! | --- | --- |
//! | a range that leaves the block, or does not fit in it | `OutOfBounds`, of a `calloc` block `NotEnoughChunks` |
//! | no terminator up to the end of the block | `OutOfBounds`, of a `calloc` block `NotEnoughChunks` |
//! | reading what nothing was moved into, in search of a terminator too | `Dereference` |
//! | source and destination overlap, but for [`memmove`] | `Borrow`: what is read would be overwritten |
//! | a guard of what is read or written lives | `Borrow` |
//! | memory that was freed | `Memory` |
//! | NULL, for no bytes at all too | `NullPointer` |
//! | `'é'` as a character among bytes | `InvalidSize` |
//!
//! A function reads as far as C's does, and no further: where [`strcmp`] finds a difference, or [`strchr`]
//! its character, it does not matter what stands behind it.

mod array;
mod at_once;
mod compare;
mod copy;
mod in_array;
mod memory;
pub(crate) mod print;
mod search;
mod source;
mod span;
mod target;
#[cfg(test)]
mod tests;
mod units;
mod width;

pub use compare::{strcmp, strncmp};
pub use copy::{strcat, strcpy, strdup, strlen, strncat, strncpy};
pub use memory::{memcmp, memcpy, memmove, memset};
pub use print::{puts, text};
pub use search::{memchr, strchr, strcspn, strpbrk, strrchr, strspn, strstr};
pub use source::{Buffer, ConstChar, Source};
pub use units::{Character, Unit};

#[doc(inline)]
pub use crate::sprintf;

/// No limit.
const ALL: usize = usize::MAX;
