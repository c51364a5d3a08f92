//! What the prototype fell into. The covariant token, a `Drop` of its own and a replaced `core` are programs in `tests/ui`.

use std::marker::PhantomData;

use pointers_core::zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};
use pointers_core::{
    CallocPointer, ErrorKind, MallocPointer, Pointer, Result, calloc_safe, free, heap, malloc,
};
use pointers_macros::Fields;

use crate::common::{Log, Noted};
use crate::{at, element, get, missing, raw, set};

mod outside {
    use super::*;

    #[derive(Fields, Clone, Copy, Debug)]
    #[fields(crate = pointers_core)]
    pub(crate) struct Token {
        pub(crate) id: u32,
        _private: (),
    }

    #[derive(Fields, Clone, Copy)]
    #[fields(crate = pointers_core)]
    pub(crate) struct Branded<T> {
        pub(crate) id: u32,
        pub(crate) free: (),
        brand: PhantomData<fn(T)>,
        secret: (),
    }

    #[derive(Fields, Clone, Copy)]
    #[fields(crate = pointers_core)]
    pub(crate) struct Around {
        pub(crate) token: Token,
    }

    #[derive(Fields, Clone, Copy)]
    #[fields(crate = pointers_core)]
    pub(crate) struct Anything<T> {
        pub(crate) any: T,
        pub(crate) empty: (),
    }

    pub(crate) fn complete(token: MallocPointer<Token>) -> Result<()> {
        set!(token, _private => ())
    }
}

use outside::{Anything, Around, Branded, Token};

/// All bytes are assigned, and the value is not: nobody wrote its private field.
#[test]
fn fields_are_counted_and_not_bytes() -> Result<()> {
    let p = malloc::<Token>(4 * 3)?;
    set!(p, id => 7)?;
    missing(
        p.read(),
        "field `_private` of `Token` has no value in element 0 of 3",
    );
    // Nor by gaps, by a whole value beside it, or by growing.
    p.add(2)?.read().unwrap_err();
    set!((p.add(2)?), id => 7)?;
    set!((p.add(1)?), id => 7)?;
    for index in 0..3 {
        assert_eq!(
            p.add(index)?.read().unwrap_err().kind(),
            ErrorKind::Dereference
        );
        assert_eq!(get!(p.add(index)?, id)?, 7);
    }
    let p = pointers_core::realloc(p, 4 * 300)?;
    assert_eq!(p.read().unwrap_err().kind(), ErrorKind::Dereference);
    assert_eq!(
        p.borrow_slice(3).err().map(|error| error.kind()),
        Some(ErrorKind::Dereference)
    );
    outside::complete(p)?;
    assert_eq!(p.read()?.id, 7);
    assert_eq!(p.add(1)?.read().unwrap_err().kind(), ErrorKind::Dereference);
    free(p)
}

#[test]
fn what_has_no_size_is_told_apart() -> Result<()> {
    let p = malloc::<Branded<u8>>(4 * 2)?;
    for at in [p, p.add(1)?] {
        set!(at, id => 7)?;
        set!(at, free => ())?;
        set!(at, free => ())?;
        missing(
            at.read().map(drop),
            &format!(
                "field `brand` of `Branded` has no value in element {} of 2",
                at.offset_from(p)?
            ),
        );
        let free = raw!(at, free)?;
        // Two of the same type in the same place: which one that is, the pointer does not say.
        assert!(free.write(()).is_err());
        assert!(at.read().is_err());
    }
    free(p)?;
    // One that lies in another, at the same bytes.
    let p = malloc::<Around>(4)?;
    set!(p, token, id => 7)?;
    assert!(get!(p, token).is_err() && p.read().is_err());
    let token = malloc::<Token>(4)?;
    set!(token, id => 8)?;
    outside::complete(token)?;
    raw!(p, token)?.write(token.read()?)?;
    assert_eq!(p.read()?.token.id, 8);
    free(token)?;
    free(p)?;
    // Below a type parameter, whose fields the structure does not know.
    let p = malloc::<Anything<Token>>(4)?;
    for _ in 0..2 {
        set!(p, any, id => 7)?;
        set!(p, empty => ())?;
    }
    assert!(get!(p, any).is_err() && p.read().is_err());
    free(p)
}

#[test]
fn a_value_without_size_that_has_a_drop() -> Result<()> {
    thread_local!(static DROPS: std::cell::Cell<u32> = const { std::cell::Cell::new(0) });
    struct Guard;
    impl Drop for Guard {
        fn drop(&mut self) {
            DROPS.set(DROPS.get() + 1);
        }
    }
    #[derive(Fields)]
    #[fields(crate = pointers_core)]
    struct Guarded {
        id: u32,
        guard: Guard,
    }
    let p = malloc::<Guarded>(8)?;
    set!(p, id => 1)?;
    free(p)?;
    assert_eq!(DROPS.get(), 0);
    let p = malloc::<Guarded>(8)?;
    set!((p.add(1)?), guard => Guard)?;
    set!((p.add(1)?), guard => Guard)?;
    assert_eq!(DROPS.get(), 1);
    let guard = raw!(p.add(1)?, guard)?;
    let shown = guard.borrow()?;
    assert_eq!(guard.write(Guard).unwrap_err().kind(), ErrorKind::Borrow);
    assert_eq!(free(p).unwrap_err().kind(), ErrorKind::Borrow);
    drop(shown);
    assert_eq!(DROPS.get(), 2); // the one that was not moved in
    std::mem::forget(guard.take()?);
    assert!(!guard.assigned());
    guard.write(Guard)?;
    free(p)?;
    assert_eq!(DROPS.get(), 3);
    Ok(())
}

#[test]
fn padding_is_no_field() -> Result<()> {
    #[derive(Fields, Clone, Copy)]
    #[fields(crate = pointers_core)]
    #[repr(C)]
    struct Padded {
        a: u8,
        b: u64,
        c: u8,
    }
    let p = malloc::<Padded>(size_of::<Padded>() * 2)?;
    for at in [p.add(1)?, p] {
        set!(at, c => 3)?;
        set!(at, a => 1)?;
        assert!(at.read().is_err());
        set!(at, b => 2)?;
        let Padded { a, b, c } = at.read()?;
        assert_eq!((a, b, c), (1, 2, 3));
    }
    free(p)
}

#[derive(Fields, Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout, Debug, PartialEq)]
#[zerocopy(crate = "pointers_core::zerocopy")]
#[fields(crate = pointers_core)]
#[repr(C)]
struct Header {
    kind: u16,
    length: u16,
}

/// Casts and fields know the same of the same bytes.
#[test]
fn casts_and_fields() -> Result<()> {
    let p = malloc::<Header>(8)?;
    set!(p, kind => 1)?;
    let halves = p.cast::<u16>()?;
    assert_eq!(halves.read()?, 1);
    assert_eq!(
        halves.add(1)?.read().unwrap_err().kind(),
        ErrorKind::Dereference
    );
    halves.add(1)?.write(2)?;
    assert_eq!(p.read()?, Header { kind: 1, length: 2 });
    set!((p.add(1)?), length => 4)?;
    assert_eq!(halves.add(3)?.read()?, 4);
    assert_eq!(raw!(p.add(1)?, length)?.take()?, 4);
    assert!(!halves.add(3)?.assigned());
    free(p)?;

    // A header before its payload, at an odd address.
    let bytes = malloc::<u8>(7)?;
    let header: Pointer<Header> = bytes.add(1)?.cast_one()?;
    set!(header, kind => u16::from_ne_bytes(*b"ab"))?;
    assert_eq!(bytes.add(2)?.read()?, b'b');
    assert!(header.read().is_err() && !bytes.add(3)?.assigned());
    bytes.add(3)?.copy_from_slice(b"cd")?;
    assert_eq!(get!(header, length)?, u16::from_ne_bytes(*b"cd"));
    assert_eq!(header.read()?.as_bytes(), b"abcd");
    assert_eq!(header.borrow().is_ok(), header.address().is_multiple_of(2));
    assert_eq!(raw!(header, kind)?.cast_one::<u8>()?.read()?, b'a');
    let error = bytes.add(4)?.cast_one::<Header>().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::OutOfBounds);
    assert!(
        error.to_string().contains("4 bytes") && error.to_string().contains('3'),
        "{error}"
    );
    let moved = pointers_core::realloc(bytes, 5000)?;
    assert_eq!(header.read()?.as_bytes(), b"abcd");
    let moved = pointers_core::realloc(moved, 3)?;
    assert_eq!(header.read().unwrap_err().kind(), ErrorKind::OutOfBounds);
    free(moved)?;
    let chunks: CallocPointer<u8> = calloc_safe(3, 2)?;
    assert_eq!(
        chunks.add(2)?.cast_one::<Header>().unwrap_err().kind(),
        ErrorKind::NotEnoughChunks
    );
    free(chunks)
}

/// A value without size has nothing to note its fields in: it is assigned as a whole.
#[test]
fn a_whole_without_size() -> Result<()> {
    mod hidden {
        #[derive(pointers_macros::Fields, Clone, Copy, Debug)]
        #[fields(crate = pointers_core)]
        pub(super) struct Nothing {
            pub(super) open: (),
            secret: (),
        }

        pub(super) const NOTHING: Nothing = Nothing {
            open: (),
            secret: (),
        };
    }
    let p = malloc::<hidden::Nothing>(1)?;
    assert!(set!(p, open => ()).is_err());
    assert!(raw!(p, open).is_err() && !p.assigned());
    p.write(hidden::NOTHING)?;
    set!(p, open => ())?;
    assert!(p.assigned());
    free(p)?;
    let p = malloc::<[hidden::Nothing; 2]>(1)?;
    let Ok(array) = p.__pointers_p_arrow();
    assert!(
        element!(array, 0)?
            .__pointers_p_assign(hidden::NOTHING)
            .is_err()
    );
    assert!(!p.assigned());
    free(p)
}

/// Around a field lies what may be of any type: a cast of a pointer to it stays inside.
#[test]
fn a_cast_of_a_field_stays_in_it() -> Result<()> {
    #[derive(Fields)]
    #[fields(crate = pointers_core)]
    #[repr(C)]
    struct Mixed {
        bytes: [u8; 8],
        boxed: Box<u32>,
    }
    let p = malloc::<Mixed>(size_of::<Mixed>())?;
    set!(p, bytes => *b"abcdefgh")?;
    let bytes = raw!(p, bytes)?;
    let word: Pointer<u32> = bytes.cast_one()?;
    assert_eq!(word.read()?.to_ne_bytes(), *b"abcd");
    word.write(u32::from_ne_bytes(*b"ABCD"))?;
    assert_eq!(&get!(p, bytes)?, b"ABCDefgh");
    let beyond = bytes.cast_one::<[u8; 16]>().unwrap_err();
    assert_eq!(beyond.kind(), ErrorKind::OutOfBounds);
    assert_eq!(
        bytes.cast::<u128>().unwrap_err().kind(),
        ErrorKind::OutOfBounds
    );
    // What is assigned is still known by fields.
    missing(p.borrow(), "field `boxed` of `Mixed` has no value");
    set!(p, boxed => Box::new(1))?;
    assert_eq!(*p.borrow()?.boxed, 1);
    free(p)?;
    let token = malloc::<Token>(4)?;
    set!(token, id => 7)?;
    raw!(token, id)?.cast_one::<u8>()?.write(1)?;
    assert!(!token.assigned());
    free(token)
}

/// More leaves than the open element has bits for.
#[test]
fn many_fields() -> Result<()> {
    #[derive(Fields)]
    #[fields(crate = pointers_core)]
    struct Many {
        first: Noted,
        rest: [[u8; 10]; 10],
        last: Noted,
    }
    let log = Log::new();
    let p = malloc::<Many>(2 * size_of::<Many>())?;
    set!(p, last => log.value(2))?;
    set!(p, rest => [[1; 10]; 10])?;
    assert!(p.borrow().is_err());
    set!(p, first => log.value(1))?;
    assert_eq!(p.borrow()?.rest[9][9], 1);
    set!((p.add(1)?), first => log.value(3))?;
    let _ = at!(p, rest);
    free(p)?;
    assert_eq!(log.dropped(), [1, 2, 3]);
    Ok(())
}

#[derive(Fields, Clone, Copy)]
#[fields(crate = pointers_core)]
#[repr(C)]
struct Hollow {
    before: (),
    count: u32,
    after: (),
}

/// A pointer to a value without size, in what a structure does not know, does not become one to a private field beside it.
#[test]
fn a_pointer_without_size_is_to_no_other_field() -> Result<()> {
    let p = malloc::<Anything<Hollow>>(4)?;
    let hollow = Hollow {
        before: (),
        count: 7,
        after: (),
    };
    set!(p, any => hollow)?;
    let any = raw!(p, any)?;
    for hollow in [raw!(p, any, before), raw!(p, any, after), raw!(any, after)] {
        if let Ok(hollow) = hollow {
            let _ = hollow.write(());
        }
        assert!(p.read().is_err());
    }
    free(p)
}

#[derive(Fields, Clone, Copy)]
#[fields(crate = pointers_core)]
struct Seal {
    id: u32,
    free: [u8; 0],
    secret: (),
}

/// Nor does a cast make one of it.
#[test]
fn a_cast_is_to_no_other_field_without_size() -> Result<()> {
    let p = malloc::<Seal>(4)?;
    set!(p, id => 7)?;
    set!(p, free => [])?;
    let free_one = raw!(p, free)?;
    free_one.cast_one::<[u8; 0]>()?.write([])?;
    if let Ok(secret) = free_one.cast_one::<()>() {
        assert!(secret.write(()).is_err());
    }
    assert!(p.read().is_err());
    set!(p, secret => ())?;
    assert_eq!(p.read()?.id, 7);
    free(p)
}

/// Where rule 1 says that a block has no element, a pointer finds none either, though its bytes are in the block: in chunks
/// that are too small, one value would lie in the other.
#[test]
fn a_block_of_the_wrong_size_has_no_element() -> Result<()> {
    #[derive(Fields)]
    #[fields(crate = pointers_core)]
    struct Large {
        a: String,
        b: String,
    }
    let large = || Large {
        a: "a".repeat(99),
        b: "b".repeat(99),
    };
    let chunks = calloc_safe::<Large>(10, size_of::<Large>() * 3 / 5)?;
    let block = malloc::<Large>(size_of::<Large>() * 3 / 2)?;
    heap::describe(chunks)?;
    heap::describe(block)?;
    let pointers = [
        chunks.as_pointer(),
        chunks.add(1)?.as_pointer(),
        block.as_pointer(),
    ];
    for p in pointers {
        assert_eq!(p.write(large()).unwrap_err().kind(), ErrorKind::InvalidSize);
        let field = set!(p, a => "c".repeat(99)).unwrap_err();
        assert_eq!(field.kind(), ErrorKind::InvalidSize);
        assert!(raw!(p, b).is_err() && p.take().is_err() && !p.assigned());
    }
    free(chunks)?;
    free(block)
}
