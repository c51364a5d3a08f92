//! The runtime of `pointers`.
