//! From characters to tokens: a pointer that walks over the text.

use pointers::prelude::*;

use super::error::CalculatorError;

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Token {
    Number(f64),
    Operator(u8),
    Open,
    Close,
    End,
}

pub(crate) struct Tokenizer {
    text: MallocPointer<u8>,
    at: MallocPointer<u8>,
    end: MallocPointer<u8>,
}

pointers! {
    impl Tokenizer {
        /// Takes a copy of the text, with C's terminator behind it.
        pub(crate) fn new(text: &str) -> Result<Tokenizer> {
            let copy: MallocPointer<u8> = malloc(text.len() + 1);
            copy.copy_from_slice(text.as_bytes())?;
            let end = copy + text.len();
            end <<= 0;
            Ok(Tokenizer {
                text: copy,
                at: copy,
                end,
            })
        }

        /// The next token, and the position where it begins.
        pub(crate) fn next(&mut self) -> Result<(Token, usize), CalculatorError> {
            while self.at < self.end && (~self.at).is_ascii_whitespace() {
                self.at += 1;
            }
            let position = self.position()?;
            if self.at == self.end {
                return Ok((Token::End, position));
            }
            let token = match ~self.at {
                b'0'..=b'9' | b'.' => return Ok((Token::Number(self.number(position)?), position)),
                operator @ (b'+' | b'-' | b'*' | b'/' | b'^') => Token::Operator(operator),
                b'(' => Token::Open,
                b')' => Token::Close,
                _ => {
                    return Err(CalculatorError::Character {
                        found: self.character()?,
                        position,
                    });
                }
            };
            self.at += 1;
            Ok((token, position))
        }

        pub(crate) fn free(self) -> Result<()> {
            free(self.text);
            Ok(())
        }

        fn number(&mut self, position: usize) -> Result<f64, CalculatorError> {
            let start = self.at;
            while self.at < self.end && (~self.at == b'.' || (~self.at).is_ascii_digit()) {
                self.at += 1;
            }
            let digits = start.borrow_slice((self.at - start) as usize)?;
            String::from_utf8_lossy(&digits)
                .parse()
                .map_err(|_| CalculatorError::Number { position })
        }

        /// The whole character whose first byte is here.
        fn character(&self) -> Result<char> {
            let rest = self
                .at
                .borrow_slice((self.end - self.at) as usize)?;
            Ok(String::from_utf8_lossy(&rest)
                .chars()
                .next()
                .unwrap_or(char::REPLACEMENT_CHARACTER))
        }

        /// Counted from 1. All characters before this one are a byte long: the first that is not ends the text.
        fn position(&self) -> Result<usize> {
            Ok((self.at - self.text) as usize + 1)
        }
    }
}
