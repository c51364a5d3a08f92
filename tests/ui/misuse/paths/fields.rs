//! Handles in memory: `v->data`, `head->next`.
#![allow(dead_code)]

use pointers::prelude::*;

#[derive(Clone, Copy)]
struct Vector {
    length: usize,
    data: MallocPointer<u32>,
}

#[derive(Clone, Copy)]
struct Node {
    value: u32,
    next: MallocPointer<Node>,
}

fn freed_twice() -> Result<()> {
    pointers! {
        let v = malloc(24);
        v <<= Vector { length: 0, data: malloc(16) };
        free(v->data);
        free(v->data);
        free(v);
    }
}

fn read_after_free() -> Result<()> {
    pointers! {
        let v: MallocPointer<Vector> = malloc(24);
        let data: MallocPointer<u32> = malloc(16);
        data <<= 1;
        v <<= Vector { length: 0, data };
        free(v->data);
        println!("{}", ~data);
        free(v);
    }
}

fn the_field_of_what_is_gone() -> Result<()> {
    pointers! {
        let v: MallocPointer<Vector> = malloc(24);
        v <<= Vector { length: 0, data: malloc(16) };
        free(v);
        free(v->data);
    }
}

fn null_in_memory() -> Result<()> {
    pointers! {
        let node: MallocPointer<Node> = malloc(24);
        node <<= Node { value: 1, next: MallocPointer::null() };
        println!("{}", node->next->value);
        free(node);
    }
}

fn assigned_in_memory() -> Result<()> {
    pointers! {
        let second: MallocPointer<Node> = malloc(24);
        second <<= Node { value: 2, next: MallocPointer::null() };
        let first: MallocPointer<Node> = malloc(24);
        first <<= Node { value: 1, next: MallocPointer::null() };
        first->next = second;
        free(second);
        println!("{}", first->next->value);
        free(first);
    }
}

fn without_a_value() -> Result<()> {
    pointers! {
        let v: MallocPointer<Vector> = malloc(24);
        v <<= Vector { length: 0, data: malloc(16) };
        println!("{}", ~v->data);
        free(v->data);
        free(v);
    }
}

fn main() {}
