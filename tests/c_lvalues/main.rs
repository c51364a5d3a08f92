//! C's lvalues: a line of C stands as it stood.

mod null;
mod realloc;
mod steps;
