//! Looking at the heap: counters, leaks, and failures that are rehearsed.

pub(crate) mod cells;
mod counters;
pub(crate) mod endings;
mod fail_after;
mod fork;
mod leak_report;
pub(crate) mod leaks;
pub(crate) mod local;
pub(crate) mod recorder;
mod rehearsal;
pub(crate) mod size_class;
pub(crate) mod source;
mod stats;
mod thread_end;

pub use crate::border::find::find;
pub use crate::handle::describe::describe;
pub use crate::picture::{Block, Field, Link, Snapshot, State, Target, Value, snapshot};
pub use crate::picture::{Event, Happened, History, Recording, record};
pub use counters::{stats, trim};
pub use fail_after::{FailAfter, fail_after};
pub use leak_report::report_leaks_at_exit;
pub(crate) use leaks::live_slots;
pub use leaks::{Leak, each_leak, leaks};
pub use stats::Stats;
