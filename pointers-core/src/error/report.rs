//! What an error knows, and how it is laid out. The words of each fault are in [`super::wording`].

use core::fmt;

use super::fault::{Fault, Parting};
use super::places::{Resized, Site, Sites, UserWords};

/// Everything that an error knows. As an error of its own it is the places alone.
#[derive(Clone, Copy)]
pub(crate) struct Report {
    pub(crate) fault: Fault,
    pub(crate) used_at: Site,
    pub(crate) sites: Sites,
    pub(crate) named: UserWords,
}

impl core::error::Error for Report {}

/// The places alone, on one line: what the `source()` of an error says.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, place) in self.places().enumerate() {
            let comma = if number == 0 { "" } else { ", " };
            write!(f, "{comma}{} at {place}", place.what)?;
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
pub(super) struct NamedPlace {
    pub(super) what: &'static str,
    pub(super) site: Site,
    resized: Option<Resized>,
}

/// Where it is, and what there is to tell beside.
impl fmt::Display for NamedPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.site)?;
        match self.resized {
            Some(Resized { from, to, .. }) => write!(f, " (from {from} to {to} bytes)"),
            None => Ok(()),
        }
    }
}

#[cfg(feature = "report")]
impl NamedPlace {
    /// What happened there, as it stands beside the line.
    pub(super) fn label(&self) -> String {
        match self.resized {
            Some(Resized { from, to, .. }) => {
                format!("{} here, from {from} to {to} bytes", self.what)
            }
            None => format!("{} here", self.what),
        }
    }
}

impl Report {
    /// The places that are known, in the order in which they are told.
    pub(super) fn places(&self) -> impl Iterator<Item = NamedPlace> {
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
            site.map(|site| NamedPlace {
                what,
                site,
                resized,
            })
        })
    }

    /// How the block ended, if it did.
    pub(super) fn gone(&self) -> &'static str {
        match self.fault {
            Fault::Parted(Parting::HandedOver) => "handed over",
            Fault::Parted(Parting::Detached) => "detached",
            Fault::Parted(Parting::GivenBack) => "given back",
            _ => "freed",
        }
    }

    /// Whether the line that uses the memory is the one that freed it: it runs more than once.
    pub(super) fn frees_what_it_uses(&self) -> bool {
        self.sites.freed_at == Some(self.used_at)
    }
}
