use pointers::prelude::*;

fn main() {
    let _ = pointers! {
        struct Node { value: i32, count: i32 }
        let count = 3;
        let node = Node { value: , count };
        println!("{} {}", node.value, node.count);
    };
}
