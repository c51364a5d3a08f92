//! Formulas become trees: a state on the stack, functions in structures, `switch` on `*next++`, and trees that shrink to numbers.

use pointers::prelude::*;
use pointers::string::*;

#[derive(Clone, Copy, PartialEq)]
enum Token {
    None,
    Error,
    End,
    Open,
    Close,
    Number,
    Variable,
    Infix,
}

type Function = fn(f64, f64) -> f64;

fn plus(a: f64, b: f64) -> f64 {
    a + b
}
fn minus(a: f64, b: f64) -> f64 {
    a - b
}
fn times(a: f64, b: f64) -> f64 {
    a * b
}

struct State {
    next: MallocPointer<u8>,
    token: Token,
    value: f64,
    bound: MallocPointer<f64>,
    function: Function,
    lookup: MallocPointer<Variable>,
    count: usize,
}

#[derive(Fields, Clone, Copy)]
struct Variable {
    name: MallocPointer<u8>,
    address: MallocPointer<f64>,
}

#[derive(Fields, Clone, Copy)]
struct Tree {
    value: f64,
    bound: MallocPointer<f64>,
    function: Option<Function>,
    sides: [MallocPointer<Tree>; 2],
}

pointers! {

fn new_tree(function: Option<Function>, left: MallocPointer<Tree>, right: MallocPointer<Tree>) -> Result<MallocPointer<Tree>> {
    let t: MallocPointer<Tree> = malloc(size_of::<Tree>());
    t->value = 0.0;
    t->bound = NULL;
    t->function = function;
    t->sides[0] = left;
    t->sides[1] = right;
    return Ok(t);
}

fn free_tree(t: MallocPointer<Tree>) -> Result<()> {
    if t == NULL { return Ok(()); }
    for i in 0..2 { free_tree(t->sides[i])?; }
    free(t);
    Ok(())
}

fn find(s: &State, name: MallocPointer<u8>, length: usize) -> Result<MallocPointer<Variable>> {
    let v = s.lookup;
    let mut left = s.count;
    while left != 0 {
        if strncmp(name, v->name, length) == 0 && v->name[length] == b'\0' { return Ok(v); }
        ++v;
        left--;
    }
    return NULL;
}

fn next_token(s: &mut State) -> Result<()> {
    s.token = Token::None;
    while s.token == Token::None {
        if *s.next == 0 {
            s.token = Token::End;
            return Ok(());
        }
        if s.next[0] >= b'0' && s.next[0] <= b'9' {
            s.value = 0.0;
            while (~s.next).is_ascii_digit() { s.value = s.value * 10.0 + (*s.next++ - b'0') as f64; }
            s.token = Token::Number;
        } else if s.next[0] >= b'a' && s.next[0] <= b'z' {
            let start = s.next;
            while s.next[0] >= b'a' && s.next[0] <= b'z' { s.next++; }
            let v = find(s, start, (s.next - start) as usize)?;
            if v == NULL {
                s.token = Token::Error;
            } else {
                s.token = Token::Variable;
                s.bound = v->address;
            }
        } else {
            match *s.next++ {
                b'+' => { s.token = Token::Infix; s.function = plus; }
                b'-' => { s.token = Token::Infix; s.function = minus; }
                b'*' => { s.token = Token::Infix; s.function = times; }
                b'(' => s.token = Token::Open,
                b')' => s.token = Token::Close,
                b' ' => {}
                _ => s.token = Token::Error,
            }
        }
    }
    Ok(())
}

fn base(s: &mut State) -> Result<MallocPointer<Tree>> {
    let t: MallocPointer<Tree>;
    match s.token {
        Token::Number => {
            t = new_tree(None, NULL, NULL)?;
            t->value = s.value;
            next_token(s)?;
        }
        Token::Variable => {
            t = new_tree(None, NULL, NULL)?;
            t->bound = s.bound;
            next_token(s)?;
        }
        Token::Open => {
            next_token(s)?;
            t = sum(s)?;
            if s.token != Token::Close { s.token = Token::Error; } else { next_token(s)?; }
        }
        _ => {
            t = new_tree(None, NULL, NULL)?;
            s.token = Token::Error;
        }
    }
    return Ok(t);
}

fn product(s: &mut State) -> Result<MallocPointer<Tree>> {
    let t = base(s)?;
    while s.token == Token::Infix && s.function as usize == times as Function as usize {
        next_token(s)?;
        t = new_tree(Some(times), t, base(s)?)?;
    }
    return Ok(t);
}

fn sum(s: &mut State) -> Result<MallocPointer<Tree>> {
    let t = product(s)?;
    while s.token == Token::Infix {
        let f = s.function;
        next_token(s)?;
        t = new_tree(Some(f), t, product(s)?)?;
    }
    return Ok(t);
}

fn eval(t: MallocPointer<Tree>) -> Result<f64> {
    if let Some(f) = t->function {
        return Ok(f(eval(t->sides[0])?, eval(t->sides[1])?));
    }
    return Ok(if t->bound != NULL { *t->bound } else { t->value });
}

fn fold(t: MallocPointer<Tree>) -> Result<()> {
    if t->function.is_none() { return Ok(()); }
    let mut known = true;
    for i in 0..2 {
        fold(t->sides[i])?;
        if t->sides[i]->function.is_some() || t->sides[i]->bound != NULL { known = false; }
    }
    if known {
        t->value = eval(t)?;
        for i in 0..2 {
            free_tree(t->sides[i])?;
            t->sides[i] = NULL;
        }
        t->function = None;
    }
    Ok(())
}

fn compile(text: MallocPointer<u8>, lookup: MallocPointer<Variable>, count: usize, error: &mut isize) -> Result<MallocPointer<Tree>> {
    let mut s = State { next: text, token: Token::None, value: 0.0, bound: NULL, function: plus, lookup, count };
    next_token(&mut s)?;
    let root = sum(&mut s)?;
    if s.token != Token::End {
        free_tree(root)?;
        *error = s.next - text;
        return NULL;
    }
    *error = 0;
    fold(root)?;
    return Ok(root);
}
}

#[test]
fn formulas_have_values() -> Result<()> {
    pointers! {
        let x: MallocPointer<f64> = malloc(8);
        *x = 3.0;
        let v: MallocPointer<Variable> = malloc(size_of::<Variable>());
        v[0].name = strdup("x");
        v->address = x;
        let cases = [
            ("1+2*3", Ok((7.0, true))), ("2*(x+1)-x", Ok((5.0, false))), ("(1+1)*(2+2)", Ok((8.0, true))), ("1+", Err(2)),
            ("2*yy", Err(4)), ("(1", Err(2)),
        ];
        for (formula, expected) in cases {
            let mut error = 0;
            let s = strdup(formula);
            let t = compile(s, v, 1, &mut error)?;
            let found = if t == NULL { Err(error) } else { Ok((eval(t)?, t->function.is_none())) };
            assert_eq!(found, expected, "{formula}");
            free_tree(t)?;
            free(s);
        }
        free(v->name);
        free(v);
        free(x);
    }
}
