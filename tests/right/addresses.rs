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

struct Buffer {
    items: MallocPointer<u64>,
}

pointers! {
    fn grow(b: &mut Buffer) -> Result<()> {
        realloc(b.items, 8);
        Ok(())
    }
}

/// What was NULL is a block after `realloc`, wherever it is kept.
#[test]
fn null_becomes_a_block() -> Result<()> {
    pointers! {
        let items: MallocPointer<u64> = NULL;
        realloc(items, 8);
        items[0] <<= 1;
        free(items);
        let mut b = Buffer { items: NULL };
        realloc(b.items, 8);
        b.items[0] <<= 4;
        free(b.items);
        b.items = NULL;
        grow(&mut b)?;
        b.items[0] <<= 5;
        free(b.items);
        let q = NULL;
        let p: MallocPointer<u64> = malloc(8);
        p <<= 3;
        for i in 0..3_u64 { if i == 1 { q = p; } }
        assert_eq!(~q, 3);
        free(p);
    }
}
