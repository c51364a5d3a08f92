//! Handles: the pointers that users hold.

mod calloc_pointer;
mod cast;
pub(crate) mod cells;
pub(crate) mod describe;
pub(crate) mod guard;
mod id;
mod iter;
pub(crate) mod kind;
mod malloc_pointer;
mod null;
mod one;
mod operators;
mod pointer;
mod runs;
pub(crate) mod size_model;
pub(crate) mod star;
mod text;
mod thread;
pub(crate) mod traits;
pub(crate) mod value;
mod values;
pub(crate) mod view;
mod viewed;
mod whole;

pub use crate::access::offsets::Distance;
pub use calloc_pointer::CallocPointer;
pub use guard::{Ref, RefMut};
pub use id::PointerId;
pub use iter::{Chunks, Values};
pub use kind::{Array, Calloc, InBytes, Kind, Malloc, One};
pub use malloc_pointer::MallocPointer;
pub use null::{NULL, UsersNull};
pub use pointer::Pointer;
pub use text::SlicePointer;
pub use traits::Handle;
pub use view::View;
