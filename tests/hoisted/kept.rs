//! Handles in memory that nothing in a loop can change, `row->chars[i]` and `rows[i][k]`: they are read once, before it. What the
//! loop does, and what goes wrong in it, is the same.

use std::cell::Cell;
use std::ops::{Add, Deref};
use std::panic::{AssertUnwindSafe, catch_unwind};

use pointers::prelude::*;

use crate::{filled, same, values};

#[derive(Fields, Clone, Copy)]
struct Row {
    size: usize,
    chars: MallocPointer<u8>,
    shown: MallocPointer<u8>,
}

fn bytes(text: &[u8]) -> MallocPointer<u8> {
    MallocPointer::from_slice(text).expect("memory")
}

fn row(text: &[u8], room: usize) -> MallocPointer<Row> {
    MallocPointer::from_slice(&[Row {
        size: text.len(),
        chars: bytes(text),
        shown: malloc(room).expect("memory"),
    }])
    .expect("memory")
}

/// What the row holds, and frees all of it.
fn end(row: MallocPointer<Row>) -> (usize, Option<Vec<u8>>, Vec<Option<u8>>) {
    let Ok(held) = row.read() else {
        return (0, None, Vec::new());
    };
    let shown = values(held.shown, held.shown.size());
    let chars = held.chars.to_vec().ok();
    let _ = (free(held.chars), free(held.shown), free(row));
    (held.size, chars, shown)
}

const TEXT: &[u8] =
    b"\ta\tbc\tdefghij\tklmnopqrstuvwxyz and more of it, until it is longer than a cell\t";

#[test]
fn what_an_editor_shows() {
    for room in [300, 130, 40, 1] {
        same! {
            before { let row = row(TEXT, room); }
            body {
                let (mut tabs, mut at) = (0, 0);
                for i in 0..row->size {
                    if row->chars[i] == b'\t' { tabs++; }
                }
                for i in 0..row->size {
                    if row->chars[i] != b'\t' {
                        row->shown[at++] = row->chars[i];
                        continue;
                    }
                    row->shown[at++] = b' ';
                    while at % 8 != 0 { row->shown[at++] = b' '; }
                }
                row->shown[at] = 0;
                (tabs, at)
            }
            after { end(row) }
        };
    }
}

/// The first turn that goes wrong, and what was done until then.
#[test]
fn errors_at_a_turn() {
    for what in 0..8 {
        same! {
            before {
                let row = row(TEXT, 300);
                let other = self::row(b"other", 9);
                let guard = match what {
                    0 => { free(row.read().unwrap().chars).unwrap(); None }
                    1 => { free(row).unwrap(); None }
                    2 => { row.write(Row { chars: MallocPointer::null(), ..row.read().unwrap() }).unwrap(); None }
                    3 => { row.read().unwrap().chars.add(50).unwrap().take().unwrap(); None }
                    4 => Some(row.read().unwrap().chars.borrow_slice_mut(20).unwrap()),
                    5 => { row.take().unwrap(); None }
                    6 => { row.write(Row { chars: row.read().unwrap().chars.add(4).unwrap(), ..row.read().unwrap() }).unwrap(); None }
                    _ => None,
                };
                let mut seen = 0;
            }
            body {
                for i in 0..100_usize {
                    seen += u64::from(row->chars[i]);
                    row->shown[i] = row->chars[i];
                    row->shown[i] += 1;
                    row->shown[i]++;
                    if i < 4 { other->chars[i] |= 8; }
                }
                seen
            }
            after { drop(guard); (seen, end(row), end(other)) }
        };
    }
    // The loop is not entered, or its head fails.
    for count in [0, 3] {
        same! {
            before { let row = row(b"", 1); free(row).unwrap(); let mut seen = 0; }
            body {
                let row: MallocPointer<Row> = row;
                for i in 0..count { seen += row->chars[i]; }
                for i in 0..row->size { seen += row->chars[i]; }
                seen
            }
            after { seen }
        };
    }
}

#[test]
fn steps_of_elements() {
    same! {
        before { let (p, row) = (filled(100), row(TEXT, 9)); }
        body {
            let (p, row): (MallocPointer<u64>, MallocPointer<Row>) = (p, row);
            let p: MallocPointer<u64> = p;
            for i in 0..100 { p[i]++; }
            for i in 0..99 { p[i + 1] = p[i] + 3; p[i]--; p[i] ^= 5; }
            let row: MallocPointer<Row> = row;
            let mut i = 0;
            while i < row->size { p[i] += row->chars[i] as u64; row->chars[i] = p[i] as u8; row->size--; i++; }
            i
        }
        after { (values(p, 100), end(row)) }
    };
}

/// One block by two names, of two types.
#[test]
fn the_same_block_twice() {
    for count in [10, 300] {
        same! {
            before {
                let words = filled(count);
                let p = MallocPointer::from_slice(&[words, words]).unwrap();
                let one = MallocPointer::from_slice(&[Row { size: 8 * count, chars: words.cast().unwrap(), shown: words.cast().unwrap() }]).unwrap();
            }
            body {
                let p: MallocPointer<MallocPointer<u64>> = p;
                let one: MallocPointer<Row> = one;
                let mut sum = 0_u64;
                for i in 0..one->size {
                    one->chars[i] = one->shown[one->size - 1 - i];
                    one->chars[i] <<= 1;
                    p[0][i / 8] ^= p[1][i / 16];
                    sum = sum.wrapping_mul(31).wrapping_add(u64::from(one->shown[i]));
                }
                sum
            }
            after { let held = values(words, count); free(words).unwrap(); free(p).unwrap(); free(one).unwrap(); held }
        };
    }
}

#[test]
fn fields_that_the_loop_changes() {
    #[derive(Fields, Clone, Copy)]
    struct Bits {
        next: MallocPointer<u8>,
        at: usize,
        buffer: u32,
        count: u32,
    }
    for need in [3, 40, 70] {
        same! {
            before {
                let next = bytes(b"12345678");
                let s = MallocPointer::from_slice(&[Bits { next, at: 0, buffer: 0, count: 0 }]).unwrap();
            }
            body {
                let s: MallocPointer<Bits> = s;
                while s->count < need {
                    s->buffer ^= u32::from(s->next[s->at++]) << (s->count % 24);
                    s->count += 8;
                }
                (s->buffer, s->count)
            }
            after { let left = s.read().map(|s| (s.at, s.buffer, s.count)); free(next).unwrap(); free(s).unwrap(); left }
        };
    }
}

#[test]
fn rows_of_a_matrix() {
    for (rows, each) in [(9, 9), (9, 5), (4, 9), (0, 1)] {
        same! {
            before {
                let matrix = || {
                    let m = malloc::<MallocPointer<u64>>(9 * 16).unwrap();
                    for y in 0..rows { m.add(y).unwrap().write(filled(each)).unwrap(); }
                    m
                };
                let (a, b, c) = (matrix(), matrix(), matrix());
            }
            body {
                let a: MallocPointer<MallocPointer<u64>> = a;
                let b: MallocPointer<MallocPointer<u64>> = b;
                let c: MallocPointer<MallocPointer<u64>> = c;
                let mut y = 0;
                for i in 0..9_u8 {
                    for j in 0..9 {
                        let mut sum = 0;
                        for k in 0..9_usize { sum += a[i][k] * b[k][j]; y = k; sum += c[y][j] + a[0][j]; }
                        c[i][j] = sum;
                    }
                }
                y
            }
            after { (0..rows).map(|y| values(c.add(y).unwrap().read().unwrap(), each)).collect::<Vec<_>>() }
        };
    }
}

thread_local! {
    static CALLS: Cell<u32> = const { Cell::new(0) };
    static BEHIND: Cell<Option<MallocPointer<Items>>> = const { Cell::new(None) };
}

/// A number whose sum is the user's code: it changes the row.
#[derive(Clone, Copy, Debug, PartialEq, Fields)]
struct Mine(u64);

impl Add for Mine {
    type Output = Mine;

    fn add(self, other: Mine) -> Mine {
        CALLS.set(CALLS.get() + 1);
        if CALLS.get() == 3
            && let Some(items) = BEHIND.get()
        {
            let held = items.read().expect("items");
            items
                .write(Items {
                    one: held.other,
                    other: held.one,
                })
                .expect("items");
        }
        Mine(self.0 + other.0)
    }
}

#[derive(Fields, Clone, Copy)]
struct Items {
    one: MallocPointer<Mine>,
    other: MallocPointer<Mine>,
}

#[test]
fn code_of_the_user_s() {
    let (outcome, _) = same! {
        before {
            let mine = |first: u64| MallocPointer::from_slice(&[Mine(first), Mine(first + 1), Mine(first + 2), Mine(first + 3), Mine(first + 4)]).unwrap();
            let items = MallocPointer::from_slice(&[Items { one: mine(0), other: mine(100) }]).unwrap();
            CALLS.set(0);
            BEHIND.set(Some(items));
        }
        body {
            let items: MallocPointer<Items> = items;
            let mut sum = Mine(0);
            for i in 0..5 { sum = sum + items->one[i]; }
            sum
        }
        after { CALLS.get() }
    };
    assert_eq!(outcome, "Ok(Mine(210))");
}

/// What is no handle, and what is behind a `Deref` of the user's.
#[test]
fn other_things_with_an_index() {
    struct Lists {
        list: Vec<u64>,
        array: [u64; 4],
        inner: Inner,
    }
    struct Inner(Fields3);
    struct Fields3 {
        chars: MallocPointer<u8>,
    }
    impl Deref for Inner {
        type Target = Fields3;
        fn deref(&self) -> &Fields3 {
            CALLS.set(CALLS.get() + 1);
            &self.0
        }
    }
    struct Outer(Fields3);
    impl Deref for Outer {
        type Target = Fields3;
        fn deref(&self) -> &Fields3 {
            CALLS.set(CALLS.get() + 1);
            &self.0
        }
    }
    same! {
        before {
            CALLS.set(0);
            let chars = bytes(b"abcd");
            let lists = malloc::<Lists>(size_of::<Lists>()).unwrap();
            lists.write(Lists { list: vec![1, 2, 3], array: [4; 4], inner: Inner(Fields3 { chars }) }).unwrap();
            let outer = malloc::<Outer>(size_of::<Outer>()).unwrap();
            outer.write(Outer(Fields3 { chars })).unwrap();
        }
        body {
            let lists: MallocPointer<Lists> = lists;
            let outer: MallocPointer<Outer> = outer;
            let mut sum = 0_u64;
            for i in 0..3_usize { sum += lists->list[i]; }
            for i in 0..3_usize { sum += lists->array[i]; lists->array[i] = sum; }
            for i in 0..4_usize { sum += u64::from(lists->inner.chars[i]); }
            for i in 0..4_usize { sum += u64::from(outer->chars[i]); }
            sum
        }
        after { let calls = CALLS.get(); free(chars).unwrap(); free(lists).unwrap(); free(outer).unwrap(); calls }
    };
}

#[test]
fn panics_leave_what_was_done() {
    let run = |hoisted: bool| {
        let row = row(TEXT, 300);
        let caught = catch_unwind(AssertUnwindSafe(|| {
            if hoisted {
                pointers! { let row: MallocPointer<Row> = row; let mut t = 250_u8; for i in 0..row->size { row->shown[i] = t; t += row->chars[i] / 16; } t }
            } else {
                pointers! { #![deny(hoisting)] let row: MallocPointer<Row> = row; let mut t = 250_u8; for i in 0..row->size { row->shown[i] = t; t += row->chars[i] / 16; } t }
            }
        }));
        let text = caught
            .err()
            .and_then(|text| text.downcast_ref::<&str>().map(|text| text.to_string()));
        (text, end(row))
    };
    assert_eq!(run(true), run(false));
}

/// What leads to a handle, and counts how often.
struct Counts(MallocPointer<Row>);

impl Deref for Counts {
    type Target = MallocPointer<Row>;
    fn deref(&self) -> &MallocPointer<Row> {
        CALLS.set(CALLS.get() + 1);
        &self.0
    }
}

#[test]
fn handles_behind_others() {
    same! {
        before { let row = row(TEXT, 9); let counts = Counts(row); let boxed = Box::new(row); let lent = &row; CALLS.set(0); let mut sum = 0_u64; }
        body {
            for i in 0..5 { sum += u64::from(counts->chars[i]); }
            for i in 0..5 { sum += u64::from(boxed->chars[i]); }
            for i in 0..5 { sum += u64::from(lent->chars[i]); }
            sum
        }
        after { (CALLS.get(), end(row)) }
    };
}

/// Names of primitive types that are the user's own.
#[test]
fn types_of_the_user_s_own() {
    #[allow(non_camel_case_types)]
    struct u64;
    impl u64 {
        fn from(byte: u8) -> i32 {
            CALLS.set(CALLS.get() + 1);
            if CALLS.get() == 3
                && let Some(items) = ROW.take()
            {
                free(items).expect("a row");
            }
            byte.into()
        }
    }
    thread_local! {
        static ROW: Cell<Option<MallocPointer<Row>>> = const { Cell::new(None) };
    }
    let (outcome, _) = same! {
        before { let row = row(b"abcdefg", 3); ROW.set(Some(row)); CALLS.set(0); let mut sum = 0; }
        body { let row: MallocPointer<Row> = row; for i in 0..row->size { sum += u64::from(row->chars[i]); } sum }
        after { sum }
    };
    assert!(outcome.starts_with("Memory"), "{outcome}");
}

#[test]
fn jumps_and_returns() {
    same! {
        before { let row = row(TEXT, 300); }
        body {
            let mut found = 0;
            'all: for i in 0..row->size {
                for j in 0..i {
                    if row->chars[i] == row->chars[j] { found += i; if found > 300 { break 'all; } continue 'all; }
                }
            }
            let mut i = 0_usize;
            while row->chars[i] != b'z' { i++; }
            (found, i)
        }
        after { end(row) }
    };
}

#[derive(Fields, Clone, Copy)]
struct Pair {
    one: MallocPointer<u64>,
    other: MallocPointer<u64>,
}

/// Loops that borrow what they keep.
#[test]
fn handles_that_are_lent() {
    for (count, need) in [(200, 200), (200, 201), (70, 70), (70, 90), (10, 10)] {
        for what in 0..5 {
            same! {
                before {
                    let one = filled(count);
                    let other = match what { 0 => one, 1 => one.add(1).unwrap(), _ => filled(count) };
                    let p = MallocPointer::from_slice(&[Pair { one, other }]).unwrap();
                    let guard = (what == 3).then(|| one.add(8).unwrap().borrow_mut().unwrap());
                    if what == 4 { other.add(65 % count).unwrap().take().unwrap(); }
                    let mut sum = 0_u64;
                    let alone = filled(count);
                }
                body {
                    for i in 0..need { sum = sum.wrapping_add(p->one[i]); }
                    for i in 0..need { p->other[i] = sum ^ p->one[i]; sum += i as u64; }
                    for end in (1..count).rev() {
                        for i in 0..end {
                            if p->one[i] % 7 > p->one[i + 1] % 7 && ~alone[i] != 5 {
                                let low = p->one[i + 1];
                                p->one[i + 1] = p->one[i];
                                p->one[i] = low;
                            }
                        }
                    }
                    let mut i = 0;
                    while i < need { alone[i] <<= p->one[i]; i += 1; }
                    free(p->one);
                    for i in 0..need { sum += p->one[i]; }
                }
                after { drop(guard); (sum, values(one, count), values(other, count), values(alone, count)) }
            };
        }
    }
}

#[test]
fn nothing_stays_borrowed() -> Result<()> {
    let p = MallocPointer::from_slice(&[Pair {
        one: filled(100),
        other: filled(100),
    }])?;
    let sum = pointers! {
        let mut sum = 0;
        'all: for i in 0..100_usize { for j in 0..=i { if j > 50 { break 'all; } sum += p->one[j]; p->other[j] = sum; } }
        sum
    };
    assert!(sum? > 1000);
    let outside: Result<()> = pointers! { for i in 0..200_usize { p->one[i] = 1; } };
    assert!(outside.is_err());
    let Pair { one, other } = p.read()?;
    one.borrow_slice_mut(100)?.fill(0);
    free(one)?;
    free(other)?;
    free(p)
}
