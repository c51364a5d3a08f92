//! `Cell`.
#![allow(dead_code, unused)]

use pointers::prelude::*;

fn df_cell() -> Result<()> {
    pointers! {
        use std::cell::Cell;
        let c = Cell::new(malloc::<i32>(4));
        free(c.get());
        free(c.replace(NULL));
    }
}

fn read_twice() -> Result<()> {
    pointers! {
        use std::cell::Cell;
        let c = Cell::new(malloc::<i32>(4));
        free(c.get());
        free(c.get());
    }
}

fn set_anew() -> Result<()> {
    pointers! {
        let c = std::cell::Cell::new(malloc::<i32>(4));
        let p = c.get();
        free(p);
        c.set(malloc(4));
        free(c.get());
        free(c.get());
    }
}

fn main() {}
