//! A singly linked list of integers. A list is a pointer to its first node, and the empty list is NULL.

use pointers::prelude::*;

pointers! {
    #[derive(Clone, Copy)]
    pub(crate) struct Node {
        pub(crate) value: i32,
        pub(crate) next: MallocPointer<Node>,
    }

    /// The list with a new first node.
    pub(crate) fn push(head: MallocPointer<Node>, value: i32) -> Result<MallocPointer<Node>> {
        let node = malloc(size_of::<Node>());
        node <<= Node { value, next: head };
        Ok(node)
    }

    pub(crate) fn insert_after(at: MallocPointer<Node>, value: i32) -> Result<()> {
        at->next = push(at->next, value)?;
        Ok(())
    }

    /// The sorted list with a new node where it belongs.
    pub(crate) fn insert_sorted(
        head: MallocPointer<Node>,
        value: i32,
    ) -> Result<MallocPointer<Node>> {
        if head == NULL || value <= head->value {
            return push(head, value);
        }
        let mut at = head;
        while at->next != NULL && at->next->value < value {
            at = at->next;
        }
        insert_after(at, value)?;
        Ok(head)
    }

    /// The list without its first node of this value, if it has one.
    pub(crate) fn remove(head: MallocPointer<Node>, value: i32) -> Result<MallocPointer<Node>> {
        let mut before = NULL;
        let mut at = head;
        while at != NULL && at->value != value {
            before = at;
            at = at->next;
        }
        if at == NULL {
            return Ok(head);
        }
        let next = at->next;
        free(at);
        if before == NULL {
            return Ok(next);
        }
        before->next = next;
        Ok(head)
    }

    pub(crate) fn reverse(head: MallocPointer<Node>) -> Result<MallocPointer<Node>> {
        let mut at = head;
        let mut reversed = NULL;
        while at != NULL {
            let next = at->next;
            at->next = reversed;
            reversed = at;
            at = next;
        }
        Ok(reversed)
    }

    /// Recursion is as deep as the list can be halved: 20 calls for a million nodes.
    pub(crate) fn merge_sort(head: MallocPointer<Node>) -> Result<MallocPointer<Node>> {
        if head == NULL || head->next == NULL {
            return Ok(head);
        }
        let second = split(head)?;
        merge(merge_sort(head)?, merge_sort(second)?)
    }

    /// Cuts the list in the middle and returns its second half: one pointer runs twice as fast as the other.
    fn split(head: MallocPointer<Node>) -> Result<MallocPointer<Node>> {
        let mut slow = head;
        let mut fast = head->next;
        while fast != NULL && fast->next != NULL {
            slow = slow->next;
            fast = fast->next->next;
        }
        let second = slow->next;
        slow->next = NULL;
        Ok(second)
    }

    fn merge(a: MallocPointer<Node>, b: MallocPointer<Node>) -> Result<MallocPointer<Node>> {
        let (mut a, mut b) = (a, b);
        let before = push(NULL, 0)?;
        let mut last = before;
        while a != NULL && b != NULL {
            if a->value <= b->value {
                last->next = a;
                a = a->next;
            } else {
                last->next = b;
                b = b->next;
            }
            last = last->next;
        }
        last->next = if a == NULL { b } else { a };
        let merged = before->next;
        free(before);
        Ok(merged)
    }

    pub(crate) fn show(head: MallocPointer<Node>) -> Result<String> {
        let mut text = String::new();
        let mut at = head;
        while at != NULL {
            text += &format!("{} -> ", at->value);
            at = at->next;
        }
        text += "NULL";
        Ok(text)
    }

    /// Frees every node, and says how many there were.
    pub(crate) fn free_list(head: MallocPointer<Node>) -> Result<usize> {
        let mut at = head;
        let mut count = 0;
        while at != NULL {
            let next = at->next;
            free(at);
            at = next;
            count += 1;
        }
        Ok(count)
    }
}
