//! Addresses for C.

use pointers_core::{CallocPointer, MallocPointer, Pointer, Result, calloc, free, malloc, realloc};

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
        fails!((numbers + 2).as_ptr(), OutOfBounds);
        fails!((numbers - 1).as_ptr(), OutOfBounds);
        let one = p.add(1)?.as_pointer();
        free(p)?;
        free(text)?;
        free(numbers)?;
        fails!(p.as_ptr(), Memory);
        fails!(text.as_ptr(), Memory);
        fails!(numbers.as_ptr(), Memory);
        fails!(one.as_ptr(), Memory);
        fails!(MallocPointer::<u32>::null().as_ptr(), NullPointer);
        fails!(MallocPointer::<str>::null().as_ptr(), NullPointer);
        fails!(MallocPointer::<[u16]>::null().as_ptr(), NullPointer);
        fails!(Pointer::<u32>::null().as_ptr(), NullPointer);
        fails!(CallocPointer::<u32>::null().as_ptr(), NullPointer);
        let memory = calloc::<u32>(2, 8)?;
        fails!((memory + 3).as_ptr(), NotEnoughChunks);
        fails!((memory - 1).as_ptr(), OutOfBounds);
        // A chunk that is too small for its type still has an address.
        let small = calloc::<u64>(2, 4)?;
        assert_eq!(small.add(1)?.as_ptr()?.addr(), small.address() + 4);
        free(small)?;
        // While it is lent it has one, too: what is done there is the caller's promise.
        let guard = memory.borrow_mut()?;
        assert_eq!(memory.as_ptr()?.addr(), memory.address());
        drop(guard);
        free(memory)
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
        assert_eq!(format!("{:p}", p - 1), format!("{:p}", raw.wrapping_sub(1)));
        free(p)?;
        // An address is that of a block that is gone, too, and nothing is looked at.
        assert_eq!(format!("{p:p}|{p:x}"), format!("{raw:p}|{address:x}"));
        assert_eq!(format!("{:x}", CallocPointer::<str>::null()), "0");
        Ok(())
    })
}
