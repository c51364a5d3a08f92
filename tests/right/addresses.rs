//! What is written through an address.

use pointers::prelude::*;
use pointers::string::{sprintf, strcpy, text};

#[derive(Fields, Clone, Copy)]
struct Person {
    age: u32,
    name: [u8; 8],
}

#[derive(Fields)]
struct List {
    head: MallocPointer<Person>,
}

pointers! {
    fn birth(age: Pointer<u32>) -> Result<()> {
        age <<= 0;
        Ok(())
    }

    fn fill(element: MallocPointer<u32>, value: u32) -> Result<()> {
        *element = value;
        Ok(())
    }
}

#[test]
fn through_addresses() -> Result<()> {
    pointers! {
        let p: MallocPointer<Person> = malloc(2 * size_of::<Person>());
        let v = &raw mut p->age;
        v <<= 4;
        assert_eq!(p->age, 4);
        birth(&raw mut p->age)?;
        assert_eq!(p->age, 0);
        let second = &raw mut p[1];
        second->age = 3;
        assert_eq!(p[1].age, 3);
        strcpy(&raw mut p->name, "Ada");
        assert_eq!(text(p->name), "Ada");
        free(p);
        let a: MallocPointer<u32> = malloc(16);
        for i in 0..4 { let e = &raw mut a[i]; *e = i; }
        fill(&raw mut a[2], 9)?;
        assert_eq!(a[3] + a[2], 12);
        free(a);
        let s: MallocPointer<u8> = malloc(8);
        sprintf!(&raw mut s[0], "ab");
        assert_eq!(text(s), "ab");
        free(s);
        let l: MallocPointer<List> = malloc(size_of::<List>());
        let head = &raw mut l->head;
        ~head = NULL;
        assert!(l->head == NULL);
        free(l);
    }
}
