//! The tables of places, a cell a test: each kind of place in each use, in a function, a method, a generic function, closures
//! that are given the handles or capture them, and in a macro of std's.

use pointers::prelude::*;

#[derive(Clone, Copy, Fields)]
struct Person {
    age: u32,
    at: (u32, u32),
    scores: [u32; 3],
}

#[derive(Clone, Copy, Fields)]
struct Vector {
    data: MallocPointer<u32>,
    people: MallocPointer<MallocPointer<Person>>,
}

#[derive(Clone, Copy)]
struct Local {
    head: MallocPointer<Person>,
    data: MallocPointer<u32>,
    rows: MallocPointer<MallocPointer<u32>>,
    grid: [[MallocPointer<Person>; 1]; 2],
}

/// What a cell is tried on: each place that it names holds 6.
trait Fixture: Sized {
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
            for i in 0..2 { p[i] = Person { age: 6, at: (6, 6), scores: [6; 3] }; }
            p
        }
    }
}

impl<T: Copy> Fixture for MallocPointer<MallocPointer<T>>
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
    fn rows(self) -> MallocPointer<MallocPointer<u32>> {
        self.rows
    }
}

impl Fixture for Vec<MallocPointer<Person>> {
    fn make() -> Result<Self> {
        Ok(vec![Fixture::make()?, Fixture::make()?])
    }
}

fn set(place: &mut u32, to: u32) {
    *place = to;
}

fn get(place: &u32) -> u32 {
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

/// Every use of a place that holds an integer.
macro_rules! integer {
    ($name:ident($root:ident: $Root:ty) [$($place:tt)*]) => {
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
            cell! { address($root: $Root) {
                let x = &raw mut $($place)*;
                x <<= 9;
                assert_eq!($($place)*, 9);
            } }
            cell! { lent_mutably($root: $Root) { set(&mut $($place)*, 8); assert_eq!($($place)*, 8); } }
            cell! { lent($root: $Root) { assert_eq!(get(&$($place)*), 6); } }
            cell! { method($root: $Root) { assert_eq!($($place)*.pow(2), 36); } }
            cell! { matched($root: $Root) { match $($place)* { 6 => {} other => panic!("{other}") } } }
            cell! { shown($root: $Root) { assert_eq!(format!("{}", $($place)*), "6"); } }
            cell! { compared($root: $Root) { assert!($($place)* == 6 && $($place)* < 7); } }
        }
    };
}

integer! { handle_index(p: MallocPointer<u32>) [p[1]] }
integer! { handle_arrow(p: MallocPointer<Person>) [p->age] }
integer! { place_index(m: MallocPointer<MallocPointer<u32>>) [m[1][2]] }
integer! { field_index(v: MallocPointer<Vector>) [v->data[1]] }
integer! { place_arrow(v: MallocPointer<Vector>) [v->people[1]->age] }
integer! { array_index(a: MallocPointer<[u32; 3]>) [a[1][2]] }
integer! { array_of_a_field(p: MallocPointer<Person>) [p->scores[2]] }
integer! { structure_field(people: MallocPointer<Person>) [people[1].age] }
integer! { structure_arrow(people: MallocPointer<Person>) [people[1]->age] }
integer! { tuple_field(p: MallocPointer<Person>) [p->at.1] }
integer! { local_arrow(w: Local) [w.head->age] }
integer! { vector_arrow(list: Vec<MallocPointer<Person>>) [list[1]->age] }
integer! { local_array_arrow(w: Local) [w.grid[1][0]->age] }

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

handle! { handle_in_an_element(m: MallocPointer<MallocPointer<u32>>) [m[1]] }
handle! { handle_in_a_field(v: MallocPointer<Vector>) [v->data] }

/// `~place` and `place <<= v`, which the type of the place decides.
mod by_type {
    use super::*;

    cell! { tilde_of_an_element(p: MallocPointer<u32>) { assert_eq!(~p[1], 6); } }
    cell! { tilde_of_an_element_of_a_place(m: MallocPointer<MallocPointer<u32>>) { assert_eq!(~m[1][2], 6); } }
    cell! { tilde_of_an_element_of_a_field(v: MallocPointer<Vector>) { assert_eq!(~v->data[2], 6); } }
    cell! { tilde_of_a_field(v: MallocPointer<Vector>) { assert_eq!(~v->data, 6); } }
    cell! { assigned_through_a_field(v: MallocPointer<Vector>) { ~v->data = 4; assert_eq!(v->data[0], 4); } }
    cell! { tilde_of_a_local_field(w: Local) { assert_eq!(~w.data, 6); } }
    cell! { element_is_moved_in(p: MallocPointer<u32>) { p[1] <<= 9; assert_eq!(p[1], 9); } }
    cell! { element_of_a_place_is_moved_in(m: MallocPointer<MallocPointer<u32>>) { m[1][2] <<= 9; assert_eq!(m[1][2], 9); } }
    cell! { element_of_a_field_is_moved_in(v: MallocPointer<Vector>) { v->data[2] <<= 9; assert_eq!(v->data[2], 9); } }
    cell! { moved_through_a_field(v: MallocPointer<Vector>) { v->data <<= 9; assert_eq!(v->data[0], 9); } }
    cell! { integer_field_is_shifted(p: MallocPointer<Person>) { p->age <<= 1; assert_eq!(p->age, 12); } }
    cell! { field_of_an_element_is_shifted(p: MallocPointer<Person>) { p[1].age <<= 1; assert_eq!(p[1].age, 12); } }
    cell! { array_element_is_shifted(a: MallocPointer<[u32; 3]>) { a[1][2] <<= 1; assert_eq!(a[1][2], 12); } }
    cell! { element_of_a_local_field_is_moved_in(w: Local) { w.data[1] <<= 9; assert_eq!(w.data[1], 9); } }
}

/// Bases of which only the type says that they are handles, of variables that a closure captures without `mut`.
mod unknown {
    use super::*;

    cell! { value(w: Local) { let x: u32 = w.rows[1][2]; assert_eq!(x + w.data[1], 12); } }
    cell! { assigned(w: Local) { w.rows[1][2] = 7; w.data[1] = 5; assert_eq!(w.rows[1][2] + w.data[1], 12); } }
    cell! { added(w: Local) { w.rows[1][2] += 7; w.data[1] += 1; assert_eq!((w.rows[1][2], w.data[1]), (13, 7)); } }
    cell! { subtracted(w: Local) { w.rows[1][2] -= 2; w.data[1] -= 1; assert_eq!((w.rows[1][2], w.data[1]), (4, 5)); } }
    cell! { multiplied(w: Local) { w.rows[1][2] *= 2; w.data[1] *= 3; assert_eq!((w.rows[1][2], w.data[1]), (12, 18)); } }
    cell! { shifted_right(w: Local) { w.rows[1][2] >>= 1; w.data[1] >>= 2; assert_eq!((w.rows[1][2], w.data[1]), (3, 1)); } }
    cell! { moved_in(w: Local) { w.rows[1][2] <<= 9; w.data[1] <<= 3; assert_eq!((w.rows[1][2], w.data[1]), (9, 3)); } }
    cell! { stepped(w: Local) { assert_eq!((w.rows[1][2]++, w.data[1]--), (6, 6)); assert_eq!((w.rows[1][2], w.data[1]), (7, 5)); } }
    cell! { of_a_variable(w: Local) { let m = w.rows; m[1][2] += 9; m[1][2] <<= 4; m[1][2] *= 3; assert_eq!(m[1][2], 12); } }
    cell! { of_a_call(w: Local) { w.rows()[1][2] += 9; w.rows()[1][2] *= 2; assert_eq!(w.rows[1][2], 30); w.rows()[1][2] <<= 4; assert_eq!(w.rows[1][2], 4); } }

    pointers! {
        fn captured(grid: &mut [[u8; 2]; 2], i: usize) {
            let mut run = || { grid[i][0] = 1; grid[i][1] += 1; grid[i][1] *= 3; grid[i][1] <<= 1; };
            run();
        }
    }

    #[test]
    fn of_arrays_stay_rusts() {
        let mut grid = [[0; 2]; 2];
        captured(&mut grid, 1);
        assert_eq!(grid, [[0; 2], [1, 6]]);
    }
}

/// `++` and `--`, which `macro_rules!` would take apart. `--x` is Rust's where `x` holds neither `->` nor `~`.
mod steps {
    use super::*;

    cell! { handle_index_postfix_up(p: MallocPointer<u32>) { let x: u32 = p[1]++; assert_eq!((x, p[1]), (6, 7)); } }
    cell! { handle_index_postfix_down(p: MallocPointer<u32>) { let x: u32 = p[1]--; assert_eq!((x, p[1]), (6, 5)); } }
    cell! { handle_index_prefix_up(p: MallocPointer<u32>) { let x: u32 = ++p[1]; assert_eq!((x, p[1]), (7, 7)); } }
    cell! { handle_arrow_postfix_up(p: MallocPointer<Person>) { let x: u32 = p->age++; assert_eq!((x, p->age), (6, 7)); } }
    cell! { handle_arrow_postfix_down(p: MallocPointer<Person>) { let x: u32 = p->age--; assert_eq!((x, p->age), (6, 5)); } }
    cell! { handle_arrow_prefix_up(p: MallocPointer<Person>) { let x: u32 = ++p->age; assert_eq!((x, p->age), (7, 7)); } }
    cell! { handle_arrow_prefix_down(p: MallocPointer<Person>) { let x: u32 = --p->age; assert_eq!((x, p->age), (5, 5)); } }
    cell! { place_index_postfix_up(m: MallocPointer<MallocPointer<u32>>) { let x: u32 = m[1][2]++; assert_eq!((x, m[1][2]), (6, 7)); } }
    cell! { place_index_postfix_down(m: MallocPointer<MallocPointer<u32>>) { let x: u32 = m[1][2]--; assert_eq!((x, m[1][2]), (6, 5)); } }
    cell! { place_index_prefix_up(m: MallocPointer<MallocPointer<u32>>) { let x: u32 = ++m[1][2]; assert_eq!((x, m[1][2]), (7, 7)); } }
    cell! { field_index_postfix_up(v: MallocPointer<Vector>) { let x: u32 = v->data[1]++; assert_eq!((x, v->data[1]), (6, 7)); } }
    cell! { field_index_postfix_down(v: MallocPointer<Vector>) { let x: u32 = v->data[1]--; assert_eq!((x, v->data[1]), (6, 5)); } }
    cell! { field_index_prefix_up(v: MallocPointer<Vector>) { let x: u32 = ++v->data[1]; assert_eq!((x, v->data[1]), (7, 7)); } }
    cell! { field_index_prefix_down(v: MallocPointer<Vector>) { let x: u32 = --v->data[1]; assert_eq!((x, v->data[1]), (5, 5)); } }
    cell! { place_arrow_postfix_up(v: MallocPointer<Vector>) { let x: u32 = v->people[1]->age++; assert_eq!((x, v->people[1]->age), (6, 7)); } }
    cell! { place_arrow_postfix_down(v: MallocPointer<Vector>) { let x: u32 = v->people[1]->age--; assert_eq!((x, v->people[1]->age), (6, 5)); } }
    cell! { place_arrow_prefix_up(v: MallocPointer<Vector>) { let x: u32 = ++v->people[1]->age; assert_eq!((x, v->people[1]->age), (7, 7)); } }
    cell! { place_arrow_prefix_down(v: MallocPointer<Vector>) { let x: u32 = --v->people[1]->age; assert_eq!((x, v->people[1]->age), (5, 5)); } }
    cell! { array_index_postfix_up(a: MallocPointer<[u32; 3]>) { let x: u32 = a[1][2]++; assert_eq!((x, a[1][2]), (6, 7)); } }
    cell! { array_index_postfix_down(a: MallocPointer<[u32; 3]>) { let x: u32 = a[1][2]--; assert_eq!((x, a[1][2]), (6, 5)); } }
    cell! { array_index_prefix_up(a: MallocPointer<[u32; 3]>) { let x: u32 = ++a[1][2]; assert_eq!((x, a[1][2]), (7, 7)); } }
    cell! { array_of_a_field_postfix_up(p: MallocPointer<Person>) { let x: u32 = p->scores[2]++; assert_eq!((x, p->scores[2]), (6, 7)); } }
    cell! { array_of_a_field_postfix_down(p: MallocPointer<Person>) { let x: u32 = p->scores[2]--; assert_eq!((x, p->scores[2]), (6, 5)); } }
    cell! { array_of_a_field_prefix_up(p: MallocPointer<Person>) { let x: u32 = ++p->scores[2]; assert_eq!((x, p->scores[2]), (7, 7)); } }
    cell! { array_of_a_field_prefix_down(p: MallocPointer<Person>) { let x: u32 = --p->scores[2]; assert_eq!((x, p->scores[2]), (5, 5)); } }
    cell! { structure_field_postfix_up(people: MallocPointer<Person>) { let x: u32 = people[1].age++; assert_eq!((x, people[1].age), (6, 7)); } }
    cell! { structure_field_postfix_down(people: MallocPointer<Person>) { let x: u32 = people[1].age--; assert_eq!((x, people[1].age), (6, 5)); } }
    cell! { structure_field_prefix_up(people: MallocPointer<Person>) { let x: u32 = ++people[1].age; assert_eq!((x, people[1].age), (7, 7)); } }
    cell! { structure_arrow_postfix_up(people: MallocPointer<Person>) { let x: u32 = people[1]->age++; assert_eq!((x, people[1]->age), (6, 7)); } }
    cell! { structure_arrow_postfix_down(people: MallocPointer<Person>) { let x: u32 = people[1]->age--; assert_eq!((x, people[1]->age), (6, 5)); } }
    cell! { structure_arrow_prefix_up(people: MallocPointer<Person>) { let x: u32 = ++people[1]->age; assert_eq!((x, people[1]->age), (7, 7)); } }
    cell! { structure_arrow_prefix_down(people: MallocPointer<Person>) { let x: u32 = --people[1]->age; assert_eq!((x, people[1]->age), (5, 5)); } }
    cell! { tuple_field_postfix_up(p: MallocPointer<Person>) { let x: u32 = p->at.1++; assert_eq!((x, p->at.1), (6, 7)); } }
    cell! { tuple_field_postfix_down(p: MallocPointer<Person>) { let x: u32 = p->at.1--; assert_eq!((x, p->at.1), (6, 5)); } }
    cell! { tuple_field_prefix_up(p: MallocPointer<Person>) { let x: u32 = ++p->at.1; assert_eq!((x, p->at.1), (7, 7)); } }
    cell! { tuple_field_prefix_down(p: MallocPointer<Person>) { let x: u32 = --p->at.1; assert_eq!((x, p->at.1), (5, 5)); } }
    cell! { local_arrow_postfix_up(w: Local) { let x: u32 = w.head->age++; assert_eq!((x, w.head->age), (6, 7)); } }
    cell! { local_arrow_postfix_down(w: Local) { let x: u32 = w.head->age--; assert_eq!((x, w.head->age), (6, 5)); } }
    cell! { local_arrow_prefix_up(w: Local) { let x: u32 = ++w.head->age; assert_eq!((x, w.head->age), (7, 7)); } }
    cell! { local_arrow_prefix_down(w: Local) { let x: u32 = --w.head->age; assert_eq!((x, w.head->age), (5, 5)); } }
    cell! { local_array_arrow_postfix_up(w: Local) { let x: u32 = w.grid[1][0]->age++; assert_eq!((x, w.grid[1][0]->age), (6, 7)); } }
    cell! { local_array_arrow_postfix_down(w: Local) { let x: u32 = w.grid[1][0]->age--; assert_eq!((x, w.grid[1][0]->age), (6, 5)); } }
    cell! { local_array_arrow_prefix_up(w: Local) { let x: u32 = ++w.grid[1][0]->age; assert_eq!((x, w.grid[1][0]->age), (7, 7)); } }
    cell! { local_array_arrow_prefix_down(w: Local) { let x: u32 = --w.grid[1][0]->age; assert_eq!((x, w.grid[1][0]->age), (5, 5)); } }
}
