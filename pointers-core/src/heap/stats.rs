//! What a heap has done.

/// What this thread's heap has done. Blocks taken over from C count as allocated, those handed over to
/// C as freed.
///
/// ```
/// use pointers::{free, heap, malloc};
///
/// let before = heap::stats();
/// let p = malloc::<u8>(100)?;
/// assert_eq!(heap::stats().live_bytes, before.live_bytes + 100);
/// free(p)?;
/// assert_eq!(heap::stats().live_blocks, before.live_blocks);
/// # Ok::<(), pointers::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Stats {
    /// Blocks that are allocated and not freed.
    pub live_blocks: usize,
    /// The sizes of these blocks, in bytes, as they were asked for.
    pub live_bytes: usize,
    /// The most that `live_bytes` ever was.
    pub peak_bytes: usize,
    /// Blocks that were allocated.
    pub allocations: u64,
    /// Blocks that were freed.
    pub frees: u64,
}
