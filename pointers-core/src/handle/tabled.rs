//! What a handle says of itself where it is a field: that it is one.

use core::any::type_name;

use super::Pointer;
use crate::layout::fields::{Table, Tabled};

impl<T: ?Sized, K> Tabled for Pointer<T, K> {
    const OWN: Table<Self> = {
        // SAFETY: it is a constant's, and this is a handle to a `T`.
        unsafe { Table::at(const { &Table::<Self>::of_handle(type_name::<T>) as *const _ }) }
    };
}
