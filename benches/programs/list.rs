//! A doubly linked list, and callbacks that say what happens to its values.

use pointers::prelude::*;

use super::program::next_random;

pointers! {
    #[derive(Fields, Clone, Copy)]
    struct Node {
        next: MallocPointer<Node>,
        prev: MallocPointer<Node>,
        value: u64,
    }

    #[derive(Fields, Clone, Copy)]
    struct List {
        first: MallocPointer<Node>,
        last: MallocPointer<Node>,
        length: usize,
    }

    fn push_back(list: MallocPointer<List>, value: u64) -> Result<()> {
        let node: MallocPointer<Node> = malloc(size_of::<Node>());
        node->next = NULL;
        node->prev = list->last;
        node->value = value;
        if list->last == NULL {
            list->first = node;
        } else {
            list->last->next = node;
        }
        list->last = node;
        list->length++;
        Ok(())
    }

    fn take_out(list: MallocPointer<List>, node: MallocPointer<Node>) -> Result<()> {
        if node->prev == NULL {
            list->first = node->next;
        } else {
            node->prev->next = node->next;
        }
        if node->next == NULL {
            list->last = node->prev;
        } else {
            node->next->prev = node->prev;
        }
        list->length--;
        free(node);
        Ok(())
    }

    fn each(list: MallocPointer<List>, callback: fn(u64, &mut u64) -> u64, context: &mut u64) -> Result<()> {
        let at = list->first;
        while at != NULL {
            at->value = callback(at->value, context);
            at = at->next;
        }
        Ok(())
    }

    fn remove_if(list: MallocPointer<List>, callback: fn(u64, u64) -> bool, context: u64) -> Result<()> {
        let at = list->first;
        while at != NULL {
            let next = at->next;
            if callback(at->value, context) {
                take_out(list, at)?;
            }
            at = next;
        }
        Ok(())
    }

    fn reverse(list: MallocPointer<List>) -> Result<()> {
        let at = list->first;
        while at != NULL {
            let next = at->next;
            at->next = at->prev;
            at->prev = next;
            at = next;
        }
        let first = list->first;
        list->first = list->last;
        list->last = first;
        Ok(())
    }

    fn add_and_count(value: u64, sum: &mut u64) -> u64 {
        *sum = sum.wrapping_mul(31).wrapping_add(value);
        value + 1
    }

    fn is_third(value: u64, round: u64) -> bool {
        value % 3 == round % 3
    }

    pub(crate) fn run(n: u64) -> Result<u64> {
        let list: MallocPointer<List> = malloc(size_of::<List>());
        list->first = NULL;
        list->last = NULL;
        list->length = 0;
        let mut sum = 0;
        for round in 0..n {
            for _ in 0..20000 {
                push_back(list, next_random() >> 8)?;
            }
            each(list, add_and_count, &mut sum)?;
            remove_if(list, is_third, round)?;
            reverse(list)?;
        }
        sum = sum.wrapping_add(list->length as u64);
        remove_if(list, |_, _| true, 0)?;
        free(list);
        Ok(sum)
    }
}
