//! Blocks from what Rust holds, and back.

use std::ffi::CString;

use pointers_core::string::strdup;
use pointers_core::{
    CallocPointer, MallocPointer, Result, calloc, calloc_safe, free, heap, malloc,
};

use crate::common::{Log, Noted, fails, on_both_handles};
use crate::leaves_nothing;

#[test]
fn there_and_back() -> Result<()> {
    leaves_nothing(|| {
        let p = MallocPointer::from_slice(&[1_u16, 2, 3])?;
        assert_eq!(
            (p.size(), p.to_vec()?, p.add(2)?.to_vec()?),
            (6, vec![1, 2, 3], vec![3])
        );
        assert_eq!(p.add(3)?.to_vec()?, []);
        assert_eq!(p.into_vec()?, [1, 2, 3]);
        fails!(p.read(), Memory);
        fails!(p.into_vec(), Memory);
        assert_eq!(MallocPointer::from_slice(&[0_u32; 0])?.into_vec()?, []);
        assert_eq!(
            MallocPointer::<String>::from_vec(Vec::new())?.into_vec()?,
            [""; 0]
        );
        assert_eq!(
            *MallocPointer::from_box(Box::new([1, 2]))?.into_box()?,
            [1, 2]
        );
        assert_eq!(MallocPointer::from_slice(&[(); 3])?.into_vec()?, [(); 3]);
        let text = MallocPointer::<str>::from_str("grüße")?;
        assert_eq!((text.size(), text.read()?), (7, "grüße".to_owned()));
        free(text)?;
        let empty = MallocPointer::<str>::from_str("")?;
        assert_eq!(empty.read()?, "");
        free(empty)?;
        let owned = CString::new("abc").expect("no NUL");
        let string = strdup(&owned)?;
        assert_eq!((string.size(), string.to_c_string()?), (4, owned));
        let signed = string.cast::<i8>()?;
        assert_eq!(signed.add(1)?.to_c_string()?, c"bc".to_owned());
        free(string)
    })
}

#[test]
fn values_are_moved_and_never_dropped_twice() -> Result<()> {
    let log = Log::new();
    let p = MallocPointer::from_vec(vec![log.value(1), log.value(2)])?;
    assert_eq!(log.dropped(), []);
    let values = p.into_vec()?;
    assert_eq!(log.dropped(), []);
    drop(values);
    assert_eq!(log.dropped(), [1, 2]);
    let p = MallocPointer::from_box(Box::new(log.value(3)))?;
    assert_eq!(*p.borrow()?, 3);
    let value = p.into_box()?;
    assert_eq!(log.dropped(), []);
    drop(value);
    assert_eq!(log.dropped(), [3]);
    free(MallocPointer::from_vec(vec![log.value(4)])?)?;
    assert_eq!(log.dropped(), [4]);
    // Without memory they are dropped, as what `write` is given.
    let rehearsal = heap::fail_after(0);
    fails!(MallocPointer::from_vec(vec![log.value(5)]), Allocation);
    fails!(MallocPointer::from_box(Box::new(log.value(6))), Allocation);
    fails!(MallocPointer::from_slice(&[1]), Allocation);
    fails!(MallocPointer::<str>::from_str("a"), Allocation);
    drop(rehearsal);
    assert_eq!(log.dropped(), [5, 6]);
    Ok(())
}

on_both_handles!(into_vec_asks_for_the_whole_block, 3 of Noted, |p| {
    let log = Log::new();
    p.write(log.value(1))?;
    p.add(2)?.write(log.value(3))?;
    fails!(p.into_vec(), Dereference);
    p.add(1)?.write(log.value(2))?;
    fails!(p.add(1)?.into_vec(), InvalidFree);
    fails!(p.into_box(), InvalidSize, "InvalidSizeError: memory is 3 elements, where one is needed");
    let guard = p.add(1)?.borrow()?;
    fails!(p.into_vec(), Borrow);
    drop(guard);
    assert_eq!(log.dropped(), []);
    let line = line!() + 1;
    let values = p.into_vec()?;
    assert_eq!(values, [1, 2, 3]);
    let error = fails!(p.borrow(), Memory);
    assert_eq!(error.freed_at().map(|at| at.line()), Some(line));
    fails!(free(p), Memory);
});

#[test]
fn bad_input() -> Result<()> {
    leaves_nothing(|| {
        fails!(MallocPointer::<u8>::null().to_vec(), NullPointer);
        fails!(MallocPointer::<u8>::null().into_vec(), NullPointer);
        fails!(MallocPointer::<u8>::null().into_box(), NullPointer);
        fails!(MallocPointer::<u8>::null().to_c_string(), NullPointer);
        fails!(
            MallocPointer::<u8>::null().copy_to_slice(&mut [0]),
            NullPointer
        );
        let p = malloc::<u32>(12)?;
        p.copy_from_slice(&[1, 2])?;
        fails!(p.to_vec(), Dereference);
        fails!((p + 4).to_vec(), OutOfBounds);
        fails!(p.copy_to_slice(&mut [0; 3]), Dereference);
        fails!(p.copy_to_slice(&mut [0; 4]), OutOfBounds);
        p.add(2)?.write(3)?;
        let guard = p.borrow_mut()?;
        fails!(p.to_vec(), Borrow);
        fails!(p.copy_to_slice(&mut [0; 2]), Borrow);
        p.add(1)?.copy_to_slice(&mut [0; 2])?;
        drop(guard);
        free(p)?;
        fails!(p.to_vec(), Memory);
        fails!(p.copy_to_slice(&mut [0; 2]), Memory);
        let odd = malloc::<u32>(6)?;
        fails!(odd.into_vec(), InvalidSize);
        free(odd)?;
        let gaps: CallocPointer<u32> = calloc(2, 28)?;
        gaps.add(1)?.write(7)?;
        assert_eq!(gaps.to_vec()?, [0, 7]);
        fails!(gaps.copy_to_slice(&mut [0; 2]), InvalidSize);
        assert_eq!(gaps.into_vec()?, [0, 7]);
        // Chunks that are less aligned than their values.
        let words = calloc_safe::<u64>(2, 28)?;
        words.write(1)?;
        words.add(1)?.write(2)?;
        assert_eq!(words.into_vec()?, [1, 2]);
        let bytes = MallocPointer::from_slice(b"ab")?;
        fails!(bytes.to_c_string(), OutOfBounds);
        free(bytes)?;
        let open = malloc::<u8>(4)?;
        open.write(b'a')?;
        fails!(open.to_c_string(), Dereference);
        free(open)
    })
}

/// Longer than any block is: nothing is allocated, and what was moved in is dropped.
#[test]
fn too_long_for_a_block() -> Result<()> {
    #[derive(Clone, Copy)]
    #[repr(align(64))]
    struct Mark;

    leaves_nothing(|| {
        fails!(MallocPointer::from_slice(&[(); usize::MAX]), Allocation);
        // A `Vec` from a boxed array, which nothing goes through one by one.
        let none: Box<[()]> = Box::new([(); usize::MAX]);
        fails!(MallocPointer::from_vec(none.into_vec()), Allocation);
        // What that many take by their stride is 64 bytes, if nobody looks.
        let wraps: Box<[Mark]> = Box::new([Mark; usize::MAX / 64 + 2]);
        fails!(MallocPointer::from_slice(&wraps), Allocation);
        fails!(MallocPointer::from_vec(wraps.into_vec()), Allocation);
        let marks = MallocPointer::from_vec(vec![Mark; 2])?;
        assert_eq!((marks.size(), marks.into_vec()?.len()), (128, 2));
        Ok(())
    })
}

on_both_handles!(the_way_out_of_bad_states, 1 of String, |p| {
    fails!(p.into_box(), Dereference);
    fails!(p.into_vec(), Dereference);
    p.write("a".to_owned())?;
    fails!((p + 1).into_box(), InvalidFree);
    let guard = p.borrow()?;
    fails!(p.into_box(), Borrow);
    fails!(p.into_vec(), Borrow);
    drop(guard);
    let guard = p.borrow_mut()?;
    fails!(p.into_box(), Borrow);
    fails!(p.into_vec(), Borrow);
    drop(guard);
    assert_eq!(*p.borrow()?, "a");
    assert_eq!(*p.into_box()?, "a");
    fails!(p.into_box(), Memory);
    fails!(p.into_vec(), Memory);
});

#[test]
fn wrong_sizes_and_nothing_lost() -> Result<()> {
    leaves_nothing(|| {
        // A block that is no whole number of values has none.
        let odd = malloc::<u32>(6)?;
        fails!(odd.to_vec(), Dereference);
        fails!(odd.copy_to_slice(&mut [0]), InvalidSize);
        fails!(odd.into_vec(), InvalidSize);
        fails!(odd.into_box(), InvalidSize);
        free(odd)?;
        let small: CallocPointer<u64> = calloc(2, 4)?;
        fails!(small.to_vec(), InvalidSize);
        fails!(small.into_vec(), InvalidSize);
        fails!(small.into_box(), InvalidSize);
        free(small)?;
        let none = malloc::<u32>(0)?;
        fails!(none.into_box(), InvalidSize);
        assert_eq!(none.into_vec()?, []);
        Ok(())
    })
}

#[test]
fn strings_in_bad_states() -> Result<()> {
    leaves_nothing(|| {
        let text = strdup(c"abc")?;
        fails!(text.add(4)?.to_c_string(), OutOfBounds);
        fails!((text + 5).to_c_string(), OutOfBounds);
        fails!((text - 1).to_c_string(), OutOfBounds);
        let shared = text.borrow()?;
        assert_eq!(text.to_c_string()?, c"abc".to_owned());
        drop(shared);
        let guard = text.add(2)?.borrow_mut()?;
        fails!(text.to_c_string(), Borrow);
        drop(guard);
        free(text)?;
        fails!(text.to_c_string(), Memory);
        fails!(strdup(text), Memory);
        fails!(strdup(MallocPointer::<u8>::null()), NullPointer);
        let rehearsal = heap::fail_after(0);
        fails!(strdup(c"abc"), Allocation);
        drop(rehearsal);
        let chunks: CallocPointer<u8> = calloc_safe(2, 1)?;
        chunks.copy_from_slice(b"ab")?;
        fails!(chunks.to_c_string(), NotEnoughChunks);
        free(chunks)
    })
}
