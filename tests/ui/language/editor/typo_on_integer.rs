use pointers::prelude::*;

fn main() {
    let _ = pointers! {
        let count = 3_u32;
        count.place_at();
        count.pow2(2);
    };
}
