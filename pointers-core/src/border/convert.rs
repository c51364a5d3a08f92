//! Blocks from what Rust holds, and back.

use core::panic::Location;
use core::ptr;
use std::ffi::CString;

use super::complete;
use crate::access::runs::{self, Run};
use crate::block::{allocate, free, recorded, start_of};
use crate::error::{Error, Fault, Result};
use crate::handle::value::no_memory;
use crate::handle::{InBytes, Malloc, MallocPointer, Pointer, SlicePointer};
use crate::heap::recorder::What;
use crate::layout::Shape;
use crate::malloc;
use crate::string::{Source, strlen};
use crate::table::raw_handle::RawHandle;

/// A new block that holds these values, moved there.
///
/// # Safety
///
/// `count` values are there, which are the block's from here on, if there is no error.
#[track_caller]
unsafe fn block_of<T>(values: *const T, count: usize) -> Result<RawHandle> {
    let shape = Shape::of::<T>();
    // Values without size take some room, so that a slice of them can be too long for a block.
    let size = count.saturating_mul(shape.stride());
    let handle = allocate::malloc::<T>(size)?;
    if count > 0 {
        let run = Run::to_change(handle, count, shape, What::Moved)?;
        // An allocator that is asked for the memory of a recording's picture may have found the block by its address.
        run.place.not_borrowed(&run.bytes, true)?;
        run.mark()?;
        run.tell(What::Moved);
        let (from, to) = (values.cast::<u8>(), run.place.base().as_ptr());
        // SAFETY: the caller's promise; the block was just made, for as many bytes. "Alone": that they were noted as
        // assigned ran no code of the user's, and no guard of it lives.
        unsafe { from.copy_to_nonoverlapping(to, count * size_of::<T>()) };
    }
    Ok(handle)
}

impl<T> Pointer<T, Malloc> {
    /// A new block with a copy of these values.
    ///
    /// C: `memcpy(malloc(n * sizeof *p), values, n * sizeof *p)`.
    ///
    /// # Errors
    ///
    /// `Allocation`.
    ///
    /// ```
    /// use pointers::{MallocPointer, free};
    ///
    /// let numbers = MallocPointer::from_slice(&[1, 2, 3])?;
    /// assert_eq!((numbers.size(), numbers.add(2)?.read()?), (12, 3));
    /// free(numbers)?;
    /// # Ok::<(), pointers::Error>(())
    /// ```
    #[track_caller]
    pub fn from_slice(values: &[T]) -> Result<Self>
    where
        T: Copy,
    {
        // SAFETY: the values are there, and are `Copy`.
        unsafe { block_of(values.as_ptr(), values.len()) }.map(Self::from_handle)
    }

    /// A new block with these values, moved there. [`into_vec`](Self::into_vec) is the way back.
    ///
    /// # Errors
    ///
    /// `Allocation`; the values are dropped then.
    ///
    /// ```
    /// use pointers::{MallocPointer, free};
    ///
    /// let words = MallocPointer::from_vec(vec!["a".to_owned(), "b".to_owned()])?;
    /// assert_eq!(*words.add(1)?.borrow()?, "b");
    /// free(words)?;
    /// # Ok::<(), pointers::Error>(())
    /// ```
    #[track_caller]
    pub fn from_vec(values: Vec<T>) -> Result<Self> {
        let mut values = values;
        // SAFETY: the values are there, and the `Vec` has none of them afterwards.
        let handle = unsafe { block_of(values.as_ptr(), values.len())? };
        // SAFETY: there is always room for none.
        unsafe { values.set_len(0) };
        Ok(Self::from_handle(handle))
    }

    /// A new block with the value of a `Box`, moved there. [`into_box`](Self::into_box) is the way back.
    ///
    /// # Errors
    ///
    /// `Allocation`; the value is dropped then.
    ///
    /// ```
    /// use pointers::{MallocPointer, free};
    ///
    /// let word = MallocPointer::from_box(Box::new("a".to_owned()))?;
    /// assert_eq!(*word.borrow()?, "a");
    /// free(word)?;
    /// # Ok::<(), pointers::Error>(())
    /// ```
    #[track_caller]
    pub fn from_box(value: Box<T>) -> Result<Self> {
        // SAFETY: the value is there, and nobody uses it afterwards.
        let handle = unsafe { block_of(ptr::from_ref(&*value), 1)? };
        let emptied = Box::into_raw(value).cast::<core::mem::ManuallyDrop<T>>();
        // SAFETY: it came out of a `Box`, and has the layout of what was in it, which is not dropped.
        drop(unsafe { Box::from_raw(emptied) });
        Ok(Self::from_handle(handle))
    }
}

impl Pointer<str, Malloc> {
    /// A new block with this text, as long as the text is. `read()` is the way back; [`strdup`](crate::string::strdup) makes a
    /// block of bytes with C's terminator, of a `CString` too.
    ///
    /// # Errors
    ///
    /// `Allocation`.
    ///
    /// ```
    /// use pointers::{MallocPointer, free};
    ///
    /// let text = MallocPointer::<str>::from_str("abc")?;
    /// assert_eq!((text.size(), text.read()?), (3, "abc".to_owned()));
    /// free(text)?;
    /// # Ok::<(), pointers::Error>(())
    /// ```
    #[track_caller]
    #[expect(
        clippy::should_implement_trait,
        reason = "an error names the caller's line, which `parse` is not"
    )]
    pub fn from_str(text: &str) -> Result<Self> {
        let block: MallocPointer<str> = malloc(text.len())?;
        // It fits, into a block that is nobody else's.
        SlicePointer::write(block, text)?;
        Ok(block)
    }
}

impl<T, K: InBytes> Pointer<T, K> {
    /// The values from this element to the last, copied.
    ///
    /// # Errors
    ///
    /// As for [`read`](Self::read), of any of the elements; `Allocation`.
    ///
    /// ```
    /// use pointers::{calloc, free};
    ///
    /// let memory = calloc::<i32>(3, 28)?;
    /// memory.add(2)?.write(7)?;
    /// assert_eq!(memory.add(1)?.to_vec()?, [0, 7]);
    /// free(memory)?;
    /// # Ok::<(), pointers::Error>(())
    /// ```
    #[track_caller]
    pub fn to_vec(self) -> Result<Vec<T>>
    where
        T: Copy,
    {
        let mut copy = Vec::new();
        loop {
            let values = self.values();
            let count = values.len();
            if count <= copy.capacity() {
                for value in values {
                    copy.push(value?);
                }
                return Ok(copy);
            }
            // The allocator may be the user's code: the values are counted again afterwards.
            if copy.try_reserve_exact(count).is_err() {
                return Err(no_memory(count.saturating_mul(size_of::<T>())));
            }
        }
    }

    /// Copies the values from this element on to a slice, as many as it has, with one check for all of them.
    ///
    /// C: `memcpy`.
    ///
    /// # Errors
    ///
    /// As for [`read`](Self::read), of any of the elements; `InvalidSize` if the chunks are larger than the values. Nothing
    /// is written then.
    ///
    /// ```
    /// use pointers::{MallocPointer, free};
    ///
    /// let numbers = MallocPointer::from_slice(&[1, 2, 3])?;
    /// let mut two = [0; 2];
    /// numbers.add(1)?.copy_to_slice(&mut two)?;
    /// assert_eq!(two, [2, 3]);
    /// free(numbers)?;
    /// # Ok::<(), pointers::Error>(())
    /// ```
    #[track_caller]
    pub fn copy_to_slice(self, values: &mut [T]) -> Result<()>
    where
        T: Copy,
    {
        // SAFETY: `T` is the handle's type.
        unsafe { runs::copy_to_slice(self.raw, values) }
    }

    /// The values of the block, moved out, and the block freed.
    ///
    /// # Errors
    ///
    /// Nothing is changed by one. `Dereference` if an element holds no value; `InvalidSize` if the block is no whole number of
    /// elements; `Borrow` while a guard lives; `InvalidFree` away from the block's start, of memory that C lends, and of a
    /// block with a destructor of C's own; `Memory`; `NullPointer`; `Allocation`.
    ///
    /// ```
    /// use pointers::{ErrorKind, MallocPointer};
    ///
    /// let words = MallocPointer::from_vec(vec!["a".to_owned(), "b".to_owned()])?;
    /// assert_eq!(words.into_vec()?, ["a", "b"]);
    /// assert_eq!(words.borrow().unwrap_err().kind(), ErrorKind::Memory);
    /// # Ok::<(), pointers::Error>(())
    /// ```
    #[track_caller]
    pub fn into_vec(self) -> Result<Vec<T>> {
        let shape = Shape::of::<T>();
        let mut values = Vec::new();
        recorded::before();
        loop {
            let place = start_of(self.raw)?;
            place.is_ours()?;
            let layout = complete(&place, shape)?;
            let count = layout.count();
            if count <= values.capacity() {
                let target: *mut T = values.as_mut_ptr();
                for index in 0..count {
                    let value = place.pointer(index * layout.stride).cast::<T>();
                    // SAFETY: "Assigned": `complete` found a value in each element. There is room for so many.
                    unsafe { target.add(index).write(value.read_unaligned()) };
                }
                // SAFETY: the values are those of the `Vec` now. Nothing of the user's ran since they were found.
                unsafe { free::end_emptied(&place, shape, Location::caller()) };
                // SAFETY: so many were just written.
                unsafe { values.set_len(count) };
                return Ok(values);
            }
            // The allocator may be the user's code: the block is looked up again afterwards.
            if values.try_reserve_exact(count).is_err() {
                return Err(no_memory(count.saturating_mul(shape.size)));
            }
        }
    }

    /// The one value of the block, moved out, and the block freed.
    ///
    /// # Errors
    ///
    /// As for [`into_vec`](Self::into_vec); `InvalidSize` too if there is not one element.
    ///
    /// ```
    /// use pointers::{ErrorKind, MallocPointer};
    ///
    /// let word = MallocPointer::from_box(Box::new("a".to_owned()))?;
    /// assert_eq!(*word.into_box()?, "a");
    /// let two = MallocPointer::from_slice(&[1, 2])?;
    /// assert_eq!(two.into_box().unwrap_err().kind(), ErrorKind::InvalidSize);
    /// assert_eq!(two.into_vec()?, [1, 2]);
    /// # Ok::<(), pointers::Error>(())
    /// ```
    #[track_caller]
    pub fn into_box(self) -> Result<Box<T>> {
        let place = start_of(self.raw)?;
        let elements = place.layout(Shape::of::<T>()).count();
        if elements != 1 {
            return Err(place.error(Fault::NotOne { elements }));
        }
        self.into_vec().and_then(boxed)
    }
}

/// The one value of a `Vec`.
#[track_caller]
fn boxed<T>(values: Vec<T>) -> Result<Box<T>> {
    let elements = values.len();
    if elements != 1 {
        // What the allocator, which is the user's code, did to the block meanwhile.
        return Err(Error::new(Fault::NotOne { elements }, Default::default()));
    }
    let value = Box::into_raw(values.into_boxed_slice()).cast::<T>();
    // SAFETY: a slice of one value has the layout of that value.
    Ok(unsafe { Box::from_raw(value) })
}

impl<U, K: InBytes> Pointer<U, K>
where
    Self: Source<Unit = U, Width = u8>,
{
    /// The string that begins here, copied. [`strdup`](crate::string::strdup) is the way into memory.
    ///
    /// # Errors
    ///
    /// As for [`strlen`]; `Allocation`.
    ///
    /// ```
    /// use pointers::{ErrorKind, MallocPointer, free, string::strdup};
    ///
    /// let text = strdup(c"abc")?;
    /// assert_eq!(text.to_c_string()?, c"abc".to_owned());
    /// assert_eq!(text.add(3)?.to_c_string()?, c"".to_owned());
    /// free(text)?;
    /// let bytes = MallocPointer::from_slice(b"abc")?;
    /// assert_eq!(bytes.to_c_string().unwrap_err().kind(), ErrorKind::OutOfBounds);
    /// free(bytes)?;
    /// # Ok::<(), pointers::Error>(())
    /// ```
    #[track_caller]
    pub fn to_c_string(self) -> Result<CString> {
        let mut copy = Vec::<u8>::new();
        loop {
            let length = strlen(self)?;
            if length < copy.capacity() {
                let run = Run::of(self.raw, length, Shape::of::<U>())?;
                let start = run.place.pointer(run.bytes.start);
                // SAFETY: `strlen` found so many bytes that can be read, and nothing of the user's ran since; there is room
                // for one more.
                unsafe {
                    start
                        .as_ptr()
                        .copy_to_nonoverlapping(copy.as_mut_ptr(), length)
                };
                // SAFETY: so many were just written.
                unsafe { copy.set_len(length) };
                // SAFETY: none of them is 0.
                return Ok(unsafe { CString::from_vec_unchecked(copy) });
            }
            // The allocator may be the user's code: the string is measured again afterwards.
            if copy.try_reserve_exact(length + 1).is_err() {
                return Err(no_memory(length + 1));
            }
        }
    }
}
