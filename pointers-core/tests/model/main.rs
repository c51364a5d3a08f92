//! Random sequences of every operation, over many handles, against a model that knows the right answer for each.

mod engine;
mod fields;
mod nested;
mod strings;
mod tracked;

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use proptest::prelude::*;
use proptest::test_runner::TestRunner;

/// `PROPTEST_CASES` makes them more, and the memory checkers, which are slow, fewer.
const CASES: u32 = 640;
const CHECKED_CASES: u32 = 60;
const LENGTHS: std::ops::Range<usize> = 200..1200;

fn is_checked() -> bool {
    std::env::var_os("POINTERS_CHECKED").is_some()
}

fn config() -> ProptestConfig {
    ProptestConfig {
        cases: if is_checked() {
            CHECKED_CASES
        } else {
            ProptestConfig::default().cases.max(CASES)
        },
        max_shrink_iters: 20_000,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

#[test]
fn every_operation_does_what_the_model_says() {
    let operations = AtomicUsize::new(0);
    let checked = is_checked();
    let steps = prop::collection::vec(any::<engine::Step>(), LENGTHS);
    let result = TestRunner::new(config()).run(&(any::<u8>(), steps), |(focus, steps)| {
        operations.fetch_add(engine::run(focus, steps), Relaxed);
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
    let operations = operations.into_inner();
    println!("{operations} operations");
    assert!(
        checked || operations >= 200_000,
        "only {operations} operations"
    );
}

#[test]
fn elements_of_elements_do_what_the_model_says() {
    let steps = prop::collection::vec(any::<engine::Step>(), 1..200);
    let result = TestRunner::new(config()).run(&steps, |steps| {
        nested::run(&steps);
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
}

#[test]
fn parts_of_elements_do_what_the_model_says() {
    let steps = prop::collection::vec(any::<engine::Step>(), 1..200);
    let result = TestRunner::new(config()).run(&steps, |steps| {
        fields::run(steps);
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
}

#[test]
fn strings_do_what_bytes_one_by_one_say() {
    let steps = prop::collection::vec(any::<engine::Step>(), 1..300);
    let half = ProptestConfig {
        cases: config().cases / 2,
        ..config()
    };
    let result = TestRunner::new(half).run(&(any::<bool>(), steps), |(wide, steps)| {
        strings::run(wide, &steps);
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
}
