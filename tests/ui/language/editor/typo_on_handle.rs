use pointers::prelude::*;

fn main() {
    let _ = pointers! {
        let ptr = malloc(4);
        ptr <<= 5;
        ptr.poin();
        ptr.lenn();
        ptr.revers();
        ptr.mark();
        ptr.wriite(3);
    };
}
