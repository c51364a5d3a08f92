#[path = "../../examples/word_count/main.rs"]
#[allow(dead_code)]
mod program;

use std::fs::{self, File};
use std::io::{BufReader, Write};
use std::path::PathBuf;

use pointers::prelude::*;
use pointers::string::strlen;
use program::count::{CountError, Counts, count, getline};

use crate::{assert_mistake, assert_nothing_lives};

/// A file of this test, which goes when it ends.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str, contents: &[u8]) -> Scratch {
        let name = format!("pointers-{}-{name}", std::process::id());
        let path = std::env::temp_dir().join(name);
        fs::write(&path, contents).expect("the temporary directory takes files");
        Scratch(path)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

/// Lines, words, bytes and the longest line of a file with these contents.
fn counted(name: &str, contents: &[u8]) -> (u64, u64, u64, String) {
    let file = Scratch::new(name, contents);
    let outcome = count(&file.0);
    assert_nothing_lives();
    match outcome {
        Ok(Counts {
            lines,
            words,
            bytes,
            longest,
        }) => (lines, words, bytes, longest),
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn what_it_prints() {
    let file = Scratch::new("prints", b"one two\nthree\n");
    let missing = file.0.with_extension("missing");
    let (mut out, mut complaints) = (Vec::new(), Vec::new());
    let all = program::run(&[&file.0, &missing], &mut out, &mut complaints);
    assert!(all.is_ok_and(|all| !all));
    let expected = format!(
        "       2        3         14 {}\n         its longest line: one two\n",
        file.0.display()
    );
    assert_eq!(String::from_utf8_lossy(&out), expected);
    let expected = format!(
        "word_count: {}: No such file or directory (os error 2)\n",
        missing.display()
    );
    assert_eq!(String::from_utf8_lossy(&complaints), expected);
    assert_nothing_lives();
}

#[test]
fn files_of_every_shape() {
    let text = |lines, words, bytes, longest: &str| (lines, words, bytes, longest.to_owned());
    assert_eq!(counted("empty", b""), text(0, 0, 0, ""));
    assert_eq!(counted("newline", b"\n"), text(1, 0, 1, ""));
    assert_eq!(counted("unfinished", b"a\nbc d"), text(1, 3, 6, "bc d"));
    assert_eq!(counted("one word", b"word"), text(0, 1, 4, "word"));
    assert_eq!(
        counted("spaces", b" \t a \r\n\x0b\x0c b\n"),
        text(2, 2, 12, " \t a")
    );
    assert_eq!(counted("nul", b"a\0b c\n"), text(1, 2, 6, "a\0b c"));
    assert_eq!(
        counted("latin", b"\xe4\xff \xf6\n"),
        text(1, 2, 5, "\u{fffd}\u{fffd} \u{fffd}")
    );
    assert_eq!(
        counted("utf", "süß – ok\n".as_bytes()),
        text(1, 3, 13, "süß – ok")
    );
}

#[test]
fn lines_around_the_sizes_of_the_buffers() {
    for length in [127, 128, 129, 65_535, 65_536, 65_537, 131_073] {
        let contents = "x".repeat(length) + "\n" + &"y".repeat(length - 1);
        let (lines, words, bytes, longest) = counted("buffers", contents.as_bytes());
        assert_eq!((lines, words, bytes), (1, 2, 2 * length as u64));
        assert_eq!(longest, "x".repeat(60));
    }
}

#[test]
fn what_cannot_be_read_is_an_error() {
    let missing = count(&std::env::temp_dir().join("pointers-there-is-no-such-file"));
    assert!(
        matches!(missing, Err(CountError::Read(error)) if error.kind() == std::io::ErrorKind::NotFound)
    );
    let directory = count(&std::env::temp_dir());
    assert!(
        matches!(directory, Err(CountError::Read(error)) if error.kind() == std::io::ErrorKind::IsADirectory)
    );
    assert_nothing_lives();
}

#[test]
fn memory_that_runs_out_is_an_error() {
    let file = Scratch::new("memory", &[b'x'; 100_000]);
    for allocations in 0..3 {
        let outcome = {
            let _failing = pointers::heap::fail_after(allocations);
            count(&file.0)
        };
        let failed = matches!(outcome, Err(CountError::Memory(error)) if error.kind() == ErrorKind::Allocation);
        assert_eq!(failed, allocations < 2, "two blocks are asked for");
        assert_nothing_lives();
    }
}

/// So many lines of about a hundred bytes, and one line that is a tenth of the file.
fn large(name: &str, lines: u64) {
    const LINE: &str = "a line like all the others in this file, which is written by a test, and read again by a program\n";
    let file = Scratch::new(name, b"");
    let rest = vec![b'x'; lines as usize * 10];
    let write = || -> std::io::Result<()> {
        let mut out = File::create(&file.0)?;
        for _ in 0..lines / 1000 {
            out.write_all(LINE.repeat(1000).as_bytes())?;
        }
        out.write_all(&rest)
    };
    write().expect("the temporary directory has room");
    let words = LINE.split_whitespace().count() as u64;
    let bytes = LINE.len() as u64 * lines + rest.len() as u64;
    let counts = count(&file.0).unwrap_or_default();
    assert_eq!(
        (counts.lines, counts.words, counts.bytes),
        (lines, words * lines + 1, bytes)
    );
    assert_eq!(counts.longest, "x".repeat(60));
    assert_nothing_lives();
}

#[test]
fn ten_megabytes() {
    large("ten", 100_000);
}

/// `cargo test --release --test programs -- --ignored`
#[test]
#[ignore = "takes seconds without optimisation"]
fn a_hundred_megabytes() {
    large("hundred", 1_000_000);
}

// The mistakes.

/// The first line of a text, as the program reads it.
fn first_line(text: &str) -> (MallocPointer<u8>, usize) {
    let mut line = MallocPointer::null();
    match getline(&mut line, &mut BufReader::new(text.as_bytes())) {
        Ok(length) => (line, length),
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn the_line_is_read_beyond_its_length() -> Result<()> {
    let (line, length) = first_line("abc\ndef\n");
    assert_eq!(length, 4);
    let outcome = pointers! { ~line[length] };
    assert_mistake(
        outcome,
        ErrorKind::Dereference,
        ["~line[length]", "realloc(", ""],
    );
    let outcome = pointers! { ~line[line.size()] };
    assert_mistake(
        outcome,
        ErrorKind::OutOfBounds,
        ["~line[line.size()]", "realloc(", ""],
    );
    free(line)?;
    assert_nothing_lives();
    Ok(())
}

#[test]
fn a_terminator_is_looked_for_that_getline_did_not_write() -> Result<()> {
    let (line, _) = first_line("abc\n");
    assert_mistake(
        strlen(line),
        ErrorKind::Dereference,
        ["strlen(line)", "realloc(", ""],
    );
    free(line)?;
    assert_nothing_lives();
    Ok(())
}

#[test]
fn the_pointer_to_a_line_is_kept_while_the_next_is_read() -> Result<()> {
    let mut file = BufReader::new(&b"one\ntwo\n"[..]);
    let mut line = MallocPointer::null();
    assert!(getline(&mut line, &mut file).is_ok_and(|length| length == 4));
    let first = line; // in C, too, it is the same block
    assert!(getline(&mut line, &mut file).is_ok_and(|length| length == 4));
    assert_eq!(*first.borrow_slice(4)?, *b"two\n");
    free(line)?;
    assert_mistake(
        first.borrow_slice(4).map(|_| ()),
        ErrorKind::Memory,
        ["borrow_slice(4)", "realloc(", "free(line)"],
    );
    assert_nothing_lives();
    Ok(())
}

#[test]
fn the_two_lines_are_the_same_block_and_both_are_freed() -> Result<()> {
    let (line, _) = first_line("abc\n");
    let longest = line; // and not swapped, or copied
    free(line)?;
    assert_mistake(
        free(longest),
        ErrorKind::Memory,
        ["free(longest)", "realloc(", "free(line)"],
    );
    assert_nothing_lives();
    Ok(())
}
