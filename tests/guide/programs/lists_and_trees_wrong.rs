use pointers::prelude::*;

#[derive(Fields)]
struct Node {
    value: i32,
    next: MallocPointer<Node>,
}

fn give_back(node: MallocPointer<Node>) -> Result<()> {
    pointers! { free(node); }
}

fn main() -> Result<()> {
    pointers! {
        let list: MallocPointer<Node> = NULL;
        for value in 0..3 {
            let node: MallocPointer<Node> = malloc(size_of::<Node>());
            node->value = value;
            node->next = list;
            list = node;
        }
        while list != NULL {
            give_back(list)?;
            list = list->next;
        }
    }
}
