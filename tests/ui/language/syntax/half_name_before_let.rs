use pointers::prelude::*;

fn main() {
    let _ = pointers! {
        let text = String::from("ab");
        text.
        let other = 5;
        println!("{other}");
    };
}
