//! Boxes that can fail: `Box::new` aborts the process when memory runs out.

use std::alloc::{Layout, alloc};

/// Moves the value to the heap, or gives it back where there is no memory for it.
pub(crate) fn boxed<T>(value: T) -> Result<Box<T>, T> {
    const { assert!(size_of::<T>() > 0) };
    // SAFETY: the layout is not of size zero, which was just proved.
    let memory = unsafe { alloc(Layout::new::<T>()) }.cast::<T>();
    if memory.is_null() {
        return Err(value);
    }
    // SAFETY: `memory` is fresh and laid out for a `T`.
    unsafe { memory.write(value) };
    // SAFETY: allocated by the global allocator with `T`'s layout, and initialised.
    Ok(unsafe { Box::from_raw(memory) })
}
