//! Blocks that cross threads as a whole.

use core::fmt;
use core::marker::PhantomData;
use core::panic::Location;
use core::ptr::NonNull;

use super::complete;
use crate::Value;
use crate::block::adopt::Arrival;
use crate::block::drop_elements::DropElements;
use crate::block::{free, recorded, start_of};
use crate::error::{Error, Fault, Parting, Result, Sites};
use crate::handle::{InBytes, Malloc, Pointer};
use crate::heap::source;
use crate::layout::Layout;
use crate::notes::{Note, Notes};
use crate::table::destroy::Destroy;
use crate::table::extra::Extra;
use crate::table::record::Record;
use crate::table::watermark::{ALL, SPARSE};

/// A block that belongs to no thread, with the values in it: [`detach`](crate::MallocPointer::detach) makes one, and
/// [`attach`](Self::attach) gives a handle to it on any thread. It can be sent where its values can. When it is dropped the
/// block is freed, and what it holds dropped.
///
/// ```
/// use pointers::{MallocPointer, Result, free};
///
/// let mut numbers = MallocPointer::from_slice(&[1, 2, 3])?.detach()?;
/// let sum = std::thread::spawn(move || -> Result<i32> {
///     let numbers = numbers.attach()?;
///     let sum = numbers.to_vec()?.iter().sum();
///     free(numbers)?;
///     Ok(sum)
/// });
/// assert_eq!(sum.join().expect("it does not panic")?, 6);
/// # Ok::<(), pointers::Error>(())
/// ```
///
/// What holds handles stays on its thread:
/// ```compile_fail,E0277
/// use pointers::{MallocPointer, malloc};
///
/// let list: MallocPointer<MallocPointer<u8>> = malloc(16).unwrap();
/// list.write(MallocPointer::null()).unwrap();
/// let list = list.detach().unwrap();
/// std::thread::spawn(move || drop(list));
/// ```
#[must_use = "dropping it frees the memory"]
pub struct Detached<T: Value + ?Sized, K: InBytes = Malloc> {
    /// Gone once it is attached.
    block: Option<DetachedBlock>,
    /// As if it had the values, and invariant in their type.
    kind: PhantomData<(*mut T, Box<K>)>,
}

/// The block is nobody's but the [`Detached`]'s, and all of its values are there.
struct DetachedBlock {
    arrival: Arrival,
    /// With the lengths of slices in chunks.
    extra: Note<Extra>,
}

// SAFETY: the block is this one's alone, whose values may be sent; what else is noted are numbers, in C's memory, which any
// thread may give back.
unsafe impl<T: Value + ?Sized + Send, K: InBytes> Send for Detached<T, K> {}

impl<T: Value + ?Sized, K: InBytes> Pointer<T, K> {
    /// Takes the block, with the values in it, from this thread, so that another can [`attach`](Detached::attach) it. Every
    /// handle to it goes stale. For [`heap::stats`](crate::heap::stats) it is freed here, and allocated where it is attached.
    ///
    /// # Errors
    ///
    /// Nothing is changed by one. `Borrow` while a guard lives; `Dereference` if an element holds no value, and `InvalidSize`
    /// if the block is no whole number of elements; `InvalidFree` away from the block's start, of memory that C lends, and of
    /// a block with a destructor of C's own; `Memory`; `NullPointer`; `Allocation`.
    ///
    /// ```
    /// use pointers::{ErrorKind, MallocPointer, free};
    ///
    /// let text = MallocPointer::<str>::from_str("abc")?;
    /// let mut detached = text.detach()?;
    /// assert_eq!(text.read().unwrap_err().to_string(), "MemoryError: memory has been detached");
    /// let text = detached.attach()?;
    /// assert_eq!(text.read()?, "abc");
    /// free(text)?;
    /// # Ok::<(), pointers::Error>(())
    /// ```
    #[track_caller]
    pub fn detach(self) -> Result<Detached<T, K>> {
        // Code of the user's may run there: what is noted of the block below is so until it ends.
        recorded::before();
        let place = start_of(self.raw)?;
        place.is_ours()?;
        let layout = complete(&place, T::SHAPE)?;
        let record = place.record;
        let chunked_slices = T::SHAPE.slice && record.chunk_size().is_some();
        let slices = if chunked_slices { layout.count() } else { 0 };
        let extra = place.check(notes_of(&record, slices, T::SHAPE.align))?;
        let mut arrival = Arrival {
            base: record.base(),
            length: record.length(),
            chunk_size: record.chunk_size(),
            begins: record.begins(),
            watermark: record.watermark(),
            site: record.allocated_at().unwrap_or(Location::caller()),
        };
        arrival.base = free::hand_over(self.raw, T::SHAPE, Parting::Detached)?.as_ptr();
        Ok(Detached {
            block: Some(DetachedBlock { arrival, extra }),
            kind: PhantomData,
        })
    }
}

/// What is noted of the block beyond its record, as it is to be noted where it is attached: which bytes between its values
/// are assigned, too, and the lengths of slices in so many chunks.
fn notes_of(record: &Record, slices: usize, align: usize) -> Result<Note<Extra>, Fault> {
    let mut lengths = Notes::new();
    lengths.reserve(slices).ok_or(Fault::NoNote)?;
    for chunk in 0..slices {
        let noted = record.slice_length(chunk).map_or(0, |length| length + 1);
        lengths.push(noted).ok_or(Fault::NoNote)?;
    }
    let notes = Arrival::extra_of(lengths)?;
    notes.destroy.set(match record.home() {
        // What is detached is a copy then, with this alignment.
        Some(_) => Destroy::of_aligned(align),
        None => record.extra().and_then(|extra| extra.destroy.get()),
    });
    if record.watermark() == SPARSE {
        let extra = record.make_extra().ok_or(Fault::NoNote)?;
        if let Some(map) = extra.bitmap.borrow().as_ref() {
            notes.bitmap.replace(Some(map.copy().ok_or(Fault::NoNote)?));
        }
    }
    Ok(notes)
}

impl<T: Value + ?Sized, K: InBytes> Detached<T, K> {
    /// Gives the block to this thread: a handle to its start. Nothing is left here then. Errors go on naming the line that
    /// allocated it.
    ///
    /// # Errors
    ///
    /// `Allocation` if there is no memory to keep track of it: the block stays here then, to be attached later. `Memory` if it
    /// was attached already.
    ///
    /// ```
    /// use pointers::{ErrorKind, MallocPointer, free};
    ///
    /// let mut detached = MallocPointer::from_slice(&[1, 2])?.detach()?;
    /// let numbers = detached.attach()?;
    /// assert_eq!(numbers.add(1)?.read()?, 2);
    /// assert_eq!(detached.attach().unwrap_err().kind(), ErrorKind::Memory);
    /// free(numbers)?;
    /// # Ok::<(), pointers::Error>(())
    /// ```
    #[track_caller]
    pub fn attach(&mut self) -> Result<Pointer<T, K>> {
        let Some(DetachedBlock { arrival, extra }) = self.block.take() else {
            let attached = Fault::Parted(Parting::Detached);
            return Err(Error::new(attached, Sites::default()));
        };
        // SAFETY: the block was of `T`s, all of which are there, and is this one's alone: nobody has it from here on but
        // the handle.
        match unsafe { arrival.enter(extra, T::SHAPE) } {
            Ok(handle) => Ok(Pointer::from_handle(handle)),
            Err((fault, extra)) => {
                self.block = Some(DetachedBlock { arrival, extra });
                Err(Error::new(fault, Sites::default()))
            }
        }
    }

    /// The size of the block, in bytes; 0 once it is attached.
    ///
    /// ```
    /// use pointers::MallocPointer;
    /// assert_eq!(MallocPointer::from_slice(&[1, 2])?.detach()?.size(), 8);
    /// # Ok::<(), pointers::Error>(())
    /// ```
    #[must_use]
    pub fn size(&self) -> usize {
        let block = self.block.as_ref();
        block.map_or(0, |block| block.arrival.length)
    }
}

impl<T: Value + ?Sized, K: InBytes> Drop for Detached<T, K> {
    fn drop(&mut self) {
        struct Release(*mut u8, Option<Destroy>);

        impl Drop for Release {
            fn drop(&mut self) {
                // SAFETY: the block came from `hand_over`, so that C's allocator has it back by this or by what was noted of it, and is nobody else's.
                unsafe { source::release(self.0, self.1) };
            }
        }

        let Some(DetachedBlock { arrival, extra }) = self.block.take() else {
            return;
        };
        let release = Release(arrival.base, extra.destroy.get());
        if let (Some(drop), Some(base)) = (T::SHAPE.drop, NonNull::new(arrival.base)) {
            let layout = Layout::of(T::SHAPE, arrival.length, arrival.chunk_size);
            // SAFETY: all of the block's values are there, of type `T`, and this one's alone.
            let mut elements = unsafe { DropElements::new(base, layout, ALL, None, None, 0, drop) };
            elements.drop_all();
        }
        drop(release);
    }
}

impl<T: Value + ?Sized, K: InBytes> fmt::Debug for Detached<T, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<detached block of {} bytes>", self.size())
    }
}
