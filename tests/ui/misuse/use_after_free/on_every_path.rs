//! The block is freed on every path that gets to the use.
#![allow(dead_code)]

use pointers::prelude::*;

fn both_branches_free(now: bool) -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        if now {
            println!("now");
            free(p);
        } else {
            free(p);
        }
        println!("{}", ~p);
    }
}

fn every_arm_frees(n: u32) -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        match n {
            0 => free(p),
            1 => {
                println!("one");
                free(p);
            }
            _ => free(p),
        }
        println!("{}", ~p);
    }
}

fn the_other_branch_returns(now: bool) -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        if now {
            free(p);
        } else {
            return Ok(());
        }
        println!("{}", ~p);
    }
}

fn in_a_branch(now: bool) -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        if now {
            free(p);
            println!("{}", ~p);
        } else {
            free(p);
        }
    }
}

fn in_a_loop(n: u32) -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        free(p);
        for _ in 0..n {
            println!("{}", ~p);
        }
    }
}

fn in_a_condition() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        free(p);
        if ~p == 1 {
            println!("one");
        }
    }
}

fn after_an_endless_loop(n: u32) -> Result<()> {
    pointers! {
        let p = malloc(4);
        let mut round = 0;
        p <<= 1;
        loop {
            round += 1;
            if round > n {
                free(p);
                break;
            }
        }
        println!("{}", ~p);
    }
}

fn after_a_labelled_block(n: u32) -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        'done: {
            if n > 3 {
                free(p);
                break 'done;
            }
            free(p);
        }
        println!("{}", ~p);
    }
}

fn in_a_closure_of_its_own() -> Result<()> {
    pointers! {
        let print = || {
            let p = malloc(4)?;
            p <<= 1;
            free(p)?;
            println!("{}", ~p);
            Ok::<_, Error>(())
        };
        print()?;
    }
}

fn let_else(value: Option<u32>) -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        let Some(value) = value else {
            free(p);
            println!("{}", ~p);
            return Ok(());
        };
        p <<= value;
        free(p);
    }
}

fn the_handle_is_a_parameter() -> Result<()> {
    pointers! {
        fn show(p: MallocPointer<u32>) -> Result<()> {
            free(p);
            println!("{}", ~p);
            Ok(())
        }
        show(malloc(4));
    }
}

fn the_handle_comes_from_elsewhere(find: fn() -> MallocPointer<u32>) -> Result<()> {
    pointers! {
        let p = find();
        let q = p;
        free(p);
        println!("{}", ~q);
    }
}

fn main() {}
