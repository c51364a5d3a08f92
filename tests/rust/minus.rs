//! `a - b` of whatever Rust subtracts, and the elements of what Rust indexes: as it would be without the macro.

// The forms themselves are what is tested.
#![allow(clippy::all)]

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::{Add, Deref, Index, IndexMut, Mul, Sub};
use std::rc::Rc;
use std::time::Duration;

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Text(String);

impl<'a> Sub<&'a Text> for &'a Text {
    type Output = &'a str;

    fn sub(self, other: &'a Text) -> &'a str {
        self.0.strip_suffix(other.0.as_str()).unwrap_or(&self.0)
    }
}

impl Sub for Text {
    type Output = Text;

    fn sub(self, other: Text) -> Text {
        Text(self.0.replace(&other.0, ""))
    }
}

/// What it derefs to is subtracted otherwise than it is itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Wrapped(i32);

impl Deref for Wrapped {
    type Target = i32;

    fn deref(&self) -> &i32 {
        &self.0
    }
}

impl Sub<i32> for Wrapped {
    type Output = String;

    fn sub(self, other: i32) -> String {
        format!("{} less {other}", self.0)
    }
}

/// What can be multiplied by more than one type of number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Big(u64);

impl Add for Big {
    type Output = Big;

    fn add(self, other: Big) -> Big {
        Big(self.0 + other.0)
    }
}

impl Sub for Big {
    type Output = Big;

    fn sub(self, other: Big) -> Big {
        Big(self.0.wrapping_sub(other.0))
    }
}

macro_rules! times {
    ($($Number:ty)*) => {$(
        impl Mul<$Number> for Big {
            type Output = Big;

            fn mul(self, other: $Number) -> Big {
                Big(self.0 * other as u64)
            }
        }
    )*};
}

times! { u32 i32 u64 }

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Grid {
    cells: Vec<String>,
    asked: u32,
}

impl Index<(usize, usize)> for Grid {
    type Output = String;

    fn index(&self, (y, x): (usize, usize)) -> &String {
        &self.cells[y * 2 + x]
    }
}

impl IndexMut<(usize, usize)> for Grid {
    fn index_mut(&mut self, (y, x): (usize, usize)) -> &mut String {
        self.asked += 1;
        &mut self.cells[y * 2 + x]
    }
}

impl Index<&str> for Grid {
    type Output = u32;

    fn index(&self, _: &str) -> &u32 {
        &self.asked
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Owner {
    items: Vec<Vec<String>>,
    counts: HashMap<String, u32>,
    names: [String; 2],
    grid: Grid,
    numbers: Vec<Vec<u32>>,
}

both! {
    pub(super) fn sets(a: &BTreeSet<u8>, b: &BTreeSet<u8>, c: &HashSet<u8>, d: &HashSet<u8>) -> (BTreeSet<u8>, usize) {
        let less = a - b;
        let other = c - d;
        let both = &(a - b) - &less;
        (less, other.len() + both.len())
    }

    pub(super) fn durations(a: Duration, b: Duration, start: std::time::Instant) -> (Duration, Duration) {
        let c = a - b;
        let d = start - a;
        let e = start - d;
        (c, e)
    }

    pub(super) fn generic<T: Sub<Output = T> + Copy>(a: T, b: T) -> T {
        let c = a - b;
        a - c - b
    }

    pub(super) fn by_reference<T>(a: &T, b: &T) -> T where for<'a> &'a T: Sub<&'a T, Output = T> {
        let c = a - b;
        &c - b
    }

    pub(super) fn other_output<A, B>(a: A, b: B) -> A::Output where A: Sub<B> { a - b }

    pub(super) fn borrowed(a: &Text, b: &Text) -> String {
        let rest = a - b;
        let more = (&Text(rest.to_string()) - &Text(String::from("x"))).len();
        format!("{rest}{}", more - rest.len() + 1)
    }

    pub(super) fn multiplied(a: Big, b: Big) -> Big {
        let c = (a + b) * 2 - b;
        c - a * 3
    }

    pub(super) fn moved(a: Text, b: Text) -> Text { let c = a - b; c }

    pub(super) fn derefs(a: Wrapped, b: i32) -> (String, i32, i32) {
        let r = &b;
        (a - b, *a - b, *r - *a)
    }

    pub(super) fn floats(x: f32) -> (f32, f64, i8) {
        const BIG: f32 = 1e20;
        const ONE: f64 = 3.0;
        let y = BIG - x;
        let z = x - BIG;
        let n = 5;
        let m: i8 = n - 6;
        (y + z, ONE - 1.0, m)
    }

    pub(super) const fn constant(a: u32, b: u32) -> u32 {
        let mut c = a - b;
        let v = [a, b];
        c -= v[1] - v[0];
        c + b
    }

    pub(super) fn closures(list: &[(i32, i32)]) -> Vec<i32> {
        let less = |a: i32, b: i32| a - b;
        let folded = list.iter().map(|p| p.0).fold(0, |a, b| a - b);
        let mut all: Vec<i32> = list.iter().map(|&(a, b)| a - b).collect();
        all.sort_by_key(|&a| 0 - a);
        all.push(less(folded, 'out: { if folded < 0 { break 'out folded - 1; } folded - 2 }));
        all
    }

    pub(super) fn awaited(a: u32, b: u32) -> impl Future<Output = u32> {
        async move {
            let c = async { a - b }.await;
            let d = std::future::ready(c - b).await - b;
            d - 1
        }
    }

    pub(super) fn chars(a: u8, s: &str) -> (u8, Option<u32>, usize) {
        let i = s.len();
        let at = s.as_bytes()[i - 1] - b'0';
        (a - b'a', s.chars().next().map(|c| c as u32 - 'a' as u32), at as usize)
    }

    pub(super) fn references(a: &u32, b: &mut u32, c: &&u32) -> u32 {
        *b = *b - a;
        let d = a - *b;
        d - **c - (a - *b - *c)
    }

    pub(super) fn stars(mut values: Vec<Box<dyn Fn() -> Option<Rc<u32>>>>) -> Option<u32> {
        let f = values.pop()?;
        let n = *f()? - 1;
        let m = *values.get(0)?()?;
        Some(if matches!(*f()?, 5 | 6) { n - m } else { *f()? })
    }

    pub(super) fn matches_of(a: Box<u32>, b: Rc<String>, c: &str, d: &mut i8, e: String, f: Cow<'static, str>) -> [u8; 6] {
        let a = match *a { 0 => 0, 1..=4 => 1, _ => 2 };
        let b = match **b { ref s if s == "x" => 0, _ => 1 };
        let g = match &**b_text(&c) { "x" => 0, _ => 1 };
        let d = match *d { -1 => 0, ref mut x => { *x += 1; *x as u8 } };
        let e = match *e { ref s if s.len() == 1 => 0, _ => 1 };
        let f = match *f { ref s if s == "x" => 0, _ => 1 };
        [a, b, g, d, e, f]
    }

    fn b_text<'a>(c: &'a &'a str) -> &'a &'a str { c }

    pub(super) fn elements(owner: &mut Owner) -> (usize, u32) {
        owner.items[1] = vec![String::from("a")];
        let i = owner.items.len() - 2;
        owner.items[i][0] += "b";
        owner.items[i].push(owner.names[0].clone());
        let n = owner.items[i].len();
        owner.items[i].truncate(n - 1);
        owner.names[1] = owner.names[0].clone() + "c";
        let taken = std::mem::take(&mut owner.names[0]);
        *owner.counts.get_mut("a").unwrap() -= owner.counts["a"] - 1;
        owner.grid[(0, 1)] = taken;
        owner.grid[(0, 1)].push_str("d");
        owner.grid[(0, 0)] += &owner.names[1];
        let m = owner.grid["asked"] - 1;
        owner.numbers[i][n - 2] -= owner.numbers[1][0] - 1;
        let v = &mut owner.numbers[1];
        v.push(v.len() as u32);
        v[0] = v[0] - v[1];
        let w = &mut v[0];
        *w = *w - 1;
        (n, m)
    }
}

#[test]
fn what_is_subtracted() {
    let (a, b) = (BTreeSet::from([1, 2, 3]), BTreeSet::from([2]));
    let (c, d) = (HashSet::from([1, 2]), HashSet::from([2]));
    assert_eq!(rust::sets(&a, &b, &c, &d), ours::sets(&a, &b, &c, &d));
    let (long, short) = (Duration::from_secs(9), Duration::from_millis(7));
    let start = std::time::Instant::now() + long;
    assert_eq!(
        rust::durations(long, short, start),
        ours::durations(long, short, start)
    );
    assert_eq!(rust::generic(1.5, 2.25), ours::generic(1.5, 2.25));
    assert_eq!(rust::by_reference(&7, &9), ours::by_reference(&7, &9));
    assert_eq!(
        rust::other_output(Wrapped(3), 2),
        ours::other_output(Wrapped(3), 2)
    );
    let (a, b) = (Text("abc".into()), Text("c".into()));
    assert_eq!(rust::borrowed(&a, &b), ours::borrowed(&a, &b));
    assert_eq!(rust::moved(a.clone(), b.clone()), ours::moved(a, b));
    assert_eq!(
        rust::multiplied(Big(3), Big(4)),
        ours::multiplied(Big(3), Big(4))
    );
    assert_eq!(rust::derefs(Wrapped(3), 2), ours::derefs(Wrapped(3), 2));
    assert_eq!(rust::floats(1.5), ours::floats(1.5));
    const OURS: u32 = ours::constant(9, 9);
    assert_eq!(rust::constant(9, 9), OURS);
    let list = [(1, 2), (5, 3)];
    assert_eq!(rust::closures(&list), ours::closures(&list));
    assert_eq!(rust::chars(b'c', "ab7"), ours::chars(b'c', "ab7"));
    assert_eq!(now(rust::awaited(9, 2)), now(ours::awaited(9, 2)));
    let (mut mine, mut other) = (3, 3);
    assert_eq!(
        rust::references(&2, &mut mine, &&0),
        ours::references(&2, &mut other, &&0)
    );
}

fn now<T>(future: impl Future<Output = T>) -> T {
    let mut future = std::pin::pin!(future);
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    match future.as_mut().poll(&mut context) {
        std::task::Poll::Ready(value) => value,
        std::task::Poll::Pending => unreachable!("nothing waits"),
    }
}

#[test]
fn what_a_star_leads_to() {
    let functions = || -> Vec<Box<dyn Fn() -> Option<Rc<u32>>>> {
        vec![Box::new(|| Some(Rc::new(2))), Box::new(|| Some(Rc::new(6)))]
    };
    assert_eq!(rust::stars(functions()), ours::stars(functions()));
    let run = |f: fn(Box<u32>, Rc<String>, &str, &mut i8, String, Cow<'static, str>) -> [u8; 6]| {
        let mut d = 4;
        f(
            Box::new(3),
            Rc::new("x".into()),
            "x",
            &mut d,
            "y".into(),
            "x".into(),
        )
    };
    assert_eq!(run(rust::matches_of), run(ours::matches_of));
}

#[test]
fn elements_of_what_rust_indexes() {
    let owner = || Owner {
        items: vec![vec!["x".into(), "y".into()], vec![]],
        counts: HashMap::from([("a".to_string(), 7)]),
        names: ["n".into(), "m".into()],
        grid: Grid {
            cells: vec![String::new(); 4],
            asked: 0,
        },
        numbers: vec![vec![9, 8, 7], vec![3]],
    };
    let (mut one, mut other) = (owner(), owner());
    assert_eq!(rust::elements(&mut one), ours::elements(&mut other));
    assert_eq!(one, other);
    let _ = BTreeMap::<u8, u8>::new();
}
