use pointers::prelude::*;

fn double(x: i32) -> i32 {
    let p: MallocPointer<i32> = MallocPointer::null();
    pointers! {
        p <<= x;
        free(p);
    }
    2 * x
}

fn main() {
    double(1);
}
