//! What can be read when.

use pointers_core::{
    CallocPointer, ErrorKind, MallocPointer, Pointer, Result, calloc_safe, free, heap, malloc,
    realloc,
};
use pointers_macros::Fields;

use crate::{at, element, get, missing, raw, set};

#[derive(Fields, Clone, Copy, Debug, PartialEq)]
#[fields(crate = pointers_core)]
struct Node {
    value: i32,
    next: MallocPointer<Node>,
}

#[derive(Fields, Clone, Copy, Debug, PartialEq)]
#[fields(crate = pointers_core)]
struct Mixed {
    tag: u8,
    at: Node,
    scores: [u16; 3],
    pair: (u8, u64),
    grid: [[Small; 2]; 2],
}

#[derive(Fields, Clone, Copy, Debug, PartialEq)]
#[fields(crate = pointers_core)]
struct Small {
    x: u8,
    y: u16,
}

#[derive(Fields, Clone, Copy, Debug, PartialEq)]
#[fields(crate = pointers_core)]
struct Tuple(u8, u32);

#[derive(Fields, Clone, Copy, Debug, PartialEq)]
#[fields(crate = pointers_core)]
struct Pair<'a, A, B: Copy, const N: usize>
where
    A: Copy,
{
    a: A,
    b: [B; N],
    text: &'a str,
}

#[derive(Fields, Clone, Copy)]
#[fields(crate = pointers_core)]
#[repr(C, packed)]
struct Packed {
    tag: u8,
    value: u32,
}

#[test]
fn a_field_is_read_as_soon_as_it_is_written_and_the_whole_after_all() -> Result<()> {
    let n = malloc::<Node>(size_of::<Node>())?;
    missing(get!(n, value), "field `value` of `Node` has no value");
    missing(n.read(), "cannot dereference pointer that has no value");
    set!(n, value => 7)?;
    assert_eq!(get!(n, value)?, 7);
    missing(get!(n, next), "field `next` of `Node` has no value");
    missing(n.read(), "field `next` of `Node` has no value");
    missing(n.borrow(), "field `next` of `Node` has no value");
    missing(n.borrow_mut(), "field `next` of `Node` has no value");
    missing(n.take(), "field `next` of `Node` has no value");
    missing(
        n.replace(Node { value: 1, next: n }),
        "field `next` of `Node` has no value",
    );
    assert!(!n.assigned());
    set!(n, next => n)?;
    assert!(n.assigned());
    assert_eq!(n.read()?, Node { value: 7, next: n });
    assert_eq!(get!(get!(n, next)?, value)?, 7);
    free(n)
}

#[test]
fn elements_are_filled_in_any_order() -> Result<()> {
    const N: usize = 100;
    let orders: [fn(usize) -> (usize, bool); 4] = [
        |step| (step / 2, step % 2 == 0),
        |step| (step % N, step < N),
        |step| (N - 1 - step / 2, step % 2 == 0),
        |step| (step * 37 % N, step < N),
    ];
    for order in orders {
        let p = malloc::<Node>(N * size_of::<Node>())?;
        for step in 0..2 * N {
            let (index, first) = order(step);
            let at = p.add(index)?;
            assert!(!at.assigned());
            if first {
                set!(at, value => index as i32)?;
                assert_eq!(get!(at, value)?, index as i32);
            } else {
                set!(at, next => at)?;
            }
        }
        for (index, node) in p.values().enumerate() {
            assert_eq!(
                node?,
                Node {
                    value: index as i32,
                    next: p.add(index)?
                }
            );
        }
        free(p)?;
    }
    Ok(())
}

#[test]
fn an_error_names_the_field_and_the_element() -> Result<()> {
    let p = malloc::<Node>(3 * size_of::<Node>())?;
    set!((p.add(1)?), value => 7)?;
    missing(
        p.add(1)?.read(),
        "field `next` of `Node` has no value in element 1 of 3",
    );
    missing(
        get!(p.add(1)?, next),
        "field `next` of `Node` has no value in element 1 of 3",
    );
    free(p)?;
    let p = calloc_safe::<Mixed>(3, size_of::<Mixed>())?;
    let last = p.add(2)?;
    set!(last, at, next => MallocPointer::null())?;
    missing(
        last.read(),
        "field `tag` of `Mixed` has no value in chunk 2 of 3",
    );
    missing(
        get!(last, at),
        "field `at.value` of `Mixed` has no value in chunk 2 of 3",
    );
    element!(at!(last, scores), 0)?.__pointers_p_assign(1)?;
    missing(
        get!(last, scores),
        "field `scores[1]` of `Mixed` has no value in chunk 2 of 3",
    );
    missing(
        element!(at!(last, scores), 2)?.__pointers_p_value(),
        "field `scores[2]` of `Mixed` has no value in chunk 2 of 3",
    );
    set!(last, pair, 0 => 1)?;
    missing(
        get!(last, pair),
        "field `pair.1` of `Mixed` has no value in chunk 2 of 3",
    );
    free(p)
}

#[test]
fn nested_structures_arrays_and_tuples() -> Result<()> {
    let p = malloc::<Mixed>(size_of::<Mixed>())?;
    set!(p, tag => 1)?;
    set!(p, at, value => 2)?;
    missing(get!(p, at), "field `at.next` of `Mixed` has no value");
    set!(p, at, next => MallocPointer::null())?;
    assert_eq!(get!(p, at)?.value, 2);
    for index in 0..3_u16 {
        element!(at!(p, scores), index)?.__pointers_p_assign(index)?;
    }
    set!(p, pair => (3, 4))?;
    for (x, y) in [(0, 0), (1, 1), (0, 1), (1, 0)] {
        let cell = element!(element!(at!(p, grid), x)?, y)?;
        let Ok(place) = cell.__pointers_p_field(|m| &m.y);
        place.__pointers_p_assign(6)?;
        assert!(!p.assigned());
        let Ok(place) = cell.__pointers_p_field(|m| &m.x);
        place.__pointers_p_assign(5)?;
        assert_eq!(cell.__pointers_p_value()?, Small { x: 5, y: 6 });
    }
    let expected = Mixed {
        tag: 1,
        at: Node {
            value: 2,
            next: MallocPointer::null(),
        },
        scores: [0, 1, 2],
        pair: (3, 4),
        grid: [[Small { x: 5, y: 6 }; 2]; 2],
    };
    assert_eq!(p.read()?, expected);
    free(p)?;

    // Their own too, without a structure around them.
    let numbers = malloc::<[i32; 3]>(24)?;
    for index in [2, 0, 1] {
        let Ok(row) = numbers.add(1)?.__pointers_p_arrow();
        element!(row, index)?.__pointers_p_assign(index)?;
    }
    missing(
        numbers.read(),
        "cannot dereference pointer that has no value: element 0 of 2 is read, into which nothing was moved",
    );
    assert_eq!(numbers.add(1)?.read()?, [0, 1, 2]);
    element!(numbers.__pointers_p_at(0)?, 1)?.__pointers_p_assign(9)?;
    missing(
        numbers.read(),
        "element `[0]` of an array has no value in element 0 of 2",
    );
    free(numbers)?;
    let pair = malloc::<(u8, u64)>(size_of::<(u8, u64)>())?;
    set!(pair, 1 => 2)?;
    missing(pair.read(), "field `0` of a tuple has no value");
    set!(pair, 0 => 1)?;
    assert_eq!(pair.read()?, (1, 2));
    free(pair)?;
    let tuple = malloc::<Tuple>(size_of::<Tuple>())?;
    set!(tuple, 1 => 2)?;
    missing(tuple.read(), "field `0` of `Tuple` has no value");
    set!(tuple, 0 => 1)?;
    assert_eq!(tuple.read()?, Tuple(1, 2));
    free(tuple)
}

#[test]
fn generic_and_packed_structures() -> Result<()> {
    fn fill<'a, A: Copy, B: Copy>(
        a: A,
        b: B,
        text: &'a str,
    ) -> Result<MallocPointer<Pair<'a, A, B, 2>>> {
        let p: MallocPointer<Pair<A, B, 2>> = malloc(size_of::<Pair<A, B, 2>>())?;
        set!(p, text => text)?;
        for index in 0..2 {
            element!(at!(p, b), index)?.__pointers_p_assign(b)?;
        }
        missing(p.read(), "field `a` of `Pair` has no value");
        set!(p, a => a)?;
        Ok(p)
    }
    let text = String::from("text");
    let p = fill(
        7_u8,
        Node {
            value: 1,
            next: MallocPointer::null(),
        },
        &text,
    )?;
    let whole = p.read()?;
    assert_eq!((whole.a, whole.b[1].value, whole.text), (7, 1, "text"));
    free(p)?;

    let packed = malloc::<Packed>(5 * 2)?;
    let second = packed.add(1)?;
    set!(second, value => 0x0102_0304)?;
    assert_eq!(get!(second, value)?, 0x0102_0304);
    set!(second, tag => 1)?;
    assert_eq!({ second.read()?.value }, 0x0102_0304);
    let value: Pointer<u32> = raw!(second, value)?;
    value.write(9)?;
    assert_eq!(value.read()?, 9);
    free(packed)
}

/// What a type parameter stands for is assigned by its own fields: the structure does not know them, but whoever names one does.
#[test]
fn below_a_type_parameter() -> Result<()> {
    let p = malloc::<Pair<Node, u8, 1>>(size_of::<Pair<Node, u8, 1>>())?;
    set!(p, a, value => 1)?;
    missing(get!(p, a), "field `a.next` of `Pair` has no value");
    set!(p, a => Node { value: 1, next: MallocPointer::null() })?;
    set!(p, a, value => 2)?;
    assert_eq!(get!(p, a)?.value, 2);
    let value = raw!(p, a, value)?;
    assert_eq!(value.take()?, 2);
    missing(get!(p, a), "field `a.value` of `Pair` has no value");
    value.write(3)?;
    assert_eq!(get!(p, a, value)?, 3);
    free(p)
}

#[test]
fn pointers_are_stale_moved_and_guarded_with_their_block() -> Result<()> {
    let p = malloc::<Node>(2 * size_of::<Node>())?;
    set!(p, value => 7)?;
    let value: Pointer<i32> = raw!(p, value)?;
    let next: Pointer<MallocPointer<Node>> = raw!(p, next)?;
    assert_eq!(
        (value.size(), value.address()),
        (4, { raw!(p, value)?.address() })
    );
    missing(
        next.read(),
        "field `next` of `Node` has no value in element 0 of 2",
    );
    // The block moves, partly assigned.
    let p = realloc(p, 4096 * size_of::<Node>())?;
    assert_eq!((value.read()?, get!(p, value)?), (7, 7));
    next.write(p)?;
    assert_eq!(p.read()?, Node { value: 7, next: p });
    assert!(value.assigned() && !raw!(p.add(1)?, value)?.assigned());

    let guard = value.borrow_mut()?;
    assert_eq!(get!(p, value).unwrap_err().kind(), ErrorKind::Borrow);
    assert_eq!(p.read().unwrap_err().kind(), ErrorKind::Borrow);
    assert_eq!(
        p.write(Node { value: 1, next: p }).unwrap_err().kind(),
        ErrorKind::Borrow
    );
    assert_eq!(value.take().unwrap_err().kind(), ErrorKind::Borrow);
    assert_eq!(realloc(p, 64).unwrap_err().kind(), ErrorKind::Borrow);
    // The other field is nobody's.
    next.write(MallocPointer::null())?;
    set!(p, next => p)?;
    drop(guard);
    let p = realloc(p, size_of::<Node>())?;
    assert_eq!(value.replace(8)?, 7);
    free(p)?;
    assert_eq!(value.read().unwrap_err().kind(), ErrorKind::Memory);
    assert_eq!(value.write(1).unwrap_err().kind(), ErrorKind::Memory);
    assert_eq!(
        (value.size(), value.assigned(), value.freed()),
        (0, false, true)
    );
    assert_eq!(
        Pointer::<u8>::null().read().unwrap_err().kind(),
        ErrorKind::NullPointer
    );
    assert_eq!(
        raw!(MallocPointer::<Node>::null(), next)
            .unwrap_err()
            .kind(),
        ErrorKind::NullPointer
    );
    Ok(())
}

/// A pointer into what a reallocation cut off.
#[test]
fn a_pointer_beyond_the_end_is_out_of_bounds() -> Result<()> {
    let p = malloc::<Node>(2 * size_of::<Node>())?;
    let value = raw!(p.add(1)?, value)?;
    let p = realloc(p, size_of::<Node>())?;
    assert_eq!(value.read().unwrap_err().kind(), ErrorKind::OutOfBounds);
    assert_eq!(value.write(1).unwrap_err().kind(), ErrorKind::OutOfBounds);
    free(p)
}

#[test]
fn a_whole_element_is_one_too() -> Result<()> {
    let p = malloc::<Node>(2 * size_of::<Node>())?;
    let one: Pointer<Node> = p.add(1)?.into();
    assert_eq!(one.size(), size_of::<Node>());
    set!(one, value => 1)?;
    missing(
        one.read(),
        "field `next` of `Node` has no value in element 1 of 2",
    );
    set!(one, next => p)?;
    assert_eq!(one.read()?, p.add(1)?.read()?);
    assert_eq!(one.take()?.value, 1);
    assert!(!one.assigned());
    one.write(Node { value: 2, next: p })?;
    assert_eq!(get!(one, value)?, 2);
    free(p)?;
    let fresh = malloc::<Node>(size_of::<Node>())?;
    fresh.as_pointer().write(Node { value: 3, next: p })?;
    assert_eq!(fresh.read()?.value, 3);
    free(fresh)
}

/// They lie in zeroed memory as NULL.
#[test]
fn pointers_in_structures_that_were_callocced() -> Result<()> {
    use pointers_core::zerocopy::FromZeros;
    #[derive(Fields, FromZeros, Clone, Copy)]
    #[zerocopy(crate = "pointers_core::zerocopy")]
    #[fields(crate = pointers_core)]
    struct Links {
        to: Pointer<u32>,
        count: u32,
    }
    let links: CallocPointer<Links> = pointers_core::calloc(2, size_of::<Links>())?;
    assert!(get!(links, to)?.is_null());
    let count = raw!(links.add(1)?, count)?;
    set!(links, to => count)?;
    get!(links, to)?.write(5)?;
    assert_eq!(get!(links.add(1)?, count)?, 5);
    assert_eq!(get!(links, count)?, 0);
    assert!(format!("{count:?}").starts_with("<pointer to 4 bytes of memory at 0x"));
    free(links)
}

#[test]
fn generic_code_is_told_what_there_is() -> Result<()> {
    fn last<T: Copy>(p: MallocPointer<T>) -> Result<T> {
        p.read()
    }
    let p = malloc::<Node>(size_of::<Node>())?;
    heap::describe(p)?;
    set!(p, next => p)?;
    missing(last(p), "field `value` of `Node` has no value");
    set!(p, value => 1)?;
    assert_eq!(last(p)?.value, 1);
    free(p)?;
    assert_eq!(heap::describe(p).unwrap_err().kind(), ErrorKind::Memory);
    Ok(())
}
