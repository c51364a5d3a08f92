use pointers::cpython::*;
use pointers::string::*;

fn main() {
    let _ = pointers! {
        let p: MallocPointer<u8> = malloc(28);
        memset(p, 0, 1);
    };
}
