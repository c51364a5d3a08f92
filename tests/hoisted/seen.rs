//! Paths in loops, `row->chars[i]`: beside the loop is kept what was found of the block that was met last. Whatever happens to
//! that block between two turns, the next one says what it would have said anyway.

use std::cell::Cell;

use pointers::prelude::*;

use crate::same;

/// Two rows of the same kind, so that one may hold what the other held.
#[derive(Fields, Clone, Copy)]
struct Pair {
    one: MallocPointer<u8>,
    other: MallocPointer<u8>,
    wide: MallocPointer<u32>,
}

/// 0, 1, 2 and so on.
fn bytes(count: u8) -> MallocPointer<u8> {
    MallocPointer::from_slice(&(0..count).collect::<Vec<_>>()).expect("memory")
}

fn pair(one: MallocPointer<u8>, other: MallocPointer<u8>) -> MallocPointer<Pair> {
    MallocPointer::from_slice(&[Pair {
        one,
        other,
        wide: MallocPointer::null(),
    }])
    .expect("memory")
}

/// What both rows hold, and frees all of it.
fn end(pair: MallocPointer<Pair>) -> [Option<Vec<u8>>; 2] {
    let Ok(rows) = pair.read() else {
        return [None, None];
    };
    let held = [rows.one, rows.other].map(|row| row.to_vec().ok());
    let _ = (free(rows.one), free(rows.other), free(pair));
    held
}

/// How many bytes a row has: in a cell, and where C has it.
const SIZES: [u8; 2] = [40, 200];

#[test]
fn what_happens_to_the_block_between_two_turns() {
    for size in SIZES {
        for what in 0..14 {
            let (outcome, _) = same! {
                before { let p = pair(bytes(size), bytes(size)); let mut sum = 0; }
                body {
                    for i in 0..size {
                        if i == 20 {
                            match what {
                                0 => { free(p->one); }
                                // Its cell is given to another block at once.
                                1 => { let old = p->one; free(old); p->other = bytes(size); }
                                2 => { realloc(p->one, 16); }
                                3 => { let _ = pointers::realloc(p->one, 16)?; }
                                4 => { let _ = pointers::realloc(p->one, 1000)?; }
                                5 => { p->one = p->other; }
                                6 => { p->one = p->one + 8; }
                                7 => { p->one = NULL; }
                                8 => { p->one.add(30)?.take()?; }
                                9 => { free(p); }
                                10 => { p->one = p->one + size as usize; }
                                11 => { let old = p->one; p->one = old.detach()?.attach()?; }
                                12 => { let _ = p->one.detach()?.attach()?; }
                                _ => { p->one = (p->one + 5) - 5; }
                            }
                        }
                        sum += u64::from(p->one[i]);
                        if what != 8 { p->one[i] = 7; p->one[i] += 1; }
                    }
                    sum
                }
                after { (sum, end(p)) }
            };
            // A handle from before a reallocation still works.
            let fine = matches!(what, 4 | 5 | 11 | 13);
            assert_eq!(outcome.starts_with("Ok"), fine, "{size}, {what}: {outcome}");
        }
    }
}

#[test]
fn a_block_that_is_borrowed() {
    for size in SIZES {
        let (outcome, _) = same! {
            before { let p = pair(bytes(size), bytes(size)); let mut guard = None; let mut sum = 0; }
            body {
                for i in 0..size {
                    if i == 9 { guard = Some(p->one.borrow_slice_mut(30)?); }
                    sum += u64::from(p->other[i]);
                    p->other[i] = p->one[i];
                }
                sum
            }
            after { let was_lent = guard.take().is_some(); (was_lent, sum, end(p)) }
        };
        assert!(outcome.starts_with("Borrow"), "{outcome}");
    }
}

#[test]
fn handles_into_the_middle_and_back() {
    for size in SIZES {
        for first in [0, 1, 20, 39] {
            same! {
                before { let p = pair(bytes(size), bytes(size)); let mut seen = Vec::new(); }
                body {
                    p->one = p->one + first;
                    for i in -2..45_i32 {
                        if i == 10 { p->one = p->one - 1; }
                        seen.push(~p->one[i]);
                    }
                }
                after { let rows = p.read().unwrap(); p.write(Pair { one: rows.other, ..rows }).unwrap(); (seen, end(p)) }
            };
        }
    }
}

#[test]
fn rows_that_are_being_filled() {
    for size in SIZES {
        same! {
            before { let p = pair(malloc(size.into()).unwrap(), malloc(size.into()).unwrap()); let mut sum = 0; }
            body {
                for i in 0..=size {
                    p->one[i] = i;
                    sum += u64::from(p->one[i]);
                    p->other[size - 1 - i] = p->one[i / 2];
                }
                sum
            }
            after { (sum, end(p)) }
        };
        same! {
            before { let p = pair(malloc(size.into()).unwrap(), bytes(size)); let mut sum = 0; }
            body { for i in 0..size { if i < 9 { p->one[i] = i; } sum += u64::from(p->one[i]); } sum }
            after { (sum, end(p)) }
        };
    }
}

#[test]
fn the_same_bytes_as_another_type() {
    for size in SIZES {
        for cast_at in [0, 3] {
            same! {
                before { let p = pair(bytes(size), bytes(size)); let mut sum = 0; }
                body {
                    for i in 0..size {
                        if i == cast_at { p->wide = p->one.cast::<u32>()?; }
                        sum += u64::from(p->one[i]);
                        if i >= cast_at { sum += u64::from(p->wide[i]); }
                    }
                    sum
                }
                after { (sum, end(p)) }
            };
        }
    }
}

thread_local! {
    static ROW: Cell<Option<MallocPointer<Dropped>>> = const { Cell::new(None) };
    static DROPS: Cell<u32> = const { Cell::new(0) };
}

/// Whose drop frees the block that it was in.
struct Dropped(u64);

impl Drop for Dropped {
    fn drop(&mut self) {
        DROPS.set(DROPS.get() + 1);
        if self.0 == 3
            && let Some(row) = ROW.take()
        {
            let _ = free(row);
        }
    }
}

#[derive(Fields, Clone, Copy)]
struct Row {
    items: MallocPointer<Dropped>,
}

#[test]
fn a_drop_that_frees_the_row() {
    let (outcome, _) = same! {
        before {
            let items = malloc::<Dropped>(8 * 6).unwrap();
            for i in 0..6 { items.add(i).unwrap().write(Dropped(i as u64)).unwrap(); }
            let row = MallocPointer::from_slice(&[Row { items }]).unwrap();
            ROW.set(Some(items));
            DROPS.set(0);
        }
        body { for i in 0..6_usize { row->items[i] = Dropped(10 + i as u64); } }
        after { let drops = DROPS.get(); let freed = ROW.take().is_none(); free(row).unwrap(); (drops, freed) }
    };
    assert!(outcome.starts_with("Memory"), "{outcome}");
}

#[derive(Fields, Clone, Copy)]
struct Others {
    nothing: MallocPointer<()>,
    chunks: CallocPointer<u16>,
    lent: MallocPointer<u8>,
}

#[test]
fn other_blocks() {
    for last in [3, 4, 6] {
        same! {
            before {
                let of_c = [1_u8, 2, 3, 4];
                let chunks = calloc::<u16>(5, 2).unwrap();
                // SAFETY: the array outlives the guard.
                let lent = unsafe { MallocPointer::<u8>::borrow_raw(of_c.as_ptr().cast(), 4) }.unwrap();
                let others = Others { nothing: malloc(1).unwrap(), chunks, lent: *lent };
                let mut lent = Some(lent);
                let p = MallocPointer::from_slice(&[others]).unwrap();
                let mut sum = 0;
            }
            body {
                for i in 0..last {
                    if last == 3 && i == 2 { lent = None; }
                    sum += u64::from(p->lent[i]);
                    if i < 5 { p->chunks[i] = i as u16; }
                    sum += u64::from(p->chunks[i]);
                    p->nothing[i] = ();
                }
                sum
            }
            after { let was_lent = lent.take().is_some(); free(others.nothing).unwrap(); free(others.chunks).unwrap(); free(p).unwrap(); (sum, was_lent) }
        };
    }
}

#[test]
fn every_thread_has_blocks_of_its_own() {
    let run = || {
        same! {
            before { let p = pair(bytes(40), bytes(40)); let mut sum = 0; }
            body {
                for i in 0..40 {
                    if i == 20 { p->one = std::thread::spawn(|| { let p = bytes(30); p.detach().unwrap() }).join().unwrap().attach()?; }
                    sum += u64::from(p->one[i]);
                }
                sum
            }
            after { let rows = p.read().unwrap(); (sum, rows.one.to_vec().ok(), end(p)) }
        }
    };
    let (outcome, _) = run();
    assert!(outcome.starts_with("OutOfBounds"), "{outcome}");
}

/// A node whose fields are behind an index.
#[derive(Fields, Clone, Copy)]
struct Node {
    number: u32,
    name: [u8; 4],
    next: MallocPointer<Node>,
}

#[derive(Fields, Clone, Copy)]
struct Nodes {
    all: MallocPointer<Node>,
}

/// Where an error is, it is the index that is wrong, and not the field behind it.
#[test]
fn an_index_that_leads_on_fails_itself() {
    let node = |number| Node {
        number,
        name: *b"abc\0",
        next: MallocPointer::null(),
    };
    macro_rules! after {
        ($what:ident, $i:ident, $p:ident, $sum:ident => $($used:tt)*) => {
            for $what in 0..4 {
                let (outcome, _) = same! {
                    before {
                        let all = MallocPointer::from_slice(&(0..6).map(node).collect::<Vec<_>>()).unwrap();
                        let $p = MallocPointer::from_slice(&[Nodes { all }]).unwrap();
                        let mut $sum = 0;
                    }
                    body {
                        for $i in 0..6_usize {
                            if $i == 2 {
                                match $what {
                                    0 => { realloc($p->all, size_of::<Node>()); }
                                    1 => { free($p->all); }
                                    2 => { $p->all = NULL; }
                                    _ => {}
                                }
                            }
                            $($used)*
                        }
                        $sum
                    }
                    after { let _ = free($p.read().unwrap().all); free($p).unwrap(); $sum }
                };
                assert_eq!(outcome.starts_with("Ok"), $what == 3, "{outcome}");
                assert!($what != 0 || outcome.contains("p->all[i]` is outside"), "{outcome}");
            }
        };
    }
    after!(what, i, p, sum => sum += p->all[i].number;);
    after!(what, i, p, sum => p->all[i].number = 3; sum += 1;);
    after!(what, i, p, sum => p->all[i].number += 3; sum += 1;);
    after!(what, i, p, sum => sum += u32::from(p->all[i].name[1]););
    after!(what, i, p, sum => sum += u32::from(p->all[i].next == NULL););
}
