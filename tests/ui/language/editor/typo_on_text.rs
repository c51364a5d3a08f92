use pointers::prelude::*;

fn main() {
    let _ = pointers! {
        let text = String::from("a");
        text.whole();
        text.lenn();
    };
}
