//! Bodies that change the block under the loop, or the variable.

use std::cell::Cell;

use pointers::prelude::*;

use crate::{filled, same, values};

thread_local! {
    static HIDDEN: Cell<MallocPointer<u64>> = const { Cell::new(MallocPointer::null()) };
}

fn free_hidden(at: bool) -> u64 {
    if at {
        free(HIDDEN.get()).unwrap();
    }
    7
}

#[test]
fn freed() {
    let (through_another, _) = same! {
        before { let p = filled(100); let q = p; let mut seen = 0; }
        body {
            for i in 0..100 {
                if i == 40 { free(q); }
                seen += ~p[i];
            }
        }
        after { seen }
    };
    assert!(through_another.starts_with("Memory"), "{through_another}");
    same! {
        before { let p = filled(100); let mut seen = 0; }
        body {
            for i in 0..100 {
                if i == 40 { let _ = pointers::free(p); }
                p[i] <<= seen;
                seen += 1;
            }
        }
        after { seen }
    };
    same! {
        before { let p = filled(100); HIDDEN.set(p); let mut seen = 0; }
        body {
            for i in 0..100 {
                seen += free_hidden(i == 30);
                p[i] += seen;
            }
        }
        after { seen }
    };
    same! {
        before { let p = filled(100); HIDDEN.set(p); }
        body { for i in 0..100 { p[i] <<= free_hidden(i == 30); } }
        after {}
    };
    same! {
        before { let p = filled(100); HIDDEN.set(p); }
        body { for i in 0..100 { p[i] += free_hidden(i == 30); } }
        after {}
    };
    same! {
        before { let known = filled(100); HIDDEN.set(known); }
        body {
            let p: MallocPointer<u64> = known;
            for i in 0..100 { p[i] <<= free_hidden(i == 30); }
        }
        after {}
    };
    same! {
        before { let known = filled(100); HIDDEN.set(known); }
        body {
            let p: MallocPointer<u64> = known;
            for i in 0..100 { p[i] <<= (~p[i + 1]).wrapping_add(free_hidden(i == 30)); }
        }
        after {}
    };
    // The value is not asked for where the index is wrong, if it is certain that this is a handle.
    same! {
        before { let known = filled(100); let asked = Cell::new(0); let ask = || { asked.set(asked.get() + 1); 5 }; }
        body {
            let p: MallocPointer<u64> = known;
            for i in 90..110 { p[i] <<= ask(); }
        }
        after { (asked.get(), values(known, 100)) }
    };
}

#[test]
fn reallocated() {
    same! {
        before { let p = filled(100); let q = p; let mut seen = 0; }
        body {
            let mut q = q;
            for i in 0..100 {
                if i == 40 { realloc(q, 60 * 8); }
                seen += ~p[i];
                p[i] <<= 1;
            }
        }
        after { (seen, values(p, 60)) }
    };
    same! {
        before { let p = filled(100); }
        body {
            for i in 0..200 {
                if i == 100 { let _ = pointers::realloc(p, 200 * 8)?; }
                p[i] <<= 3;
            }
        }
        after { values(p, 200) }
    };
    same! {
        before {}
        body {
            let p = malloc(80);
            let mut room = 10;
            for i in 0..300 {
                if i == room { room *= 2; realloc(p, room * 8); }
                p[i] <<= i as u64;
            }
            let mut total = 0;
            for i in 0..room { total += ~p[i]; }
            total
        }
        after {}
    };
}

/// A vector that doubles: its view is looked up again, in inner loops too, where `realloc` fails, shrinks, or is asked for its result.
#[test]
fn doubled() {
    for most in [0, 7, 90, 300] {
        same! {
            before { let before = filled(5); }
            body {
                let mut out = (0_usize, 0_u64);
                let p: MallocPointer<u64> = malloc(32);
                let other: MallocPointer<u64> = before;
                let (mut room, mut total) = (4, 0);
                for i in 0..most {
                    while i >= room {
                        p[room - 1] += 1;
                        room *= 2;
                        realloc(p, room * 8);
                        total += p[0];
                    }
                    p[i] <<= i as u64;
                    p[i] += total;
                    if i == 200 {
                        let q = realloc(p, 100 * 8);
                        room = 100;
                        try { realloc(p, usize::MAX); } except _ { out.0 += 1; }
                        out.1 = p[99] + q[98];
                        break;
                    }
                    if i % 64 == 63 { other[0] <<= ~p[i]; realloc(other, 16); }
                }
                for i in 0..room.min(most) { total += ~p[i]; }
                free(p);
                (out, total, room)
            }
            after { before.read().err() }
        };
    }
}

#[test]
fn borrowed_and_taken() {
    same! {
        before { let p = filled(100); let mut seen = 0; }
        body {
            let mut kept = None;
            for i in 0..100 {
                if i == 40 { kept = Some((p + 60).borrow_mut()?); }
                if i == 50 { kept = None; }
                if i == 55 { kept = Some((p + 60).borrow_mut()?); }
                p[i] <<= 3;
                seen += ~p[i];
            }
            drop(kept);
        }
        after { (seen, values(p, 100)) }
    };
    same! {
        before { let p = filled(100); let kept = p.add(45).unwrap().borrow().unwrap(); }
        body {
            let mut total = 0;
            for i in 0..100 { total += ~p[i]; }
            for i in 0..100 { p[i] <<= total; }
        }
        after { drop(kept); values(p, 100) }
    };
    same! {
        before { let p = filled(100); let mut seen = 0; }
        body {
            for i in 0..100 {
                if i == 40 { (p + 41).take()?; }
                seen += ~p[i];
            }
        }
        after { (seen, values(p, 100)) }
    };
}

#[test]
fn overlapping() {
    same! {
        before { let p = filled(100); let q = p + 1; }
        body {
            for i in 0..99 { q[i] <<= ~p[i]; }
            for i in 0..99 { p[i] += ~q[i]; }
            for i in 0..100 { q[i] <<= ~p[i]; }
        }
        after { values(p, 100) }
    };
    same! {
        before { let p = filled(100); let q = p + 50; }
        body {
            let mut total = 0;
            for i in 0..50 { total += ~p[i + 50]; q[i] <<= ~p[i] + total; }
            for i in -60..40 { q[i] <<= ~p[i + 60]; }
        }
        after { values(p, 100) }
    };
    same! {
        before { let p = filled(100); let q = p; }
        body { for i in 0..100 { p[i] <<= ~q[99 - i]; } }
        after { values(p, 100) }
    };
}

#[test]
fn variables_that_change() {
    same! {
        before { let (p, q) = (filled(50), filled(60)); }
        body {
            let mut h = p;
            let mut total = 0;
            for i in 0..40 {
                if i == 20 { h = q + 3; }
                total += ~h[i];
                h += 1;
                h[0] += 1;
            }
            total
        }
        after { (values(p, 50), values(q, 60)) }
    };
    same! {
        before { let (p, q) = (filled(50), filled(60)); }
        body {
            let (mut a, mut b) = (p, q);
            for i in 0..40 {
                (a, b) = (b, a);
                a[i] <<= ~b[i + 1];
            }
        }
        after { (values(p, 50), values(q, 60)) }
    };
    same! {
        before { let p = filled(50); fn step(p: &mut MallocPointer<u64>) { *p = *p + 1; } }
        body {
            let mut h = p;
            let mut total = 0;
            for _ in 0..40 { step(&mut h); total += ~h[0]; }
            total
        }
        after { values(p, 50) }
    };
    same! {
        before {
            let (p, q) = (filled(50), filled(60));
            let mut h = p;
            macro_rules! change { () => { h = q + 1 } }
        }
        body {
            let mut total = 0;
            for i in 0..40 { if i == 5 { change!(); } total += ~h[i]; }
            total
        }
        after { values(p, 50) }
    };
    same! {
        before { let (p, q) = (filled(50), filled(60)); macro_rules! declare { ($name:ident) => { let $name = q + 2; } } }
        body {
            let mut total = 0;
            for i in 0..40 { declare!(p); total += ~p[i]; }
            total
        }
        after { (values(p, 50), values(q, 60)) }
    };
    same! {
        before { let (p, q) = (filled(50), filled(60)); }
        body {
            let mut total = 0;
            for i in 0..40 {
                total += ~p[i];
                let p = q + 5;
                for j in 0..3 { total += ~p[j]; p[j] += 1; }
            }
            total
        }
        after { (values(p, 50), values(q, 60)) }
    };
}

#[test]
fn two_variables_of_one_name() {
    macro_rules! add {
        ($their:ident, $n:expr) => {{
            let p = filled(100);
            same! {
                before {}
                body {
                    let mut total = 0;
                    for i in 0..$n { total += ~p[i] * 1000 + ~$their[i]; }
                    total
                }
                after {}
            }
        }};
    }
    let p = filled(50) + 7;
    let (total, _) = add!(p, 40);
    let expected: u64 = (0..40).map(|i| i * 1000 + i + 7).sum();
    assert_eq!(total, format!("Ok({expected})"));
}

#[derive(Clone, Copy, Debug)]
struct Frees(MallocPointer<u64>, u64);

impl std::ops::Add<u64> for Frees {
    type Output = u64;
    fn add(self, other: u64) -> u64 {
        if other == 40 {
            free(self.0).unwrap();
        }
        self.1 + other
    }
}

impl std::ops::AddAssign<u64> for Frees {
    fn add_assign(&mut self, other: u64) {
        if other == 40 {
            free(self.0).unwrap();
        }
        self.1 += other;
    }
}

#[test]
fn operators_of_users() {
    same! {
        before { let p = filled(100); let f = Frees(p, 5); }
        body { for i in 0..100 { p[i] <<= f + ~p[i]; } }
        after {}
    };
    same! {
        before { let p = filled(100); let f = Frees(p, 5); }
        body { let p: MallocPointer<u64> = p; for i in 0..100 { p[i] = f + p[i]; } }
        after {}
    };
    same! {
        before { let p = filled(100); let mut f = Frees(p, 5); }
        body { for i in 0..100 { f += ~p[i]; } }
        after { f.1 }
    };
    same! {
        before {
            let p: MallocPointer<Bomb> = malloc(100 * size_of::<Bomb>()).unwrap();
            p.fill(Bomb(3), 100).unwrap();
            p.add(40).unwrap().write(Bomb(40)).unwrap();
            OWN.set(p);
        }
        body {
            let mut total = 0;
            for i in 0..100 { p[i] += 3; total += (~p[i]).0; }
            total
        }
        after {}
    };
}

/// Frees the block that it lies in.
#[derive(Clone, Copy, Debug)]
struct Bomb(u64);

thread_local! {
    static OWN: Cell<MallocPointer<Bomb>> = const { Cell::new(MallocPointer::null()) };
}

impl std::ops::AddAssign<u64> for Bomb {
    fn add_assign(&mut self, other: u64) {
        if self.0 == 40 {
            free(OWN.get()).unwrap();
        }
        self.0 += other;
    }
}

struct Custom(String);

impl From<Error> for Custom {
    /// Looks at the block that the loop ran over.
    fn from(error: Error) -> Self {
        let p = HIDDEN.get();
        let seen = (p.read().map_err(|error| error.kind()), p.write(9).is_ok());
        Custom(format!("{error} {seen:?}"))
    }
}

pointers! {
    #![deny(hoisting)]
    fn usual_leaving(p: MallocPointer<u64>) -> std::result::Result<u64, Custom> {
        let mut total = 0;
        for i in 0..60 { p[i] <<= 3; total += ~p[i]; }
        Ok(total)
    }
}

pointers! {
    fn hoisted_leaving(p: MallocPointer<u64>) -> std::result::Result<u64, Custom> {
        let mut total = 0;
        for i in 0..60 { p[i] <<= 3; total += ~p[i]; }
        Ok(total)
    }
}

#[test]
fn leaving_borrows_nothing() {
    let left = [usual_leaving, hoisted_leaving].map(|function| {
        let p = filled(50);
        HIDDEN.set(p);
        let Err(Custom(text)) = function(p) else {
            panic!("it gets out of the block");
        };
        (text, values(p, 50))
    });
    assert_eq!(left[0], left[1]);
    assert!(left[0].0.ends_with("(Ok(3), true)"), "{}", left[0].0);
}
