#[path = "../../examples/calculator/main.rs"]
#[allow(dead_code)]
mod program;

use pointers::prelude::*;
use program::calculate;
use program::error::CalculatorError;
use program::stack::Stack;
use program::tree;

use crate::{assert_mistake, assert_nothing_lives, output};

#[test]
fn what_it_prints() {
    assert_eq!(
        output(program::run),
        "\
1 + 2 * 3        = 7     as the tree has it: 1 2 3 * +
(1 + 2) * 3      = 9     as the tree has it: 1 2 + 3 *
-2 ^ 2           = -4    as the tree has it: 2 2 ^ ~
2 ^ 3 ^ 2        = 512   as the tree has it: 2 3 2 ^ ^
10 - 4 - 3       = 3     as the tree has it: 10 4 - 3 -
2 * -(1.5 + .5)  = -4    as the tree has it: 2 1.5 0.5 + ~ *
1 / (2 - 2)        3: division by zero
2 * (3 + 4         5: this parenthesis is never closed
2 * 3) + 4         6: this parenthesis was never opened
2 3                3: here an operator is missing
two + 2            1: 't' does not belong into an expression
7 in 100000 parentheses = 7
1-(1-(…7…)), 10000 times = 7
"
    );
}

/// The value, or what is wrong; nothing is left of either.
#[track_caller]
fn outcome(expression: &str) -> Result<f64, String> {
    let outcome = calculate(expression);
    assert_nothing_lives();
    outcome
        .map(|answer| answer.value)
        .map_err(|error| error.to_string())
}

#[test]
fn operators_bind_as_in_school() {
    for (expression, value) in [
        ("7", 7.0),
        (" 7 ", 7.0),
        ("--7", 7.0),
        ("2*-3", -6.0),
        ("2^-1*3", 1.5),
        ("-2^-2", -0.25),
        ("8/4/2", 1.0),
        ("2+3*4^2-1", 49.0),
        ("((((1))+1))*2", 4.0),
        ("10.25-.25", 10.0),
        ("1.", 1.0),
        ("-(-(2))", 2.0),
        ("3-(2-(1-0))", 2.0),
        ("0/5", 0.0),
        ("\t1\n+\r2", 3.0),
    ] {
        assert_eq!(outcome(expression), Ok(value), "{expression}");
    }
}

#[test]
fn malformed_expressions_are_explained() {
    for (expression, message) in [
        ("", "1: here a value is missing"),
        ("   ", "4: here a value is missing"),
        ("()", "2: here a value is missing"),
        ("1 +", "4: here a value is missing"),
        ("* 2", "1: here a value is missing"),
        ("1 + * 2", "5: here a value is missing"),
        ("+1", "1: here a value is missing"),
        ("(1", "1: this parenthesis is never closed"),
        ("((1)", "1: this parenthesis is never closed"),
        ("1)", "2: this parenthesis was never opened"),
        (")", "1: here a value is missing"),
        ("1 2", "3: here an operator is missing"),
        ("2(3)", "2: here an operator is missing"),
        ("1.2.3", "1: not a number"),
        ("4 - .", "5: not a number"),
        ("1 / 0", "3: division by zero"),
        ("(1 + 2) / (3 - 3) + 1", "9: division by zero"),
        ("2 & 3", "3: '&' does not belong into an expression"),
        ("2 × 3", "3: '×' does not belong into an expression"),
        ("1\u{0}", "2: '\\0' does not belong into an expression"),
        ("0x10", "2: 'x' does not belong into an expression"),
    ] {
        assert_eq!(
            outcome(expression),
            Err(message.to_owned()),
            "{expression:?}"
        );
    }
}

#[test]
fn deep_nesting_does_not_need_the_stack() {
    let work = || {
        let depth = 100_000;
        let open = "(".repeat(depth);
        let close = ")".repeat(depth);
        assert_eq!(outcome(&format!("{open}7{close}")), Ok(7.0));
        let never_closed = format!("{depth}: this parenthesis is never closed");
        assert_eq!(outcome(&format!("{open}7")), Err(never_closed));
        let missing = format!("{}: here a value is missing", depth + 1);
        assert_eq!(outcome(&open), Err(missing.clone()));
        assert_eq!(outcome(&format!("{open}{close}")), Err(missing));
        let never_opened = format!("{}: this parenthesis was never opened", 2 * depth + 2);
        assert_eq!(outcome(&format!("{open}7{close})")), Err(never_opened));

        // These make trees as deep, and cost more.
        let depth = 20_000;
        assert_eq!(outcome(&format!("{}7", "-".repeat(depth))), Ok(7.0));
        assert_eq!(outcome(&format!("{}1", "1+".repeat(depth))), Ok(20_001.0));
        assert_eq!(outcome(&format!("{}1", "1^".repeat(depth))), Ok(1.0));
        let half = format!("{}7", "1-(".repeat(depth));
        assert_eq!(outcome(&(half + &close[..depth])), Ok(7.0));
    };
    let small = std::thread::Builder::new()
        .stack_size(256 << 10)
        .spawn(work);
    assert!(small.is_ok_and(|thread| thread.join().is_ok()));
}

#[test]
fn large_and_strange_numbers() {
    assert_eq!(outcome(&"9".repeat(400)), Ok(f64::INFINITY));
    assert_eq!(outcome(&format!("0.{}1", "0".repeat(400))), Ok(0.0));
    assert!(outcome("(0-8)^.5").is_ok_and(f64::is_nan));
    assert_eq!(
        outcome("1e5"),
        Err("2: 'e' does not belong into an expression".to_owned())
    );
}

// The mistakes.

#[test]
fn two_operators_share_a_tree_and_both_free_it() -> Result<()> {
    let shared = tree::leaf(7.0, 1)?;
    let root = tree::branch(b'+', 2)?;
    tree::adopt(root, shared, shared)?;
    assert!(tree::evaluate(root).is_ok_and(|value| value == 14.0));
    let places = ["->left;", "malloc(size_of::<Node>())", "free(at)"];
    assert_mistake(tree::free_tree(root), ErrorKind::Memory, places);
    Ok(())
}

#[test]
fn the_tree_is_freed_before_it_is_evaluated() -> Result<(), CalculatorError> {
    let root = program::parser::parse("1 + 2")?;
    tree::free_tree(root)?;
    let places = ["->left", "malloc(size_of::<Node>())", "free(at)"];
    assert_mistake(tree::postfix(root), ErrorKind::Memory, places);
    let Err(CalculatorError::Memory(error)) = tree::evaluate(root) else {
        panic!("a freed tree has a value");
    };
    assert_mistake(Err::<(), _>(error), ErrorKind::Memory, places);
    Ok(())
}

#[test]
fn an_operator_lacks_a_side() -> Result<()> {
    let root = tree::branch(b'+', 1)?;
    let outcome = pointers! { root->left->value };
    assert_mistake(outcome, ErrorKind::NullPointer, ["->value", "", ""]);
    tree::free_tree(root)?;
    assert_nothing_lives();
    Ok(())
}

#[test]
fn the_stack_is_indexed_by_its_count() -> Result<()> {
    let mut stack = Stack::new()?;
    stack.push(1_u64)?;
    let outcome = pointers! { ~stack.items[stack.count] };
    assert_mistake(
        outcome,
        ErrorKind::Dereference,
        ["~stack.items", "malloc(", ""],
    );
    for number in 2..=8 {
        stack.push(number)?;
    }
    let outcome = pointers! { ~stack.items[stack.count] };
    assert_mistake(
        outcome,
        ErrorKind::OutOfBounds,
        ["~stack.items", "malloc(", ""],
    );
    stack.free()?;
    assert_nothing_lives();
    Ok(())
}

#[test]
fn a_copy_of_the_stack_misses_what_is_pushed_and_is_freed_too() -> Result<()> {
    let mut stack = Stack::new()?;
    stack.push(1_u64)?;
    let mut copy = stack;
    stack.push(2)?;
    assert_eq!((copy.pop()?, copy.pop()?), (Some(1), None));
    stack.free()?;
    let places = ["free(self.items)", "malloc(", "free(self.items)"];
    assert_mistake(copy.free(), ErrorKind::Memory, places);
    assert_nothing_lives();
    Ok(())
}
