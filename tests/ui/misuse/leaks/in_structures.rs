//! `#![deny(leaks)]`: memory that only a structure, a tuple, an array or other memory has a handle to.
#![allow(dead_code)]

use pointers::prelude::*;

fn a_field() -> Result<()> {
    pointers! {
        #![deny(leaks)]
        #[derive(Clone, Copy)]
        struct Pair {
            first: MallocPointer<u32>,
            second: MallocPointer<u32>,
        }
        let pair = Pair { first: malloc(4), second: malloc(4) };
        free(pair.first);
    }
}

fn a_tuple() -> Result<()> {
    pointers! {
        #![deny(leaks)]
        let p: MallocPointer<u32> = malloc(4);
        let pair = (p, 3);
        println!("{}", pair.1);
    }
}

fn an_array() -> Result<()> {
    pointers! {
        #![deny(leaks)]
        let all: [MallocPointer<u32>; 2] = [malloc(4), malloc(4)];
        free(all[0]);
    }
}

fn an_option(done: bool) -> Result<()> {
    pointers! {
        #![deny(leaks)]
        let o = Some(malloc::<u32>(4));
        if done {
            return Ok(());
        }
        free(o.unwrap());
    }
}

fn an_overwritten_field() -> Result<()> {
    pointers! {
        #![deny(leaks)]
        #[derive(Clone, Copy)]
        struct Pair {
            first: MallocPointer<u32>,
            second: MallocPointer<u32>,
        }
        let mut pair = Pair { first: malloc(4), second: MallocPointer::null() };
        pair.first = malloc(8);
        free(pair.first);
    }
}

fn what_only_freed_memory_had() -> Result<()> {
    pointers! {
        #![deny(leaks)]
        let m: MallocPointer<MallocPointer<u32>> = malloc(16);
        m[0] <<= malloc(4);
        free(m);
    }
}

fn an_overwritten_field_in_memory() -> Result<()> {
    pointers! {
        #![deny(leaks)]
        #[derive(Clone, Copy)]
        struct Pair {
            first: MallocPointer<u32>,
            second: MallocPointer<u32>,
        }
        let p: MallocPointer<Pair> = malloc(32);
        p <<= Pair { first: malloc(4), second: MallocPointer::null() };
        p->first = malloc(4);
        free(p->first);
        free(p);
    }
}

fn each_round() -> Result<()> {
    pointers! {
        #![deny(leaks)]
        let mut p: MallocPointer<u32> = MallocPointer::null();
        for i in 0..3 {
            p = malloc(4);
            p <<= i;
        }
        free(p);
    }
}

fn main() {}
