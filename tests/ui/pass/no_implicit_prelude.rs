// The crate under another name, without the prelude, and with names of the user's that the expansion might use.
#![no_implicit_prelude]
#![deny(warnings)]
#![forbid(unsafe_code)]

extern crate pointers as renamed;

use ::std::{assert, assert_eq, format, println, vec, matches};
use renamed::string::{sprintf, strcpy, text as text_of};
use renamed::{CallocPointer, MallocPointer, calloc, free, malloc, pointers, realloc};

pub struct Ok;
pub struct Err;
pub struct Some;
pub struct Result;
pub struct Error;
pub mod core {}
pub mod std {}
pub mod pointers {}

#[derive(Clone, Copy)]
struct Node {
    value: i32,
    next: MallocPointer<Node>,
}

pointers! {
    fn next(node: MallocPointer<Node>) -> renamed::Result<i32> {
        node->value += 1;
        ::std::result::Result::Ok(node->value)
    }
}

fn main() -> renamed::Result<()> {
    let (value, error, operand, place, whole, failure) = (1, 2, 3, 4, 5, 6);
    pointers! {
        let a = malloc(52);
        a <<= "abc";
        println!("{~a}");
        realloc(a, 53);
        a <<= "abcd";
        assert_eq!(~a, "abcd");
        let b: CallocPointer<i32> = calloc(3, 4);
        b[1] <<= value + error + operand + place + whole + failure;
        b += 1;
        b[1] += ~b;
        assert_eq!(~b[1], 21);
        for c in b { c <<= 1; ~c += 1; }
        assert!(matches!(value, 1));
        let node = malloc(::std::mem::size_of::<Node>());
        node <<= Node { value: 1, next: MallocPointer::null() };
        assert_eq!(next(node)?, 2);
        assert!(node->next.is_null());
        let caught = try { node->next->value } except NullPointer as error { let _ = error; -1 };
        assert_eq!(caught, -1);
        assert_eq!(vec![~b, 3].len(), 2);
        let text = format!("{}", (~a).len());
        assert_eq!(text, "4");
        let s: MallocPointer<u8> = malloc(8);
        strcpy(s, "ab");
        assert_eq!(sprintf!(s, "{}{value}", text_of(s)?), 3);
        assert_eq!(text_of(s)?, "ab1");
        free(s);
        free(a);
        free(b - 1);
        free(node);
    }
}
