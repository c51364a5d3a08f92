//! Memory that is not a whole number of its values.
#![allow(dead_code)]

use pointers::prelude::*;

fn ten_bytes_for_ten_numbers() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(10);
        for i in 0..10 {
            p[i] <<= 0;
        }
        free(p);
    }
}

fn one_too_many() -> Result<()> {
    pointers! {
        let p: MallocPointer<u16> = malloc(5);
        p <<= 1;
        free(p);
    }
}

fn cast_to_larger() -> Result<()> {
    pointers! {
        let p: MallocPointer<u32> = malloc(4);
        p <<= 1;
        let q = p.cast::<u64>()?;
        free(p);
    }
}

fn cast_of_chunks() -> Result<()> {
    pointers! {
        let p: CallocPointer<u32> = calloc(3, 4);
        let q = p.cast::<u64>()?;
        free(p);
    }
}

fn below_zero() -> Result<()> {
    pointers! {
        let length = -1i32;
        let p: MallocPointer<u8> = malloc(length as usize);
        free(p);
    }
}

fn wrapped() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(258 as u8 as usize);
        p[2] <<= 1;
        free(p);
    }
}

fn main() {}
