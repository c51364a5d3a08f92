//! A handle is used after `free`.
#![allow(dead_code)]

use pointers::prelude::*;

fn read() -> Result<()> {
    pointers! {
        let ptr = malloc(4);
        ptr <<= 5;
        free(ptr);
        println!("{}", ~ptr);
    }
}

fn write() -> Result<()> {
    pointers! {
        let ptr = malloc(4);
        free(ptr);
        ptr <<= 5;
    }
}

fn read_in_a_format_string() -> Result<()> {
    pointers! {
        let ptr = malloc(52);
        ptr <<= "abc";
        free(ptr);
        println!("{~ptr}");
    }
}

fn read_in_an_assertion() -> Result<()> {
    pointers! {
        let ptr = malloc(4);
        ptr <<= 5;
        free(ptr);
        assert_eq!(~ptr, 5);
    }
}

fn step() -> Result<()> {
    pointers! {
        let memory = calloc(4, 4);
        memory <<= 1;
        free(memory);
        memory += 1;
    }
}

fn realloc_it() -> Result<()> {
    pointers! {
        let ptr = malloc(4);
        ptr <<= 5;
        free(ptr);
        realloc(ptr, 8);
    }
}

fn element() -> Result<()> {
    pointers! {
        let memory = calloc(4, 4);
        memory <<= 1;
        free(memory);
        println!("{}", ~memory[2]);
    }
}

fn assign_the_place() -> Result<()> {
    pointers! {
        let ptr = malloc(4);
        ptr <<= 5;
        free(ptr);
        ~ptr = 6;
    }
}

fn change_the_place() -> Result<()> {
    pointers! {
        let ptr = malloc(4);
        ptr <<= 5;
        free(ptr);
        ~ptr += 1;
    }
}

fn method_with_question_mark() -> Result<()> {
    pointers! {
        let ptr = malloc(4);
        ptr <<= 5;
        free(ptr);
        let value: i32 = ptr.read()?;
        println!("{value}");
    }
}

fn freed_with_question_mark() -> Result<()> {
    pointers! {
        let ptr = malloc(4)?;
        ptr <<= 5;
        free(ptr)?;
        println!("{}", ~ptr);
    }
}

fn freed_through_a_path() -> Result<()> {
    pointers! {
        let ptr = malloc(4);
        ptr <<= 5;
        pointers::free(ptr)?;
        println!("{}", ~ptr);
    }
}

fn two_mistakes_are_two_errors() -> Result<()> {
    pointers! {
        let first = malloc(4);
        let second = malloc(4);
        first <<= 1;
        second <<= 2;
        free(first);
        free(second);
        println!("{}", ~first);
        println!("{}", ~second);
    }
}

fn main() {}
