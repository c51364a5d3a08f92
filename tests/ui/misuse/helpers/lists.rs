//! Functions that free a list in a `while` loop, and the first round of any such loop.
#![allow(dead_code)]

use pointers::prelude::*;

fn yes() -> bool {
    std::hint::black_box(true)
}

fn read_after_the_list_is_deleted() -> Result<()> {
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

        let head: MallocPointer<Node> = malloc(size_of::<Node>());
        head <<= Node { value: 1, next: MallocPointer::null() };
        delete_list(head)?;
        println!("{}", head->value);
    }
}

fn through_another_variable() -> Result<()> {
    pointers! {
        struct Node {
            value: i32,
            next: MallocPointer<Node>,
        }

        fn delete_list(head: MallocPointer<Node>) -> Result<()> {
            let mut at = head;
            while !at.is_null() {
                let old = at;
                at = at->next;
                free(old);
            }
            Ok(())
        }

        fn show_and_delete(head: MallocPointer<Node>) -> Result<()> {
            delete_list(head)?;
            println!("{}", head->value);
            Ok(())
        }
    }
}

fn freed_before_a_loop_of_unknown_length() -> Result<()> {
    pointers! {
        let p: MallocPointer<u32> = malloc(4);
        let mut more = yes();
        while more {
            more = yes();
        }
        free(p);
        p <<= 1;
    }
}

fn each_of_an_array() -> Result<()> {
    pointers! {
        let p: MallocPointer<u32> = malloc(4);
        let q: MallocPointer<u32> = malloc(4);
        for each in [p, q] {
            free(each);
        }
        q <<= 1;
    }
}

fn main() {}
