//! Right programs whose loops hold everything that a view could stumble over: they build, without a warning.
#![deny(warnings)]

use pointers::prelude::*;
use std::collections::VecDeque;
use std::rc::Rc;

static mut LIMIT: usize = 70;
const fn table() -> [u8; 4] {
    let mut t = [0; 4];
    let mut i = 0;
    while i < 4 {
        t[i] = i as u8;
        i += 1;
    }
    t
}
pointers! {
    const fn quick(n: usize) -> usize {
        let t = [1_usize, 2, 3];
        let mut i = 0;
        let mut total = 0;
        while i < 3 { total += t[i]; total += !n & 1; i += 1; }
        total
    }
    struct Grid { cells: MallocPointer<f64>, width: usize }
    impl Grid {
        const ROWS: usize = 10;
        fn total(&mut self) -> Result<f64> {
            let cells = self.cells;
            let mut total = 0.0;
            for row in 0..Self::ROWS { for col in 0..self.width { total += ~cells[row * self.width + col]; ~self.cells[col] = 1.0; } }
            let width = self.width;
            for row in 0..Self::ROWS { for col in 0..width { total += ~cells[row * width + col]; cells[row * width + col] -= 0.5; } }
            Ok(total)
        }
        fn find<T: PartialEq + Copy>(p: MallocPointer<T>, x: T, n: usize) -> Result<Option<usize>> {
            for i in 0..n { if ~p[i] == x { return Ok(Some(i)); } }
            Ok(None)
        }
    }
    fn by_ref(v: &mut Vec<u64>, p: &MallocPointer<u64>, q: &mut MallocPointer<u64>, n: usize) -> Result<u64> {
        let mut total = 0;
        for i in 0..n { v[i] <<= 1; total += ~p[i] + ~q[i]; v[i] += ~p[i]; q[i] <<= total; }
        Ok(total)
    }
}
async fn later(p: MallocPointer<u64>) -> Result<u64> {
    pointers! {
        let mut total = 0;
        for i in 0..100 { total += ~p[i]; std::future::ready(()).await; p[i] <<= total; }
        total
    }
}
macro_rules! sum {
    ($p:ident, $n:expr) => {
        pointers! { let mut total = 0; for i in 0..$n { total += ~$p[i]; } total }
    };
}
#[test]
fn they_run() -> Result<()> {
    assert_eq!(table()[3], 3);
    assert!(quick(4) > 5);
    let p: MallocPointer<u64> = malloc(800)?;
    p.fill(3, 100)?;
    let mut i = 0;
    // SAFETY: nobody else uses it.
    let total = unsafe {
        pointers! { let mut t = 0; while i < LIMIT { t += ~p[i]; i += 1; } for i in 0..LIMIT { t += ~p[i]; } t }?
    };
    assert_eq!(total, 420);
    let s = String::from("abc");
    let read = pointers! {
        let text = malloc(8);
        let s = &*s;
        for _ in 0..3 { text[0] <<= s; }
        let mut all = String::new();
        for _ in 0..2 { all += &~text; }
        let bytes = malloc(8);
        let owned = [1_u8, 2];
        for _ in 0..3 { bytes[0] <<= &owned; }
        let mut hits = 0;
        for i in 0..100 {
            if matches!(~p[i], 3 | 4) { hits += 1; }
            if let 3 = ~p[i] { hits += 1; }
            let [x, y] = [~p[i], ~p[i]];
            hits += x as i32 - y as i32;
            let n = (~p[i]) as u8;
            let z: u64 = match ~p[i] { 3 => 1, other => other };
            hits += i32::from(n) * z as i32;
            let inner: Result<u64> = pointers! { ~p[i] + 1 };
            hits += inner? as i32;
            ~p[i];
        }
        (all, hits, ~bytes)
    };
    drop(read);
    let mut v = vec![1; 100];
    let mut q = p;
    by_ref(&mut v, &p, &mut q, 100)?;
    let mut handles = [p, q];
    let mut queue = VecDeque::from([p, q]);
    let shared = Rc::new(vec![1_u32, 2]);
    let boxed: Box<[MallocPointer<u64>]> = Box::new([p]);
    let total = pointers! {
        let mut t = 0;
        for i in 0..2 {
            handles[i] <<= 5;
            queue[i] <<= 6;
            t += ~shared[i] & 7;
            handles[i] += 1;
            queue[i] += 1;
            boxed[0] <<= 5;
            let m = &mut handles;
            m[i] += 1;
            m[i] <<= 7;
        }
        t
    }?;
    assert_eq!(total, 11);
    let found = pointers! {
        let mut found = None;
        let none_yet = None;
        for i in 0..100 {
            if found == none_yet && ~p[i] > 3 { found = Some(i); }
            if ~p[i] > 50 { found = None; }
        }
        let mut none = found;
        for i in 0..100 { if ~p[i] > 2 { none = None; } else if none == found { none = found; } }
        let mut sum = 0_i64;
        for i in 0..100 { sum = sum.max(i64::MIN + 1).wrapping_add(~p[i] as i64 % i64::from(u8::MAX)); }
        (found, none, sum)
    }?;
    assert!(found.0.is_none_or(|found: usize| found < 100));
    let f = |mem: MallocPointer<u64>, n| -> Result<u64> {
        pointers! { let mut t = 0; for i in 0..n { t += ~mem[i]; } t }
    };
    f(p, 50)?;
    let g = pointers! { |mem: MallocPointer<u64>, n: usize| -> Result<u64> { let mut t = 0; for i in 0..n { t += ~mem[i]; } Ok(t) } }?;
    assert_eq!(g(p, 50)?, f(p, 50)?);
    assert_eq!(sum!(p, 50)?, f(p, 50)?);
    let mut total = 7;
    total += sum!(p, total)?;
    assert!(total > 7);
    let mut grid = Grid {
        cells: malloc(1000 * 8)?,
        width: 20,
    };
    grid.cells.fill(0.5, 1000)?;
    assert!(grid.total()? > 1.0);
    assert_eq!(Grid::find(p, 1 << 60, 100)?, None);
    drop(later(p));
    Ok(())
}

mod forbidding {
    //! What a loop's expansion asks of a name needs no lint to be quiet.
    #![forbid(static_mut_refs)]

    use pointers::prelude::*;

    static mut LIMIT: usize = 3;
    static mut STEP: u64 = 1;

    #[test]
    fn a_static_may_be_named() -> Result<()> {
        let p: MallocPointer<u64> = malloc(24)?;
        // SAFETY: nobody else uses them.
        let total = unsafe {
            pointers! {
                let mut total = 0;
                for i in 0..LIMIT { p[i] <<= STEP; }
                let mut i = 0;
                while i < LIMIT { total += ~p[i] + STEP; i += 1; STEP += 1; }
                for _ in 0..2 { LIMIT -= 1; total += ~p[LIMIT]; }
                free(p);
                total
            }
        };
        assert_eq!(total?, 11);
        Ok(())
    }
}

mod named_alike {
    //! An item of the user's keeps no pattern of the expansion from being a variable.
    #![allow(non_upper_case_globals, non_camel_case_types)]

    use pointers::prelude::*;

    static low: usize = 0;
    static high: usize = 3;
    const index: usize = 1;
    const need: usize = 1;
    struct lent;

    #[test]
    fn items_may_have_plain_names() -> Result<()> {
        let _ = lent;
        let total = pointers! {
            let p = malloc(32);
            for i in low..high { p[i] <<= 1_u64; p[i] += 1; }
            let mut total = 0;
            for i in low..=(high - index) { for j in 0..=i { total += ~p[j] * need as u64; } }
            free(p);
            total
        };
        assert_eq!(total?, 12);
        Ok(())
    }
}
