//! The hot paths, one function each, in a shared library: `tests/machine_code.rs` reads their machine code.

#![allow(missing_docs)]

use std::cell::Cell;

use pointers_core::__private::traits::*;
use pointers_core::__private::{Probe, Store};
use pointers_core::{CallocPointer, MallocPointer, Pointer, Result};
use pointers_macros::Fields;

#[unsafe(no_mangle)]
pub fn hot_read(p: MallocPointer<u64>) -> Result<u64> {
    p.read()
}

/// Nothing on its way asks whether anything is recorded, or rehearsed.
#[unsafe(no_mangle)]
pub fn hot_malloc() -> Result<MallocPointer<u64>> {
    pointers_core::malloc(40)
}

/// The same of the other end.
#[unsafe(no_mangle)]
pub fn hot_free(p: MallocPointer<u64>) -> Result<()> {
    pointers_core::free(p)
}

#[unsafe(no_mangle)]
pub fn hot_write(p: MallocPointer<u64>, value: u64) -> Result<()> {
    p.write(value)
}

#[unsafe(no_mangle)]
pub fn hot_add(p: MallocPointer<u64>, n: usize) -> Result<MallocPointer<u64>> {
    p.add(n)
}

#[unsafe(no_mangle)]
pub fn hot_add_read(p: MallocPointer<u64>, n: usize) -> Result<u64> {
    p.add(n)?.read()
}

#[unsafe(no_mangle)]
pub fn hot_add_write(p: MallocPointer<u64>, n: usize, value: u64) -> Result<()> {
    p.add(n)?.write(value)
}

/// `p[i]` in the macro.
#[unsafe(no_mangle)]
pub fn hot_at_read(p: MallocPointer<u64>, i: i32) -> Result<u64> {
    p.__pointers_p_element(i)
}

#[unsafe(no_mangle)]
pub fn hot_at_read_up(p: MallocPointer<u64>, i: usize) -> Result<u64> {
    p.__pointers_p_element(i)
}

#[unsafe(no_mangle)]
pub fn hot_at_read_chunk(p: CallocPointer<u64>, i: usize) -> Result<u64> {
    p.__pointers_p_element(i)
}

/// `p[i] = v` in the macro.
#[unsafe(no_mangle)]
pub fn hot_at_write(p: MallocPointer<u64>, i: i32, value: u64) -> Result<()> {
    p.__pointers_p_element_move(i, value)
}

#[unsafe(no_mangle)]
pub fn hot_at_write_up(p: MallocPointer<u64>, i: usize, value: u64) -> Result<()> {
    p.__pointers_p_element_move(i, value)
}

#[unsafe(no_mangle)]
pub fn hot_at_write_chunk(p: CallocPointer<u64>, i: usize, value: u64) -> Result<()> {
    p.__pointers_p_element_move(i, value)
}

#[unsafe(no_mangle)]
pub fn hot_chunk_read(p: CallocPointer<u64>, n: usize) -> Result<u64> {
    p.add(n)?.read()
}

#[unsafe(no_mangle)]
pub fn hot_memset(p: MallocPointer<u8>, n: usize) -> Result<MallocPointer<u8>> {
    pointers_core::string::memset(p, 7_u8, n)
}

#[unsafe(no_mangle)]
pub fn hot_memcpy(
    p: MallocPointer<u8>,
    q: MallocPointer<u8>,
    n: usize,
) -> Result<MallocPointer<u8>> {
    pointers_core::string::memcpy(p, q, n)
}

#[unsafe(no_mangle)]
pub fn hot_strlen(p: MallocPointer<u8>) -> Result<usize> {
    pointers_core::string::strlen(p)
}

// What the macro makes of loops: `~p[i]`, `p[i] <<= v` and `p[i] += v`. The usual expansion stands in the arms that the
// compiler has to see are never taken.

macro_rules! get {
    ($view:ident, $p:ident, $i:ident) => {
        if !$view.__pointers_reads() {
            $p.offset($i as isize)?.read()?
        } else {
            let index = $view.__pointers_index($i);
            match $view.__pointers_get(&index) {
                Some(value) => value,
                None => {
                    $view.__pointers_reach(&index)?;
                    $view.__pointers_late(&index)?
                }
            }
        }
    };
}

macro_rules! set {
    ($view:ident, $p:ident, $i:ident, $value:expr) => {
        if !$view.__pointers_writes() {
            $p.offset($i as isize)?.write($value)?;
        } else {
            let index = $view.__pointers_index($i);
            let store = Store {
                view: &$view,
                value: $value,
            };
            match store.__pointers_set(&index) {
                Ok(()) => {}
                Err(value) => {
                    $view.__pointers_reach(&index)?;
                    let store = Store {
                        view: &$view,
                        value,
                    };
                    store.__pointers_set_late(&index)?
                }
            }
        }
    };
}

macro_rules! cells {
    ($p:ident, $write:literal, $n:ident) => {
        match Probe(&$n).__pointers_need(0) {
            Some(need) => Probe(&$p).__pointers_cells($write, Some(need)),
            None => None,
        }
    };
}

#[unsafe(no_mangle)]
pub fn hot_view_sum(p: MallocPointer<u64>, n: usize) -> Result<u64> {
    let view = Probe(&p).__pointers_view();
    let mut sum = 0_u64;
    for i in 0..n {
        sum = sum.wrapping_add(get!(view, p, i));
    }
    Ok(sum)
}

#[unsafe(no_mangle)]
pub fn hot_view_fill(p: MallocPointer<u64>, n: usize, value: u64) -> Result<()> {
    let view = Probe(&p).__pointers_view();
    for i in 0..n {
        set!(view, p, i, value);
    }
    Ok(())
}

#[unsafe(no_mangle)]
pub fn hot_view_copy(p: MallocPointer<u64>, q: CallocPointer<u64>, n: usize) -> Result<()> {
    let (to, from) = (Probe(&p).__pointers_view(), Probe(&q).__pointers_view());
    for i in 0..n {
        set!(to, p, i, get!(from, q, i));
    }
    Ok(())
}

#[unsafe(no_mangle)]
pub fn hot_view_step(p: MallocPointer<u64>, n: i32) -> Result<()> {
    let view = Probe(&p).__pointers_view();
    for i in 0..n {
        if !view.__pointers_steps() {
            p.write(p.read()?)?;
        } else {
            let index = view.__pointers_index(i);
            let mut place = match view.__pointers_place(&index, |i| p.offset(i as isize)) {
                Some(place) => place,
                None => view.__pointers_place_late(&index)?,
            };
            *place = place.wrapping_add(3);
            match view.__pointers_commit(&index, place) {
                Ok(()) => {}
                Err(place) => view.__pointers_commit_late(&index, place)?,
            }
        }
    }
    Ok(())
}

/// `for i in 0..n { p[i] <<= f(i) }`, where `f` may do anything, as far as it is run without the usual loop.
#[inline(always)]
fn fill(p: MallocPointer<u64>, n: usize, mut f: impl FnMut(usize) -> u64) -> Result<()> {
    let view = Probe(&p).__pointers_view();
    match view.__pointers_fill(&mut (0..n), &mut f) {
        None => Ok(()),
        Some((i, value)) => p.add(i)?.write(value),
    }
}

/// Of a function that is known, and stores nothing.
#[unsafe(no_mangle)]
pub fn hot_fill(p: MallocPointer<u64>, n: usize) -> Result<()> {
    fill(p, n, |i| (i as u64).rotate_left(7))
}

/// Of one that stores where the lock word could be.
#[unsafe(no_mangle)]
pub fn hot_fill_anyhow(p: MallocPointer<u64>, n: usize, cell: &Cell<u64>) -> Result<()> {
    fill(p, n, |_| cell.replace(cell.get() + 1))
}

/// The same, where the block is being filled.
#[unsafe(no_mangle)]
pub fn hot_fill_next(p: MallocPointer<u64>, n: usize, cell: &Cell<u64>) -> Result<()> {
    fill(p, n, |_| cell.replace(cell.get() + 2))
}

#[unsafe(no_mangle)]
pub fn hot_cells_sum(p: MallocPointer<u64>, n: i32) -> Result<u64> {
    let Some(lent) = cells!(p, false, n) else {
        return Ok(0);
    };
    let cells = lent.__pointers_lent();
    let mut sum = 0_u64;
    for i in 0..n {
        sum = sum.wrapping_add(get!(cells, p, i));
    }
    Ok(sum)
}

#[unsafe(no_mangle)]
pub fn hot_cells_copy(p: MallocPointer<u64>, q: CallocPointer<u64>, n: usize) -> Result<()> {
    let Some(to) = cells!(p, true, n) else {
        return Ok(());
    };
    let Some(from) = cells!(q, false, n) else {
        return Ok(());
    };
    let (to, from) = (to.__pointers_lent(), from.__pointers_lent());
    for i in 0..n {
        set!(to, p, i, get!(from, q, i));
    }
    Ok(())
}

// ---- places: `p->f` in the macro

#[derive(Fields, Clone, Copy)]
#[fields(crate = pointers_core)]
pub struct Large {
    pub first: u64,
    pub rest: [u64; 40],
    pub next: MallocPointer<Large>,
}

#[unsafe(no_mangle)]
pub fn hot_field_read(p: MallocPointer<Large>) -> Result<u64> {
    let Ok(place) = p.__pointers_p_arrow();
    let place = place.__pointers_through("p");
    let Ok(field) = place.__pointers_p_field(|m| &m.first);
    let read = field.__pointers_p_value();
    read.map_err(|error| error.__pointers_named("", "p->first"))
}

#[unsafe(no_mangle)]
pub fn hot_field_write(p: MallocPointer<Large>, value: u64) -> Result<()> {
    let Ok(place) = p.__pointers_p_arrow();
    let place = place.__pointers_through("p");
    let Ok(field) = place.__pointers_p_field_mut(|m| &mut m.first);
    let written = field.__pointers_p_assign(value);
    written.map_err(|error| error.__pointers_named("", "p->first"))
}

#[unsafe(no_mangle)]
pub fn hot_field_handle(p: MallocPointer<Large>) -> Result<MallocPointer<Large>> {
    let Ok(place) = p.__pointers_p_arrow();
    let place = place.__pointers_through("p");
    let Ok(field) = place.__pointers_p_field(|m| &m.next);
    let read = field.__pointers_p_value();
    read.map_err(|error| error.__pointers_named("", "p->first"))
}

#[unsafe(no_mangle)]
pub fn hot_one_read(p: Pointer<u64>) -> Result<u64> {
    p.read()
}

#[unsafe(no_mangle)]
pub fn hot_one_write(p: Pointer<u64>, value: u64) -> Result<()> {
    p.write(value)
}

/// `p - q`.
#[unsafe(no_mangle)]
pub fn hot_difference(p: MallocPointer<u64>, q: MallocPointer<u64>) -> Result<isize> {
    p.offset_from(q)
}
