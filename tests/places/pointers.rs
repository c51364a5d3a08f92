//! `*q` and `q[i]` of a `Pointer`, which the macro knows by its name only: its type says that it is a handle.

#![allow(unused_parens, reason = "a star and what it leads to are one place")]
#![allow(
    clippy::explicit_auto_deref,
    clippy::borrow_deref_ref,
    reason = "the stars are what is tested; beside them the same lines stand as plain Rust"
)]

use super::fixtures::*;
use pointers::prelude::*;

base! { twice behind_a_star(q: Pointer<u32>) [(*q)] 12 }
integer! { a_field_behind_a_star(q: Pointer<Person>) [(*q).age] 12 }
base! { twice a_field_of_a_tuple_behind_a_star(q: Pointer<Person>) [(*q).at.1] 12 }
integer! { an_element_of_an_array(q: Pointer<[u32; 3]>) [q[1]] 12 }
integer! { an_element_behind_a_star(q: Pointer<[u32; 3]>) [(*q)[1]] 12 }
base! { twice an_element_of_a_field_behind_a_star(q: Pointer<Person>) [(*q).scores[2]] 12 }
integer! { an_element_behind_an_out_parameter(out: Pointer<MallocPointer<u32>>) [(*out)[1]] 1 }
base! { twice behind_two_stars(out: Pointer<MallocPointer<u32>>) [(**out)] 12 }
base! { twice a_field_behind_two_stars(out: Pointer<MallocPointer<Person>>) [(**out).age] 12 }
base! { twice behind_an_arrow_of_a_star(q: Pointer<MallocPointer<Person>>) [(*q)->age] 12 }
base! { twice behind_a_star_of_a_field(q: Pointer<Vector>) [(*(*q).data)] 12 }
base! { twice an_element_of_a_field_of_a_handle(q: Pointer<Vector>) [(*q).data[1]] 1 }
handle! { a_handle_behind_a_star(out: Pointer<MallocPointer<u32>>) [(*out)] }

/// Bases whose type only Rust knows, or that the body does not name.
mod found {
    use super::*;

    fn found<T>(q: Pointer<T>) -> Pointer<T> {
        q
    }

    twice! { by_a_call(q: Pointer<[u32; 3]>) {
        let q = found(q);
        q[1] = 7;
        q[1] += 1;
        q[1] *= 2;
        assert_eq!((q[1], q[1].pow(2)), (16, 256));
    } }
    twice! { by_its_address(p: MallocPointer<Person>) {
        let at = &raw mut p->at;
        (*at).0 = 7;
        (*at).1 += 1;
        let whole = p.as_pointer();
        (*whole).age <<= 1;
        let again = whole;
        assert_eq!(((*again).at, (*again).age, (*at).0), ((7, 7), 12, 7));
    } }
}

pointers! {
    struct Cursor { at: Pointer<Person>, row: Pointer<[u32; 3]> }

    impl Cursor {
        fn birthday(&self) -> Result<u32> {
            (*self.at).age++;
            self.row[1]--;
            self.row[2] <<= 1;
            let age = (*self.at).age++;
            Ok(age + (*self.at).age.pow(1) + self.row[1] + (*self.row)[2])
        }
    }

    fn stepped(q: Pointer<Person>, n: Pointer<u32>) -> Result<(u32, u32)> {
        let old = (*q).age++;
        let run = || -> Result<u32> { Ok((*q).at.0-- + (*n)++) };
        let sum = run()? + ++(*n);
        Ok((old, sum))
    }

    fn taken_apart(q: Pointer<Person>) -> Result<u32> {
        let Person { age, at: (x, _), .. } = *q;
        let (_, y) = (*q).at;
        let of_it = match *q { Person { age: 7, .. } => 0, Person { scores: [a, ..], .. } => a };
        if let Person { at: (6, z), .. } = *q { return Ok(age + x + y + of_it + z); }
        Ok(0)
    }
}

#[test]
fn steps_and_patterns() -> Result<()> {
    let cursor = Cursor {
        at: MallocPointer::<Person>::make()?.into(),
        row: MallocPointer::<[u32; 3]>::make()?.into(),
    };
    assert_eq!(cursor.birthday()?, 7 + 8 + 5 + 12);
    assert_eq!(stepped(Fixture::make()?, Fixture::make()?)?, (6, 6 + 6 + 8));
    assert_eq!(taken_apart(Fixture::make()?)?, 30);
    Ok(())
}

/// A type of the user's own that is called `Pointer` means what Rust says it means.
mod own {
    use std::ops::{Deref, DerefMut, Index, IndexMut};

    use pointers::prelude::{MallocPointer, free, malloc, pointers};

    pub(super) struct Node {
        name: String,
        ages: Vec<u32>,
        next: Option<Box<Node>>,
    }

    /// Says how often each of its operators was asked.
    pub(super) struct Pointer<T> {
        value: T,
        reads: std::cell::Cell<u32>,
        writes: u32,
    }

    impl<T> Pointer<T> {
        fn new(value: T) -> Self {
            Self {
                value,
                reads: 0.into(),
                writes: 0,
            }
        }
    }

    impl<T> Deref for Pointer<T> {
        type Target = T;

        fn deref(&self) -> &T {
            self.reads.set(self.reads.get() + 1);
            &self.value
        }
    }

    impl<T> DerefMut for Pointer<T> {
        fn deref_mut(&mut self) -> &mut T {
            self.writes += 1;
            &mut self.value
        }
    }

    impl Index<usize> for Pointer<Node> {
        type Output = u32;

        fn index(&self, at: usize) -> &u32 {
            &self.value.ages[at]
        }
    }

    impl IndexMut<usize> for Pointer<Node> {
        fn index_mut(&mut self, at: usize) -> &mut u32 {
            &mut self.value.ages[at]
        }
    }

    fn node() -> Pointer<Node> {
        Pointer::new(Node {
            name: "Ada".to_owned(),
            ages: vec![1, 2, 3],
            next: None,
        })
    }

    /// The same lines in the macro and outside.
    macro_rules! both {
        ($name:ident($($parameters:tt)*) -> $Output:ty $body:block) => {
            mod $name {
                use super::*;

                mod plain {
                    use super::*;
                    pub(super) fn run($($parameters)*) -> $Output $body
                }
                mod expanded {
                    use super::*;
                    pointers! { pub(super) fn run($($parameters)*) -> $Output $body }
                }

                #[test]
                fn means_the_same() {
                    assert_eq!(plain::run(node()), expanded::run(node()));
                }
            }
        };
    }

    both! { read(q: Pointer<Node>) -> (u32, usize, bool, String, u32) {
        let age = (*q).ages[1] + q[2];
        let borrowed = &(*q).name;
        let whole = &*q;
        let same = (*q).name == "Ada" && whole.name == *borrowed;
        let all = match *q { Node { ref ages, next: None, .. } => ages.len(), _ => 0 };
        let Node { ref name, .. } = *q;
        assert_eq!(name, "Ada");
        (age, all, same, format!("{} {}", (*q).name, q[0]), q.reads.get())
    } }
    both! { changed(mut q: Pointer<Node>) -> (Vec<u32>, String, u32, u32) {
        let mut nine = 9;
        (*q).ages[0] = 4;
        (*q).ages[1] += 4;
        (*q).ages[2] <<= 1;
        (*q).ages.push(8);
        q[0] = q[1] + 1;
        q[1] *= 2;
        q[2] <<= 1;
        q[3] += 1;
        (*q).name.push_str("!?");
        (*q).name += "?";
        let name = &mut (*q).name;
        name.push('.');
        let Node { name: ref mut named, .. } = *q;
        named.push(';');
        std::mem::swap(&mut (*q).ages[0], &mut nine);
        (*q).next = None;
        let taken = std::mem::take(&mut (*q).ages);
        (taken, q.value.name.clone(), q.reads.get(), q.writes)
    } }
    both! { in_closures(mut q: Pointer<Node>) -> (Vec<u32>, u32) {
        let read = || (*q).ages[0] + q[1];
        let before = read();
        let mut change = |n: u32| { (*q).ages[0] = n; (*q).ages[1] += n; q[2] = n; q[2] <<= 1; };
        change(before);
        change(7);
        let add = |q: &mut Pointer<Node>, n: u32| { (**q).ages[0] += n; q[1] -= n; };
        add(&mut q, 1);
        ((*q).ages.clone(), q[0])
    } }
    both! { in_order(mut q: Pointer<Node>) -> (Vec<u32>, Vec<u32>) {
        let mut seen = Vec::new();
        let mut see = |n: usize| { seen.push(n as u32); n };
        (*q).ages[see(0)] = see(1) as u32;
        q[see(2)] = see(3) as u32 % 3;
        let _ = (*q).ages[see(1)].max(see(4) as u32);
        ((*q).ages.clone(), seen)
    } }
    both! { whole(mut q: Pointer<Node>) -> (u32, u32, String) {
        let mut number = Pointer::new(1_u32);
        *number = 2;
        *number += 3;
        *number <<= 1;
        let n: Pointer<u32> = Pointer::new(*number);
        let replaced = std::mem::replace(&mut *q, Node { name: "Bob".to_owned(), ages: vec![], next: None });
        let taken = *n;
        let sum = (*n).pow(2) + match *n { 10 => 1, other => other };
        (taken, sum, replaced.name + &(*q).name)
    } }

    // What is called so may be a `Box`, or a reference.
    mod aliases {
        use super::*;

        type Pointer<T> = Box<T>;

        pointers! {
            fn changed(mut q: Pointer<Node>) -> (u32, usize, String) {
                (*q).ages[0] = 7;
                (*q).ages.push(3);
                (*q).name.push('!');
                let age = (*q).ages[0];
                (age, (*q).ages.len(), (*q).name.clone())
            }
        }

        #[test]
        fn are_what_they_are_for() {
            let node = Box::new(super::node().value);
            assert_eq!(changed(node), (7, 4, "Ada!".to_owned()));
        }
    }

    #[test]
    fn handles_stand_beside_it() -> pointers::Result<()> {
        let p: MallocPointer<u32> = malloc(4)?;
        p.write(3)?;
        let q: pointers::Pointer<u32> = p.into();
        assert_eq!(pointers! { *q + 1 }?, 4);
        free(p)
    }
}

/// What an error says of the way.
#[test]
fn errors_name_the_step() -> Result<()> {
    pointers! {
        fn age(q: Pointer<Person>) -> Result<u32> { Ok((*q).age) }
        fn grow(q: Pointer<Person>) -> Result<()> { (*q).age += 1; Ok(()) }
        fn element(out: Pointer<MallocPointer<u32>>, i: usize) -> Result<u32> { Ok((*out)[i]) }
        fn set(out: Pointer<MallocPointer<u32>>) -> Result<()> { **out = 1; Ok(()) }
        fn score(q: Pointer<[u32; 3]>, i: i32) -> Result<u32> { Ok(q[i]) }
        fn whole(q: Pointer<u32>) -> Result<u32> { Ok(*q) }
        fn closure(q: Pointer<Person>) -> Result<()> { let run = || -> Result<()> { (*q).at.0 = 1; Ok(()) }; run() }
    }
    fn said<T>(outcome: Result<T>) -> String {
        outcome
            .err()
            .map_or_else(String::new, |error| format!("{error:?}"))
    }
    let null = "when pointing to NULL";
    for said in [
        said(age(Pointer::null())),
        said(grow(Pointer::null())),
        said(closure(Pointer::null())),
        said(whole(Pointer::null())),
        said(score(Pointer::null(), 0)),
        said(element(Pointer::null(), 0)),
        said(set(Pointer::null())),
    ] {
        assert!(
            said.contains(null) && said.contains("tests/places/pointers.rs"),
            "{said}"
        );
    }
    let out = MallocPointer::<MallocPointer<u32>>::make()?;
    let data = out.read()?;
    assert!(said(element(out.into(), 9)).contains("OutOfBounds"));
    free(data)?;
    let freed = said(element(out.into(), 0));
    assert!(
        freed.contains("memory has been freed: `(*out)` points to it"),
        "{freed}"
    );
    out.write(MallocPointer::null())?;
    let nobody = said(element(out.into(), 0));
    assert!(
        nobody.contains("pointing to NULL: `(*out)` is NULL"),
        "{nobody}"
    );
    let nobody = said(set(out.into()));
    assert!(nobody.contains("NULL"), "{nobody}");
    let people = MallocPointer::<Person>::make()?;
    let q: Pointer<Person> = people.into();
    let lent = people.borrow()?;
    assert!(said(grow(q)).contains("Borrow"));
    drop(lent);
    free(people)?;
    assert!(said(age(q)).contains("memory has been freed"));
    let row = MallocPointer::<[u32; 3]>::make()?;
    let outside = said(score(row.into(), 3));
    assert!(
        outside.contains("OutOfBounds") && outside.contains("3"),
        "{outside}"
    );
    free(row)
}
