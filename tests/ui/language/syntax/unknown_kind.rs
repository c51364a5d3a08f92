use pointers::prelude::*;

fn main() {
    let _ = pointers! {
        try { let p = malloc(4); p <<= 1; } except Segfault { }
    };
}
