//! The identity of what a handle points at.

use core::fmt;

use crate::block::look_up;
use crate::table::raw_handle::RawHandle;
use crate::table::{Slot, word};

/// What a handle's `id()` is: which block, and which place in it. Unlike an address it never comes again: a
/// block that is allocated where another one was has other identities.
///
/// It is a plain value: `Copy`, with an order and a hash, and it may go to other threads.
///
/// ```
/// use std::collections::HashMap;
/// use pointers::{PointerId, free, malloc};
///
/// let p = malloc::<u64>(8)?;
/// let mut notes: HashMap<PointerId, &str> = HashMap::new();
/// notes.insert(p.id(), "note");
/// free(p)?;
/// for _ in 0..2000 {
///     let q = malloc::<u64>(8)?; // sooner or later where `p` was
///     assert_eq!(notes.get(&q.id()), None);
///     free(q)?;
/// }
/// assert_eq!(notes.get(&p.id()), Some(&"note"));
/// # Ok::<(), pointers::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PointerId {
    slot: Slot,
    /// The version that the block began with: no other block of the slot has it.
    version: u32,
    /// The place, as the address that it had, or would have had, when the block began.
    address: usize,
}

impl PointerId {
    /// Every version of a slot is one block's alone, so that two blocks never have the same identity,
    /// whichever of their versions is noted. Of a handle that is as old as its block, key and address are
    /// what the block began with, and stay so for ever; of a younger one the block's notes say what that
    /// was.
    pub(super) fn of(handle: RawHandle) -> Self {
        let slot = handle.slot();
        let began = look_up(handle).ok().and_then(|place| {
            let (version, base) = place.record.extra()?.began.get()?;
            Some((version, base.wrapping_add_signed(place.offset)))
        });
        let (version, address) =
            began.unwrap_or_else(|| (word::version(handle.key()), handle.address().addr()));
        PointerId {
            slot,
            version,
            address,
        }
    }
}

impl fmt::Debug for PointerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let PointerId {
            slot,
            version,
            address,
        } = self;
        write!(f, "<{address:#x} of block {slot}.{version}>")
    }
}
