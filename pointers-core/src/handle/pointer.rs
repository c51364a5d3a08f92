//! [`Pointer`]: what every handle is.

use core::any::type_name;
use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::sync::atomic::Ordering::Relaxed;

use zerocopy::{FromZeros, KnownLayout};

use super::id::PointerId;
use super::kind::{Kind, One};
use super::thread::HandlesStayOnTheirThread;
use super::value::Value;
use crate::block::{look_up, part};
use crate::error::Fault;
use crate::layout::fields::{Table, Tabled};
use crate::table::lock_words::word_of;
use crate::table::raw_handle::RawHandle;
use crate::table::word;

/// A handle: an address in a block, and the knowledge whether that block is still there. `K` says what kind:
/// [`MallocPointer`](crate::MallocPointer) and [`CallocPointer`](crate::CallocPointer) point into a run of elements, and belong
/// to the block as a whole. `Pointer<T>` alone points to one value, wherever in a block it lies: a field, an element of an
/// array in a structure, a whole element ([`as_pointer`](Self::as_pointer)).
///
/// ```
/// use pointers::*;
///
/// let numbers: MallocPointer<i32> = malloc(8)?;
/// numbers.fill(1, 2)?;
/// let second: Pointer<i32> = numbers.add(1)?.as_pointer();
/// second.write(7)?;
/// assert_eq!((numbers.add(1)?.read()?, second.size()), (7, 4));
/// free(numbers)?;
/// assert_eq!(second.read().unwrap_err().kind(), ErrorKind::Memory);
/// # Ok::<(), Error>(())
/// ```
///
/// It is `Copy` and 16 bytes. All copies are equal: after `free` through any of them, all are dead, and say so. It
/// stays on its thread. Two handles are equal, and ordered, by the address they hold.
#[derive(FromZeros, KnownLayout)]
#[repr(transparent)]
pub struct Pointer<T: ?Sized, K = One> {
    pub(crate) raw: RawHandle,
    kind: HandlesStayOnTheirThread<T, K>,
}

impl<T: ?Sized, K> Clone for Pointer<T, K> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: ?Sized, K> Copy for Pointer<T, K> {}

impl<T: ?Sized, K> Default for Pointer<T, K> {
    /// NULL.
    fn default() -> Self {
        Self::null()
    }
}

impl<T: ?Sized, K> Pointer<T, K> {
    pub(crate) const fn from_handle(raw: RawHandle) -> Self {
        Pointer {
            raw,
            kind: HandlesStayOnTheirThread::NEW,
        }
    }

    /// NULL: the handle that points nowhere. It is what zeroed memory holds, so that `calloc` makes
    /// nodes whose links are NULL. Using it is a [`NullPointer`](crate::ErrorKind::NullPointer) error.
    ///
    /// C: `NULL`.
    ///
    /// ```
    /// use pointers::*;
    /// let p = MallocPointer::<u32>::null();
    /// assert!(p.is_null());
    /// assert_eq!(p, Default::default());
    /// ```
    #[must_use]
    pub const fn null() -> Self {
        Self::from_handle(RawHandle::NULL)
    }

    /// Whether this is NULL.
    ///
    /// ```
    /// use pointers::*;
    /// let p = malloc::<u32>(12)?;
    /// assert!(!p.is_null());
    /// free(p)?;
    /// assert!(!p.is_null()); // a freed handle is not NULL
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn is_null(self) -> bool {
        self.raw.is_null()
    }

    /// Whether the memory is gone: freed, or handed over to C. NULL never is.
    ///
    /// [The document](crate#the-document): "`freed` and `assigned` property are present."
    ///
    /// ```
    /// use pointers::*;
    /// let p = malloc::<u32>(12)?;
    /// let copy = p;
    /// assert!(!copy.freed());
    /// free(p)?;
    /// assert!(copy.freed());
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn freed(self) -> bool {
        matches!(look_up(self.raw), Err(Fault::Freed))
    }

    /// The address that the handle points to, as a number. Where the block was moved by a
    /// `realloc`, its address of today; of a block that is gone, the last known one.
    ///
    /// ```
    /// use pointers::*;
    /// let p = malloc::<u32>(12)?;
    /// assert_eq!(p.add(1)?.address() - p.address(), 4);
    /// free(p)?;
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn address(self) -> usize {
        if is_up_to_date(self.raw) {
            return self.raw.address().addr();
        }
        match look_up(self.raw) {
            Ok(place) => place.record.base().addr().wrapping_add_signed(place.offset),
            Err(_) => self.raw.address().addr(),
        }
    }

    /// What this points at, as an identity that never comes again: equal for two handles if they point at the
    /// same place of the same block, also after a `realloc` between them. Of a block that was freed it stays
    /// what it was, and is never another block's.
    ///
    /// Use it as the key of a map: `==` and the hash of a handle go by its address, which the next block may have,
    /// so that a map keyed by handles may find a dead block's entry.
    ///
    /// Only of a handle that was made after a `realloc` it may be another one once that is forgotten: when the block was
    /// freed, or reallocated as often again as makes old copies `Memory` errors (see [`realloc`](crate::realloc())).
    ///
    /// ```
    /// use pointers::*;
    /// let p = malloc::<u32>(12)?;
    /// let id = p.id();
    /// assert_eq!((p + 1).id(), p.add(1)?.id());
    /// assert_ne!((p + 1).id(), id);
    /// let longer = realloc(p, 12000)?;
    /// assert_eq!((p.id(), longer.id()), (id, id));
    /// free(longer)?;
    /// assert_eq!(p.id(), id);
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn id(self) -> PointerId {
        PointerId::of(self.raw)
    }
}

impl<T: Value + ?Sized, K: Kind> Pointer<T, K> {
    /// The size of the whole block in bytes, as it was asked for; of a [`Pointer`] to one value that value's. 0 of a block
    /// that is gone, and of NULL.
    ///
    /// ```
    /// use pointers::*;
    /// let p = malloc::<u32>(12)?;
    /// assert_eq!(p.size(), 12);
    /// free(p)?;
    /// assert_eq!(p.size(), 0);
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn size(self) -> usize {
        match look_up(self.raw) {
            Ok(place) if K::ONE => part::size_of(&place, T::SHAPE),
            Ok(place) => place.record.size(),
            Err(_) => 0,
        }
    }
}

/// Whether the block lives, and is where it was when the handle was made.
#[inline]
fn is_up_to_date(handle: RawHandle) -> bool {
    let word = word_of(handle.slot()).load(Relaxed);
    word::version(word) == word::version(handle.key()) && word::state(word) != word::NONE
}

impl<T: ?Sized, K> PartialEq for Pointer<T, K> {
    /// By the address that the handles hold, as in C. Once a block is freed the next one may have its address: a
    /// handle to it is then equal to a dead one, and a map keyed by handles finds the dead block's entry.
    /// [`id`](Self::id) is the identity that never comes again.
    fn eq(&self, other: &Self) -> bool {
        self.raw.address() == other.raw.address()
    }
}

impl<T: ?Sized, K> Eq for Pointer<T, K> {}

impl<T: ?Sized, K> PartialOrd for Pointer<T, K> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T: ?Sized, K> Ord for Pointer<T, K> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.raw.address().cmp(&other.raw.address())
    }
}

impl<T: ?Sized, K> Hash for Pointer<T, K> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.raw.address().hash(state);
    }
}

impl<T: Value + ?Sized, K: Kind> fmt::Debug for Pointer<T, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (size, address) = (self.size(), self.address());
        write!(f, "<pointer to {size} bytes of memory at {address:#x}>")
    }
}

/// Where it is a field: that it is a handle.
impl<T: ?Sized, K> Tabled for Pointer<T, K> {
    const OWN: Table<Self> = {
        // SAFETY: it is a constant's, and this is a handle to a `T`.
        unsafe { Table::at(const { &Table::<Self>::of_handle(type_name::<T>) as *const _ }) }
    };
}
