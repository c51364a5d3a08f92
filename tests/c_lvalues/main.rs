//! C's lvalues: a line of C stands as it stood.

mod null;
mod paths;
mod realloc;
mod steps;
