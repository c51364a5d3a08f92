use pointers::prelude::*;

fn main() {
    let _ = pointers! {
        fn release(ptr: MallocPointer<u32>) {
            free(ptr);
        }
        release(MallocPointer::null());
    };
}
