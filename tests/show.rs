//! `#![show]`: what is drawn of a program, and when.
#![forbid(unsafe_code)]
#![deny(warnings)]

use std::cell::Cell;

use pointers::prelude::*;

#[derive(Fields)]
struct Node {
    value: i32,
    next: MallocPointer<Node>,
}

thread_local! {
    static KEPT: Cell<MallocPointer<i32>> = const { Cell::new(MallocPointer::null()) };
}

fn keep(handle: MallocPointer<i32>) {
    KEPT.set(handle);
}

/// Runs one of the programs below in a process of its own, and gives what it wrote on standard error.
fn shown(program: &str) -> String {
    let output = std::process::Command::new(std::env::current_exe().expect("this test"))
        .args([
            "--exact",
            program,
            "--ignored",
            "--nocapture",
            "--test-threads=1",
        ])
        .env("COLUMNS", "100")
        .output()
        .expect("it runs");
    assert!(output.status.success(), "{output:?}");
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The pictures, each with the line after which it was drawn.
fn pictures(text: &str) -> Vec<(u32, String)> {
    text.split("\nafter tests/show.rs:")
        .skip(1)
        .map(|picture| {
            let (place, picture) = picture.split_once('\n').expect("a picture follows");
            let line = place.split(':').next().and_then(|line| line.parse().ok());
            (line.expect("a line"), picture.to_string())
        })
        .collect()
}

#[test]
#[ignore = "a program that a test runs"]
fn a_list() {
    let outcome = pointers! {
        #![show]
        let first: MallocPointer<Node> = malloc(size_of::<Node>()); // line 0
        let unused = 1 + 1;
        first->value = unused;
        first->next = NULL;
        println!("{}", first->value);
        if unused > 1 {
            let second: MallocPointer<Node> = malloc(size_of::<Node>()); // line 6
            second->value = 2;
            second->next = first;
            free(second);
        }
        free(first); // line 11
    };
    assert!(outcome.is_ok());
}

#[test]
fn each_statement_that_changes_the_heap_is_drawn() {
    let pictures = pictures(&shown("a_list"));
    let first = pictures[0].0;
    let lines: Vec<u32> = pictures.iter().map(|(line, _)| line - first).collect();
    assert_eq!(lines, [0, 2, 3, 6, 7, 8, 9, 11]);
    assert!(pictures[0].1.contains("first ──▶"), "{}", pictures[0].1);
    assert!(pictures[1].1.contains("value    2"), "{}", pictures[1].1);
    assert!(
        pictures[5].1.contains("List of 2 Node"),
        "{}",
        pictures[5].1
    );
    assert!(pictures[5].1.contains("second ──▶"));
    assert!(pictures[5].1.contains("first ─▶ Node"));
    assert!(pictures[6].1.contains("✕ freed"), "{}", pictures[6].1);
    assert!(
        !pictures
            .iter()
            .any(|(_, picture)| picture.contains("leaked"))
    );
}

#[test]
#[ignore = "a program that a test runs"]
fn leaks() {
    let outcome = pointers! {
        #![show]
        let p: MallocPointer<i32> = malloc(4);
        p <<= 1;
        p = malloc(4); // the first one is lost
        let kept: MallocPointer<i32> = malloc(4);
        keep(kept);
        kept = malloc(4); // that one is not
        free(p);
        free(kept);
    };
    assert!(outcome.is_ok());
}

#[test]
fn what_nobody_has_a_handle_to_is_leaked_and_nothing_else() {
    let pictures = pictures(&shown("leaks"));
    let (_, last) = pictures.last().expect("something was drawn");
    assert!(last.contains("▲ leaked: 1 block, 4 bytes"), "{last}");
    assert_eq!(
        last.matches("▲ leaked, 4 bytes, allocated at tests/show.rs")
            .count(),
        1,
        "{last}"
    );
}

#[test]
#[ignore = "a program that a test runs"]
fn errors_and_jumps() {
    let outcome = pointers! {
        #![show]
        for n in 0..3 {
            if n == 1 {
                continue;
            }
            let p: MallocPointer<i32> = malloc(4);
            p <<= n;
            free(p);
        }
        let p: MallocPointer<i32> = std::hint::black_box(MallocPointer::null());
        p <<= 1;
    };
    assert_eq!(
        outcome.map_err(|error| error.kind()),
        Err(ErrorKind::NullPointer)
    );
}

#[test]
fn what_leaves_a_block_leaves_it() {
    let pictures = pictures(&shown("errors_and_jumps"));
    assert_eq!(pictures.len(), 6);
}

#[test]
#[ignore = "a program that a test runs"]
fn closures() {
    let outcome: Result<(bool, i32)> = (|| {
        pointers! {
            #![show]
            let kept: MallocPointer<i32> = malloc(8);
            let fill = |at: usize, value: i32| -> Result<()> { kept[at] = value; Ok(()) };
            let moves: MallocPointer<i32> = malloc(4);
            let mut step = || { moves = MallocPointer::null(); };
            let later;
            {
                let inner: MallocPointer<i32> = malloc(4);
                inner <<= 3;
                later = move || inner.read();
            }
            let filled = fill(1, 5);
            step();
            let got = later()?;
            free(kept);
            (filled.is_ok(), got)
        }
    })();
    assert!(matches!(outcome, Ok((true, _))));
}

/// A closure may share a variable, as long as it is known what that holds.
#[test]
fn variables_that_closures_use_are_named() {
    let pictures = pictures(&shown("closures"));
    let all = |what: &str| {
        pictures
            .iter()
            .filter(|(_, map)| map.contains(what))
            .count()
    };
    assert!(pictures[0].1.contains("kept ──▶"), "{}", pictures[0].1);
    assert!(
        pictures
            .iter()
            .any(|(_, map)| map.contains("│░░░░░│   5 │"))
    );
    assert_eq!(all("moves ─"), 0, "the closure changes it");
    assert!(all("inner ──▶") > 0);
    assert_eq!(all("leaked"), 0, "the closure has it");
}

#[test]
#[ignore = "a program that a test runs"]
fn handles_to_what_is_gone() {
    let outcome = pointers! {
        #![show]
        let p: MallocPointer<i32> = malloc(4);
        p <<= 1;
        let dangling = p;
        free(p);
        let holder: MallocPointer<MallocPointer<i32>> = malloc(size_of::<MallocPointer<i32>>());
        holder <<= dangling;
        dangling = NULL;
        p = NULL;
        free(holder);
    };
    assert!(outcome.is_ok());
}

#[test]
fn what_nothing_points_to_is_not_drawn_as_pointed_to() {
    let pictures = pictures(&shown("handles_to_what_is_gone"));
    let (_, before) = &pictures[pictures.len() - 2];
    assert!(before.contains("stale ○"), "{before}");
    let (_, last) = pictures.last().expect("something was drawn");
    assert!(
        last.contains("✕ freed, and still pointed to: 1 block"),
        "{last}"
    );
    assert!(last.contains("was ptr …"), "{last}");
    assert!(!last.contains("was i32"), "{last}");
    assert!(last.contains("dangling → NULL"), "{last}");
}

#[test]
#[ignore = "a program that a test runs"]
fn an_error_loses_a_block() {
    let outcome = pointers! {
        #![show]
        let text: MallocPointer<u8> = malloc(4);
        let at = std::hint::black_box(5);
        let written = try {
            let lost: MallocPointer<u8> = malloc(2);
            lost[at] = 1;
            free(lost);
            true
        } except OutOfBounds {
            false
        };
        free(text);
        written
    };
    assert!(matches!(outcome, Ok(false)));
}

#[test]
fn what_an_error_left_behind_leaked() {
    let pictures = pictures(&shown("an_error_loses_a_block"));
    assert_eq!(pictures.len(), 3);
    assert!(pictures[1].1.contains("lost ──▶") && !pictures[1].1.contains("leaked"));
    assert!(
        pictures[2].1.contains("▲ leaked: 1 block, 2 bytes"),
        "{}",
        pictures[2].1
    );
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Unknown {
    first: u64,
    second: u64,
}

fn generic<T: Copy + std::fmt::Debug + 'static>(value: T, again: bool) -> Result<T> {
    pointers! {
        #![show]
        let block: MallocPointer<T> = malloc(size_of::<T>());
        block <<= value;
        if again {
            free(block);
            return Ok(value);
        }
        let same = ~block;
        free(block);
        same
    }
}

#[test]
#[ignore = "a program that a test runs"]
fn of_any_type() {
    let unknown = Unknown {
        first: 1,
        second: 2,
    };
    assert!(generic(unknown, true).is_ok_and(|same| same == unknown));
    assert!(matches!(generic(7_u8, false), Ok(7)));
}

/// A block of a type that the library does not know is drawn, and its values are not guessed.
#[test]
fn values_of_an_unknown_type_are_not_shown() {
    let pictures = pictures(&shown("of_any_type"));
    assert_eq!(pictures.len(), 6);
    assert!(pictures[0].1.contains("Unknown …") && pictures[0].1.contains("░░░"));
    assert!(pictures[1].1.contains(" … │"), "{}", pictures[1].1);
    assert!(pictures[2].1.contains("✕ freed"));
    assert!(pictures[4].1.contains(" 7 │"), "{}", pictures[4].1);
}

/// How many values a snapshot sees of the block at this address: those that are assigned, and not borrowed.
fn seen(address: usize) -> usize {
    let map = pointers::heap::snapshot();
    let block = map.blocks().find(|block| block.address() == address);
    let block = block.expect("it lives");
    let values = (0..block.elements_seen()).flat_map(|element| block.values(element));
    values
        .filter(|(_, value)| matches!(value, pointers::heap::Value::Unsigned(_)))
        .count()
}

/// In a loop that has looked its memory up, or borrowed it, before.
#[test]
fn a_snapshot_in_a_loop_sees_what_it_may() {
    let outcome = pointers! {
        let numbers: MallocPointer<u32> = malloc(16);
        let mut total = 0;
        for n in 0..4 {
            numbers[n] <<= n as u32;
            total += seen(numbers.address());
        }
        for n in 0..4 {
            total += seen(numbers.address());
            numbers[n] += 1;
        }
        let sum = ~numbers[0] + ~numbers[3];
        free(numbers);
        (total, sum)
    };
    let (total, sum) = outcome.expect("nothing fails");
    assert_eq!((total, sum), (1 + 2 + 3 + 4 + 4 * 4, 5));
}
