//! C's structures, and the types that programs name.

use pointers::prelude::*;

#[derive(Fields, Clone, Copy)]
struct Task {
    id: u32,
}

pointers! {
    typedef unsigned char byte;

    struct point { int x; unsigned char name[8]; struct point *next; };

    fn later(Task *t, n: Task *, by: u32) -> Result<()> {
        (*t).id += by;
        Ok(())
    }

    fn run() -> Result<()> {
        Task *t = malloc(sizeof(Task));
        uint32_t first = 1, second = 2;
        static int counter = 0;
        t->id = (uint32_t)first + second;
        Task copy = *t;
        let bytes = (uint8_t *)t;
        let size = sizeof(*t);
        println!("{size} {counter} {}", copy.id);
        free(t);
        Ok(())
    }
}

fn main() {}
