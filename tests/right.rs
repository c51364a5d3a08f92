//! Programs that are right, or may be: the check stage has to let them all through, and they have to run.
//!
//! `pointers-macros` reads the same files in its unit tests, which takes no build.

// What is odd about these programs is what they are for: loops that end at once, returns at the end, needless
// vectors.
#![allow(clippy::all)]

#[path = "right/addresses.rs"]
mod addresses;
#[path = "right/arrow.rs"]
mod arrow;
#[path = "right/border.rs"]
mod border;
#[path = "right/branches.rs"]
mod branches;
#[path = "right/c_words.rs"]
mod c_words;
#[path = "right/closures.rs"]
mod closures;
#[path = "right/conditions.rs"]
mod conditions;
#[path = "right/counting.rs"]
mod counting;
#[path = "right/elements.rs"]
mod elements;
#[path = "right/exercises.rs"]
mod exercises;
#[path = "right/given_numbers.rs"]
mod given_numbers;
#[path = "right/helpers.rs"]
mod helpers;
#[path = "right/leaks.rs"]
mod leaks;
#[path = "right/loops.rs"]
mod loops;
#[path = "right/memory.rs"]
mod memory;
#[path = "right/names.rs"]
mod names;
#[path = "right/ownership.rs"]
mod ownership;
#[path = "right/ports.rs"]
mod ports;
#[path = "right/questions.rs"]
mod questions;
#[path = "right/run_time.rs"]
mod run_time;
#[path = "right/strings.rs"]
mod strings;
#[path = "right/structures.rs"]
mod structures;
#[path = "right/texts.rs"]
mod texts;
