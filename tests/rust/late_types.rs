//! `money * 2` has a type that the compiler finds out late, where money can be multiplied by more than one type of number; and so
//! has what is computed of it, and a variable of that.

use std::ops::{Add, Div, Mul, Sub};

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Big(i64);

macro_rules! operator {
    ($($Trait:ident $method:ident [$($Left:ty, $Right:ty, $value:expr;)*])*) => {$($(
        impl $Trait<$Right> for $Left {
            type Output = Big;

            fn $method(self, right: $Right) -> Big {
                let value: fn(i64, i64) -> i64 = $value;
                Big(value(self.clone().into(), right.clone().into()))
            }
        }
    )*)*};
}

impl From<Big> for i64 {
    fn from(big: Big) -> i64 {
        big.0
    }
}

impl From<&Big> for i64 {
    fn from(big: &Big) -> i64 {
        big.0
    }
}

operator! {
    Add add [Big, Big, |a, b| a + b; &Big, &Big, |a, b| a + b; Big, &Big, |a, b| a + b;]
    Sub sub [Big, Big, |a, b| a - b; &Big, &Big, |a, b| a - b; Big, &Big, |a, b| a - b; &Big, Big, |a, b| a - b;]
    Mul mul [Big, Big, |a, b| a * b; &Big, &Big, |a, b| a * b; Big, i32, |a, b| a * b; Big, u32, |a, b| a * b;]
    Div div [Big, u32, |a, b| a / b; Big, i32, |a, b| a / b;]
}

both! {
    pub(crate) fn interpolated(x: Big, y: Big) -> Big {
        let p = &x + &y;
        let r1 = (p.clone() + x.clone()) * (p.clone() + &y);
        let late = (x.clone() + &y) * 3 - &y;
        let r3 = ((p + &x) * 2 - y.clone()) * ((x.clone() + &y) * 2 - x.clone());
        let third: Big = (r3 - &r1) / 3_u32;
        let fourth: Big = (late - &third) / 2_u32;
        third + &fourth
    }
}

#[test]
fn stay_rusts() {
    let (x, y) = (Big(7), Big(4));
    let plain = rust::interpolated(x.clone(), y.clone());
    assert_eq!(plain, ours::interpolated(x, y));
}
