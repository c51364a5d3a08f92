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
