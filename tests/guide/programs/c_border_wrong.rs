use std::ffi::c_void;

use pointers::prelude::*;

unsafe extern "C" {
    #[link_name = "free"]
    fn c_free(memory: *mut c_void);
}

fn hand_over(number: MallocPointer<i32>) -> Result<()> {
    let raw = number.into_raw()?;
    // SAFETY: it is C's now, and nobody uses it any more.
    unsafe { c_free(raw.cast()) };
    Ok(())
}

fn main() -> Result<()> {
    pointers! {
        let number: MallocPointer<i32> = malloc(4);
        number <<= 7;
        hand_over(number)?;
        println!("{}", ~number);
    }
}
