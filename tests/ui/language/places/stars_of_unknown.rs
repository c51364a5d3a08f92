//! `*` of what nothing in the body says that it is a handle, where it stays Rust's: rustc's words name what to write.

#![allow(unused)]

use pointers::prelude::*;

mod elsewhere {
    use pointers::prelude::*;

    #[derive(Fields, Clone, Copy)]
    pub struct Node {
        pub value: i32,
        pub next: MallocPointer<Node>,
    }

    pub struct Entry {
        pub node: MallocPointer<Node>,
        pub count: MallocPointer<i32>,
        pub number: u32,
    }

    pub fn entry() -> Entry {
        loop {}
    }

    pub fn deep() -> MallocPointer<MallocPointer<MallocPointer<i32>>> {
        loop {}
    }

    pub fn takes(_: i32) {}
}
use elsewhere::*;

fn run() -> Result<()> {
    pointers! {
        let e = entry();
        let node = Node { value: 3, ..*e.node };
        let reference: &i32 = &*e.count;
        takes(&mut *e.count);
        let field = (*e.node).valu;
        (*e.node).method();
        match *e.node { Node { .. } => {} }
        let Node { value, .. } = *e.node;
        let address: MallocPointer<i32> = &raw mut *e.count;
        let read = || *e.count;
        takes(read());
        let v = [e.count];
        takes(*v[usize::MIN]);
        *e.number = 3;
    }
}

fn right() -> Result<()> {
    pointers! {
        let e = entry();
        let node = Node { value: 3, ..~e.node };
        let reference: &i32 = &~e.count;
        let field = e.node->value + (~e.node).value;
        match ~e.node { Node { .. } => {} }
        let Node { value, .. } = ~e.node;
        let address: MallocPointer<i32> = &raw mut ~e.count;
        let read = || -> Result<i32> { Ok(~e.count) };
        takes(read()?);
        let v = [e.count];
        takes(~v[usize::MIN]);
        let d = deep();
        let n: i32 = ~~~d;
        ~~~d = n;
    }
}

fn main() {}
