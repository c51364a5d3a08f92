//! Pictures of a thread's heap: what [`heap::snapshot`](crate::heap::snapshot) sees, and who draws it.
//!
//! - `take` walks over the blocks and keeps what it finds; `types` says what there is to find in a block of a type;
//!   `read` alone touches memory, and has all that is `unsafe` here
//! - `links` finds out which blocks the handles lead to
//! - `snapshot` is the value that is kept, and what users ask of it
//! - `history` is what was recorded, and `timeline` and `steps` draw it; `union` has all blocks of all steps
//! - `plan` finds out what was built: lists, trees, tables, and what stands alone
//! - `terminal/`, `svg/`, `html` and `dot` draw it, `lines` counts what is too much to draw, `full` says what of it is drawn nevertheless, `body`, `words` and `escape` say what stands in it, in the colours of `palette`; `serialize` for serde
//!
//! Truth comes first. A block is called leaked only where that is known: where the caller has named all handles that the
//! program still has. Of a freed block nothing is shown but its size, type and places. Nobody's `Debug` runs, and no other
//! code of the user's.

mod body;
mod dot;
mod escape;
mod full;
mod history;
mod html;
mod lines;
mod links;
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
mod types;
mod union;
mod words;

pub use history::{Event, Happened, History, Recording, record};
pub(crate) use show::{Root, holds_no_handle};
pub use snapshot::{Block, Field, Link, Snapshot, State, Target, Value};
pub use take::snapshot;
