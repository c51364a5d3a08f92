use pointers::prelude::*;
use pointers::string::*;

fn main() {
    let _ = pointers! {
        sprintf!("{}", 5);
        sprintf!("text", "{}", 5);
    };
}
