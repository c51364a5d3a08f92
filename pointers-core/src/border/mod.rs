//! The border: memory that comes from elsewhere or goes there.
//!
//! - C: `c_blocks` (to C and from C), `raw` ([`as_ptr`](crate::MallocPointer::as_ptr), destructors of C's own), `borrowed_raw` (memory that C only
//!   lends), `unassigned` (memory that C fills), `find` (a handle from an address that comes back)
//! - other threads: `detached`
//! - what Rust holds: `convert` (slices, `Vec`, `Box`, `str`, `CString`), `io` (streams), `format` (`{:p}`, `{:x}`)

mod borrowed_raw;
#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
mod c_blocks;
mod convert;
mod detached;
pub(crate) mod find;
mod format;
mod io;
mod raw;
mod unassigned;

pub use borrowed_raw::BorrowedRaw;
pub use detached::Detached;
pub use unassigned::Unassigned;

use crate::block::Located;
use crate::error::Result;
use crate::layout::{Layout, Shape};
use crate::table::watermark::ALL;

/// That the block is a whole number of elements, or none, and every one of them, or every slice, is there.
#[track_caller]
fn complete(place: &Located, shape: &'static Shape) -> Result<Layout> {
    let layout = place.layout(shape);
    if place.record.length() > 0 {
        place.fits(shape)?;
    }
    if place.record.watermark() == ALL && !shape.slice {
        return Ok(layout);
    }
    for offset in (0..layout.end).step_by(layout.stride) {
        let chunk = offset / layout.stride;
        if !shape.slice {
            place.assigned(&(offset..offset + layout.extent), layout)?;
        } else if place.record.slice_length(chunk).is_none() {
            return Err(place.unassigned(offset, layout, true));
        }
    }
    Ok(layout)
}
