//! Elements of what the elements of a handle point to: `rows[y][x]`. The macro knows that `rows` is a handle: by its type.

use pointers::prelude::*;

use crate::{filled, same, values};

/// Rows of so many numbers each, 0, 1, 2 and so on.
fn rows(count: usize, each: usize) -> MallocPointer<MallocPointer<u64>> {
    let rows = malloc(count * size_of::<MallocPointer<u64>>()).expect("memory");
    for y in 0..count {
        let row = rows.add(y).expect("room");
        row.write(filled(each)).expect("room");
    }
    rows
}

fn all(rows: MallocPointer<MallocPointer<u64>>, count: usize) -> Vec<Vec<Option<u64>>> {
    let row = |y| rows.add(y).and_then(|row| row.read());
    (0..count)
        .map(|y| row(y).map_or(Vec::new(), |row| values(row, 9)))
        .collect()
}

fn delete(rows: MallocPointer<MallocPointer<u64>>, count: usize) {
    for y in 0..count {
        if let Ok(row) = rows.add(y).and_then(|row| row.read()) {
            let _ = free(row);
        }
    }
    let _ = free(rows);
}

#[test]
fn sums_of_products() {
    let (sum, _) = same! {
        before { let (m, n) = (rows(8, 8), rows(8, 8)); }
        body {
            let m: MallocPointer<MallocPointer<u64>> = m;
            let n: MallocPointer<MallocPointer<u64>> = n;
            let mut sum = 0;
            for i in 0..8 {
                for j in 0..8_u8 {
                    for k in 0..8_usize {
                        sum += m[i][k] * n[k][j];
                    }
                }
            }
            sum
        }
        after { delete(m, 8); delete(n, 8); }
    };
    assert_eq!(sum, "Ok(6272)");
}

#[test]
fn rows_and_elements_that_are_not_there() {
    for (count, each, kind) in [
        (4, 9, "OutOfBounds"),
        (8, 4, "OutOfBounds"),
        (0, 4, "Dereference"),
    ] {
        let (outcome, _) = same! {
            before { let m = rows(count, each); let mut seen = 0; }
            body { let m: MallocPointer<MallocPointer<u64>> = m; for y in 0..8_usize { for x in 0..8_i32 { seen += m[y][x]; } } seen }
            after { delete(m, count); seen }
        };
        assert!(outcome.starts_with(kind), "{outcome}");
    }
    let (outcome, _) = same! {
        before { let m: MallocPointer<MallocPointer<u64>> = malloc(64).unwrap(); }
        body { let m: MallocPointer<MallocPointer<u64>> = m; let mut sum = 0; for y in 0..4 { sum += m[y][0]; } sum }
        after { delete(m, 0); }
    };
    assert!(outcome.starts_with("Dereference"), "{outcome}");
}

#[test]
fn what_the_loop_does_to_rows() {
    for what in 0..6 {
        same! {
            before { let m = rows(8, 9); let other = filled(9); let mut seen = 0; }
            body {
                let m: MallocPointer<MallocPointer<u64>> = m;
                for y in 0..8_usize {
                    for x in 0..9 {
                        if y == 3 && x == 5 {
                            match what {
                                0 => { free(m[3]); }
                                1 => { m[3] = other; }
                                2 => { m.add(y)?.take()?; }
                                3 => { realloc(m[3], 40); }
                                4 => { free(m); }
                                _ => { realloc(m, 4 * size_of::<MallocPointer<u64>>()); }
                            }
                        }
                        seen += m[y][x];
                    }
                }
                seen
            }
            after { let left = all(m, 8); delete(m, 8); let _ = free(other); (seen, left) }
        };
    }
}

#[test]
fn rows_are_written() {
    same! {
        before { let m = rows(8, 9); }
        body {
            let m: MallocPointer<MallocPointer<u64>> = m;
            for y in 0..8 {
                for x in 0..9_u16 {
                    m[y][x] = 7;
                    m[y][x] <<= 8;
                    m[y][x] += y as u64;
                    m[y][x]++;
                }
            }
        }
        after { let left = all(m, 8); delete(m, 8); left }
    };
    same! {
        before { let m = rows(8, 9); let n = rows(2, 9); }
        body { let m: MallocPointer<MallocPointer<u64>> = m; for y in 0..8 { if y == 4 { m = n; } m[y % 2][y] = 7; } }
        after { let left = (all(m, 8), all(n, 2)); delete(m, 8); delete(n, 2); left }
    };
}

#[test]
fn what_holds_no_handles_is_no_row() {
    same! {
        before { let p = MallocPointer::from_slice(&[[1_u64, 2, 3]; 4]).unwrap(); }
        body {
            let p: MallocPointer<[u64; 3]> = p;
            let mut sum = 0;
            for y in 0..4 { for x in 0..4 { sum += p[y][x]; p[y][x] = sum; } }
            sum
        }
        after { let left = p.to_vec().unwrap(); free(p).unwrap(); left }
    };
    same! {
        before { let p = malloc::<Vec<u64>>(48).unwrap(); }
        body {
            let p: MallocPointer<Vec<u64>> = p;
            for y in 0..2_usize { p[y] <<= vec![1, 2, 3]; }
            let mut sum = 0;
            for y in 0..2_usize { for x in 0..3_usize { sum += p[y][x]; } }
            sum
        }
        after { free(p).unwrap(); }
    };
}

/// Counts, as an index that is asked for does.
struct Steps(usize);

impl Steps {
    fn up(&mut self) -> usize {
        self.0 += 1;
        self.0 - 1
    }
}

#[test]
fn an_index_is_evaluated_once() {
    let (sum, steps) = same! {
        before { let m = rows(8, 9); let mut next = Steps(0); let mut end = 0; }
        body {
            let m: MallocPointer<MallocPointer<u64>> = m;
            let mut sum = 0;
            for _ in 0..8 { sum += m[next.up()][1]; }
            for _ in 0..4 { end = next.up(); }
            sum
        }
        after { delete(m, 8); (next.0, end) }
    };
    assert_eq!((sum.as_str(), steps.as_str()), ("Ok(8)", "(12, 11)"));
    let (outcome, _) = same! {
        before { let m = rows(4, 9); let mut next = Steps(0); }
        body {
            let m: MallocPointer<MallocPointer<u64>> = m;
            for _ in 0..8 { m[next.up()][1] = 7; }
        }
        after { let left = all(m, 4); delete(m, 4); (left, next.0) }
    };
    assert!(outcome.starts_with("OutOfBounds"), "{outcome}");
}

#[test]
fn indices_are_evaluated_in_order() {
    same! {
        before { let m = rows(8, 9); m.write(filled(3)).unwrap(); }
        body {
            let (mut i, mut seen) = (0, Vec::new());
            while i < 6 {
                seen.push(~m[i][{ i += 1; i }]);
                m[i][{ i += 1; 2 }] = 100 + i as u64;
            }
            seen
        }
        after { let left = all(m, 8); delete(m, 8); left }
    };
}

#[test]
fn an_index_may_be_moved() {
    same! {
        before { let v = vec![1_u64, 2, 3, 4]; }
        body {
            let mut sum = 0;
            for i in 0..3_usize {
                let some = i..4;
                sum += v[some][0];
            }
            sum
        }
        after {}
    };
}

#[test]
fn tables_of_rust_are_no_rows() {
    same! {
        before { let mut v = vec![vec![0_u64; 4]; 4]; let mut a = [[0_u64; 4]; 4]; }
        body {
            for i in 0..4_usize {
                for j in 0..4_usize {
                    v[i][j] = i as u64;
                    v[i][j] += v[j][i];
                    a[i][j] += v[i][j];
                    a[i][j]++;
                }
            }
        }
        after { (v, a) }
    };
}

/// What an element points to may be one array, or chunks, and a row may be one as long as it is there.
#[test]
fn rows_of_other_kinds() {
    same! {
        before {
            let each = calloc::<[u8; 4]>(8, 4).unwrap();
            let m = malloc::<Pointer<[u8; 4]>>(8 * size_of::<Pointer<[u8; 4]>>()).unwrap();
            for y in 0..8 { m.add(y).unwrap().write(each.add(y).unwrap().as_pointer()).unwrap(); }
        }
        body {
            let mut sum = 0;
            for y in 0..9_usize {
                for x in 0..4_usize {
                    m[y][x] = (y + x) as u8;
                    sum += m[y][x];
                    if y == 6 && x == 2 { free(each); }
                }
            }
            sum
        }
        after { let _ = free(each); free(m).unwrap(); }
    };
    same! {
        before {
            let m = calloc::<CallocPointer<u16>>(4, size_of::<CallocPointer<u16>>()).unwrap();
            for y in 0..3 { m.add(y).unwrap().write(calloc(y + 1, 2).unwrap()).unwrap(); }
        }
        body {
            for y in 0..4 { for x in 0..(y + 1) { m[y][x] += x as u16; } }
        }
        after { for row in m { let _ = free(row.read().unwrap()); } free(m).unwrap(); }
    };
}

/// A row that is borrowed, or taken away, at the moment in which the index asks for it.
#[test]
#[allow(
    clippy::blocks_in_conditions,
    reason = "what an index does is what is tested"
)]
fn rows_while_indices_run() {
    for what in 0..4 {
        same! {
            before { let m = rows(4, 9); let mut kept = Vec::new(); let mut seen = 0; }
            body {
                for y in 0..4_usize {
                    for x in 0..9_usize {
                        seen += m[y][{
                            if (y, x) == (2, 3) {
                                match what {
                                    0 => kept.push(m.add(y)?.borrow_mut()?),
                                    1 => { let _ = pointers::free(m); }
                                    2 => { m.add(y)?.take()?; }
                                    _ => { let _ = pointers::realloc(m, 2 * size_of_val(&m))?; }
                                }
                            }
                            x
                        }];
                    }
                }
                seen
            }
            after { drop(kept); let left = all(m, 4); delete(m, 4); (seen, left) }
        };
    }
}
