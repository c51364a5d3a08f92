use pointers::prelude::*;

pointers! {
    const fn broken(count: u8) -> u8 {
        count.
    }

    fn whole() -> Result<u8> {
        let ptr = malloc(1);
        ptr <<= broken(3);
        Ok(~ptr)
    }
}

fn main() {
    let _ = whole();
}
