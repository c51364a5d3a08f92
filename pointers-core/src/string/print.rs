//! Strings as text of Rust's, and text as a string: what C does with `printf` and `sprintf`.

use core::fmt::{self, Write as _};
use std::io::{self, Write as _};

use super::span::Span;
use super::width::Width;
use super::{ALL, Buffer, Source};
use crate::error::{Error, Fault, Result, Sites};
use crate::handle::value::no_memory;

/// A string as a `String`, to be printed and compared; bytes that are not UTF-8 become `U+FFFD`.
///
/// C: the `%s` of `printf`: `printf("%s\n", s)` is `println!("{}", text(s))`.
///
/// # Errors
///
/// As for [`strlen`](super::strlen); `Allocation` if there is no memory for the `String`.
///
/// ```
/// use pointers::{free, string::*};
///
/// let name = strdup("Ada")?;
/// println!("{} has {} letters", text(name)?, strlen(name)?);
/// assert_eq!(text(name)?, "Ada");
/// free(name)?;
/// assert_eq!(text(b"caf\xe9\0")?, "caf\u{fffd}");
/// # Ok::<(), pointers::Error>(())
/// ```
#[track_caller]
pub fn text<S: Source>(string: S) -> Result<String> {
    let units = copied(&string)?;
    Width::decode(units).map_err(no_memory)
}

/// Prints a string and a line feed on the standard output. Gives how many bytes that were, or -1 where they
/// could not be written: the output is closed. Bytes are printed as they are; units of four bytes are printed
/// as UTF-8.
///
/// C: `puts`.
///
/// # Errors
///
/// As for [`text`].
///
/// ```
/// use pointers::{free, string::*};
///
/// let line = strdup("hello")?;
/// assert_eq!(puts(line)?, 6);
/// puts("world")?;
/// free(line)?;
/// # Ok::<(), pointers::Error>(())
/// ```
#[track_caller]
pub fn puts<S: Source>(string: S) -> Result<i32> {
    let line = Width::printed(copied(&string)?).map_err(no_memory)?;
    let mut output = io::stdout().lock();
    match output
        .write_all(&line)
        .and_then(|()| output.write_all(b"\n"))
    {
        Ok(()) => Ok(i32::try_from(line.len() + 1).unwrap_or(i32::MAX)),
        Err(_) => Ok(-1),
    }
}

/// The units of a string before its terminator.
#[track_caller]
fn copied<S: Source>(string: &S) -> Result<Vec<S::Width>> {
    let mut copy = Vec::new();
    loop {
        let span = string.__pointers_span(ALL)?;
        let length = span.length()?;
        if length <= copy.capacity() {
            copy.extend_from_slice(&span.units()[..length]);
            return Ok(copy);
        }
        // The allocator may be the user's code: the string is looked up again afterwards.
        if copy.try_reserve_exact(length).is_err() {
            return Err(no_memory(length.saturating_mul(size_of::<S::Width>())));
        }
    }
}

/// Formats text into memory, as `format!` does, with a terminator behind it. Gives how many units the text
/// has, without the terminator. The memory need not hold a value yet.
///
/// C: `sprintf`, and `snprintf` where the text is too long: that is an error, and nothing is written.
///
/// It is a [`Result`] in plain Rust; in `pointers! { }` it raises by itself, and its arguments are written as
/// those of `println!`. They are evaluated once, and before anything is written, so that they may read the
/// same memory.
///
/// # Errors
///
/// `OutOfBounds` or `NotEnoughChunks` if text and terminator do not fit; `Borrow`; `Memory`; `NullPointer`;
/// `InvalidSize` if the chunks are larger than the units; `Allocation` if there is no memory to format in;
/// `Dereference` if the `Display` of an argument fails. Nothing is written then.
///
/// ```
/// use pointers::{ErrorKind, MallocPointer, free, malloc, string::*};
///
/// let s: MallocPointer<u8> = malloc(8)?;
/// assert_eq!(sprintf!(s, "{}-{:02}", "a", 7)?, 4);
/// assert_eq!(sprintf!(s, "{}!", text(s)?)?, 5);
/// assert_eq!(text(s)?, "a-07!");
///
/// let error = sprintf!(s, "{}{0}", text(s)?).unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::OutOfBounds);
/// assert_eq!(
///     error.to_string(),
///     "OutOfBoundsError: string needs 11 bytes with its terminator, while there is room for 8"
/// );
/// assert_eq!(text(s)?, "a-07!");
/// free(s)?;
/// # Ok::<(), pointers::Error>(())
/// ```
#[macro_export]
macro_rules! sprintf {
    ($to:expr, $($arguments:tt)+) => {
        $crate::__private::sprintf($to, {
            // What the arguments hold is let go of before the text is written.
            let text = $crate::__private::format($crate::__private::format_args!($($arguments)+));
            text
        })
    };
}

/// Text in the making.
#[derive(Default)]
struct Formatting {
    text: String,
    /// How many bytes could not be reserved.
    refused: Option<usize>,
}

impl fmt::Write for Formatting {
    fn write_str(&mut self, part: &str) -> fmt::Result {
        if self.text.try_reserve(part.len()).is_err() {
            self.refused = Some(self.text.len().saturating_add(part.len()));
            return Err(fmt::Error);
        }
        self.text.push_str(part);
        Ok(())
    }
}

/// The text of what `sprintf!` is given. Formatting runs the user's code, so that it has memory of its own.
#[track_caller]
pub fn format(arguments: fmt::Arguments<'_>) -> Result<String> {
    let mut formatting = Formatting::default();
    match (formatting.write_fmt(arguments), formatting.refused) {
        (Ok(()), _) => Ok(formatting.text),
        (Err(_), Some(size)) => Err(no_memory(size)),
        (Err(_), None) => Err(Error::new(Fault::Unformatted, Sites::default())),
    }
}

/// The second half of `sprintf!`.
#[track_caller]
pub fn formatted<B: Buffer>(to: B, text: Result<String>) -> Result<usize> {
    let units = B::Width::encode(text?).map_err(no_memory)?;
    to.__pointers_before_change();
    let source = Span::of_slice(&units, ALL);
    let target = to.__pointers_target::<true>(0, units.len().saturating_add(1))?;
    target.write(&source, units.len(), Width::NUL)?;
    Ok(units.len())
}
