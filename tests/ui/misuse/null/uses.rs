//! NULL is used.
#![allow(dead_code)]

use pointers::prelude::*;

fn read() -> Result<()> {
    pointers! {
        let p: MallocPointer<u32> = MallocPointer::null();
        println!("{}", ~p);
    }
}

fn write() -> Result<()> {
    pointers! {
        let p = MallocPointer::<u32>::null();
        p <<= 1;
    }
}

fn default() -> Result<()> {
    pointers! {
        let p: MallocPointer<u32> = Default::default();
        p <<= 1;
    }
}

fn default_of_the_type() -> Result<()> {
    pointers! {
        let p = CallocPointer::<u32>::default();
        println!("{}", ~p);
    }
}

fn through_an_alias() -> Result<()> {
    pointers! {
        let p = MallocPointer::<u32>::null();
        let q = p;
        q <<= 2;
    }
}

fn step() -> Result<()> {
    pointers! {
        let p = CallocPointer::<u32>::null();
        p += 1;
    }
}

fn realloc_of_chunks() -> Result<()> {
    pointers! {
        let p = CallocPointer::<u32>::null();
        realloc(p, 8);
    }
}

fn sum() -> Result<()> {
    pointers! {
        let p = MallocPointer::<u32>::null();
        println!("{}", ~(p + 1));
    }
}

fn in_both_branches(more: bool) -> Result<()> {
    pointers! {
        let p = if more { MallocPointer::<u32>::null() } else { return Ok(()) };
        println!("{}", ~p);
    }
}

fn main() {}
