//! Telling a block what its elements consist of.

use super::{Array, Pointer};
use crate::block::find;
use crate::error::Result;
use crate::layout::fields::Fields;

/// Tells a block what its elements consist of, so that they can be assigned field by field from anywhere: generic code cannot
/// ask its `T` for that. The first write of a field tells it, too, and so does a pointer to one.
///
/// # Errors
///
/// `Memory`; `NullPointer`; `Allocation` where there is no memory to note it.
///
/// ```
/// use pointers::{free, heap, malloc};
///
/// let p = malloc::<[u32; 3]>(12)?;
/// heap::describe(p)?;
/// free(p)?;
/// # Ok::<(), pointers::Error>(())
/// ```
#[track_caller]
pub fn describe<T: Fields, K: Array>(pointer: Pointer<T, K>) -> Result<()> {
    let place = find(pointer.raw)?;
    if T::TABLE.description.is_known() {
        place.check(place.record.describe(T::TABLE.description))?;
    }
    Ok(())
}
