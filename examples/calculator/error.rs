//! What can be wrong with an expression. Positions are counted in characters, from 1.

use std::fmt;

#[derive(Debug)]
pub(crate) enum CalculatorError {
    Character { found: char, position: usize },
    Number { position: usize },
    NoValue { position: usize },
    NoOperator { position: usize },
    NeverOpened { position: usize },
    NeverClosed { position: usize },
    DivisionByZero { position: usize },
    Memory(pointers::Error),
}

impl From<pointers::Error> for CalculatorError {
    fn from(error: pointers::Error) -> Self {
        CalculatorError::Memory(error)
    }
}

impl fmt::Display for CalculatorError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CalculatorError::Character { found, position } => {
                write!(
                    f,
                    "{position}: {found:?} does not belong into an expression"
                )
            }
            CalculatorError::Number { position } => write!(f, "{position}: not a number"),
            CalculatorError::NoValue { position } => {
                write!(f, "{position}: here a value is missing")
            }
            CalculatorError::NoOperator { position } => {
                write!(f, "{position}: here an operator is missing")
            }
            CalculatorError::NeverOpened { position } => {
                write!(f, "{position}: this parenthesis was never opened")
            }
            CalculatorError::NeverClosed { position } => {
                write!(f, "{position}: this parenthesis is never closed")
            }
            CalculatorError::DivisionByZero { position } => {
                write!(f, "{position}: division by zero")
            }
            CalculatorError::Memory(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for CalculatorError {}
