#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

pub use pointers_core::*;

pub mod docs;

/// Tells the library the fields of a structure, so that memory is assigned field by field, as C programs do it.
///
/// A field can be read as soon as it was written, and the whole value as soon as all were, private ones and those
/// without size too; before that an error names the one that is missing. `free` drops what is assigned. Structures in
/// structures are assigned by their own fields, arrays by their elements. [`Pointer`]s can be made to fields.
///
/// ```
/// use pointers::prelude::*;
///
/// #[derive(Fields)]
/// struct Node {
///     value: i32,
///     next: MallocPointer<Node>,
/// }
/// # fn main() -> Result<()> {
/// let node: MallocPointer<Node> = malloc(size_of::<Node>())?;
/// pointers::heap::describe(node)?;
/// node.write(Node { value: 1, next: node })?;
/// free(node)
/// # }
/// ```
///
/// Where the crate has another name, `#[fields(crate = other_name)]` says which. Refused, with the reason, are enums and
/// unions, whose fields are not all there at once, and a structure with a `Drop` of its own, which would be forgotten
/// where a field is taken out:
///
/// ```compile_fail,E0119
/// use pointers::prelude::*;
///
/// #[derive(Fields)]
/// struct Open {
///     file: i32,
/// }
///
/// impl Drop for Open {
///     fn drop(&mut self) {}
/// }
/// ```
pub use pointers_macros::Fields;

/// C's statements on checked memory: `<<=` moves a value in, `~` reads it back, and what fails leaves the block.
///
/// ```
/// use pointers::prelude::*;
///
/// let length = pointers! {
///     let text = malloc(52);
///     text <<= "abc";
///     println!("{}, {~text:>5}", ~text);
///     let length = (~text).len();
///     free(text);
///     length
/// }?;
/// assert_eq!(length, 3);
/// # Ok::<(), Error>(())
/// ```
///
/// The block is an expression of type `Result<T, Error>`, whose `Ok` value is its last expression. If it holds items
/// only, it is those items, with bodies in which the same holds. Everything else means what Rust means: `return` and
/// `?` leave the function, loops, closures, `.await` and generics are untouched, and so are the operators of other types.
///
/// | write | for |
/// | --- | --- |
/// | `p <<= v` | moving `v` into the memory |
/// | `~p` | the value: a copy, a `String`, a `Vec`, or a guard; it binds like `!`, so `(~p).len()` |
/// | `~p = v`, `~p += v`, `(~p).x = v`, `(~p)[i] = v` | changing what is in the memory |
/// | `p->x` | `(~p).x`, to read and to write, in chains too |
/// | `(&mut ~p).sort()`, `swap(&mut ~a, &mut ~b)` | borrowing it for one call |
/// | `p += n`, `p + n`, `~p[i]`, `p[i] <<= v` | other elements, other chunks |
/// | `malloc(n)`, `calloc(n, size)`, `realloc(p, n)`, `free(p)` | the functions, whose errors leave the block |
/// | `try { .. } except Memory \| Borrow as error { .. }` | errors that are expected |
///
/// ```
/// use pointers::prelude::*;
///
/// struct Node {
///     value: i32,
///     next: MallocPointer<Node>,
/// }
///
/// pointers! {
///     fn push(list: MallocPointer<Node>, value: i32) -> Result<MallocPointer<Node>> {
///         let node = malloc(size_of::<Node>());
///         node <<= Node { value, next: list };
///         Ok(node)
///     }
///
///     fn sum(list: MallocPointer<Node>) -> Result<i32> {
///         let mut total = 0;
///         while !list.is_null() {
///             total += list->value;
///             list = list->next; // a handle needs no `mut`
///         }
///         Ok(total)
///     }
/// }
///
/// let list = push(push(MallocPointer::null(), 1)?, 2)?;
/// assert_eq!(sum(list)?, 3);
/// # Ok::<(), Error>(())
/// ```
///
/// What is certainly wrong does not compile: a value that does not fit, a use after `free`, a chunk past the last.
/// `#![allow(misuse)]` as the first line of the body leaves that to run time, `#![deny(leaks)]` refuses blocks that are
/// certainly lost.
///
/// # Limits
///
/// Rust sets these, to every macro that is given a program:
///
/// - A `macro_rules!` in the body with `#[macro_export]` cannot be named by a path in its own crate (`crate::name!`): "macro-expanded
///   `macro_export` macros from the current crate cannot be referred to by absolute paths". Leave it outside of the macro.
///   The same holds where a macro of the body has the name of one that is imported by a glob: "`name` is ambiguous".
///   And in a crate with `#![no_std]` it holds of `panic!` outside of the body in which `use std::panic;` stands.
/// - `mod name;` in the body looks for its file as it does outside, but rustfmt does not format the file. `mod name { .. }` is for both.
/// - Whether the body is items or a block of statements is decided by what is in it: it is items if there are only items, and
///   macros with braces, or that begin as an item does (`thread_local!(static ..)`); beside a `pub` item or a `mod` all
///   macros are items. Anything else is a block, of which Rust says "macro expansion ignores" where only items can stand:
///   move the macro out of the body, or give it braces.
/// - What is evaluated before the program runs (constants, `static`s, `const fn`, lengths of arrays) stays Rust's, without `~`.
///   In closures, `async` blocks and `unsafe` blocks `*p` is `~p` only where the body says that `p` is a `MallocPointer`.
/// - What a macro of another crate or of the user's makes of its arguments is not known: in them only `~` and `->` are rewritten.
#[macro_export]
macro_rules! pointers {
    ($($body:tt)*) => {
        $crate::__private::expand! { ($crate) $($body)* }
    };
}

/// What the macro's expansion names.
#[doc(hidden)]
pub mod __private {
    pub use pointers_core::__private::*;
    pub use pointers_macros::pointers as expand;
}

/// What most programs import.
pub mod prelude {
    pub use crate::{Fields, pointers};
    pub use pointers_core::traits::*;
    pub use pointers_core::{
        CallocPointer, Error, ErrorKind, Handle, MallocPointer, NULL, Owned, Pointer, Read, Ref,
        RefMut, Result, Value, Zeroed, calloc, calloc_safe, free, malloc, realloc,
    };
}

/// The own numbers of [the document](crate::docs::document) that this library implements: import this instead of
/// the prelude, and `"abc"` is 52 bytes, as in CPython 3.11.
///
/// It has all that the prelude has. Its `malloc`, `calloc`, `calloc_safe` and handles count a value as many bytes as
/// `sys.getsizeof` says, and that must be the size of its memory exactly:
///
/// ```
/// use pointers::cpython::*;
///
/// let outcome = pointers! {
///     let ptr = malloc(52);
///     ptr <<= "abc";
///     println!("{}", ~ptr);
///     realloc(ptr, 53);
///     ptr <<= "abcd";
///     realloc(ptr, 28);
/// };
/// assert_eq!(
///     outcome.unwrap_err().to_string(),
///     "InvalidSizeError: object inside memory is of size 53, so memory cannot be set to size 28"
/// );
/// ```
///
/// | Rust | Python | bytes |
/// | --- | --- | --- |
/// | integers | `int` | 24, and 4 for each 30 bits: 28 up to 2³⁰ - 1, 32 up to 2⁶⁰ - 1, ... |
/// | `bool` | `bool` | 28 |
/// | `f64`, `f32` | `float` | 24 |
/// | `str`, `String`, `char` | `str` | all ASCII: 49, and 1 for each character |
/// | | | up to U+00FF: 73, and 1 for each |
/// | | | up to U+FFFF: 74, and 2 for each |
/// | | | beyond: 76, and 4 for each |
/// | `[u8]`, `Vec<u8>` | `bytes` | 33, and 1 for each byte |
///
/// Other types do not compile here. These sizes are only compared: the memory itself has room for the Rust value,
/// whatever it counts. The handles are those of the crate, with another size model as their second parameter.
pub mod cpython {
    pub use crate::pointers;
    pub use pointers_core::cpython::*;
    pub use pointers_core::traits::*;
    pub use pointers_core::{
        Error, ErrorKind, Handle, Owned, Read, Ref, RefMut, Result, Value, Zeroed,
    };
}
