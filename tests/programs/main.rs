//! The programs of `examples/`: what they do and print, that they free what they allocate, and the mistakes that C
//! programmers make in them, with the error that each mistake gives here.
//!
//! Each test includes the whole example, its `main.rs`, as the module `program`. A test has a thread, and so a heap, of
//! its own: what it leaves is its program's.

#[cfg(unix)]
mod c_library;
mod calculator;
mod deep;
mod hash_table;
mod inflate;
mod json;
mod line_editor;
mod list;
mod lru_cache;
mod matrix;
mod memory;
mod red_black_tree;
mod search_tree;
mod storage;
mod string_builder;
mod string_map;
mod text_rows;
mod word_count;

use std::error::Error as StdError;
use std::panic::Location;

use pointers::{ErrorKind, Result, heap};

/// What a program prints. It has freed everything.
#[track_caller]
fn output(run: impl FnOnce(&mut dyn std::io::Write) -> Result<(), Box<dyn StdError>>) -> String {
    let mut text = Vec::new();
    if let Err(error) = run(&mut text) {
        panic!("the program failed: {error:?}");
    }
    assert_nothing_lives();
    String::from_utf8(text).expect("programs print UTF-8")
}

#[track_caller]
fn assert_nothing_lives() {
    assert_eq!(heap::stats().live_blocks, 0, "{:?}", heap::leaks());
}

/// That the outcome is an error of this kind, and that the three places which it names begin with these words: where
/// the memory was used, allocated, freed. No words stand for no place.
#[track_caller]
fn assert_mistake<T>(outcome: Result<T>, kind: ErrorKind, expected: [&str; 3]) {
    let Err(error) = outcome else {
        panic!("no error, but {kind:?} was expected");
    };
    assert_eq!(error.kind(), kind, "{error:?}");
    let places = [
        Some(error.used_at()),
        error.allocated_at(),
        error.freed_at(),
    ];
    for (place, words) in places.into_iter().zip(expected) {
        let text = text_at(place);
        let right = text.starts_with(words) && text.is_empty() == words.is_empty();
        assert!(right, "`{text}` should be `{words}`: {error:?}");
    }
}

/// The source from a place to the end of its line.
fn text_at(place: Option<&Location<'_>>) -> String {
    let Some(place) = place else {
        return String::new();
    };
    let source = std::fs::read_to_string(place.file()).expect("places are in the project");
    let line = source.lines().nth(place.line() as usize - 1);
    let characters = line.unwrap_or_default().chars();
    characters.skip(place.column() as usize - 1).collect()
}

/// Numbers below 256 in no order, the same every time.
fn numbers(count: usize) -> impl Iterator<Item = i32> {
    let mut state = 12345_u32;
    std::iter::repeat_with(move || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as i32
    })
    .take(count)
}
