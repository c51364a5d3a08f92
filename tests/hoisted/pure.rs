//! Loops that run on borrowed cells, where they can.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use pointers::prelude::*;

use crate::{filled, same, values};

/// Larger than what is worth borrowing, and smaller.
const COUNTS: [usize; 4] = [200, 70, 10, 1];

#[test]
fn usual_work() {
    for n in COUNTS {
        same! {
            before { let (p, q) = (filled(n), filled(n)); }
            body {
                let mut total = 0_u64;
                for i in 0..n { total = total.wrapping_add(~p[i]); }
                for i in 0..n { q[i] <<= ~p[i] * 3; }
                let mut i = 0;
                while i < n { total += (~p[i]).wrapping_mul(~q[i]); i += 1; }
                for end in (1..n).rev() {
                    for i in 0..end {
                        let (left, right) = (~q[i], ~q[i + 1]);
                        if left % 7 > right % 7 { q[i] <<= right; q[i + 1] <<= left; }
                    }
                }
                for i in 0..n { p[i] += ~q[n - 1 - i]; }
                total
            }
            after { (values(p, n), values(q, n)) }
        };
    }
}

#[test]
fn sieve() {
    same! {
        before { let n = 1000; let composite: MallocPointer<bool> = malloc(n).unwrap(); }
        body {
            for i in 0..n { composite[i] <<= false; }
            let mut primes = 0;
            for i in 2..n {
                if !~composite[i] {
                    primes += 1;
                    let mut multiple = i * i;
                    while multiple < n { composite[multiple] <<= true; multiple += i; }
                }
            }
            primes
        }
        after { values(composite, n) }
    };
}

#[test]
fn nothing_stays_borrowed() -> Result<()> {
    let p = filled(100);
    let sum = pointers! {
        let mut total = 0;
        for i in 0..100 { total += ~p[i]; p[i] <<= total; }
        let mut read = 0;
        'all: for i in 0..100 { for j in 0..=i { if j > 50 { break 'all; } read += ~p[j]; } }
        (total, read)
    };
    assert_eq!(sum?.0, 4950);
    let outside: Result<()> = pointers! { for i in 0..200 { p[i] <<= 1; } };
    assert!(outside.is_err());
    let panicked = catch_unwind(AssertUnwindSafe(|| {
        pointers! { for i in 0..100 { p[i] <<= 100 / (90 - i as u64); } }
    }));
    assert!(panicked.is_err());
    p.borrow_slice_mut(100)?.fill(0);
    free(p)
}

#[test]
fn panics() {
    let run = |hoisted: bool| {
        let p = filled(100);
        let caught = catch_unwind(AssertUnwindSafe(|| {
            if hoisted {
                pointers! { let mut t = 200_u8; for i in 0..100 { p[i] += 1; t += (~p[i]) as u8; } t }
            } else {
                pointers! { #![deny(hoisting)] let mut t = 200_u8; for i in 0..100 { p[i] += 1; t += (~p[i]) as u8; } t }
            }
        }));
        let text = caught
            .err()
            .and_then(|text| text.downcast_ref::<&str>().map(|text| text.to_string()));
        (text, values(p, 100))
    };
    assert_eq!(run(true), run(false));
}

#[test]
fn forms() {
    const LIMIT: usize = 60;
    same! {
        before { let p = filled(100); let q: MallocPointer<i32> = malloc(400).unwrap(); q.fill(-3, 100).unwrap(); }
        body {
            let (mut low, mut high) = (u64::MAX, 0);
            let mut flips = 0_i32;
            for i in 0..LIMIT {
                let x: u64 = if i % 2 == 0 { ~p[i] } else { ~p[i + 1] ^ 0b101 };
                low = low.min(x);
                high = high.max(x).max(x.rotated());
                (low, high) = (low, high + 1);
                flips += absolute(~q[i]);
            }
            (low, high, flips)
        }
        after {}
    };
    same! {
        before { let p = filled(100); let q: MallocPointer<i32> = malloc(400).unwrap(); q.fill(-3, 100).unwrap(); }
        body {
            let (mut low, mut high) = (u64::MAX, 0);
            let mut flips = 0_i32;
            let mut bits = 0;
            for i in 0..LIMIT {
                let x: u64 = if i % 2 == 0 { ~p[i] } else { ~p[i + 1] ^ 0b101 };
                low = low.min(x);
                high = high.max(x);
                (low, high) = (low, high + 1);
                flips += (~q[i]).abs() + !~q[i];
                bits += x.count_ones() + ~low as u32 % 2;
                if flips > 100 && i > 40 || bits == 77 { continue; }
                q[i] <<= -(i as i32) << 2;
                q[i + 1] -= 4;
            }
            for _ in 0..3 { let mut k = 50; while k > 0 { k -= 1; q[k] += flips; } }
            (low, high, flips, bits)
        }
        after { (values(p, 100), values(q, 100)) }
    };
}

/// What the macro does not know.
trait Rotated {
    fn rotated(self) -> Self;
}

impl Rotated for u64 {
    fn rotated(self) -> Self {
        !self >> 60
    }
}

fn absolute(x: i32) -> i32 {
    x.abs()
}

#[test]
fn ends_that_the_loop_changes() {
    same! {
        before { let p = filled(100); }
        body {
            let mut n = 40;
            let mut i = 0;
            let mut total = 0;
            while i < n { total += ~p[i]; if i % 2 == 0 && n < 90 { n += 1; } i += 1; }
            let mut m = n;
            while i < m { m = m.max(i); i += 1; total += ~p[i]; }
            for i in 0..~p[60] { total += ~p[i]; p[60] <<= 1; }
            for i in 0..p.size() / 8 { total += ~p[i]; }
            total
        }
        after { values(p, 100) }
    };
    same! {
        before { let p = filled(100); let mut ends = Vec::new(); let mut end = |n: usize| { ends.push(n); n }; }
        body { for i in end(2)..end(102) { p[i] <<= 1; } }
        after { (ends, values(p, 100)) }
    };
}

#[test]
fn chunks_in_turn() {
    same! {
        before { let mut seen = 0; }
        body {
            let mem = calloc(100, 8);
            for i in 0..100 { mem[i] <<= i as u64; }
            for p in mem { p <<= ~p * 2 + 1; seen += ~p; if seen > 9000 { break; } }
            let rest = mem + 30;
            for p in rest { if ~p % 3 == 1 { continue; } p <<= 0; seen += ~p; }
            let mut all = Vec::new();
            for i in 0..100 { all.push(~mem[i]); }
            free(mem);
            for p in mem { seen += ~p; }
            all
        }
        after { seen }
    };
    same! {
        before { let mut seen = 0; }
        body {
            let mem = calloc_safe(100, 4);
            for i in 0..80 { mem[i] <<= i; }
            for p in mem { seen += ~p; }
        }
        after { seen }
    };
    same! {
        before { let mut seen = 0; }
        body {
            let mem = calloc_safe(100, 4);
            for p in mem { p <<= 7; }
            for p in mem { seen += ~p; }
            let none: CallocPointer<u64> = CallocPointer::null();
            for p in none { seen += ~p as i32; }
        }
        after { seen }
    };
    same! {
        before { let mut seen = 0_u64; }
        body {
            let mem: CallocPointer<u32> = calloc(100, 28);
            for p in mem { p <<= 3; seen += u64::from(~p); }
            for p in mem { p <<= 3; seen += ~p as u64; }
        }
        after { seen }
    };
}

#[test]
fn neighbours_in_one_block() {
    same! {
        before { let block = filled(400); let (p, q) = (block + 100, block + 250); }
        body {
            let mut total = 0;
            for i in 0..100 {
                p[i] <<= ~q[i] + 1;
                if i % 9 == 0 { total += ~p[i + 150]; q[i - 150] <<= total; }
            }
            for i in 0..160 { q[i] <<= ~p[i]; }
        }
        after { values(block, 400) }
    };
    same! {
        before { let p = filled(300); }
        body {
            let mut total = 0;
            for i in 0..100 {
                total += ~p[i];
                if i % 9 == 0 { total += ~p[i + 150]; p[i + 120] <<= total; p[i + 100] += 1; }
            }
            for i in 0..100 { if i == 77 { p[i + 250] <<= 1; } p[i] <<= total; }
        }
        after { values(p, 300) }
    };
}

#[test]
fn nested() {
    same! {
        before { let p = filled(100); }
        body {
            for end in (1..100).rev() {
                for i in 0..end {
                    let (left, right) = (~p[i], ~p[i + 1]);
                    if left < right { p[i] <<= right; p[i + 1] <<= left; }
                }
            }
            let mut rounds = 0;
            for row in 0..12 {
                for i in 0..row * 10 { p[i + 1] += 1; rounds += 1; }
                let mut i = 3;
                while i < row { p[i - 3] <<= rounds; i += 1; }
            }
        }
        after { values(p, 100) }
    };
    same! {
        before { let (a, b, c) = (filled(400), filled(400), filled(400)); }
        body {
            let n = 20;
            let mut last = 0;
            for row in 0..n {
                for col in 0..n {
                    let mut sum = 0;
                    for k in 0..n { sum += ~a[row * n + k] * ~b[k * n + col]; }
                    c[row * n + col] <<= sum;
                    last = sum;
                }
                'few: for k in 0..=n { for j in k..n + 5 { if j > 22 { break 'few; } last ^= ~c[j]; } }
            }
            last
        }
        after { values(c, 400) }
    };
    same! {
        before { let p = filled(100); }
        body { for i in 0..90 { for j in i..=i + 12 { p[j] += i as u64; } } }
        after { values(p, 100) }
    };
}

/// Methods that some primitive types lack.
trait Frees {
    fn abs(self) -> u64;
    fn wrapping_add(self, other: u64) -> u64;
}

thread_local! {
    static HIDDEN: Cell<MallocPointer<u64>> = const { Cell::new(MallocPointer::null()) };
}

fn free_at(here: bool) -> u64 {
    if here {
        free(HIDDEN.get()).unwrap();
    }
    1
}

impl Frees for u64 {
    fn abs(self) -> u64 {
        free_at(self == 40)
    }

    fn wrapping_add(self, _: u64) -> u64 {
        unreachable!("integers have a method of this name");
    }
}

impl Frees for bool {
    fn abs(self) -> u64 {
        unreachable!("it is not called");
    }

    fn wrapping_add(self, other: u64) -> u64 {
        free_at(self && other == 1)
    }
}

#[test]
fn methods_of_users() {
    let (freed, _) = same! {
        before { let p = filled(100); HIDDEN.set(p); let mut total = 0; }
        body { for i in 0..100 { total += (~p[i]).abs(); } }
        after { total }
    };
    assert!(freed.starts_with("Memory"), "{freed}");
    let (freed, _) = same! {
        before { let p = filled(100); HIDDEN.set(p); let mut total = 0; let mut at = false; }
        body { for i in 0..100 { total += at.wrapping_add(1); at = ~p[i] == 40; } }
        after { total }
    };
    assert!(freed.starts_with("Memory"), "{freed}");
    let (freed, _) = same! {
        before { let p = filled(100); HIDDEN.set(p); let mut total = 0; }
        body { for i in 0..100 { let at = ~p[i] == 40; total += at.wrapping_add(1); } }
        after { total }
    };
    assert!(freed.starts_with("Memory"), "{freed}");
    let (freed, _) = same! {
        before {
            let p = filled(100);
            HIDDEN.set(p);
            let flags: MallocPointer<bool> = malloc(100).unwrap();
            flags.fill(true, 100).unwrap();
            let mut total = 0;
        }
        body { for i in 0..100 { total += (~flags[i]).wrapping_add(~p[i]); } }
        after { total }
    };
    assert!(freed.starts_with("Memory"), "{freed}");
}

/// `p[i] = v` and `p[i]++`, as C has them.
#[test]
fn assignments() {
    for n in COUNTS {
        for beyond in [0, 1] {
            same! {
                before { let (one, other) = (filled(n), filled(n)); let fresh: MallocPointer<u64> = malloc(8 * n).unwrap(); }
                body {
                    let (p, q): (MallocPointer<u64>, MallocPointer<u64>) = (one, other);
                    let p: MallocPointer<u64> = p;
                    let q: MallocPointer<u64> = q;
                    let r: MallocPointer<u64> = fresh;
                    for i in 0..n { p[i] = 7; }
                    for i in 0..n { q[i] = p[i] * 3 + i as u64; }
                    for i in 0..n { p[i]++; q[n - 1 - i] -= 1; p[i] ^= q[i]; }
                    for i in 0..n { r[i] = q[i] + 1; q[i] = r[i / 2]; }
                    let mut k = 0;
                    while k < n { p[k] = q[k++].wrapping_add(2); }
                    for i in (0..n).rev() { p[i] = if i % 2 == 0 { q[i] } else { 1 }; }
                    // Which of the two is outside first.
                    for i in 0..n { q[i + beyond] = p[i + 2 * beyond]; }
                    p[0]
                }
                after { (values(one, n), values(other, n), values(fresh, n)) }
            };
        }
    }
}

#[test]
fn assignments_that_fail() {
    for what in 0..6 {
        same! {
            before {
                let (one, other) = (filled(90), filled(90));
                let guard = match what {
                    0 => { free(one).unwrap(); None }
                    1 => { free(other).unwrap(); None }
                    2 => Some(one.add(70).unwrap().borrow_mut().unwrap()),
                    3 => { other.add(70).unwrap().take().unwrap(); None }
                    4 => { one.add(70).unwrap().take().unwrap(); None }
                    _ => None,
                };
            }
            body {
                let p: MallocPointer<u64> = one;
                let q: MallocPointer<u64> = other;
                for i in 0..91_usize { p[i] = q[i]; if what == 5 { println!("{}", q[i]); } }
                for i in 0..3_usize { if i == 2 { free(p); } p[i] = q[200]; }
            }
            after { drop(guard); (values(one, 90), values(other, 90)) }
        };
    }
}

#[test]
fn assignments_of_other_values() {
    use std::rc::Rc;
    same! {
        before {
            let shared = Rc::new(1);
            let p = malloc::<Rc<u8>>(8 * size_of::<Rc<u8>>()).unwrap();
            let chunks = pointers::calloc::<u16>(9, 2).unwrap();
            let texts = pointers::calloc::<str>(3, 8).unwrap();
            let text = String::from("text");
            let option = malloc::<Option<u32>>(4 * size_of::<Option<u32>>()).unwrap();
        }
        body {
            let p: MallocPointer<Rc<u8>> = p;
            let chunks: CallocPointer<u16> = chunks;
            let texts: CallocPointer<str> = texts;
            let option: MallocPointer<Option<u32>> = option;
            for i in 0..8_usize { p[i] = shared.clone(); }
            for i in 0..9_u8 { chunks[i] = 5; chunks[8 - i] = chunks[i]; }
            for i in 0..4_usize { option[i] = None; option[i] = Some(3); }
            for i in 0..3_usize { texts[i] = "abc"; texts[i] = &text; }
            let inferred = malloc(80);
            for i in 0..10 { inferred[i] = i as u64; }
            let sum = inferred[9];
            free(inferred);
            sum
        }
        after { free(p).unwrap(); (Rc::strong_count(&shared), chunks.read().ok(), texts.read().ok(), option.to_vec().ok()) }
    };
}
