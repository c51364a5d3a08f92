//! Programs as C programmers write them who have read `docs/from-c.md` and nothing else, ported line by line: what they print is
//! what their originals print.

mod bits;
mod formula;
mod graph;
mod lru;
mod matcher;
mod poly;
mod pqueue;
mod table;
mod words;
