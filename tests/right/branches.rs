//! Conditions that belong together, which the analysis cannot know.

use pointers::prelude::*;

/// Not known when the program is built.
fn yes() -> bool {
    std::hint::black_box(true)
}

fn no() -> bool {
    std::hint::black_box(false)
}

#[test]
fn the_same_condition_frees_and_uses() -> Result<()> {
    pointers! {
        let p = malloc(4);
        let early = yes();
        p <<= 1;
        if early {
            free(p);
        }
        if !early {
            println!("{}", ~p);
            free(p);
        }
    }
}

#[test]
fn the_same_predicate_around_allocation_and_free() -> Result<()> {
    pointers! {
        let mut p = MallocPointer::<u32>::null();
        if yes() {
            p = malloc(4);
            p <<= 1;
        }
        if yes() {
            println!("{}", ~p);
            free(p);
        }
    }
}

#[test]
fn a_flag_says_whether_it_was_allocated() -> Result<()> {
    pointers! {
        let mut allocated = false;
        let mut p = MallocPointer::<u32>::null();
        if yes() {
            p = malloc(4);
            allocated = true;
        }
        if allocated {
            p <<= 3;
            free(p);
        }
    }
}

#[test]
fn a_flag_says_whether_it_was_freed() -> Result<()> {
    pointers! {
        let p = malloc(4);
        let mut gone = false;
        p <<= 1;
        if yes() {
            free(p);
            gone = true;
        }
        if !gone {
            free(p);
        }
    }
}

#[test]
fn null_or_allocated_then_tested() -> Result<()> {
    pointers! {
        let p = if no() { malloc(4) } else { MallocPointer::<u32>::null() };
        if !p.is_null() {
            p <<= 1;
            free(p);
        }
    }
}

#[test]
fn null_and_tested() -> Result<()> {
    pointers! {
        let p = MallocPointer::<u32>::null();
        if !p.is_null() {
            println!("{}", ~p);
        }
        free(p);
        free(p);
    }
}

#[test]
fn null_and_tested_through_a_flag() -> Result<()> {
    pointers! {
        let p = MallocPointer::<u32>::null();
        let there = !p.is_null();
        if there {
            println!("{}", ~p);
        }
    }
}

#[test]
fn null_and_tested_by_a_function() -> Result<()> {
    pointers! {
        fn usable(p: MallocPointer<u32>) -> bool {
            !p.is_null() && !p.freed()
        }
        let p = MallocPointer::<u32>::null();
        if usable(p) {
            println!("{}", ~p);
        }
        let q: MallocPointer<u32> = malloc(4);
        free(q);
        if usable(q) {
            println!("{}", ~q);
        }
    }
}

#[test]
fn null_and_compared() -> Result<()> {
    pointers! {
        let p = MallocPointer::<u32>::null();
        if p != MallocPointer::null() {
            println!("{}", ~p);
        }
    }
}

#[test]
fn freed_and_tested() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        free(p);
        if !p.freed() {
            println!("{}", ~p);
        }
    }
}

#[test]
fn freed_and_tested_on_the_left_of_and() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        free(p);
        let one = !p.freed() && ~p == 1;
        assert!(!one);
    }
}

#[test]
fn the_message_of_an_assertion() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        free(p);
        assert!(p.freed(), "still there: {}", ~p);
    }
}

#[test]
fn early_return() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        if no() {
            free(p);
            return Ok(());
        }
        println!("{}", ~p);
        free(p);
    }
}

#[test]
fn match_with_a_guard() -> Result<()> {
    pointers! {
        let p = malloc(4);
        let n = 3;
        p <<= 1;
        match n {
            3 if no() => free(p),
            3 => println!("{}", ~p),
            _ => {}
        }
        if !p.freed() {
            free(p);
        }
    }
}

#[test]
fn guards_that_free() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        match yes() {
            true if { free(p); no() } => {}
            _ => {}
        }
        assert!(p.freed());
    }
}

#[test]
fn one_arm_frees() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        let state = if no() { Some(3) } else { None };
        match state {
            Some(_) => free(p),
            None => {}
        }
        if state.is_none() {
            println!("{}", ~p);
            free(p);
        }
    }
}

#[test]
fn let_else_frees_and_leaves() -> Result<()> {
    pointers! {
        let p = malloc(4);
        let value = Some(3);
        let Some(value) = value else {
            free(p);
            return Ok(());
        };
        p <<= value;
        println!("{}", ~p);
        free(p);
    }
}

#[test]
fn only_one_operand_is_evaluated() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        let _ = no() && { free(p); true };
        println!("{}", ~p);
        free(p);
    }
}

#[test]
fn cleanup_at_the_end_of_a_labelled_block() -> Result<()> {
    pointers! {
        let p = malloc(4);
        let q = malloc(4);
        'cleanup: {
            p <<= 1;
            if no() {
                break 'cleanup;
            }
            q <<= 2;
            if yes() {
                break 'cleanup;
            }
            println!("{}", ~p + ~q);
        }
        free(p);
        free(q);
    }
}

#[test]
fn a_labelled_block_that_frees_on_one_exit() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        let freed = 'done: {
            if no() {
                free(p);
                break 'done true;
            }
            false
        };
        if !freed {
            println!("{}", ~p);
            free(p);
        }
    }
}

#[test]
fn which_of_two() -> Result<()> {
    pointers! {
        let (a, b) = (malloc(4), malloc(4));
        a <<= 1;
        b <<= 2;
        let chosen = if no() { a } else { b };
        free(chosen);
        println!("{}", ~a);
        free(a);
    }
}

#[test]
fn or_null() -> Result<()> {
    pointers! {
        let a = malloc(4);
        a <<= 1;
        let chosen = if no() { a } else { MallocPointer::null() };
        free(chosen);
        println!("{}", ~a);
        free(a);
    }
}

#[test]
fn assigned_in_one_branch() -> Result<()> {
    pointers! {
        let p: MallocPointer<u32> = malloc(4);
        if yes() {
            p <<= 1;
        }
        if yes() {
            println!("{}", ~p);
        }
        free(p);
    }
}

#[test]
fn declared_first() -> Result<()> {
    pointers! {
        let p;
        if yes() {
            p = malloc(4);
        } else {
            p = malloc(8);
        }
        p <<= 1;
        println!("{}", ~p);
        free(p);
    }
}
