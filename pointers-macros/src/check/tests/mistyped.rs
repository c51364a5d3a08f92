//! What is used as if it were of another type, where what rustc adds would point into std.

use super::messages_of;

const FUNCTIONS: &str = "fn length(list: MallocPointer<u8>) -> Result<i32> { Ok(1) } \
    fn is_empty(list: MallocPointer<u8>) -> Result<bool> { Ok(true) }";

fn said(statement: &str) -> bool {
    let body =
        format!("{FUNCTIONS} fn run(p: MallocPointer<u8>) -> Result<()> {{ {statement} Ok(()) }}");
    messages_of(&body)
        .iter()
        .any(|message| message.contains("`Result`"))
}

#[test]
fn operators_and_conditions() {
    for wrong in [
        "if length(p) > 2 {}",
        "while length(p) != -1 {}",
        "let n = 1 + length(p);",
        "if !is_empty(p) {}",
        "if true && is_empty(p) {}",
        "println!(\"{}\", length(p));",
        "let n = length(p); println!(\"{:>4}\", n);",
        "let n = length(p); let m = n + 1;",
        "let n = length(p) + length(p);",
    ] {
        assert!(said(wrong), "{wrong}");
    }
}

#[test]
fn what_may_be_right() {
    for right in [
        "if length(p)? > 2 {}",
        "if length(p) == Ok(3) {}",
        "if length(p) == length(p) {}",
        "if length(p).is_ok() {}",
        "println!(\"{:?}\", length(p));",
        "#[cfg(other)] if length(p) > 2 {}",
        "#[cfg(other)] { if length(p) > 2 {} }",
        "mod other { fn run() -> bool { length(3) > 2 } }",
        "let length = |p| 3; if length(p) > 2 {}",
        "let n: i32 = ours(length(p)); if n > 2 {}",
        "mine!(length(p) > 2);",
        "let n = length(p); let n = n?; if n > 2 {}",
    ] {
        assert!(!said(right), "{right}");
    }
    let allowed = format!("#![allow(misuse)] {FUNCTIONS} fn run() {{ length(p) + 1; }}");
    assert!(messages_of(&allowed).is_empty());
}
