// Loops of C.
use pointers::prelude::*;

fn main() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(12);
        for (int i = 0; i < 3; i++) {
            p[i] = 0;
        }
        for (;;) {
            break;
        }
        free(p);
    }
}
