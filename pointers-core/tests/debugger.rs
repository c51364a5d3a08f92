//! What gdb shows of handles, by the script that is embedded in programs.

#![cfg(all(target_os = "linux", debug_assertions))]

use std::hint::black_box;
use std::io::{self, Write};
use std::path::Path;
use std::process::Command;

use pointers_core::traits::SlicePointer;
use pointers_core::{CallocPointer, MallocPointer, Result, calloc, free, malloc, realloc};

type Numbers = MallocPointer<i32>;

#[expect(clippy::too_many_arguments, reason = "gdb shows each by itself")]
#[inline(never)]
fn stop_here(
    first: Numbers,
    third: Numbers,
    end: Numbers,
    freed: Numbers,
    moved: Numbers,
    chunk: CallocPointer<u16>,
    text: MallocPointer<str>,
    null: Numbers,
) {
    black_box((&first, &third, &end, &freed, &moved, &chunk, &text, &null));
}

/// What gdb runs: see the other test.
#[test]
fn child() -> Result<()> {
    let numbers: Numbers = malloc(12)?;
    numbers.copy_from_slice(&[7, 8])?;
    let freed: Numbers = malloc(400)?;
    free(freed)?;
    let moved: Numbers = malloc(200)?;
    realloc(moved, 1 << 20)?;
    let text: MallocPointer<str> = malloc(52)?;
    text.write("abc")?;
    let chunk = calloc::<u16>(3, 4)?.add(1)?;
    stop_here(
        numbers,
        numbers.add(2)?,
        numbers + 3,
        freed,
        moved,
        chunk,
        text,
        MallocPointer::null(),
    );
    Ok(())
}

#[test]
fn handles_say_what_they_point_to() {
    // Memory checkers and debuggers do not go together.
    if std::env::var_os("POINTERS_CHECKED").is_some() {
        return;
    }
    let program = std::env::current_exe().expect("this test");
    let safe = format!("add-auto-load-safe-path {}", program.display());
    let gdb = Command::new("gdb")
        .args([
            "-nx",
            "-batch",
            "-iex",
            &safe,
            "-ex",
            "break debugger::stop_here",
        ])
        .args(["-ex", "run", "-ex", "info args", "--args"])
        .arg(&program)
        .args(["--exact", "child", "--test-threads=1"])
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")))
        .output();
    let Ok(output) = gdb else {
        // Not by a macro, whose output is kept back of a test that passes.
        let _ = writeln!(
            io::stderr(),
            "gdb is not installed: what it shows is not tested"
        );
        return;
    };
    let shown = String::from_utf8_lossy(&output.stdout);
    let line = |name: &str| {
        let begins = format!("{name} = ");
        let found = shown.lines().find_map(|line| line.strip_prefix(&begins));
        found.unwrap_or_else(|| panic!("{shown}{}", String::from_utf8_lossy(&output.stderr)))
    };
    let is = |name: &str, begin: &str, end: &str| {
        let text = line(name);
        assert!(text.starts_with(begin) && text.ends_with(end), "{text}");
    };
    let numbers = "12 bytes allocated at pointers-core/tests/debugger.rs:";
    is("first", &format!("element 0 of 3, {numbers}"), " = 7");
    is(
        "third",
        &format!("element 2 of 3, {numbers}"),
        ", unassigned",
    );
    is("end", &format!("outside of the elements of {numbers}"), "");
    is("freed", "stale: its block is gone, and was at 0x", "");
    is(
        "moved",
        "live, but from before a reallocation of 1048576 bytes",
        "",
    );
    is("chunk", "element 1 of 3, 12 bytes", " = 0");
    is("text", "52 bytes allocated at ", " = \"abc\"");
    is("null", "NULL", "NULL");
}
