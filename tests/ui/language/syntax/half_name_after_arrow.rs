use pointers::prelude::*;

fn main() {
    let _ = pointers! {
        struct Node { value: i32 }
        let head = malloc(size_of::<Node>());
        head <<= Node { value: 1 };
        head->;
        (~head).;
        println!("{}", head->value);
        free(head);
    };
}
