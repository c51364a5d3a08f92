//! Size classes: small blocks are asked of C in sizes that it would round to anyway, so that all of one class serve alike.

/// The largest size that is kept, in bytes.
pub(crate) const LARGEST: usize = 120;

/// The class of a block of this size.
pub(super) const fn class(size: usize) -> usize {
    (size + 7) / 16
}

/// How many bytes a block of this class has. C's allocators add 8 bytes of their own and round to 16.
pub(super) const fn class_bytes(class: usize) -> usize {
    class * 16 + 8
}

/// What to ask C for, for a block of this size: for small ones what their class has.
#[inline(always)]
pub(crate) const fn class_size(size: usize) -> usize {
    if size > LARGEST || cfg!(pointers_no_spare) {
        return size;
    }
    class_bytes(class(size))
}

/// Whether a block of this size waits to be used again when it is freed.
#[inline(always)]
pub(crate) const fn can_wait(size: usize) -> bool {
    size <= LARGEST && !cfg!(pointers_no_spare)
}
