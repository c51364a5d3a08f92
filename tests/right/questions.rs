//! Programs that ask, and do what is right after the answer.

use pointers::prelude::*;

/// Not known when the program is built.
fn yes() -> bool {
    std::hint::black_box(true)
}

fn number(value: usize) -> usize {
    std::hint::black_box(value)
}

fn reaches(size: usize, index: usize) -> bool {
    index * 4 < size
}

fn same(left: bool, right: bool) -> bool {
    left == right
}

#[test]
fn guarded_by_size() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(16);
        p.fill(0, 4)?;
        if p.size() > 36 {
            p[9] <<= 1;
        }
        free(p);
    }
}

#[test]
fn guarded_by_an_unknown_number() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(16);
        p.fill(0, 4)?;
        let most = number(40);
        if p.size() > most {
            p[9] <<= 1;
        }
        free(p);
    }
}

#[test]
fn guarded_through_a_variable() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(16);
        let length = p.size() / 4;
        for i in 0..length {
            p[i] <<= 1;
        }
        if 9 < length {
            p[9] <<= 1;
        }
        free(p);
    }
}

#[test]
fn guarded_through_a_function() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(16);
        if reaches(p.size(), 9) {
            p[9] <<= 1;
        }
        free(p);
    }
}

#[test]
fn guarded_by_freed() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(4);
        p <<= 1;
        free(p);
        if !p.freed() {
            println!("{}", ~p);
        }
    }
}

#[test]
fn guarded_by_freed_later() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(4);
        p <<= 1;
        if yes() {
            free(p);
        }
        let is_gone = p.freed();
        if !is_gone {
            free(p);
        }
    }
}

#[test]
fn freed_is_told_to_a_function() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(4);
        p <<= 1;
        free(p);
        if same(p.freed(), false) {
            println!("{}", ~p);
        }
    }
}

#[test]
fn guarded_by_assigned() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(4);
        if p.assigned() {
            println!("{}", ~p);
        } else {
            p <<= 2;
        }
        println!("{}", ~p);
        free(p);
    }
}

#[test]
fn guarded_by_null() -> Result<()> {
    pointers! {
        let mut p: MallocPointer<i32> = MallocPointer::null();
        if p.is_null() {
            p = malloc(4);
        }
        p <<= 1;
        free(p);
    }
}

#[test]
fn null_is_told_to_a_function() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = MallocPointer::null();
        if same(p.is_null(), false) {
            println!("{}", ~p);
        }
    }
}

#[test]
fn null_in_a_variable() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = MallocPointer::null();
        let is_there = !p.is_null();
        if is_there {
            println!("{}", ~p);
        }
    }
}

#[test]
fn null_only_on_one_path() -> Result<()> {
    pointers! {
        let mut p: MallocPointer<i32> = MallocPointer::null();
        if yes() {
            p = malloc(4);
            p <<= 3;
        }
        if p != MallocPointer::null() {
            println!("{}", ~p);
            free(p);
        }
    }
}

#[test]
fn the_same_block_or_another() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(4);
        let q = if yes() { p } else { malloc(4) };
        p <<= 1;
        free(p);
        if q != p {
            q <<= 2;
            free(q);
        }
    }
}

#[test]
fn equal_after_realloc() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(4);
        p <<= 1;
        let q = p;
        realloc(p, 4000);
        if q == p {
            println!("not moved");
        } else {
            println!("moved");
        }
        println!("{}", ~p);
        free(p);
    }
}

#[test]
fn chunks_asked() -> Result<()> {
    pointers! {
        let p: CallocPointer<i32> = calloc(3, 4);
        if p.chunks() > 3 {
            p[3] <<= 1;
        }
        for i in 0..p.chunks() {
            println!("{}", ~p[i]);
        }
        free(p);
    }
}

#[test]
fn current_index_asked() -> Result<()> {
    pointers! {
        let p: CallocPointer<i32> = calloc(3, 4);
        while p.current_index() < 2 {
            p += 1;
        }
        println!("{}", ~p);
        p -= 2;
        free(p);
    }
}

#[test]
fn size_after_free() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(16);
        free(p);
        let count = p.size() / 4;
        for i in 0..count {
            println!("{}", ~p[i]);
        }
    }
}

#[test]
fn asked_in_an_assertion() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(8);
        assert!(!p.is_null());
        assert_eq!(p.size(), 8);
        p[1] <<= 2;
        println!("{}", ~p[1]);
        free(p);
    }
}

#[test]
fn size_in_an_array() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(8);
        let sizes = [p.size(), 1];
        if sizes[0] > 8 {
            p[2] <<= 1;
        }
        free(p);
    }
}

#[test]
fn larger_of_two_sizes() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(8);
        let q: MallocPointer<u8> = malloc(4);
        if p.size().min(q.size()) > 4 {
            q[4] <<= 1;
        }
        free(p);
        free(q);
    }
}

#[test]
fn address_told_to_a_function() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(4);
        println!("{}", number(p.address()) == p.address());
        p <<= 1;
        println!("{}", ~p);
        free(p);
    }
}
