//! Lengths of texts and counts of elements that are right.

use pointers::{prelude::*, string::*};

/// Not known when the program is built.
fn yes() -> bool {
    std::hint::black_box(true)
}

#[test]
fn room_for_the_terminator() -> Result<()> {
    pointers! {
        let length = strlen(c"abc");
        let p: MallocPointer<u8> = malloc(length + 1);
        strcpy(p, c"abc");
        println!("{}", strlen(p));
        free(p);
    }
}

#[test]
fn appended() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(7);
        strcpy(p, c"abc");
        strcat(p, c"def");
        println!("{}", text(p));
        free(p);
    }
}

#[test]
fn appended_after_it_was_cut() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(7);
        strcpy(p, c"abcdef");
        p[1] <<= 0;
        strcat(p, c"uvwxy");
        println!("{}", text(p));
        free(p);
    }
}

#[test]
fn appended_after_it_was_emptied() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(7);
        strcpy(p, c"abcdef");
        memset(p, 0, 1);
        strcat(p, c"uvwxyz");
        println!("{}", text(p));
        free(p);
    }
}

#[test]
fn cut_through_a_guard() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(7);
        strcpy(p, c"abcdef");
        {
            let mut all = p.borrow_slice_mut(7)?;
            all[0] = 0;
        }
        strcat(p, c"uvwxyz");
        println!("{}", text(p));
        free(p);
    }
}

#[test]
fn cut_by_another_handle() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(7);
        strcpy(p, c"abcdef");
        let q = p + 2;
        q <<= 0;
        strcat(p, c"wxyz");
        println!("{}", text(p));
        free(p);
    }
}

#[test]
fn one_of_two_texts() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(7);
        if yes() {
            strcpy(p, c"a");
        } else {
            strcpy(p, c"abcdef");
        }
        strcat(p, c"uvwxy");
        println!("{}", text(p));
        free(p);
    }
}

#[test]
fn appended_in_part() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(6);
        strcpy(p, c"abc");
        strncat(p, c"defghi", 2);
        println!("{}", text(p));
        free(p);
    }
}

#[test]
fn moved_within() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(8);
        strcpy(p, c"abcdef");
        memmove(p + 1, p, 7);
        memcpy(p, p + 4, 4);
        free(p);
    }
}

#[test]
fn beside_each_other() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(8);
        memset(p, 1, 8);
        memcpy(p, p + 4, 4);
        memcpy(p + 4, p, 4);
        free(p);
    }
}

#[test]
fn a_whole_array() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(8);
        let source = [1u8, 2, 3];
        memcpy(p, &source, 3);
        println!("{}", ~p[2]);
        free(p);
    }
}

#[test]
fn an_array_that_was_changed() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(8);
        let mut source = [1u8, 2, 3, 4, 0];
        source[2] = 0;
        strcpy(p, &source);
        println!("{}", strlen(p));
        free(p);
    }
}

#[test]
fn in_part_and_read() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(8);
        strncpy(p, c"abc", 8);
        println!("{}", ~p[7]);
        free(p);
    }
}

#[test]
fn set_and_read() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(100);
        memset(p, 7, 80);
        println!("{} {}", ~p[0], ~p[79]);
        free(p);
    }
}

#[test]
fn nothing_at_all() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(8);
        p.copy_from_slice(&[])?;
        p.fill(1, 0)?;
        p.copy_from_slice(&[1, 2])?;
        println!("{:?}", p.borrow_slice(2)?.len());
        free(p);
    }
}

#[test]
fn slices_away_from_the_start() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(16);
        (p + 2).copy_from_slice(&[3, 4])?;
        p.fill(1, 2)?;
        println!("{:?}", p.borrow_slice(4)?.iter().sum::<i32>());
        free(p);
    }
}

#[test]
fn copied_from_another() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(16);
        let q: MallocPointer<i32> = malloc(8);
        q.fill(3, 2)?;
        p.copy_from(q, 2)?;
        println!("{} {}", ~p, ~p[1]);
        free(p);
        free(q);
    }
}

#[test]
fn beyond_sixty_four() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(400);
        for i in 0..100 {
            p[i] <<= 1;
        }
        println!("{} {}", ~p[64], ~p[99]);
        free(p);
    }
}

#[test]
fn with_holes_beyond_sixty_four() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(400);
        p[70] <<= 1;
        p[90] <<= 2;
        println!("{} {}", ~p[70], ~p[90]);
        free(p);
    }
}

#[test]
fn cast_and_back() -> Result<()> {
    pointers! {
        let p: MallocPointer<u32> = malloc(8);
        p.fill(0, 2)?;
        let q = p.cast::<u64>()?;
        println!("{}", ~q);
        let r = p.cast::<u8>()?;
        println!("{}", ~r[7]);
        free(p);
    }
}

#[test]
fn later_of_another_type() -> Result<()> {
    pointers! {
        let mut p: MallocPointer<i32>;
        p = malloc(8);
        p[1] <<= 1;
        free(p);
        p = malloc(12);
        p[2] <<= 1;
        free(p);
    }
}

#[test]
fn counted_in_values() -> Result<()> {
    pointers! {
        let p: MallocPointer<(u8, u64)> = malloc(3 * size_of::<(u8, u64)>());
        for i in 0..3 {
            p[i] <<= (1, 2);
        }
        realloc(p, size_of::<(u8, u64)>() * 5);
        p[4] <<= (3, 4);
        free(p);
    }
}

#[test]
fn counted_in_other_values() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(3 * size_of::<(u8, u64)>());
        p[20] <<= 1;
        free(p);
    }
}
