//! A chunk that is not there.
#![allow(dead_code)]

use pointers::prelude::*;

fn of_the_document() -> Result<()> {
    pointers! {
        let memory = calloc(1, 28);
        memory <<= 5;
        memory += 2;
    }
}

fn index() -> Result<()> {
    pointers! {
        let memory = calloc(4, 4);
        memory <<= 1;
        println!("{}", ~memory[4]);
        free(memory);
    }
}

fn write_to_an_index() -> Result<()> {
    pointers! {
        let memory: CallocPointer<u32> = calloc(4, 4);
        memory[7] <<= 1;
        free(memory);
    }
}

fn one_past_the_last() -> Result<()> {
    pointers! {
        let memory: CallocPointer<u32> = calloc(2, 4);
        memory += 2;
        println!("{}", ~memory);
    }
}

fn step_by_step() -> Result<()> {
    pointers! {
        let memory: CallocPointer<u32> = calloc(2, 4);
        memory += 1;
        memory += 1;
        memory += 1;
    }
}

fn below_the_first() -> Result<()> {
    pointers! {
        let memory: CallocPointer<u32> = calloc(2, 4);
        memory -= 1;
    }
}

fn negative_index() -> Result<()> {
    pointers! {
        let memory: CallocPointer<u32> = calloc(2, 4);
        println!("{}", ~memory[-1]);
        free(memory);
    }
}

fn sum() -> Result<()> {
    pointers! {
        let memory: CallocPointer<u32> = calloc(2, 4);
        let third = memory + 2;
        println!("{}", ~third);
        free(memory);
    }
}

fn arithmetic() -> Result<()> {
    pointers! {
        let memory: CallocPointer<u32> = calloc(2 * 3, 4);
        println!("{}", ~memory[2 * 3]);
        free(memory);
    }
}

fn last_round_of_a_loop() -> Result<()> {
    pointers! {
        let memory = calloc(4, 4);
        for i in 0..5 {
            memory[i] <<= i;
        }
        free(memory);
    }
}

fn inclusive_range() -> Result<()> {
    pointers! {
        let memory: CallocPointer<u32> = calloc(4, 4);
        for i in 0..=4 {
            println!("{}", ~memory[i]);
        }
        free(memory);
    }
}

fn neighbour_in_a_loop() -> Result<()> {
    pointers! {
        let memory: CallocPointer<u32> = calloc(4, 4);
        for i in 0..4 {
            println!("{}", ~memory[i + 1]);
        }
        free(memory);
    }
}

fn after_realloc() -> Result<()> {
    pointers! {
        let memory: CallocPointer<u32> = calloc(4, 4);
        realloc(memory, 8);
        println!("{}", ~memory[3]);
        free(memory);
    }
}

fn method() -> Result<()> {
    pointers! {
        let memory: CallocPointer<u32> = calloc(2, 4);
        let far = memory.add(3)?;
        println!("{}", ~far);
        free(memory);
    }
}

fn steps_of_a_loop() -> Result<()> {
    pointers! {
        let memory = calloc(3, 4);
        for i in 0..5 {
            memory <<= i;
            memory += 1;
        }
    }
}

fn after_the_steps_of_a_loop() -> Result<()> {
    pointers! {
        let memory = calloc(3, 4);
        for i in 0..3 {
            memory <<= i;
            memory += 1;
        }
        println!("{}", ~memory);
    }
}

fn no_chunks() -> Result<()> {
    pointers! {
        let memory: CallocPointer<u32> = calloc(0, 4);
        println!("{}", ~memory);
        free(memory);
    }
}

fn main() {}
