use pointers::prelude::*;

#[derive(Fields)]
struct Node {
    value: i32,
    next: MallocPointer<Node>,
}

fn last_but_one(list: MallocPointer<Node>) -> Result<i32> {
    pointers! {
        let at = list;
        while at->next->next != NULL {
            at = at->next;
        }
        at->value
    }
}

fn main() -> Result<()> {
    pointers! {
        let list: MallocPointer<Node> = malloc(size_of::<Node>());
        list->value = 1;
        list->next = NULL;
        println!("{}", last_but_one(list)?);
        free(list);
    }
}
