//! Loops that count past the end: the message names the round that fails.
#![allow(dead_code)]

use pointers::prelude::*;

fn with_while() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(8);
        let mut i = 0;
        while i < 3 {
            p[i] <<= 1;
            i += 1;
        }
        free(p);
    }
}

fn one_too_many() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(16);
        let mut i = 0;
        while i <= 4 {
            p[i] <<= 1;
            i += 1;
        }
        free(p);
    }
}

fn with_break() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(8);
        let mut i = 0;
        loop {
            if i == 4 {
                break;
            }
            p[i] <<= 1;
            i += 1;
        }
        free(p);
    }
}

fn tested_at_the_end() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(8);
        let mut i = 0;
        loop {
            p[i] <<= 1;
            i += 1;
            if i > 2 {
                break;
            }
        }
        free(p);
    }
}

fn down() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(16);
        let mut i = 3;
        while i >= -1 {
            p[i] <<= 1;
            i -= 1;
        }
        free(p);
    }
}

fn backwards() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(8);
        for i in (0..3).rev() {
            p[i] <<= 1;
        }
        free(p);
    }
}

fn by_steps() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(400);
        for i in (0..120).step_by(10) {
            p[i] <<= 1;
        }
        free(p);
    }
}

fn nested() -> Result<()> {
    pointers! {
        let grid: MallocPointer<i32> = malloc(6 * 4);
        for row in 0..2 {
            for column in 0..4 {
                grid[row * 4 + column] <<= 0;
            }
        }
        free(grid);
    }
}

fn outer() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(8);
        let mut row = 0;
        while row < 3 {
            for column in 0..1 {
                p[row] <<= column;
            }
            row += 1;
        }
        free(p);
    }
}

fn far() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(4 * 500);
        for i in 0..1000 {
            p[i] <<= 1;
        }
        free(p);
    }
}

fn a_pointer_that_walks() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(8);
        let mut end = p;
        let mut i = 0;
        while i < 3 {
            end <<= 1;
            end += 1;
            i += 1;
        }
        free(p);
    }
}

fn with_increment() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(8);
        let mut i = 0;
        while i < 3 {
            p[i++] <<= 1;
        }
        free(p);
    }
}

fn counted_down_to_zero() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(8);
        let mut n = 3;
        while n > 0 {
            n -= 1;
            p[n] <<= 1;
        }
        free(p);
    }
}

fn main() {}
