//! `#![deny(leaks)]`: blocks that are certainly lost.
#![allow(dead_code)]

use pointers::prelude::*;

fn at_the_end() -> Result<()> {
    pointers! {
        #![deny(leaks)]
        let p = malloc(4);
        p <<= 1;
    }
}

fn on_return(done: bool) -> Result<()> {
    pointers! {
        #![deny(leaks)]
        let p = malloc(4);
        p <<= 1;
        if done {
            return Ok(());
        }
        free(p);
    }
}

fn on_a_question_mark() -> Result<()> {
    pointers! {
        #![deny(leaks)]
        let p = malloc(4);
        p <<= 1;
        let number = parse("12")?;
        println!("{number}");
        free(p);
    }
}

fn on_break(n: u32) -> Result<()> {
    pointers! {
        #![deny(leaks)]
        for i in 0..n {
            let p = malloc(4);
            p <<= i;
            if i == 7 {
                break;
            }
            free(p);
        }
    }
}

fn on_continue(n: u32) -> Result<()> {
    pointers! {
        #![deny(leaks)]
        for i in 0..n {
            let p = malloc(4);
            p <<= i;
            if i == 7 {
                continue;
            }
            free(p);
        }
    }
}

fn overwritten() -> Result<()> {
    pointers! {
        #![deny(leaks)]
        let mut p = malloc(4);
        p <<= 1;
        p = malloc(4);
        p <<= 2;
        free(p);
    }
}

fn overwritten_in_a_loop(n: u32) -> Result<()> {
    pointers! {
        #![deny(leaks)]
        let mut p = malloc(4);
        p <<= 0;
        for i in 0..n {
            p = malloc(4);
            p <<= i;
        }
        free(p);
    }
}

fn shadowed() -> Result<()> {
    pointers! {
        #![deny(leaks)]
        let p = malloc(4);
        p <<= 1;
        let p = malloc(4);
        p <<= 2;
        free(p);
    }
}

fn nobody_keeps_it() -> Result<()> {
    pointers! {
        #![deny(leaks)]
        malloc::<u32>(4);
    }
}

fn thrown_away() -> Result<()> {
    pointers! {
        #![deny(leaks)]
        let _ = malloc::<u32>(4);
    }
}

fn in_an_inner_scope() -> Result<()> {
    pointers! {
        #![deny(leaks)]
        {
            let p = malloc(4);
            p <<= 1;
        }
        println!("done");
    }
}

fn in_every_round(n: u32) -> Result<()> {
    pointers! {
        #![deny(leaks)]
        for i in 0..n {
            let p = malloc(4);
            p <<= i;
        }
    }
}

fn both_names_are_lost() -> Result<()> {
    pointers! {
        #![deny(leaks)]
        let p = malloc(4);
        p <<= 1;
        let q = p;
        println!("{}", ~q);
    }
}

fn realloc_does_not_free() -> Result<()> {
    pointers! {
        #![deny(leaks)]
        let p = malloc(4);
        p <<= 1;
        realloc(p, 8);
    }
}

fn printing_does_not_keep_it() -> Result<()> {
    pointers! {
        #![deny(leaks)]
        let p = malloc(4);
        p <<= 1;
        println!("{p:?} {}", p.size());
    }
}

fn two_of_them() -> Result<()> {
    pointers! {
        #![deny(leaks)]
        let p = malloc(4);
        let q = calloc(2, 4);
        p <<= 1;
        q <<= 2;
    }
}

fn in_one_branch(more: bool) -> Result<()> {
    pointers! {
        #![deny(leaks)]
        if more {
            let p = malloc(4);
            p <<= 1;
        } else {
            let p = malloc(4);
            p <<= 1;
            free(p);
        }
    }
}

fn parse(text: &str) -> Result<u32> {
    Ok(text.parse().unwrap_or(0))
}

pointers! {
    #![deny(leaks)]
    fn average(first: u32, second: u32) -> Result<u32> {
        let sum = malloc(4);
        sum <<= first + second;
        Ok(~sum / 2)
    }
}

fn main() {}
