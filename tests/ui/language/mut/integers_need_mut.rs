use pointers::prelude::*;

fn main() {
    let _ = pointers! {
        let n = u32::from(3_u8);
        n += 1;
    };
}
