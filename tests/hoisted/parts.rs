//! Bodies that reach the block under the loop through a `Pointer`, or one field of its elements.

use pointers::prelude::*;

use crate::{filled, same, values};

fn one(p: MallocPointer<u64>, index: usize) -> Pointer<u64> {
    p.add(index).expect("an element").as_pointer()
}

#[test]
fn what_a_pointer_takes_out() {
    let (taken, _) = same! {
        before { let p = filled(100); let q = one(p, 50); let mut seen = 0; }
        body {
            for i in 0..100 {
                if i == 20 { seen += q.take()?; }
                seen += ~p[i];
            }
        }
        after { (seen, values(p, 100)) }
    };
    assert!(taken.starts_with("Dereference"), "{taken}");
    same! {
        before { let p = filled(100); let q = one(p, 99); let mut seen = 0; }
        body {
            for i in 0..100 {
                seen = q.take()?;
                p[i] += 1;
                q.write(seen + 1)?;
            }
        }
        after { (seen, values(p, 100)) }
    };
}

#[test]
fn what_a_pointer_writes() {
    // Beyond the elements that the loop has filled so far, then among those.
    same! {
        before { let p: MallocPointer<u64> = malloc(800).unwrap(); let q = one(p, 60); }
        body {
            for i in 0..100 {
                if i == 30 || i == 70 { q.write(7)?; }
                p[i] <<= 3;
            }
        }
        after { values(p, 100) }
    };
    same! {
        before { let p = filled(100); let q = one(p, 60); let mut seen = 0; }
        body { for i in 0..100 { seen += ~p[i]; ~q = seen; } }
        after { (seen, values(p, 100)) }
    };
    same! {
        before { let p = filled(100); let q = one(p, 60); let mut seen = 0; }
        body { for i in 0..100 { ~q += 1; seen += ~p[i]; } }
        after { (seen, values(p, 100)) }
    };
    same! {
        before { let p = filled(100); let q = one(p, 60); }
        body { for i in 0..100 { p[i] <<= ~q; ~q += 1; } }
        after { values(p, 100) }
    };
    same! {
        before { let p = filled(100); let q = one(p, 60); }
        body { for i in 0..100 { p[i] <<= ~q; } }
        after { values(p, 100) }
    };
    same! {
        before { let p = filled(100); let q = one(p, 60); }
        body { for i in 0..100 { p[i] += ~q + 1; } }
        after { values(p, 100) }
    };
    same! {
        before { let p = filled(100); let q: Pointer<u32> = p.add(60).unwrap().cast_one().unwrap(); let mut seen = 0; }
        body { for i in 0..100 { ~q = 9; seen += ~p[i]; } }
        after { (seen, values(p, 100)) }
    };
    same! {
        before { let p = filled(100); let q = one(p, 3); let mut seen = 0; }
        body { while seen < 80 { ~q = seen; seen += ~p[3] + 1; } }
        after { (seen, values(p, 100)) }
    };
}

#[derive(Fields, Clone, Copy, Debug)]
struct Point {
    x: u64,
    y: u64,
}

fn points(count: usize) -> MallocPointer<Point> {
    let p = malloc(count * size_of::<Point>()).expect("memory");
    for (n, i) in (0..count).enumerate() {
        let x = n as u64;
        p.add(i)
            .expect("room")
            .write(Point { x, y: 1 })
            .expect("room");
    }
    p
}

#[test]
fn fields() {
    // Fresh elements, one field after the other, and all of one first.
    same! {
        before { let p: MallocPointer<Point> = malloc(100 * size_of::<Point>()).unwrap(); }
        body { for i in 0..100 { p[i]->x = 1; p[i]->y = 2; } }
        after { values(p, 100) }
    };
    same! {
        before { let p: MallocPointer<Point> = malloc(100 * size_of::<Point>()).unwrap(); }
        body {
            for i in 0..100 { p[i]->x = 1; }
            for i in 0..90 { p[i]->y = 2; }
            for i in 0..100 { p[i]->x += (~p[i]).y; }
        }
        after { values(p, 100) }
    };
    // Taken out through a pointer to one.
    same! {
        before { let p = points(100); let mut seen = 0; }
        body {
            let q = &raw mut (p + 50)->y;
            for i in 0..100 {
                if i == 20 { seen += q.take()?; }
                seen += p[i]->x;
                seen += (~p[i]).y;
            }
        }
        after { (seen, values(p, 100)) }
    };
    same! {
        before { let p = points(100); let a = filled(100); let mut seen = 0; }
        body {
            let q = &raw mut p->y;
            for i in 0..100 { ~q += ~a[i]; p->x += ~q; seen += ~a[i]; }
        }
        after { (seen, values(p, 100)) }
    };
}
