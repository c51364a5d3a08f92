use pointers::prelude::*;

/// A struct of another crate: of one of its own, rustc shows the source of `ShlAssign`, where there is any.
fn main() {
    let _ = pointers! {
        let mut stats = pointers::heap::stats();
        stats <<= 3;
    };
}
