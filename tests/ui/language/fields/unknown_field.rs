use pointers::prelude::*;

mod list {
    use super::*;

    #[derive(Fields)]
    pub struct Node {
        pub value: i32,
        pub next: MallocPointer<Node>,
        secret: u64,
    }
}

fn misspelt(p: MallocPointer<list::Node>) {
    let Ok(place) = p.__pointers_p_arrow();
    let _ = place.__pointers_p_field(|m| &m.nxt);
}

fn private(p: MallocPointer<list::Node>) {
    let Ok(place) = p.__pointers_p_arrow();
    let _ = place.__pointers_p_field(|m| &m.secret);
}

fn main() {}
