use pointers::prelude::*;

fn main() {
    let _ = pointers! {
        fn read(ptr: MallocPointer<u32>) -> u32 {
            ~ptr
        }
        read(std::hint::black_box(MallocPointer::null()))
    };
}
