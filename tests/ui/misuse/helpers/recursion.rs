//! Functions that call themselves and one another.
#![allow(dead_code)]

use pointers::prelude::*;

pointers! {
    #[derive(Clone, Copy)]
    struct Node {
        value: u32,
        next: MallocPointer<Node>,
    }

    fn destroy(node: MallocPointer<Node>) -> Result<()> {
        if node.is_null() {
            return Ok(());
        }
        destroy(node->next)?;
        free(node);
        Ok(())
    }

    fn a_list_that_is_gone() -> Result<()> {
        let head = malloc(24);
        head <<= Node { value: 1, next: MallocPointer::null() };
        destroy(head)?;
        println!("{}", head->value);
        Ok(())
    }

    fn its_second_node_too() -> Result<()> {
        let second = malloc(24);
        second <<= Node { value: 2, next: MallocPointer::null() };
        let first = malloc(24);
        first <<= Node { value: 1, next: second };
        destroy(first)?;
        println!("{}", second->value);
        Ok(())
    }

    fn even(p: MallocPointer<u32>, n: u32) -> Result<()> {
        if n == 0 {
            free(p);
            Ok(())
        } else {
            odd(p, n - 1)
        }
    }

    fn odd(p: MallocPointer<u32>, n: u32) -> Result<()> {
        if n == 0 {
            free(p);
            return Ok(());
        }
        even(p, n - 1)?;
        Ok(())
    }

    fn freed_by_one_of_them(n: u32) -> Result<()> {
        let p: MallocPointer<u32> = malloc(4);
        p <<= 1;
        odd(p, n)?;
        println!("{}", ~p);
        Ok(())
    }
}

fn main() {}
