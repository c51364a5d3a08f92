//! Elements that are arrays of arrays of structures, whose own table knows of none of these.

use pointers_core::__private::{At, traits::*};
use pointers_core::{MallocPointer, Pointer, Ref, Result, heap};
use pointers_macros::Fields;

use super::super::{index, random};
use super::{Inner, Value, keep, step, within};

#[derive(Fields)]
#[fields(crate = pointers_core)]
pub(super) struct Spot {
    value: Value,
    unit: (),
    pair: (Inner, u8),
}

pub(super) type Grid = [[Spot; 2]; 3];

impl Spot {
    fn new() -> Self {
        Spot {
            value: Value::new(),
            unit: (),
            pair: (Inner::new(), 1),
        }
    }
}

fn row() -> [Spot; 2] {
    [Spot::new(), Spot::new()]
}

/// What generic code assigns, which cannot ask what a `T` consists of.
fn assign<T>(p: MallocPointer<[T; 3]>, y: usize, value: T) -> Result<()> {
    let Ok(grid) = p.__pointers_p_arrow();
    At(grid, y).__pointers_p_at()?.__pointers_p_assign(value)
}

pub(super) fn with(p: MallocPointer<Grid>) -> Result<()> {
    let p = p.add(index(6))?;
    let (y, x) = (index(3), index(2));
    let Ok(grid) = p.__pointers_p_arrow();
    let place = At(grid, y).__pointers_p_at()?;
    let spot = At(place, x).__pointers_p_at()?;
    let Ok(value) = spot.__pointers_p_field(|m| &m.value);
    let Ok(pair) = spot.__pointers_p_field(|m| &m.pair);
    let Ok(inner) = pair.__pointers_p_field(|m| &m.0);
    let Ok(deep) = inner.__pointers_p_field(|m| &m.value);
    match random(20) {
        0..4 => value.__pointers_p_assign(Value::new()),
        4 => {
            let Ok(unit) = spot.__pointers_p_field(|m| &m.unit);
            unit.__pointers_p_assign(())
        }
        5..7 => deep.__pointers_p_assign(Value::new()),
        7 => {
            let Ok(byte) = pair.__pointers_p_field(|m| &m.1);
            byte.__pointers_p_assign(3)
        }
        8 => inner.__pointers_p_assign(Inner::new()),
        9 => spot.__pointers_p_assign(Spot::new()),
        10 => place.__pointers_p_assign(row()),
        11 => assign(p, y, row()),
        12 => {
            keep(deep.__pointers_p_raw());
            keep(value.__pointers_p_raw());
            Ok(())
        }
        13 => spot.__pointers_p_raw().and_then(Pointer::take).map(drop),
        14 => place.__pointers_p_raw().and_then(Pointer::take).map(drop),
        15 => {
            let guard = place.__pointers_p_look()?;
            within(step);
            guard.iter().for_each(|spot| _ = spot.value.look());
            Ok(())
        }
        16 => p.write([row(), row(), row()]),
        17 => p.take().map(drop),
        18 => p.replace([row(), row(), row()]).map(drop),
        _ => heap::describe(p),
    }
}

/// Looks at the values that are in an element.
pub(super) fn look_at(p: MallocPointer<Grid>, look: &mut impl FnMut(Result<Ref<Value>>)) {
    let Ok(grid) = p.__pointers_p_arrow();
    for at in 0..6 {
        let spot = At(grid, at / 2)
            .__pointers_p_at()
            .and_then(|row| At(row, at % 2).__pointers_p_at());
        let Ok(spot) = spot else {
            return;
        };
        let Ok(value) = spot.__pointers_p_field(|m| &m.value);
        look(value.__pointers_p_look());
        let Ok(pair) = spot.__pointers_p_field(|m| &m.pair);
        let Ok(inner) = pair.__pointers_p_field(|m| &m.0);
        let Ok(deep) = inner.__pointers_p_field(|m| &m.value);
        look(deep.__pointers_p_look());
        let Ok(list) = inner.__pointers_p_field(|m| &m.list);
        for index in 0..3 {
            look(At(list, index).__pointers_p_at().and_then(|entry| {
                let Ok(value) = entry.__pointers_p_field(|m| &m.0);
                value.__pointers_p_look()
            }));
        }
    }
}
