//! Flags, conditions that hang together, early exits, cleanup.

use pointers::prelude::*;

/// Not known when the program is built.
fn yes() -> bool {
    std::hint::black_box(true)
}

fn number(value: usize) -> usize {
    std::hint::black_box(value)
}

const SEVEN: i32 = 7;

fn change(n: &mut usize) {
    *n = 1;
}

#[test]
fn a_flag_says_who_frees() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(4);
        p <<= 1;
        let mut is_freed = false;
        if yes() {
            free(p);
            is_freed = true;
        }
        if !is_freed {
            free(p);
        }
    }
}

#[test]
fn a_flag_that_is_known() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(4);
        p <<= 1;
        let mut is_freed = false;
        if !is_freed {
            free(p);
            is_freed = true;
        }
        if !is_freed {
            println!("{}", ~p);
        }
    }
}

#[test]
fn a_number_says_the_state() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(4);
        let mut state = 0;
        loop {
            match state {
                0 => {
                    p <<= 1;
                    state = 1;
                }
                1 => {
                    println!("{}", ~p);
                    state = 2;
                }
                2 => {
                    free(p);
                    state = 3;
                }
                _ => break,
            }
        }
    }
}

#[test]
fn the_same_condition_twice() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(4);
        let has_value = yes();
        if has_value {
            p <<= 1;
        }
        if has_value {
            println!("{}", ~p);
        }
        free(p);
    }
}

#[test]
fn either_of_two() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(4);
        p <<= 1;
        let first = yes();
        if first || yes() {
            free(p);
        } else {
            println!("{}", ~p);
            free(p);
        }
    }
}

#[test]
fn never_taken() -> Result<()> {
    pointers! {
        const DEBUG: bool = false;
        let p: MallocPointer<i32> = malloc(4);
        p <<= 1;
        free(p);
        if DEBUG {
            println!("{}", ~p);
        }
    }
}

#[test]
fn never_matched() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(4);
        p <<= 1;
        free(p);
        match 3 {
            4 => println!("{}", ~p),
            0..=2 => free(p),
            _ => {}
        }
    }
}

#[test]
fn short_circuit() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = MallocPointer::null();
        if !p.is_null() && ~p > 3 {
            println!("large");
        }
        if p.is_null() || ~p > 3 {
            println!("none, or large");
        }
    }
}

#[test]
fn short_circuit_by_number() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(16);
        p.fill(7, 4)?;
        let mut i = 0;
        while i < 4 && ~p[i] == 7 {
            i += 1;
        }
        println!("{i}");
        free(p);
    }
}

#[test]
fn early_exit() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(4);
        if !yes() {
            free(p);
            return Ok(());
        }
        p <<= 1;
        println!("{}", ~p);
        free(p);
    }
}

#[test]
fn early_exit_by_a_constant() -> Result<()> {
    pointers! {
        let limit = 3;
        let p: MallocPointer<i32> = malloc(4 * limit);
        if limit > 5 {
            p[limit] <<= 1;
            return Ok(());
        }
        p[limit - 1] <<= 1;
        free(p);
    }
}

#[test]
fn cleanup_behind_a_label() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(4);
        let q: MallocPointer<i32> = malloc(4);
        'cleanup: {
            p <<= 1;
            if yes() {
                break 'cleanup;
            }
            q <<= 2;
            println!("{}", ~q);
        }
        free(q);
        free(p);
    }
}

#[test]
fn steps_of_cleanup() -> Result<()> {
    pointers! {
        let mut done;
        let p: MallocPointer<i32> = malloc(4);
        let q: MallocPointer<i32> = malloc(4);
        'work: {
            done = 1;
            if !yes() {
                break 'work;
            }
            done = 2;
        }
        if done >= 2 {
            free(q);
        } else {
            free(q);
        }
        if done >= 1 {
            free(p);
        }
    }
}

#[test]
fn guard_in_a_match() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(4);
        p <<= 1;
        let is_last = yes();
        match number(1) {
            1 if is_last => free(p),
            1 => println!("{}", ~p),
            _ => {}
        }
    }
}

#[test]
fn or_patterns_of_unknown() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(4);
        match number(2) {
            0 | 1 => {}
            2 => p <<= 1,
            _ => p <<= 2,
        }
        if number(2) == 2 {
            println!("{}", ~p);
        }
        free(p);
    }
}

#[test]
fn a_constant_from_elsewhere_in_a_pattern() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(4);
        p <<= 1;
        match 7 {
            SEVEN => {}
            _ => {
                free(p);
                return Ok(());
            }
        }
        println!("{}", ~p);
        free(p);
    }
}

#[test]
fn assigned_in_the_condition() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32>;
        if { p = malloc(4); yes() } {
            p <<= 1;
        }
        free(p);
    }
}

#[test]
fn let_of_a_number() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(16);
        if let n @ 0..=3 = number(2) {
            p[n] <<= 1;
        }
        if let 9 = 3 {
            p[9] <<= 1;
        }
        free(p);
    }
}

#[test]
fn let_else_of_a_number() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(16);
        let Some(at) = p.size().checked_sub(20) else {
            free(p);
            return Ok(());
        };
        p[at] <<= 1;
        free(p);
    }
}

#[test]
fn changed_through_a_reference() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(8);
        let mut n = 9;
        change(&mut n);
        p[n] <<= 1;
        free(p);
    }
}

#[test]
fn changed_in_a_closure() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(8);
        let mut n = 9;
        let mut reset = || n = 1;
        reset();
        p[n] <<= 1;
        free(p);
    }
}

#[test]
fn not_of_a_number() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(8);
        let n = 1u8;
        let at = if !n == 254 { 1 } else { 9 };
        p[at] <<= 1;
        free(p);
    }
}

#[test]
fn swapped() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(8);
        let mut a = 9;
        let mut b = 1;
        std::mem::swap(&mut a, &mut b);
        p[a] <<= 1;
        (a, b) = (b, a);
        p[b] <<= a as i32;
        free(p);
    }
}

#[test]
fn unsigned_wraps() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(8);
        let mut n: u8 = 0;
        n--;
        let at = if n == 255 { 1 } else { 9 };
        p[at] <<= 1;
        free(p);
    }
}

#[test]
fn a_cast_that_wraps() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(8);
        let n = 257;
        p[n as u8 as usize] <<= 1;
        free(p);
    }
}

#[test]
fn shadowed_constant() -> Result<()> {
    pointers! {
        const AT: usize = 9;
        let p: MallocPointer<i32> = malloc(8);
        {
            const AT: usize = 1;
            p[AT] <<= 1;
        }
        println!("{}", ~p[AT - 8]);
        free(p);
    }
}
