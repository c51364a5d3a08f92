//! C's lvalues: a line of C stands as it stood.

mod decay;
mod deep_stars;
mod differences;
#[allow(
    clippy::manual_bits,
    clippy::useless_format,
    clippy::needless_range_loop,
    clippy::partialeq_to_none,
    reason = "lines of C, as they stand there"
)]
mod idioms;
mod null;
#[allow(
    clippy::blocks_in_conditions,
    clippy::explicit_auto_deref,
    reason = "places of many forms"
)]
mod realloc;
mod stars;
mod steps;
#[allow(dead_code, clippy::all, reason = "programs of C, line by line")]
mod strangers;
