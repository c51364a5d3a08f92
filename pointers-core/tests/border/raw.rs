//! Addresses for C.

use pointers_core::{MallocPointer, Result, calloc, free, malloc, realloc};

use crate::common::fails;
use crate::leaves_nothing;

#[test]
fn an_address_is_that_of_today() -> Result<()> {
    leaves_nothing(|| {
        let p = malloc::<u32>(8)?;
        assert_eq!(p.as_ptr()?.addr(), p.address());
        assert_eq!(p.add(2)?.as_ptr()?.addr(), p.address() + 8);
        let new = realloc(p, 1 << 20)?;
        assert_eq!(p.as_ptr()?, new.as_ptr()?);
        // SAFETY: the block lives, and has room for one; nobody else writes.
        unsafe { p.as_ptr()?.write(7) };
        fails!(p.read(), Dereference);
        assert_eq!(p.as_pointer().as_ptr()?, new.as_ptr()?);
        free(new)?;
        let memory = calloc::<u32>(2, 28)?;
        let (first, second) = (memory.as_ptr()?, memory.add(1)?.as_ptr()?);
        assert_eq!(second.addr() - first.addr(), 28);
        free(memory)
    })
}

#[test]
fn there_is_none_of_what_is_gone_or_nowhere() -> Result<()> {
    leaves_nothing(|| {
        let p = malloc::<u32>(8)?;
        let text = MallocPointer::<str>::from_str("abc")?;
        let numbers: MallocPointer<[u16]> = malloc(4)?;
        fails!((p + 3).as_ptr(), OutOfBounds);
        fails!((p - 1).as_ptr(), OutOfBounds);
        fails!((p + (1_i128 << 80)).as_ptr(), OutOfBounds);
        fails!((text + 2).as_ptr(), OutOfBounds);
        free(p)?;
        free(text)?;
        free(numbers)?;
        fails!(p.as_ptr(), Memory);
        fails!(text.as_ptr(), Memory);
        fails!(numbers.as_ptr(), Memory);
        fails!(MallocPointer::<u32>::null().as_ptr(), NullPointer);
        fails!(MallocPointer::<str>::null().as_ptr(), NullPointer);
        Ok(())
    })
}

#[test]
fn formats_are_those_of_pointers() -> Result<()> {
    leaves_nothing(|| {
        let p = malloc::<u32>(8)?;
        let raw = p.as_ptr()?;
        assert_eq!(
            format!("{p:p}|{p:20p}|{p:#p}"),
            format!("{raw:p}|{raw:20p}|{raw:#p}")
        );
        let address = p.address();
        assert_eq!(
            format!("{p:x}|{p:#X}|{p:020x}"),
            format!("{address:x}|{address:#X}|{address:020x}")
        );
        assert_eq!(format!("{:p}", MallocPointer::<u8>::null()), "0x0");
        assert_eq!(format!("{:p}", p.as_pointer()), format!("{raw:p}"));
        free(p)
    })
}
