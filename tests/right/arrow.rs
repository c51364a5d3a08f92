//! What `->` reaches may have been freed, and may not.

use pointers::prelude::*;

#[derive(Clone, Copy)]
struct Node {
    value: i32,
    next: MallocPointer<Node>,
}

#[test]
fn the_next_is_read_before_the_node_is_freed() -> Result<()> {
    pointers! {
        let mut head = MallocPointer::null();
        for value in 0..3 {
            let node = malloc(size_of::<Node>());
            node <<= Node { value, next: head };
            head = node;
        }
        let mut at = head;
        while !at.is_null() {
            let next = at->next;
            free(at);
            at = next;
        }
        assert_eq!(pointers::heap::stats().live_blocks, 0);
    }
}

#[test]
fn a_name_points_elsewhere_after_free() -> Result<()> {
    pointers! {
        let other = malloc(size_of::<Node>());
        other <<= Node { value: 2, next: MallocPointer::null() };
        let mut node = malloc(size_of::<Node>());
        node <<= Node { value: 1, next: other };
        let next = node->next;
        free(node);
        node = next;
        assert_eq!(node->value, 2);
        node->value += 1;
        assert_eq!(other->value, 3);
        free(node);
    }
}

#[test]
fn what_a_freed_node_pointed_to_lives_on() -> Result<()> {
    pointers! {
        let last = malloc(size_of::<Node>());
        last <<= Node { value: 2, next: MallocPointer::null() };
        let first = malloc(size_of::<Node>());
        first <<= Node { value: 1, next: last };
        first->next->value = 5;
        free(first);
        assert_eq!(last->value, 5);
        free(last);
    }
}

#[test]
fn a_link_is_changed_before_it_is_followed() -> Result<()> {
    pointers! {
        let a = malloc(size_of::<Node>());
        let b = malloc(size_of::<Node>());
        b <<= Node { value: 2, next: MallocPointer::null() };
        a <<= Node { value: 1, next: b };
        free(a->next);
        a->next = a;
        assert_eq!(a->next->next->value, 1);
        free(a);
    }
}

#[test]
fn freed_on_one_way_only() -> Result<()> {
    let gone = std::hint::black_box(false);
    pointers! {
        let node = malloc(size_of::<Node>());
        node <<= Node { value: 1, next: MallocPointer::null() };
        if gone {
            free(node);
        }
        assert_eq!(node->value, 1);
        free(node);
    }
}
