//! The tables of places, a cell a test: each kind of place in each use.

use super::fixtures::*;
use pointers::prelude::*;

integer! { handle_index(p: MallocPointer<u32>) [p[1]] 1 }
integer! { handle_arrow(p: MallocPointer<Person>) [p->age] 12 }
integer! { place_index(m: MallocPointer<MallocPointer<u32>>) [m[1][2]] 1 }
integer! { field_index(v: MallocPointer<Vector>) [v->data[1]] 1 }
integer! { place_arrow(v: MallocPointer<Vector>) [v->people[1]->age] 12 }
integer! { array_index(a: MallocPointer<[u32; 3]>) [a[1][2]] 12 }
integer! { array_of_a_field(p: MallocPointer<Person>) [p->scores[2]] 12 }
integer! { structure_field(people: MallocPointer<Person>) [people[1].age] 12 }
integer! { structure_arrow(people: MallocPointer<Person>) [people[1]->age] 12 }
integer! { tuple_field(p: MallocPointer<Person>) [p->at.1] 12 }
integer! { local_arrow(w: Local) [w.head->age] 12 }
integer! { vector_arrow(list: Vec<MallocPointer<Person>>) [list[1]->age] 12 }
integer! { local_array_arrow(w: Local) [w.grid[1][0]->age] 12 }

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
