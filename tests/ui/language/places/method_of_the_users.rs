use pointers::prelude::*;

#[derive(Clone, Copy)]
struct Counter(u32);

impl Counter {
    fn count(&mut self) {
        self.0 += 1;
    }
}

fn main() {
    let _ = pointers! {
        let ptr = malloc(4);
        ptr <<= Counter(0);
        (~ptr).count();
    };
}
