//! Work (f): a complete binary tree, built, checked and freed.

use std::cell::RefCell;
use std::hint::black_box;
use std::rc::Rc;

use pointers::prelude::*;

use crate::contenders::*;
use crate::runner::*;

pub(crate) fn tree(depth: u32) -> Workload {
    Workload {
        name: format!("(f) binary tree of depth {depth}: build, check, free"),
        operations: (2 << depth) - 1,
        target: 1.4,
        contenders: vec![
            contender(RAW, move || move || linked::<Raw>(depth)),
            contender(BOX, move || move || boxes(depth)),
            contender(RC, move || move || rcs(depth)),
            contender(SLOTMAP, move || move || linked::<SlotMaps>(depth)),
            contender(DENSE, move || move || linked::<DenseSlotMaps>(depth)),
            contender(GENERATIONAL, move || {
                move || linked::<GenerationalBoxes>(depth)
            }),
            contender(THUNDERDOME, move || move || linked::<Thunderdome>(depth)),
            contender(API, move || move || linked::<Api>(depth)),
            contender(MACRO, move || {
                move || through_macro(depth).expect("no error")
            }),
        ],
    }
}

struct Node<L: Links> {
    left: L::Link<Node<L>>,
    right: L::Link<Node<L>>,
}

impl<L: Links> Clone for Node<L> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<L: Links> Copy for Node<L> {}

type Arena<L> = <L as Links>::Arena<Node<L>>;
type NodeLink<L> = <L as Links>::Link<Node<L>>;

fn linked<L: Links>(depth: u32) -> u64 {
    fn build<L: Links>(arena: &mut Arena<L>, depth: u32) -> NodeLink<L> {
        let (left, right) = if depth == 0 {
            (L::null(), L::null())
        } else {
            (build::<L>(arena, depth - 1), build::<L>(arena, depth - 1))
        };
        L::allocate(arena, Node { left, right })
    }

    fn check<L: Links>(arena: &Arena<L>, at: NodeLink<L>) -> u64 {
        if L::is_null(at) {
            return 0;
        }
        let Node { left, right } = L::read(arena, at);
        1 + check::<L>(arena, left) + check::<L>(arena, right)
    }

    fn free<L: Links>(arena: &mut Arena<L>, at: NodeLink<L>) {
        if L::is_null(at) {
            return;
        }
        let Node { left, right } = L::read(arena, at);
        free::<L>(arena, left);
        free::<L>(arena, right);
        L::free(arena, at);
    }

    let mut arena = Arena::<L>::default();
    let root = black_box(build::<L>(&mut arena, depth));
    let nodes = check::<L>(&arena, root);
    free::<L>(&mut arena, root);
    nodes
}

struct Boxed {
    left: Option<Box<Boxed>>,
    right: Option<Box<Boxed>>,
}

fn boxes(depth: u32) -> u64 {
    fn build(depth: u32) -> Box<Boxed> {
        let (left, right) = match depth {
            0 => (None, None),
            _ => (Some(build(depth - 1)), Some(build(depth - 1))),
        };
        Box::new(Boxed { left, right })
    }

    fn check(at: &Boxed) -> u64 {
        1 + at.left.as_deref().map_or(0, check) + at.right.as_deref().map_or(0, check)
    }

    let root: Box<Boxed> = black_box(build(depth));
    check(&root)
}

type Link = Option<Rc<RefCell<Counted>>>;

struct Counted {
    left: Link,
    right: Link,
}

fn rcs(depth: u32) -> u64 {
    fn build(depth: u32) -> Link {
        let (left, right) = match depth {
            0 => (None, None),
            _ => (build(depth - 1), build(depth - 1)),
        };
        Some(Rc::new(RefCell::new(Counted { left, right })))
    }

    fn check(at: &Link) -> u64 {
        let Some(node) = at else { return 0 };
        let node = node.borrow();
        1 + check(&node.left) + check(&node.right)
    }

    check(&black_box(build(depth)))
}

#[derive(Clone, Copy)]
struct Pointed {
    left: MallocPointer<Pointed>,
    right: MallocPointer<Pointed>,
}

pointers! {
    fn build(depth: u32) -> Result<MallocPointer<Pointed>> {
        let (left, right) = if depth == 0 {
            (MallocPointer::null(), MallocPointer::null())
        } else {
            (build(depth - 1)?, build(depth - 1)?)
        };
        let node = malloc(size_of::<Pointed>());
        node <<= Pointed { left, right };
        Ok(node)
    }

    fn check(at: MallocPointer<Pointed>) -> Result<u64> {
        if at.is_null() {
            return Ok(0);
        }
        let Pointed { left, right } = ~at;
        Ok(1 + check(left)? + check(right)?)
    }

    fn free_all(at: MallocPointer<Pointed>) -> Result<()> {
        if at.is_null() {
            return Ok(());
        }
        let Pointed { left, right } = ~at;
        free_all(left)?;
        free_all(right)?;
        free(at);
        Ok(())
    }
}

fn through_macro(depth: u32) -> Result<u64> {
    let root = black_box(build(depth)?);
    let nodes = check(root)?;
    free_all(root)?;
    Ok(nodes)
}
