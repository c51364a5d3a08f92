use pointers::prelude::*;

fn main() {
    let _ = pointers! {
        let ptr: MallocPointer<u64> = malloc(7);
        let value = u64::from(3_u8);
        ptr <<= value;
    };
}
