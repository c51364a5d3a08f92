//! Streams at handles to bytes: `io::Write`, `fmt::Write`, `io::Read`, `read_from`; and formats, which no state is bad for.

use std::fmt::Write as _;
use std::io::{self, Read as _, Write as _};

use pointers_core::Error;

use super::*;

/// What C lends.
static C_BYTES: [u8; 3] = *b"ab\0";

/// Three bytes in a block.
const BYTES: &str = "
                   freed  unassigned  null  one-past  beyond  below  borrowed  mutably-borrowed  handed-over  reallocated  detached  lent
io-write           F      ok          N     3         5       -1     S         M                 H            O            D         R
io-write_all       F      ok          N     3         5       -1     S         M                 H            O            D         R
io-write_fmt       F      ok          N     3         5       -1     S         M                 H            O            D         R
fmt-write_str      F      ok          N     3         5       -1     S         M                 H            O            D         R
io-read            F      U           N     ok        5       -1     ok        M                 H            O            D         ok
read_from          F      ok          N     3         5       -1     S         M                 H            O            D         R
formats            ok     ok          ok    ok        ok      ok     ok        ok                ok           ok           ok        ok
";

/// The error of this crate inside of one of std's.
fn inner(error: io::Error) -> Error {
    let shown = format!("{error:?}");
    error
        .downcast()
        .unwrap_or_else(|_| panic!("another error: {shown}"))
}

/// What an operation at a copy of the handle gives, which is where it was if that is an error.
fn at<P: Copy + PartialEq + std::fmt::Debug, V>(
    p: P,
    run: impl FnOnce(&mut P) -> io::Result<V>,
) -> Result<()> {
    let mut moved = p;
    match run(&mut moved) {
        Ok(_) => Ok(()),
        Err(error) => {
            assert_eq!(moved, p, "it was moved");
            Err(inner(error))
        }
    }
}

macro_rules! bytes {
    ($name:ident: $P:ident, calloc $calloc:literal, made by $make:expr, lent by $lend:expr) => {
        table! {
            $name: BYTES, $P<u8>, calloc $calloc, 3 elements, beyond 5,
            made by $make,
            filled by |p| p.copy_from_slice(b"ab\0"),
            lent by $lend,
            operations {
                "io-write": |p| at(p, |p| p.write(b"x")),
                "io-write_all": |p| at(p, |p| p.write_all(b"x")),
                "io-write_fmt": |p| at(p, |p| io::Write::write_fmt(p, format_args!("{}", 1))),
                // It says only that there is an error: the one of writing the same.
                "fmt-write_str": |p| match { p }.write_str("x") {
                    Ok(()) => Ok(()),
                    Err(std::fmt::Error) => p.copy_from_slice(b"x"),
                },
                "io-read": |p| at(p, |p| p.read(&mut [0])),
                "read_from": |p| p.read_from(&b"x"[..], 1).map(drop).map_err(inner),
                "formats": |p| {
                    assert_eq!(format!("{p:p} {p:x}"), format!("{:#x} {0:x}", p.address()));
                    Ok(())
                },
            }
        }
    };
}

bytes! {
    bytes_of_malloc: MallocPointer, calloc false,
    made by || malloc(3),
    lent by MallocPointer::borrow_raw(C_BYTES.as_ptr().cast(), 3)?
}

bytes! {
    bytes_of_calloc: CallocPointer, calloc true,
    made by || calloc_safe(3, 1),
    lent by CallocPointer::borrow_raw(C_BYTES.as_ptr().cast(), 3, 1)?
}
