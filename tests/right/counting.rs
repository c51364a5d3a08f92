//! Loops that count right.

use pointers::prelude::*;

/// Not known when the program is built.
fn number(value: usize) -> usize {
    std::hint::black_box(value)
}

#[test]
fn up_with_while() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(40);
        let mut i = 0;
        while i < 10 {
            p[i] <<= 1;
            i += 1;
        }
        println!("{}", ~p[9]);
        free(p);
    }
}

#[test]
fn down_with_while() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(40);
        let mut n = 10;
        while n > 0 {
            n -= 1;
            p[n] <<= 1;
        }
        println!("{}", ~p[9]);
        free(p);
    }
}

#[test]
fn down_with_decrement() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(40);
        let mut n = 10;
        while n-- > 0 {
            p[n] <<= 1;
        }
        println!("{}", ~p[9]);
        free(p);
    }
}

#[test]
fn forever_with_break() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(40);
        let mut i = 0;
        loop {
            if i >= 10 {
                break;
            }
            p[i++] <<= 1;
        }
        println!("{}", ~p[i - 1]);
        free(p);
    }
}

#[test]
fn by_steps() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(40);
        for i in (0..10).step_by(3) {
            p[i] <<= 1;
        }
        println!("{}", ~p[9]);
        free(p);
    }
}

#[test]
fn backwards_by_steps() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(40);
        for i in (0..10).rev().step_by(3) {
            p[i] <<= 1;
        }
        println!("{} {}", ~p[9], ~p[0]);
        for i in (0..10).step_by(4).rev() {
            p[i] <<= 1;
        }
        println!("{}", ~p[8]);
        free(p);
    }
}

#[test]
fn skipped_and_taken() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(40);
        for i in (0..100).skip(8).take(2) {
            p[i] <<= 1;
        }
        println!("{}", ~p[8]);
        free(p);
    }
}

#[test]
fn nested() -> Result<()> {
    pointers! {
        let grid: MallocPointer<i32> = malloc(6 * 4);
        for row in 0..2 {
            for column in 0..3 {
                grid[row * 3 + column] <<= row + column;
            }
        }
        println!("{}", ~grid[5]);
        free(grid);
    }
}

#[test]
fn triangle() -> Result<()> {
    pointers! {
        let grid: MallocPointer<i32> = malloc(16 * 4);
        let mut i = 0;
        while i < 4 {
            let mut j = 0;
            while j <= i {
                grid[i * 4 + j] <<= 1;
                j += 1;
            }
            i += 1;
        }
        println!("{}", ~grid[12]);
        free(grid);
    }
}

#[test]
fn left_before_the_end() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(16);
        p.fill(0, 4)?;
        for i in 0..10 {
            if i == number(4) {
                break;
            }
            p[i] <<= 1;
        }
        free(p);
    }
}

#[test]
fn found_before_the_end() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(16);
        p.copy_from_slice(&[1, 2, 3, 0])?;
        let mut i = 0;
        while ~p[i] != 0 {
            i += 1;
        }
        println!("{i}");
        free(p);
    }
}

#[test]
fn continued_by_a_number() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(16);
        for i in 0..8 {
            if i % 2 == 1 {
                continue;
            }
            p[i / 2] <<= 1;
        }
        println!("{}", ~p[3]);
        free(p);
    }
}

#[test]
fn not_in_the_last_round() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(16);
        for i in 0..=4 {
            if i < 4 {
                p[i] <<= 1;
            } else {
                println!("end");
            }
        }
        free(p);
    }
}

#[test]
fn other_in_each_round() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(4);
        for i in 0..3 {
            match i {
                0 => p <<= 1,
                1 => println!("{}", ~p),
                _ => free(p),
            }
        }
    }
}

#[test]
fn allocated_in_the_first_round() -> Result<()> {
    pointers! {
        let mut p: MallocPointer<i32> = MallocPointer::null();
        for i in 0..3 {
            if i == 0 {
                p = malloc(4);
                p <<= 1;
            }
            println!("{}", ~p);
        }
        free(p);
    }
}

#[test]
fn freed_and_allocated_anew() -> Result<()> {
    pointers! {
        let mut p: MallocPointer<i32> = malloc(4);
        for i in 0..3 {
            p <<= i;
            free(p);
            p = malloc(4);
        }
        free(p);
    }
}

#[test]
fn grown_in_each_round() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(4);
        let mut capacity = 1;
        for i in 0..20 {
            if i == capacity {
                capacity *= 2;
                realloc(p, capacity * 4);
            }
            p[i] <<= 1;
        }
        println!("{}", ~p[19]);
        free(p);
    }
}

#[test]
fn grown_by_sizes() -> Result<()> {
    pointers! {
        let p: MallocPointer<usize> = malloc(2 * size_of::<usize>());
        let mut capacity = 2;
        let mut length = 0;
        while length < 9 {
            if length == capacity {
                capacity *= 2;
                realloc(p, capacity * size_of::<usize>());
            }
            p[length++] <<= length;
        }
        println!("{}", ~p[8]);
        free(p);
    }
}

#[test]
fn left_by_a_label() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(16);
        let mut at = 0;
        'outer: for row in 0..10 {
            for column in 0..10 {
                if row * 10 + column == 4 {
                    break 'outer;
                }
                p[at] <<= 1;
                at += 1;
            }
        }
        println!("{at}");
        free(p);
    }
}

#[test]
fn next_round_by_a_label() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(12);
        let mut at = 0;
        'outer: for row in 0..3 {
            for column in 0..10 {
                if column == 1 {
                    continue 'outer;
                }
                p[at] <<= row;
                at += 1;
            }
        }
        println!("{}", ~p[2]);
        free(p);
    }
}

#[test]
fn no_round_at_all() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(4);
        for i in 3..3 {
            p[i] <<= 1;
        }
        let mut i = 5;
        while i < 5 {
            p[i] <<= 1;
            i += 1;
        }
        for i in (0..0).rev() {
            p[9 + i] <<= 1;
        }
        free(p);
    }
}

#[test]
fn many_rounds() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(5000);
        for i in 0..5000 {
            p[i] <<= 1;
        }
        let mut i = 0;
        while i < 5000 {
            println!("{}", ~p[i]);
            i += 1000;
        }
        free(p);
    }
}

#[test]
fn a_pointer_that_walks() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(40);
        let mut q = p;
        let end = p + 10;
        while q != end {
            q <<= 1;
            q += 1;
        }
        println!("{}", ~p[9]);
        free(p);
    }
}

#[test]
fn two_counters() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(40);
        let (mut i, mut j) = (0, 9);
        while i < j {
            p[i] <<= 1;
            p[j] <<= 2;
            i += 1;
            j -= 1;
        }
        println!("{}", ~p[9]);
        free(p);
    }
}

#[test]
fn a_counter_of_the_loop_is_changed() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(16);
        for mut i in 0..8 {
            i %= 4;
            p[i] <<= 1;
        }
        println!("{}", ~p[3]);
        free(p);
    }
}

#[test]
fn an_error_ends_it() -> Result<()> {
    pointers! {
        let p: CallocPointer<i32> = calloc(3, 4);
        let mut rounds = 0;
        try {
            for i in 0..10 {
                p[i] <<= 1;
                rounds += 1;
            }
        } except NotEnoughChunks {
            println!("{rounds}");
        }
        free(p);
    }
}

#[test]
fn a_value_that_is_parsed() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(12);
        for i in 0..10 {
            let Ok(value) = ["1", "2", "3", "x"][i.min(3)].parse::<i32>() else {
                break;
            };
            p[i] <<= value;
        }
        println!("{}", ~p[2]);
        free(p);
    }
}
