//! Memory is read that nothing was moved into.
#![allow(dead_code)]

use pointers::prelude::*;

fn malloc_then_read() -> Result<()> {
    pointers! {
        let p: MallocPointer<u32> = malloc(4);
        println!("{}", ~p);
        free(p);
    }
}

fn calloc_safe_then_read() -> Result<()> {
    pointers! {
        let memory: CallocPointer<u32> = calloc_safe(2, 4);
        println!("{}", ~memory);
        free(memory);
    }
}

fn through_an_alias() -> Result<()> {
    pointers! {
        let p: MallocPointer<u32> = malloc(4);
        let q = p;
        println!("{}", ~q);
        free(p);
    }
}

fn another_element() -> Result<()> {
    pointers! {
        let p: MallocPointer<u32> = malloc(8);
        p <<= 1;
        println!("{}", ~p[1]);
        free(p);
    }
}

fn another_chunk() -> Result<()> {
    pointers! {
        let memory: CallocPointer<u32> = calloc_safe(3, 4);
        memory <<= 1;
        memory += 1;
        memory <<= 2;
        memory += 1;
        println!("{}", ~memory);
    }
}

fn taken() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 5;
        let value = p.take()?;
        println!("{value} {}", ~p);
        free(p);
    }
}

fn changed() -> Result<()> {
    pointers! {
        let p: MallocPointer<u32> = malloc(4);
        ~p += 1;
        free(p);
    }
}

fn part() -> Result<()> {
    pointers! {
        let p: MallocPointer<(u32, u32)> = malloc(8);
        (~p).0 += 1;
        free(p);
    }
}

fn star() -> Result<()> {
    pointers! {
        let p: MallocPointer<u32> = malloc(4);
        println!("{}", *p);
        free(p);
    }
}

fn filled_but_for_the_last() -> Result<()> {
    pointers! {
        let memory = calloc_safe(4, 4);
        for i in 0..3 {
            memory[i] <<= i;
        }
        println!("{}", ~memory[3]);
        free(memory);
    }
}

fn first_round(n: u32) -> Result<()> {
    pointers! {
        let p: MallocPointer<u32> = malloc(4);
        for i in 0..n {
            println!("{}", ~p);
            p <<= i;
        }
        free(p);
    }
}

fn chunks() -> Result<()> {
    pointers! {
        let memory: CallocPointer<u32> = calloc_safe(3, 4);
        for chunk in memory {
            println!("{}", ~chunk);
        }
        free(memory);
    }
}

fn neither_branch_writes(loud: bool) -> Result<()> {
    pointers! {
        let p: MallocPointer<u32> = malloc(4);
        if loud {
            println!("{}", p.size());
        }
        println!("{}", ~p);
        free(p);
    }
}

fn main() {}
