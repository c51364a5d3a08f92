//! Borrows and temporaries: what Rust allows beside an operator, and how long what the right side made lives.

use std::cell::RefCell;
use std::ops::{AddAssign, ShlAssign};

#[repr(C, packed)]
#[derive(Clone, Copy)]
struct Packed {
    a: u8,
    b: u32,
    c: u64,
    words: [u32; 3],
    rows: [[u16; 2]; 2],
    real: [f64; 1],
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Wide {
    n: u32,
}

impl ShlAssign<Wide> for Wide {
    fn shl_assign(&mut self, by: Wide) {
        self.n <<= by.n;
    }
}

impl AddAssign<Wide> for Wide {
    fn add_assign(&mut self, by: Wide) {
        self.n += by.n;
    }
}

struct Wides {
    x: Vec<Wide>,
}

/// Notes when it is dropped, and when it is added to.
struct Noted<'l>(&'l RefCell<Vec<String>>, &'static str);

impl Noted<'_> {
    fn value(&self) -> &str {
        self.1
    }
}

impl Drop for Noted<'_> {
    fn drop(&mut self) {
        self.0.borrow_mut().push(format!("drop {}", self.1));
    }
}

struct Target<'l>(&'l RefCell<Vec<String>>);

impl AddAssign<&str> for Target<'_> {
    fn add_assign(&mut self, by: &str) {
        self.0.borrow_mut().push(format!("add {by}"));
    }
}

impl ShlAssign<&str> for Target<'_> {
    fn shl_assign(&mut self, by: &str) {
        self.0.borrow_mut().push(format!("shift {by}"));
    }
}

fn name() -> String {
    "name".to_string()
}

both! {
    pub(super) fn elements(w: &mut Vec<u8>) {
        w[0] >>= w[1];
        w[0] <<= w[1];
        w[0] += w[1];
        w[0] -= w[1];
        w[0] <<= w.len();
    }

    #[derive(Debug)]
    pub(super) struct Counter { pub(super) a: usize, pub(super) n: usize, pub(super) words: Vec<String> }

    impl Counter {
        fn len(&self) -> usize { 2 }
        fn flag(&mut self) -> &mut usize { &mut self.a }

        pub(super) fn all(&mut self) {
            self.a >>= self.len();
            self.a <<= self.len();
            self.a += self.len();
            self.a -= self.len();
            *self.flag() >>= self.n;
            *self.flag() <<= self.n;
            *self.flag() += self.n;
            *self.flag() -= self.n;
            self.words[0] += name().as_str();
            let n = self.words.len();
            self.words[n - 1] += &name();
        }
    }

    pub(super) fn rows(h: &mut [[u16; 3]; 2], v: &mut Vec<Vec<Vec<u16>>>) {
        h[0][1] += 1;
        h[0][1] <<= 2;
        h[1][2] -= h[0][1];
        h[1][2] >>= 1;
        v[0][0][0] += 1;
        v[0][0][0] <<= 1;
        v[0][0][0] <<= v[0][0][0];
    }

    pub(super) fn temporaries(log: &RefCell<Vec<String>>) {
        let mut v = vec![vec![Target(log)]];
        let mut one = (Target(log), 0);
        v[0][0] += Noted(log, "a").value();
        v[0][0] <<= Noted(log, "b").value();
        one.0 += Noted(log, "c").value();
        one.0 <<= Noted(log, "d").value();
        *(&mut one.0) <<= Noted(log, "e").value();
        let mut plain = Target(log);
        plain += Noted(log, "f").value();
        plain <<= Noted(log, "g").value();
    }

    pub(super) fn packed(mut p: Packed) -> (u8, u32, u64, [u32; 3], u16, f64) {
        let i = usize::from(p.a);
        p.words[i] += 3;
        p.words[i] <<= 2;
        p.words[i] -= 1;
        p.words[2] >>= i;
        p.rows[i][0] += 2;
        p.rows[i][0] <<= 1;
        p.real[0] += 0.5;
        p.b <<= 2;
        p.b >>= 1;
        p.b += 2;
        p.b -= 1;
        p.c <<= { p.b } & 7;
        p.a <<= 1;
        (p.a, p.b, p.c, p.words, p.rows[i][0], p.real[0])
    }

    /// Declared where the macro sees it.
    #[repr(C, packed)]
    #[derive(Clone, Copy)]
    pub(super) struct Link { prev: u32, byte: u8, far: [u64; 2] }

    pub(super) struct Chain { links: Vec<Link>, one: [Link; 1], rows: Vec<Vec<Link>> }

    impl Chain {
        fn of(link: Link) -> Self {
            Chain { links: vec![link; 3], one: [link], rows: vec![vec![link]] }
        }

        fn walk(&mut self, i: usize) -> (u32, u8, u64) {
            self.links[i].prev = 1 + self.one[0].prev;
            self.links[i].prev += self.links[0].prev;
            self.links[i].prev <<= self.links[0].prev;
            self.links[i].byte -= 1;
            self.rows[0][0].prev *= self.rows[0][0].prev;
            self.links[i].far[1] = u64::from(self.links[i].prev);
            let (prev, far) = (self.links[i].prev, self.links[i].far);
            let mut of = |j: usize| { let old = self.links[j].prev; self.links[j].prev = old + 1; old };
            let old = of(0);
            if self.links[i].prev == 12 && self.links[i].prev > old {
                return (prev + self.rows[0][0].prev, self.links[i].byte, far[1] + far[0]);
            }
            match self.links[i].prev { 0 => (old, 0, 0), n => (n, self.links[i].byte, far[0]) }
        }
    }

    pub(super) fn chained() -> (u32, u8, u64) {
        Chain::of(Link { prev: 2, byte: 3, far: [4; 2] }).walk(1)
    }

    pub(super) fn literals(w: &mut Wides, t: &mut (Vec<Wide>, u8)) -> Wide {
        w.x[0] <<= Wide { n: 1 };
        w.x[0] += Wide { n: 1 };
        t.0[0] <<= Wide { n: 2 };
        let mut own = Wide { n: 3 };
        own <<= Wide { n: 1 };
        own += Wide { n: 1 };
        own
    }

    pub(super) fn loops(v: &mut [u64], by: &[u64]) {
        for i in 0..v.len() {
            v[i] <<= by[i];
            v[i] += v[v.len() - 1];
            v[i] >>= v[0] & 3;
        }
        while v[0] < 100 { v[0] += 1; v[0] <<= 1; }
    }
}

#[test]
fn two_phase_borrows() {
    let outcome = |f: fn(&mut Vec<u8>)| {
        let mut w = vec![64, 1];
        f(&mut w);
        w
    };
    assert_eq!(outcome(rust::elements), outcome(ours::elements));
}

#[test]
fn fields_and_methods_of_self() {
    let words = vec!["a".to_string()];
    let mut theirs = rust::Counter {
        a: 64,
        n: 1,
        words: words.clone(),
    };
    let mut own = ours::Counter { a: 64, n: 1, words };
    theirs.all();
    own.all();
    assert_eq!(format!("{theirs:?}"), format!("{own:?}"));
}

#[test]
fn rows_behind_references() {
    let outcome = |f: fn(&mut [[u16; 3]; 2], &mut Vec<Vec<Vec<u16>>>)| {
        let mut outcome = ([[9, 9, 9], [9, 9, 99]], vec![vec![vec![1]]]);
        f(&mut outcome.0, &mut outcome.1);
        outcome
    };
    assert_eq!(outcome(rust::rows), outcome(ours::rows));
}

#[test]
fn temporaries_live_to_the_end_of_the_statement() {
    let outcome = |f: fn(&RefCell<Vec<String>>)| {
        let log = RefCell::default();
        f(&log);
        log.into_inner()
    };
    assert_eq!(outcome(rust::temporaries), outcome(ours::temporaries));
}

#[test]
fn fields_of_packed_structures() {
    let p = Packed {
        a: 1,
        b: 2,
        c: 3,
        words: [4; 3],
        rows: [[5; 2]; 2],
        real: [6.0],
    };
    assert_eq!(rust::packed(p), ours::packed(p));
    assert_eq!(rust::chained(), ours::chained());
}

#[test]
fn structure_literals_on_the_right() {
    let outcome = |f: fn(&mut Wides, &mut (Vec<Wide>, u8)) -> Wide| {
        let mut w = Wides {
            x: vec![Wide { n: 3 }],
        };
        let mut t = (vec![Wide { n: 5 }], 0);
        (f(&mut w, &mut t), w.x, t)
    };
    assert_eq!(outcome(rust::literals), outcome(ours::literals));
}

#[test]
fn loops_over_slices() {
    let outcome = |f: fn(&mut [u64], &[u64])| {
        let mut v = [1, 2, 3, 4];
        f(&mut v, &[1, 2, 3, 1]);
        v
    };
    assert_eq!(outcome(rust::loops), outcome(ours::loops));
}
