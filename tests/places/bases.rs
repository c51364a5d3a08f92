//! The same uses on every other base: `CallocPointer`, `Pointer`, boxes, references, what is indexed by the user's own, lists,
//! tuples, and stars.

#![allow(clippy::boxed_local, reason = "a box is one of the bases")]
#![allow(unused_parens, reason = "a star and what it leads to are one place")]

use std::collections::HashMap;
use std::rc::Rc;

use super::fixtures::*;
use pointers::prelude::*;

base! { chunk(c: CallocPointer<u32>) [c[1]] 1 }
base! { chunk_arrow(c: CallocPointer<Person>) [c->age] 12 }
base! { chunk_field(c: CallocPointer<Person>) [c[1].age] 12 }
base! { chunk_array(c: CallocPointer<Person>) [c[1]->scores[2]] 12 }
base! { chunk_tuple(c: CallocPointer<Person>) [c->at.1] 12 }
base! { chunk_of_handles(c: CallocPointer<MallocPointer<u32>>) [c[1][2]] 1 }
base! { chunk_of_handles_arrow(c: CallocPointer<MallocPointer<Person>>) [c[1]->age] 12 }
base! { one_arrow(q: Pointer<Person>) [q->age] 12 }
base! { one_array_in_a_field(q: Pointer<Person>) [q->scores[1]] 12 }
base! { star(p: MallocPointer<u32>) [(*p)] 12 }
base! { tilde_sum(p: MallocPointer<u32>) [(~(p + 1))] 12 }
base! { star_sum(p: MallocPointer<u32>) [(*(p + 1))] 12 }
base! { two_stars(m: MallocPointer<MallocPointer<u32>>) [(**m)] 12 }
base! { star_of_an_element(m: MallocPointer<MallocPointer<u32>>) [(*m[1])] 12 }
base! { index_of_a_star(m: MallocPointer<MallocPointer<u32>>) [(*m)[1]] 1 }
base! { index_of_a_tilde(m: MallocPointer<MallocPointer<u32>>) [(~m)[1]] 1 }
base! { arrow_of_a_star(m: MallocPointer<MallocPointer<Person>>) [(*m)->age] 12 }
base! { arrow_of_a_tilde(m: MallocPointer<MallocPointer<Person>>) [(~m)->scores[1]] 12 }
base! { arrow_of_an_element(m: MallocPointer<MallocPointer<Person>>) [m[1]->at.0] 12 }
base! { field_of_a_star(p: MallocPointer<Person>) [(*p).age] 12 }
base! { array_of_a_star(p: MallocPointer<Person>) [(*p).scores[2]] 12 }
base! { field_of_a_tilde(p: MallocPointer<Person>) [(~p).at.1] 12 }
base! { field_of_a_star_of_an_element(m: MallocPointer<MallocPointer<Person>>) [(*m[1]).age] 12 }
base! { arrow_of_a_sum(p: MallocPointer<Person>) [(p + 1)->age] 12 }
base! { index_of_a_sum(p: MallocPointer<u32>) [(p + 1)[1]] 1 }
base! { arrays_of_arrays(a: MallocPointer<[[u32; 2]; 2]>) [a[1][0][1]] 12 }
base! { tuple_in_memory(t: MallocPointer<(u32, MallocPointer<u32>)>) [t->0] 12 }
base! { handle_in_a_tuple_in_memory(t: MallocPointer<(u32, MallocPointer<u32>)>) [t[1].1[2]] 1 }
base! { tuple(t: (u32, MallocPointer<Person>)) [t.1->age] 12 }
base! { element_of_a_tuple(t: (u32, MallocPointer<Person>)) [t.1[1].age] 12 }
base! { once array_of_handles(l: [MallocPointer<u32>; 2]) [l[1][2]] 1 }
base! { once list_of_handles(l: Vec<MallocPointer<u32>>) [l[1][2]] 1 }
base! { once list_of_structures(l: Vec<MallocPointer<Person>>) [l[1][1].age] 12 }
base! { box_arrow(b: Box<MallocPointer<Person>>) [b->age] 12 }
base! { box_index(b: Box<MallocPointer<u32>>) [b[1]] 1 }
base! { box_field(b: Box<MallocPointer<Person>>) [b[1].age] 12 }
base! { box_of_a_structure(b: Box<Local>) [b.data[1]] 1 }
base! { counted_arrow(r: Rc<MallocPointer<Person>>) [r->age] 12 }
base! { counted_index(r: Rc<MallocPointer<u32>>) [r[1]] 1 }
base! { reference_arrow(r: &'static MallocPointer<Person>) [r->age] 12 }
base! { reference_index(r: &'static MallocPointer<u32>) [r[1]] 1 }
base! { reference_to_a_structure(r: &'static Local) [r.rows[1][2]] 1 }
base! { once indexed_by_the_users_own(i: Indexed<MallocPointer<u32>>) [i[1][2]] 1 }
base! { arrow_of_the_users_own(i: Indexed<MallocPointer<Person>>) [i[1]->age] 12 }
base! { map_arrow(map: HashMap<&'static str, MallocPointer<Person>>) [map["key"]->age] 12 }
base! { local_rows(w: Local) [w.rows[1][2]] 1 }
base! { local_data(w: Local) [w.data[1]] 1 }
base! { vector_in_a_field(o: MallocPointer<Owner>) [o->list[2]] 12 }
base! { box_in_a_field(o: MallocPointer<Owner>) [o->boxed.age] 12 }
base! { users_own_in_a_field(o: MallocPointer<Owner>) [o->own[1]] 12 }
base! { vector_in_memory(v: MallocPointer<Vec<u32>>) [v[1][2]] 12 }
base! { vector_behind_a_tilde(v: MallocPointer<Vec<u32>>) [(~v)[2]] 12 }
base! { users_own_in_memory(i: MallocPointer<Indexed<u32>>) [i[1][1]] 12 }

/// `&raw mut` of them: no `Deref` and no `Index` of the user's lies behind the handle.
mod addresses {
    use super::*;

    macro_rules! address {
        ($name:ident($root:ident: $Root:ty) [$($place:tt)*]) => {
            once! { $name($root: $Root) {
                let x = &raw mut $($place)*;
                x.write(9)?;
                let y = &raw const $($place)*;
                assert_eq!(y.read()? + $($place)*, 18);
            } }
        };
    }

    address! { chunk(c: CallocPointer<u32>) [c[1]] }
    address! { chunk_arrow(c: CallocPointer<Person>) [c->age] }
    address! { chunk_field(c: CallocPointer<Person>) [c[1].age] }
    address! { chunk_array(c: CallocPointer<Person>) [c[1]->scores[2]] }
    address! { chunk_tuple(c: CallocPointer<Person>) [c->at.1] }
    address! { chunk_of_handles(c: CallocPointer<MallocPointer<u32>>) [c[1][2]] }
    address! { chunk_of_handles_arrow(c: CallocPointer<MallocPointer<Person>>) [c[1]->age] }
    address! { one_arrow(q: Pointer<Person>) [q->age] }
    address! { one_array_in_a_field(q: Pointer<Person>) [q->scores[1]] }
    address! { star(p: MallocPointer<u32>) [(*p)] }
    address! { tilde_sum(p: MallocPointer<u32>) [(~(p + 1))] }
    address! { star_sum(p: MallocPointer<u32>) [(*(p + 1))] }
    address! { two_stars(m: MallocPointer<MallocPointer<u32>>) [(**m)] }
    address! { star_of_an_element(m: MallocPointer<MallocPointer<u32>>) [(*m[1])] }
    address! { index_of_a_star(m: MallocPointer<MallocPointer<u32>>) [(*m)[1]] }
    address! { index_of_a_tilde(m: MallocPointer<MallocPointer<u32>>) [(~m)[1]] }
    address! { arrow_of_a_star(m: MallocPointer<MallocPointer<Person>>) [(*m)->age] }
    address! { arrow_of_a_tilde(m: MallocPointer<MallocPointer<Person>>) [(~m)->scores[1]] }
    address! { arrow_of_an_element(m: MallocPointer<MallocPointer<Person>>) [m[1]->at.0] }
    address! { field_of_a_star(p: MallocPointer<Person>) [(*p).age] }
    address! { array_of_a_star(p: MallocPointer<Person>) [(*p).scores[2]] }
    address! { field_of_a_tilde(p: MallocPointer<Person>) [(~p).at.1] }
    address! { field_of_a_star_of_an_element(m: MallocPointer<MallocPointer<Person>>) [(*m[1]).age] }
    address! { arrow_of_a_sum(p: MallocPointer<Person>) [(p + 1)->age] }
    address! { index_of_a_sum(p: MallocPointer<u32>) [(p + 1)[1]] }
    address! { arrays_of_arrays(a: MallocPointer<[[u32; 2]; 2]>) [a[1][0][1]] }
    address! { tuple_in_memory(t: MallocPointer<(u32, MallocPointer<u32>)>) [t->0] }
    address! { handle_in_a_tuple_in_memory(t: MallocPointer<(u32, MallocPointer<u32>)>) [t[1].1[2]] }
    address! { tuple(t: (u32, MallocPointer<Person>)) [t.1->age] }
    address! { element_of_a_tuple(t: (u32, MallocPointer<Person>)) [t.1[1].age] }
    address! { array_of_handles(l: [MallocPointer<u32>; 2]) [l[1][2]] }
    address! { list_of_handles(l: Vec<MallocPointer<u32>>) [l[1][2]] }
    address! { list_of_structures(l: Vec<MallocPointer<Person>>) [l[1][1].age] }
    address! { box_arrow(b: Box<MallocPointer<Person>>) [b->age] }
    address! { box_index(b: Box<MallocPointer<u32>>) [b[1]] }
    address! { box_field(b: Box<MallocPointer<Person>>) [b[1].age] }
    address! { box_of_a_structure(b: Box<Local>) [b.data[1]] }
    address! { counted_arrow(r: Rc<MallocPointer<Person>>) [r->age] }
    address! { counted_index(r: Rc<MallocPointer<u32>>) [r[1]] }
    address! { reference_arrow(r: &'static MallocPointer<Person>) [r->age] }
    address! { reference_index(r: &'static MallocPointer<u32>) [r[1]] }
    address! { reference_to_a_structure(r: &'static Local) [r.rows[1][2]] }
    address! { indexed_by_the_users_own(i: Indexed<MallocPointer<u32>>) [i[1][2]] }
    address! { arrow_of_the_users_own(i: Indexed<MallocPointer<Person>>) [i[1]->age] }
    address! { map_arrow(map: HashMap<&'static str, MallocPointer<Person>>) [map["key"]->age] }
    address! { local_rows(w: Local) [w.rows[1][2]] }
    address! { local_data(w: Local) [w.data[1]] }
}
