//! `p->field`, as C has it: read, written, chained; and every other arrow, which stays what it is in Rust.
#![deny(warnings)]
#![allow(
    clippy::bool_comparison,
    clippy::nonminimal_bool,
    reason = "written so to see what the macro makes of it"
)]
#![forbid(unsafe_code)]

use std::cell::Cell;

use pointers::heap;
use pointers::prelude::*;

type Outcome = Result<()>;

#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Point {
    x: i32,
    y: i32,
}

#[derive(Clone, Copy)]
enum Kind {
    Small,
    Large(u8),
}

#[derive(Clone, Copy)]
struct Node {
    value: i32,
    count: usize,
    flag: bool,
    kind: Kind,
    at: Point,
    pair: (u8, u16),
    items: [i32; 4],
    next: MallocPointer<Node>,
    children: [MallocPointer<Node>; 2],
    name: MallocPointer<str>,
    numbers: CallocPointer<u32>,
}

fn plain(value: i32, next: MallocPointer<Node>) -> Node {
    Node {
        value,
        count: 3,
        flag: true,
        kind: Kind::Large(9),
        at: Point { x: 1, y: 2 },
        pair: (7, 8),
        items: [10, 20, 30, 40],
        next,
        children: [next, MallocPointer::null()],
        name: MallocPointer::null(),
        numbers: CallocPointer::null(),
    }
}

/// A list of the values, first to last.
fn list(values: &[i32]) -> Result<MallocPointer<Node>> {
    let mut head = MallocPointer::null();
    for value in values.iter().rev() {
        let node = malloc(size_of::<Node>())?;
        node.write(plain(*value, head))?;
        head = node;
    }
    Ok(head)
}

fn free_list(head: MallocPointer<Node>) -> Outcome {
    pointers! {
        let mut at = head;
        while !at.is_null() {
            let next = at->next;
            free(at);
            at = next;
        }
        assert_eq!(heap::stats().live_blocks, 0);
    }
}

#[test]
fn a_field_is_read_wherever_a_value_may_stand() -> Outcome {
    let p = list(&[5, 6, 7])?;
    pointers! {
        let name = malloc(3);
        name <<= "abc";
        p->name = name;
        let numbers = calloc(2, 4);
        numbers[1] <<= 9;
        p->numbers = numbers;

        assert_eq!(p->value, 5);
        assert_eq!(p->next->value, 6);
        assert_eq!(p->next->next->value, 7);
        assert!(p->next->next->next.is_null());
        assert_eq!((p->at.x, p->at, p->pair.1), (1, Point { x: 1, y: 2 }, 8));
        assert_eq!((p->items[2], p->items[p->count], p->items.len()), (30, 40, 4));
        assert_eq!(p->items[1..], [20, 30, 40]);
        assert_eq!(p->children[0]->value, 6);
        assert_eq!(p->children[0]->children[0]->items[1], 20);
        assert_eq!(~p->name, "abc");
        assert_eq!(~p->numbers[1], 9);
        assert_eq!(~(p->numbers + 1), 9);
        assert_eq!((~p).next->value, 6);

        assert_eq!(-p->value + p->value * 2 - p->next->value, -1);
        assert_eq!(7-p->value, 2);
        assert!(!p->flag == false && p->flag);
        assert_eq!(p->value as u64 + 1, 6);
        assert_eq!(p->value.pow(2).max(1), 25);
        assert!(p->value < p->next->value && p->value <= 5);
        assert_eq!(p->count << 1, 6);
        assert_eq!((0..p->count).chain(p->count..=4).count(), 5);
        assert_eq!([0, 1, 2, 3][p->count], 3);
        assert_eq!([p->value; 2], [5, 5]);
        assert_eq!(Point { x: p->value, ..p->at }, Point { x: 5, y: 2 });
        let kind = match p->kind {
            Kind::Small => 0,
            Kind::Large(size) if size > 10 => 1,
            Kind::Large(size) => size,
        };
        assert_eq!(kind, 9);
        if let Kind::Small = p->kind {
            unreachable!();
        }
        let Point { x, y } = p->at;
        assert_eq!(x + y, 3);
        let text = if p->flag { p->value } else { p->next->value };
        assert_eq!(format!("{}|{:>3}|{}", p->value, p->next->value, text), "5|  6|5");
        assert_eq!(vec![p->value, p->next->value], [5, 6]);
        assert!(matches!(p->value, 1..=5 if p->flag));
        let mut sum = 0;
        for item in p->items {
            sum += item;
        }
        assert_eq!(sum, 100);
        free(p->name);
        free(p->numbers);
    }?;
    free_list(p)
}

#[test]
fn a_field_is_written_with_every_operator() -> Outcome {
    let p = list(&[1, 2, 3])?;
    pointers! {
        p->value = 10;
        p->value += 5;
        p->value -= 1;
        p->value *= 6;
        p->value /= 2;
        p->value %= 32;
        assert_eq!(p->value, 10);
        p->value &= 6;
        p->value |= 8;
        p->value ^= 1;
        assert_eq!(p->value, 11);
        p->value <<= 2;
        p->value >>= 1;
        assert_eq!(p->value, 22);
        p->count += p->count;
        p->value = p->value + p->next->value;
        assert_eq!((p->count, p->value), (6, 24));

        p->at.x = 9;
        p->at.y -= p->at.x;
        p->pair.0 += 1;
        p->items[1] = 21;
        p->items[p->pair.0 as usize - 6] += 1;
        assert_eq!((p->at, p->pair, p->items), (Point { x: 9, y: -7 }, (8, 8), [10, 21, 31, 40]));
        p->kind = Kind::Small;
        p->flag = !p->flag;
        assert!(matches!(p->kind, Kind::Small) && !p->flag);

        p->next->value = 20;
        p->next->next->value += p->next->value;
        p->children[0]->at.x = p->next->next->value;
        p->next->children[1] = p;
        p->next->children[1]->value = 1;
        (p->next)->next->count = 0;
        (~p).next->count += 1;
        assert_eq!((p->value, p->next->next->value, p->next->at.x), (1, 23, 23));
        assert_eq!((p->next->count, p->next->next->count), (4, 0));
    }?;
    free_list(p)
}

#[test]
fn links_are_changed() -> Outcome {
    let p = list(&[1, 2, 3])?;
    pointers! {
        // Out of the middle, and to the front.
        let moved = p->next;
        p->next = p->next->next;
        moved->next = p;
        assert_eq!((moved->value, moved->next->value, moved->next->next->value), (2, 1, 3));
        // What a field points to, and not the field.
        moved->next <<= plain(100, p->next);
        assert_eq!(p->value, 100);
        free_list(moved)?;
    }
}

#[test]
fn whatever_gives_a_handle_may_stand_before_it() -> Outcome {
    struct List {
        head: MallocPointer<Node>,
        both: [MallocPointer<Node>; 2],
    }
    let p = list(&[1, 2])?;
    let calls = Cell::new(0);
    let first = || {
        calls.set(calls.get() + 1);
        p
    };
    pointers! {
        let by_ref = &p;
        by_ref->value += 1;
        let boxed = Box::new(p);
        boxed->value += 1;
        let listed = List { head: p, both: [p, p->next] };
        listed.head->value += 1;
        listed.both[1]->value = listed.head->value;
        assert_eq!((p->value, p->next->value), (4, 4));

        first()->value += 1;
        first()->items[0] += 1;
        first()->next->value = first()->value;
        assert_eq!((calls.get(), p->value, p->items[0], p->next->value), (4, 5, 11, 5));

        let handles = [p, p->next];
        handles[1]->value = 6;
        let pp = malloc(16);
        pp <<= p;
        (~pp)->value = 7;
        assert_eq!((handles[0]->value, (~pp)->next->value), (7, 6));
        free(pp);
        (if p->flag { p } else { p->next })->value = 8;
        assert_eq!((p + 0)->value, 8);
    }?;
    free_list(p)
}

#[test]
fn elements_and_chunks_have_fields() -> Outcome {
    pointers! {
        let array = malloc(3 * size_of::<Point>());
        for i in 0..3 {
            array[i] <<= Point { x: i, y: 0 };
        }
        array[1]->y = 5;
        array[2]->y += array[1]->y * array[2]->x;
        (array + 2)->x -= 1;
        array->x = 7;
        assert_eq!((~array, ~array[1], ~array[2]), (Point { x: 7, y: 0 }, Point { x: 1, y: 5 }, Point { x: 1, y: 10 }));
        let step = array;
        step += 1;
        assert_eq!((step->y, step[1]->y, step[-1]->x), (5, 10, 7));
        free(array);

        let chunks = calloc_safe(3, 28);
        for chunk in chunks {
            chunk <<= Point { x: 1, y: 1 };
            chunk->x += 1;
        }
        chunks[2]->y = chunks[0]->x + chunks->x;
        assert_eq!(~chunks[2], Point { x: 2, y: 4 });
        free(chunks);
        assert_eq!(heap::stats().live_blocks, 0);
    }
}

#[test]
fn fields_that_are_not_copied() -> Outcome {
    #[derive(Default)]
    struct Person {
        name: String,
        friends: Vec<String>,
        age: Option<u8>,
    }
    pointers! {
        let p = malloc(size_of::<Person>());
        p <<= Person::default();
        p->name = String::from("Ada");
        p->name += " L.";
        let name = p->name.clone();
        (&mut p->friends).push(name);
        (&mut p->friends).push("Grace".to_owned());
        p->friends[1] += "!";
        p->age = Some(p->friends.len() as u8);
        assert_eq!((p->name.as_str(), p->name.len(), p->age), ("Ada L.", 6, Some(2)));
        assert_eq!(p->friends.join(" "), "Ada L. Grace!");
        assert!(p->friends.iter().any(|name| name.starts_with('G')));
        let taken = std::mem::take(&mut p->name);
        assert_eq!((taken.as_str(), p->name.is_empty()), ("Ada L.", true));
        free(p);
        assert_eq!(heap::stats().live_blocks, 0);
    }
}

#[test]
fn other_arrows_are_types() -> Outcome {
    pointers! {
        fn apply(f: fn(i32) -> i32, g: &dyn Fn(i32) -> i32, x: i32) -> i32 { g(f(x)) }
        fn boxed() -> Box<dyn Fn(u8) -> u16> { Box::new(|x| -> u16 { u16::from(x) }) }
        fn bound<F>(f: F) -> impl Fn() -> u32
        where
            F: Fn() -> u32,
        {
            move || -> u32 { f() + 1 }
        }
        let double = |x: i32| -> i32 { x * 2 };
        let none = || -> Option<u8> { None };
        let nested: fn(fn() -> u8) -> u8 = |f| -> u8 { f() };
        fn one() -> u8 { 1 }
        assert_eq!(apply(|x| x + 1, &double, 3), 8);
        assert_eq!((boxed()(3), bound(|| 4)(), none(), nested(one)), (3, 5, None, 1));
        let p = list(&[4])?;
        let read = |by: i32| -> Result<i32> { Ok(p->value * by) };
        let write = |value| -> Result<()> { p->value = value; Ok(()) };
        write(5)?;
        assert_eq!(read(3)?, 15);
        free_list(p)?;
    }
}

// What is wrong.

/// That the outcome is an error of this kind, which happened on the line above.
#[track_caller]
fn fails_above<T>(outcome: Result<T>, kind: ErrorKind) {
    let Err(error) = outcome else {
        panic!("no error, but {kind:?} was expected");
    };
    let line = std::panic::Location::caller().line() - 1;
    assert_eq!(
        (error.kind(), error.used_at().line()),
        (kind, line),
        "{error:?}"
    );
}

#[test]
fn each_link_of_a_chain_is_checked() -> Outcome {
    let p = list(&[1, 2])?;
    let outcome = pointers! { p->next->next->next->value };
    fails_above(outcome, ErrorKind::NullPointer);
    let outcome = pointers! { p->next->next->value = 3; };
    fails_above(outcome, ErrorKind::NullPointer);
    let outcome = pointers! { p[1]->value };
    fails_above(outcome, ErrorKind::OutOfBounds);
    let outcome = pointers! { p[1]->value += 1; };
    fails_above(outcome, ErrorKind::OutOfBounds);
    let second = pointers! { p->next }?;
    free(second)?;
    let outcome = pointers! { p->next->value += 1; };
    fails_above(outcome, ErrorKind::Memory);
    let outcome = pointers! { p->next->value };
    fails_above(outcome, ErrorKind::Memory);
    free(p)
}

#[test]
fn a_field_of_memory_without_a_value_is_neither_read_nor_written() -> Outcome {
    let p: MallocPointer<Point> = malloc(size_of::<Point>())?;
    let outcome = pointers! { p->x = 1; };
    fails_above(outcome, ErrorKind::Dereference);
    let outcome = pointers! { p->x };
    fails_above(outcome, ErrorKind::Dereference);
    free(p)
}

#[test]
fn the_right_side_may_fail_and_then_nothing_is_written() -> Outcome {
    let p = list(&[1])?;
    let outcome = pointers! { p->value = p->next->value; };
    fails_above(outcome, ErrorKind::NullPointer);
    let outcome = pointers! { p->value += p->next->value; };
    assert!(outcome.is_err());
    assert_eq!(p.read()?.value, 1);
    free_list(p)
}
