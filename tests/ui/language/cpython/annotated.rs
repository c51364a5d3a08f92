use pointers::cpython::*;

fn main() {
    let _ = pointers! {
        let p: MallocPointer<[u32]> = malloc(48);
        free(p);
    };
}
