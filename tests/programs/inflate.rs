#[path = "../../examples/inflate/main.rs"]
#[allow(dead_code)]
pub(crate) mod program;

use pointers::prelude::*;
use program::inflate::{Fault, delete_output, inflate, new_output};
use program::{SAMPLES, bits, huffman, text_of};

use crate::{assert_mistake, assert_nothing_lives, output};

#[test]
fn what_it_prints() {
    let text = output(program::run);
    let bottles: Vec<String> = (1..=12)
        .rev()
        .map(|n| format!("{n} bottles of milk on the wall, {n} bottles of milk;"))
        .collect();
    let expected = format!(
        "\
stored: 46 bytes become 41: To be, or not to be, that is the question
fixed codes: 40 bytes become 69: how much wood would a woodchuck chuck if a woodchuck could chuck wood
codes of its own: 98 bytes become 605: {}
[7]: Some(Kind)
[1, 2, 0, 0, 0]: Some(StoredLength)
[3, 2, 1]: Some(Distance)
the first 20 bytes only: Some(OutOfBounds)
",
        bottles.join(" ")
    );
    assert_eq!(text, expected);
}

/// Data that is changed in one bit is refused, or is another text: never anything else.
#[test]
fn whatever_the_data_is() {
    for (_, data) in SAMPLES {
        for bit in 0..data.len() * 8 {
            let mut wrong = data.to_vec();
            wrong[bit / 8] ^= 1 << (bit % 8);
            if let Err(error) = text_of(&wrong) {
                assert_eq!(error.kind(), ErrorKind::OutOfBounds, "{error:?}");
            }
            assert_nothing_lives();
        }
    }
}

// The mistakes.

/// The data ends in the middle: C would read on.
#[test]
fn the_end_is_not_looked_for() -> Result<()> {
    let data: MallocPointer<u8> = malloc(1)?;
    data.write(5)?;
    let out = new_output()?;
    let outcome = inflate(out, data, 1);
    assert_mistake(outcome, ErrorKind::OutOfBounds, ["++)", "malloc(", ""]);
    delete_output(out)?;
    free(data)
}

/// A length of more bits than there are counts for.
#[test]
fn a_length_is_too_long() -> Result<()> {
    let lengths: MallocPointer<u8> = malloc(2)?;
    lengths.copy_from_slice(&[1, 16])?;
    let outcome = huffman::new(lengths, 2);
    assert_mistake(outcome, ErrorKind::OutOfBounds, ["++;", "malloc(", ""]);
    free(lengths)
}

#[test]
fn the_codes_are_deleted_twice() -> Result<()> {
    let lengths: MallocPointer<u8> = malloc(2)?;
    lengths.copy_from_slice(&[1, 1])?;
    let code = huffman::new(lengths, 2)?;
    assert!(!huffman::is_oversubscribed(code)?);
    let bits = bits::new(lengths, 2)?;
    assert_eq!(huffman::decode(code, bits)?, Some(1));
    huffman::delete(code)?;
    let places = ["->count", "malloc(", "free(h)"];
    assert_mistake(huffman::delete(code), ErrorKind::Memory, places);
    free(bits)?;
    free(lengths)?;
    assert_nothing_lives();
    assert_eq!(text_of(&[7])?, Err(Fault::Kind));
    Ok(())
}
