use pointers::prelude::*;

fn text() -> String {
    String::new()
}

fn main() {
    let _ = pointers! {
        let line = text();
        line = text();
        println!("{line}");
    };
}
