//! Handles in the fields of local structures, tuples and arrays.
#![allow(dead_code)]

use pointers::prelude::*;

#[derive(Clone, Copy)]
struct Pair {
    first: MallocPointer<u32>,
    second: MallocPointer<u32>,
}

fn freed_through_the_field_and_read() -> Result<()> {
    pointers! {
        let p: MallocPointer<u32> = malloc(4);
        p <<= 1;
        let pair = Pair { first: p, second: MallocPointer::null() };
        free(pair.first);
        println!("{}", ~p);
    }
}

fn freed_and_read_through_the_field() -> Result<()> {
    pointers! {
        let p: MallocPointer<u32> = malloc(4);
        p <<= 1;
        let pair = Pair { first: p, second: p };
        free(p);
        println!("{}", ~pair.second);
    }
}

fn both_fields_are_the_same() -> Result<()> {
    pointers! {
        let p: MallocPointer<u32> = malloc(4);
        let pair = Pair { first: p, second: p };
        free(pair.first);
        free(pair.second);
    }
}

fn null_in_a_field() -> Result<()> {
    pointers! {
        let pair = Pair { first: MallocPointer::null(), second: MallocPointer::null() };
        println!("{}", ~pair.first);
        free(pair.second);
    }
}

fn a_field_that_is_assigned() -> Result<()> {
    pointers! {
        let mut pair = Pair { first: malloc(4), second: malloc(4) };
        pair.first <<= 1;
        pair.second <<= 2;
        free(pair.first);
        pair.second = pair.first;
        println!("{}", ~pair.second);
    }
}

fn without_a_value() -> Result<()> {
    pointers! {
        let pair = Pair { first: malloc(4), second: malloc(4) };
        pair.first <<= 1;
        println!("{} {}", ~pair.first, ~pair.second);
        free(pair.first);
        free(pair.second);
    }
}

fn a_copy_of_the_structure() -> Result<()> {
    pointers! {
        let pair = Pair { first: malloc(4), second: malloc(4) };
        let other = pair;
        free(pair.first);
        free(other.first);
    }
}

fn a_tuple() -> Result<()> {
    pointers! {
        let p: MallocPointer<u32> = malloc(4);
        p <<= 1;
        let pair = (p, 3);
        free(pair.0);
        println!("{}", ~pair.0);
    }
}

fn a_tuple_taken_apart() -> Result<()> {
    pointers! {
        let p: MallocPointer<u32> = malloc(4);
        let pair = (3, p);
        let (_, q) = pair;
        free(q);
        free(p);
    }
}

fn a_structure_taken_apart() -> Result<()> {
    pointers! {
        let pair = Pair { first: malloc(4), second: malloc(4) };
        let Pair { first, second: other } = pair;
        free(first);
        free(other);
        free(pair.second);
    }
}

fn an_array() -> Result<()> {
    pointers! {
        let p: MallocPointer<u32> = malloc(4);
        let q: MallocPointer<u32> = malloc(4);
        q <<= 1;
        let all = [p, q];
        free(all[1]);
        println!("{}", ~q);
        free(all[0]);
    }
}

fn an_element_that_is_assigned() -> Result<()> {
    pointers! {
        let mut all = [MallocPointer::<u32>::null(); 2];
        let p: MallocPointer<u32> = malloc(4);
        all = [p, p];
        all[0] = malloc(4);
        free(all[1]);
        free(p);
        free(all[0]);
    }
}

fn nested() -> Result<()> {
    pointers! {
        let p: MallocPointer<u32> = malloc(4);
        let both = (Pair { first: p, second: p }, [p]);
        free(both.0.second);
        free(both.1[0]);
    }
}

fn main() {}
