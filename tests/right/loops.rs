//! Loops whose rounds differ.

use pointers::prelude::*;

/// Not known when the program is built.
fn yes() -> bool {
    std::hint::black_box(true)
}

#[test]
fn free_then_break() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        for i in 0..10 {
            if i == 3 {
                free(p);
                break;
            }
            println!("{}", ~p);
        }
    }
}

#[test]
fn free_in_the_last_round() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        for i in 0..3 {
            println!("{}", ~p);
            if i == 2 {
                free(p);
            }
        }
    }
}

#[test]
fn allocate_and_free_each_round() -> Result<()> {
    pointers! {
        for i in 0..3 {
            let p = malloc(4);
            p <<= i;
            println!("{}", ~p);
            free(p);
        }
    }
}

#[test]
fn allocate_anew_each_round() -> Result<()> {
    pointers! {
        let mut p = malloc(4);
        p <<= 0;
        for i in 1..4 {
            free(p);
            p = malloc(4);
            p <<= i;
        }
        println!("{}", ~p);
        free(p);
    }
}

#[test]
fn endless_with_a_break() -> Result<()> {
    pointers! {
        let p = malloc(4);
        let mut n = 0;
        p <<= 1;
        loop {
            n += 1;
            if n == 3 {
                break;
            }
            println!("{}", ~p);
        }
        free(p);
    }
}

#[test]
fn free_and_allocate_in_an_endless_loop() -> Result<()> {
    pointers! {
        let mut p = malloc(4);
        let mut n = 0;
        p <<= 1;
        loop {
            println!("{}", ~p);
            free(p);
            n += 1;
            if n == 3 {
                break;
            }
            p = malloc(4);
            p <<= n;
        }
    }
}

#[test]
fn unassigned_in_the_first_round_only() -> Result<()> {
    pointers! {
        let p = malloc(4);
        for i in 0..3 {
            if i > 0 {
                println!("{}", ~p);
            }
            p <<= i;
        }
        free(p);
    }
}

#[test]
fn continue_before_the_read() -> Result<()> {
    pointers! {
        let p = malloc(4);
        let mut ready = false;
        for i in 0..3 {
            if !ready {
                p <<= i;
                ready = true;
                continue;
            }
            println!("{}", ~p);
        }
        free(p);
    }
}

#[test]
fn a_body_that_never_runs() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        for _ in 0..0 {
            free(p);
        }
        println!("{}", ~p);
        free(p);
    }
}

#[test]
fn a_body_that_runs_once() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        for _ in 0..1 {
            free(p);
        }
    }
}

#[test]
fn while_freed_is_false() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        while !p.freed() {
            println!("{}", ~p);
            free(p);
        }
    }
}

#[test]
fn fill_then_read() -> Result<()> {
    pointers! {
        let memory = calloc_safe(4, 4);
        for i in 0..4 {
            memory[i] <<= i;
        }
        for i in 0..4 {
            println!("{}", ~memory[i]);
        }
        free(memory);
    }
}

#[test]
fn fill_by_steps() -> Result<()> {
    pointers! {
        let memory = calloc_safe(4, 4);
        let mut cursor = memory;
        for i in 0..4 {
            cursor <<= i;
            cursor += 1;
        }
        println!("{}", ~memory[3]);
        free(memory);
    }
}

#[test]
fn fill_through_the_chunks() -> Result<()> {
    pointers! {
        let memory = calloc_safe(4, 28);
        for (index, chunk) in memory.into_iter().enumerate() {
            chunk <<= index + 1;
        }
        for chunk in memory {
            println!("{}", ~chunk);
        }
        free(memory);
    }
}

#[test]
fn an_index_that_is_tested() -> Result<()> {
    pointers! {
        let memory: CallocPointer<u32> = calloc(4, 4);
        for i in 0..8 {
            if i < 4 {
                memory[i] <<= 1;
            }
        }
        free(memory);
    }
}

#[test]
fn an_index_with_a_break() -> Result<()> {
    pointers! {
        let memory: CallocPointer<u32> = calloc(4, 4);
        for i in 0..8 {
            if i == 4 {
                break;
            }
            memory[i] <<= 1;
        }
        free(memory);
    }
}

#[test]
fn an_index_that_wraps() -> Result<()> {
    pointers! {
        let memory: CallocPointer<u32> = calloc(4, 4);
        for i in 0..8 {
            memory[i % 4] <<= 1;
        }
        free(memory);
    }
}

#[test]
fn a_list_that_is_empty_at_first() -> Result<()> {
    pointers! {
        let mut head = MallocPointer::<Node>::null();
        for value in 0..3 {
            let node = malloc(24);
            node <<= Node { value, next: head };
            head = node;
        }
        let mut sum = 0;
        let mut node = head;
        while !node.is_null() {
            sum += node->value;
            node = node->next;
        }
        assert_eq!(sum, 3);
        while !head.is_null() {
            let next = head->next;
            free(head);
            head = next;
        }
    }
}

#[test]
fn an_empty_list() -> Result<()> {
    pointers! {
        let head = MallocPointer::<Node>::null();
        let mut node = head;
        while !node.is_null() {
            println!("{}", node->value);
            node = node->next;
        }
        let mut node = head;
        loop {
            if node.is_null() {
                break;
            }
            node = node->next;
        }
    }
}

#[derive(Clone, Copy)]
struct Node {
    value: u64,
    next: MallocPointer<Node>,
}

#[test]
fn labelled_continue() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        let mut freed = false;
        'outer: for i in 0..3 {
            for j in 0..3 {
                if i == 1 && j == 1 {
                    free(p);
                    freed = true;
                }
                if freed {
                    continue 'outer;
                }
                println!("{}", ~p);
            }
        }
    }
}

#[test]
fn labelled_break() -> Result<()> {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        'outer: for _ in 0..3 {
            for _ in 0..3 {
                free(p);
                break 'outer;
            }
        }
    }
}

#[test]
fn the_handle_moves_on_each_round() -> Result<()> {
    pointers! {
        let mut handles = vec![malloc(4), malloc(4)];
        while let Some(p) = handles.pop() {
            p <<= 1;
            free(p);
        }
    }
}

#[test]
fn nested_loops_fill_a_matrix() -> Result<()> {
    pointers! {
        let matrix = calloc_safe(6, 4);
        for row in 0..2 {
            for column in 0..3 {
                matrix[row * 3 + column] <<= row + column;
            }
        }
        println!("{}", ~matrix[5]);
        free(matrix);
    }
}

#[test]
fn chunk_by_chunk_until_done() -> Result<()> {
    pointers! {
        let memory = calloc(3, 4);
        for chunk in memory {
            chunk <<= 5;
            if yes() {
                free(memory);
                break;
            }
        }
    }
}

#[test]
fn written_by_the_round_before() -> Result<()> {
    pointers! {
        let memory = calloc_safe(2, 4);
        for i in 0..2 {
            if i == 1 {
                println!("{}", ~memory);
            }
            for chunk in memory {
                chunk <<= i;
            }
        }
        free(memory);
    }
}

#[test]
fn growing() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(1);
        let mut size = 1;
        for i in 0..4u8 {
            p[i] <<= i;
            size += 1;
            realloc(p, size);
        }
        println!("{}", ~p[3]);
        free(p);
    }
}

#[test]
fn indices_that_a_cast_changes() -> Result<()> {
    pointers! {
        let ring = calloc::<u32>(256, 4);
        for i in 0_u32..300 { ring[i as u8] <<= i; }
        assert_eq!(~ring[43], 299);
        let p = malloc::<u8>(100);
        p[300_i32 as u8] <<= 1;
        p[-212_i32 as u8] <<= 2;
        assert_eq!((~p[44] , (p + 44).assigned()), (2, true));
        let small = malloc::<u8>(300_u32 as u8 as usize);
        for i in 0..44 { small[i] <<= 1; }
        free(small);
        free(p);
        free(ring);
    }
}

/// The move is into the first block in no round.
#[test]
fn moved_after_it_grew_in_the_round_before() -> Result<()> {
    pointers! {
        let p: MallocPointer<u64> = malloc(4);
        for i in 0..2 {
            if i == 1 {
                p <<= 7_u64;
            }
            realloc(p, 8);
        }
        assert_eq!(~p, 7);
        free(p);
    }
}

/// `old` is the block of the round before, which came from the same `malloc`.
#[test]
fn freed_one_round_later() -> Result<()> {
    pointers! {
        let mut old = MallocPointer::<i32>::null();
        for i in 0..2 {
            let p = malloc(4);
            p <<= i;
            free(old);
            assert_eq!(~p, i);
            old = p;
        }
        free(old);
    }
}

#[test]
fn the_list_is_deleted_and_begun_again() -> Result<()> {
    pointers! {
        struct Node {
            value: i32,
            next: MallocPointer<Node>,
        }

        fn delete_list(mut head: MallocPointer<Node>) -> Result<()> {
            while !head.is_null() {
                let next = head->next;
                free(head);
                head = next;
            }
            Ok(())
        }

        let mut head: MallocPointer<Node> = malloc(size_of::<Node>());
        head <<= Node { value: 1, next: MallocPointer::null() };
        delete_list(head)?;
        head = malloc(size_of::<Node>());
        head <<= Node { value: 2, next: MallocPointer::null() };
        println!("{}", head->value);
        delete_list(head)?;
    }
}

#[test]
fn only_some_of_the_list_are_deleted() -> Result<()> {
    pointers! {
        struct Node {
            value: i32,
            next: MallocPointer<Node>,
        }

        fn drop_while(mut head: MallocPointer<Node>, value: i32) -> Result<MallocPointer<Node>> {
            while !head.is_null() && head->value == value {
                let next = head->next;
                free(head);
                head = next;
            }
            Ok(head)
        }

        let head: MallocPointer<Node> = malloc(size_of::<Node>());
        head <<= Node { value: 1, next: MallocPointer::null() };
        let rest = drop_while(head, 3)?;
        println!("{}", head->value);
        free(rest);
    }
}

#[test]
fn one_round_or_none() -> Result<()> {
    pointers! {
        let p: MallocPointer<u32> = malloc(4);
        let mut more = yes();
        while more {
            free(p);
            more = false;
        }
        if !p.freed() {
            p <<= 1;
            free(p);
        }
    }
}

#[test]
fn an_array_of_handles() -> Result<()> {
    pointers! {
        #![deny(leaks)]
        let p: MallocPointer<u32> = malloc(4);
        let q: MallocPointer<u32> = malloc(4);
        for each in [p, q] {
            each <<= 5;
        }
        println!("{} {}", ~p, ~q);
        for (each, now) in [(p, true), (q, false)] {
            if now {
                free(each);
            }
        }
        free(q);
    }
}

#[test]
fn an_array_that_is_left_early() -> Result<()> {
    pointers! {
        let p: MallocPointer<u32> = malloc(4);
        let q: MallocPointer<u32> = malloc(4);
        for each in [p, q] {
            free(each);
            if yes() {
                break;
            }
        }
        if !q.freed() {
            free(q);
        }
    }
}
