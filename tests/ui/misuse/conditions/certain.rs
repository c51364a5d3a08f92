//! Conditions that say themselves which way is taken.
#![allow(dead_code, while_true)]

use pointers::prelude::*;

fn always() -> Result<()> {
    pointers! {
        let p = malloc::<i32>(4);
        if true {
            free(p);
        }
        free(p);
    }
}

fn equal() -> Result<()> {
    pointers! {
        let p = malloc::<i32>(4);
        if 5 == 5 {
            free(p);
        }
        free(p);
    }
}

fn matched() -> Result<()> {
    pointers! {
        let p = malloc::<i32>(4);
        match 6 {
            6 => free(p),
            _ => {}
        }
        free(p);
    }
}

fn a_constant() -> Result<()> {
    pointers! {
        const DEBUG: bool = true;
        let p = malloc::<i32>(4);
        if DEBUG {
            free(p);
        }
        free(p);
    }
}

fn the_other_way() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(4);
        let five = 5;
        if five == 5 {
            println!("five");
        } else {
            p <<= 1;
        }
        println!("{}", ~p);
        free(p);
    }
}

fn a_flag() -> Result<()> {
    pointers! {
        let p = malloc::<i32>(4);
        let mut is_done = false;
        p <<= 1;
        if !is_done {
            free(p);
            is_done = true;
        }
        if is_done && 1 < 2 {
            println!("{}", ~p);
        }
    }
}

fn a_labelled_block() -> Result<()> {
    pointers! {
        let p = malloc::<i32>(4);
        'out: {
            if p.is_null() {
                break 'out;
            }
            free(p);
        }
        free(p);
    }
}

fn while_true() -> Result<()> {
    pointers! {
        let p = malloc::<i32>(4);
        while true {
            free(p);
            if 1 > 0 {
                break;
            }
        }
        free(p);
    }
}

fn in_a_range() -> Result<()> {
    pointers! {
        let p = malloc::<i32>(4);
        match 7 {
            0 | 1 => {}
            2..=9 => free(p),
            _ => {}
        }
        free(p);
    }
}

fn main() {}
