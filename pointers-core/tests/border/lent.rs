//! Memory that C lends.

use std::ffi::c_void;

use pointers_core::string::{memcpy, strlen};
use pointers_core::traits::SlicePointer;
use pointers_core::{
    BorrowedRaw, CallocPointer, ErrorKind, MallocPointer, Owned, Pointer, Result, free, heap,
    malloc, realloc,
};
use pointers_macros::Fields;

use crate::common::fails;
use crate::leaves_nothing;

const READ_ONLY: &str = "BorrowError: memory is lent by C, to be read only";
const NOT_OURS: &str = "InvalidFreeError: memory belongs to C, which has only lent it";
const GONE: &str = "MemoryError: memory was lent by C, and its guard is gone";

/// What C has.
fn lend(numbers: &[u32]) -> Result<BorrowedRaw<u32>> {
    // SAFETY: these are as many bytes, and the slice outlives the guard in every test.
    unsafe { MallocPointer::borrow_raw(numbers.as_ptr().cast(), size_of_val(numbers)) }
}

#[test]
fn it_can_be_read_and_copied_in_every_way() -> Result<()> {
    leaves_nothing(|| {
        let numbers = [1, 2, 3];
        let lent = lend(&numbers)?;
        assert_eq!((lent.size(), lent.address()), (12, numbers.as_ptr().addr()));
        assert_eq!(
            (lent.read()?, lent.add(2)?.read()?, (*lent + 1).read()?),
            (1, 3, 2)
        );
        assert_eq!(lent.as_slice(), numbers);
        assert_eq!(lent.to_vec()?, numbers);
        assert_eq!(lent.values().collect::<Result<Vec<_>>>()?, numbers);
        let mut two = [0; 2];
        lent.add(1)?.copy_to_slice(&mut two)?;
        assert_eq!(two, [2, 3]);
        let ours = malloc::<u32>(12)?;
        ours.copy_from(*lent, 3)?;
        assert_eq!(ours.to_vec()?, numbers);
        memcpy(ours.cast::<u8>()?, lent.add(1)?.cast::<u8>()?, 4)?;
        assert_eq!(ours.read()?, 2);
        free(ours)?;
        assert_eq!(lent.as_ptr()?.cast_const(), numbers.as_ptr());
        assert_eq!(lent.cast::<[u8; 4]>()?.read()?, 1_u32.to_ne_bytes());
        assert_eq!(lent.add(1)?.as_pointer().read()?, 2);
        assert_eq!(
            lent.add(3)?.read().unwrap_err().kind(),
            ErrorKind::OutOfBounds
        );
        Ok(())
    })
}

#[test]
fn nothing_writes_to_it_or_borrows_it() -> Result<()> {
    leaves_nothing(|| {
        let numbers = [1, 2, 3];
        let lent = lend(&numbers)?;
        let p = *lent;
        fails!(p.write(1), Borrow, READ_ONLY);
        fails!(p.take(), Borrow, READ_ONLY);
        fails!(p.replace(1), Borrow, READ_ONLY);
        fails!(p.borrow(), Borrow, READ_ONLY);
        fails!(p.borrow_mut(), Borrow, READ_ONLY);
        fails!(p.borrow_slice(2), Borrow, READ_ONLY);
        fails!(p.borrow_slice_mut(2), Borrow, READ_ONLY);
        fails!(p.fill(1, 2), Borrow, READ_ONLY);
        fails!(p.copy_from_slice(&[1]), Borrow, READ_ONLY);
        fails!(p.copy_from(p.add(1)?, 1), Borrow, READ_ONLY);
        fails!(p.borrow_unassigned(1), Borrow, READ_ONLY);
        fails!(p.as_pointer().write(1), Borrow, READ_ONLY);
        fails!(p.as_pointer().borrow(), Borrow, READ_ONLY);
        fails!(p.cast_one::<u16>()?.write(1), Borrow, READ_ONLY);
        fails!(memcpy(p.cast::<u8>()?, "abcd", 4), Borrow, READ_ONLY);
        let error = fails!(p.add(1)?.write(1), Borrow, READ_ONLY);
        assert!(error.borrowed_at().is_some() && error.allocated_at().is_some());
        assert!(format!("{error:?}").contains("`as_slice`"), "{error:?}");
        assert_eq!(lent.as_slice(), numbers);
        Ok(())
    })
}

#[test]
fn its_end_is_cs() -> Result<()> {
    leaves_nothing(|| {
        let lent = lend(&[1, 2, 3])?;
        for p in [*lent, lent.add(1)?, *lent - 1] {
            fails!(free(p), InvalidFree, NOT_OURS);
            fails!(realloc(p, 24), InvalidFree, NOT_OURS);
            fails!(p.into_raw(), InvalidFree, NOT_OURS);
            fails!(p.detach(), InvalidFree, NOT_OURS);
            fails!(p.into_vec(), InvalidFree, NOT_OURS);
            fails!(p.into_box(), InvalidFree, NOT_OURS);
            drop(Owned::new(p));
        }
        assert_eq!(lent.read()?, 1);
        Ok(())
    })
}

#[test]
fn with_the_guard_every_handle_goes_stale() -> Result<()> {
    leaves_nothing(|| {
        let lent = lend(&[1, 2, 3])?;
        let handles = [*lent, lent.add(1)?, *lent + 3, *lent - 1];
        let one: Pointer<u32> = lent.as_pointer();
        drop(lent);
        for p in handles {
            let error = fails!(p.read(), Memory, GONE);
            assert!(format!("{error:?}").contains("given back "), "{error:?}");
            fails!(p.write(1), Memory, GONE);
            fails!(free(p), Memory, GONE);
            assert!(p.freed() && p.size() == 0);
        }
        fails!(one.read(), Memory, GONE);
        Ok(())
    })
}

#[test]
fn the_same_memory_may_be_lent_twice() -> Result<()> {
    leaves_nothing(|| {
        let numbers = [1, 2];
        let (one, two) = (lend(&numbers)?, lend(&numbers)?);
        drop(one);
        assert_eq!(two.to_vec()?, numbers);
        Ok(())
    })
}

#[test]
fn what_cannot_be_lent_is_refused() -> Result<()> {
    leaves_nothing(|| {
        let numbers = [1_u64, 2];
        let raw: *const c_void = numbers.as_ptr().cast();
        // SAFETY: each of these is refused, and nothing is lent.
        unsafe {
            fails!(
                MallocPointer::<u64>::borrow_raw(std::ptr::null(), 16),
                NullPointer
            );
            fails!(
                MallocPointer::<u64>::borrow_raw(raw.wrapping_byte_add(1), 8),
                InvalidSize
            );
            fails!(MallocPointer::<u64>::borrow_raw(raw, 12), InvalidSize);
            fails!(MallocPointer::<[u64; 3]>::borrow_raw(raw, 16), InvalidSize);
            fails!(
                MallocPointer::<u64>::borrow_raw(raw, usize::MAX - 7),
                Allocation
            );
            fails!(
                MallocPointer::<str>::borrow_raw(raw, usize::MAX),
                Allocation
            );
            fails!(
                CallocPointer::<u64>::borrow_raw(std::ptr::null(), 2, 8),
                NullPointer
            );
            fails!(
                CallocPointer::<u64>::borrow_raw(raw.wrapping_byte_add(1), 1, 8),
                InvalidSize
            );
            fails!(CallocPointer::<u64>::borrow_raw(raw, 4, 4), InvalidSize);
            fails!(CallocPointer::<u64>::borrow_raw(raw, 4, 0), InvalidSize);
            fails!(
                CallocPointer::<u64>::borrow_raw(raw, usize::MAX, 28),
                Allocation
            );
        }
        Ok(())
    })
}

/// Bytes at an odd address, seen as numbers: they are copied, and nothing else.
#[test]
fn what_is_not_aligned_is_copied() -> Result<()> {
    leaves_nothing(|| {
        let mut bytes = [0_u8; 16];
        // One of two addresses beside each other is not that of a number.
        let odd = &mut bytes[1..];
        let first = usize::from(odd.as_ptr().addr().is_multiple_of(4));
        let odd = &mut odd[first..first + 8];
        odd.copy_from_slice(&[1, 0, 0, 0, 2, 0, 0, 0]);
        // SAFETY: the bytes outlive the guard.
        let lent = unsafe { MallocPointer::<u8>::borrow_raw(odd.as_ptr().cast(), 8)? };
        let numbers = lent.cast::<u32>()?;
        let expected = [1_u32, 2].map(u32::from_le);
        assert_eq!(
            (numbers.to_vec()?, numbers.read()?),
            (expected.to_vec(), expected[0])
        );
        let mut two = [0; 2];
        numbers.copy_to_slice(&mut two)?;
        assert_eq!(
            (two, numbers.as_ptr()?.addr()),
            (expected, odd.as_ptr().addr())
        );
        fails!(numbers.borrow(), InvalidSize);
        fails!(numbers.borrow_slice(2), InvalidSize);
        fails!(numbers.write(1), Borrow, READ_ONLY);
        let one: Pointer<u32> = lent.add(4)?.cast_one()?;
        assert_eq!(
            (one.read()?, one.as_ptr()?.addr()),
            (expected[1], odd[4..].as_ptr().addr())
        );
        Ok(())
    })
}

#[test]
fn texts_chunks_and_what_has_no_size() -> Result<()> {
    leaves_nothing(|| {
        // SAFETY: these are constants of as many bytes.
        unsafe {
            let text = MallocPointer::<str>::borrow_raw("grüße".as_ptr().cast(), 7)?;
            assert_eq!(text.read()?, "grüße");
            fails!(text.borrow(), Borrow, READ_ONLY);
            fails!(text.write("x"), Borrow, READ_ONLY);
            fails!(SlicePointer::take(*text), Borrow, READ_ONLY);
            let string = MallocPointer::<u8>::borrow_raw(c"abc".as_ptr().cast(), 4)?;
            assert_eq!(
                (strlen(*string)?, string.to_c_string()?),
                (3, c"abc".to_owned())
            );
            let rows = [[1_u32, 2, 3], [4, 5, 6]];
            let chunks = CallocPointer::<u32>::borrow_raw(rows.as_ptr().cast(), 2, 12)?;
            let firsts = chunks.into_iter().map(|chunk| chunk.read());
            assert_eq!(firsts.collect::<Result<Vec<_>>>()?, [1, 4]);
            assert!(!chunks.safe());
            let words = ["ab".to_owned(), "c".to_owned()];
            let owned =
                MallocPointer::<String>::borrow_raw(words.as_ptr().cast(), size_of_val(&words))?;
            assert_eq!(owned.as_slice(), words);
            fails!(owned.borrow(), Borrow, READ_ONLY);
            fails!(owned.take(), Borrow, READ_ONLY);
            drop(owned);
            let marks = MallocPointer::<()>::borrow_raw(c"".as_ptr().cast(), 0)?;
            assert_eq!(marks.as_slice(), [()]);
        }
        Ok(())
    })
}

#[derive(Fields, Clone, Copy)]
#[fields(crate = pointers_core)]
#[repr(C)]
struct Point {
    x: u32,
    y: u32,
}

#[test]
fn fields_can_be_read_and_not_written() -> Result<()> {
    leaves_nothing(|| {
        let point = Point { x: 1, y: 2 };
        // SAFETY: the point outlives the guard.
        let lent = unsafe { MallocPointer::<Point>::borrow_raw((&raw const point).cast(), 8)? };
        heap::describe(*lent)?;
        let Ok(place) = lent.__pointers_p_arrow();
        let Ok(field) = place.__pointers_p_field_mut(|m| &mut m.y);
        fails!(field.__pointers_p_assign(3), Borrow, READ_ONLY);
        assert_eq!((lent.read()?.x, lent.read()?.y, point.y), (1, 2, 2));
        Ok(())
    })
}

#[test]
fn a_guard_that_is_forgotten_lends_for_ever() -> Result<()> {
    static NUMBERS: [u32; 2] = [1, 2];
    let lent = lend(&NUMBERS)?;
    let p = *lent;
    std::mem::forget(lent);
    assert_eq!(p.to_vec()?, NUMBERS);
    assert!(heap::leaks().iter().any(|leak| leak.size() == 8));
    Ok(())
}
