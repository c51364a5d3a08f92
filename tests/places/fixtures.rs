//! What the cells of the tables are tried on, and where: in a function, a method, a generic function, closures that are given
//! the handles or capture them, and in a macro of std's.

use std::collections::HashMap;
use std::ops::{Index, IndexMut};
use std::rc::Rc;

use pointers::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Fields)]
pub(super) struct Person {
    pub(super) age: u32,
    pub(super) at: (u32, u32),
    pub(super) scores: [u32; 3],
}

#[derive(Clone, Copy, Fields)]
pub(super) struct Vector {
    pub(super) data: MallocPointer<u32>,
    pub(super) people: MallocPointer<MallocPointer<Person>>,
}

#[derive(Clone, Copy)]
pub(super) struct Local {
    pub(super) head: MallocPointer<Person>,
    pub(super) data: MallocPointer<u32>,
    pub(super) rows: MallocPointer<MallocPointer<u32>>,
    pub(super) grid: [[MallocPointer<Person>; 1]; 2],
}

/// What a cell is tried on: each place that it names holds 6.
pub(super) trait Fixture: Sized {
    fn make() -> Result<Self>;
}

impl Fixture for MallocPointer<u32> {
    fn make() -> Result<Self> {
        pointers! {
            let p: MallocPointer<u32> = malloc(12);
            for i in 0..3 { p[i] = 6; }
            p
        }
    }
}

impl Fixture for MallocPointer<Person> {
    fn make() -> Result<Self> {
        pointers! {
            let p: MallocPointer<Person> = malloc(2 * size_of::<Person>());
            for i in 0..2 { p[i] = person(); }
            p
        }
    }
}

impl<T: InBlocks> Fixture for MallocPointer<MallocPointer<T>>
where
    MallocPointer<T>: Fixture,
{
    fn make() -> Result<Self> {
        let (first, second) = (Fixture::make()?, Fixture::make()?);
        pointers! {
            let m: MallocPointer<MallocPointer<T>> = malloc(2 * size_of::<MallocPointer<T>>());
            m[0] = first;
            m[1] = second;
            m
        }
    }
}

impl Fixture for MallocPointer<[u32; 3]> {
    fn make() -> Result<Self> {
        pointers! {
            let a: MallocPointer<[u32; 3]> = malloc(24);
            a[0] = [6; 3];
            a[1] = [6; 3];
            a
        }
    }
}

impl Fixture for MallocPointer<Vector> {
    fn make() -> Result<Self> {
        let (data, people) = (Fixture::make()?, Fixture::make()?);
        pointers! {
            let v: MallocPointer<Vector> = malloc(size_of::<Vector>());
            v->data = data;
            v->people = people;
            v
        }
    }
}

impl Fixture for CallocPointer<u32> {
    fn make() -> Result<Self> {
        let p = calloc(3, 4)?;
        p.fill(6, 3)?;
        Ok(p)
    }
}

impl Fixture for CallocPointer<Person> {
    fn make() -> Result<Self> {
        // Chunks with room to spare.
        let p = calloc_safe(2, 28)?;
        for chunk in p {
            chunk.write(person())?;
        }
        Ok(p)
    }
}

impl<T: InBlocks> Fixture for CallocPointer<MallocPointer<T>>
where
    MallocPointer<T>: Fixture,
{
    fn make() -> Result<Self> {
        let p: Self = calloc(2, size_of::<MallocPointer<T>>())?;
        for chunk in p {
            chunk.write(MallocPointer::<T>::make()?)?;
        }
        Ok(p)
    }
}

/// Values that a block of them holds.
pub(super) trait InBlocks: Copy {}
impl InBlocks for u32 {}
impl InBlocks for Person {}
impl InBlocks for Vector {}
impl InBlocks for [u32; 3] {}
impl<T: InBlocks> InBlocks for MallocPointer<T> {}

impl<T: InBlocks> Fixture for Pointer<T>
where
    MallocPointer<T>: Fixture,
{
    fn make() -> Result<Self> {
        MallocPointer::<T>::make().map(Into::into)
    }
}

impl Fixture for MallocPointer<[[u32; 2]; 2]> {
    fn make() -> Result<Self> {
        let p = malloc(32)?;
        p.fill([[6; 2]; 2], 2)?;
        Ok(p)
    }
}

impl Fixture for MallocPointer<(u32, MallocPointer<u32>)> {
    fn make() -> Result<Self> {
        let p = malloc(2 * size_of::<(u32, MallocPointer<u32>)>())?;
        p.write((6, Fixture::make()?))?;
        p.add(1)?.write((6, Fixture::make()?))?;
        Ok(p)
    }
}

impl Fixture for (u32, MallocPointer<Person>) {
    fn make() -> Result<Self> {
        Ok((6, Fixture::make()?))
    }
}

impl<T: Fixture, const N: usize> Fixture for [T; N] {
    fn make() -> Result<Self> {
        let made: Result<Vec<T>> = (0..N).map(|_| T::make()).collect();
        Ok(made?.try_into().ok().expect("as many"))
    }
}

impl<T: Fixture> Fixture for Box<T> {
    fn make() -> Result<Self> {
        T::make().map(Box::new)
    }
}

impl<T: Fixture> Fixture for Rc<T> {
    fn make() -> Result<Self> {
        T::make().map(Rc::new)
    }
}

/// The addresses of what is kept for ever, so that leak checkers find it.
static KEPT: std::sync::Mutex<Vec<usize>> = std::sync::Mutex::new(Vec::new());

impl<T: Fixture> Fixture for &'static T {
    fn make() -> Result<Self> {
        let made: &'static T = Box::leak(Box::new(T::make()?));
        if let Ok(mut kept) = KEPT.lock() {
            kept.push(std::ptr::from_ref(made).addr());
        }
        Ok(made)
    }
}

/// A structure of the user's own that is indexed.
pub(super) struct Indexed<T>([T; 2]);

impl<T> Index<usize> for Indexed<T> {
    type Output = T;

    fn index(&self, at: usize) -> &T {
        &self.0[at]
    }
}

impl<T> IndexMut<usize> for Indexed<T> {
    fn index_mut(&mut self, at: usize) -> &mut T {
        &mut self.0[at]
    }
}

impl<T: Fixture> Fixture for Indexed<T> {
    fn make() -> Result<Self> {
        Ok(Indexed(Fixture::make()?))
    }
}

impl Fixture for u32 {
    fn make() -> Result<Self> {
        Ok(6)
    }
}

/// What is not `Copy`, and not `Fields` either.
pub(super) struct Owner {
    pub(super) list: Vec<u32>,
    pub(super) boxed: Box<Person>,
    pub(super) own: Indexed<u32>,
    pub(super) handles: Vec<MallocPointer<u32>>,
    pub(super) name: String,
}

impl Fixture for MallocPointer<Owner> {
    fn make() -> Result<Self> {
        let p = malloc(size_of::<Owner>())?;
        p.write(Owner {
            list: vec![6; 3],
            boxed: Box::new(person()),
            own: Fixture::make()?,
            handles: vec![Fixture::make()?, Fixture::make()?],
            name: "six".to_owned(),
        })?;
        Ok(p)
    }
}

impl Fixture for MallocPointer<Vec<u32>> {
    fn make() -> Result<Self> {
        let p = malloc(48)?;
        p.write(vec![6; 3])?;
        p.add(1)?.write(vec![6; 3])?;
        Ok(p)
    }
}

impl Fixture for MallocPointer<Indexed<u32>> {
    fn make() -> Result<Self> {
        let p = malloc(16)?;
        p.write(Fixture::make()?)?;
        p.add(1)?.write(Fixture::make()?)?;
        Ok(p)
    }
}

impl Fixture for HashMap<&'static str, MallocPointer<Person>> {
    fn make() -> Result<Self> {
        Ok(HashMap::from([("key", Fixture::make()?)]))
    }
}

pub(super) fn person() -> Person {
    Person {
        age: 6,
        at: (6, 6),
        scores: [6; 3],
    }
}

impl Fixture for Local {
    fn make() -> Result<Self> {
        Ok(Local {
            head: Fixture::make()?,
            data: Fixture::make()?,
            rows: Fixture::make()?,
            grid: [[Fixture::make()?], [Fixture::make()?]],
        })
    }
}

impl Local {
    pub(super) fn rows(self) -> MallocPointer<MallocPointer<u32>> {
        self.rows
    }
}

impl<T: Fixture> Fixture for Vec<T> {
    fn make() -> Result<Self> {
        Ok(vec![T::make()?, T::make()?])
    }
}

pub(super) fn set(place: &mut u32, to: u32) {
    *place = to;
}

pub(super) fn get(place: &u32) -> u32 {
    *place
}

/// One test: what it does stands wherever it can.
macro_rules! cell {
    ($name:ident($root:ident: $Root:ty) { $($body:tt)* }) => {
        #[test]
        fn $name() -> Result<()> {
            struct Here;
            pointers! {
                fn in_a_function($root: $Root) -> Result<()> { $($body)* Ok(()) }
                impl Here {
                    fn in_a_method(&self, $root: $Root) -> Result<()> { $($body)* Ok(()) }
                }
                fn in_a_generic_function<G: Copy>($root: $Root, _: G) -> Result<()> { $($body)* Ok(()) }
                fn in_a_closure($root: $Root) -> Result<()> {
                    let run = |$root: $Root| -> Result<()> { $($body)* Ok(()) };
                    run($root)
                }
                fn captured($root: $Root) -> Result<()> {
                    let run = || -> Result<()> { $($body)* Ok(()) };
                    run()
                }
                fn in_a_macro($root: $Root) -> Result<()> {
                    assert!({ $($body)* true });
                    Ok(())
                }
            }
            in_a_function(Fixture::make()?)?;
            Here.in_a_method(Fixture::make()?)?;
            in_a_generic_function(Fixture::make()?, 0_u8)?;
            in_a_closure(Fixture::make()?)?;
            captured(Fixture::make()?)?;
            in_a_macro(Fixture::make()?)
        }
    };
}

/// The same of what is plain Rust in a closure: calls that raise.
macro_rules! function {
    ($name:ident($root:ident: $Root:ty) { $($body:tt)* }) => {
        #[test]
        fn $name() -> Result<()> {
            struct Here;
            pointers! {
                fn in_a_function($root: $Root) -> Result<()> { $($body)* Ok(()) }
                impl Here {
                    fn in_a_method(&self, $root: $Root) -> Result<()> { $($body)* Ok(()) }
                }
                fn in_a_generic_function<G: Copy>($root: $Root, _: G) -> Result<()> { $($body)* Ok(()) }
                fn in_a_macro($root: $Root) -> Result<()> {
                    assert!({ $($body)* true });
                    Ok(())
                }
            }
            in_a_function(Fixture::make()?)?;
            Here.in_a_method(Fixture::make()?)?;
            in_a_generic_function(Fixture::make()?, 0_u8)?;
            in_a_macro(Fixture::make()?)
        }
    };
}

/// The same in a function and in a closure only.
macro_rules! twice {
    ($name:ident($root:ident: $Root:ty) { $($body:tt)* }) => {
        #[test]
        fn $name() -> Result<()> {
            pointers! {
                fn in_a_function($root: $Root) -> Result<()> { $($body)* Ok(()) }
                fn captured($root: $Root) -> Result<()> {
                    let run = || -> Result<()> { $($body)* Ok(()) };
                    run()
                }
            }
            in_a_function(Fixture::make()?)?;
            captured(Fixture::make()?)
        }
    };
}

/// The same in a function only: in a closure Rust's own is meant.
macro_rules! once {
    ($name:ident($root:ident: $Root:ty) { $($body:tt)* }) => {
        #[test]
        fn $name() -> Result<()> {
            pointers! {
                fn in_a_function($root: $Root) -> Result<()> { $($body)* Ok(()) }
            }
            in_a_function(Fixture::make()?)
        }
    };
}

/// All of that for another base, a kind of use a test. What is `once` belongs to a variable that is no handle, of which a
/// closure's would have to be `mut`.
macro_rules! base {
    ($name:ident($root:ident: $Root:ty) [$($place:tt)*] $shifted:literal) => {
        base! { twice $name($root: $Root) [$($place)*] $shifted }
    };
    ($changed:ident $name:ident($root:ident: $Root:ty) [$($place:tt)*] $shifted:literal) => {
        mod $name {
            use super::*;

            twice! { read($root: $Root) {
                let x: u32 = $($place)*;
                assert_eq!(x + $($place)*, 12);
                assert_eq!(format!("{} {:>3}", $($place)*, $($place)*), "6   6");
                assert!($($place)* == 6 && $($place)* < 7);
                match $($place)* { 6 => {} other => panic!("{other}") }
                let bound = match $($place)* { 7 => 0, other => other };
                if let x @ 1..9 = $($place)* { assert_eq!(x, bound); }
                assert!(matches!($($place)*, 6));
                let pair = (u64::from($($place)*), -($($place)* as i64), [$($place)*; 2], vec![$($place)*, $($place)* + 1]);
                assert_eq!(pair, (6, -6, [6, 6], vec![6, 7]));
            } }
            $changed! { changed($root: $Root) {
                $($place)* = 7;
                assert_eq!($($place)*, 7);
                $($place)* += 7;
                $($place)* -= 4;
                $($place)* *= 7;
                assert_eq!($($place)*, 70);
                $($place)* /= 2;
                $($place)* %= 20;
                assert_eq!($($place)*, 15);
                $($place)* &= 6;
                $($place)* |= 9;
                $($place)* ^= 3;
                assert_eq!($($place)*, 12);
                $($place)* >>= 1;
                assert_eq!($($place)*, 6);
                // An element of a handle takes the 1, everything else is shifted.
                $($place)* <<= 1;
                assert_eq!($($place)*, $shifted);
                $($place)* = $($place)* * 2;
                $($place)* += $($place)*;
                assert_eq!($($place)*, 4 * $shifted);
                let mut rounds = 0;
                while $($place)* > 0 && rounds < 99 { $($place)* -= 1; rounds += 1; }
                assert_eq!(rounds, 4 * $shifted);
            } }
            once! { method($root: $Root) {
                assert_eq!($($place)*.pow(2) + $($place)*.max(7), 43);
            } }
            once! { lent($root: $Root) {
                assert_eq!(get(&$($place)*), 6);
                set(&mut $($place)*, 8);
                set(&mut $($place)*, $($place)* + 1);
                assert_eq!($($place)*, 9);
            } }
        }
    };
}

/// Every use of a place that holds an integer.
macro_rules! integer {
    ($name:ident($root:ident: $Root:ty) [$($place:tt)*] $shifted:literal) => {
        mod $name {
            use super::*;

            cell! { value($root: $Root) { let x: u32 = $($place)*; assert_eq!(x + $($place)*, 12); } }
            cell! { assigned($root: $Root) { $($place)* = 7; assert_eq!($($place)*, 7); } }
            cell! { added($root: $Root) { $($place)* += 7; assert_eq!($($place)*, 13); } }
            cell! { subtracted($root: $Root) { $($place)* -= 5; assert_eq!($($place)*, 1); } }
            cell! { multiplied($root: $Root) { $($place)* *= 7; assert_eq!($($place)*, 42); } }
            cell! { divided($root: $Root) { $($place)* /= 2; assert_eq!($($place)*, 3); } }
            cell! { remainder($root: $Root) { $($place)* %= 4; assert_eq!($($place)*, 2); } }
            cell! { and($root: $Root) { $($place)* &= 3; assert_eq!($($place)*, 2); } }
            cell! { or($root: $Root) { $($place)* |= 1; assert_eq!($($place)*, 7); } }
            cell! { exclusive_or($root: $Root) { $($place)* ^= 2; assert_eq!($($place)*, 4); } }
            cell! { shifted_right($root: $Root) { $($place)* >>= 1; assert_eq!($($place)*, 3); } }
            // An element of a handle takes the 1, everything else is shifted.
            cell! { shifted_left($root: $Root) { $($place)* <<= 1; assert_eq!($($place)*, $shifted); } }
            cell! { address($root: $Root) {
                let x = &raw mut $($place)*;
                x <<= 9;
                assert_eq!($($place)*, 9);
            } }
            cell! { constant_address($root: $Root) {
                let x = &raw const $($place)*;
                assert_eq!(x.read()?, 6);
            } }
            cell! { in_expressions($root: $Root) {
                let all = vec![$($place)*, $($place)* + 1];
                let pair = (u64::from($($place)*), -($($place)* as i64), [$($place)*; 2]);
                assert_eq!((all[1], pair.0, pair.1, pair.2), (7, 6, -6, [6, 6]));
                let mut rounds = 0;
                while $($place)* > 0 && rounds < 9 { $($place)* -= 1; rounds += 1; }
                let turns = (0..$($place)*).count() + if $($place)* == 0 { 1 } else { 2 };
                assert_eq!((rounds, turns), (6, 1));
            } }
            cell! { assigned_from_itself($root: $Root) {
                $($place)* = $($place)* * 2;
                $($place)* += $($place)*;
                set(&mut $($place)*, $($place)* + 1);
                assert_eq!($($place)*, 25);
            } }
            cell! { lent_mutably($root: $Root) { set(&mut $($place)*, 8); assert_eq!($($place)*, 8); } }
            cell! { lent($root: $Root) { assert_eq!(get(&$($place)*), 6); } }
            cell! { method($root: $Root) { assert_eq!($($place)*.pow(2), 36); } }
            cell! { method_with_itself($root: $Root) { assert_eq!($($place)*.max($($place)* + 1), 7); } }
            cell! { matched($root: $Root) { match $($place)* { 6 => {} other => panic!("{other}") } } }
            cell! { shown($root: $Root) { assert_eq!(format!("{}", $($place)*), "6"); } }
            cell! { compared($root: $Root) { assert!($($place)* == 6 && $($place)* < 7); } }
            cell! { bound($root: $Root) {
                let bound = match $($place)* { 7 => 0, other => other };
                if let x @ 1..9 = $($place)* { assert_eq!(x, bound); }
                assert!(matches!($($place)*, 6));
            } }
        }
    };
}

/// Every use of a place that holds a handle to three integers.
macro_rules! handle {
    ($name:ident($root:ident: $Root:ty) [$($place:tt)*]) => {
        mod $name {
            use super::*;

            cell! { value($root: $Root) {
                let x: MallocPointer<u32> = $($place)*;
                assert!(x == $($place)* && x[1] == 6);
            } }
            cell! { assigned($root: $Root) {
                let x: MallocPointer<u32> = malloc(4)?;
                $($place)* = x;
                assert!($($place)* == x);
                $($place)* = NULL;
                assert!($($place)* == NULL);
            } }
            cell! { replaced_by_itself($root: $Root) { $($place)* = $($place)*; assert_eq!($($place)*[0], 6); } }
            cell! { stepped_by($root: $Root) {
                $($place)* += 1;
                $($place)*[1] = 9;
                $($place)* -= 1;
                assert_eq!($($place)*[2], 9);
            } }
            cell! { difference($root: $Root) {
                let end = $($place)* + 2;
                assert_eq!((end - $($place)*, $($place)* - end, ~($($place)* + 1)), (2, -2, 6));
            } }
            cell! { lent($root: $Root) {
                fn take(handle: &mut MallocPointer<u32>) { *handle = MallocPointer::null(); }
                take(&mut $($place)*);
                assert!($($place)* == NULL);
            } }
            cell! { compared($root: $Root) {
                assert!($($place)* != NULL && $($place)* == $($place)* && NULL != $($place)*);
                if $($place)* == NULL { unreachable!() }
                assert!(!$($place)*.is_null());
            } }
            cell! { matched($root: $Root) {
                match $($place)* { handle => assert_eq!(handle[1], 6) }
            } }
            cell! { index($root: $Root) { $($place)*[2] = 8; assert_eq!($($place)*[2], 8); } }
            cell! { moved($root: $Root) {
                let x: MallocPointer<u32> = malloc(4)?;
                $($place)*[1] <<= 9;
                x <<= 3;
                assert_eq!(~x + $($place)*[1], 12);
            } }
            cell! { address($root: $Root) {
                let link = &raw mut $($place)*;
                assert!(~link == $($place)*);
            } }
            cell! { method($root: $Root) { assert_eq!($($place)*.size(), 12); } }
            cell! { shown($root: $Root) { assert!(!format!("{:?}", $($place)*).is_empty()); } }
            function! { reallocated($root: $Root) {
                realloc($($place)*, 16);
                $($place)*[3] = 1;
                assert_eq!($($place)*[3] + $($place)*[0], 7);
            } }
            function! { freed($root: $Root) { free($($place)*); assert!($($place)*.read().is_err()); } }
        }
    };
}
