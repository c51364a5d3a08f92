use pointers::prelude::*;

fn main() {
    let _ = pointers! {
        let ptr = malloc(4);
        ptr <<= 5;
        ptr.poin();
        ptr.lenght();
        ptr.revers();
        ptr.mark();
        ptr.wriite(3);
    };
}
