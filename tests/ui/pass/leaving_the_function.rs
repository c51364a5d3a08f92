// `return` and `?` leave the function, with its own error type.
use std::num::ParseIntError;

use pointers::prelude::*;

#[derive(Debug)]
enum Failure {
    Memory(Error),
    Text(ParseIntError),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Memory(error)
    }
}

impl From<ParseIntError> for Failure {
    fn from(error: ParseIntError) -> Self {
        Self::Text(error)
    }
}

fn parse(text: &str) -> std::result::Result<u32, Failure> {
    let value = pointers! {
        #![allow(misuse)]
        if text == "none" {
            return Ok(0);
        }
        let number = text.parse::<u32>()?;
        let p = malloc(4);
        p <<= number;
        let value = ~p;
        free(p);
        if value == 13 {
            free(p);
        }
        value
    }?;
    Ok(value)
}

pointers! {
    #![allow(misuse)]
    fn in_item_position(text: &str) -> std::result::Result<u32, Failure> {
        let p = malloc(4);
        p <<= text.parse::<u32>()?;
        if ~p == 0 {
            return Ok(7);
        }
        let value = ~p;
        free(p);
        free(p);
        Ok(value)
    }
}

fn main() {
    assert_eq!(parse("none").unwrap(), 0);
    assert_eq!(parse("5").unwrap(), 5);
    assert!(matches!(parse("x"), Err(Failure::Text(_))));
    assert!(matches!(parse("13"), Err(Failure::Memory(error)) if error.kind() == ErrorKind::Memory));
    assert_eq!(in_item_position("0").unwrap(), 7);
    assert!(matches!(in_item_position("1"), Err(Failure::Memory(_))));
    assert!(matches!(in_item_position("x"), Err(Failure::Text(_))));
}
