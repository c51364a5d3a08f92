use pointers::prelude::*;

fn main() {
    let _ = pointers! {
        fn next(n: u32) -> Result<u32> {
            n += 1;
            Ok(n)
        }
        next(3)
    };
}
