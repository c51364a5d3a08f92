//! How a value gets into fresh memory depends on what is done with it.
#![allow(dead_code)]

use pointers::prelude::*;
use pointers::string::*;

#[derive(Clone, Copy)]
struct Node {
    data: i32,
    next: MallocPointer<Node>,
}

fn a_field_is_no_value() -> Result<()> {
    pointers! {
        let n: MallocPointer<Node> = malloc(size_of::<Node>());
        n->data += 3;
    }
}

fn nor_is_one_of_an_element() -> Result<()> {
    pointers! {
        let all = malloc::<Node>(4 * size_of::<Node>());
        all[2]->data += 3;
    }
}

type Nodes = MallocPointer<Node>;

fn a_type_that_is_not_written_here(size: usize) -> Result<()> {
    pointers! {
        let n: Nodes = malloc(size);
        n->data += 3;
        let same = n;
        free(same);
    }
}

fn a_string_begins_with_strcpy() -> Result<()> {
    pointers! {
        let out: MallocPointer<u8> = malloc(20);
        strcat(out, c"abc");
    }
}

fn what_is_appended_is_a_string_too() -> Result<()> {
    pointers! {
        let out: MallocPointer<u8> = malloc(20);
        let more: MallocPointer<u8> = malloc(20);
        strcpy(out, c"abc");
        strncat(out, more, 3);
    }
}

fn main() {}
