//! Stars before steps.

use pointers::prelude::*;

#[derive(Fields, Clone, Copy)]
struct Node {
    value: i32,
    next: MallocPointer<Node>,
}

pointers! {
    fn push(head: MallocPointer<MallocPointer<Node>>, value: i32) -> Result<()> {
        let n: MallocPointer<Node> = malloc(size_of::<Node>());
        n->value = value;
        n->next = *head;
        *head = n;
        Ok(())
    }

    fn sum(pp: MallocPointer<MallocPointer<Node>>) -> Result<i32> {
        assert_eq!((*pp)->next->value + (*pp)->value, 3);
        (*pp)->value += 1;
        Ok((*pp)->value)
    }
}

#[test]
fn before_arrows_and_indices() -> Result<()> {
    pointers! {
        let head: MallocPointer<MallocPointer<Node>> = malloc(16);
        *head = NULL;
        push(head, 1)?;
        push(head, 2)?;
        assert_eq!(sum(head)?, 3);
        let q: MallocPointer<MallocPointer<u8>> = malloc(16);
        *q = malloc(2);
        (*q)[0] = 3;
        (*q)[1] = 4;
        assert_eq!((*q)[0] + (*q)[1], 7);
        let vectors: MallocPointer<Vec<u8>> = malloc(size_of::<Vec<u8>>());
        vectors <<= vec![1, 2];
        assert_eq!((*vectors)[1], 2);
        let words = Box::new([1, 2]);
        assert_eq!((*words)[1], 2);
        free(vectors);
        free(*q);
        free(q);
        free((*head)->next);
        free(*head);
        free(head);
    }
}
