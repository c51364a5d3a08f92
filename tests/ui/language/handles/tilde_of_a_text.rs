use pointers::prelude::*;

fn main() {
    let _ = pointers! {
        let text = String::new();
        println!("{}", ~text);
    };
}
