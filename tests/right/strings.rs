//! Functions of C's `string.h` that read less than they could.

use pointers::{prelude::*, string::*};

/// `strncpy` reads up to the terminator only, and fills the rest with zeros.
#[test]
fn copied_up_to_the_terminator() -> Result<()> {
    pointers! {
        let from: MallocPointer<u8> = malloc(2);
        let to: MallocPointer<u8> = malloc(5);
        from[0] <<= b'a';
        from[1] <<= 0;
        strncpy(to, from, 5);
        assert_eq!(~to[0], b'a');
        for i in 1..5 {
            assert_eq!(~to[i], 0);
        }
        free(from);
        free(to);
    }
}
