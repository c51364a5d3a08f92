//! C's border.

use std::ffi::c_char;

use pointers::prelude::*;
use pointers::string::{strcat, text};

page!("c_border", "c_border_wrong");

unsafe extern "C" {
    fn strdup(text: *const c_char) -> *mut c_char;
}

#[test]
fn exercise_1() -> Result<()> {
    pointers! {
        // SAFETY: C gives memory of 6 bytes away, which `free` is for.
        let name = unsafe { MallocPointer::<u8>::from_raw(strdup(c"Grace".as_ptr()).cast(), 6)? };
        realloc(name, 16);
        strcat(name, " Hopper");
        assert_eq!(text(name), "Grace Hopper");
        free(name);
    }
}

/// It is another block to the library: one that came from C.
#[test]
fn exercise_2() -> Result<()> {
    pointers! {
        let numbers: MallocPointer<i32> = malloc(2 * size_of::<i32>());
        numbers[0] = 1;
        numbers[1] = 2;
        let raw = numbers.into_raw()?;
        // SAFETY: it was handed over a line above, and nobody else has it.
        let back = unsafe { MallocPointer::<i32>::from_raw(raw, 2 * size_of::<i32>())? };
        assert_eq!((back[0], back[1]), (1, 2));
        assert!(numbers.id() != back.id() && numbers.freed());
        free(back);
    }
}

#[test]
fn exercise_3() -> Result<()> {
    let nothing: MallocPointer<i32> = MallocPointer::null();
    let error = nothing.into_raw().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NullPointer);
    let numbers = malloc::<i32>(8)?;
    numbers.fill(0, 2)?;
    let error = numbers.add(1)?.into_raw().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidFree);
    free(numbers)
}
