//! Streams of bytes to and from memory.

use core::fmt;
use core::panic::Location;
use core::slice;
use std::io;

use crate::access::loan::Loan;
use crate::access::runs::Run;
use crate::block::{find, recorded};
use crate::error::{Error, ErrorKind, Fault, Result, Site};
use crate::handle::{InBytes, Pointer};
use crate::heap::recorder::What;
use crate::layout::Shape;

/// What std's readers and writers report: the error itself is inside, with its places.
impl From<Error> for io::Error {
    fn from(error: Error) -> Self {
        let kind = match error.kind() {
            ErrorKind::Allocation => io::ErrorKind::OutOfMemory,
            ErrorKind::NotEnoughChunks | ErrorKind::OutOfBounds => io::ErrorKind::WriteZero,
            ErrorKind::InvalidSize
            | ErrorKind::Memory
            | ErrorKind::Dereference
            | ErrorKind::InvalidFree
            | ErrorKind::NullPointer
            | ErrorKind::Borrow
            | ErrorKind::IsMallocPointer => io::ErrorKind::InvalidInput,
        };
        io::Error::new(kind, error)
    }
}

impl<K: InBytes> Pointer<u8, K> {
    /// How many bytes there are from here to the block's end.
    #[track_caller]
    fn left(self) -> Result<usize> {
        let place = find(self.raw)?;
        let end = place.record.length();
        let offset = usize::try_from(place.offset).unwrap_or(end);
        Ok(end.saturating_sub(offset))
    }

    /// Copies all of these bytes, and moves the handle behind them; or none of them.
    #[track_caller]
    fn put(&mut self, bytes: &[u8]) -> Result<()> {
        self.copy_from_slice(bytes)?;
        *self = self.add(bytes.len())?;
        Ok(())
    }

    /// Reads at most `count` bytes from a stream into the memory from here on: until there are so many, or the stream ends.
    /// Says how many it read; those are assigned.
    ///
    /// The reader is given the memory itself, in which zeros stand where nothing was assigned. While it runs the bytes are
    /// lent to it: every other access to them is a `Borrow` error.
    ///
    /// C: `fread(p, 1, count, file)`.
    ///
    /// # Errors
    ///
    /// As for [`write`](Self::write), of any of the bytes: nothing is read then. What the reader reports, except
    /// [`Interrupted`](io::ErrorKind::Interrupted), after which it is asked again; what it read before is assigned.
    ///
    /// ```
    /// use pointers::{MallocPointer, free, malloc};
    ///
    /// let buffer: MallocPointer<u8> = malloc(64)?;
    /// let file = &b"what is in a file"[..];
    /// assert_eq!(buffer.read_from(file, 64)?, 17);
    /// assert_eq!(*buffer.borrow_slice(4)?, *b"what");
    /// assert!(!buffer.add(17)?.assigned());
    /// free(buffer)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[track_caller]
    pub fn read_from(self, reader: impl io::Read, count: usize) -> io::Result<usize> {
        let mut reader = reader;
        let run = Run::to_change(self.raw, count, Shape::of::<u8>(), What::Moved)?;
        let loan = Loan::take(&run.place, run.bytes.clone(), true)?;
        let record = run.place.record;
        let start = run.place.pointer(run.bytes.start).as_ptr();
        for offset in record.assigned_until(run.bytes.start, run.bytes.end)..run.bytes.end {
            if !record.is_assigned(&(offset..offset + 1)) {
                // SAFETY: "Loans": the run is lent to us, and the byte holds no value.
                unsafe { start.add(offset - run.bytes.start).write(0) };
            }
        }
        // SAFETY: "Loans": so many bytes, all of which are initialised, are lent to us alone as long as `loan` lives.
        let bytes = unsafe { slice::from_raw_parts_mut(start, count) };
        let mut filled = 0;
        let outcome = loop {
            let read = match reader.read(&mut bytes[filled..]) {
                Ok(0) => break Ok(filled),
                // A reader that says more than there was room for says too much.
                Ok(read) => read.min(count - filled),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => break Err(error),
            };
            filled += read;
            if filled == count {
                break Ok(filled);
            }
        };
        let assigned = run.bytes.start..run.bytes.start + filled;
        if !assigned.is_empty() {
            let noted = record.assign(run.place.slot, assigned.clone(), run.layout.tracked);
            run.place.check(noted)?;
            recorded::changed(&run.place, What::Moved, &assigned, Location::caller());
        }
        drop(loan);
        outcome
    }
}

/// Writes to the memory that the handle points to, and moves the handle behind it, as `&mut [u8]` does it: keep a copy that
/// points to the start. Never past the block: where nothing more fits, `write` and `write_all` are errors, the one of this
/// crate inside, and what `write_all` is given is written as a whole or not at all.
///
/// C: `p += sprintf(p, ..)`, `open_memstream`.
///
/// ```
/// use pointers::{MallocPointer, free, malloc};
/// use std::io::Write;
///
/// let start: MallocPointer<u8> = malloc(8)?;
/// let mut p = start;
/// write!(p, "{}-{}", 12, 34)?;
/// assert_eq!(p.offset_from(start)?, 5);
/// assert_eq!(*start.borrow_slice(5)?, *b"12-34");
/// let full = write!(p, "{}", 5678).unwrap_err();
/// assert!(full.to_string().starts_with("OutOfBoundsError: "), "{full}");
/// free(start)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
impl<K: InBytes> io::Write for Pointer<u8, K> {
    #[track_caller]
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = match self.left()? {
            // That there is no room is the error of writing them.
            0 => bytes.len(),
            left => bytes.len().min(left),
        };
        self.put(&bytes[..count])?;
        Ok(count)
    }

    #[track_caller]
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        Ok(self.put(bytes)?)
    }

    /// Not the one of std, of which the error would name a line.
    #[track_caller]
    fn write_fmt(&mut self, arguments: fmt::Arguments<'_>) -> io::Result<()> {
        let mut text = Formatting {
            to: self,
            site: Location::caller(),
            outcome: Ok(()),
        };
        let formatted = fmt::write(&mut text, arguments);
        let site = text.site;
        text.outcome?;
        match formatted {
            Ok(()) => Ok(()),
            Err(fmt::Error) => {
                let sites = find(self.raw)?.sites();
                Err(Error::at(site, Fault::Unformatted, sites).into())
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What is formatted, on its way into memory, and the first error.
struct Formatting<'a, K: InBytes> {
    to: &'a mut Pointer<u8, K>,
    /// The line that formats it.
    site: Site,
    outcome: Result<()>,
}

impl<K: InBytes> fmt::Write for Formatting<'_, K> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let put = self.to.put(text.as_bytes());
        self.outcome = put.map_err(|error| error.used_at_instead(self.site));
        match self.outcome {
            Ok(()) => Ok(()),
            Err(_) => Err(fmt::Error),
        }
    }
}

/// Writes text as [`io::Write`] does it; of an error it says only that there is one. Each piece is written as a whole or not
/// at all.
///
/// ```
/// use pointers::{MallocPointer, free, malloc};
/// use std::fmt::Write;
///
/// let start: MallocPointer<u8> = malloc(8)?;
/// let mut p = start;
/// write!(p, "{:04}", 42)?;
/// assert_eq!(*start.borrow_slice(4)?, *b"0042");
/// assert!(p.write_str("too long").is_err());
/// free(start)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
impl<K: InBytes> fmt::Write for Pointer<u8, K> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.put(text.as_bytes()).map_err(|_| fmt::Error)
    }
}

/// Reads from the memory that the handle points to, and moves the handle behind what was read, as `&[u8]` does it. The
/// block's end is the end of the stream; memory that holds no value is an error, with the
/// [`Dereference`](ErrorKind::Dereference) of this crate inside.
///
/// ```
/// use pointers::{MallocPointer, free};
/// use std::io::{self, Read};
///
/// let start = MallocPointer::from_slice(b"12 34")?;
/// let mut p = start;
/// let mut two = [0; 2];
/// p.read_exact(&mut two)?;
/// assert_eq!(two, *b"12");
/// assert_eq!(io::read_to_string(p)?, " 34");
/// free(start)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
impl<K: InBytes> io::Read for Pointer<u8, K> {
    #[track_caller]
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let place = find(self.raw)?;
        let end = place.record.length();
        let readable = match usize::try_from(place.offset) {
            Ok(offset) if offset == end => return Ok(0),
            Ok(offset) if offset < end => place.record.assigned_until(offset, end) - offset,
            _ => 0,
        };
        // That nothing can be read is the error of reading it.
        let count = buffer.len().min(readable.max(1));
        self.copy_to_slice(&mut buffer[..count])?;
        *self = self.add(count)?;
        Ok(count)
    }
}
