//! Drives elements that are assigned in part: by fields, nested fields and elements of arrays, through places, pointers that
//! are older than the last reallocation, and handles; and compares each answer with a model that knows which leaves hold what.

use std::collections::BTreeMap;

use pointers_core::__private::At;
use pointers_core::{ErrorKind, MallocPointer, Pointer, Result, free, malloc, realloc};
use pointers_macros::Fields;

use super::tracked::{LIVE, Tracked};

/// The number of what has no room for one.
const EMPTY: u64 = 1 << 40;

#[derive(Debug)]
struct Empty;

impl Empty {
    fn new() -> Self {
        std::mem::forget(Tracked::new(EMPTY));
        Empty
    }
}

impl Clone for Empty {
    fn clone(&self) -> Self {
        Self::new()
    }
}

impl Drop for Empty {
    fn drop(&mut self) {
        drop(Tracked(EMPTY));
    }
}

#[derive(Fields, Clone, Debug)]
#[fields(crate = pointers_core)]
struct Inner {
    b: Tracked,
    c: u8,
}

#[derive(Fields, Clone, Debug)]
#[fields(crate = pointers_core)]
struct Whole {
    a: Tracked,
    z: Empty,
    inner: Inner,
    list: [Tracked; 2],
}

/// The leaves, in their order: `a`, `z`, `inner.b`, `inner.c`, `list[0]`, `list[1]`.
type Leaves = [Option<u64>; 6];

fn whole(number: u64) -> (Whole, Leaves) {
    let value = Whole {
        a: Tracked::new(number),
        z: Empty::new(),
        inner: Inner {
            b: Tracked::new(number + 1),
            c: number as u8,
        },
        list: [Tracked::new(number + 2), Tracked::new(number + 3)],
    };
    let leaves = [
        number,
        EMPTY,
        number + 1,
        u64::from(number as u8),
        number + 2,
        number + 3,
    ];
    (value, leaves.map(Some))
}

fn numbers(value: &Whole) -> Leaves {
    let Whole { a, inner, list, .. } = value;
    [
        a.0,
        EMPTY,
        inner.b.0,
        u64::from(inner.c),
        list[0].0,
        list[1].0,
    ]
    .map(Some)
}

/// A pointer to a leaf.
#[derive(Clone, Copy)]
enum Leaf {
    Tracked(Pointer<Tracked>),
    Empty(Pointer<Empty>),
    Byte(Pointer<u8>),
}

fn leaf(p: MallocPointer<Whole>, number: usize) -> Result<Leaf> {
    let Ok(at) = p.__pointers_p_arrow();
    let Ok(inner) = at.__pointers_p_field(|m| &m.inner);
    Ok(match number {
        0 => {
            let Ok(place) = at.__pointers_p_field(|m| &m.a);
            Leaf::Tracked(place.__pointers_p_raw()?)
        }
        1 => {
            let Ok(place) = at.__pointers_p_field(|m| &m.z);
            Leaf::Empty(place.__pointers_p_raw()?)
        }
        2 => {
            let Ok(place) = inner.__pointers_p_field(|m| &m.b);
            Leaf::Tracked(place.__pointers_p_raw()?)
        }
        3 => {
            let Ok(place) = inner.__pointers_p_field(|m| &m.c);
            Leaf::Byte(place.__pointers_p_raw()?)
        }
        index => {
            let Ok(list) = at.__pointers_p_field(|m| &m.list);
            Leaf::Tracked(At(list, index - 4).__pointers_p_at()?.__pointers_p_raw()?)
        }
    })
}

impl Leaf {
    fn write(self, number: u64) -> (Result<()>, u64) {
        match self {
            Leaf::Tracked(p) => (p.write(Tracked::new(number)), number),
            Leaf::Empty(p) => (p.write(Empty::new()), EMPTY),
            Leaf::Byte(p) => (p.write(number as u8), u64::from(number as u8)),
        }
    }

    fn take(self) -> Result<u64> {
        Ok(match self {
            Leaf::Tracked(p) => p.take()?.0,
            Leaf::Empty(p) => p.take().map(|_| EMPTY)?,
            Leaf::Byte(p) => u64::from(p.take()?),
        })
    }

    fn look(self) -> Result<u64> {
        Ok(match self {
            Leaf::Tracked(p) => p.borrow()?.0,
            Leaf::Empty(p) => p.borrow().map(|_| EMPTY)?,
            Leaf::Byte(p) => u64::from(*p.borrow()?),
        })
    }

    fn assigned(self) -> bool {
        match self {
            Leaf::Tracked(p) => p.assigned(),
            Leaf::Empty(p) => p.assigned(),
            Leaf::Byte(p) => p.assigned(),
        }
    }
}

/// The same write, by a place.
fn assign(p: MallocPointer<Whole>, leaf: usize, number: u64) -> (Result<()>, u64) {
    let Ok(at) = p.__pointers_p_arrow();
    let Ok(inner) = at.__pointers_p_field_mut(|m| &mut m.inner);
    match leaf {
        0 => {
            let Ok(place) = at.__pointers_p_field_mut(|m| &mut m.a);
            (place.__pointers_p_assign(Tracked::new(number)), number)
        }
        1 => {
            let Ok(place) = at.__pointers_p_field_mut(|m| &mut m.z);
            (place.__pointers_p_assign(Empty::new()), EMPTY)
        }
        2 => {
            let Ok(place) = inner.__pointers_p_field_mut(|m| &mut m.b);
            (place.__pointers_p_assign(Tracked::new(number)), number)
        }
        3 => {
            let Ok(place) = inner.__pointers_p_field_mut(|m| &mut m.c);
            (
                place.__pointers_p_assign(number as u8),
                u64::from(number as u8),
            )
        }
        index => {
            let Ok(list) = at.__pointers_p_field_mut(|m| &mut m.list);
            let place = At(list, index - 4)
                .__pointers_p_at_mut()
                .expect("an element");
            (place.__pointers_p_assign(Tracked::new(number)), number)
        }
    }
}

#[track_caller]
pub(crate) fn agree<T>(result: Result<T>, wrong: Option<ErrorKind>) -> Option<T> {
    match (result, wrong) {
        (Ok(value), None) => Some(value),
        (Err(error), Some(kind)) if error.kind() == kind => None,
        (Ok(_), Some(kind)) => panic!("this went through, instead of {kind:?}"),
        (Err(error), _) => panic!("not {wrong:?}: {error:?}"),
    }
}

struct World {
    p: MallocPointer<Whole>,
    elements: Vec<Leaves>,
    /// Pointers that were made at any time, each to a leaf of an element.
    kept: Vec<(Leaf, usize, usize)>,
    next: u64,
}

const SIZE: usize = size_of::<Whole>();

/// Runs a sequence of operations.
///
/// # Panics
///
/// Where the crate and the model disagree.
pub(crate) fn run(steps: impl IntoIterator<Item = [u8; 4]>) {
    LIVE.with_borrow_mut(BTreeMap::clear);
    let mut world = World {
        p: malloc(3 * SIZE).expect("memory"),
        elements: vec![[None; 6]; 3],
        kept: Vec::new(),
        next: 0,
    };
    for step in steps {
        world.step(step);
        world.look_around();
    }
    agree(free(world.p), None);
    assert!(
        LIVE.with_borrow(BTreeMap::is_empty),
        "values that nobody dropped"
    );
    for (leaf, ..) in world.kept {
        agree(leaf.look(), Some(ErrorKind::Memory));
    }
}

impl World {
    fn step(&mut self, [what, which, a, b]: [u8; 4]) {
        let index = usize::from(which) % self.elements.len();
        let at = self.p.add(index).expect("an element");
        let number = usize::from(a) % 6;
        self.next += 4;
        let missing = |leaves: &[Option<u64>]| {
            leaves
                .iter()
                .any(Option::is_none)
                .then_some(ErrorKind::Dereference)
        };
        match what {
            0..90 => {
                let (result, noted) = assign(at, number, self.next);
                agree(result, None);
                self.elements[index][number] = Some(noted);
            }
            90..120 => {
                let leaf = agree(leaf(at, number), None).expect("a pointer");
                self.kept.push((leaf, index, number));
            }
            120..170 => {
                let Some(choice) = usize::from(b).checked_rem(self.kept.len()) else {
                    return;
                };
                let (leaf, index, number) = self.kept[choice];
                let Some(leaves) = self.elements.get_mut(index) else {
                    // Beyond the end. What has no size may still be in it, where another element ends.
                    if number != 1 {
                        agree(leaf.look(), Some(ErrorKind::OutOfBounds));
                        assert!(!leaf.assigned());
                    }
                    return;
                };
                let wrong = missing(&leaves[number..=number]);
                match a % 3 {
                    0 => {
                        let (result, noted) = leaf.write(self.next);
                        agree(result, None);
                        leaves[number] = Some(noted);
                    }
                    1 => {
                        if let Some(taken) = agree(leaf.take(), wrong) {
                            assert_eq!(leaves[number].take(), Some(taken), "what was taken");
                        }
                    }
                    _ => {
                        let shown = agree(leaf.look(), wrong);
                        assert_eq!(shown, leaves[number], "what a guard shows");
                    }
                }
            }
            170..190 => {
                let (value, leaves) = whole(self.next);
                match a % 3 {
                    0 => agree(at.write(value), None),
                    1 => agree(at.as_pointer().write(value), None),
                    _ => {
                        let wrong = missing(&self.elements[index]);
                        match agree(at.replace(value), wrong) {
                            Some(before) => assert_eq!(numbers(&before), self.elements[index]),
                            None => return,
                        }
                        Some(())
                    }
                };
                self.elements[index] = leaves;
            }
            190..205 => {
                let taken = if a % 2 == 0 {
                    at.take()
                } else {
                    at.as_pointer().take()
                };
                if let Some(value) = agree(taken, missing(&self.elements[index])) {
                    assert_eq!(numbers(&value), self.elements[index]);
                    self.elements[index] = [None; 6];
                }
            }
            205..220 => {
                let Ok(at) = at.__pointers_p_arrow();
                let Ok(inner) = at.__pointers_p_field_mut(|m| &mut m.inner);
                let noted = [self.next, u64::from(b)];
                if a % 2 == 0 {
                    let value = Inner {
                        b: Tracked::new(self.next),
                        c: b,
                    };
                    agree(inner.__pointers_p_assign(value), None);
                    self.elements[index][2..4].copy_from_slice(&noted.map(Some));
                } else {
                    let wrong = missing(&self.elements[index][2..4]);
                    let inner = agree(inner.__pointers_p_raw(), None).expect("a pointer");
                    if agree(inner.take(), wrong).is_some() {
                        self.elements[index][2..4].fill(None);
                    }
                }
            }
            220..230 => {
                let wrong = missing(&self.elements[index]);
                if let Some(guard) = agree(at.borrow(), wrong) {
                    assert_eq!(numbers(&guard), self.elements[index]);
                }
            }
            230..236 => {
                let (value, leaves) = whole(self.next);
                let count = self.elements.len() - index;
                agree(at.fill(value, count), None);
                self.elements[index..].fill(leaves);
            }
            _ => {
                let count = usize::from(b) % 5 + 1 + usize::from(b / 250) * 300;
                self.p = agree(realloc(self.p, count * SIZE), None).expect("a handle");
                self.elements.resize(count, [None; 6]);
            }
        }
    }

    fn look_around(&self) {
        let mut expected: BTreeMap<u64, usize> = BTreeMap::new();
        for (index, leaves) in self.elements.iter().enumerate() {
            let all = leaves.iter().all(Option::is_some);
            assert_eq!(self.p.add(index).expect("an element").assigned(), all);
            for (number, value) in leaves.iter().enumerate() {
                if let (Some(value), true) = (value, number != 3) {
                    *expected.entry(*value).or_insert(0) += 1;
                }
            }
        }
        LIVE.with_borrow(|live| assert_eq!(*live, expected, "values that live, and should"));
    }
}
