//! Every program is run again and again, and each time the memory runs out a little later. It has to end with the error
//! that says so: nothing panics, and nothing that is half done is used.

use std::error::Error as StdError;
use std::io::Write;

use pointers::heap;

/// At first each allocation fails once, later only some do.
fn fails_everywhere(run: impl Fn(&mut dyn Write) -> Result<(), Box<dyn StdError>>) {
    let mut allocations = 0;
    loop {
        let outcome = {
            let _failing = heap::fail_after(allocations);
            run(&mut Vec::new())
        };
        match outcome {
            Ok(()) => break,
            Err(error) => {
                let message = error.to_string();
                assert!(
                    message.contains("AllocationError: failed to allocate"),
                    "{message}"
                );
            }
        }
        allocations += 1 + allocations / 20;
    }
    assert!(allocations > 0, "nothing was allocated");
}

#[test]
fn list() {
    fails_everywhere(crate::list::program::run);
}

#[test]
fn search_tree() {
    fails_everywhere(crate::search_tree::program::run);
}

#[test]
fn red_black_tree() {
    fails_everywhere(crate::red_black_tree::program::run);
}

#[test]
fn hash_table() {
    fails_everywhere(crate::hash_table::program::run);
}

#[test]
fn lru_cache() {
    fails_everywhere(crate::lru_cache::program::run);
}

#[test]
fn line_editor() {
    fails_everywhere(crate::line_editor::program::run);
}

#[test]
fn storage() {
    fails_everywhere(crate::storage::program::run);
}

#[test]
fn matrix() {
    fails_everywhere(crate::matrix::program::run);
}

#[test]
fn string_builder() {
    fails_everywhere(crate::string_builder::program::run);
}

#[test]
fn deep() {
    fails_everywhere(|out| crate::deep::program::run([100, 100], out));
}
