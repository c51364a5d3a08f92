//! The block belongs to whoever has the raw pointer.
#![allow(dead_code)]

use pointers::prelude::*;

fn read() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        let raw = p.into_raw()?;
        println!("{raw:?} {}", ~p);
    }
}

fn free_it() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        let raw = p.into_raw()?;
        println!("{raw:?}");
        free(p);
    }
}

fn through_an_alias() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        let q = p;
        let raw = p.into_raw()?;
        println!("{raw:?} {}", ~q);
    }
}

fn with_unwrap() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        let raw = p.into_raw().unwrap();
        println!("{raw:?} {}", ~p);
    }
}

fn twice() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        let first = p.into_raw()?;
        let second = p.into_raw()?;
        println!("{first:?} {second:?}");
    }
}

fn main() {}
