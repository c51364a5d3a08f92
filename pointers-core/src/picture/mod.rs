//! Pictures of a thread's heap: what [`heap::snapshot`](crate::heap::snapshot) sees, and who draws it.
//!
//! - `take` walks over the blocks and keeps what it finds; `types` says what there is to find in a block of a type;
//!   `read` alone touches memory, and has all that is `unsafe` here
//! - `links` finds out which blocks the handles lead to
//! - `snapshot` is the value that is kept, and `block` what users ask of a block in it
//! - `history` is what was recorded, an `event` each, `lives` says which blocks lived when, and `timeline` and `steps` draw it; `union` has all blocks of all steps
//! - `plan` finds out what was built: lists, trees, tables, and what stands alone; `titles` what that is called
//! - `terminal/`, `svg/`, `html` and `dot` draw it, `lines` counts what is too much to draw, `full` says what of it is drawn nevertheless, `body`, `words` and `escape` say what stands in it, in the colours of `palette`; `serialize` for serde
//!
//! Truth comes first. A block is called leaked only where that is known: where the caller has named all handles that the
//! program still has. Of a freed block nothing is shown but its size, type and places. Nobody's `Debug` runs, and no other
//! code of the user's.
//!
//! Every function is `#[inline]`: what is compiled of it is compiled in the crates that draw, and a program without pictures
//! does not wait for them. `tests/cold_build.rs` looks for the attribute.

mod block;
mod body;
mod dot;
mod escape;
mod event;
mod full;
mod history;
mod html;
mod lines;
mod links;
mod lives;
mod names;
mod palette;
mod plan;
mod read;
mod relative;
mod scalar;
#[cfg(feature = "serde")]
mod serialize;
mod show;
mod snapshot;
mod steps;
mod svg;
mod take;
mod terminal;
mod timeline;
mod titles;
mod types;
mod union;
mod words;

pub use block::{Block, Field};
pub use event::{Event, Happened};
pub use history::{History, Recording, record};
pub(crate) use show::{AnyHandle, holds_no_handle};
pub use snapshot::{Link, Snapshot, State, Target, Value};
pub use take::snapshot;
