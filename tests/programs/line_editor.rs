#[path = "../../examples/line_editor/main.rs"]
#[allow(dead_code)]
pub(crate) mod program;

use pointers::prelude::*;
use program::buffer::Buffer;

use crate::{assert_mistake, assert_nothing_lives, numbers, output};

#[test]
fn what_it_prints() {
    assert_eq!(
        output(program::run),
        "\
Roses are blue,
violets are süß,|

Roses always |are red,
violets are blue,
sugar is süß
and so are you.

|violets are blue,
sugar is süß
and so are you.

"
    );
}

#[test]
fn it_edits_as_a_string_does() -> Result<()> {
    let mut buffer = Buffer::new()?;
    let (mut before, mut after) = (String::new(), String::new());
    for (turn, number) in numbers(3000).enumerate() {
        let count = number as usize % 7;
        for _ in 0..count {
            match turn % 5 {
                0 => after.extend(before.pop().map(|c| c.to_string())),
                1 => before.extend(after.pop()),
                2 => drop(before.pop()),
                3 => drop(after.pop()),
                _ => before += "aé\n–",
            }
        }
        match turn % 5 {
            0 => buffer.left(count)?,
            1 => buffer.right(count)?,
            2 => buffer.erase_before(count)?,
            3 => buffer.erase_after(count)?,
            _ => buffer.insert(&"aé\n–".repeat(count))?,
        }
        if turn % 100 == 0 {
            let rest: String = after.chars().rev().collect();
            assert_eq!(buffer.show()?, format!("{before}|{rest}"));
        }
    }
    buffer.free()?;
    assert_nothing_lives();
    Ok(())
}

fn after(commands: &str) -> String {
    output(|out| program::edit(&format!("{commands}\np"), out))
}

#[test]
fn the_ends_of_the_text_and_of_lines_hold_the_cursor() {
    assert_eq!(after("l\nr\nu\nd\nb\nx\nk\n<\n>"), "|\n\n");
    assert_eq!(after("i ab\nl 99\nb 99\nu 99"), "|ab\n\n");
    assert_eq!(after("i ab\nr 99\nx 99\nd 99"), "ab|\n\n");
    assert_eq!(
        after("i long line\nn\ni a\nn\ni long line\nu\nu"),
        "l|ong line\na\nlong line\n\n"
    );
    assert_eq!(after("i one\nn\ni two\nk"), "one\n|\n\n");
    assert_eq!(after(&format!("i x\nl {}", usize::MAX)), "|x\n\n");
}

#[test]
fn wrong_commands_are_named_and_nothing_is_left() {
    let cases = [
        ("i a\nfly", "line 2: `fly` is no command"),
        ("l two", "line 1: `two` is no number"),
        ("l -1", "line 1: `-1` is no number"),
        (
            "b 99999999999999999999",
            "line 1: `99999999999999999999` is no number",
        ),
        ("\u{0}", "line 1: `\u{0}` is no command"),
    ];
    for (commands, message) in cases {
        let outcome = program::edit(commands, &mut Vec::new());
        assert_eq!(
            outcome.map_err(|error| error.to_string()),
            Err(message.to_owned())
        );
        assert_nothing_lives();
    }
}

// The mistakes.

#[test]
fn one_byte_is_written_behind_the_buffer() -> Result<()> {
    let buffer = Buffer::new()?;
    let outcome = pointers! {
        for index in 0..=buffer.text.size() {
            buffer.text[index] <<= b' ';
        }
    };
    assert_mistake(outcome, ErrorKind::OutOfBounds, ["<<= b' '", "malloc(", ""]);
    buffer.free()?;
    assert_nothing_lives();
    Ok(())
}

#[test]
fn the_gap_is_read_as_if_it_were_text() -> Result<()> {
    let mut buffer = Buffer::new()?;
    buffer.insert("ab")?;
    let cursor = buffer.cursor();
    let outcome = pointers! { ~buffer.text[cursor] };
    assert_mistake(
        outcome,
        ErrorKind::Dereference,
        ["~buffer.text[cursor]", "malloc(", ""],
    );
    buffer.free()?;
    assert_nothing_lives();
    Ok(())
}

#[test]
fn a_pointer_into_the_text_is_kept_while_the_buffer_grows() -> Result<()> {
    let mut buffer = Buffer::new()?;
    buffer.insert("ab")?;
    let second = buffer.text.add(1)?;
    buffer.insert(&"x".repeat(100_000))?;
    // In C it dangles; here it still points to the same byte.
    assert_eq!(second.read()?, b'b');
    buffer.free()?;
    assert_mistake(
        second.read(),
        ErrorKind::Memory,
        ["read()", "malloc(", "free(self.text)"],
    );
    assert_nothing_lives();
    Ok(())
}

#[test]
fn the_text_is_borrowed_while_it_is_edited() -> Result<()> {
    let mut buffer = Buffer::new()?;
    buffer.insert("ab")?;
    let text = buffer.text.borrow_slice(2)?;
    let outcome = buffer.insert("more than there is room for");
    assert_mistake(outcome, ErrorKind::Borrow, ["realloc(", "malloc(", ""]);
    assert_eq!(*text, *b"ab");
    drop(text);
    buffer.free()?;
    assert_nothing_lives();
    Ok(())
}
