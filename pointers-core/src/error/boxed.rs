//! [`Error`]: a boxed report, one pointer wide.

use core::cell::Cell;
use core::fmt;
use core::panic::Location;
use core::ptr::NonNull;

use super::fault::Fault;
use super::kind::ErrorKind;
use super::places::{Site, Sites, UserWords};
use super::report::Report;
use super::storage::Stored;
use super::wording::{Help, Which};
use crate::notes::Wide;

/// What went wrong with the memory, with the places where it was used, allocated, last reallocated and freed.
///
/// `Display` is one line, in the document's words; `Debug` is the whole report, because that is
/// what `fn main() -> Result<()>` prints. [`source()`](core::error::Error::source) is an error whose
/// `Display` is the places on one line, for anyhow, eyre and whatever else prints an error and its sources.
///
/// ```
/// use pointers::{ErrorKind, free, malloc};
///
/// let p = malloc::<u32>(4)?;
/// free(p)?;
/// let error = p.read().unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::Memory);
/// assert_eq!(error.to_string(), "MemoryError: memory has been freed");
/// assert_eq!(error.used_at().line(), error.freed_at().unwrap().line() + 1);
/// # Ok::<(), pointers::Error>(())
/// ```
pub struct Error(Stored);

/// Told of every error that is made, while somebody records what happens.
/// The last argument says whether it stands for the one before, which was made on the way.
pub(crate) type Watch = fn(ErrorKind, Site, &Sites, bool);

thread_local! {
    static WATCH: Cell<Option<Watch>> = const { Cell::new(None) };
}

/// From here on this is told of this thread's errors.
pub(crate) fn watch(watch: Option<Watch>) {
    WATCH.set(watch);
}

const _: () = assert!(size_of::<Error>() == size_of::<usize>());
const _: () = assert!(size_of::<Result<u64, Error>>() <= 16);

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
    /// use pointers::{MallocPointer, free, malloc, realloc};
    ///
    /// let text: MallocPointer<u8> = malloc(1)?;
    /// let line = line!() + 1;
    /// realloc(text, 11)?;
    /// let error = text.add(12).unwrap_err();
    /// assert_eq!(error.resized_at().unwrap().line(), line);
    /// assert!(format!("{error:?}").contains("(from 1 to 11 bytes)"));
    /// free(text)?;
    /// # Ok::<(), pointers::Error>(())
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

    /// The whole report with the lines of its places, in rustc's style. `None` where the file cannot be read of the place
    /// where the memory was used. `Debug` writes it, without colour, where standard error is a terminal. Only with the feature
    /// `report`.
    ///
    /// ```
    /// use pointers::MallocPointer;
    ///
    /// let error = MallocPointer::<i32>::null().read().unwrap_err();
    /// if let Some(report) = error.with_source(false) {
    ///     assert!(report.starts_with("error: NullPointerError"));
    /// }
    /// ```
    #[cfg(feature = "report")]
    #[must_use]
    pub fn with_source(&self, colour: bool) -> Option<String> {
        super::in_source::render(self.to_string(), self.report(), colour)
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
        Self::told(used_at, fault, sites, false)
    }

    fn told(used_at: Site, fault: Fault, sites: Sites, anew: bool) -> Self {
        if let Some(watch) = WATCH.get() {
            watch(fault.kind(), used_at, &sites, anew);
        }
        Error(Stored::new(Report {
            fault,
            used_at,
            sites,
            named: UserWords::NOTHING,
        }))
    }

    /// The same error, of an operation that was asked for elsewhere.
    #[cold]
    pub(crate) fn used_at_instead(self, used_at: Site) -> Self {
        let Report { fault, sites, .. } = *self.report();
        drop(self);
        Self::told(used_at, fault, sites, true)
    }

    /// The same error, of memory that the user names so. What is known already stays: it was nearer.
    #[cold]
    pub(crate) fn named(mut self, names: UserWords) -> Self {
        if let Some(Report { named, .. }) = self.0.report_mut() {
            if named.handle.is_empty() {
                named.handle = names.handle;
            }
            if named.place.is_empty() {
                named.place = names.place;
            }
        }
        self
    }

    /// The same error, after a value was dropped that is not moved in. A panic in that drop drops the error too: one that is
    /// on its way to the caller already when the value is dropped would be left behind.
    #[cold]
    pub(crate) fn after_drop_of<T>(self, value: T) -> Self {
        drop(value);
        self
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
        Self::told(used_at, fault, sites, true)
    }

    /// The same error where a part of the value was to be assigned.
    #[cold]
    pub(crate) fn of_part(mut self) -> Self {
        if let Some(Report {
            fault: Fault::Unassigned { part, .. },
            ..
        }) = self.0.report_mut()
        {
            *part = true;
        }
        self
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

/// The one line.
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let report = self.report();
        let fault = report.fault;
        write!(f, "{}: {fault}{}", fault.kind().name(), Which(report))
    }
}

/// The whole report: the line, the places, and what to do instead.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let report = self.report();
        #[cfg(feature = "report")]
        if std::io::IsTerminal::is_terminal(&std::io::stderr())
            && let Some(text) = self.with_source(false)
        {
            return f.write_str(&text);
        }
        writeln!(f, "{self}")?;
        for place in report.places() {
            write!(f, "\n  {:<11} at {place}", place.what)?;
        }
        if report.named.is_plain() {
            write!(f, "\n  place       `{}`", report.named.place)?;
        }
        if let Some(block) = report.sites.block {
            write!(f, "\n  block       {block}")?;
            if report.sites.freed_at.is_some() {
                write!(f, ", {}", report.gone())?;
            }
        }
        if let Fault::OtherBlock {
            block: Some(block), ..
        } = report.fault
        {
            write!(f, "\n  other block {block}")?;
        }
        if let Some(Wide(reached)) = report.sites.reached {
            let distance = reached.unsigned_abs();
            let way = if reached < 0 { "before" } else { "from" };
            write!(f, "\n  reached     {distance} bytes {way} its start")?;
        }
        write!(f, "\n\n  help: {}", Help(report))
    }
}
