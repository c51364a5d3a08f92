#[path = "../../examples/json/main.rs"]
#[allow(dead_code)]
pub(crate) mod program;

use pointers::prelude::*;
use program::parse::parse;
use program::print::print;
use program::tree::{Kind, append, at, delete, detach, get, length, new_item, set, text};

use crate::{assert_mistake, assert_nothing_lives, numbers, output};

#[test]
fn what_it_prints() {
    assert_eq!(
        output(program::run),
        r#"{"name":"Ada \"Countess\" Lovelace","born":1815,"works":["Notes",{"title":"Letters\n1835","pages":250}],"alive":false,"spouse":null}
{"name":"Ada \"Countess\" Lovelace","born":1815,"works":[{"title":"Letters\n1835","pages":250},"Sketch of the Analytical Engine"],"spouse":"William","best":"Notes"}
2 works, 5 fields
no JSON: [1, 2, from byte 5 on
no JSON: {"a" 1}, from byte 5 on
no JSON: [1,], from byte 3 on
no JSON: "\q", from byte 1 on
no JSON: nul, from byte 0 on
no JSON: [] [], from byte 2 on
"#
    );
    assert_nothing_lives();
}

/// A document at random, and the same text.
fn document(numbers: &mut impl Iterator<Item = i64>, depth: u32) -> String {
    let mut next = |below: i64| numbers.next().unwrap_or_default().rem_euclid(below);
    match next(if depth == 0 { 4 } else { 6 }) {
        0 => "null".to_owned(),
        1 => "true".to_owned(),
        2 => format!("{}", next(1000) as f64 / 8.0),
        3 => format!(
            "\"{}\"",
            ["", "a", "é\\n", "\\u0001", "\\\"\\\\"][next(5) as usize]
        ),
        array => {
            let count = next(4);
            let parts: Vec<String> = (0..count)
                .map(|part| match array {
                    4 => document(numbers, depth - 1),
                    _ => format!("\"k{part}\":{}", document(numbers, depth - 1)),
                })
                .collect();
            match array {
                4 => format!("[{}]", parts.join(",")),
                _ => format!("{{{}}}", parts.join(",")),
            }
        }
    }
}

#[test]
fn what_is_printed_is_what_was_parsed() -> Result<()> {
    let mut numbers = numbers(4000).map(i64::from);
    for _ in 0..100 {
        let text = document(&mut numbers, 4);
        let (root, _) = parse(&text)?;
        assert!(!root.is_null(), "{text}");
        assert_eq!(print(root)?, text);
        delete(root)?;
    }
    assert_nothing_lives();
    Ok(())
}

#[test]
fn each_allocation_may_fail() -> Result<()> {
    let mut failures = 0;
    loop {
        let failing = pointers::heap::fail_after(failures);
        let outcome = parse("[1, {\"a\": \"b\"}, null]");
        drop(failing);
        match outcome {
            Ok((root, _)) => break delete(root)?,
            Err(error) => assert_eq!(error.kind(), ErrorKind::Allocation),
        }
        failures += 1;
    }
    assert_eq!(failures, 10);
    Ok(())
}

// The mistakes.

#[test]
fn an_item_is_used_after_its_document() -> Result<()> {
    let (root, _) = parse("{\"a\": [1, 2]}")?;
    let list = get(root, "a")?;
    delete(root)?;
    let places = ["->child", "malloc(", "free(item)"];
    assert_mistake(length(list), ErrorKind::Memory, places);
    assert_nothing_lives();
    Ok(())
}

/// In C the second `delete` frees what the first one has freed.
#[test]
fn an_item_stands_in_two_documents() -> Result<()> {
    let (first, second) = (new_item(Kind::Array)?, new_item(Kind::Array)?);
    let shared = text("both")?;
    append(first, shared)?;
    append(second, shared)?;
    delete(first)?;
    let places = ["->next", "malloc(", "free(item)"];
    assert_mistake(delete(second), ErrorKind::Memory, places);
    free(second)?;
    assert_nothing_lives();
    Ok(())
}

#[test]
fn a_child_that_is_not_there_is_renamed() -> Result<()> {
    let (root, _) = parse("[1]")?;
    let none = at(root, 1)?;
    let object = new_item(Kind::Object)?;
    assert_mistake(
        set(object, "a", none),
        ErrorKind::NullPointer,
        ["->key", "", ""],
    );
    let only = detach(root, at(root, 0)?)?;
    assert!(at(root, 0)?.is_null());
    for item in [root, only, object] {
        delete(item)?;
    }
    assert_nothing_lives();
    Ok(())
}
