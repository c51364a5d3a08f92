//! What stands outside of functions in C.

use pointers::prelude::*;

pointers! {
    #include <stdio.h>

    struct node { int value; struct node *next; };

    static struct node *root = NULL;
    int counter = 0;

    void push(struct node **head, int value);

    fn ours() -> Result<i32> {
        Ok(3)
    }
}

mod of_c {
    use pointers::prelude::*;

    pointers! {
        int add(int a, int b) { return a + b; }
    }
}

fn main() {
    let _ = ours();
}
