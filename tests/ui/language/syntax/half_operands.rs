use pointers::prelude::*;

fn main() {
    let _ = pointers! {
        let (a, b) = (1, 2);
        println!("{}", i32::max(a + , b));
        let sum = a +
        let other = 3;
        println!("{sum} {other}");
    };
}
