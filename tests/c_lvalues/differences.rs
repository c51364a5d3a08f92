//! `p - q`.

use pointers::prelude::*;

struct Span {
    begin: MallocPointer<u8>,
    end: MallocPointer<u8>,
    first: usize,
    last: usize,
}

#[derive(Fields, Clone, Copy)]
struct Lexer {
    start: CallocPointer<u16>,
    current: CallocPointer<u16>,
    line: i32,
    column: i32,
}

pointers! {
    fn length(s: MallocPointer<u8>) -> Result<isize> {
        let p = s;
        while ~p != 0 { p++; }
        Ok(p - s)
    }

    fn of_a_structure(span: &Span) -> Result<isize> {
        assert_eq!(span.last - span.first, 2);
        Ok(span.end - span.begin)
    }

    fn subtract<T: std::ops::Sub<Output = T> + Copy>(a: [T; 2]) -> T {
        a[1] - a[0]
    }
}

#[test]
fn of_two_handles() -> Result<()> {
    pointers! {
        let s: MallocPointer<u8> = malloc(4);
        let n = 3;
        for i in 0..n { s[i] <<= b'a'; }
        s[n] <<= 0;
        assert_eq!(length(s)?, 3);
        let end = s + n;
        let span = Span { begin: s, end, first: 1, last: 3 };
        assert_eq!(of_a_structure(&span)?, 3);
        assert_eq!((end - s) as usize + n, 6);
        assert_eq!(s - end, -3);
        assert_eq!((end - 1) - s, 2);
        assert_eq!(*(end - 1), b'a');
        let back = 1;
        let last = end - back;
        assert_eq!(~last, b'a');
        let between: isize = last - s;
        free(s);
        assert_eq!(between + !between, -1);
    }
}

#[test]
fn of_fields() -> Result<()> {
    pointers! {
        let l: MallocPointer<Lexer> = malloc(size_of::<Lexer>());
        l->start = calloc(8, 2);
        l->current = l->start + 5;
        l->line = 7;
        l->column = 3;
        assert_eq!(l->current - l->start, 5);
        assert_eq!(l->line - l->column, 4);
        assert_eq!(l->current - 2 - l->start, 3);
        free(l->start);
        free(l);
    }
}

#[test]
fn what_cannot_be_told() -> Result<()> {
    pointers! {
        let a: MallocPointer<u8> = malloc(1);
        let b: MallocPointer<u8> = malloc(1);
        let line = line!() + 1;
        try { let _ = a - b; } except OutOfBounds as e { assert_eq!(e.used_at().line(), line); }
        try { let _ = a - MallocPointer::null(); } except NullPointer { free(a); }
        free(b);
    }
}

#[test]
fn rusts_own() -> Result<()> {
    pointers! {
        let less = |a, b| a - b;
        assert_eq!(less(3, 1), 2);
        assert_eq!(subtract([1.5, 2.0]), 0.5);
        let now = [std::time::Duration::from_secs(3), std::time::Duration::from_secs(1)];
        assert_eq!((now[0] - now[1]).as_secs(), 2);
        let pair = (5_u8, 3);
        assert_eq!(pair.0 - pair.1, 2);
        let mut pairs = [(1_u8, 4), (2, 3_u8)];
        pairs.sort_by_key(|pair| pair.1 - pair.0);
        assert_eq!(pairs[0], (2, 3));
        let widths: Vec<u8> = pairs.iter().map(|pair| pair.1 - pair.0).collect();
        assert_eq!(widths, [1, 3]);
        let by: u8 = "1".parse().unwrap();
        assert_eq!(pairs[0].1 - by - pairs[0].0, 0);
        let sets = [std::collections::BTreeSet::from([1, 2]), std::collections::BTreeSet::from([2])];
        assert_eq!(&sets[0] - &sets[1], std::collections::BTreeSet::from([1]));
    }
}
