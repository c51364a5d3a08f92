// A declaration of C: one error for each, which has the Rust of it.
use pointers::prelude::*;

#[derive(Fields, Clone, Copy)]
struct Node {
    value: i32,
    next: MallocPointer<Node>,
}

fn main() -> Result<()> {
    pointers! {
        int x = 5;
        int count;
        unsigned long total = 6;
        char *s = malloc(4);
        struct Node *n = malloc(size_of::<Node>());
        const char **words = malloc(16);
        n->value = x;
        s <<= 7_u8;
        words <<= s;
        count = x;
        println!("{count} {total}");
        free(s);
        free(n);
        free(words);
    }
}
