//! What every handle is made of: an address, a slot and a key.

use core::ptr::NonNull;

use zerocopy::{FromZeros, KnownLayout};

use crate::error::{Error, Fault, Sites};
use crate::table::tag::{self, Tag};
use crate::table::{Slot, word};

/// 16 bytes, or 12 where pointers have 4. All zero is NULL, and so the only value that safe code can make of bytes: all
/// words are pointers, which zerocopy makes of nothing but zeros.
///
/// Who has a handle can have this of it too, by the hidden supertrait of [`Handle`](crate::Handle), and send it
/// to another thread. There it is good for nothing: what others can call that takes one is `unsafe`.
/// ```compile_fail,E0308
/// use pointers::{Handle, SizeModel};
///
/// fn ask_elsewhere<P: Handle<Value = i32>, S: SizeModel<i32>>(p: P) {
///     let raw = p.raw();
///     std::thread::spawn(move || drop(S::admit(raw, &1)));
/// }
/// ```
#[derive(Clone, Copy, FromZeros, KnownLayout)]
#[repr(C)]
pub struct RawHandle {
    address: *mut u8,
    slot_and_key: Tag,
}

const _: () = assert!(size_of::<RawHandle>() == size_of::<usize>() + 8);

// SAFETY: an address, a slot and a key are numbers, of which any thread may have copies. What is done with
// them is up to the handles that users hold, which `crate::handle::thread` keeps on their threads, and to `unsafe` code.
unsafe impl Send for RawHandle {}
// SAFETY: as above.
unsafe impl Sync for RawHandle {}

/// An address that no block has, for handles that are nowhere: in the middle of all, which are more than there is memory, or
/// the last one, where a block could not end.
const NOWHERE: usize = if usize::BITS == 64 {
    isize::MAX.cast_unsigned()
} else {
    usize::MAX
};

impl RawHandle {
    pub(crate) const NULL: RawHandle = RawHandle {
        address: core::ptr::null_mut(),
        slot_and_key: tag::NULL,
    };

    #[inline(always)]
    pub(crate) fn new(address: *mut u8, slot: Slot, key: u32) -> Self {
        RawHandle {
            address,
            slot_and_key: tag::new(slot, key),
        }
    }

    #[inline(always)]
    pub(crate) fn address(self) -> *mut u8 {
        self.address
    }

    #[inline(always)]
    pub(crate) fn slot(self) -> Slot {
        tag::slot(self.slot_and_key)
    }

    #[inline(always)]
    pub(crate) fn key(self) -> u32 {
        tag::key(self.slot_and_key)
    }

    /// Slot and key, which say the block and its version, in one number.
    #[inline(always)]
    pub(crate) fn block_and_version(self) -> u64 {
        tag::number(self.slot_and_key)
    }

    /// Whether both are of the same block, as it was between the same reallocations.
    #[inline(always)]
    pub(crate) fn same_block(self, other: Self) -> Same {
        match tag::difference(self.slot_and_key, other.slot_and_key) {
            0 => Same::Version,
            states if states <= word::NONE as _ => Same::ButPointsElsewhere,
            _ => Same::No,
        }
    }

    pub(crate) fn is_null(self) -> bool {
        self.address.is_null() && self.slot() == 0
    }

    /// A handle of the same block after arithmetic that left the address space. It stays so.
    pub(crate) fn overflowed(self) -> Self {
        let key = word::with_state(self.key(), word::NONE);
        let nowhere = core::ptr::without_provenance_mut(NOWHERE);
        RawHandle::new(nowhere, self.slot(), key)
    }

    pub(crate) fn has_overflowed(self) -> bool {
        self.address.addr() == NOWHERE
    }
}

/// What two handles have in common.
pub(crate) enum Same {
    /// The block, its version, and that they point to elements of it, or that they do not.
    Version,
    /// The same, but that one of them does and one does not.
    ButPointsElsewhere,
    No,
}

/// What code out of line answers, in two registers where it fits: a `Result` of a handle would be left in memory, and every hot path
/// would make room for it.
#[must_use]
pub(crate) struct Answer {
    /// The handle's address, or the error.
    address: *mut u8,
    /// The handle's, or null beside an error.
    slot_and_key: Tag,
}

impl Answer {
    /// A handle that is not NULL.
    #[inline(always)]
    pub(crate) fn found(handle: RawHandle) -> Self {
        Answer {
            address: handle.address,
            slot_and_key: handle.slot_and_key,
        }
    }

    #[track_caller]
    pub(crate) fn of(result: Result<RawHandle, Error>) -> Self {
        let error = match result {
            Ok(handle) if !tag::is_null(handle.slot_and_key) => {
                return Answer::found(handle);
            }
            Ok(_) => Error::new(Fault::Null, Sites::default()),
            Err(error) => error,
        };
        Answer {
            address: error.into_raw().as_ptr(),
            slot_and_key: tag::NULL,
        }
    }

    #[inline(always)]
    pub(crate) fn result(self) -> Result<RawHandle, Error> {
        if !tag::is_null(self.slot_and_key) {
            return Ok(RawHandle {
                address: self.address,
                slot_and_key: self.slot_and_key,
            });
        }
        // SAFETY: the address came out of `into_raw` in `of`, which alone makes answers, and goes with this one.
        Err(unsafe { Error::from_raw(NonNull::new_unchecked(self.address)) })
    }
}
