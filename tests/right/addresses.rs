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

pointers! {
    #[derive(Fields, Clone, Copy)]
    struct Link {
        value: i32,
        names: [u8; 4],
        next: MallocPointer<Link>,
    }

    #[derive(Fields)]
    struct Chain {
        head: MallocPointer<Link>,
        length: usize,
    }

    fn push(chain: MallocPointer<Chain>, value: i32) -> Result<()> {
        let link = &raw mut chain->head;
        while *link != NULL {
            link = &raw mut (*link)->next;
        }
        let node: MallocPointer<Link> = malloc(size_of::<Link>());
        node->value = value;
        node->next = NULL;
        *link = node;
        let length = &raw mut chain->length;
        *length += 1;
        Ok(())
    }

    fn delete(chain: MallocPointer<Chain>, value: i32) -> Result<()> {
        let link = &raw mut chain->head;
        while *link != NULL && (*link)->value != value {
            link = &raw mut (*link)->next;
        }
        if *link != NULL {
            let gone = *link;
            *link = gone->next;
            free(gone);
            chain->length--;
        }
        Ok(())
    }

    fn bump(number: Pointer<i32>) -> Result<()> {
        *number += 1;
        Ok(())
    }

    fn last_name(link: MallocPointer<Link>, n: usize) -> Result<u8> {
        const LAST: usize = 3;
        link->names[LAST] = 7;
        if n < 4 {
            link->names[n] = 8;
        }
        Ok(link->names[LAST])
    }
}

#[test]
fn addresses_that_follow_their_block() -> Result<()> {
    pointers! {
        let p: MallocPointer<Link> = malloc(size_of::<Link>());
        p->value = 0;
        let value = &raw mut p->value;
        let same = value;
        realloc(p, 4 * size_of::<Link>());
        *value = 5;
        bump(same)?;
        assert_eq!(p->value, 6);
        p->value = 0;
        bump(value)?;
        if p->value == 0 {
            free(p);
        }
        assert_eq!(*value, 1);
        let second = &raw mut p[1];
        second->value = 3;
        second++;
        second->value = 4;
        assert_eq!(p[1].value + p[2].value, 7);
        let old = p;
        p = malloc(size_of::<Link>());
        p->value = 9;
        assert_eq!(*value, 1);
        free(old);
        assert!(value.freed());
        value = &raw mut p->value;
        assert_eq!(*value, 9);
        assert_eq!(last_name(p, 9)?, 7);
        free(p);
    }
}

#[test]
fn addresses_of_links() -> Result<()> {
    pointers! {
        let chain: MallocPointer<Chain> = malloc(size_of::<Chain>());
        chain->head = NULL;
        chain->length = 0;
        for i in 0..5 {
            push(chain, i)?;
        }
        for i in 0..5 {
            delete(chain, 4 - i)?;
        }
        assert!(chain->head == NULL && chain->length == 0);
        free(chain);
    }
}

#[test]
fn addresses_in_loops() -> Result<()> {
    pointers! {
        let numbers: MallocPointer<i32> = malloc(12);
        let end = numbers + 3;
        let at = &raw mut numbers[0];
        while at < end {
            *at++ = 2;
        }
        assert_eq!(numbers[0] * numbers[1] * numbers[2], 8);
        let first = &raw mut *numbers;
        *first = 1;
        for _ in 0..3 {
            let second = &raw mut numbers[1];
            *second += 1;
            bump(first.into())?;
        }
        assert_eq!((numbers[0], numbers[1]), (4, 5));
        free(numbers);
    }
}

#[test]
fn sizes_that_are_enough() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(4);
        *p = 3;
        p[0] = 4;
        ~p = 5;
        let q = malloc(1);
        *q = 7_u8;
        free(q);
        let r: MallocPointer<i64> = malloc(4);
        realloc(r, 8);
        *r = 1;
        free(r);
        free(p);
    }
}
