use std::collections::VecDeque;
use std::ops::{Index, IndexMut};

use pointers::prelude::*;

#[derive(Fields)]
struct Vector {
    data: MallocPointer<i64>,
    len: usize,
    capacity: usize,
}

type Done = std::result::Result<(), Box<dyn std::error::Error>>;

pointers! {
    fn push(v: MallocPointer<Vector>, x: i64) -> pointers::Result<()> {
        if v->len == v->capacity {
            v->capacity *= 2;
            realloc(v->data, v->capacity * 8);
        }
        v->data[v->len++] <<= x;
        Ok(())
    }
}

#[test]
fn a_field_is_brought_up_to_date() -> Done {
    pointers! {
        let v: MallocPointer<Vector> = malloc(size_of::<Vector>());
        v->data = malloc(8);
        v->len = 0;
        v->capacity = 1;
        for x in 0..100 { push(v, x)?; }
        let mut sum = 0;
        for i in 0..v->len { sum += v->data[i]; }
        assert_eq!(sum, 4950);
        free(v->data);
        free(v);
    }?;
    Ok(())
}

#[test]
fn so_is_an_element() -> Done {
    pointers! {
        let rows: MallocPointer<MallocPointer<u8>> = malloc(32);
        rows[0] <<= malloc(1);
        rows[1] <<= malloc(1);
        let mut i = 0;
        realloc(rows[i++], 4096);
        assert_eq!(i, 1);
        realloc(~rows, 8192);
        rows[0][8000] <<= 1;
        assert_eq!(rows[0].size(), 8192);
        free(rows[0]);
        free(rows[1]);
        free(rows);
    }?;
    Ok(())
}

struct Buffer {
    items: MallocPointer<u64>,
    len: usize,
}

pointers! {
    impl Buffer {
        fn push(&mut self, value: u64) -> pointers::Result<()> {
            realloc(self.items, (self.len + 1) * 8);
            self.items[self.len++] <<= value;
            Ok(())
        }
    }

    fn push_into(b: &mut Buffer, value: u64) -> pointers::Result<()> {
        realloc(b.items, (b.len + 1) * 8);
        b.items[b.len] <<= value;
        b.len += 1;
        Ok(())
    }
}

#[test]
fn a_field_of_a_variable() -> Done {
    pointers! {
        let mut b = Buffer { items: NULL, len: 0 };
        realloc(b.items, 8);
        b.items[0] <<= 7;
        b.len = 1;
        for i in 0..100 {
            b.push(i)?;
            push_into(&mut b, i)?;
        }
        assert_eq!((b.items[0], b.items[200], b.len), (7, 99, 201));
        let mut pair = (b.items, 3);
        realloc(pair.0, 8 * 8);
        assert_eq!(pair.0.size() + pair.1, 67);
        free(pair.0);
    }?;
    Ok(())
}

struct Rows {
    rows: [MallocPointer<u32>; 2],
    list: Vec<MallocPointer<u32>>,
}

pointers! {
    fn through_a_reference(out: &mut MallocPointer<u32>, n: usize) -> pointers::Result<()> {
        realloc(*out, n * 4);
        (*out)[n - 1] = n as u32;
        Ok(())
    }

    fn through_a_handle(out: MallocPointer<MallocPointer<u32>>, n: usize) -> pointers::Result<()> {
        realloc(*out, n * 4);
        (*out)[n - 1] = n as u32;
        let mut i = 0;
        realloc(*(out + { i += 1; i }), 4);
        *out[1] = i;
        Ok(())
    }

    fn through_a_pointer(out: Pointer<MallocPointer<u32>>, n: usize) -> pointers::Result<()> {
        realloc(*out, n * 4);
        let all = *out;
        all[n - 1] = n as u32;
        Ok(())
    }

    impl Rows {
        fn grow(&mut self, n: usize) -> pointers::Result<()> {
            realloc(self.rows[n % 2], n * 4);
            self.rows[n % 2][n - 1] = 7;
            let mut i = 0;
            realloc(self.list[{ i += 1; i }], n * 4);
            assert_eq!(i, 1);
            self.list[1][n - 1] = 8;
            Ok(())
        }
    }
}

/// NULL becomes a block, so that only the place can know of it.
#[test]
fn every_other_place() -> Done {
    pointers! {
        let p: MallocPointer<u32> = NULL;
        let out: MallocPointer<MallocPointer<u32>> = malloc(2 * size_of::<MallocPointer<u32>>());
        out[0] = NULL;
        out[1] = NULL;
        let mut rows = Rows { rows: [NULL; 2], list: vec![NULL; 2] };
        let mut list = [p; 3];
        for n in 1..100 {
            through_a_reference(&mut p, n)?;
            through_a_handle(out, n)?;
            through_a_pointer((&raw mut out[0]).into(), n)?;
            rows.grow(n)?;
            realloc(list[2], n * 4);
            realloc(rows.list[0], n * 4);
            list[2][n - 1] = 9;
            rows.list[0][n - 1] = 10;
        }
        assert_eq!((p[98], out[0][98], out[1][0], rows.rows[1][98], rows.rows[0][97]), (99, 99, 1, 7, 7));
        assert_eq!((rows.list[1][98], rows.list[0][98], list[2][98]), (8, 10, 9));
        let all = [p, out[0], out[1], rows.rows[0], rows.rows[1], rows.list[0], rows.list[1], list[2]];
        for handle in all {
            free(handle);
        }
        free(out);
    }?;
    Ok(())
}

/// A sum is no place, and a variable of outside is not `mut`: nothing is assigned.
#[test]
fn what_is_no_place_stays_as_it_is() -> Done {
    let outside: MallocPointer<u8> = malloc(4)?;
    let error = pointers! {
        #![allow(misuse)]
        realloc(outside, 8);
        realloc(outside + 0, 12);
        realloc(outside + 1, 8);
    };
    let error: Error = error.unwrap_err();
    assert_eq!((error.kind(), outside.size()), (ErrorKind::InvalidFree, 12));
    free(outside)?;
    Ok(())
}

/// Beyond what C aligns by itself: each reallocation of such a block moves it.
#[derive(Clone, Copy, PartialEq, Debug)]
#[repr(align(64))]
struct Moving(u32);

const SIZE: usize = size_of::<Moving>();

/// More often than old copies live.
const ROUNDS: usize = 200;

struct Table {
    rows: Vec<MallocPointer<Moving>>,
    queue: VecDeque<MallocPointer<Moving>>,
    pairs: [(u8, MallocPointer<Moving>); 2],
    own: Own,
    one: MallocPointer<Moving>,
}

/// With an index of its own.
struct Own(MallocPointer<Moving>, MallocPointer<Moving>);

impl Index<bool> for Own {
    type Output = MallocPointer<Moving>;

    fn index(&self, second: bool) -> &MallocPointer<Moving> {
        if second { &self.1 } else { &self.0 }
    }
}

impl IndexMut<bool> for Own {
    fn index_mut(&mut self, second: bool) -> &mut MallocPointer<Moving> {
        if second { &mut self.1 } else { &mut self.0 }
    }
}

pointers! {
    fn made(value: u32) -> Result<MallocPointer<Moving>> {
        let made: MallocPointer<Moving> = malloc(SIZE);
        made <<= Moving(value);
        Ok(made)
    }

    impl Table {
        fn new() -> Result<Self> {
            Ok(Table {
                rows: vec![made(0)?, made(1)?],
                queue: VecDeque::from([made(2)?, made(3)?]),
                pairs: [(0, made(4)?), (1, made(5)?)],
                own: Own(made(6)?, made(7)?),
                one: made(8)?,
            })
        }

        fn resize_all(&mut self, i: usize, size: usize) -> Result<()> {
            realloc(self.rows[i], size);
            realloc(self.queue[i], size);
            realloc(self.pairs[i].1, size);
            realloc(self.own[i == 1], size);
            realloc(self.one, size);
            Ok(())
        }

        fn itself(&mut self) -> Result<&mut Self> {
            Ok(self)
        }

        fn resize_through_calls(&mut self, i: usize, size: usize) -> Result<()> {
            realloc(self.itself()?.one, size);
            realloc(self.itself()?.rows[i], size);
            realloc(*self.rows.last_mut().unwrap(), size);
            Ok(())
        }

        fn free(self) -> Result<()> {
            for row in self.rows { free(row); }
            for row in self.queue { free(row); }
            for (_, row) in self.pairs { free(row); }
            free(self.own[false]);
            free(self.own[true]);
            free(self.one);
            Ok(())
        }
    }

    fn resize_elements(rows: &mut [MallocPointer<Moving>], i: usize, size: usize) -> Result<usize> {
        let mut asked = i;
        realloc(rows[asked++], size);
        Ok(asked - i)
    }

    fn resize_through(slot: &mut MallocPointer<Moving>, size: usize) -> Result<()> {
        realloc(*slot, size);
        Ok(())
    }

    fn resize_cell(cell: MallocPointer<MallocPointer<Moving>>, size: usize) -> Result<()> {
        realloc(*cell, size);
        realloc(~cell, 2 * size);
        realloc(cell[0], size);
        Ok(())
    }

    fn resize_boxed(table: &mut Box<Table>, size: usize) -> Result<()> {
        realloc(table.one, size);
        realloc((*table).pairs[0].1, size);
        Ok(())
    }
}

fn sizes() -> impl Iterator<Item = usize> {
    (0..ROUNDS).map(|round| SIZE * (1 + round % 2))
}

#[test]
fn elements_of_collections_are_brought_up_to_date() -> Done {
    let mut table = Table::new()?;
    for size in sizes() {
        for i in 0..2 {
            table.resize_all(i, size)?;
            assert_eq!(resize_elements(&mut table.rows, i, size)?, 1);
        }
    }
    let rows = table.rows.iter().chain(&table.queue);
    let rows = rows.chain(table.pairs.iter().map(|(_, row)| row));
    let rows = rows.chain([&table.own.0, &table.own.1, &table.one]);
    for (number, row) in rows.enumerate() {
        assert_eq!(row.read()?, Moving(number as u32));
    }
    Ok(table.free()?)
}

#[test]
fn places_behind_calls_references_and_boxes_are_too() -> Done {
    let mut table = Box::new(Table::new()?);
    for size in sizes() {
        table.resize_through_calls(0, size)?;
        resize_through(&mut table.one, size)?;
        resize_boxed(&mut table, size)?;
    }
    assert_eq!(table.rows[0].read()?, Moving(0));
    assert_eq!(table.pairs[0].1.read()?, Moving(4));
    assert_eq!(table.one.read()?, Moving(8));
    let cell = malloc::<MallocPointer<Moving>>(16)?;
    cell.write(made(9)?)?;
    for size in sizes() {
        resize_cell(cell, size)?;
    }
    assert_eq!(cell.read()?.read()?, Moving(9));
    free(cell.read()?)?;
    free(cell)?;
    Ok(table.free()?)
}

/// A user's own `realloc` updates nothing, whatever its place.
#[test]
fn a_users_own_realloc_is_a_function() -> Done {
    fn realloc(size: usize, add: usize) -> usize {
        size + add
    }
    let mut sizes = vec![1, 2];
    pointers! {
        let sum = realloc(sizes[1], 5);
        assert_eq!(sum, 7);
        sizes[0] = realloc(sizes[0], 1);
    }?;
    assert_eq!(sizes, [2, 2]);
    Ok(())
}

#[test]
fn what_failed_changes_nothing() -> Done {
    let mut rows = vec![made(1)?];
    let failing = pointers::heap::fail_after(0);
    let error = resize_elements(&mut rows, 0, 2 * SIZE).unwrap_err();
    drop(failing);
    assert_eq!(error.kind(), ErrorKind::Allocation);
    assert_eq!(rows[0].read()?, Moving(1));
    Ok(free(rows[0])?)
}
