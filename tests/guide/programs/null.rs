use pointers::prelude::*;

#[derive(Fields)]
struct Node {
    value: i32,
    next: MallocPointer<Node>,
}

pointers! {
    fn push(list: MallocPointer<Node>, value: i32) -> Result<MallocPointer<Node>> {
        let node: MallocPointer<Node> = malloc(size_of::<Node>());
        node->value = value;
        node->next = list;
        Ok(node)
    }

    fn find(list: MallocPointer<Node>, value: i32) -> Result<MallocPointer<Node>> {
        let at = list;
        while at != NULL && at->value != value {
            at = at->next;
        }
        Ok(at)
    }

    fn main() -> Result<()> {
        let list = push(push(NULL, 4)?, 9)?;
        let nine = find(list, 9)?;
        let ten = find(list, 10)?;
        drawn(snapshot().named("list", list).named("nine", nine).named("ten", ten)); // The picture shows this moment.
        println!("{} {}", nine != NULL, ten != NULL); // true false
        free(list->next);
        free(list);
        Ok(())
    }
}
