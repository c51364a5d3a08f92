use pointers::prelude::*;

fn main() {
    let _ = pointers! {
        let next = |n: u32| { n += 1; n };
        println!("{}", next(3));
    };
}
