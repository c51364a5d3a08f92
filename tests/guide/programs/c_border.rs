use std::ffi::{c_char, c_void};

use pointers::prelude::*;
use pointers::string::{strcpy, text};

unsafe extern "C" {
    fn strdup(text: *const c_char) -> *mut c_char;
    #[link_name = "free"]
    fn c_free(memory: *mut c_void);
}

fn main() -> Result<()> {
    pointers! {
        // SAFETY: C gives memory of 5 bytes away, which `free` is for.
        let from_c = unsafe { MallocPointer::<u8>::from_raw(strdup(c"Ada!".as_ptr()).cast(), 5)? };
        let to_c: MallocPointer<u8> = malloc(6);
        strcpy(to_c, "Grace");
        let raw = to_c.into_raw()?;
        drawn(snapshot().named("from_c", from_c).named("to_c", to_c)); // The picture shows this moment.
        println!("{}", text(from_c)); // Ada!
        free(from_c);
        // SAFETY: it is C's now, and nobody uses it any more.
        unsafe { c_free(raw.cast()) };
    }
}
