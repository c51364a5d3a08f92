//! A question to a handle changes nothing: what is certain before it is certain after it.
#![allow(dead_code)]

use pointers::prelude::*;

fn tested_for_null() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(4);
        if p.is_null() {
            return Ok(());
        }
        println!("{}", ~p);
        free(p);
    }
}

fn compared_with_null() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(8);
        if p == MallocPointer::null() {
            return Ok(());
        }
        p[2] <<= 1;
        free(p);
    }
}

fn address_after_free() -> Result<()> {
    pointers! {
        let p = malloc::<i32>(4);
        p <<= 1;
        free(p);
        let address = p.address();
        println!("{address}");
        free(p);
    }
}

fn size_before_the_loop() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(4);
        let size = p.size();
        for i in 0..=size {
            p[i] <<= 0;
        }
        free(p);
    }
}

fn answer_in_a_variable() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(4);
        p <<= 1;
        let is_there = !p.is_null();
        if is_there {
            free(p);
        }
        if is_there {
            println!("{}", ~p);
        }
    }
}

fn compared_with_another() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(4);
        let q: MallocPointer<i32> = malloc(4);
        p <<= 1;
        q <<= 2;
        free(p);
        if p != q {
            println!("{}", ~p);
        }
        free(q);
    }
}

fn freed_is_asked() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(4);
        p <<= 1;
        free(p);
        if p.freed() {
            println!("{}", ~p);
        }
    }
}

fn main() {}
