//! More than one `*`, `*` of a sum, of a step and of a place.

use pointers::prelude::*;

#[derive(Fields, Clone, Copy)]
struct Node {
    value: i32,
    next: MallocPointer<Node>,
}

#[derive(Fields, Clone, Copy)]
struct Holder {
    p: MallocPointer<i32>,
    both: [MallocPointer<i32>; 2],
}

type Rows = MallocPointer<MallocPointer<i32>>;

struct Owner {
    p: MallocPointer<i32>,
}

/// Two rows of 0 to 3, the second one element further on.
fn rows() -> Result<Rows> {
    pointers! {
        let p: MallocPointer<i32> = malloc(16);
        for i in 0..4 {
            p[i] = i;
        }
        let rows: MallocPointer<MallocPointer<i32>> = malloc(2 * size_of::<MallocPointer<i32>>());
        rows[0] = p;
        rows[1] = p + 1;
        rows
    }
}

fn freed(rows: Rows) -> Result<()> {
    pointers! {
        free(rows[0]);
        free(rows);
    }
}

pointers! {
    fn twice(q: MallocPointer<MallocPointer<i32>>) -> Result<i32> {
        **q = 7;
        **q += 1;
        let x = **q;
        if **q == 8 && **q > 2 {
            **q = x + 1;
        }
        **q <<= 1;
        Ok(**q)
    }

    fn generic<T: Copy>(q: MallocPointer<MallocPointer<T>>, i: usize, t: T) -> Result<T> {
        **q = t;
        *(*q + i) = **q;
        *(q[1] + 1) = *(*q + i);
        let x = *(q[1] + 1);
        Ok(x)
    }

    fn sums(p: MallocPointer<i32>, m: MallocPointer<MallocPointer<i32>>, i: usize) -> Result<i32> {
        *(p + i) = 3;
        *(p + i) += 1;
        let a = *(p + i);
        *(m[1] + 1) = a;
        *(m[1] + 1) += 1;
        *(*(m + 1) + 1) *= 2;
        *(*m + 3) = *(*(m + 1) + 1);
        if *(p + i) > 3 && *(m[1] + 1) == 10 {
            return Ok(*(p + 3) + a);
        }
        Ok(0)
    }

    fn places(n: MallocPointer<Holder>, m: MallocPointer<MallocPointer<i32>>) -> Result<i32> {
        *n->p = 1;
        *n->p += 1;
        *n->both[1] = *n->p + 3;
        *m[1] = *n->both[1];
        *m[1] += 1;
        Ok(*n->p + 10 * *m[1] + 100 * *n->both[0])
    }

    fn before(p: MallocPointer<i32>) -> Result<i32> {
        let x = *--p;
        let y = *++p;
        *--p = 9;
        *++p += 8;
        Ok(x + 10 * y + 100 * *p + 10_000 * *--p)
    }

    fn addresses(p: MallocPointer<i32>, q: MallocPointer<MallocPointer<i32>>) -> Result<i32> {
        let first = &raw mut *p;
        let deep = &raw mut **q;
        let further = &raw mut *(p + 1);
        *first = 3;
        *deep += 4;
        *further = 5;
        Ok(*p + 10 * **q + 100 * p[1] + 1000 * i32::from(deep == first))
    }

    fn remove(head: Pointer<MallocPointer<Node>>, value: i32) -> Result<()> {
        let link = head;
        while *link != NULL && (*link)->value != value {
            link = &raw mut (*link)->next;
        }
        if *link != NULL {
            let gone = *link;
            *link = gone->next;
            free(gone);
        }
        Ok(())
    }

    fn find(head: MallocPointer<Node>, value: i32) -> Result<MallocPointer<Node>> {
        let n = head;
        while n != NULL {
            if (*n).value == value {
                return Ok(n);
            }
            n = (*n).next;
        }
        return NULL;
    }

    fn nothing(_: i32) -> MallocPointer<Node> {
        NULL
    }

    impl Owner {
        fn change(&mut self, i: usize) -> Result<i32> {
            *(self.p + i) = 5;
            *(self.p + i) += 1;
            let x = *(self.p + i);
            *self.p = 1;
            Ok(x + *(self.p + i) + *self.p)
        }
    }
}

#[test]
fn two_stars() -> Result<()> {
    pointers! {
        let q: MallocPointer<MallocPointer<i32>> = rows()?;
        assert_eq!(twice(q)?, 18);
        assert_eq!(generic(q, 3, 40)?, 40);
        assert_eq!((**q, *(*q + 3), *(*q + 2)), (40, 40, 40));
        assert_eq!(format!("{} {:?}", **q, vec![**q, 1]), "40 [40, 1]");
        let closure = |q: MallocPointer<MallocPointer<i32>>| -> Result<i32> {
            **q = 1;
            **q += 1;
            Ok(**q)
        };
        assert_eq!(closure(q)?, 2);
        freed(q)?;
    }
}

#[test]
fn stars_of_sums_and_of_places() -> Result<()> {
    pointers! {
        let m: MallocPointer<MallocPointer<i32>> = rows()?;
        assert_eq!(sums(m[0], m, 1)?, 14);
        let closure = |p: MallocPointer<i32>, i: usize| -> Result<i32> {
            *(p + i) = 1;
            Ok(*(p + i))
        };
        assert_eq!(closure(m[0], 2)?, 1);
        assert_eq!(Owner { p: m[0] }.change(3)?, 13);
        let n: MallocPointer<Holder> = malloc(size_of::<Holder>());
        n->p = m[0];
        n->both = [m[0], m[1]];
        assert_eq!(places(n, m)?, 2 + 60 + 200);
        match *n->p {
            2 => {}
            other => panic!("{other}"),
        }
        free(n);
        freed(m)?;
    }
}

#[test]
fn steps_before() -> Result<()> {
    pointers! {
        let m: MallocPointer<MallocPointer<i32>> = rows()?;
        assert_eq!(before(m[0] + 2)?, 1 + 20 + 1000 + 90_000);
        let end = m[0] + 4;
        assert_eq!(*--end, 3);
        freed(m)?;
    }
}

#[test]
fn addresses_of_stars() -> Result<()> {
    pointers! {
        let m: MallocPointer<MallocPointer<i32>> = rows()?;
        assert_eq!(addresses(m[0], m)?, 7 + 70 + 500 + 1000);
        freed(m)?;
    }
}

#[test]
fn links() -> Result<()> {
    pointers! {
        let heads: MallocPointer<MallocPointer<Node>> = malloc(size_of::<MallocPointer<Node>>());
        *heads = NULL;
        for value in 0..3 {
            let n: MallocPointer<Node> = malloc(size_of::<Node>());
            (*n).value = value;
            (*n).next = *heads;
            *heads = n;
        }
        let head: Pointer<MallocPointer<Node>> = (&raw mut *heads).into();
        remove(head, 1)?;
        remove(head, 2)?;
        assert!((*head)->value == 0 && (*head)->next == NULL && (*heads)->value == 0);
        assert!(find(*heads, 0)? == *heads && find(*heads, 1)? == NULL && nothing(1) == NULL);
        let value = &raw mut (*heads)->value;
        *value += 5;
        assert_eq!(*value, 5);
        remove(head, 5)?;
        assert!(*heads == NULL);
        free(heads);
    }
}

#[test]
fn what_is_compared_with_names() -> Result<()> {
    #[derive(Clone, Copy, PartialEq)]
    enum Kind {
        Open,
        Close,
    }
    fn kinds() -> Result<MallocPointer<Kind>> {
        malloc(2)
    }
    pointers! {
        let kinds = kinds()?;
        kinds[0] = Kind::Open;
        kinds[1] = Kind::Close;
        let mut depth = 0;
        for i in 0..2 {
            match kinds[i] {
                Kind::Open => depth += 1,
                Kind::Close => depth += 10,
            }
            if let Kind::Close = kinds[i] {
                depth += 100;
            }
        }
        assert_eq!(depth, 111);
        free(kinds);
    }
}

/// Without `Fields`, so that it is only reached through a guard.
struct Guarded(Box<i32>, [i32; 2]);

#[derive(Fields)]
struct Boxes {
    guarded: Guarded,
    boxed: Box<i32>,
    name: String,
}

pointers! {
    /// `*` of what is no handle is Rust's, wherever it lies, when it is read as when it is written.
    fn boxes(b: MallocPointer<Boxes>) -> Result<i32> {
        let g = &raw mut b->guarded;
        *b->boxed += 1;
        *b->guarded.0 = *b->boxed + 1;
        let x = *(~g).0;
        let y = *g->0;
        assert!(*b->boxed == 4 && *b->name == *"Ada" && (*b->name).len() == 3);
        Ok(10 * x + y)
    }
}

#[test]
fn stars_of_boxes_in_memory_are_rusts() -> Result<()> {
    let b = malloc(size_of::<Boxes>())?;
    b.write(Boxes {
        guarded: Guarded(Box::new(0), [1, 2]),
        boxed: Box::new(3),
        name: String::from("Ada"),
    })?;
    assert_eq!(boxes(b)?, 55);
    assert_eq!(b.borrow()?.guarded.1, [1, 2]);
    free(b)
}
