use pointers::prelude::*;

#[derive(Fields)]
struct Node {
    value: i32,
    next: MallocPointer<Node>,
}

fn main() -> Result<()> {
    pointers! {
        let last: MallocPointer<Node> = malloc(size_of::<Node>());
        last->value = 2;
        last->next = NULL;
        let first: MallocPointer<Node> = malloc(size_of::<Node>());
        first->value = 1;
        first->next = last;
        free(last);
        drawn(snapshot().named("first", first).named("last", last)); // The picture shows this moment.
        println!("{}", last.freed()); // true
        first->next = NULL;
        free(first);
    }
}
