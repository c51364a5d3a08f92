//! Places that hold a structure, an array, or what is not `Copy`.

#![allow(unused_parens, reason = "a star and what it leads to are one place")]

use super::fixtures::*;
use pointers::prelude::*;

/// Every use of a place that holds a `Person`.
macro_rules! structure {
    ($name:ident($root:ident: $Root:ty) [$($place:tt)*]) => {
        structure! { twice $name($root: $Root) [$($place)*] }
    };
    ($changed:ident $name:ident($root:ident: $Root:ty) [$($place:tt)*]) => {
        mod $name {
            use super::*;

            twice! { value($root: $Root) { let x: Person = $($place)*; assert_eq!(x, $($place)*); } }
            $changed! { assigned($root: $Root) {
                $($place)* = Person { age: 7, ..person() };
                assert_eq!($($place)*, Person { age: 7, at: (6, 6), scores: [6; 3] });
            } }
            $changed! { lent($root: $Root) {
                fn clear(person: &mut Person) { person.age = 0; }
                clear(&mut $($place)*);
                assert_eq!($($place)*.age, 0);
            } }
            once! { address($root: $Root) {
                let q = &raw mut $($place)*;
                q->age = 8;
                q->scores[1] += 2;
                assert_eq!(($($place)*.age, $($place)*.scores[1], q->at.0), (8, 8, 6));
            } }
            once! { method($root: $Root) { let copy = $($place)*.clone(); assert_eq!(copy, person()); } }
            twice! { shown($root: $Root) { assert!(format!("{:?}", $($place)*).contains("age: 6")); } }
            $changed! { fields($root: $Root) {
                $($place)*.age += 1;
                $($place)*.at.1 = 3;
                $($place)*.scores[2] <<= 1;
                $($place)*.scores = [$($place)*.age, $($place)*.at.1, $($place)*.scores[2]];
                assert_eq!($($place)*.scores, [7, 3, 12]);
            } }
        }
    };
}

structure! { element(p: MallocPointer<Person>) [p[1]] }
structure! { star(p: MallocPointer<Person>) [(*p)] }
structure! { tilde(p: MallocPointer<Person>) [(~p)] }
structure! { chunk(c: CallocPointer<Person>) [c[1]] }
structure! { element_of_a_place(m: MallocPointer<MallocPointer<Person>>) [m[1][1]] }
structure! { element_of_a_field(v: MallocPointer<Vector>) [v->people[1][0]] }
structure! { once element_of_a_local_field(w: Local) [w.head[1]] }

/// Patterns. `match w.head[i]`, of which the macro does not know that it is an element of a handle, stays Rust's.
macro_rules! patterns {
    ($name:ident($root:ident: $Root:ty) [$($place:tt)*]) => {
        twice! { $name($root: $Root) {
            match $($place)* { Person { age: 6, at: (x, _), .. } => assert_eq!(x, 6), other => panic!("{other:?}") }
            if let Person { scores: [first @ 6, ..], .. } = $($place)* { assert_eq!(first, 6); }
            let Person { age, .. } = $($place)*;
            assert_eq!(age, 6);
        } }
    };
}

mod matched {
    use super::*;

    patterns! { element(p: MallocPointer<Person>) [p[1]] }
    patterns! { star(p: MallocPointer<Person>) [(*p)] }
    patterns! { tilde(p: MallocPointer<Person>) [(~p)] }
    patterns! { chunk(c: CallocPointer<Person>) [c[1]] }
    patterns! { element_of_a_place(m: MallocPointer<MallocPointer<Person>>) [m[1][1]] }
    patterns! { element_of_a_field(v: MallocPointer<Vector>) [v->people[1][0]] }
}

/// Every use of a place that holds an array.
macro_rules! array {
    ($name:ident($root:ident: $Root:ty) [$($place:tt)*]) => {
        mod $name {
            use super::*;

            twice! { value($root: $Root) { let x: [u32; 3] = $($place)*; assert_eq!(x, $($place)*); } }
            twice! { assigned($root: $Root) { $($place)* = [1, 2, 3]; assert_eq!($($place)*, [1, 2, 3]); } }
            twice! { lent($root: $Root) {
                fn sort(all: &mut [u32]) { all.sort_unstable(); }
                $($place)* = [3, 1, 2];
                sort(&mut $($place)*);
                (&mut $($place)*).reverse();
                assert_eq!($($place)*, [3, 2, 1]);
            } }
            twice! { address($root: $Root) {
                let q: Pointer<[u32; 3]> = (&raw mut $($place)*).into();
                q[1] = 9;
                assert_eq!($($place)*[1], 9);
            } }
            twice! { method($root: $Root) { assert_eq!(($($place)*.len(), $($place)*.iter().sum::<u32>()), (3, 18)); } }
            twice! { range($root: $Root) { assert_eq!($($place)*[1..], [6, 6]); } }
            twice! { matched($root: $Root) { match $($place)* { [6, x, ..] => assert_eq!(x, 6), _ => unreachable!() } } }
            twice! { shown($root: $Root) { assert_eq!(format!("{:?}", $($place)*), "[6, 6, 6]"); } }
            twice! { iterated($root: $Root) { let mut sum = 0; for x in $($place)* { sum += x; } assert_eq!(sum, 18); } }
            twice! { outside($root: $Root) {
                let i = 3;
                assert!(try { let _x = $($place)*[i]; false } except OutOfBounds { true });
            } }
        }
    };
}

array! { of_an_element(a: MallocPointer<[u32; 3]>) [a[1]] }
array! { of_a_field(p: MallocPointer<Person>) [p->scores] }
array! { of_a_field_of_an_element(p: MallocPointer<Person>) [p[1].scores] }
array! { of_a_chunks_field(c: CallocPointer<Person>) [c->scores] }
array! { of_a_pointer(q: Pointer<Person>) [q->scores] }
array! { of_a_member(v: MallocPointer<Vector>) [v->people[1]->scores] }
array! { of_a_local_field(w: Local) [w.head->scores] }

/// Every use of a place that holds a `String`.
mod not_copy {
    use super::*;

    twice! { looked_at(o: MallocPointer<Owner>) {
        assert!(o->name == "six" && o->name.len() == 3 && !o->name.is_empty());
        assert_eq!(format!("{} {o->name:>4}", o->name), "six  six");
    } }
    twice! { assigned(o: MallocPointer<Owner>) {
        o->name = "seven".to_owned();
        o->name += "!";
        (&mut o->name).push('?');
        assert_eq!(o->name, "seven!?");
    } }
    twice! { lent(o: MallocPointer<Owner>) {
        fn length(name: &str) -> usize { name.len() }
        assert_eq!(length(&o->name), 3);
        let taken = std::mem::take(&mut o->name);
        assert_eq!((taken.as_str(), o->name.len()), ("six", 0));
    } }
    twice! { matched(o: MallocPointer<Owner>) {
        match o->name.as_str() { "six" => {} other => panic!("{other}") }
    } }
    twice! { lists(o: MallocPointer<Owner>) {
        (&mut o->list).push(7);
        o->list[3] += 1;
        assert_eq!((o->list.len(), o->list[3], o->list.iter().sum::<u32>()), (4, 8, 26));
        for x in o->list.iter() { assert!(*x >= 6); }
        assert_eq!(o->list[1..], [6, 6, 8]);
    } }
    twice! { lists_in_elements(v: MallocPointer<Vec<u32>>) {
        (&mut v[1]).push(7);
        assert_eq!((v[1].len(), v[1][3], v[0].len()), (4, 7, 3));
        v[0] = vec![1];
        assert_eq!(v[0], [1]);
    } }
}
