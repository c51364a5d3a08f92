//! From tokens to a tree, with two stacks: one of the trees so far, one of the operators that wait for their right side.

use pointers::prelude::*;

use super::error::CalculatorError;
use super::stack::Stack;
use super::token::{Token, Tokenizer};
use super::tree::{self, Node};

#[derive(Clone, Copy)]
pub(crate) struct Waiting {
    operator: u8,
    position: usize,
}

const OPEN: u8 = b'(';
const NEGATE: u8 = b'~';

fn strength(operator: u8) -> u8 {
    match operator {
        b'+' | b'-' => 1,
        b'*' | b'/' => 2,
        NEGATE => 3,
        b'^' => 4,
        _ => 0,
    }
}

/// The tree of an expression. When the expression is wrong, nothing is left of it.
pub(crate) fn parse(expression: &str) -> Result<MallocPointer<Node>, CalculatorError> {
    let mut tokens = Tokenizer::new(expression)?;
    let mut trees = Stack::new()?;
    let mut waiting = Stack::new()?;
    let outcome = parse_into(&mut tokens, &mut trees, &mut waiting);
    let root = trees.pop()?.unwrap_or_default();
    if outcome.is_err() {
        tree::free_tree(root)?;
        while let Some(other) = trees.pop()? {
            tree::free_tree(other)?;
        }
    }
    tokens.free()?;
    trees.free()?;
    waiting.free()?;
    outcome.map(|()| root)
}

fn parse_into(
    tokens: &mut Tokenizer,
    trees: &mut Stack<MallocPointer<Node>>,
    waiting: &mut Stack<Waiting>,
) -> Result<(), CalculatorError> {
    loop {
        // A value, after any number of signs and opening parentheses …
        loop {
            match tokens.next()? {
                (Token::Number(number), position) => {
                    trees.push(tree::leaf(number, position)?)?;
                    break;
                }
                (Token::Operator(b'-'), position) => waiting.push(Waiting {
                    operator: NEGATE,
                    position,
                })?,
                (Token::Open, position) => waiting.push(Waiting {
                    operator: OPEN,
                    position,
                })?,
                (_, position) => return Err(CalculatorError::NoValue { position }),
            }
        }
        // … and an operator, after any number of closing ones.
        loop {
            match tokens.next()? {
                (Token::Operator(operator), position) => {
                    // `^` groups to the right: its equals wait.
                    let least = strength(operator) + u8::from(operator == b'^');
                    settle(trees, waiting, least)?;
                    waiting.push(Waiting { operator, position })?;
                    break;
                }
                (Token::Close, position) => {
                    settle(trees, waiting, 1)?;
                    if waiting.pop()?.is_none() {
                        return Err(CalculatorError::NeverOpened { position });
                    }
                }
                (Token::End, _) => {
                    settle(trees, waiting, 1)?;
                    return match waiting.pop()? {
                        None => Ok(()),
                        Some(Waiting { position, .. }) => {
                            Err(CalculatorError::NeverClosed { position })
                        }
                    };
                }
                (_, position) => return Err(CalculatorError::NoOperator { position }),
            }
        }
    }
}

/// Builds the trees of the operators on top that are at least this strong.
fn settle(
    trees: &mut Stack<MallocPointer<Node>>,
    waiting: &mut Stack<Waiting>,
    least: u8,
) -> Result<()> {
    while let Some(Waiting { operator, position }) = waiting.peek()? {
        if strength(operator) < least {
            break;
        }
        let node = tree::branch(operator, position)?;
        waiting.pop()?;
        let right = trees.pop()?.unwrap_or_default();
        let left = match operator {
            NEGATE => MallocPointer::null(),
            _ => trees.pop()?.unwrap_or_default(),
        };
        tree::adopt(node, left, right)?;
        trees.push(node)?;
    }
    Ok(())
}
