use pointers::prelude::*;

fn main() {
    let _ = pointers! {
        let mut n = 1_u8;
        n <<= 8;
        let mut m = 255_u8;
        m += 1;
        println!("{n} {m}");
    };
}
