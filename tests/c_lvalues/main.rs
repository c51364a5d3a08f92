//! C's lvalues: a line of C stands as it stood.

mod decay;
mod deep_stars;
mod differences;
mod idioms;
mod null;
mod realloc;
mod stars;
mod steps;
