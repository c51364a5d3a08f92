//! Every use of a place that holds a handle, on every base.

#![allow(unused_parens, reason = "a star and what it leads to are one place")]

use super::fixtures::*;
use pointers::prelude::*;

handle! { in_a_chunk(c: CallocPointer<MallocPointer<u32>>) [c[1]] }
handle! { in_a_tuple_in_memory(t: MallocPointer<(u32, MallocPointer<u32>)>) [t->1] }
handle! { in_a_tuple_of_an_element(t: MallocPointer<(u32, MallocPointer<u32>)>) [t[1].1] }
handle! { behind_a_star(m: MallocPointer<MallocPointer<u32>>) [(*m)] }
handle! { behind_a_tilde(m: MallocPointer<MallocPointer<u32>>) [(~m)] }
handle! { behind_a_sum(m: MallocPointer<MallocPointer<u32>>) [(*(m + 1))] }
handle! { behind_a_pointer(q: Pointer<Vector>) [q->data] }

/// `*` of what lies in such a place. A star before `~m` stays Rust's.
mod stars {
    use super::*;

    macro_rules! star {
        ($name:ident($root:ident: $Root:ty) [$($place:tt)*]) => {
            twice! { $name($root: $Root) { *$($place)* = 4; *$($place)* += 1; assert_eq!(*$($place)*, 5); } }
        };
    }

    star! { of_an_element(m: MallocPointer<MallocPointer<u32>>) [m[1]] }
    star! { of_a_field(v: MallocPointer<Vector>) [v->data] }
    star! { of_a_chunk(c: CallocPointer<MallocPointer<u32>>) [c[1]] }
    star! { of_a_tuple_in_memory(t: MallocPointer<(u32, MallocPointer<u32>)>) [t->1] }
    star! { of_a_tuple_of_an_element(t: MallocPointer<(u32, MallocPointer<u32>)>) [t[1].1] }
    star! { of_a_star(m: MallocPointer<MallocPointer<u32>>) [(*m)] }
    star! { of_a_star_of_a_sum(m: MallocPointer<MallocPointer<u32>>) [(*(m + 1))] }
    star! { of_a_field_behind_a_pointer(q: Pointer<Vector>) [q->data] }
}

// `realloc` and `free` of handles in a list that a block holds, which has no address: it lies behind a `Deref`.
once! { in_a_list_of_a_field(o: MallocPointer<Owner>) {
    realloc(o->handles[1], 16);
    o->handles[1][3] = 1;
    assert_eq!(o->handles[1][3] + o->handles[1][0], 7);
    free(o->handles[1]);
    assert!(o->handles[1].read().is_err());
} }
