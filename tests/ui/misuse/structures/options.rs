//! Handles in `Some(..)` and `Ok(..)`.
#![allow(dead_code)]

use pointers::prelude::*;

fn unwrapped_twice() -> Result<()> {
    pointers! {
        let o = Some(malloc::<u32>(4));
        free(o.unwrap());
        free(o.unwrap());
    }
}

fn taken_apart() -> Result<()> {
    pointers! {
        let p: MallocPointer<u32> = malloc(4);
        p <<= 1;
        let o = Some(p);
        if let Some(q) = o {
            free(q);
        }
        println!("{}", ~p);
    }
}

fn matched() -> Result<()> {
    pointers! {
        let p: MallocPointer<u32> = malloc(4);
        let o = Some(p);
        match o {
            Some(q) => free(q),
            None => println!("none"),
        }
        free(p);
    }
}

pointers! {
    fn find(wanted: bool) -> Option<MallocPointer<u32>> {
        if !wanted {
            return None;
        }
        Some(MallocPointer::null())
    }

    fn null_where_there_is_one() -> Result<()> {
        let p = find(true).unwrap();
        println!("{}", ~p);
        Ok(())
    }
}

fn main() {}
