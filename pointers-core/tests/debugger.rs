//! What gdb shows of handles, by the script that is embedded in programs.

#![cfg(all(target_os = "linux", debug_assertions))]

use std::hint::black_box;
use std::io::{self, Write};
use std::path::Path;
use std::process::Command;

use pointers_core::traits::SlicePointer;
use pointers_core::{CallocPointer, MallocPointer, Pointer, Result, calloc, free, malloc, realloc};
use pointers_macros::Fields;

type Numbers = MallocPointer<i32>;

#[derive(Fields, Clone, Copy)]
#[fields(crate = pointers_core)]
struct Point {
    x: u8,
    r#y: u32,
}

/// With more leaves than the record of a small block has room for, too.
#[derive(Fields, Clone, Copy)]
#[fields(crate = pointers_core)]
struct Row {
    id: i64,
    at: Point,
    pair: (u8, u64),
    cells: [u16; 12],
}

#[derive(Fields, Clone, Copy)]
#[fields(crate = pointers_core)]
struct Node {
    value: i32,
    next: MallocPointer<Node>,
}

pointers::pointers! {
    /// In part, and parts of the first one.
    fn fill(
        open: MallocPointer<Row>,
        second: MallocPointer<Row>,
        many: MallocPointer<Row>,
        node: MallocPointer<Node>,
    ) -> Result<(Pointer<u32>, Pointer<Point>, Pointer<u16>)> {
        open->id = -3;
        open->at.y = 4;
        open->cells[1] = 9;
        second[1].pair.1 = 2;
        for index in 0..12 {
            second[1].cells[index] = 5;
        }
        many[0] = Row { id: 1, at: Point { x: 2, y: 3 }, pair: (4, 5), cells: [6; 12] };
        many[1].at.x = 7;
        node->next = node;
        Ok((&raw mut open->at.y, &raw mut open->at, &raw mut open->cells[2]))
    }
}

/// What gdb is asked about, each under its name.
macro_rules! stop_here {
    ($($name:ident: $of:ty = $handle:expr;)*) => {
        #[expect(clippy::too_many_arguments, reason = "gdb shows each by itself")]
        #[inline(never)]
        fn stop_here($($name: $of),*) {
            black_box(($(&$name,)*));
        }
        stop_here($($handle),*);
    };
}

/// What gdb runs: see the other test.
#[test]
fn child() -> Result<()> {
    let numbers: Numbers = malloc(12)?;
    numbers.copy_from_slice(&[7, 8])?;
    let moved: Numbers = malloc(200)?;
    realloc(moved, 1 << 20)?;
    let text: MallocPointer<str> = malloc(52)?;
    text.write("abc")?;
    let chunk = calloc::<u16>(3, 4)?.add(1)?;
    let long_ago: Numbers = malloc(400)?;
    let next_ones = (0..8).map(|_| malloc::<i32>(400));
    let next_ones = next_ones.collect::<Result<Vec<Numbers>>>()?;
    free(long_ago)?;
    // Whose slots are taken again before that one's.
    for next in next_ones {
        free(next)?;
    }
    let forgotten: Numbers = malloc(8)?;
    free(forgotten)?;
    for _ in 0..600 {
        let other: Numbers = malloc(8)?;
        free(other)?;
    }
    let again: Numbers = malloc(8)?;
    free(again)?;
    let other: Numbers = malloc(8)?;
    free(other)?;
    let freed: Numbers = malloc(400)?;
    free(freed)?;
    let handed: Numbers = malloc(4)?;
    handed.write(1)?;
    let in_c = black_box(handed.into_raw()?);
    let before_realloc: Numbers = malloc(200)?;
    realloc(before_realloc, 2000)?;
    free(before_realloc)?;

    let scattered: Numbers = malloc(12)?;
    scattered.add(2)?.write(5)?;
    let gaps: Numbers = malloc(4000)?;
    gaps.add(500)?.write(6)?;
    const ROW: usize = size_of::<Row>();
    let (open, second, many) = (malloc(2 * ROW)?, malloc(2 * ROW)?, malloc(20 * ROW)?);
    let node: MallocPointer<Node> = malloc(size_of::<Node>())?;
    let bytes: MallocPointer<u8> = malloc::<u16>(6)?.cast()?;
    bytes.add(3)?.write(8)?;
    let (field, part, missing) = fill(open, second, many, node)?;

    stop_here! {
        first: Numbers = numbers;
        third: Numbers = numbers.add(2)?;
        end: Numbers = numbers + 3;
        freed: Numbers = freed;
        moved: Numbers = moved;
        chunk: CallocPointer<u16> = chunk;
        text: MallocPointer<str> = text;
        null: Numbers = MallocPointer::null();
        long_ago: Numbers = long_ago;
        forgotten: Numbers = forgotten;
        again: Numbers = again;
        handed: Numbers = handed;
        before_realloc: Numbers = before_realloc;
        scattered_first: Numbers = scattered;
        scattered_last: Numbers = scattered.add(2)?;
        gap: Numbers = gaps;
        beyond: Numbers = gaps.add(500)?;
        open: MallocPointer<Row> = open;
        nothing: MallocPointer<Row> = second;
        second: MallocPointer<Row> = second.add(1)?;
        whole: MallocPointer<Row> = many;
        next: MallocPointer<Row> = many.add(1)?;
        node: MallocPointer<Node> = node;
        byte: MallocPointer<u8> = bytes.add(3)?;
        no_byte: MallocPointer<u8> = bytes;
        field: Pointer<u32> = field;
        part: Pointer<Point> = part;
        missing: Pointer<u16> = missing;
    }
    // SAFETY: C's allocator gave it, and nobody else knows of it.
    unsafe { libc::free(in_c) };
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
            "break debugger::child::stop_here",
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
    let here = "pointers-core/tests/debugger.rs:";
    is(
        "moved",
        "live, but from before a reallocation of 1048576 bytes",
        "",
    );
    is("chunk", "element 1 of 3, 12 bytes", " = 0");
    is("text", "52 bytes allocated at ", " = \"abc\"");
    is("null", "NULL", "NULL");

    // Of 32 bits gdb for 64 does not see what threads have.
    if cfg!(target_pointer_width = "64") {
        let ended = |name: &str, how: &str, bytes: &str| {
            let begin = format!("stale: {how} at {here}");
            let inside = format!(", and was {bytes} bytes allocated at {here}");
            is(name, &begin, "");
            assert!(line(name).contains(&inside), "{}", line(name));
        };
        ended("freed", "freed", "400");
        ended("again", "freed", "8");
        ended("handed", "handed to C", "4");
        ended("before_realloc", "freed", "2000");
    }
    // Not in the ring any more, but no other block was there since; and there was.
    is("long_ago", &format!("stale: freed at {here}"), "");
    assert!(line("long_ago").contains(", and was at 0x"));
    is("forgotten", "stale: its block is gone, and was at 0x", "");

    is("scattered_first", "element 0 of 3, ", ", unassigned");
    is("scattered_last", "element 2 of 3, ", " = 5");
    is("gap", "element 0 of 1000, ", ", unassigned");
    is("beyond", "element 500 of 1000, ", " = 6");
    is("byte", "element 3 of 6, ", " = 8");
    is("no_byte", "element 0 of 6, ", ", unassigned");

    let open = "debugger::Row {id: -3, at: debugger::Point {x: <unassigned>, y: 4}, pair: <unassigned>, \
                cells: [<unassigned>, 9, <unassigned> <repeats 10 times>]}";
    is("open", "element 0 of 2, ", &format!(" = {open}"));
    is("nothing", "element 0 of 2, ", ", unassigned");
    let second = "debugger::Row {id: <unassigned>, at: <unassigned>, pair: (<unassigned>, 2), \
                  cells: [5 <repeats 12 times>]}";
    is("second", "element 1 of 2, ", &format!(" = {second}"));
    is(
        "whole",
        "element 0 of 20, ",
        " = debugger::Row {id: 1, at: {...}, pair: {...}, cells: {...}}",
    );
    let next = "debugger::Row {id: <unassigned>, at: debugger::Point {x: 7, y: <unassigned>}, \
                pair: <unassigned>, cells: <unassigned>}";
    is("next", "element 1 of 20, ", &format!(" = {next}"));
    is("node", "element 0 of 1, ", "}");
    let node = " = debugger::Node {value: <unassigned>, next: 0x";
    assert!(line("node").contains(node), "{}", line("node"));
    is("field", "`at.y` of element 0 of 2, ", " = 4");
    is(
        "part",
        "`at` of element 0 of 2, ",
        " = debugger::Point {x: <unassigned>, y: 4}",
    );
    is("missing", "`cells[2]` of element 0 of 2, ", ", unassigned");
}
