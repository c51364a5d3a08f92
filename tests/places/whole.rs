use pointers::prelude::*;

type Outcome = Result<()>;

#[derive(Debug, Default, Clone, Copy, PartialEq, Fields)]
struct Point {
    x: i32,
    y: i32,
}

#[derive(Debug, Default)]
struct Named {
    name: String,
    other: String,
    at: Point,
    all: Vec<i32>,
}

struct Node {
    value: i32,
    next: MallocPointer<Node>,
    label: String,
}

#[test]
fn places_are_written_in_the_memory() -> Outcome {
    pointers! {
        let p = malloc(4);
        p <<= 1;
        ~p = 2;
        assert_eq!(~p, 2);
        ~p += 1;
        ~p *= 5;
        ~p -= 1;
        ~p <<= 1;
        ~p |= 1;
        assert_eq!(~p, 29);
        ~p = ~p + ~p;
        ~p += ~p;
        assert_eq!(~p, 116);
        free(p);

        let q = malloc(8);
        q <<= Point { x: 1, y: 2 };
        (~q).x = 5;
        (~q).y += (~q).x;
        (~q).x = (~q).y;
        assert_eq!(~q, Point { x: 7, y: 7 });
        q->y = 9;
        q->x -= q->y;
        assert_eq!((q->x, q->y), (-2, 9));
        free(q);

        let r = malloc(12);
        r <<= [3, 1, 2];
        let i = 1;
        (~r)[i] = 10;
        (~r)[(~r)[2] as usize] += 1;
        assert_eq!(~r, [3, 10, 3]);
        assert_eq!((~r)[i], 10);
        (&mut ~r).sort();
        assert_eq!(~r, [3, 3, 10]);
        assert_eq!((~r)[1..], [3, 10]);
        let mut copy = [0; 2];
        (~r)[i..].iter().zip(&mut copy).for_each(|(from, to)| *to = *from);
        assert_eq!(copy, [3, 10]);
        free(r);

        let s = malloc(9);
        s <<= "abc";
        ~s = "abcd";
        assert_eq!((~s).len(), 4);
        (&mut ~s).make_ascii_uppercase();
        assert_eq!(~s, "ABCD");
        assert_eq!((~s).into_bytes(), b"ABCD");
        free(s);

        let t = malloc(24);
        t <<= &[1_i64, 2, 3];
        (~t)[0] = 7;
        assert_eq!(~t, [7, 2, 3]);
        free(t);
    }
}

#[test]
fn places_that_are_not_copy() -> Outcome {
    pointers! {
        let p = malloc(size_of::<Named>());
        p <<= Named::default();
        (~p).name = "a name".to_owned();
        (~p).other = (~p).name.clone();
        (~p).name += "!";
        (~p).at.x = 3;
        (~p).at.y = (~p).at.x;
        (&mut (~p).all).push(4);
        (&mut p->all).extend([5, 6]);
        (~p).all[0] = 9;
        assert_eq!(((~p).name.as_str(), (~p).other.len(), (~p).at), ("a name!", 6, Point { x: 3, y: 3 }));
        assert_eq!((~p).all, [9, 5, 6]);
        assert_eq!((~p).all.iter().sum::<i32>(), 20);
        let all = (~p).all.len();
        assert_eq!(all, 3);
        ~p = Named::default();
        assert!((~p).all.is_empty());
        free(p);
    }
}

#[test]
fn a_copied_part_leaves_no_guard() -> Outcome {
    pointers! {
        let p = malloc(size_of::<Named>());
        p <<= Named::default();
        match (~p).at {
            Point { x: 0, .. } => free(p),
            _ => unreachable!(),
        }
        let q = malloc(size_of::<Named>());
        q <<= Named::default();
        if (~q).at.x == 0 { free(q) }
        assert!(q.freed());
    }
}

#[test]
fn swaps_and_their_conflicts() -> Outcome {
    pointers! {
        let a = malloc(24);
        a <<= String::from("a");
        let b = malloc(24);
        b <<= String::from("b");
        std::mem::swap(&mut ~a, &mut ~b);
        assert_eq!((~a).as_str(), "b");
        let both = calloc_safe(2, 24);
        both[0] <<= String::from("x");
        both[1] <<= String::from("y");
        std::mem::swap(&mut ~both[0], &mut ~both[1]);
        assert_eq!((~both[1]).as_str(), "x");
        assert!(try { std::mem::swap(&mut ~a, &mut ~a); false } except Borrow { true });
        free(a); free(b); free(both);
    }
}

#[test]
fn unaligned_chunks_are_read_modified_and_written() -> Outcome {
    pointers! {
        let memory = calloc(3, 28);
        memory[1] <<= 1_u64;
        ~memory[1] += 4;
        memory[1] += 5;
        memory[1] -= 3;
        assert_eq!(~memory[1], 7);
        free(memory);
        let points = calloc_safe(2, 9);
        points[1] <<= Point { x: 1, y: 2 };
        (~points[1]).y = 5;
        points[1]->x += 1;
        assert_eq!(~points[1], Point { x: 2, y: 5 });
        assert!(try { let _ = std::mem::take(&mut ~points[1]); false } except InvalidSize { true });
        free(points);
    }
}

#[test]
fn arrows_chain_and_are_places() -> Outcome {
    fn node(value: i32, next: MallocPointer<Node>) -> Result<MallocPointer<Node>> {
        let node = malloc(size_of::<Node>())?;
        node.write(Node {
            value,
            next,
            label: value.to_string(),
        })?;
        Ok(node)
    }
    pointers! {
        let last = node(3, MallocPointer::null())?;
        let list = node(1, node(2, last)?)?;
        assert_eq!(list->next->next->value, 3);
        list->next->next->value = 4;
        assert_eq!(last->value, 4);
        list->next->value += list->value;
        assert_eq!(list->next->value, 3);
        assert_eq!(list->next->label.len(), 1);
        list->label = list->next->label.clone() + "!";
        assert_eq!(list->label.as_str(), "2!");
        let sum = 0;
        let mut total = sum;
        let at = list;
        let at = { let _ = at; at };
        let mut at = at;
        while !at.is_null() {
            total += at->value;
            let next = at->next;
            free(at);
            at = next;
        }
        assert_eq!(total, 8);
        let pair: fn(i32) -> i32 = |x| -> i32 { x + 1 };
        assert_eq!(pair(1), 2);
    }
}

#[test]
fn a_star_is_a_tilde_on_a_malloc_pointer() -> Outcome {
    pointers! {
        let p = malloc(8);
        p <<= Point { x: 1, y: 2 };
        assert_eq!(*p, Point { x: 1, y: 2 });
        *p = Point { x: 3, y: 4 };
        (*p).x = 5;
        assert_eq!((*p).x, 5);
        let by_ref = &p;
        assert_eq!(*by_ref, p);
        let mut n = 4;
        let m = &mut n;
        *m += 1;
        *m <<= 1;
        assert_eq!(*m, 10);
        free(p);
    }
}

#[test]
fn handles_in_memory() -> Outcome {
    pointers! {
        let p = calloc(2, 4);
        p[1] <<= 3;
        let pp = malloc(16);
        pp <<= p;
        ~~pp = 5;
        assert_eq!(~p, 5);
        assert_eq!(~((~pp) + 1), 3);
        ~pp += 1;
        assert_eq!(~~pp, 3);
        pp[0] -= 1;
        assert_eq!(~~pp, 5);
        assert!(try { ~pp -= 1; false } except OutOfBounds { true });
        free(~pp);
        free(pp);
    }
}

#[test]
fn methods_are_called_on_the_value() -> Outcome {
    trait Named {
        fn named(&self) -> &'static str;
    }
    impl<T> Named for T {
        fn named(&self) -> &'static str {
            std::any::type_name::<T>()
        }
    }
    pointers! {
        let p = malloc(4);
        p <<= 5_u32;
        let wide: u64 = (~p).into();
        let narrow = u8::try_from(~p).unwrap_or(0);
        let same: std::result::Result<u8, _> = (~p).try_into();
        assert_eq!((wide, Some(narrow), (~p).named()), (5, same.ok(), "u32"));
        let at = malloc(8);
        at <<= Point { x: 3, y: 4 };
        let x: i64 = at->x.into();
        assert_eq!((x, at->y.named()), (3, "i32"));
        let text = malloc(3);
        text <<= "abc";
        let boxed: Box<str> = (~text).into();
        assert_eq!((&*boxed, (~text).as_str()), ("abc", "abc"));
        free(p);
        free(at);
        free(text);
    }
}

#[test]
fn what_borrows_nothing_keeps_no_guard() -> Outcome {
    fn add(number: &mut i32, by: i32) {
        *number += by;
    }
    fn extend(all: &mut Vec<i32>, by: &[i32]) {
        all.extend(by);
    }
    pointers! {
        let p = malloc(size_of::<Named>());
        p <<= Named { all: vec![1, 2], ..Named::default() };
        match p->all.len() {
            2 => p->all[0] = 5,
            _ => {}
        }
        for i in 0..p->all.len() { p->all[i] += 1; }
        assert_eq!(p->all.as_slice(), [6, 3]);
        (&mut p->all).sort();
        assert_eq!(p->all[0], 3);

        let n = malloc(4);
        n <<= 5;
        add(&mut ~n, ~n);
        add(&mut ~n, ~n + 1);
        assert_eq!(~n, 21);
        let v = malloc(24);
        v <<= vec![1];
        let w = malloc(24);
        w <<= vec![2];
        extend(&mut ~v, (~w).as_slice());
        extend(&mut ~v, &~w);
        (&mut ~v).push((~v).iter().sum());
        assert_eq!((~v).as_slice(), [1, 2, 2, 5]);
        (&mut ~v).truncate((~v).len() - 1);
        assert_eq!((~v).len(), 3);
        free(p);
        free(n);
        free(v);
        free(w);
    }
}
