//! Drives elements that are arrays, tuples or structures of what is itself assigned in part, in memory that begins unassigned.
//! A table of such a type does not know its leaves by itself: the first access through it says what lies deeper.

use std::collections::BTreeMap;

use pointers_core::__private::At;
use pointers_core::{ErrorKind, MallocPointer, Pointer, Result, free, malloc, realloc};
use pointers_macros::Fields;

use super::fields::agree;
use super::tracked::{LIVE, Tracked};

#[derive(Fields)]
#[fields(crate = pointers_core)]
struct Pair {
    a: Tracked,
    b: Tracked,
}

/// Four leaves, in two halves.
const LEAVES: usize = 4;

type Leaves = [Option<u64>; LEAVES];

/// An element of four values.
trait Element: Sized {
    fn of(values: [Tracked; LEAVES]) -> Self;

    fn into_values(self) -> [Tracked; LEAVES];

    fn leaf(p: MallocPointer<Self>, leaf: usize) -> Result<Pointer<Tracked>>;

    fn assign(p: MallocPointer<Self>, leaf: usize, value: Tracked) -> Result<()>;

    /// Moves a half in.
    fn assign_half(p: MallocPointer<Self>, half: usize, values: [Tracked; 2]) -> Result<()>;

    /// Moves a half out.
    fn take_half(p: MallocPointer<Self>, half: usize) -> Result<[Tracked; 2]>;
}

fn pair([a, b]: [Tracked; 2]) -> Pair {
    Pair { a, b }
}

fn of_pair(Pair { a, b }: Pair) -> [Tracked; 2] {
    [a, b]
}

macro_rules! whole {
    ($p:expr) => {{
        let Ok(place) = $p.__pointers_p_arrow();
        place
    }};
}

/// `place[i]`
macro_rules! at {
    ($place:expr, $index:expr) => {
        At($place, $index).__pointers_p_at()?
    };
}

macro_rules! field {
    ($place:expr, $field:tt) => {{
        let Ok(field) = $place.__pointers_p_field(|whole| &whole.$field);
        field
    }};
}

/// One of the two places of a leaf, by which of a half's it is.
macro_rules! of_half {
    ($half:expr, $leaf:expr, $use:ident $arguments:tt) => {
        if $leaf == 0 {
            field!($half, a).$use $arguments
        } else {
            field!($half, b).$use $arguments
        }
    };
}

impl Element for [[Tracked; 2]; 2] {
    fn of([a, b, c, d]: [Tracked; LEAVES]) -> Self {
        [[a, b], [c, d]]
    }

    fn into_values(self) -> [Tracked; LEAVES] {
        let [[a, b], [c, d]] = self;
        [a, b, c, d]
    }

    fn leaf(p: MallocPointer<Self>, leaf: usize) -> Result<Pointer<Tracked>> {
        at!(at!(whole!(p), leaf / 2), leaf % 2).__pointers_p_raw()
    }

    fn assign(p: MallocPointer<Self>, leaf: usize, value: Tracked) -> Result<()> {
        at!(at!(whole!(p), leaf / 2), leaf % 2).__pointers_p_assign(value)
    }

    fn assign_half(p: MallocPointer<Self>, half: usize, values: [Tracked; 2]) -> Result<()> {
        at!(whole!(p), half).__pointers_p_assign(values)
    }

    fn take_half(p: MallocPointer<Self>, half: usize) -> Result<[Tracked; 2]> {
        at!(whole!(p), half).__pointers_p_raw()?.take()
    }
}

impl Element for [Pair; 2] {
    fn of([a, b, c, d]: [Tracked; LEAVES]) -> Self {
        [pair([a, b]), pair([c, d])]
    }

    fn into_values(self) -> [Tracked; LEAVES] {
        let [[a, b], [c, d]] = self.map(of_pair);
        [a, b, c, d]
    }

    fn leaf(p: MallocPointer<Self>, leaf: usize) -> Result<Pointer<Tracked>> {
        of_half!(at!(whole!(p), leaf / 2), leaf % 2, __pointers_p_raw())
    }

    fn assign(p: MallocPointer<Self>, leaf: usize, value: Tracked) -> Result<()> {
        of_half!(
            at!(whole!(p), leaf / 2),
            leaf % 2,
            __pointers_p_assign(value)
        )
    }

    fn assign_half(p: MallocPointer<Self>, half: usize, values: [Tracked; 2]) -> Result<()> {
        at!(whole!(p), half).__pointers_p_assign(pair(values))
    }

    fn take_half(p: MallocPointer<Self>, half: usize) -> Result<[Tracked; 2]> {
        Ok(of_pair(at!(whole!(p), half).__pointers_p_raw()?.take()?))
    }
}

impl Element for ([Tracked; 2], Pair) {
    fn of([a, b, c, d]: [Tracked; LEAVES]) -> Self {
        ([a, b], pair([c, d]))
    }

    fn into_values(self) -> [Tracked; LEAVES] {
        let ([a, b], Pair { a: c, b: d }) = self;
        [a, b, c, d]
    }

    fn leaf(p: MallocPointer<Self>, leaf: usize) -> Result<Pointer<Tracked>> {
        match leaf {
            0 | 1 => at!(field!(whole!(p), 0), leaf).__pointers_p_raw(),
            _ => of_half!(field!(whole!(p), 1), leaf % 2, __pointers_p_raw()),
        }
    }

    fn assign(p: MallocPointer<Self>, leaf: usize, value: Tracked) -> Result<()> {
        match leaf {
            0 | 1 => at!(field!(whole!(p), 0), leaf).__pointers_p_assign(value),
            _ => of_half!(field!(whole!(p), 1), leaf % 2, __pointers_p_assign(value)),
        }
    }

    fn assign_half(p: MallocPointer<Self>, half: usize, values: [Tracked; 2]) -> Result<()> {
        match half {
            0 => field!(whole!(p), 0).__pointers_p_assign(values),
            _ => field!(whole!(p), 1).__pointers_p_assign(pair(values)),
        }
    }

    fn take_half(p: MallocPointer<Self>, half: usize) -> Result<[Tracked; 2]> {
        match half {
            0 => field!(whole!(p), 0).__pointers_p_raw()?.take(),
            _ => Ok(of_pair(field!(whole!(p), 1).__pointers_p_raw()?.take()?)),
        }
    }
}

struct World<T> {
    p: MallocPointer<T>,
    elements: Vec<Leaves>,
    /// Pointers that were made at any time, each to a leaf of an element.
    kept: Vec<(Pointer<Tracked>, usize, usize)>,
    next: u64,
}

/// Runs a sequence of operations on elements of each shape.
///
/// # Panics
///
/// Where the crate and the model disagree.
pub(crate) fn run(steps: &[[u8; 4]]) {
    run_on::<[[Tracked; 2]; 2]>(steps);
    run_on::<[Pair; 2]>(steps);
    run_on::<([Tracked; 2], Pair)>(steps);
}

fn run_on<T: Element>(steps: &[[u8; 4]]) {
    LIVE.with_borrow_mut(BTreeMap::clear);
    let mut world = World::<T> {
        p: malloc(3 * size_of::<T>()).expect("memory"),
        elements: vec![[None; LEAVES]; 3],
        kept: Vec::new(),
        next: 0,
    };
    for step in steps {
        world.step(*step);
        world.look_around();
    }
    agree(free(world.p), None);
    assert!(
        LIVE.with_borrow(BTreeMap::is_empty),
        "values that nobody dropped"
    );
    for (leaf, ..) in world.kept {
        agree(leaf.borrow(), Some(ErrorKind::Memory));
    }
}

fn numbers<const N: usize>(values: &[Tracked; N]) -> [Option<u64>; N] {
    values.each_ref().map(|value| Some(value.0))
}

fn missing(leaves: &[Option<u64>]) -> Option<ErrorKind> {
    let any = leaves.iter().any(Option::is_none);
    any.then_some(ErrorKind::Dereference)
}

impl<T: Element> World<T> {
    fn value(&mut self) -> Tracked {
        self.next += 1;
        Tracked::new(self.next)
    }

    fn whole(&mut self) -> (T, Leaves) {
        let values = [(); LEAVES].map(|()| self.value());
        let leaves = numbers(&values);
        (T::of(values), leaves)
    }

    fn step(&mut self, [what, which, a, b]: [u8; 4]) {
        let index = usize::from(which) % self.elements.len();
        let at = self.p.add(index).expect("an element");
        let (leaf, half) = (usize::from(a) % LEAVES, usize::from(a) % 2);
        let of_half = 2 * half..2 * half + 2;
        match what {
            0..90 => {
                let value = self.value();
                self.elements[index][leaf] = Some(value.0);
                agree(T::assign(at, leaf, value), None);
            }
            90..115 => {
                let pointer = agree(T::leaf(at, leaf), None).expect("a pointer");
                self.kept.push((pointer, index, leaf));
            }
            115..160 => self.use_kept(a, b),
            160..180 => {
                let values = [self.value(), self.value()];
                self.elements[index][of_half].copy_from_slice(&numbers(&values));
                agree(T::assign_half(at, half, values), None);
            }
            180..195 => {
                let wrong = missing(&self.elements[index][of_half.clone()]);
                if let Some(values) = agree(T::take_half(at, half), wrong) {
                    assert_eq!(numbers(&values), self.elements[index][of_half.clone()]);
                    self.elements[index][of_half].fill(None);
                }
            }
            195..210 => {
                let (value, leaves) = self.whole();
                let replaced = a % 2 == 0;
                if !replaced {
                    agree(at.write(value), None);
                } else if let Some(before) =
                    agree(at.replace(value), missing(&self.elements[index]))
                {
                    assert_eq!(numbers(&before.into_values()), self.elements[index]);
                } else {
                    return;
                }
                self.elements[index] = leaves;
            }
            210..225 => {
                let taken = match a % 2 {
                    0 => at.take(),
                    _ => at.as_pointer().take(),
                };
                if let Some(value) = agree(taken, missing(&self.elements[index])) {
                    assert_eq!(numbers(&value.into_values()), self.elements[index]);
                    self.elements[index] = [None; LEAVES];
                }
            }
            225..235 => {
                agree(at.borrow().map(drop), missing(&self.elements[index]));
            }
            _ => {
                let count = usize::from(b) % 5 + 1 + usize::from(b / 250) * 300;
                self.p = agree(realloc(self.p, count * size_of::<T>()), None).expect("a handle");
                self.elements.resize(count, [None; LEAVES]);
            }
        }
    }

    fn use_kept(&mut self, a: u8, b: u8) {
        let Some(choice) = usize::from(b).checked_rem(self.kept.len()) else {
            return;
        };
        let (pointer, index, leaf) = self.kept[choice];
        if index >= self.elements.len() {
            agree(pointer.borrow(), Some(ErrorKind::OutOfBounds));
            return;
        }
        let wrong = missing(&self.elements[index][leaf..=leaf]);
        match a % 3 {
            0 => {
                let value = self.value();
                self.elements[index][leaf] = Some(value.0);
                agree(pointer.write(value), None);
            }
            1 => {
                if let Some(taken) = agree(pointer.take(), wrong) {
                    assert_eq!(self.elements[index][leaf].take(), Some(taken.0));
                }
            }
            _ => {
                let shown = agree(pointer.borrow().map(|value| value.0), wrong);
                assert_eq!(shown, self.elements[index][leaf], "what a guard shows");
            }
        }
    }

    fn look_around(&self) {
        let mut expected: BTreeMap<u64, usize> = BTreeMap::new();
        for (index, leaves) in self.elements.iter().enumerate() {
            let all = leaves.iter().all(Option::is_some);
            assert_eq!(self.p.add(index).expect("an element").assigned(), all);
            for value in leaves.iter().flatten() {
                *expected.entry(*value).or_insert(0) += 1;
            }
        }
        LIVE.with_borrow(|live| assert_eq!(*live, expected, "values that live, and should"));
    }
}
