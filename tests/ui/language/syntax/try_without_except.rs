use pointers::prelude::*;

fn main() {
    let _ = pointers! {
        try { malloc(4); }
    };
}
