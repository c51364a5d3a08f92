use pointers::cpython::*;

struct Point;

fn main() {
    let _ = pointers! {
        let p = malloc(48);
        p <<= Point;
    };
}
