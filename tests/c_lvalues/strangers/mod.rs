//! Programs as C programmers write them who have read `docs/from-c.md` and nothing else, ported line by line: what they print is
//! what their originals print.

mod bits;
mod graph;
mod lru;
mod poly;
mod pqueue;
mod words;
