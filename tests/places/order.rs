//! In which order, and how often, what leads to a place is evaluated: the right side, the indices, the place; and `realloc` of
//! every place brings that place up to date, whatever its size does meanwhile.

#![allow(unused_assignments, reason = "who reads a variable is what is tested")]
#![allow(clippy::blocks_in_conditions, reason = "indices of many forms")]

use std::cell::Cell;
use std::ops::{Neg, Not};

use pointers::prelude::*;

type R = Result<()>;
/// Not known to the macro as a handle.
type M<T> = MallocPointer<T>;

fn rows() -> Result<M<M<i32>>> {
    pointers! {
        let r: M<M<i32>> = malloc(32);
        r[0] = malloc(8); r[1] = malloc(8);
        r[0][0] = 0; r[0][1] = 1; r[1][0] = 1; r[1][1] = 0;
        r
    }
}
#[derive(Clone, Copy, PartialEq, Debug)]
struct Bits(u8);
impl Not for Bits {
    type Output = bool;
    fn not(self) -> bool {
        self.0 == 0
    }
}
impl Neg for Bits {
    type Output = i64;
    fn neg(self) -> i64 {
        -(self.0 as i64)
    }
}
#[test]
fn realloc_of_sums_and_steps() -> R {
    pointers! {
        let r: M<M<i32>> = malloc(3 * size_of::<M<i32>>());
        r[0] = NULL; r[1] = NULL; r[2] = NULL;
        realloc(*(r + 1), 8);
        r[1][0] = 3;
        let w = r;
        realloc(*w++, 8);
        r[0][1] = 3;
        realloc(~w++, 8);
        realloc(~w, 8);
        r[2][0] = 1;
        assert_eq!(w - r, 2);
        assert_eq!(r[1][0], 3);
        realloc((w - 2)[0], 80); realloc(w[-1], 80);
        assert_eq!(r[0].size() + r[1].size(), 160);
    }
}

#[test]
fn a_realloc_of_ones_own_brings_nothing_up_to_date() -> R {
    pointers! {
        fn realloc(a: i32, b: i32) -> i32 { a * b }
        struct B { count: i32 }
        let b = B { count: 3 };
        let r = &b;
        let a = [2];
        assert_eq!(realloc(b.count, 3) + realloc(r.count, 3) + realloc(a[0], 3), 24);
        let p: MallocPointer<i32> = malloc(4); *p = 5;
        assert_eq!(realloc(*p, 2) + realloc(p[0], 2), 20);
        assert_eq!(*p, 5);
    }
}

#[test]
fn nor_does_a_closure_of_that_name() -> R {
    pointers! {
        let realloc = |a: i32, b: i32| a * b;
        struct B { count: i32 }
        let b = B { count: 3 };
        assert_eq!(realloc(b.count, 3), 9);
        let free = |v: &i32| *v;
        assert_eq!(free(&b.count), 3);
    }
}

#[test]
fn blocks_in_indices() -> R {
    fn f(c: bool) -> Result<i32> {
        pointers! {
            let r = rows()?;
            r[{ if c && r[0][0] == 0 { return Ok(9); } 0 }][1] = 7;
            let x = 'o: loop {
                r['a: { if r[0][0] == 1 { break 'o 7; } break 'a 0usize; }][0] = 1;
            };
            let mut v = [[0, 1], [1, 0]];
            let i = v[{ let t = v[0][1]; v[t][0] }][{ let u = v[1][1]; u }];
            v[{ let t = v[0][1]; v[t][0] }][{ let u = v[1][1]; u }] += i;
            r[r[1][0]][r[0][0]] += 5;
            r[match r[0][0] { 0 => 1, _ => 0 }][0]++;
            r[0][1] + x + r[0][0] * 100 + r[1][0] * 1000
        }
    }
    assert_eq!(f(true)?, 9);
    assert_eq!(f(false)?, 1214);
    Ok(())
}

#[test]
fn not_and_minus_of_what_gives_another_type() -> R {
    pointers! {
        let v = vec![Bits(0)];
        let mut n = 0;
        if !v[0] { n += 1; }
        let x: i64 = -v[0];
        let t: bool = !v[0];
        struct W { b: Vec<Bits> }
        let w = W { b: v };
        while !w.b[0] && n < 3 { n += 1; }
        fn g<T: Not<Output = U> + Copy, U>(t: &Vec<T>) -> U { !t[0] }
        assert!(g(&w.b) && t && x == 0 && n == 3);
        let p: MallocPointer<Bits> = malloc(1);
        *p = Bits(0);
        let y: i64 = -p[0]; let z: bool = !*p; let u: i64 = -*p; let o: bool = !~p;
        assert!(y == u && z && o);
    }
}

#[test]
fn the_right_side_is_first() -> R {
    pointers! {
        #[derive(Clone, Copy, Fields)] struct N { v: usize, next: MallocPointer<N> }
        let p: MallocPointer<usize> = malloc(4 * size_of::<usize>());
        let mut i = 0usize;
        p[i++] = i;
        p[i++] = i;
        assert_eq!((p[0], p[1], i), (0, 1, 2));
        p[i++] <<= i; p[i - 1] += i;
        assert_eq!(p[2], 5);
        let n: MallocPointer<N> = malloc(2 * size_of::<N>());
        let w = n;
        w++->next = w;
        assert!(n->next == n);
        w->next = w; w->v = i; i = 0;
        (n + { i += 1; 1 })->v = i;
        assert_eq!((n + 1)->v, 0);
        fn go(i: &mut usize, n: MallocPointer<N>) -> MallocPointer<N> { *i += 1; n }
        go(&mut i, n)->v = i;
        assert_eq!(n->v, 1);
    }
}

#[test]
fn the_right_side_is_first_of_what_is_known_to_be_a_handle() -> R {
    pointers! {
        let log = std::cell::RefCell::new(String::new());
        let note = |c: char, n: usize| { log.borrow_mut().push(c); n };
        let p: MallocPointer<usize> = malloc(4 * size_of::<usize>());
        p[note('a', 0)] = note('r', 5);
        p[note('a', 1)] <<= note('r', 5);
        p[note('a', 1)] += note('r', 5);
        *(p + note('a', 2)) = note('r', 5);
        ~(p + note('a', 2)) = note('r', 5);
        assert_eq!(log.take(), "rarararara");
        let w = p;
        *w++ = (w - p) as usize;
        *w++ = (w - p) as usize;
        *w++ = p[1] + (w - p) as usize;
        assert_eq!((p[0], p[1], p[2]), (0, 1, 3));
        fn next(i: &mut usize) -> usize { *i += 1; *i }
        let mut i = 0;
        p[i] = next(&mut i);
        p[next(&mut i)] = i;
        assert_eq!((p[1], p[2]), (1, 1));
        let c: CallocPointer<str> = calloc(2, 8);
        let s = String::from("abc");
        c[0] = s.as_str(); c[1] = { let t: &str = &s; t };
        c[{ i = 0; 0 }] = &s;
        ~c = s.as_str();
        assert_eq!(c[0], "abc");
        let f: MallocPointer<Box<dyn Fn() -> i32>> = malloc(32);
        f[{ i += 1; 0 }] = Box::new(|| 1);
        f[{ i += 1; 1 }] = if i > 1 { Box::new(|| 2) } else { Box::new(|| 3) };
        *(f + 0) = Box::new(move || i as i32);
        assert_eq!((f[0](), f[1]()), (2, 3));
        let m: MallocPointer<MallocPointer<u8>> = malloc(32);
        m[{ i += 1; 0 }] = malloc(4);
        m[next(&mut i) - 3] = NULL;
        m[0] = if i > 2 { malloc(8) } else { NULL };
        m[0][0] = "12".parse().unwrap();
        let q = malloc(4);
        q[next(&mut i) - 5] = 7u32;
        assert_eq!(q[0], 7);
        free(f);
    }
}

#[test]
fn the_size_may_change_the_index() -> R {
    pointers! {
        let r: M<M<i32>> = malloc(2 * size_of::<M<i32>>());
        r[0] = NULL; r[1] = NULL;
        let mut i = 0;
        realloc(r[i], { i += 1; 8 });
        assert_eq!(i, 1);
        assert!((r[0] != NULL) ^ (r[1] != NULL));
        realloc(r[0], 12);
        let mut n = 0usize;
        let z: M<M<i32>> = malloc(2 * size_of::<M<i32>>());
        z[0] = NULL; z[1] = NULL;
        realloc(z[n], 8 * ++n);
        assert!(z[0] != NULL);
        assert!(z[1] == NULL);
    }
}

#[test]
fn the_size_may_change_the_handle() -> R {
    pointers! {
        let r: M<M<i32>> = malloc(2 * size_of::<M<i32>>());
        r[0] = NULL; r[1] = NULL;
        let mut w = r;
        realloc(w[0], { w += 1; 8 });
        assert!(r[0] != NULL && r[1] == NULL);
        let _ = &mut w;
    }
}

#[test]
fn what_leads_to_a_place_is_evaluated_once() -> R {
    pointers! {
        let r: M<M<i32>> = malloc(48); for i in 0..3 { r[i] = malloc(4); }
        let calls = Cell::new(0);
        let next = || { calls.set(calls.get() + 1); calls.get() };
        realloc(r[next()], 40);
        assert_eq!(calls.get(), 1);
        assert_eq!(r[1].size(), 40);
        let get = || { calls.set(calls.get() + 1); r };
        realloc(get()[0], 20);
        assert_eq!(calls.get(), 2);
        assert_eq!(r[0].size(), 20);
    }
}

#[test]
fn arguments_of_rust_keep_their_order() -> R {
    pointers! {
        fn bump(k: &mut usize) -> usize { *k += 1; *k }
        fn put(a: &mut i32, b: i32) { *a = b; }
        struct W { data: Vec<i32> }
        let mut w = W { data: vec![10, 20, 30] };
        let o = W { data: vec![1, 2, 3] };
        let mut k = 0;
        put(&mut w.data[bump(&mut k)], o.data[k]);
        assert_eq!(w.data, [10, 2, 30]);
        let (two, n) = (&2, &mut k);
        put(&mut w.data[bump(n)], *two + *n as i32);
        assert_eq!(w.data, [10, 2, 4]);
    }
}

#[test]
fn what_changes_a_variable_stays_before_what_reads_by_it() -> R {
    pointers! {
        fn bump(k: &mut usize) -> usize { *k += 1; *k }
        fn sum(a: usize, place: &mut i32, b: i32) { *place += a as i32 * 100 + b; }
        let p: M<i32> = malloc(16);
        for i in 0..4 { p[i] = i; }
        let mut k = 0;
        sum({ k += 1; 0 }, &mut ~p, ~(p + k));
        assert_eq!(p[0], 1);
        sum(bump(&mut k), &mut ~p, p[k]);
        assert_eq!(p[0], 203);
        sum(k++, &mut ~p, p[k]);
        assert_eq!((p[0], k), (406, 3));
    }
}

/// Says when it is dropped.
struct Loud<'a>(&'a str, &'a std::cell::RefCell<Vec<String>>);
impl Drop for Loud<'_> {
    fn drop(&mut self) {
        self.1.borrow_mut().push(self.0.to_owned());
    }
}
struct Letters {
    letter: char,
    text: String,
}
impl Letters {
    fn with<'l>(&self, lent: &'l mut Loud<'_>, _: &Loud<'_>) -> &'l str {
        lent.1.borrow_mut().push(format!("with {}", self.letter));
        lent.0
    }
}
struct Both {
    vec: Vec<Letters>,
    memory: M<Letters>,
}
macro_rules! uses_what_is_lent {
    ($letters:ident of $both:ident, $seen:ident) => {
        pointers! {
            let bytes = $both.$letters[0].letter.encode_utf8(&mut [0; 4]).to_string().into_bytes();
            assert_eq!(bytes, b"a");
            let parts = $both.$letters[0].text.split(&'-'.to_string()).count();
            let more = $both.$letters[0].text.split(&format!("{}", '-')).map(str::len).sum::<usize>();
            assert_eq!((parts, more), (3, 3));
            let length = $both.$letters[0].with(&mut Loud("one", &$seen), &Loud("two", &$seen)).len();
            $seen.borrow_mut().push(length.to_string());
        }
    };
}

/// The result of a call may borrow from what an argument lends, whichever arm runs; that is dropped where Rust drops it.
#[test]
fn what_a_call_is_lent_lives_to_the_end_of_the_statement() -> R {
    let letters = || Letters {
        letter: 'a',
        text: "x-y-z".to_owned(),
    };
    let memory = malloc(size_of::<Letters>())?;
    memory.write(letters())?;
    let both = Both {
        vec: vec![letters()],
        memory,
    };
    let seen = std::cell::RefCell::new(Vec::new());
    let length = both.vec[0]
        .with(&mut Loud("one", &seen), &Loud("two", &seen))
        .len();
    seen.borrow_mut().push(length.to_string());
    let outside = seen.take();
    uses_what_is_lent!(vec of both, seen)?;
    assert_eq!(seen.take(), outside);
    uses_what_is_lent!(memory of both, seen)?;
    assert_eq!(seen.take(), outside);
    free(both.memory)
}

/// A range of a slice, by its name, may be a handle's element as far as the macro sees.
#[test]
fn what_consumes_is_called_on_ranges_too() -> R {
    const FIELD: std::ops::Range<usize> = 1..3;
    struct Bytes(Vec<u8>);
    impl AsRef<[u8]> for Bytes {
        fn as_ref(&self) -> &[u8] {
            &self.0
        }
    }
    pointers! {
        let bytes = Bytes(vec![1, 2, 3, 4]);
        let data = bytes.as_ref();
        let pair = <[u8; 2]>::try_from(&data[FIELD]).unwrap();
        let same: [u8; 2] = data[FIELD].try_into().unwrap();
        let text = String::from("abc");
        let part: String = text[FIELD].into();
        assert_eq!((pair, same, &*part), ([2, 3], [2, 3], "bc"));
    }
}

#[derive(Clone, Copy)]
struct Takes(u32);
impl Takes {
    fn sum(self, numbers: &mut dyn Iterator<Item = u32>) -> u32 {
        self.0 + numbers.sum::<u32>()
    }
    fn same<T: ?Sized>(self, lent: &T) -> &T {
        lent
    }
    fn count(
        self,
        shown: &[&dyn std::fmt::Display],
        one: &Option<&dyn std::fmt::Display>,
    ) -> usize {
        shown.len() + one.iter().count()
    }
}
macro_rules! lends_of_every_form {
    ($takes:ident, $seen:ident) => {
        pointers! {
            let numbers = [1_u32, 2];
            let sum = $takes[0].sum(&mut numbers.iter().map(|number| number * 2));
            let for_ever: &Option<u32> = $takes[0].same(&Some(4));
            let number = 5;
            let count = $takes[0].count(&[&number, &"a"], &Some(&number));
            let of_parts = $takes[0].same(number.to_string().as_str()).len();
            let listed = $takes[0].same(&[number.to_string()]).len();
            let dropped = $takes[0].same(&Loud(&String::from("inner"), &$seen)).0.len();
            assert_eq!((sum, *for_ever, count), (7, Some(4), 3));
            assert_eq!((of_parts, listed, dropped, $seen.take().len()), (1, 1, 5, 1));
        }
    };
}

/// A closure in it is of another type in each arm; a constant is lent for ever; what is expected of its parts is still expected.
#[test]
fn what_a_call_is_lent_may_be_of_every_form() -> R {
    let memory: M<Takes> = malloc(size_of::<Takes>())?;
    memory.write(Takes(1))?;
    let (vec, seen) = (vec![Takes(1)], std::cell::RefCell::new(Vec::new()));
    fn with(vec: &[Takes], seen: &std::cell::RefCell<Vec<String>>) -> R {
        lends_of_every_form!(vec, seen)
    }
    with(&vec, &seen)?;
    fn of_memory(memory: M<Takes>, seen: &std::cell::RefCell<Vec<String>>) -> R {
        lends_of_every_form!(memory, seen)
    }
    of_memory(memory, &seen)?;
    free(memory)
}
