//! Windows.

use core::cell::UnsafeCell;
use core::ffi::c_void;
use core::ptr;

use super::{EndsAligned, NoKey};

pub(crate) use super::c::{at_exit, calloc, find_byte, free, malloc, realloc};
pub(crate) use super::search::find_bytes;

#[link(name = "kernel32")]
unsafe extern "system" {
    fn VirtualAlloc(at: *mut c_void, size: usize, kind: u32, protection: u32) -> *mut c_void;
    fn VirtualFree(at: *mut c_void, size: usize, kind: u32) -> i32;
    fn AcquireSRWLockExclusive(lock: *mut *mut c_void);
    fn ReleaseSRWLockExclusive(lock: *mut *mut c_void);
    fn GetCurrentThreadId() -> u32;
    fn FlsAlloc(ends: unsafe extern "system" fn(*mut c_void)) -> u32;
    fn FlsSetValue(key: u32, value: *const c_void) -> i32;
    fn FlsFree(key: u32) -> i32;
}

const MEM_COMMIT: u32 = 0x1000;
const MEM_RESERVE: u32 = 0x2000;
const MEM_RELEASE: u32 = 0x8000;
const PAGE_NOACCESS: u32 = 1;
const PAGE_READWRITE: u32 = 4;
const FLS_OUT_OF_INDEXES: u32 = u32::MAX;

unsafe extern "C" {
    fn _aligned_malloc(size: usize, align: usize) -> *mut c_void;
    fn _aligned_free(memory: *mut c_void);
}

/// Nor does [`realloc`] take what has this end.
pub(crate) const ENDS_ALIGNED: Option<EndsAligned> = Some(_aligned_free);

/// Null where there is no memory.
pub(crate) fn malloc_aligned(size: usize, align: usize) -> *mut u8 {
    // SAFETY: `align` is a type's, so a power of two.
    unsafe { _aligned_malloc(size, align) }.cast()
}

/// Reserves address space, here if that is free.
pub(crate) fn reserve(here: *mut u8, size: usize) -> Option<*mut u8> {
    let reserve_at = |at: *mut u8| {
        // SAFETY: a reservation touches nothing that there is.
        unsafe { VirtualAlloc(at.cast(), size, MEM_RESERVE, PAGE_NOACCESS) }.cast::<u8>()
    };
    let mut space = reserve_at(here);
    if space.is_null() && !here.is_null() {
        space = reserve_at(ptr::null_mut());
    }
    (!space.is_null()).then_some(space)
}

/// # Safety
///
/// [`reserve`] gave these bytes, all of them, and nobody uses them any more.
pub(crate) unsafe fn give_back(space: *mut u8, _: usize) {
    // SAFETY: the caller's promise. That it can fail is address space less, nothing else.
    unsafe { VirtualFree(space.cast(), 0, MEM_RELEASE) };
}

/// Makes whole pages readable and writable, which they may be already.
///
/// # Safety
///
/// The bytes lie inside of what [`reserve`] gave and was not given back.
pub(crate) unsafe fn commit(space: *mut u8, size: usize) -> bool {
    // SAFETY: the caller's promise. What has memory already keeps what is in it.
    let memory = unsafe { VirtualAlloc(space.cast(), size, MEM_COMMIT, PAGE_READWRITE) };
    !memory.is_null()
}

/// One thread at a time.
pub(crate) struct Mutex(UnsafeCell<*mut c_void>);

// SAFETY: that is what it is for.
unsafe impl Sync for Mutex {}

impl Mutex {
    pub(crate) const fn new() -> Self {
        Mutex(UnsafeCell::new(ptr::null_mut()))
    }

    pub(crate) fn lock(&'static self) {
        // SAFETY: null is a lock that nobody holds, and it stays where it is.
        unsafe { AcquireSRWLockExclusive(self.0.get()) };
    }

    /// # Safety
    ///
    /// This thread locked it.
    pub(crate) unsafe fn unlock(&'static self) {
        // SAFETY: the caller's promise.
        unsafe { ReleaseSRWLockExclusive(self.0.get()) };
    }
}

/// Not 0.
pub(crate) fn this_thread() -> usize {
    // SAFETY: it has no preconditions.
    unsafe { GetCurrentThreadId() as usize }
}

/// By which threads are told of their end: a fiber's local storage, which a thread without fibers has, too.
#[derive(Clone, Copy)]
pub(crate) struct EndKey(u32);

impl EndKey {
    pub(crate) fn new() -> Result<Self, NoKey> {
        // SAFETY: any function can be told that does not unwind.
        match unsafe { FlsAlloc(ended) } {
            FLS_OUT_OF_INDEXES => Err(NoKey::Never),
            key => Ok(EndKey(key)),
        }
    }

    /// Has this called at the end of this thread, and when the key is deleted. It does not unwind. `false` where there is no
    /// memory for that.
    ///
    /// # Safety
    ///
    /// The key was not deleted.
    pub(crate) unsafe fn await_end(self, ends: fn()) -> bool {
        // SAFETY: the caller's promise.
        unsafe { FlsSetValue(self.0, ends as *const c_void) != 0 }
    }

    /// # Safety
    ///
    /// It is deleted once, and not used afterwards.
    pub(crate) unsafe fn delete(self) {
        // SAFETY: the caller's promise.
        unsafe { FlsFree(self.0) };
    }
}

unsafe extern "system" fn ended(value: *mut c_void) {
    // SAFETY: a key's value is the function that `await_end` was told, and nothing else.
    let ends = unsafe { core::mem::transmute::<*mut c_void, fn()>(value) };
    ends();
}

/// There is no fork.
pub(crate) fn at_fork(_: unsafe extern "C" fn(), _: unsafe extern "C" fn()) -> bool {
    true
}

/// Writes to standard error, without a lock of std's: how many bytes, or nothing that could be written.
pub(crate) fn write_error(bytes: &[u8]) -> Option<usize> {
    const STANDARD_ERROR: i32 = 2;
    let size = u32::try_from(bytes.len()).ok()?;
    // SAFETY: these are as many initialised bytes.
    let written = unsafe { libc::write(STANDARD_ERROR, bytes.as_ptr().cast(), size) };
    usize::try_from(written).ok().filter(|written| *written > 0)
}

/// How many columns the terminal has that standard output is: nobody asks here.
pub(crate) fn terminal_columns() -> Option<usize> {
    None
}
