use pointers::prelude::*;

#[derive(Fields, Clone, Copy)]
struct Node {
    value: i32,
    next: MallocPointer<Node>,
}

pointers! {
    fn upper(s: MallocPointer<u8>) -> Result<()> {
        s = "ABC";
        Ok(())
    }

    fn swap(_: MallocPointer<Node>, _: MallocPointer<Node>) -> Result<()> {
        Ok(())
    }

    fn run(list: MallocPointer<Node>, nodes: MallocPointer<Node>) -> Result<()> {
        list.value = 3;
        swap(&nodes[0], &nodes[1])?;
        swap(&list, nodes)?;
        upper("abc")?;
        let link = &raw mut list->next;
        link = &(*link)->next;
        Ok(())
    }
}

fn main() {}
