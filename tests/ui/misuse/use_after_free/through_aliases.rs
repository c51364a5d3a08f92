//! The block is freed through one name, and used through another.
#![allow(dead_code)]

use pointers::prelude::*;

fn copy() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        let q = p;
        free(p);
        println!("{}", ~q);
    }
}

fn copy_of_a_copy() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        let q = p;
        let r = q;
        free(r);
        println!("{}", ~p);
    }
}

fn sum() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(4);
        p <<= 1;
        let q = p + 1;
        q <<= 2;
        free(p);
        println!("{}", ~q);
    }
}

fn reference() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        let q = &p;
        free(p);
        println!("{}", ~q);
    }
}

fn clone() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        let q = p.clone();
        free(p);
        println!("{}", ~q);
    }
}

fn assigned_later() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        let q;
        q = p;
        free(q);
        println!("{}", ~p);
    }
}

fn returned_from_a_block() -> Result<()> {
    pointers! {
        let p = {
            let inner = malloc(4);
            inner <<= 1;
            free(inner);
            inner
        };
        println!("{}", ~p);
    }
}

fn pairs() -> Result<()> {
    pointers! {
        let (p, q) = (malloc(4), malloc(4));
        p <<= 1;
        q <<= 2;
        let (first, second) = (p, q);
        free(first);
        println!("{} {}", ~p, ~second);
    }
}

fn chunk() -> Result<()> {
    pointers! {
        let memory = calloc(4, 4);
        memory <<= 1;
        let chunk = memory.add(1)?;
        free(memory);
        println!("{}", ~chunk);
    }
}

fn chunks_of_a_freed_block() -> Result<()> {
    pointers! {
        let memory = calloc(4, 4);
        memory <<= 1;
        free(memory);
        for chunk in memory {
            println!("{}", ~chunk);
        }
    }
}

fn after_realloc() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        let q = realloc(p, 8);
        free(q);
        println!("{}", ~p);
    }
}

fn same_from_both_branches(more: bool) -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        let q = if more { p } else { p };
        free(q);
        println!("{}", ~p);
    }
}

fn main() {}
