//! A calculator: a tokenizer, a parser that builds a tree in memory, and what reckons with the tree. Nothing in it is
//! recursive, so that an expression may be nested as deeply as there is memory.
//!
//! `cargo run --example calculator -- '2 * (3 + 4)'`

pub(crate) mod error;
pub(crate) mod parser;
pub(crate) mod stack;
pub(crate) mod token;
pub(crate) mod tree;

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;

use error::CalculatorError;

const EXPRESSIONS: [&str; 11] = [
    "1 + 2 * 3",
    "(1 + 2) * 3",
    "-2 ^ 2",
    "2 ^ 3 ^ 2",
    "10 - 4 - 3",
    "2 * -(1.5 + .5)",
    "1 / (2 - 2)",
    "2 * (3 + 4",
    "2 * 3) + 4",
    "2 3",
    "two + 2",
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args_os()
        .skip(1)
        .map(|argument| argument.to_string_lossy().into_owned())
        .collect();
    if arguments.is_empty() {
        return match run(&mut io::stdout().lock()) {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::FAILURE,
        };
    }
    match calculate(&arguments.join(" ")) {
        Ok(answer) => {
            println!("{}", answer.value);
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("calculator: {error}");
            ExitCode::FAILURE
        }
    }
}

pub(crate) fn run(out: &mut dyn Write) -> Result<(), Box<dyn Error>> {
    for expression in EXPRESSIONS {
        match calculate(expression) {
            Ok(Answer { postfix, value }) => {
                writeln!(
                    out,
                    "{expression:<16} = {value:<5} as the tree has it: {postfix}"
                )?;
            }
            Err(error) => writeln!(out, "{expression:<16}   {error}")?,
        }
    }
    let depth = 100_000;
    let nested = "(".repeat(depth) + "7" + &")".repeat(depth);
    writeln!(
        out,
        "7 in {depth} parentheses = {}",
        calculate(&nested)?.value
    )?;
    let depth = 10_000;
    let chained = "1-(".repeat(depth) + "7" + &")".repeat(depth);
    writeln!(
        out,
        "1-(1-(…7…)), {depth} times = {}",
        calculate(&chained)?.value
    )?;
    Ok(())
}

pub(crate) struct Answer {
    pub(crate) postfix: String,
    pub(crate) value: f64,
}

pub(crate) fn calculate(expression: &str) -> Result<Answer, CalculatorError> {
    let root = parser::parse(expression)?;
    let answer = tree::postfix(root)
        .map_err(CalculatorError::from)
        .and_then(|postfix| {
            let value = tree::evaluate(root)?;
            Ok(Answer { postfix, value })
        });
    tree::free_tree(root)?;
    answer
}
