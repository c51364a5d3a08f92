//! Elements, sizes, and what is in them.

use pointers::prelude::*;

/// Not known when the program is built.
fn yes() -> bool {
    std::hint::black_box(true)
}

#[test]
fn zeroed_memory_is_read_at_once() -> Result<()> {
    pointers! {
        let memory: CallocPointer<u32> = calloc(3, 28);
        println!("{}", ~memory);
        println!("{}", ~memory[2]);
        free(memory);
    }
}

#[test]
fn written_through_an_alias() -> Result<()> {
    pointers! {
        let p = malloc(4);
        let q = p;
        q <<= 5;
        println!("{}", ~p);
        free(p);
    }
}

#[test]
fn written_by_a_function() -> Result<()> {
    pointers! {
        fn fill(p: MallocPointer<u32>) -> Result<()> {
            p <<= 7;
            Ok(())
        }
        let p = malloc(4);
        fill(p)?;
        println!("{}", ~p);
        free(p);
    }
}

#[test]
fn written_by_a_method() -> Result<()> {
    pointers! {
        let p: MallocPointer<u32> = malloc(4);
        p.write(3)?;
        println!("{}", ~p);
        free(p);
    }
}

#[test]
fn written_through_the_place() -> Result<()> {
    pointers! {
        let p: MallocPointer<u32> = malloc(4);
        ~p = 3;
        println!("{}", ~p);
        free(p);
    }
}

#[test]
fn filled() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(4);
        p.fill(0, 4)?;
        println!("{}", ~p[3]);
        free(p);
    }
}

#[test]
fn taken_and_written_again() -> Result<()> {
    pointers! {
        let p = malloc(24);
        p <<= String::from("abc");
        let text = p.take()?;
        p <<= text + "d";
        println!("{}", ~p);
        free(p);
    }
}

#[test]
fn taken_or_not() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 5;
        if yes() {
            println!("{}", p.take()?);
            p <<= 6;
        }
        println!("{}", ~p);
        free(p);
    }
}

#[test]
fn another_element_through_an_unknown_index() -> Result<()> {
    pointers! {
        let p: MallocPointer<u32> = malloc(16);
        let i = 2;
        p[i] <<= 1;
        println!("{}", ~p[2]);
        free(p);
    }
}

#[test]
fn many_elements() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(100);
        p[80] <<= 1;
        println!("{}", ~p[80]);
        free(p);
    }
}

#[test]
fn a_text_of_every_byte() -> Result<()> {
    pointers! {
        let p = malloc(3);
        p <<= "abc";
        println!("{}", ~p);
        free(p);
    }
}

#[test]
fn a_size_that_is_not_constant() -> Result<()> {
    pointers! {
        let n = 2;
        let p: MallocPointer<u8> = malloc(n + 8);
        p[9] <<= 1;
        free(p);
    }
}

#[test]
fn realloc_then_more() -> Result<()> {
    pointers! {
        let p = malloc(3);
        p <<= "abc";
        realloc(p, 8);
        p <<= "abcdefgh";
        realloc(p, 9);
        println!("{}", ~p);
        free(p);
    }
}

#[test]
fn realloc_drops_elements() -> Result<()> {
    pointers! {
        let p: MallocPointer<u32> = malloc(16);
        p[0] <<= 1;
        p[3] <<= 4;
        realloc(p, 4);
        println!("{}", ~p);
        free(p);
    }
}

#[test]
fn realloc_to_fewer_chunks() -> Result<()> {
    pointers! {
        let memory: CallocPointer<u32> = calloc(4, 4);
        realloc(memory, 8);
        println!("{}", ~memory[1]);
        free(memory);
    }
}

#[test]
fn realloc_in_a_branch() -> Result<()> {
    pointers! {
        let memory: CallocPointer<u32> = calloc(2, 4);
        if yes() {
            realloc(memory, 16);
        }
        println!("{}", ~memory[1]);
        let last = memory.chunks() - 1;
        println!("{}", ~memory[last]);
        free(memory);
    }
}

#[test]
fn below_what_was_stored_once() -> Result<()> {
    pointers! {
        let p = malloc(8);
        p <<= "abcdefgh";
        p <<= "abc";
        realloc(p, 3);
        println!("{}", ~p);
        free(p);
    }
}

#[test]
fn another_type_of_elements() -> Result<()> {
    pointers! {
        let p: MallocPointer<u32> = malloc(8);
        p[0] <<= 1;
        p[1] <<= 2;
        let bytes = p.cast::<u8>()?;
        println!("{}", ~bytes[7]);
        free(p);
    }
}

#[test]
fn a_tuple_of_allocations() -> Result<()> {
    pointers! {
        let (a, b) = (malloc(4), calloc(2, 4));
        a <<= 1;
        b[1] <<= 2;
        println!("{} {}", ~a, ~b);
        free(a);
        free(b);
    }
}

#[test]
fn a_guard_keeps_its_handle() -> Result<()> {
    pointers! {
        let p = malloc(24);
        p <<= vec![1, 2];
        {
            let guard = p.borrow()?;
            println!("{}", guard.len());
        }
        (&mut ~p).push(3);
        println!("{}", (~p).len());
        free(p);
    }
}

#[test]
fn a_reference_is_stored() -> Result<()> {
    pointers! {
        let p: MallocPointer<&'static str> = malloc(size_of::<&str>());
        p <<= "a text that is longer than its reference";
        println!("{}", ~p);
        free(p);
    }
}
