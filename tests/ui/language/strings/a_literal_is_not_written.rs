use pointers::prelude::*;
use pointers::string::*;

fn main() {
    let _ = pointers! {
        strcat(c"abc", c"def");
    };
}
