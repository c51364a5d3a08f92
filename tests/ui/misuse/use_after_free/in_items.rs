//! Functions in item position are checked too.
#![allow(dead_code)]

use pointers::prelude::*;

pointers! {
    fn print(p: MallocPointer<u32>) -> Result<()> {
        free(p);
        println!("{}", ~p);
        Ok(())
    }

    struct List;

    impl List {
        fn pop(&self) -> Result<u32> {
            let p = malloc(4);
            p <<= 7u32;
            free(p);
            Ok(~p)
        }
    }

    trait Show {
        fn show(&self) -> Result<()> {
            let p = malloc(4);
            p <<= 7u32;
            free(p);
            println!("{~p}");
            Ok(())
        }
    }
}

#[derive(Clone, Copy)]
struct Node {
    value: u32,
    next: MallocPointer<Node>,
}

pointers! {
    fn remove(node: MallocPointer<Node>) -> Result<MallocPointer<Node>> {
        free(node);
        Ok(node->next)
    }

    fn set(node: MallocPointer<Node>) -> Result<()> {
        free(node);
        node->value = 3;
        Ok(())
    }
}

fn main() {}
