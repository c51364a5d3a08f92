//! Linux, macOS, and the other systems with POSIX's threads and `mmap`.

use core::cell::UnsafeCell;
use core::ffi::c_void;

use super::{EndsAligned, NoKey};

pub(crate) use super::c::{at_exit, calloc, find_byte, free, malloc, realloc};
pub(crate) use super::posix::malloc_aligned;

/// [`free`] does.
pub(crate) const ENDS_ALIGNED: Option<EndsAligned> = None;

/// Reserves address space, here if that is free.
pub(crate) fn reserve(here: *mut u8, size: usize) -> Option<*mut u8> {
    // SAFETY: without `MAP_FIXED` an anonymous mapping touches nothing that is mapped.
    let space = unsafe {
        libc::mmap(
            here.cast(),
            size,
            libc::PROT_NONE,
            libc::MAP_PRIVATE | libc::MAP_ANON | libc::MAP_NORESERVE,
            -1,
            0,
        )
    };
    (space != libc::MAP_FAILED).then_some(space.cast())
}

/// # Safety
///
/// [`reserve`] gave these bytes, all of them, and nobody uses them any more.
pub(crate) unsafe fn give_back(space: *mut u8, size: usize) {
    // SAFETY: the caller's promise. That it can fail is address space less, nothing else.
    unsafe { libc::munmap(space.cast(), size) };
}

/// Makes whole pages readable and writable, which they may be already.
///
/// # Safety
///
/// The bytes lie inside of what [`reserve`] gave and was not given back.
pub(crate) unsafe fn commit(space: *mut u8, size: usize) -> bool {
    // SAFETY: the caller's promise.
    let failed = unsafe { libc::mprotect(space.cast(), size, libc::PROT_READ | libc::PROT_WRITE) };
    failed == 0
}

/// One thread at a time.
pub(crate) struct Mutex(UnsafeCell<libc::pthread_mutex_t>);

// SAFETY: that is what it is for.
unsafe impl Sync for Mutex {}

impl Mutex {
    pub(crate) const fn new() -> Self {
        Mutex(UnsafeCell::new(libc::PTHREAD_MUTEX_INITIALIZER))
    }

    pub(crate) fn lock(&'static self) {
        // SAFETY: it was initialised as a static one, and stays where it is.
        while unsafe { libc::pthread_mutex_lock(self.0.get()) } != 0 {}
    }

    /// # Safety
    ///
    /// This thread locked it, or is the copy of one that did, in the child of a fork.
    pub(crate) unsafe fn unlock(&'static self) {
        // SAFETY: the caller's promise.
        unsafe { libc::pthread_mutex_unlock(self.0.get()) };
    }
}

/// The same number in the child of a fork; not 0.
pub(crate) fn this_thread() -> usize {
    // SAFETY: it has no preconditions.
    unsafe { libc::pthread_self() as usize }
}

/// By which threads are told of their end.
#[derive(Clone, Copy)]
pub(crate) struct EndKey(libc::pthread_key_t);

impl EndKey {
    pub(crate) fn new() -> Result<Self, NoKey> {
        let mut key = 0;
        // SAFETY: `key` is a place for the result.
        match unsafe { libc::pthread_key_create(&raw mut key, Some(ended)) } {
            0 => Ok(EndKey(key)),
            // 1024 on Linux.
            libc::EAGAIN => Err(NoKey::Never),
            _ => Err(NoKey::NoMemory),
        }
    }

    /// Has this called at the end of this thread, after the destructors of most thread-locals. It does not unwind. `false`
    /// where there is no memory for that.
    ///
    /// # Safety
    ///
    /// The key was not deleted.
    pub(crate) unsafe fn await_end(self, ends: fn()) -> bool {
        // SAFETY: the caller's promise.
        unsafe { libc::pthread_setspecific(self.0, ends as *const c_void) == 0 }
    }

    /// # Safety
    ///
    /// It is deleted once, and not used afterwards.
    pub(crate) unsafe fn delete(self) {
        // SAFETY: the caller's promise.
        unsafe { libc::pthread_key_delete(self.0) };
    }
}

unsafe extern "C" fn ended(value: *mut c_void) {
    // SAFETY: a key's value is the function that `await_end` was told, and nothing else.
    let ends = unsafe { core::mem::transmute::<*mut c_void, fn()>(value) };
    ends();
}

/// Runs these around every fork, `ends` in the parent and in the child. They do not unwind. `false` where there is no memory
/// for that.
pub(crate) fn at_fork(begins: unsafe extern "C" fn(), ends: unsafe extern "C" fn()) -> bool {
    // SAFETY: these may be called whenever a fork begins, and has ended.
    unsafe { libc::pthread_atfork(Some(begins), Some(ends), Some(ends)) == 0 }
}

/// Writes to standard error, without a lock of std's: how many bytes, or nothing that could be written.
pub(crate) fn write_error(bytes: &[u8]) -> Option<usize> {
    loop {
        // SAFETY: these are as many initialised bytes.
        let written =
            unsafe { libc::write(libc::STDERR_FILENO, bytes.as_ptr().cast(), bytes.len()) };
        match usize::try_from(written) {
            Ok(written) => return (written > 0).then_some(written),
            Err(_) if is_interrupted() => {}
            Err(_) => return None,
        }
    }
}

fn is_interrupted() -> bool {
    std::io::Error::last_os_error().kind() == std::io::ErrorKind::Interrupted
}

/// How many columns the terminal has that standard output is, if it is one.
pub(crate) fn terminal_columns() -> Option<usize> {
    // SAFETY: it is plain numbers, of which zero is a value.
    let mut size: libc::winsize = unsafe { core::mem::zeroed() };
    // SAFETY: `size` is a place for what it asks for.
    let failed = unsafe { libc::ioctl(libc::STDOUT_FILENO, libc::TIOCGWINSZ, &raw mut size) } != 0;
    (!failed && size.ws_col > 0).then_some(size.ws_col.into())
}

/// Where `part`, which is not empty, begins first.
pub(crate) fn find_bytes(bytes: &[u8], part: &[u8]) -> Option<usize> {
    // SAFETY: both slices have as many bytes.
    let found = unsafe {
        libc::memmem(
            bytes.as_ptr().cast(),
            bytes.len(),
            part.as_ptr().cast(),
            part.len(),
        )
    };
    super::c::distance(found, bytes)
}
