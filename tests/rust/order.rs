//! The order of evaluation: on primitive types the right side first, on overloaded operators the left.

use std::cell::{Cell, RefCell};
use std::ops::{AddAssign, ShlAssign, ShrAssign, SubAssign};

/// Notes who was evaluated.
#[derive(Default)]
struct Log(RefCell<String>);

impl Log {
    fn at<T>(&self, name: char, value: T) -> T {
        self.0.borrow_mut().push(name);
        value
    }

    fn taken(self) -> String {
        self.0.into_inner()
    }
}

/// A type with operators of its own.
#[derive(Clone, Debug, Default, PartialEq)]
struct Own(Vec<usize>);

macro_rules! own {
    ($($Operator:ident $method:ident)*) => {$(
        impl $Operator<usize> for Own {
            fn $method(&mut self, value: usize) {
                self.0.push(value);
            }
        }
    )*};
}

own! { AddAssign add_assign SubAssign sub_assign ShlAssign shl_assign ShrAssign shr_assign }

#[derive(Clone, Debug, Default, PartialEq)]
struct Holder {
    numbers: Vec<usize>,
    rows: Vec<Vec<usize>>,
    owns: Vec<Own>,
    n: usize,
    own: Own,
}

both! {
    pub(super) fn primitives() -> (String, Holder) {
        let log = Log::default();
        let mut h = Holder { numbers: vec![64; 4], rows: vec![vec![64; 2]; 2], n: 64, ..Holder::default() };
        h.numbers[log.at('a', 1)] <<= log.at('b', 1);
        h.numbers[log.at('a', 1)] >>= log.at('b', 2);
        h.numbers[log.at('a', 1)] += log.at('b', 3);
        h.numbers[log.at('a', 1)] -= log.at('b', 4);
        h.numbers[log.at('a', 1)] *= log.at('b', 4);
        h.rows[log.at('c', 1)][log.at('d', 0)] <<= log.at('e', 1);
        h.rows[log.at('c', 1)][log.at('d', 0)] >>= log.at('e', 2);
        h.rows[log.at('c', 1)][log.at('d', 0)] += log.at('e', 3);
        h.rows[log.at('c', 1)][log.at('d', 0)] -= log.at('e', 4);
        *log.at('f', &mut h.n) <<= log.at('g', 1);
        *log.at('f', &mut h.n) >>= log.at('g', 2);
        *log.at('f', &mut h.n) += log.at('g', 3);
        *log.at('f', &mut h.n) -= log.at('g', 4);
        log.at('h', &mut h).n <<= log.at('i', 1);
        log.at('h', &mut h).n >>= log.at('i', 1);
        log.at('h', &mut h).n += log.at('i', 1);
        log.at('h', &mut h).n -= log.at('i', 1);
        log.at('j', &mut h).rows[log.at('k', 0)][log.at('l', 1)] <<= log.at('m', 1);
        log.at('j', &mut h).rows[log.at('k', 0)][log.at('l', 1)] += log.at('m', 1);
        (log.taken(), h)
    }

    pub(super) fn overloaded() -> (String, Holder) {
        let log = Log::default();
        let mut h = Holder { owns: vec![Own::default(); 2], ..Holder::default() };
        let mut v = vec![vec![Own::default()]];
        h.owns[log.at('a', 1)] <<= log.at('b', 1);
        h.owns[log.at('a', 1)] >>= log.at('b', 2);
        h.owns[log.at('a', 0)] += log.at('b', 3);
        h.owns[log.at('a', 0)] -= log.at('b', 4);
        v[log.at('c', 0)][log.at('d', 0)] <<= log.at('e', 1);
        v[log.at('c', 0)][log.at('d', 0)] >>= log.at('e', 2);
        v[log.at('c', 0)][log.at('d', 0)] += log.at('e', 3);
        v[log.at('c', 0)][log.at('d', 0)] -= log.at('e', 4);
        *log.at('f', &mut h.own) <<= log.at('g', 1);
        *log.at('f', &mut h.own) >>= log.at('g', 2);
        *log.at('f', &mut h.own) += log.at('g', 3);
        *log.at('f', &mut h.own) -= log.at('g', 4);
        log.at('h', &mut h).own <<= log.at('i', 1);
        log.at('h', &mut h).own -= log.at('i', 2);
        h.own.0.extend(v.remove(0).remove(0).0);
        (log.taken(), h)
    }

    pub(super) fn iterator(it: &mut dyn Iterator<Item = usize>) -> (Vec<usize>, Vec<Own>) {
        let mut a = vec![64; 4];
        let mut v = vec![Own::default(); 9];
        a[it.next().unwrap()] >>= it.next().unwrap();
        a[it.next().unwrap()] <<= it.next().unwrap();
        v[it.next().unwrap()] <<= it.next().unwrap();
        v[it.next().unwrap()] >>= it.next().unwrap();
        v[it.next().unwrap()] += it.next().unwrap();
        (a, v)
    }

    pub(super) fn index_changes() -> ([u32; 3], [u32; 3], u32) {
        let mut a = [8, 8, 8];
        let mut b = [8, 8, 8];
        let mut i = 2;
        a[i] >>= { i -= 1; 1 };
        b[i] += { i -= 1; 1 };
        b[i] <<= { i += 1; i };
        let mut n = 1;
        n <<= { n += 3; 1 };
        n += { n += 5; 1 };
        n >>= { n += 9; 1 };
        (a, b, n)
    }

    pub(super) fn strings() -> Vec<String> {
        let n = Cell::new(0);
        let next = || n.replace(n.get() + 1);
        let mut v = vec![vec!["a".to_string(), "b".to_string()]];
        v[0][next()] += if next() == 1 { "right" } else { "wrong" };
        v[0][next() - 1] += match next() { 3 => "also", _ => "wrong" };
        v.remove(0)
    }

    pub(super) fn in_closures() -> (Vec<usize>, Vec<Own>, String) {
        let log = Log::default();
        let mut v = vec![1, 2];
        let mut w = vec![Own::default()];
        let mut both = || {
            v[log.at('a', 0)] <<= log.at('b', 1);
            w[log.at('c', 0)] <<= log.at('d', 1);
            v[log.at('a', 0)] += log.at('b', 1);
            w[log.at('c', 0)] += log.at('d', 1);
            w[log.at('c', 0)] >>= log.at('d', 1);
        };
        both();
        (v, w, log.taken())
    }

    pub(super) fn leaves(it: &mut dyn Iterator<Item = usize>) -> Option<Vec<u32>> {
        let mut a = vec![64; 4];
        loop {
            a[match it.next() { Some(9) => continue, Some(8) => break, Some(n) => n, None => return None }] <<= it.next()?;
            a[match it.next() { Some(9) => continue, Some(8) => break, Some(n) => n, None => return None }] += 1;
        }
        Some(a)
    }

    pub(super) fn nested() -> (Vec<usize>, String) {
        let log = Log::default();
        let mut a = vec![1; 3];
        let mut b = vec![1; 3];
        let mut c = vec![1; 3];
        a[log.at('a', 0)] += { b[log.at('b', 1)] += { c[log.at('c', 2)] += log.at('d', 1); log.at('e', 2) }; b[1] };
        a[{ b[log.at('f', 0)] <<= log.at('g', 1); 1 }] <<= { c[log.at('h', 0)] <<= { b[log.at('i', 1)] <<= 1; 1 }; c[0] };
        a.extend(b);
        a.extend(c);
        (a, log.taken())
    }
}

#[test]
fn of_primitives_the_right_side_is_first() {
    assert_eq!(rust::primitives(), ours::primitives());
}

#[test]
fn of_overloaded_operators_the_left_side_is_first() {
    assert_eq!(rust::overloaded(), ours::overloaded());
    let numbers = || [3, 2, 1, 0, 8, 7, 6, 5, 4, 3].into_iter();
    assert_eq!(
        rust::iterator(&mut numbers()),
        ours::iterator(&mut numbers())
    );
}

#[test]
fn what_the_right_side_changes_the_left_side_sees() {
    assert_eq!(rust::index_changes(), ours::index_changes());
    assert_eq!(rust::index_changes().0, [8, 4, 8]);
    assert_eq!(rust::strings(), ours::strings());
}

#[test]
fn in_closures_too() {
    assert_eq!(rust::in_closures(), ours::in_closures());
}

#[test]
fn jumps_stay_jumps() {
    for numbers in [[1, 2, 0, 9, 3, 1, 8], [8; 7], [9; 7], [0, 1, 8, 2, 1, 1, 1]] {
        assert_eq!(
            rust::leaves(&mut numbers.into_iter()),
            ours::leaves(&mut numbers.into_iter())
        );
    }
}

#[test]
fn statements_in_statements() {
    assert_eq!(rust::nested(), ours::nested());
}

/// Of memory, the right side first, then the indices, then the place, whatever the operator and the type.
#[test]
fn of_memory_the_right_side_is_first() {
    use pointers::prelude::*;

    let log = Log::default();
    let outcome: Result<()> = pointers! {
        let p: MallocPointer<usize> = malloc(64);
        p[log.at('a', 1)] <<= log.at('b', 1);
        p[log.at('a', 1)] += log.at('b', 2);
        let rows: MallocPointer<MallocPointer<usize>> = malloc(16);
        rows[0] <<= p;
        rows[log.at('a', 0)][log.at('c', 1)] <<= log.at('b', 3);
        for i in 0..2 { p[log.at('d', i)] <<= log.at('e', i); }
        for i in 0..2 { p[i] <<= log.at('f', i); }
        let boxes: MallocPointer<Box<dyn Fn() -> usize>> = malloc(64);
        boxes[log.at('g', 1)] <<= log.at('h', Box::new(|| 3));
        boxes[log.at('g', 0)] <<= Box::new(|| log.at('i', 4));
        assert_eq!((~boxes[0])() + (~boxes[1])(), 7);
        let unknown = malloc(n_bytes());
        unknown[log.at('j', 1)] <<= log.at('k', 2);
        let again = std::convert::identity(p);
        again[log.at('l', 1)] <<= log.at('m', 1);
        free(boxes);
        free(rows);
        free(unknown);
        // The right side is evaluated although there is no such element.
        for i in 7..9 { p[i] <<= log.at('n', i); }
    };
    assert_eq!(
        outcome.map_err(|error| error.kind()),
        Err(ErrorKind::OutOfBounds)
    );
    assert_eq!(log.taken(), "bababacededffhggikjmlnn");
}

fn n_bytes() -> usize {
    64
}
