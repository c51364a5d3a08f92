use pointers::prelude::*;

fn byte() -> u8 {
    3
}

fn number() -> f32 {
    0.5
}

fn main() {
    let _ = pointers! {
        let ptr = malloc(4);
        for i in 0..4 {
            ptr[i] <<= byte();
            ptr[i] <<= number();
        }
        let words: MallocPointer<u32> = malloc(16);
        for i in 0..true {
            words[i] <<= 1;
        }
    };
}
