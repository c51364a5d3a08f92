//! The feature `report`: errors beside the lines that made them.
#![cfg(feature = "report")]
#![forbid(unsafe_code)]

use pointers_core::{MallocPointer, Result, free, malloc};

#[test]
fn a_use_after_free_shows_its_three_lines() -> Result<()> {
    let p = malloc::<i32>(12)?;
    free(p)?;
    let error = p.read().unwrap_err();
    let report = error.with_source(false).expect("this file can be read");
    println!("{report}");
    assert!(
        report.starts_with("error: MemoryError: memory has been freed\n"),
        "{report}"
    );
    for line in [
        "let p = malloc::<i32>(12)?;",
        "free(p)?;",
        "let error = p.read().unwrap_err();",
        "used here",
        "allocated here",
        "freed here",
        "tests/report.rs:",
        "was 12 bytes",
        "= help: ",
    ] {
        assert!(report.contains(line), "{line} is not in\n{report}");
    }
    // What is no terminal gets plain text.
    assert!(format!("{error:?}").contains("\n  used        at "));
    Ok(())
}

#[test]
fn colour_is_for_who_asks() {
    let error = MallocPointer::<i32>::null().read().unwrap_err();
    let of = |colour| error.with_source(colour).expect("this file can be read");
    assert!(!of(false).contains('\u{1b}') && of(true).contains('\u{1b}'));
}
