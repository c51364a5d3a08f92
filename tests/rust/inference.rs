//! Types that something says only later, and what the type of one side says of the other.

use std::ops::{AddAssign, Index, IndexMut, Mul, Shr};
use std::rc::Rc;

use pointers::prelude::*;

pub(super) trait Halves {
    type Int: Copy + AddAssign + Shr<i32, Output = Self::Int> + Shr<u32, Output = Self::Int>;
    const MOST: Self::Int;
}

impl Halves for f32 {
    type Int = u32;
    const MOST: u32 = 100;
}

#[derive(Debug, PartialEq)]
pub(super) struct Row<T>(Vec<T>);

impl<T: Default> Row<T> {
    fn zero() -> Self {
        Self(vec![T::default()])
    }
}

impl<T> Index<usize> for Row<T> {
    type Output = T;

    fn index(&self, at: usize) -> &T {
        &self.0[at]
    }
}

impl<T> IndexMut<usize> for Row<T> {
    fn index_mut(&mut self, at: usize) -> &mut T {
        &mut self.0[at]
    }
}

both! {
    pub(super) fn later() -> (u32, i32, u64, f64) {
        let mut a = Default::default();
        a += 1;
        a -= 1;
        a += 2;
        let b: u32 = a;
        let mut x = 3_i32;
        let y = &raw mut x as *mut _;
        // SAFETY: `x` is there.
        unsafe { *y += 2 }
        let mut k = None;
        if let Some(n) = &mut k { *n += 1 }
        k = Some(1_u64);
        if let Some(n) = &mut k { *n += 1; *n -= 2 }
        let mut shifted = Default::default();
        shifted <<= 3;
        shifted >>= 1;
        let shifted: u32 = shifted;
        let mut late = vec![Default::default()];
        late[0] += 1;
        late[0] -= 0;
        late[0] <<= 2;
        let late: Vec<u32> = late;
        let mut f = Default::default();
        f += 1.5;
        let f: f64 = f;
        // SAFETY: as above.
        unsafe { let _: i32 = *y; }
        (b + shifted + late[0], x, k.unwrap(), f)
    }

    pub(super) fn sum<T: Default + AddAssign + Copy>(all: &[T]) -> T {
        let mut sum = Default::default();
        for &one in all { sum += one; }
        sum
    }

    pub(super) fn sum_of_calls(all: &[u64]) -> u64 {
        let mut sum = Default::default();
        for one in all { sum += one.wrapping_mul(3); }
        let sum: u64 = sum;
        sum
    }

    /// Of a type that is a projection, or an operator's output, which nothing has said yet.
    pub(super) fn later_by_projection(n: usize) -> usize {
        let first_above = |v: &[u8], node| {
            let mut child = 2 * node + 1;
            if child >= v.len() { return child; }
            child += (v[child] < 1) as usize;
            child -= if v[0] > 200 { 1 } else { 0 };
            child
        };
        first_above(&[1, 0, 0, 2], n) + first_above(&[255, 1], n)
    }

    pub(super) fn halved<F: Halves>(x: F::Int) -> F::Int {
        let mut half = x >> 1;
        half += F::MOST >> 1;
        half
    }

    pub(super) fn filled<T: AddAssign + Default + Clone + Mul<Output = T>>(x: &[T]) -> Vec<T> {
        let mut sums = vec![Default::default(); x.len()];
        sums[0] += x[0].clone();
        for i in 0..x.len() {
            sums[i] += x[i].clone() * x[0].clone();
            sums[i] += { let last = x.len() - 1; x[last].clone() };
        }
        sums
    }

    pub(super) fn row<T: AddAssign + Default>(x: T) -> Row<T> {
        let mut row = Row::zero();
        row[0] += x;
        row
    }

    pub(super) fn paths(v: &[u8], names: &[Box<str>]) -> (Vec<String>, Vec<usize>) {
        let lengths = names.iter().map(<_>::as_ref).map(|name: &str| name.len());
        (v.iter().map(<_>::to_string).collect(), lengths.collect())
    }

    pub(super) fn coerced(long: bool) -> Vec<String> {
        let name = String::from("name");
        let mut v = vec![String::new(), String::new()];
        let mut s = String::new();
        let mut t = (String::new(), 0);
        s += &name;
        s += if long { &name } else { "short" };
        t.0 += &name;
        t.0 += if long { &name } else { "short" };
        v[0] += &name;
        v[0] += if long { &name } else { "short" };
        v[1] += match long { true => &name, false => "short" };
        v.extend([s, t.0]);
        v
    }

    pub(super) fn literals() -> (Vec<u64>, Vec<f32>, u128, i8) {
        let mut v = vec![1, 2];
        v[0] <<= 40;
        v[1] += 1 << 40;
        let mut f = vec![0.5];
        f[0] += 2.0;
        let mut n = 1;
        n <<= 100;
        let mut m = -4;
        m >>= 1;
        m += -1;
        (v, f, n, m)
    }
}

#[test]
fn types_that_are_known_later() {
    assert_eq!(rust::later(), ours::later());
    assert_eq!(rust::sum(&[1.5, 2.5]), ours::sum(&[1.5, 2.5]));
    assert_eq!(rust::sum_of_calls(&[1, 2]), ours::sum_of_calls(&[1, 2]));
    assert_eq!(rust::halved::<f32>(9), ours::halved::<f32>(9));
    for n in [0, 1, 5] {
        assert_eq!(rust::later_by_projection(n), ours::later_by_projection(n));
    }
}

#[test]
fn element_types_that_are_known_later() {
    assert_eq!(rust::filled(&[2, 3]), ours::filled(&[2, 3]));
    assert_eq!(rust::row(4.5), ours::row(4.5));
}

#[test]
fn methods_are_named_by_paths_without_a_type() {
    let names = [Box::from("one"), Box::from("three")];
    assert_eq!(rust::paths(&[1, 2], &names), ours::paths(&[1, 2], &names));
}

#[test]
fn right_sides_are_coerced() {
    for long in [true, false] {
        assert_eq!(rust::coerced(long), ours::coerced(long));
    }
}

#[test]
fn literals_take_the_type_of_the_left_side() {
    assert_eq!(rust::literals(), ours::literals());
}

#[test]
fn a_handle_has_the_users_own_methods_with_names_of_std() -> Result<()> {
    trait Length {
        fn len(&mut self) -> usize;
        fn to_string(self) -> usize;
    }

    impl<T: ?Sized> Length for MallocPointer<T> {
        fn len(&mut self) -> usize {
            7
        }

        fn to_string(self) -> usize {
            8
        }
    }

    pointers! {
        let mut p = malloc(1);
        p <<= 5_u8;
        assert_eq!((p.len(), p.to_string()), (7, 8));
        let lent = &mut p;
        assert_eq!(lent.len(), 7);
        free(p);
    }
}

fn twice(x: i32) -> i32 {
    x * 2
}

#[derive(Clone, Copy)]
struct Callback {
    f: Option<fn(i32) -> i32>,
    all: [Option<fn(i32) -> i32>; 2],
    text: &'static str,
}

#[derive(Clone, Copy)]
struct Handles {
    text: MallocPointer<str>,
    bytes: MallocPointer<[u8]>,
    f: MallocPointer<Box<dyn Fn(i32) -> i32>>,
}

#[test]
fn what_is_moved_in_is_coerced_wherever_the_handle_is() -> Result<()> {
    pointers! {
        let h = Handles { text: malloc(8), bytes: malloc(8), f: malloc(16) };
        let boxed = (Box::new(h.text), Rc::new(h.bytes));
        let owned = (String::from("owned"), vec![1, 2]);
        h.text <<= &owned.0;
        h.bytes <<= &[7; 3];
        h.f <<= Box::new(|x| x + 1);
        assert_eq!((~h.text, ~h.bytes, (~h.f)(1)), (String::from("owned"), vec![7; 3], 2));
        boxed.0 <<= "boxed";
        boxed.1 <<= &owned.1;
        assert_eq!((~h.text, ~h.bytes), (String::from("boxed"), owned.1));
        let shared = Rc::new(h.text);
        shared <<= "shared";
        assert_eq!(~h.text, "shared");
        free(h.text);
        free(h.bytes);
        free(h.f);
    }
}

struct Owner {
    f: Option<Box<dyn Fn(i32) -> i32>>,
    many: Vec<Option<Box<dyn Fn(i32) -> i32>>>,
}

#[test]
fn right_sides_have_the_type_of_the_place() -> Result<()> {
    pointers! {
        let n = size_of::<Callback>();
        let p = malloc(n);
        p <<= Callback { f: None, all: [None; 2], text: "" };
        p->f = Some(twice);
        assert_eq!((~p).f.map(|f| f(2)), Some(4));
        (~p).f = None;
        (~p).f = Some(twice);
        let i = 1;
        p->all[i] = Some(twice);
        (~p).all[i - 1] = Some(|x| x + 1);
        let long = String::from("long");
        p->text = if n > 1 { "text" } else { "" };
        assert_eq!((long.len(), (~p).text), (4, "text"));
        assert_eq!((~p).all.map(|f| f.map(|f| f(5))), [Some(6), Some(10)]);
        ~p = Callback { f: Some(twice), all: [Some(twice), None], text: "" };
        p[0] <<= Callback { f: Some(twice), all: [None, Some(twice)], text: "" };
        free(p);
        let q = malloc(size_of::<Owner>());
        q <<= Owner { f: None, many: vec![None] };
        q->f = Some(Box::new(|x| x * 3));
        q->many[0] = Some(Box::new(|x| x * 4));
        assert_eq!(q->f.as_ref().map(|f| f(2)), Some(6));
        assert_eq!(q->many[0].as_ref().map(|f| f(2)), Some(8));
        ~q = Owner { f: Some(Box::new(|x| x)), many: Vec::new() };
        free(q);
    }
}

#[test]
fn the_right_side_of_a_place_is_still_first() -> Result<()> {
    let log = std::cell::RefCell::new(String::new());
    let at = |name, n: usize| {
        log.borrow_mut().push(name);
        n
    };
    pointers! {
        let p = malloc(32);
        p <<= [0_usize; 4];
        (~p)[at('b', 1)] = at('a', 5);
        (~p)[at('d', 1)] += at('c', 5);
        assert_eq!(~p, [0, 10, 0, 0]);
        free(p);
    }?;
    assert_eq!(*log.borrow(), "abcd");
    Ok(())
}
