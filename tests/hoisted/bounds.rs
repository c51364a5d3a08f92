//! Loops that get out of their block, or to what nothing was moved into.

use pointers::prelude::*;

use crate::{filled, same, values};

#[test]
fn above() {
    let (read, _) = same! {
        before { let p = filled(50); let mut seen = Vec::new(); }
        body {
            for i in 0..60 {
                seen.push(~p[i]);
            }
        }
        after { (seen, values(p, 50)) }
    };
    assert!(read.starts_with("OutOfBounds"), "{read}");
    let (_, memory) = same! {
        before { let p = filled(50); let mut asked = 0; let mut next = || { asked += 1; asked }; }
        body {
            for i in 40..60 {
                p[i] <<= next();
            }
        }
        after { (asked, values(p, 50)) }
    };
    assert!(memory.starts_with("(11,"), "{memory}");
    same! {
        before { let p = filled(50); }
        body {
            for i in 40..60 {
                p[i] += 7;
                p[i - 20] -= 1;
            }
        }
        after { values(p, 50) }
    };
}

#[test]
fn above_in_pure_loops() {
    let (sum, memory) = same! {
        before { let p = filled(150); }
        body {
            let mut total = 0;
            let mut i = 0;
            while i < 160 {
                p[i] <<= ~p[i] * 2;
                total += ~p[i];
                i += 1;
            }
            total
        }
        after { values(p, 150) }
    };
    assert!(sum.starts_with("OutOfBounds"), "{sum}");
    assert!(memory.ends_with("Some(298)]"), "{memory}");
    same! {
        before { let p = filled(150); }
        body {
            for i in 0..150 {
                if i > 3 { p[i + 1] <<= 5; }
            }
        }
        after { values(p, 150) }
    };
    // Longer than what the loop counts to, and beyond that in some rounds.
    same! {
        before { let p = filled(180); }
        body {
            let mut total = 0;
            for i in 0..140 {
                if i % 7 == 0 { p[i + 30] <<= 5; total += ~p[i + 39]; }
                p[i] += 1;
            }
            total
        }
        after { values(p, 180) }
    };
    same! {
        before { let p = filled(150); }
        body { for i in 0..=150 { p[i] <<= 5; } }
        after { values(p, 150) }
    };
}

#[test]
fn below() {
    let (below, _) = same! {
        before { let p = filled(150); }
        body {
            let mut total = 0;
            for i in (-3..140_i32).rev() {
                total += ~p[i];
            }
            total
        }
        after { values(p, 150) }
    };
    assert!(below.starts_with("OutOfBounds"), "{below}");
    let (inside, _) = same! {
        before { let block = filled(200); let p = block + 100; }
        body {
            let mut total = 0;
            for i in -100..100_i64 {
                total += ~p[i];
                p[i] <<= 1;
            }
            total
        }
        after { values(block, 200) }
    };
    assert_eq!(inside, "Ok(19900)");
    same! {
        before { let block = filled(200); let p = block + 100; }
        body { for i in 0..100 { p[i - 100 - 1] <<= 4; } }
        after { values(block, 200) }
    };
}

#[test]
fn unassigned() {
    let (read, _) = same! {
        before { let p: MallocPointer<u64> = malloc(800).unwrap(); }
        body {
            let mut total = 0;
            for i in 0..60 { p[i] <<= i as u64; }
            for i in 0..70 { total += ~p[i]; p[i] += 1; }
            total
        }
        after { values(p, 100) }
    };
    assert!(read.starts_with("Dereference"), "{read}");
    same! {
        before { let p: MallocPointer<u64> = malloc(800).unwrap(); }
        body {
            for i in 0..100 { if i % 3 == 0 { p[i] <<= 2; } }
            for i in 0..100 { if i % 3 == 0 { p[i] <<= ~p[i] + 1; } else { p[i] <<= ~p[i - 1] } }
        }
        after { values(p, 100) }
    };
    same! {
        before { let p: MallocPointer<u64> = malloc(800).unwrap(); }
        body { for i in 0..100 { p[i] += 2; } }
        after { values(p, 100) }
    };
    same! {
        before {}
        body {
            let p = malloc(800);
            for i in 0..100 { p[i] <<= i * 3; }
            let mut total = 0;
            for i in 0..100 { total += ~p[i]; }
            free(p);
            total
        }
        after {}
    };
}

#[test]
fn indices_of_all_types() {
    same! {
        before { let p = filled(100); let mut seen = Vec::new(); }
        body {
            for i in 90..=255_u8 { seen.push(~p[i]); }
        }
        after { seen }
    };
    same! {
        before { let p = filled(100); }
        body {
            let mut total = 0;
            for i in 0..100_i128 { total += ~p[i]; }
            for i in 0..100_u16 { total += ~p[i]; p[i] += total.min(1); }
            for i in -1..100_i8 { total += ~p[i]; }
            total
        }
        after { values(p, 100) }
    };
    same! {
        before { let p = filled(100); let far = [5_u128, u128::MAX]; let near = [5_i128, i128::MIN]; }
        body {
            let mut total = 0;
            for i in near { total += try { ~p[i] } except OutOfBounds { 7 }; }
            for i in far { total += ~p[i]; }
            total
        }
        after { values(p, 100) }
    };
    same! {
        before { let p = filled(100); }
        body {
            let mut total = 0;
            for i in (u64::MAX - 3)..u64::MAX { total += ~p[i]; }
            total
        }
        after { values(p, 100) }
    };
}

#[test]
fn ranges() {
    for (low, high) in [(0, 0), (7, 3), (0, 100), (99, 100), (0, 101), (200, 210)] {
        same! {
            before { let p = filled(100); }
            body {
                let mut total = 0;
                for i in low..high { total += ~p[i]; p[i] <<= 1; }
                for i in (low..high).rev() { total += ~p[i]; p[i] += 1; }
                for i in (low..=high).step_by(3) { total += ~p[i]; }
                total
            }
            after { values(p, 100) }
        };
    }
}

/// The error of an element without a value names it, also where the loop borrows all of them.
#[test]
fn an_element_without_a_value_is_named() {
    for (room, count) in [(10, 5), (200, 130)] {
        let (outcome, _) = same! {
            before {
                let a: MallocPointer<u64> = malloc(room * 8).expect("memory");
                for i in 0..count {
                    a.add(i).and_then(|element| element.write(1)).expect("room");
                }
            }
            body {
                let mut sum = 0;
                for i in 0..room { sum += ~a[i]; }
                sum
            }
            after { free(a).is_ok() }
        };
        let which = format!("element {count} is read, while {count} of {room} are assigned");
        assert!(outcome.contains(&which), "{outcome}");
    }
}

/// So does the one of a block that the loop itself has made longer.
#[test]
fn the_last_realloc_is_named() {
    let (outcome, _) = same! {
        before { let p: MallocPointer<u64> = malloc(8).expect("memory"); }
        body {
            for i in 0..20 {
                if i == 3 { realloc(p, 40); }
                p[i.min(4)] <<= 1;
                if i == 9 { p[i] <<= 1; }
                if i == 0 { realloc(p, 32); }
            }
        }
        after { free(p).is_ok() }
    };
    assert!(outcome.contains("(from 32 to 40 bytes)"), "{outcome}");
}
