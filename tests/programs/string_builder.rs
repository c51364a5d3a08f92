#[path = "../../examples/string_builder/main.rs"]
#[allow(dead_code)]
pub(crate) mod program;

use pointers::prelude::*;
use pointers::string::strlen;
use program::builder::Builder;

use crate::{assert_mistake, assert_nothing_lives, numbers, output};

#[test]
fn what_it_prints() {
    assert_eq!(
        output(program::run),
        "\
A song:
3 bottles of milk on the wall
2 bottles of milk on the wall
1 bottle of milk on the wall

96 bytes in a block of 128
cut: `A song`, and C counts 6
given away as a block of 7
"
    );
}

#[test]
fn it_grows_as_a_string_does() -> Result<()> {
    let mut builder = Builder::new()?;
    let mut string = String::new();
    for number in numbers(500) {
        let piece = "é–x".repeat(number as usize % 5);
        match number % 3 {
            0 => {
                builder.insert(0, &piece)?;
                string.insert_str(0, &piece);
            }
            1 => {
                builder.push_number(number as u64 * u64::from(u32::MAX))?;
                string += &(number as u64 * u64::from(u32::MAX)).to_string();
            }
            _ => {
                builder.push_str(&piece)?;
                string += &piece;
            }
        }
    }
    builder.push_number(0)?;
    builder.push_number(u64::MAX)?;
    string += "018446744073709551615";
    assert_eq!(builder.text()?, string);
    builder.terminate()?;
    assert_eq!(strlen(builder.bytes)?, string.len());
    let exact = builder.into_exact()?;
    assert_eq!(exact.size(), string.len() + 1);
    free(exact)?;
    assert_nothing_lives();
    Ok(())
}

#[test]
fn the_text_is_kept_when_memory_runs_out() -> Result<()> {
    let mut builder = Builder::new()?;
    builder.push_str("1234567")?;
    for allocations in 0..2 {
        let _failing = pointers::heap::fail_after(allocations);
        let outcome = builder.push_number(89);
        assert_eq!(
            outcome.map_err(|error| error.kind()),
            Err(ErrorKind::Allocation)
        );
    }
    assert_eq!(builder.text()?, "1234567");
    builder.free()?;
    assert_nothing_lives();
    Ok(())
}

// The mistakes.

#[test]
fn the_terminator_is_forgotten() -> Result<()> {
    let mut builder = Builder::new()?;
    builder.push_str("abc")?;
    // Behind the text nothing was written yet …
    let outcome = strlen(builder.bytes);
    assert_mistake(outcome, ErrorKind::Dereference, ["strlen(", "malloc(", ""]);
    builder.push_str("defgh")?;
    // … and behind the block there is nothing.
    let outcome = strlen(builder.bytes);
    assert_mistake(outcome, ErrorKind::OutOfBounds, ["strlen(", "malloc(", ""]);
    builder.free()?;
    assert_nothing_lives();
    Ok(())
}

#[test]
fn there_is_no_room_for_the_terminator() -> Result<()> {
    let text = "eight!!!";
    let copy: MallocPointer<u8> = malloc(text.len())?;
    copy.copy_from_slice(text.as_bytes())?;
    let outcome = pointers! { copy[text.len()] <<= 0; };
    assert_mistake(outcome, ErrorKind::OutOfBounds, ["<<= 0", "malloc(", ""]);
    free(copy)?;
    assert_nothing_lives();
    Ok(())
}

#[test]
fn the_old_pointer_is_kept_over_realloc() -> Result<()> {
    let mut builder = Builder::new()?;
    builder.push_str("abc")?;
    let old = builder.bytes;
    builder.push_str(&"x".repeat(1 << 20))?;
    // In C `old` dangles. Here it is brought up to date.
    assert_eq!(old.read()?, b'a');
    let last = builder.bytes.add(builder.length - 1)?;
    builder.truncate(2);
    let exact = builder.into_exact()?;
    // What was cut off is gone.
    assert_mistake(
        last.read(),
        ErrorKind::OutOfBounds,
        ["read()", "malloc(", ""],
    );
    free(exact)?;
    assert_mistake(
        old.read(),
        ErrorKind::Memory,
        ["read()", "malloc(", "free(exact)"],
    );
    assert_nothing_lives();
    Ok(())
}

#[test]
fn the_destructor_runs_for_two_copies() -> Result<()> {
    let builder = Builder::new()?;
    let copy = builder;
    builder.free()?;
    let places = ["free(self.bytes)", "malloc(", "free(self.bytes)"];
    assert_mistake(copy.free(), ErrorKind::Memory, places);
    assert_nothing_lives();
    Ok(())
}

#[test]
fn a_pointer_past_the_first_byte_is_freed() -> Result<()> {
    let mut builder = Builder::new()?;
    builder.push_str("  abc")?;
    let trimmed = builder.bytes.add(2)?;
    assert_mistake(
        free(trimmed),
        ErrorKind::InvalidFree,
        ["free(trimmed)", "malloc(", ""],
    );
    builder.free()?;
    assert_nothing_lives();
    Ok(())
}
