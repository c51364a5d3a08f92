//! Types that something says only later, and what the type of one side says of the other.

use std::ops::AddAssign;

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
        let mut f = Default::default();
        f += 1.5;
        let f: f64 = f;
        // SAFETY: as above.
        unsafe { let _: i32 = *y; }
        (b, x, k.unwrap(), f)
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
