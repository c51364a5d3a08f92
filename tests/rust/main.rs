//! Whatever is not ours means inside of the macro exactly what it means outside: each program here stands in both.
#![deny(warnings)]
#![forbid(unsafe_op_in_unsafe_fn)]
#![allow(
    clippy::deref_addrof,
    clippy::explicit_auto_deref,
    clippy::ptr_arg,
    clippy::toplevel_ref_arg,
    clippy::type_complexity,
    clippy::useless_vec,
    clippy::box_collection,
    clippy::collapsible_if,
    clippy::manual_map,
    clippy::needless_arbitrary_self_type,
    clippy::single_match,
    clippy::blocks_in_conditions,
    clippy::op_ref,
    reason = "written so to see what the macro makes of it"
)]

/// The same functions twice: `rust` as they are, `ours` through the macro.
macro_rules! both {
    ($($items:tt)*) => {
        pub(crate) mod rust {
            #[allow(unused_imports, reason = "not every program needs all")]
            use super::*;
            $($items)*
        }
        pub(crate) mod ours {
            #[allow(unused_imports, reason = "not every program needs all")]
            use super::*;
            pointers::pointers! { $($items)* }
        }
    };
}

mod borrows;
mod closures;
mod inference;
mod late_types;
mod lines;
mod minus;
mod names;
mod order;
mod stars;
