use pointers::prelude::*;

#[derive(Fields, Clone, Copy)]
struct Node {
    value: i32,
    next: MallocPointer<Node>,
}

pointers! {
    fn first(list: MallocPointer<Node>) -> Result<MallocPointer<Node>> {
        Ok(list->next)
    }

    fn is_empty(list: MallocPointer<Node>) -> Result<bool> {
        Ok(list->next == NULL)
    }

    fn length(_: MallocPointer<Node>) -> Result<i32> {
        Ok(1)
    }

    fn print(list: MallocPointer<Node>) -> Result<()> {
        let node = first(list);
        println!("{}", node->value);
        if is_empty(list) {
            println!("{}", length(list));
        }
        Ok(())
    }

    fn more(list: MallocPointer<Node>) -> i32 {
        first(list)->value
    }
}

fn main() {}
