//! What an earlier round did to a block.
#![allow(dead_code)]

use pointers::prelude::*;

fn freed_in_the_second_round() -> Result<()> {
    pointers! {
        let p = malloc::<i32>(4);
        for i in 0..3 {
            if i == 1 {
                free(p);
            }
            p <<= i;
        }
    }
}

fn freed_in_an_earlier_round() -> Result<()> {
    pointers! {
        let p = malloc::<i32>(4);
        for i in 0..4 {
            if i == 1 {
                free(p);
            }
            if i == 3 {
                p <<= i;
            }
        }
    }
}

fn null_until_later() -> Result<()> {
    pointers! {
        let mut p: MallocPointer<i32> = MallocPointer::null();
        for i in 0..3 {
            if i == 1 {
                p <<= 1;
            }
        }
    }
}

fn half_of_them_assigned() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(400);
        for i in 0..50 {
            p[i] <<= 1;
        }
        for i in 0..100 {
            println!("{}", ~p[i]);
        }
        free(p);
    }
}

fn beyond_what_was_written() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(400);
        for i in 0..50 {
            p[i] <<= 1;
        }
        println!("{}", ~p[100]);
        free(p);
    }
}

fn every_second() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(24);
        let mut i = 0;
        while i < 6 {
            p[i] <<= 1;
            i += 2;
        }
        println!("{}", ~p[3]);
        free(p);
    }
}

fn main() {}
