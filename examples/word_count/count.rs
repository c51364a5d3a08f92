//! POSIX's `getline`, and what counts with it: a line is read into a block that grows as it must, and the same block takes
//! the next line.

use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::mem::swap;
use std::path::Path;

use pointers::prelude::*;

const FIRST_SIZE: usize = 128;
const SHOWN: usize = 60;

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Counts {
    pub(crate) lines: u64,
    pub(crate) words: u64,
    pub(crate) bytes: u64,
    /// The beginning of the longest line.
    pub(crate) longest: String,
}

#[derive(Debug)]
pub(crate) enum CountError {
    Read(io::Error),
    Memory(Error),
}

/// Two lines: the one that is read, and the longest so far. A line's block is NULL until it is needed.
#[derive(Clone, Copy, Default)]
struct Lines {
    line: MallocPointer<u8>,
    longest: MallocPointer<u8>,
}

pointers! {
    pub(crate) fn count(path: &Path) -> Result<Counts, CountError> {
        let mut file = BufReader::with_capacity(1 << 16, File::open(path)?);
        let mut lines = Lines::default();
        let outcome = count_lines(&mut file, &mut lines);
        free(lines.line);
        free(lines.longest);
        outcome
    }

    fn count_lines(file: &mut impl BufRead, lines: &mut Lines) -> Result<Counts, CountError> {
        let mut counts = Counts::default();
        let mut longest = 0;
        loop {
            let length = getline(&mut lines.line, file)?;
            if length == 0 {
                break;
            }
            let text = lines.line.borrow_slice(length)?;
            counts.bytes += length as u64;
            counts.lines += u64::from(text.ends_with(b"\n"));
            counts.words += words(&text);
            drop(text);
            if length > longest {
                longest = length;
                swap(&mut lines.line, &mut lines.longest);
            }
        }
        if longest > 0 {
            let start = lines.longest.borrow_slice(longest.min(SHOWN))?;
            counts.longest = String::from_utf8_lossy(&start).trim_end().to_owned();
        }
        Ok(counts)
    }

    /// Reads a line with its end into a block, which `realloc` makes larger if it must be. The length of the line; 0 at
    /// the end of the file.
    pub(crate) fn getline(
        line: &mut MallocPointer<u8>,
        file: &mut impl BufRead,
    ) -> Result<usize, CountError> {
        let mut length = 0;
        loop {
            let ready = match file.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                ready => ready?,
            };
            let end = ready.iter().position(|byte| *byte == b'\n');
            let count = end.map_or(ready.len(), |index| index + 1);
            if line.size() < length + count {
                let size = (length + count).max(2 * line.size()).max(FIRST_SIZE);
                *line = realloc(*line, size);
            }
            if count > 0 {
                line.add(length)?.copy_from_slice(&ready[..count])?;
            }
            file.consume(count);
            length += count;
            if end.is_some() || count == 0 {
                return Ok(length);
            }
        }
    }
}

fn words(line: &[u8]) -> u64 {
    let mut count = 0;
    let mut inside = false;
    for byte in line {
        let space = byte.is_ascii_whitespace() || *byte == 0x0b;
        count += u64::from(!space && !inside);
        inside = !space;
    }
    count
}

impl From<io::Error> for CountError {
    fn from(error: io::Error) -> Self {
        CountError::Read(error)
    }
}

impl From<Error> for CountError {
    fn from(error: Error) -> Self {
        CountError::Memory(error)
    }
}

impl fmt::Display for CountError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CountError::Read(error) => error.fmt(f),
            CountError::Memory(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for CountError {}
