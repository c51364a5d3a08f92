//! Tests: what comes of it where there is no memory for a note of an element that is assigned in part.

use std::rc::Rc;

use pointers_macros::Fields;

use super::notes_of;
use crate::__private::At;
use crate::{MallocPointer, Pointer, Result, heap, malloc, realloc};

/// With eight leaves; or with a hundred, so that it is never the open element.
#[derive(Fields, Clone)]
#[fields(crate = crate)]
struct Node<const N: usize> {
    first: Rc<u32>,
    second: Rc<u32>,
    unit: (),
    rest: [u8; N],
}

/// A block, and the value that its fields share, which knows how many they are.
type World<const N: usize> = (MallocPointer<Node<N>>, Rc<u32>);

macro_rules! at {
    ($p:expr, $field:ident) => {{
        let Ok(place) = $p.__pointers_p_arrow();
        let Ok(place) = place.__pointers_p_field(|m| &m.$field);
        place
    }};
}

const ELEMENTS: usize = 4;

fn node<const N: usize>(value: &Rc<u32>) -> Node<N> {
    Node {
        first: value.clone(),
        second: value.clone(),
        unit: (),
        rest: [1; N],
    }
}

/// Of four elements the first is assigned, of the second `first` and `unit`.
fn filled<const N: usize>() -> Result<World<N>> {
    let p: MallocPointer<Node<N>> = malloc(ELEMENTS * size_of::<Node<N>>())?;
    let value = Rc::new(1);
    p.write(node(&value))?;
    at!(p.add(1)?, first).__pointers_p_assign(value.clone())?;
    at!(p.add(1)?, unit).__pointers_p_assign(())?;
    Ok((p, value))
}

/// All elements are assigned.
fn full<const N: usize>() -> Result<World<N>> {
    let (p, value) = filled::<N>()?;
    // One after another, which needs no note.
    let second = at!(p.add(1)?, second);
    second.__pointers_p_assign(value.clone())?;
    at!(p.add(1)?, rest).__pointers_p_assign([1; N])?;
    p.add(2)?.write(node(&value))?;
    p.add(3)?.write(node(&value))?;
    Ok((p, value))
}

/// What each element has, and how often the value is there.
fn see<const N: usize>((p, value): &World<N>) -> (Vec<[bool; 5]>, usize) {
    let elements = (0..p.size() / size_of::<Node<N>>()).map(|index| {
        let p = *p + index;
        let is_there = |value: Result<Pointer<Rc<u32>>>| value.is_ok_and(Pointer::assigned);
        [
            p.assigned(),
            is_there(at!(p, first).__pointers_p_raw()),
            is_there(at!(p, second).__pointers_p_raw()),
            at!(p, unit).__pointers_p_raw().is_ok_and(Pointer::assigned),
            at!(p, rest).__pointers_p_value().is_ok(),
        ]
    });
    (elements.collect(), Rc::strong_count(value))
}

/// With elements of both sizes. Says how many notes each takes.
macro_rules! both {
    ($make:ident, $run:expr) => {
        (
            notes_of($make::<5>, $run, see)?,
            notes_of($make::<100>, $run, see)?,
        )
    };
}

#[test]
fn a_field_of_another_element() -> Result<()> {
    // What the block needs beyond its record, two maps; those that have many leaves have them already.
    assert_eq!(
        both!(filled, |(p, _)| at!(*p + 3, second)
            .__pointers_p_assign(Rc::new(2))),
        (3, 0)
    );
    // That of the open element needs none.
    assert_eq!(
        both!(filled, |(p, _)| {
            at!(*p + 1, second).__pointers_p_assign(Rc::new(2))?;
            let rest = At(at!(*p + 1, rest), 4).__pointers_p_at()?;
            rest.__pointers_p_assign(2)
        }),
        (0, 0)
    );
    Ok(())
}

#[test]
fn what_is_taken_out() -> Result<()> {
    for (index, notes) in [(0, (3, 1)), (3, (0, 1))] {
        let taken = both!(full, |(p, _)| {
            let second = at!(*p + index, second).__pointers_p_raw()?;
            second.take().map(drop)
        });
        assert_eq!(taken, notes);
    }
    Ok(())
}

/// What is in part assigned is lent while it is dropped.
#[test]
fn a_whole_over_a_part() -> Result<()> {
    let notes = both!(filled, |(p, value)| (*p + 1).write(node(value)));
    assert_eq!(notes, (2, 1));
    let notes = both!(filled, |(p, value)| {
        (*p + 1).as_pointer().write(node(value))
    });
    assert_eq!(notes, (2, 1));
    Ok(())
}

#[test]
fn a_reallocation() -> Result<()> {
    for count in [2, 40] {
        let notes = both!(filled, |(p, _)| {
            realloc(*p, count * (p.size() / ELEMENTS)).map(drop)
        });
        assert!(notes.0 >= 3 && notes.1 >= 1, "{notes:?}");
    }
    Ok(())
}

#[test]
fn a_guard_of_a_field() -> Result<()> {
    let notes = both!(filled, |(p, _)| {
        let first = at!(*p + 1, first).__pointers_p_raw()?;
        first.borrow_mut().map(drop)
    });
    assert_eq!(notes, (2, 1));
    Ok(())
}

#[test]
fn a_cast() -> Result<()> {
    type Row = MallocPointer<[u8; 4]>;
    let make = || {
        let p: Row = malloc(16)?;
        heap::describe(p)?;
        for index in [0, 2] {
            let Ok(row) = p.__pointers_p_tilde();
            At(row, index).__pointers_p_at()?.__pointers_p_assign(7)?;
        }
        Ok(p)
    };
    let see = |p: &Row| {
        let byte = |index| {
            let Ok(row) = p.__pointers_p_tilde();
            let place = At(row, index).__pointers_p_at()?;
            place.__pointers_p_value()
        };
        (0..4).map(|index| byte(index).ok()).collect::<Vec<_>>()
    };
    let cast = |p: &Row| p.cast::<u8>().map(drop);
    assert_eq!(notes_of(make, cast, see)?, 3);
    Ok(())
}
