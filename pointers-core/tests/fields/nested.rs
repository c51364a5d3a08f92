//! Elements that are arrays, tuples or generic structures, whose own tables do not know what lies deeper in them.

use std::cell::RefCell;

use pointers_core::{
    ErrorKind, MallocPointer, Pointer, Result, calloc, calloc_safe, free, heap, malloc, realloc,
};
use pointers_macros::Fields;

use crate::{at, element, missing};

#[derive(Fields, Clone, Copy, Debug, PartialEq)]
#[fields(crate = pointers_core)]
struct Point {
    x: u8,
    unit: (),
    y: u64,
}

const ORIGIN: Point = Point {
    x: 0,
    unit: (),
    y: 0,
};

/// An element of an element.
macro_rules! cell {
    ($p:expr, $first:expr $(, $index:expr)*) => {{
        let place = $p.__pointers_p_at($first)?;
        $(let place = element!(place, $index)?;)*
        place
    }};
}

/// A field of a place.
macro_rules! field {
    ($place:expr $(, $field:tt)+) => {{
        #[allow(unused_imports)]
        use pointers_core::__private::traits::*;
        let place = $place;
        $(let Ok(place) = place.__pointers_p_field(|m| &m.$field);)+
        place
    }};
}

#[test]
fn arrays_of_arrays() -> Result<()> {
    #[derive(Clone, Copy, Debug, PartialEq)]
    enum Mark {
        None,
        Cross,
    }

    let board = malloc::<[[Mark; 3]; 3]>(2 * 9)?;
    for index in 0..9 {
        let mark = cell!(board, 1, index / 3, index % 3);
        assert!(mark.__pointers_p_value().is_err());
        mark.__pointers_p_assign(Mark::Cross)?;
        assert_eq!(mark.__pointers_p_value()?, Mark::Cross);
        assert_eq!(board.add(1)?.assigned(), index == 8);
    }
    assert_eq!(board.add(1)?.read()?, [[Mark::Cross; 3]; 3]);
    cell!(board, 0, 1).__pointers_p_assign([Mark::None; 3])?;
    cell!(board, 0, 2, 0).__pointers_p_assign(Mark::None)?;
    assert_eq!(cell!(board, 0, 1, 2).__pointers_p_value()?, Mark::None);
    missing(
        cell!(board, 0, 2, 1).__pointers_p_value(),
        "element `[2][1]` of an array has no value in element 0 of 2",
    );
    missing(
        board.read(),
        "element `[0][0]` of an array has no value in element 0 of 2",
    );
    free(board)
}

#[test]
fn as_many_dimensions_as_anybody_has() -> Result<()> {
    let p = malloc::<[[[[[[[u8; 2]; 1]; 2]; 1]; 2]; 1]; 2]>(16)?;
    for index in 0..16 {
        let place = cell!(
            p,
            0,
            index >> 3,
            0,
            index >> 2 & 1,
            0,
            index >> 1 & 1,
            0,
            index & 1
        );
        place.__pointers_p_assign(index as u8)?;
    }
    assert_eq!(p.read()?[1][0][1][0][0][0], [12, 13]);
    free(p)
}

#[test]
fn arrays_of_structures_and_tuples_of_them() -> Result<()> {
    let p = malloc::<[Point; 3]>(2 * size_of::<[Point; 3]>())?;
    for index in [2, 0, 1] {
        let point = cell!(p, 1, index);
        field!(point, x).__pointers_p_assign(index)?;
        assert_eq!(field!(point, x).__pointers_p_value()?, index);
        field!(point, unit).__pointers_p_assign(())?;
        assert!(point.__pointers_p_value().is_err());
        field!(point, y).__pointers_p_assign(7)?;
        assert_eq!(point.__pointers_p_value()?.y, 7);
    }
    assert_eq!(p.add(1)?.read()?[2].x, 2);
    field!(cell!(p, 0, 1), y).__pointers_p_assign(1)?;
    missing(
        cell!(p, 0, 1).__pointers_p_value(),
        "element `[1].x` of an array has no value in element 0 of 2",
    );
    free(p)?;

    let pair = malloc::<([Point; 2], Point)>(size_of::<([Point; 2], Point)>())?;
    field!(element!(at!(pair, 0), 1)?, x).__pointers_p_assign(4)?;
    field!(at!(pair, 1), y).__pointers_p_assign(5)?;
    assert_eq!(field!(at!(pair, 1), y).__pointers_p_value()?, 5);
    missing(pair.read(), "field `0[0].x` of a tuple has no value");
    at!(pair, 0).__pointers_p_assign([ORIGIN; 2])?;
    at!(pair, 1, unit).__pointers_p_assign(())?;
    at!(pair, 1, x).__pointers_p_assign(6)?;
    let expected = Point {
        x: 6,
        unit: (),
        y: 5,
    };
    assert_eq!(pair.read()?, ([ORIGIN; 2], expected));
    free(pair)
}

/// Generic code cannot ask what a `T` consists of: what it assigned counts when others ask more closely, and the other way round.
#[test]
fn what_is_known_less_and_more_closely_goes_together() -> Result<()> {
    fn set<T: Copy>(
        p: MallocPointer<[T; 3]>,
        element: usize,
        index: usize,
        value: T,
    ) -> Result<()> {
        cell!(p, element, index).__pointers_p_assign(value)
    }
    fn get<T: Copy>(p: MallocPointer<[T; 3]>, element: usize, index: usize) -> Result<T> {
        cell!(p, element, index).__pointers_p_value()
    }
    // One element at the watermark, and others beyond it: both notes are counted anew.
    let p = malloc::<[Point; 3]>(4 * size_of::<[Point; 3]>())?;
    set(p, 0, 1, ORIGIN)?;
    set(p, 2, 2, ORIGIN)?;
    set(p, 3, 0, ORIGIN)?;
    for element in 0..4 {
        for index in 0..3 {
            let point = cell!(p, element, index);
            let there = matches!((element, index), (0, 1) | (2, 2) | (3, 0));
            assert_eq!(point.__pointers_p_value().is_ok(), there);
            field!(point, y).__pointers_p_assign(9)?;
            assert_eq!(point.__pointers_p_value().is_ok(), there);
            assert_eq!(get(p, element, index).is_ok(), there);
        }
    }
    set(p, 1, 2, ORIGIN)?;
    assert_eq!(get(p, 1, 2)?, ORIGIN);
    assert_eq!(get(p, 2, 2)?.y, 9);
    missing(
        get(p, 1, 1),
        "element `[1].x` of an array has no value in element 1 of 4",
    );
    free(p)?;

    let open = malloc::<[Point; 3]>(size_of::<[Point; 3]>())?;
    set(open, 0, 1, ORIGIN)?;
    field!(cell!(open, 0, 0), y).__pointers_p_assign(9)?;
    assert_eq!(get(open, 0, 1)?, ORIGIN);
    assert!(get(open, 0, 0).is_err() && get(open, 0, 2).is_err());
    free(open)
}

/// A value without size lies where others do: it is told by what it is part of, and not by its place.
#[test]
fn values_without_size_are_no_others() -> Result<()> {
    #[derive(Fields, Clone, Copy)]
    #[fields(crate = pointers_core)]
    struct Holds<T: Copy> {
        inner: T,
        token: (),
    }
    #[derive(Fields, Clone, Copy)]
    #[fields(crate = pointers_core)]
    struct Inner {
        byte: u8,
        token: (),
    }

    let p = malloc::<Holds<Inner>>(2)?;
    at!(p, inner, byte).__pointers_p_assign(1)?;
    at!(p, token).__pointers_p_assign(())?;
    missing(
        at!(p, inner).__pointers_p_value(),
        "field `inner.token` of `Holds` has no value in element 0 of 2",
    );
    at!(p, inner, token).__pointers_p_assign(())?;
    assert!(p.assigned());
    let token = at!(p.add(1)?, token);
    token.__pointers_p_assign(())?;
    let inner = at!(p.add(1)?, inner, token);
    assert!(inner.__pointers_p_value().is_err());
    token.__pointers_p_value()?;
    free(p)?;

    let none = malloc::<[[u8; 0]; 3]>(1)?;
    cell!(none, 0).__pointers_p_assign([[]; 3])?;
    assert!(none.assigned());
    free(none)
}

#[test]
fn pointers_to_what_lies_deeper() -> Result<()> {
    let p = malloc::<[[Point; 2]; 2]>(size_of::<[[Point; 2]; 2]>())?;
    let y: Pointer<u64> = field!(cell!(p, 0, 1, 0), y).__pointers_p_raw()?;
    let row: Pointer<[Point; 2]> = cell!(p, 0, 1).__pointers_p_raw()?;
    y.write(3)?;
    assert_eq!(y.read()?, 3);
    assert!(!row.assigned());
    assert_eq!(y.take()?, 3);
    row.write([ORIGIN; 2])?;
    assert_eq!(y.read()?, 0);
    assert_eq!(y.take()?, 0);
    missing(row.read(), "element `[1][0].y` of an array has no value");
    y.write(5)?;
    assert_eq!(row.read()?[0].y, 5);

    // A pointer to an array that was known as a whole when it was made.
    let pair = malloc::<([u8; 4], [u8; 4])>(8)?;
    let text: Pointer<[u8; 4]> = at!(pair, 0).__pointers_p_raw()?;
    pointers_core::string::strcpy(text, "abc")?;
    assert_eq!(at!(pair, 0).__pointers_p_value()?, *b"abc\0");
    assert!(at!(pair, 1).__pointers_p_value().is_err());
    free(pair)?;
    free(p)
}

#[test]
fn chunks_and_what_is_zero() -> Result<()> {
    let p = calloc_safe::<[Point; 2]>(3, 40)?;
    field!(cell!(p, 2, 1), x).__pointers_p_assign(1)?;
    assert_eq!(field!(cell!(p, 2, 1), x).__pointers_p_value()?, 1);
    assert!(cell!(p, 2, 1).__pointers_p_value().is_err());
    free(p)?;
    let zero = calloc::<[[u8; 2]; 2]>(2, 4)?;
    cell!(zero, 1, 1, 0).__pointers_p_assign(1)?;
    assert_eq!(zero.add(1)?.read()?, [[0, 0], [1, 0]]);
    free(zero)
}

#[test]
fn what_is_assigned_is_dropped_in_order() -> Result<()> {
    thread_local! {
        static DROPPED: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    }

    struct Tracked(u8);

    impl Drop for Tracked {
        fn drop(&mut self) {
            DROPPED.with_borrow_mut(|dropped| dropped.push(self.0));
        }
    }

    #[derive(Fields)]
    #[fields(crate = pointers_core)]
    struct Two {
        first: Tracked,
        second: Tracked,
    }

    const SIZE: usize = size_of::<[[Two; 2]; 2]>();
    let p = malloc::<[[Two; 2]; 2]>(3 * SIZE)?;
    for (number, (element, y, x)) in [(0, 1, 1), (0, 0, 1), (2, 1, 0), (1, 0, 0)]
        .into_iter()
        .enumerate()
    {
        let two = cell!(p, element, y, x);
        let number = number as u8 * 2;
        field!(two, second).__pointers_p_assign(Tracked(number))?;
        if number != 2 {
            field!(two, first).__pointers_p_assign(Tracked(number + 1))?;
        }
    }
    // Overwritten, as a part of what it is, and then as a whole.
    field!(cell!(p, 0, 0, 1), second).__pointers_p_assign(Tracked(20))?;
    assert_eq!(DROPPED.take(), [2]);
    let two = Two {
        first: Tracked(21),
        second: Tracked(22),
    };
    cell!(p, 0, 0, 1).__pointers_p_assign(two)?;
    assert_eq!(DROPPED.take(), [20]);
    let p = realloc(p, 2 * SIZE)?;
    assert_eq!(DROPPED.take(), [5, 4]);
    free(p)?;
    assert_eq!(DROPPED.take(), [21, 22, 1, 0, 7, 6]);
    Ok(())
}

/// A byte of a large array costs what a byte of a small one does.
#[test]
fn large_arrays() -> Result<()> {
    let p = malloc::<[u8; 4096]>(8 * 4096)?;
    for index in 0..4096_usize {
        cell!(p, 3, index).__pointers_p_assign(index as u8)?;
    }
    assert!(p.add(3)?.assigned());
    for index in (0..4096_usize).rev() {
        cell!(p, 4, index).__pointers_p_assign(1)?;
        assert_eq!(p.add(4)?.assigned(), index == 0);
    }
    let Ok(array) = p.__pointers_p_arrow();
    let beyond = element!(array, 4096_usize);
    assert!(beyond.is_err_and(|error| error.kind() == ErrorKind::OutOfBounds));
    free(p)
}

/// The one thing that a closer description cannot be made without is memory.
#[test]
fn without_memory_nothing_is_changed() -> Result<()> {
    let p = malloc::<[(u16, Point); 2]>(2 * 48)?;
    for failures in 0.. {
        let rehearsal = heap::fail_after(failures);
        let assigned = field!(cell!(p, 1, 1), 1, y).__pointers_p_assign(1);
        drop(rehearsal);
        match assigned {
            Ok(()) => break,
            Err(error) => assert_eq!(error.kind(), ErrorKind::Allocation),
        }
        assert!(field!(cell!(p, 1, 1), 1, y).__pointers_p_value().is_err());
    }
    assert_eq!(field!(cell!(p, 1, 1), 1, y).__pointers_p_value()?, 1);
    free(p)
}

/// What is not told apart is said to come and go with the whole.
#[test]
fn what_only_comes_with_the_whole_says_why() -> Result<()> {
    type Deep = [[[[[[[[[u8; 2]; 1]; 1]; 1]; 1]; 1]; 1]; 1]; 1];
    let deep = malloc::<Deep>(2)?;
    let error = cell!(deep, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1)
        .__pointers_p_assign(1)
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Dereference);
    let said = "this value lies more than 8 arrays deep, and comes and goes with the array that it lies in";
    assert!(error.to_string().ends_with(said), "{error}");
    assert!(
        format!("{error:?}").contains("arrays of up to 8 dimensions"),
        "{error:?}"
    );
    deep.write([[[[[[[[[1, 2]]]]]]]]])?;
    cell!(deep, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1).__pointers_p_assign(3)?;
    assert_eq!(deep.read()?, [[[[[[[[[1, 3]]]]]]]]]);
    free(deep)?;
    let eight = malloc::<[[[[[[[[u8; 2]; 1]; 1]; 1]; 1]; 1]; 1]; 1]>(2)?;
    cell!(eight, 0, 0, 0, 0, 0, 0, 0, 0, 1).__pointers_p_assign(3)?;
    assert_eq!(
        cell!(eight, 0, 0, 0, 0, 0, 0, 0, 0, 1).__pointers_p_value()?,
        3
    );
    free(eight)?;

    struct Token;
    let tokens = malloc::<[[Token; 2]; 2]>(1)?;
    let error = cell!(tokens, 0, 1, 1)
        .__pointers_p_assign(Token)
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Dereference);
    let said = "values without size in one array are not told apart: they come and go with the whole array";
    assert!(error.to_string().ends_with(said), "{error}");
    tokens.write([const { [const { Token }; 2] }; 2])?;
    cell!(tokens, 0, 1, 1).__pointers_p_assign(Token)?;
    assert!(tokens.assigned());
    free(tokens)
}

/// The element that is open begins one byte below the watermark, and so does a value without size at its start.
#[test]
fn pointers_to_what_has_no_size() -> Result<()> {
    thread_local! {
        static DROPPED: RefCell<usize> = const { RefCell::new(0) };
    }
    struct Seal;
    impl Drop for Seal {
        fn drop(&mut self) {
            DROPPED.with_borrow_mut(|dropped| *dropped += 1);
        }
    }
    #[derive(Fields)]
    #[fields(crate = pointers_core)]
    #[repr(C)]
    struct Sealed {
        unit: (),
        seal: Seal,
        a: u32,
        b: u32,
    }

    let size = size_of::<Sealed>();
    for count in [1, 4, 100] {
        DROPPED.set(0);
        let p = malloc::<Sealed>(count * size)?;
        let unit: Pointer<()> = at!(p, unit).__pointers_p_raw()?;
        let seal: Pointer<Seal> = at!(p, seal).__pointers_p_raw()?;
        at!(p, a).__pointers_p_assign(1)?;
        assert!(!unit.assigned() && !seal.assigned());
        assert_eq!(unit.read().unwrap_err().kind(), ErrorKind::Dereference);
        seal.write(Seal)?;
        assert_eq!(DROPPED.take(), 0);
        assert!(unit.read().is_err());
        seal.write(Seal)?;
        assert_eq!(DROPPED.take(), 1);
        unit.write(())?;
        unit.read()?;
        at!(p, b).__pointers_p_assign(2)?;
        free(p)?;
        assert_eq!(DROPPED.take(), 1);
    }
    Ok(())
}
