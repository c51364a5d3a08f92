use pointers::prelude::*;

fn main() {
    let _ = pointers! {
        let (a, b) = (1, 2);
        a ~ b;
        try { 3 };
    };
}
