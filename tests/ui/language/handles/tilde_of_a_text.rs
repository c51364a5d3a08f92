use pointers::prelude::*;

/// Looked through, as `String` is.
struct Text(String);

impl std::ops::Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

fn main() {
    let _ = pointers! {
        let text = Text(String::new());
        println!("{}", ~text);
    };
}
