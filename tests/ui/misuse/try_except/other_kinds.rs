//! `except` makes only the kinds that it names a matter of run time.
#![allow(dead_code)]

use pointers::prelude::*;

fn another_kind() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        free(p);
        try {
            println!("{}", ~p);
        } except InvalidSize {
            println!("does not fit");
        }
    }
}

fn in_the_handler() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        free(p);
        try {
            println!("{}", ~p);
        } except Memory {
            free(p);
        }
    }
}

fn after_it() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        free(p);
        try {
            println!("{}", ~p);
        } except Memory {
            println!("freed");
        }
        free(p);
    }
}

fn main() {}
