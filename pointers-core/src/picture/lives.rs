//! The lives of blocks, from what was recorded.

use core::panic::Location;
use std::collections::HashMap;

use super::body::thousands;
use super::event::Event;
use super::history::History;
use crate::heap::recorder::What;
use crate::table::Slot;

/// A block's life.
pub(super) struct Life {
    pub(super) born: usize,
    /// When it ended, and how.
    pub(super) ended: Option<(usize, What)>,
    /// When it was resized, and to what.
    pub(super) sizes: Vec<(usize, usize)>,
    slot: Slot,
    version: u32,
    /// Whether it lived when the recording ended.
    pub(super) left: bool,
    pub(super) size: usize,
    pub(super) name: String,
    pub(super) at: &'static Location<'static>,
}

impl History {
    /// What there is to say of events that were not kept.
    #[inline]
    pub(super) fn not_kept(&self) -> String {
        let count = usize::try_from(self.dropped).unwrap_or(usize::MAX);
        format!("{} events more, which were not kept", thousands(count))
    }

    /// The blocks, in the order in which they began. Those that lived before the recording began with it.
    #[inline]
    pub(super) fn lives(&self) -> Vec<Life> {
        let mut lives: Vec<Life> = Vec::new();
        let mut known = HashMap::new();
        for (step, event) in self.events.iter().enumerate() {
            let raw = event.raw;
            // What was moved begins no life, and ends none.
            if matches!(raw.what, What::Failed(_)) || raw.part.is_some() {
                continue;
            }
            let at = *known.entry((raw.slot, raw.born)).or_insert_with(|| {
                let begins = matches!(raw.what, What::Allocated | What::FromC);
                lives.push(Life::of(event, if begins { step } else { 0 }));
                lives.len() - 1
            });
            match raw.what {
                What::Resized => lives[at].sizes.push((step, raw.size)),
                What::Freed | What::Parted => lives[at].ended = Some((step, raw.what)),
                _ => {}
            }
        }
        for life in &mut lives {
            life.left = self.left.contains(&(life.slot, life.version));
        }
        lives
    }
}

impl Life {
    #[inline]
    fn of(event: &Event, born: usize) -> Self {
        Life {
            born,
            ended: None,
            sizes: Vec::new(),
            slot: event.slot(),
            version: event.raw.born,
            left: false,
            size: event.raw.size,
            name: event.type_name(),
            at: event.raw.allocated_at.unwrap_or(event.raw.at),
        }
    }

    #[inline]
    pub(super) fn last_size(&self) -> usize {
        self.sizes.last().map_or(self.size, |(_, size)| *size)
    }
}

/// The bytes of the blocks that live after each event, of those that began since the recording did.
#[inline]
pub(super) fn heights(events: &[Event]) -> Vec<usize> {
    let mut sizes = HashMap::new();
    let mut live = 0;
    events
        .iter()
        .map(|event| {
            let raw = event.raw;
            match raw.what {
                What::Allocated | What::FromC => {
                    sizes.insert((raw.slot, raw.born), raw.size);
                    live += raw.size;
                }
                What::Resized => {
                    if let Some(size) = sizes.get_mut(&(raw.slot, raw.born)) {
                        live = live - *size + raw.size;
                        *size = raw.size;
                    }
                }
                What::Freed | What::Parted => {
                    live -= sizes.remove(&(raw.slot, raw.born)).unwrap_or(0)
                }
                What::Failed(_) | What::Moved | What::Taken | What::Lent => {}
            }
            live
        })
        .collect()
}
