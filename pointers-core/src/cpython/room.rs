//! The memory that what CPython counts needs in Rust.

use crate::block::allocate::{self, Counted};
use crate::error::{Error, Fault, Result, Sites};
use crate::layout::Shape;
use crate::table::raw_handle::RawHandle;

/// How many bytes a place has that counts `size`: one value, or the longest text that counts so. That has twice as
/// many bytes in UTF-8 at most: `"é" * n` has 2 * n, and counts 73 + n.
pub(super) fn room(size: usize, shape: &Shape) -> usize {
    match shape.slice {
        false => shape.size,
        true => size.saturating_mul(2),
    }
}

#[track_caller]
pub(super) fn calloc(
    chunks: usize,
    chunk_size: usize,
    safe: bool,
    shape: &'static Shape,
) -> Result<RawHandle> {
    let size = allocate::product(chunks, chunk_size)?;
    let stride = room(chunk_size, shape);
    let Some(length) = chunks.checked_mul(stride) else {
        let fault = Fault::OutOfMemory { size };
        return Err(Error::new(fault, Sites::default()));
    };
    let block = Counted {
        size,
        unit: chunk_size,
        length,
        chunk_size: Some(stride),
        safe,
    };
    allocate::counted(block, shape)
}
