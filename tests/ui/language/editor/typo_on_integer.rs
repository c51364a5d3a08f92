use pointers::prelude::*;

fn main() {
    let _ = pointers! {
        let count = 3_u32;
        count.at();
        count.pow2(2);
    };
}
