#[path = "../../examples/text_rows/main.rs"]
#[allow(dead_code)]
pub(crate) mod program;

use pointers::prelude::*;
use pointers::string::{strcpy, text};
use program::keys;
use program::rows::{delete, delete_row, find, insert_row, new, rows_to_string, shown};

use crate::{assert_mistake, assert_nothing_lives, numbers, output};

#[test]
fn what_it_prints() {
    assert_eq!(
        output(program::run),
        "\
0 int main(void)
1 {
2         return 0;
3 }
int main(void) {
\treturn 42;
}
3 rows, 35 changes
"
    );
}

/// The same in a `String`, as long as everything happens at the end.
#[test]
fn it_edits_as_a_string_does() -> Result<()> {
    let (editor, mut model) = (new()?, String::new());
    for number in numbers(2000) {
        let key = match number % 7 {
            0 => '\n',
            1 | 2 => '<',
            _ => char::from(b'a' + number as u8 % 26),
        };
        // Enter in nothing makes a row before it.
        if key == '\n' && model.is_empty() {
            continue;
        }
        keys(editor, &key.to_string())?;
        if key == '<' {
            model.pop();
        } else {
            model.push(key);
        }
    }
    let all = rows_to_string(editor)?;
    assert_eq!(text(all)?, model + "\n");
    free(all)?;
    assert_eq!(find(editor, "?")?, None);
    delete(editor)?;
    assert_nothing_lives();
    Ok(())
}

#[test]
fn tabs_are_shown_as_spaces() -> Result<()> {
    let editor = new()?;
    keys(editor, "\ta\tb")?;
    assert_eq!(shown(editor, 0, 99)?, format!("{:8}a{:7}b", "", ""));
    assert_eq!(shown(editor, 0, 3)?, "   ");
    delete(editor)?;
    assert_nothing_lives();
    Ok(())
}

// The mistakes.

/// In C the row would be written into what `realloc` has left behind.
#[test]
fn a_row_is_kept_over_realloc() -> Result<()> {
    let editor = new()?;
    keys(editor, "a")?;
    let first = pointers! { editor->rows }?;
    for _ in 0..100 {
        keys(editor, "\n")?;
    }
    // Here it follows its block.
    let chars = pointers! { first->chars }?;
    assert_eq!(text(chars)?, "a");
    delete_row(editor, 0)?;
    assert_mistake(
        text(chars),
        ErrorKind::Memory,
        ["text(", "malloc(", "free(row->chars)"],
    );
    delete(editor)?;
    assert_nothing_lives();
    Ok(())
}

/// The length that is given is longer than the text.
#[test]
fn a_row_is_longer_than_its_text() -> Result<()> {
    let editor = new()?;
    let s: MallocPointer<u8> = malloc(4)?;
    strcpy(s, "abc")?;
    let outcome = insert_row(editor, 0, s, 5);
    assert_mistake(outcome, ErrorKind::OutOfBounds, ["memcpy(", "malloc(", ""]);
    free(s)?;
    Ok(())
}

/// A row behind the last is shown.
#[test]
fn a_row_is_shown_that_is_not_there() -> Result<()> {
    let editor = new()?;
    keys(editor, "a\nb\nc\nd")?;
    assert_mistake(
        shown(editor, 4, 9),
        ErrorKind::OutOfBounds,
        ["->rendered", "realloc(", ""],
    );
    delete(editor)?;
    assert_nothing_lives();
    Ok(())
}
