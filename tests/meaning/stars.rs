//! `*p` is decided by the type of `p`.

use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

use pointers::prelude::*;

macro_rules! show {
    ($x:ident) => {
        pointers! {
            let p: MallocPointer<u32> = malloc(4);
            p <<= 1;
            let shown = format!("{} {}", ~p, *$x);
            free(p);
            shown
        }
    };
}

macro_rules! bind {
    ($n:ident = $e:expr) => {
        let $n = $e;
    };
}

#[test]
fn of_a_callers_macro() -> Result<()> {
    let p = &5_u32;
    assert_eq!(show!(p)?, "1 5");
    let q = &5_u32;
    assert_eq!(show!(q)?, "1 5");
    let r = malloc::<u32>(4)?;
    r.write(6)?;
    assert_eq!(show!(r)?, "1 6");
    free(r)
}

#[test]
fn of_a_name_that_a_macro_declared() -> Result<()> {
    let five = 5;
    pointers! {
        let p: MallocPointer<u32> = malloc(4);
        p <<= 4;
        let before = *p;
        free(p);
        bind!(p = &five);
        assert_eq!(format!("{} {}", before, *p), "4 5");
        let sum = *p + 1;
        assert_eq!(sum, 6);
    }
}

mod own_types {
    use pointers::prelude::pointers;
    use std::ops::{Deref, DerefMut, Index, IndexMut};

    struct MallocPointer(u32);

    impl Deref for MallocPointer {
        type Target = u32;
        fn deref(&self) -> &u32 {
            &self.0
        }
    }

    impl DerefMut for MallocPointer {
        fn deref_mut(&mut self) -> &mut u32 {
            &mut self.0
        }
    }

    impl Index<usize> for MallocPointer {
        type Output = u32;
        fn index(&self, _: usize) -> &u32 {
            &self.0
        }
    }

    impl IndexMut<usize> for MallocPointer {
        fn index_mut(&mut self, _: usize) -> &mut u32 {
            &mut self.0
        }
    }

    fn malloc(n: u32) -> Box<u32> {
        Box::new(n)
    }

    #[test]
    fn elements_by_the_names_of_ours() {
        pointers! {
            #![allow(misuse)]
            let mut p: MallocPointer = MallocPointer(5);
            let i = 1;
            p[1] = 3;
            p[i] *= 2;
            p[i] += p[1];
            p[1] <<= 1;
            let mut seven = 7;
            std::mem::swap(&mut p[i], &mut seven);
            assert_eq!(p[0], 7);
            p[i] = { p[1] += 1; p[0] + 1 };
            for i in 0..3 { p[i] = p[i] + 1; }
            assert_eq!(p.0, 12);
        }
        .unwrap();
    }

    #[test]
    fn by_the_names_of_ours() {
        pointers! {
            #![allow(misuse)]
            let mut p: MallocPointer = MallocPointer(5);
            println!("{}", *p);
            let x = *p + (*p).count_ones();
            *p = 8;
            *p += 2;
            *p -= 2;
            let mut b = malloc(5);
            *b <<= 1;
            *b /= 2;
            let y = *b;
            assert_eq!((x, *p, y, (*b).count_ones()), (7, 8, 5, 2));
        }
        .unwrap();
    }
}

struct Node {
    value: MallocPointer<u32>,
    name: MallocPointer<str>,
    boxed: Box<u32>,
}

fn made(value: u32) -> Result<MallocPointer<u32>> {
    let p = malloc(8)?;
    p.write(value)?;
    Ok(p)
}

type Handle = MallocPointer<u32>;

fn identity<T>(value: T) -> T {
    value
}

pointers! {
    fn aliased(p: Handle) -> Result<u32> { *p = *p + 1; Ok(*p) }
    fn generic<T: Copy>(p: MallocPointer<T>) -> Result<T> { let q = identity(p); let value = *q; *q = value; Ok(*q) }
}

#[test]
fn of_handles_wherever_they_are() -> Result<()> {
    pointers! {
        let p = made(3)?;
        *p = 4;
        println!("{} {:?}", *p, *p);
        assert_eq!(*p, 4);
        assert!(*p == 4 && *p > 3);
        let name = malloc(8);
        name <<= "abc";
        let node = Node { value: p, name, boxed: Box::new(7) };
        *node.value = 5;
        let sum = *node.value + *node.boxed;
        assert_eq!((sum, *node.value), (12, 5));
        println!("{}", *node.name);
        assert!(*node.name == "abc");
        let list = vec![p, p];
        *list[0] = 6;
        for cell in &list { let cell = *cell; *cell = *cell + 1; }
        for cell in list { assert_eq!(identity(*cell), 8); }
        *p += 2;
        *p -= 1;
        *node.value *= 4;
        *node.value <<= 1;
        *p >>= 1_u8;
        *p |= 1;
        *p ^= 32;
        *p %= 8;
        assert_eq!(*p, 5);
        *p = 8;
        let words = identity(malloc::<String>(24)?);
        words <<= String::from("a");
        *words += "b";
        *words += &String::from("c");
        assert_eq!(*words, "abc");
        free(words);
        let fresh = malloc(4);
        *fresh = 9_u32;
        let text = malloc(8);
        *text = "text";
        assert_eq!((*fresh, *text), (9, String::from("text")));
        assert_eq!((aliased(p)?, generic(p)?), (9, 9));
        let grand: MallocPointer<MallocPointer<u32>> = malloc(16);
        grand <<= p;
        let inner = *grand;
        assert_eq!(*inner, 9);
        free(grand);
        free(fresh);
        free(text);
        free(node.name);
        free(p);
    }
}

struct Big {
    count: u32,
    text: Option<String>,
    next: Option<Box<Big>>,
}

pointers! {
    fn reborrowed<'a>(r: &'a mut &mut u32) -> &'a mut u32 { let inner: &mut u32 = *r; inner }
    fn coerced<'a>(r: &'a &'a [u8; 3]) -> &'a [u8] { *r }
    fn dynamic<'a>(r: &&'a u32) -> &'a dyn std::fmt::Debug { *r }
    fn captured<'a>(r: &'a u32) -> impl Fn() -> u32 + 'a { || *r + 1 }
    fn moved(b: Box<Big>) -> Big { *b }
    fn taken(b: Box<Big>) -> (u32, Option<String>) { let Big { count, text, .. } = *b; (count, text) }
    fn field(b: Box<Big>) -> Option<String> { (*b).text }
    fn length(mut big: &Big) -> u32 {
        let mut n = 1;
        while let Some(next) = &big.next { big = &*next; n += 1; }
        n
    }
    fn last(mut big: &mut Big) -> &mut Big {
        while big.next.is_some() { big = &mut **big.next.as_mut().unwrap(); }
        big
    }
    fn inferred() -> u32 {
        let y = Default::default();
        let r = &y;
        let z = *r;
        let total: u32 = z;
        let mut best = None;
        *best.get_or_insert(3) += 1_u32;
        let mut slot = Vec::new();
        let mut target = &mut slot;
        *target = Default::default();
        target = &mut *target;
        target.push(total);
        let b = Box::new(vec![]);
        let v: Vec<u8> = *b;
        total + best.unwrap() + slot.len() as u32 + v.len() as u32
    }
    fn closures(list: &[u32], cell: &RefCell<Vec<u32>>) -> u32 {
        let mut sum = 0;
        list.iter().for_each(|x| sum += *x);
        let found = list.iter().find(|x| **x == 2).map(|x| *x).unwrap_or(0);
        *cell.borrow_mut() = list.iter().map(|&x| x).filter(|x| *x > 1).collect();
        cell.borrow_mut().iter_mut().for_each(|x| *x += 1);
        sum + found + (*cell.borrow())[0]
    }
    fn patterns(map: &mut BTreeMap<u8, u32>, pair: &mut (u32, String), o: &mut Option<u32>) -> u32 {
        for (k, v) in map.iter_mut() { *v += u32::from(*k); *v = *v * 2; }
        let (n, text) = pair;
        *n = *n + 1;
        *text = String::from("new");
        *text += "er";
        *text += &String::new();
        *n += *n - *n;
        *n <<= 0_u8;
        if let Some(x) = o { *x = *n; }
        match *o { Some(ref mut x) => *x += 1, None => {} }
        let swap = |a: &mut u32, b: &mut u32| { let c = *a; *a = *b; *b = c; };
        let (mut a, mut b) = (1, 2);
        swap(&mut a, &mut b);
        let (r, s) = (&mut a, &mut b);
        (*r, *s) = (*s, *r);
        [*r, *s] = [*r + 1, *s];
        *map.entry(3).or_insert(0) += 1;
        *n + a * 10 + b * 100 + o.unwrap()
    }
    fn texts(s: &str, t: &Rc<str>, b: Box<str>) -> String {
        let u = &s;
        assert!(*u == &**t && **t == *s && *b == *s);
        format!("{} {}", *u, *u)
    }
    fn callbacks(slot: &mut Option<fn(u32) -> u32>, boxed: &mut Box<dyn Fn(u32) -> u32>) -> u32 {
        fn double(x: u32) -> u32 { x * 2 }
        *slot = Some(double);
        *boxed = Box::new(|x| x + 1);
        let f = &double as &dyn Fn(u32) -> u32;
        slot.unwrap()(2) + (*boxed)(3) + (*f)(4)
    }
    fn raw(p: *mut u32) -> u32 {
        // SAFETY: the test gives it a reference.
        unsafe { *p = *p + 1; *p }
    }
}

#[test]
fn of_everything_else_it_is_rusts() {
    let mut five = 5;
    let mut r = &mut five;
    *reborrowed(&mut r) += 1;
    assert_eq!(
        (coerced(&&[1, 2, 3]).len(), format!("{:?}", dynamic(&&7))),
        (3, "7".to_owned())
    );
    assert_eq!(captured(&1)(), 2);
    let big = |next| {
        Box::new(Big {
            count: 1,
            text: Some("t".to_owned()),
            next,
        })
    };
    assert_eq!(moved(big(None)).count, 1);
    assert_eq!(
        (taken(big(None)), field(big(None))),
        ((1, Some("t".to_owned())), Some("t".to_owned()))
    );
    assert_eq!(length(&big(Some(big(None)))), 2);
    last(&mut big(Some(big(None)))).count = 2;
    assert_eq!(inferred(), 5);
    assert_eq!(closures(&[1, 2], &RefCell::new(vec![])), 8);
    let mut map = BTreeMap::from([(1, 1)]);
    let mut pair = (1, String::new());
    assert_eq!(
        patterns(&mut map, &mut pair, &mut Some(0)),
        2 + 20 + 200 + 3
    );
    assert_eq!((map[&1], map[&3], pair.1.as_str()), (4, 1, "newer"));
    assert_eq!(texts("s", &Rc::from("s"), Box::from("s")), "s s");
    assert_eq!(
        callbacks(&mut None, &mut (Box::new(|x| x) as Box<dyn Fn(u32) -> u32>)),
        16
    );
    assert_eq!((raw(&mut five), five), (7, 7));
}

#[derive(Clone, Copy)]
struct At(usize);

impl std::ops::Add<usize> for At {
    type Output = Box<usize>;
    fn add(self, by: usize) -> Box<usize> {
        Box::new(self.0 + by)
    }
}

#[test]
fn of_more_than_one_and_of_sums() {
    pointers! {
        let n = 5;
        let r = &&n;
        assert_eq!(**r + 1, 6);
        let mut m = Box::new(Box::new(3));
        **m += 1;
        **m = **m * 2;
        let inner: Box<i32> = *m;
        assert_eq!(*inner, 8);
        let at = At(3);
        let moved: usize = *(at + 1);
        assert_eq!((moved, *(at + 2)), (4, 5));
        let mut sum = 0;
        for x in [1, 2].iter().map(|x| x).collect::<Vec<&i32>>().iter() {
            sum += **x;
        }
        assert_eq!(sum, 3);
        let text = &raw const *"abc";
        assert!(!text.is_null());
        let mut value = 1;
        let reference = &mut value;
        let raw = &raw mut *reference;
        assert!(!raw.is_null());
    }
    .unwrap();
}

#[test]
fn of_what_is_matched_by_names() {
    #[derive(Clone, Copy, PartialEq, Debug)]
    enum Kind {
        Open,
        Other(u8),
    }
    pointers! {
        let mut kinds = vec![Kind::Open, Kind::Other(1)];
        match kinds[0] {
            Kind::Open => kinds[0] = Kind::Other(2),
            other => panic!("{other:?}"),
        }
        match &mut kinds[1] {
            Kind::Other(n) => *n += 1,
            Kind::Open => {}
        }
        match kinds[1] {
            Kind::Other(ref mut n) => *n += 1,
            Kind::Open => {}
        }
        assert_eq!(kinds, [Kind::Other(2), Kind::Other(3)]);
        let names = vec![Some(String::from("a")), None];
        if let None = names[1] {
            assert!(names[0].is_some());
        }
        match names[1] {
            None => drop(names),
            _ => panic!("some"),
        }
    }
    .unwrap();
}
