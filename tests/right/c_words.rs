//! What looks like C's, or like a mistake of types, and is Rust's.

use pointers::prelude::*;

#[derive(Fields, Clone, Copy)]
struct Node {
    value: i32,
    next: MallocPointer<Node>,
}

pointers! {
    fn length(list: MallocPointer<Node>) -> Result<i32> {
        let mut n = 0;
        let node = list;
        while node != NULL {
            n += 1;
            node = node->next;
        }
        Ok(n)
    }

    fn first(list: MallocPointer<Node>) -> Result<MallocPointer<Node>> {
        if list == NULL { return NULL; }
        Ok(list->next)
    }

    fn shows(list: MallocPointer<Node>, one: &Node, text: &str) -> Result<String> {
        Ok(format!("{} {} {}", list->value, one.value, text))
    }
}

#[test]
fn names_of_ours_that_c_has() -> Result<()> {
    pointers! {
        fn printf(format: &str, value: i32) -> usize {
            format.len() + value as usize
        }
        let length = printf("%d\n", 3);
        assert_eq!(length, 6);
        let sizeof = 4;
        let two = 2;
        assert_eq!(two * sizeof *two, 16);
        let switch = |n: i32| n;
        assert_eq!(switch(3), 3);
    }
}

#[test]
fn question_marks_that_are_followed() -> Result<()> {
    fn number() -> Result<i32> {
        Ok(3)
    }
    fn function() -> Result<fn(i32) -> i32> {
        Ok(|n| n + 1)
    }
    struct Two {
        a: i32,
        b: i32,
    }
    pointers! {
        let two = Two { a: function()?(1), b: number()? * 2 };
        assert_eq!(two.a + two.b, 8);
        assert_eq!(number()? - 1, 2);
        let b: bool = number()? & 1 == 1;
        if number()? & 1 == 1 { assert!(b) } 'out: loop { break 'out; }
        let [x, y]: [i32; 2] = [number()?, number()?];
        assert_eq!(x, y);
    }
}

#[test]
fn results_that_are_kept() -> Result<()> {
    pointers! {
        let list: MallocPointer<Node> = malloc(size_of::<Node>());
        list->value = 3;
        list->next = NULL;
        let found = first(list);
        assert!(found.is_ok());
        if let Ok(node) = found {
            assert!(node == NULL);
        }
        let n = length(list);
        println!("{:?} {n:?}", n);
        assert_eq!(n.as_ref().ok(), Some(&1));
        match n {
            Ok(n) if n > 0 => {}
            other => panic!("{other:?}"),
        }
        let n = length(list)?;
        assert!(n == 1 && length(list)? + 1 > n);
        let n: i32 = length(list).unwrap_or(7);
        assert_eq!(n, 1);
        let node = *list;
        assert_eq!(shows(list, &node, "abc")?, "3 3 abc");
        free(list);
    }
}

#[test]
fn references_beside_handles() -> Result<()> {
    pointers! {
        fn both(handle: &MallocPointer<Node>, value: &i32, text: impl AsRef<str>) -> Result<i32> {
            Ok(handle->value + *value + text.as_ref().len() as i32)
        }
        let list: MallocPointer<Node> = malloc(size_of::<Node>());
        list->value = 3;
        list->next = NULL;
        assert_eq!(both(&list, &list->value, "abc")?, 9);
        let text: MallocPointer<str> = malloc(3);
        text <<= "abc";
        free(text);
        free(list);
    }
}

#[test]
fn conditions_in_parentheses() -> Result<()> {
    const MORE: i32 = 2;
    fn next(n: i32) -> i32 {
        n - 1
    }
    #[allow(unused_parens, unused_must_use, reason = "as in C")]
    fn run(n: i32) -> Result<i32> {
        pointers! {
            let function = next;
            let mut sum = 0;
            if (n) == 3 { sum += 1; }
            if (n) as i64 == 3 { sum += 2; }
            if (function)(n) == 2 { sum += 4; }
            while (sum) < 8 { sum += 1; }
            if (n > 0) && true { sum += 8; }
            let Some(two) = Some(n - 1) else { return Ok(0); };
            match two {
                m if (m > 5) => return Ok(m),
                m if (m == 2) => { sum += MORE * n; }
                _ => {}
            }
            MORE * n;
            let whole: (bool) = (n == 3);
            if (whole) { sum } else if (two > 2) { 1 } else { 2 }
        }
    }
    assert_eq!(run(3)?, 22);
    Ok(())
}

#[test]
fn assignments_of_no_value() -> Result<()> {
    struct Unit {
        none: (),
    }
    pointers! {
        let mut n;
        let mut unit = Unit { none: () };
        let none: ();
        none = n = 3;
        unit.none = n += 1;
        let last;
        last = (unit.none = n = n + 1);
        assert!((n = n + 1) == ());
        assert_eq!((n, none, last, unit.none), (6, (), (), ()));
    }
}

#[test]
fn addresses_that_are_shown() -> Result<()> {
    pointers! {
        let p: MallocPointer<u8> = malloc(1);
        println!("{p:p} {:p} {:?}", p, p);
        assert!(format!("{:p}", p).starts_with("0x"));
        free(p);
    }
}

#[test]
fn fields_of_structures_that_have_none_of_ours() -> Result<()> {
    #[derive(Fields, Clone, Copy)]
    struct At {
        x: i32,
        y: (i32, MallocPointer<i32>),
    }
    #[derive(Fields)]
    struct Both<T> {
        at: At,
        more: [At; 2],
        other: T,
    }
    pointers! {
        let b: MallocPointer<Both<At>> = malloc(size_of::<Both<At>>());
        b->at.x = 1;
        b->at.y.0 = 2;
        b->at.y.1 = NULL;
        b->more[0].x = b->at.x + b->at.y.0;
        b->other.y.1 = b->at.y.1;
        b->other.x = 4;
        assert_eq!((b->more[0].x, b->other.x), (3, 4));
        assert!(b->other.y.1 == NULL);
        free(b);
    }
}

#[test]
fn structures_written_to_what_only_its_type_tells() -> Result<()> {
    struct Rows {
        nodes: MallocPointer<Node>,
    }
    fn rows() -> Result<Rows> {
        malloc(3 * size_of::<Node>()).map(|nodes| Rows { nodes })
    }
    pointers! {
        let r = rows()?;
        r.nodes[0] = Node { value: 1, next: NULL };
        ~r.nodes[1] = Node { value: 2, next: r.nodes };
        r.nodes[2] <<= Node { value: 3, ..~r.nodes[1] };
        assert!(r.nodes[2].next == r.nodes);
        assert_eq!(r.nodes[1].value + r.nodes[2].value, 5);
        free(r.nodes);
    }
}
