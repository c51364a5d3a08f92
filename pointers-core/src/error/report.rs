//! What an error knows, and how it is laid out. The words of each fault are in [`super::wording`].

use core::fmt;

use super::wording::Help;
use super::{Error, Fault, Site};

/// Everything that an error knows. As an error of its own it is the places alone.
#[derive(Clone, Copy)]
pub(crate) struct Report {
    pub(crate) fault: Fault,
    pub(crate) used_at: Site,
    pub(crate) sites: Sites,
}

impl core::error::Error for Report {}

/// What is remembered of the block that an error is about.
#[derive(Clone, Copy, Default)]
pub(crate) struct Sites {
    pub(crate) allocated_at: Option<Site>,
    pub(crate) resized: Option<Resized>,
    pub(crate) freed_at: Option<Site>,
    pub(crate) borrowed_at: Option<Site>,
    pub(crate) block: Option<Extent>,
    /// How far from the block's start the operation would have gone, in bytes, where that is outside.
    pub(crate) reached: Option<i128>,
}

/// The last reallocation of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Resized {
    pub(crate) at: Site,
    /// The size before, and after, in bytes, as users see it.
    pub(crate) from: usize,
    pub(crate) to: usize,
}

/// How large a block is, or was, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Extent {
    pub(crate) length: usize,
    /// Of a `calloc` block.
    pub(crate) chunk_size: Option<usize>,
}

/// The one line.
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fault = self.report().fault;
        write!(f, "{}: {fault}", fault.kind().name())
    }
}

/// The whole report: the line, the places, and what to do instead.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let report = self.report();
        writeln!(f, "{self}")?;
        for place in report.places() {
            write!(f, "\n  {:<11} at {}", place.what, place.detail())?;
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
        if let Some(reached) = report.sites.reached {
            let distance = reached.unsigned_abs();
            let way = if reached < 0 { "before" } else { "from" };
            write!(f, "\n  reached     {distance} bytes {way} its start")?;
        }
        write!(f, "\n\n  help: {}", Help(report))
    }
}

/// The places alone, on one line: what the `source()` of an error says.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, place) in self.places().enumerate() {
            let comma = if number == 0 { "" } else { ", " };
            write!(f, "{comma}{} at {}", place.what, place.detail())?;
        }
        Ok(())
    }
}

impl fmt::Debug for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A place that an error names, and what happened there.
struct Place {
    what: &'static str,
    site: Site,
    resized: Option<Resized>,
}

impl Place {
    fn detail(&self) -> impl fmt::Display {
        fmt::from_fn(|f| {
            write!(f, "{}", self.site)?;
            match self.resized {
                Some(Resized { from, to, .. }) => write!(f, " (from {from} to {to} bytes)"),
                None => Ok(()),
            }
        })
    }
}

impl Report {
    /// The places that are known, in the order in which they are told.
    fn places(&self) -> impl Iterator<Item = Place> {
        let sites = &self.sites;
        let other = match self.fault {
            Fault::OtherBlock { allocated_at, .. } => allocated_at,
            _ => None,
        };
        [
            ("used", Some(self.used_at), None),
            ("allocated", sites.allocated_at, None),
            (
                "resized",
                sites.resized.map(|resized| resized.at),
                sites.resized,
            ),
            (self.gone(), sites.freed_at, None),
            ("borrowed", sites.borrowed_at, None),
            ("other block", other, None),
        ]
        .into_iter()
        .filter_map(|(what, site, resized)| {
            site.map(|site| Place {
                what,
                site,
                resized,
            })
        })
    }

    /// How the block ended, if it did.
    fn gone(&self) -> &'static str {
        match self.fault {
            Fault::HandedOver => "handed over",
            _ => "freed",
        }
    }

    /// Whether the line that uses the memory is the one that freed it: it runs more than once.
    pub(super) fn frees_what_it_uses(&self) -> bool {
        self.sites.freed_at == Some(self.used_at)
    }
}
