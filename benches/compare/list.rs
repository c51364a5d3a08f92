//! Work (e): a singly linked list, built, traversed and freed.

use std::cell::RefCell;
use std::hint::black_box;
use std::rc::Rc;

use pointers::prelude::*;

use crate::contenders::*;
use crate::runner::*;

pub(crate) fn list(length: u64) -> Workload {
    Workload {
        name: format!("(e) list of {length}: build, traverse, free"),
        operations: length as usize,
        target: 1.3,
        contenders: vec![
            contender(RAW, move || move || linked::<Raw>(length)),
            contender(BOX, move || move || boxes(length)),
            contender(RC, move || move || rcs(length)),
            contender(SLOTMAP, move || move || linked::<SlotMaps>(length)),
            contender(DENSE, move || move || linked::<DenseSlotMaps>(length)),
            contender(GENERATIONAL, move || {
                move || linked::<GenerationalBoxes>(length)
            }),
            contender(THUNDERDOME, move || move || linked::<Thunderdome>(length)),
            contender(API, move || move || linked::<Api>(length)),
            contender(MACRO, move || {
                move || through_macro(length).expect("no error")
            }),
        ],
    }
}

struct Node<L: Links> {
    value: u64,
    next: L::Link<Node<L>>,
}

impl<L: Links> Clone for Node<L> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<L: Links> Copy for Node<L> {}

fn linked<L: Links>(length: u64) -> u64 {
    let mut arena = L::Arena::default();
    let mut head = L::null();
    for value in 0..length {
        head = L::allocate(&mut arena, Node::<L> { value, next: head });
    }
    let head = black_box(head);

    let mut sum = 0_u64;
    let mut at = head;
    while !L::is_null(at) {
        let node = L::read(&arena, at);
        sum = sum.wrapping_add(node.value);
        at = node.next;
    }

    let mut at = head;
    while !L::is_null(at) {
        let next = L::read(&arena, at).next;
        L::free(&mut arena, at);
        at = next;
    }
    sum
}

struct Boxed {
    value: u64,
    next: Option<Box<Boxed>>,
}

fn boxes(length: u64) -> u64 {
    let mut head = None;
    for value in 0..length {
        head = Some(Box::new(Boxed { value, next: head }));
    }
    let mut head = black_box(head);

    let mut sum = 0_u64;
    let mut at = &head;
    while let Some(node) = at {
        sum = sum.wrapping_add(node.value);
        at = &node.next;
    }

    while let Some(mut node) = head {
        head = node.next.take();
    }
    sum
}

type Link = Option<Rc<RefCell<Counted>>>;

struct Counted {
    value: u64,
    next: Link,
}

fn rcs(length: u64) -> u64 {
    let mut head: Link = None;
    for value in 0..length {
        head = Some(Rc::new(RefCell::new(Counted { value, next: head })));
    }
    let mut head = black_box(head);

    let mut sum = 0_u64;
    let mut at = head.clone();
    while let Some(node) = at {
        let node = node.borrow();
        sum = sum.wrapping_add(node.value);
        at = node.next.clone();
    }

    while let Some(node) = head {
        head = node.borrow_mut().next.take();
    }
    sum
}

#[derive(Clone, Copy)]
struct Pointed {
    value: u64,
    next: MallocPointer<Pointed>,
}

fn through_macro(length: u64) -> Result<u64> {
    pointers! {
        let mut head = MallocPointer::null();
        for value in 0..length {
            let node = malloc(size_of::<Pointed>());
            node <<= Pointed { value, next: head };
            head = node;
        }
        let head = black_box(head);

        let mut sum = 0_u64;
        let mut at = head;
        while !at.is_null() {
            sum = sum.wrapping_add(at->value);
            at = at->next;
        }

        let mut at = head;
        while !at.is_null() {
            let next = at->next;
            free(at);
            at = next;
        }
        sum
    }
}
