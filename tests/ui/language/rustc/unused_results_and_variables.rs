#![deny(unused)]

use pointers::prelude::*;

fn main() {
    pointers! {
        let unused = 3;
        let mut never = 4;
        println!("{never}");
    };
}
