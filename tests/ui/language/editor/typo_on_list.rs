use pointers::prelude::*;

fn main() {
    let _ = pointers! {
        let list = vec![1, 2];
        list.part();
        list.pusch(1);
    };
}
