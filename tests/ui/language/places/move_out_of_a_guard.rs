use pointers::prelude::*;

struct Named {
    name: String,
}

fn main() {
    let _ = pointers! {
        let ptr = malloc(24);
        ptr <<= Named { name: String::new() };
        let name = (~ptr).name;
        println!("{name}");
    };
}
