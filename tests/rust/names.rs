//! Names that are ours elsewhere, and `-` wherever an expression stands.

// The forms themselves are what is tested.
#![allow(clippy::all)]

use std::ops::{Neg, Sub};

pub(super) mod c {
    pub(crate) const NULL: u8 = 7;
    pub(crate) static CALLS: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
    pub(crate) fn strcpy(to: &mut String, from: &str) -> usize {
        to.push_str(from);
        to.len()
    }
    pub(crate) fn strlen(text: &[u8]) -> usize {
        text.len() * 2
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Money(i64);

impl Sub for Money {
    type Output = Money;
    fn sub(self, other: Money) -> Money {
        Money(self.0 - other.0)
    }
}

impl Sub<&Money> for &Money {
    type Output = i64;
    fn sub(self, other: &Money) -> i64 {
        self.0 - other.0 + 1000
    }
}

impl Neg for Money {
    type Output = Money;
    fn neg(self) -> Money {
        Money(-self.0)
    }
}

impl Sub<Money> for i64 {
    type Output = Money;
    fn sub(self, other: Money) -> Money {
        Money(self - other.0)
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct User {
    name: [u8; 4],
    rows: [Vec<u8>; 2],
    at: usize,
}

both! {
    mod by_glob {
        use super::super::c::*;
        pub(crate) const LOCAL: u8 = NULL - 2;
        pub(crate) fn is_null(n: u8) -> bool { n == NULL || matches!(n, NULL) }
        pub(crate) fn length(text: [u8; 4]) -> usize { strlen(&text) }
    }

    pub(super) fn globs(n: u8) -> (u8, bool, usize) {
        (by_glob::LOCAL, by_glob::is_null(n), by_glob::length([1; 4]))
    }

    pub(super) fn own_names() -> (usize, usize, i32) {
        use super::c::{strcpy, strlen};
        const NULL: i32 = -3;
        let mut text = String::new();
        let n = strcpy(&mut text, "abc");
        let mut to = String::from("x");
        let m = strcpy(&mut to, &text) - strlen(&[1, 2]);
        let user = User { name: *b"abcd", rows: [vec![], vec![]], at: 0 };
        (n, m + strlen(&user.name), NULL - 1)
    }

    pub(super) fn array<const N: usize, const M: usize>(a: [u8; N]) -> ([u8; 3], usize) {
        const LESS: usize = 5 - 2;
        let b = [a[N - 1] - a[0]; 5 - 2];
        let c: [u8; LESS] = b;
        (c, N - M)
    }

    pub(super) fn everywhere(a: i32, b: i32, v: &[i32]) -> Vec<i32> {
        let mut all = Vec::new();
        for i in a - b..v.len() as i32 - 1 { all.push(i - 1); }
        all.extend(v[1..v.len() - 1].iter().map(|x| x - a));
        let x = -a - b;
        let y = a - -b;
        let z = a--b;
        let w = (-(-a)) - 1;
        all.extend([x, y, z, w, a - b as i8 as i32, a - if b > 0 { b } else { -b }, a - { b }, !a - b]);
        all.push(match a - b { n if n - 1 > 0 => n - 1, -1 => 4, n => -n });
        all.push(a - match b { 2 => 1, _ => 0 } - 'x: { if a > b { break 'x a - b; } 9 });
        let mut c = a;
        c -= a - b;
        c -= c - 1 - v[0] - v[v.len() - 1];
        let t = (c, (a, b));
        all.push(t.0 - t.1.0 - (t.1).1);
        let less = |x, y| x - y;
        all.push(less(c, a));
        let sub = i32::sub;
        all.push(sub(c, a) - <i32 as Sub>::sub(a, b));
        if let n @ 1.. = a - b && n - 1 < a { all.push(n); }
        while c - 1 > 0 { c = c - 1; }
        all.push(c);
        all
    }

    pub(super) fn money(a: Money, b: Money) -> (Money, i64, Money, Money, i64) {
        let c = a - b;
        let d = &a - &b;
        let e = -a - b;
        let f = d - c;
        let g = [a, b];
        (c, d, e, f, &g[0] - &g[1])
    }

    pub(super) fn question(a: Option<u32>, b: Result<u32, ()>) -> Option<u32> {
        let c = a? - b.ok()?;
        let d = [a, a].into_iter().flatten().map(|x| x - 1).reduce(|x, y| x - y)?;
        Some(c - d)
    }

    pub(super) fn floats(v: &[f32], w: &mut [f64]) -> (f32, f64, f32) {
        const EPSILON: f32 = 1e-3;
        let m = v.iter().copied().fold(f32::MIN, f32::max) - EPSILON;
        for i in (0..w.len()).rev() { w[i] -= w[0] - 1.0; w[i] = w[i] - w[w.len() - 1]; }
        let d = (v[0] - v[1]).abs() - (v[1] - v[0]).powi(2);
        (m, w[0] - 0.5, d - 1.)
    }

    pub(super) fn wrapped(user: &mut User) -> (u8, usize) {
        user.rows[user.at].push(user.name[0]);
        user.rows[user.at][0] -= user.name[1] - user.name[0];
        user.name[user.at + 1] = user.name[3] - user.rows[user.at][0];
        user.at += user.rows[user.at].len();
        let User { name, rows, at } = user;
        rows[*at].extend_from_slice(&name[*at - 1..]);
        name[*at - 1] -= rows[*at][0] - 1;
        let n = rows[*at].len() - *at;
        let first = &mut name[0];
        *first = *first + 1;
        (*first - 1, n - *at)
    }
}

#[test]
fn names_of_the_users_own() {
    assert_eq!(rust::globs(7), ours::globs(7));
    assert_eq!(rust::own_names(), ours::own_names());
    c::CALLS.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
}

#[test]
fn minus_wherever_it_stands() {
    assert_eq!(
        rust::array::<4, 1>([1, 2, 3, 4]),
        ours::array::<4, 1>([1, 2, 3, 4])
    );
    for (a, b) in [(3, 2), (2, 3), (1, 1)] {
        let v = [1, 4, 9, 16];
        assert_eq!(rust::everywhere(a, b, &v), ours::everywhere(a, b, &v));
        let (m, n) = (Money(a.into()), Money(b.into()));
        assert_eq!(rust::money(m, n), ours::money(m, n));
    }
    assert_eq!(
        rust::question(Some(5), Ok(2)),
        ours::question(Some(5), Ok(2))
    );
    let (mut one, mut other) = ([3.0, 2.0], [3.0, 2.0]);
    assert_eq!(
        rust::floats(&[1.5, 2.5], &mut one),
        ours::floats(&[1.5, 2.5], &mut other)
    );
    assert_eq!(one, other);
}

#[test]
fn fields_and_elements() {
    let user = || User {
        name: *b"abcd",
        rows: [vec![], vec![]],
        at: 0,
    };
    let (mut one, mut other) = (user(), user());
    assert_eq!(rust::wrapped(&mut one), ours::wrapped(&mut other));
    assert_eq!(one, other);
}
