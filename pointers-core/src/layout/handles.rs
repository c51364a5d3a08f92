//! Which types are handles to a type, so that a snapshot finds the links in memory whose type nobody described.
//!
//! Asked the other way round, whether a type is a handle, no program can say. It is the one place of this folder that
//! names what lies above it.

use core::any::TypeId;

use super::id_of;
use crate::cpython::CPython;
use crate::handle::{Calloc, Malloc, One, Pointer};

pub(super) const KINDS: usize = 5;

pub(super) fn to<T: ?Sized>() -> [TypeId; KINDS] {
    [
        id_of::<Pointer<T, Malloc>>(),
        id_of::<Pointer<T, Calloc>>(),
        id_of::<Pointer<T, One>>(),
        id_of::<Pointer<T, Malloc<CPython>>>(),
        id_of::<Pointer<T, Calloc<CPython>>>(),
    ]
}
