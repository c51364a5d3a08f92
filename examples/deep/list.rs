//! A list is walked by a loop. That is all there is to it, as long as no destructor goes from node to node: handles have
//! none, and `free` frees one node.

use pointers::prelude::*;

pointers! {
    #[derive(Clone, Copy)]
    pub(crate) struct Node {
        value: u64,
        pub(crate) next: MallocPointer<Node>,
    }

    /// The list of the numbers from `count` down to 1.
    pub(crate) fn build(count: usize) -> Result<MallocPointer<Node>> {
        let mut head = NULL;
        for value in 1..=count as u64 {
            let node = malloc(size_of::<Node>());
            node <<= Node { value, next: head };
            head = node;
        }
        Ok(head)
    }

    pub(crate) fn sum(head: MallocPointer<Node>) -> Result<u64> {
        let mut sum = 0;
        let mut at = head;
        while at != NULL {
            sum += at->value;
            at = at->next;
        }
        Ok(sum)
    }

    pub(crate) fn free_list(head: MallocPointer<Node>) -> Result<()> {
        let mut at = head;
        while at != NULL {
            let next = at->next;
            free(at);
            at = next;
        }
        Ok(())
    }
}
