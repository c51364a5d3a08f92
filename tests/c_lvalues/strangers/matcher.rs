//! Matches patterns with `.`, `*`, `+`, `?`, `^`, `$` and `[a-z]`: handles that step up and down again, elements behind and before
//! them, and structures that are passed as values.

use pointers::prelude::*;
use pointers::string::*;

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    End,
    Any,
    Begin,
    Last,
    Star,
    Plus,
    Maybe,
    Char,
    Set,
}
use Kind::*;

#[derive(Fields, Clone, Copy)]
struct Part {
    kind: Kind,
    c: u8,
    set: MallocPointer<u8>,
}

const MOST: usize = 16;

pointers! {

fn compile(s: MallocPointer<u8>, parts: MallocPointer<Part>, sets: MallocPointer<u8>) -> Result<bool> {
    let mut j = 0;
    let mut used = 1;
    while *s != b'\0' && j + 1 < MOST {
        parts[j].set = NULL;
        parts[j].c = *s;
        match *s {
            b'.' => parts[j].kind = Any,
            b'^' => parts[j].kind = Begin,
            b'$' => parts[j].kind = Last,
            b'*' => parts[j].kind = Star,
            b'+' => parts[j].kind = Plus,
            b'?' => parts[j].kind = Maybe,
            b'[' => {
                parts[j].kind = Set;
                parts[j].set = &raw mut sets[used];
                while s[1] != b']' {
                    if s[1] == b'\0' { return Ok(false); }
                    sets[used++] = *++s;
                }
                sets[used++] = 0;
                s++;
            }
            _ => parts[j].kind = Char,
        }
        s++;
        j++;
    }
    parts[j] = Part { kind: End, c: 0, set: NULL };
    parts[j + 1] = parts[j];
    return Ok(true);
}

fn in_set(c: u8, set: MallocPointer<u8>) -> Result<bool> {
    loop {
        if set[0] != 0 && set[1] == b'-' && set[2] != 0 && c >= set[0] && c <= set[2] { return Ok(true); }
        if c == *set && (c != b'-' || set[-1] == 0 || set[1] == 0) { return Ok(true); }
        if *set++ == 0 { break; }
    }
    return Ok(false);
}

fn one(p: Part, c: u8) -> Result<bool> {
    match p.kind {
        Any => return Ok(c != b'\n'),
        Set => return in_set(c, p.set),
        _ => return Ok(p.c == c),
    }
}

fn many(p: Part, rest: MallocPointer<Part>, s: MallocPointer<u8>, least: isize, length: &mut i32) -> Result<bool> {
    let begin = s;
    while *s != 0 && one(p, *s)? {
        s++;
        (*length)++;
    }
    while s - begin >= least {
        if here(rest, s, length)? { return Ok(true); }
        if s == begin { break; }
        s--;
        (*length)--;
    }
    return Ok(false);
}

fn here(p: MallocPointer<Part>, s: MallocPointer<u8>, length: &mut i32) -> Result<bool> {
    let before = *length;
    loop {
        if p->kind == End { return Ok(true); }
        if p[1].kind == Maybe {
            if *s != 0 && one(*p, *s)? {
                (*length)++;
                if here(p + 2, s + 1, length)? { return Ok(true); }
                (*length)--;
            }
            return here(p + 2, s, length);
        }
        if p[1].kind == Star { return many(*p, &raw mut p[2], s, 0, length); }
        if p[1].kind == Plus { return many(*p, &raw mut p[2], s, 1, length); }
        if p->kind == Last && p[1].kind == End { return Ok(*s == 0); }
        if !(*s != 0 && one(*p++, *s++)?) { break; }
        (*length)++;
    }
    *length = before;
    return Ok(false);
}

fn find(p: MallocPointer<Part>, s: MallocPointer<u8>, length: &mut i32) -> Result<isize> {
    let begin = s;
    *length = 0;
    if p->kind == Begin { return Ok(if here(p + 1, s, length)? { 0 } else { -1 }); }
    loop {
        if here(p, s, length)? { return Ok(s - begin); }
        if *s++ == 0 { break; }
    }
    return Ok(-1);
}
}

#[test]
fn patterns_are_found() -> Result<()> {
    pointers! {
        let cases = [
            ("a*b", "xaaab", (1, 4)), ("^a+$", "aaa", (0, 3)), ("^a+$", "aab", (-1, 0)), ("h.llo?", "say hell", (4, 4)),
            ("[a-c]+d", "xxabcd", (2, 4)), ("[0-9.]+$", "v1.25", (1, 4)), ("x", "abc", (-1, 0)), ("[", "x", (-2, 0)),
        ];
        let parts: MallocPointer<Part> = malloc(MOST * size_of::<Part>());
        let sets: MallocPointer<u8> = calloc_bytes(64)?;
        for (pattern, string, expected) in cases {
            let p = strdup(pattern);
            let s = strdup(string);
            let mut length = 0;
            let at = if compile(p, parts, sets)? { find(parts, s, &mut length)? } else { -2 };
            assert_eq!((at, length), expected, "{pattern} in {string}");
            free(p);
            free(s);
        }
        free(parts);
        free(sets);
    }
}

fn calloc_bytes(n: usize) -> Result<MallocPointer<u8>> {
    pointers! {
        let p: MallocPointer<u8> = malloc(n);
        memset(p, 0, n);
        p
    }
}

pointers! {
#![allow(misuse)]

/// As an original does: a loop that ends at the NUL, and a step behind it.
fn read_on(s: MallocPointer<u8>) -> Result<u8> {
    while *s != 0 { s++; }
    s++;
    return Ok(*s);
}
}

#[test]
fn what_the_original_reads_behind_its_pattern_is_an_error() -> Result<()> {
    pointers! {
        let s = strdup("[");
        assert_eq!(read_on(s).unwrap_err().kind(), ErrorKind::OutOfBounds);
        free(s);
    }
}
