//! Each arm panics, at its first token, or at what follows `/*@*/`. One line each: it is looked up in this text.
#![allow(unused_mut, unused_variables, unused_assignments, clippy::all, reason = "only the panic matters")]
#![cfg_attr(rustfmt, rustfmt_skip)]

pub(super) use super::{memory, values};
use pointers::prelude::*;

pub(super) fn zero() -> u8 {
    values().zero
}

fn take(_: u8) {}

both! {
    pub(crate) fn ordinary(n: usize) -> Result<()> {
        let mut r = values();
        match n {
            0 => { r.top += 1; }
            1 => { r.zero -= 1; }
            2 => { r.top *= 2; }
            3 => { r.top /= zero(); }
            4 => { r.top %= zero(); }
            5 => { r.top <<= r.big; }
            6 => { r.top >>= r.big; }
            7 => { r.row[0] += 1; }
            8 => { r.row[1] -= 1; }
            9 => { r.row[0] <<= r.big; }
            10 => { r.row[0] >>= r.big; }
            11 => { r.row[r.big] += 1; }
            12 => { r.row[r.big] <<= 1; }
            13 => { /*@*/r.all[0] += 1; }
            14 => { r.all[1] -= 1; }
            15 => { r.all[0] <<= r.big; }
            16 => { r.all[0] >>= r.big; }
            17 => { r.all[r.big] += 1; }
            18 => { r.all[r.big] -= 1; }
            19 => { r.all[r.big] <<= 1; }
            20 => { r.all[r.big] >>= 1; }
            21 => { let n = &mut r.top; /*@*/*n += 1; }
            22 => { let n = &mut r.zero; /*@*/*n -= 1; }
            23 => { let n = &mut r.top; /*@*/*n <<= 8 + *n as u32; }
            24 => { let n = &mut r.top; /*@*/*n >>= 8 + *n as u32; }
            25 => { let mut n = r.top; /*@*/n += 1; }
            26 => { let mut n = r.zero; /*@*/n -= 1; }
            27 => { let mut n = r.top; /*@*/n <<= r.big; }
            28 => { let mut n = r.top; /*@*/n >>= r.big; }
            29 => { let _ = /*@*/r.top + 1; }
            30 => { let _ = /*@*/-r.least; }
            31 => { let _ = /*@*/r.all[r.big]; }
            32 => { let _ = 1 + /*@*/r.row[r.big]; }
            33 => { let _ = /*@*/1 / r.zero; }
            34 => { let _ = /*@*/r.top << r.big; }
            35 => { r.all[0] += r.all[0]; }
            36 => { r.row[0] += r.all[0] - 1; }
            37 => { let mut m = vec![vec![255_u8]]; /*@*/m[0][0] += 1; }
            38 => { let mut m = vec![vec![255_u8]]; /*@*/m[0][0] <<= r.big; }
            39 => { let mut m = vec![vec![255_u8]]; /*@*/m[0][r.big] += 1; }
            40 => { let f = |row: &mut [u8]| { /*@*/row[0] += 1; }; f(&mut r.all); }
            41 => { let f = |row: &mut [u8], by: usize| { /*@*/row[0] <<= by; }; f(&mut r.all, r.big); }
            42 => { let rows = &mut vec![vec![255_u8]]; let mut f = || { /*@*/rows[0][0] += 1; }; f(); }
            43 => { let rows = &mut vec![vec![255_u8]]; let mut f = || { /*@*/rows[0][r.big] <<= 1; }; f(); }
            _ => {}
        }
        Ok(())
    }
}

pointers! {
    pub(super) fn through_handles(n: usize) -> Result<()> {
        let mut r = values();
        let m = memory()?;
        match n {
            0 => { let p = m.byte; let _ = /*@*/~p - 1; }
            1 => { let p = m.byte; let _ = /*@*/10 / ~p; }
            2 => { let p = m.byte; let _ = /*@*/10 % ~p; }
            3 => { let p = m.byte; let _ = /*@*/0 - ~p[1 - 1] - 1; }
            4 => { let p = m.least; let _ = /*@*/-~p; }
            5 => { let p = m.bytes; let _ = /*@*/~p[1] + 1; }
            6 => { let p = m.bytes; let _ = 1 + /*@*/(~p[1] + 1); }
            7 => { let p = m.bytes; let _ = /*@*/~p[1] << (~p[1] as u32); }
            8 => { let p = m.byte; let _ = /*@*/(~p) - 1; }
            9 => { let p = m.byte; /*@*/~p -= 1; }
            10 => { let p = m.bytes; /*@*/~p[1] += 1; }
            11 => { let p = m.bytes; /*@*/p[1] += 1; }
            12 => { let p = m.bytes; /*@*/p[0] -= 1; }
            13 => { let p = m.bytes; /*@*/~p[1] *= 2; }
            14 => { let p = m.byte; /*@*/~p /= ~p; }
            15 => { let p = m.row; let _ = /*@*/(~p)[1] + 1; }
            16 => { let p = m.row; /*@*/(~p)[0] -= 1; }
            17 => { let p = m.row; /*@*/(~p)[1] += 1; }
            18 => { let p = m.row; /*@*/(~p)[1] *= 2; }
            19 => { let n = m.node; let _ = /*@*/n->value - 1; }
            20 => { let n = m.node; let _ = /*@*/-n->signed; }
            21 => { let n = m.node; let _ = n->all/*@*/[r.big] + 1; }
            22 => { let n = m.node; let _ = 1 + n->all/*@*/[r.big]; }
            23 => { let n = m.node; let _ = /*@*/n->row[1] + 1; }
            24 => { let n = m.node; /*@*/n->value -= 1; }
            25 => { let n = m.node; n->all/*@*/[r.big] *= 2; }
            26 => { let n = m.node; /*@*/n->row[1] += 1; }
            27 => { let n = m.node; /*@*/n->all[1] += 1; }
            28 => { let n = m.node; n->all/*@*/[r.big] = 1; }
            29 => { let n = m.node; let _ = n->all/*@*/[r.big]; }
            30 => { let p = m.bytes; let i = m.byte; p[/*@*/~i - 1] <<= 3; }
            31 => { let p = m.byte; r.zero = /*@*/~p - 1; }
            32 => { let p = m.bytes; /*@*/r.top += ~p[1]; }
            33 => { let p = m.bytes; let mut n = r.top; /*@*/n += ~p[1]; }
            34 => { let p = m.bytes; /*@*/r.all[0] += ~p[1]; }
            35 => { let p = m.bytes; /*@*/r.top <<= ~p[1]; }
            36 => { let p = m.bytes; /*@*/r.row[~p[1] as usize] += 1; }
            37 => { let p = m.bytes; let _ = /*@*/r.row[~p[1] as usize]; }
            38 => { let p = m.byte; take(/*@*/~p - 1); }
            39 => { let p = m.byte; if /*@*/~p - 1 == 0 { return Ok(()) } }
            40 => { let p = m.bytes; let _ = /*@*/~p[1] as u8 + 1; }
            41 => { let p = m.bytes; let _ = format!("{}", /*@*/~p[1] + 1); }
            _ => {}
        }
        Ok(())
    }
}
