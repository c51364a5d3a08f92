//! Values of any type: moved in, overwritten, taken, replaced, dropped by `free`, dropped by what fails.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::{Rc, Weak};

use pointers_core::{Result, calloc_safe, free, malloc};

use crate::common::{Log, Noted, fails, on_both_handles};

on_both_handles!(a_value_lives_as_long_as_its_memory_holds_it, 2 of Noted, |p| {
    let log = Log::new();
    p.write(log.value(1))?;
    assert_eq!(log.dropped(), []);
    // Overwritten: the old one is dropped.
    p.write(log.value(2))?;
    assert_eq!(log.dropped(), [1]);
    // Replaced: it comes back.
    let old = p.replace(log.value(3))?;
    assert_eq!(old, 2);
    assert_eq!(log.dropped(), []);
    drop(old);
    assert_eq!(log.dropped(), [2]);
    // Taken: it comes out, and the memory is unassigned.
    let taken = p.take()?;
    assert_eq!(taken, 3);
    assert!(!p.assigned());
    fails!(p.take(), Dereference);
    drop(taken);
    assert_eq!(log.dropped(), [3]);
    // Moved in again, and freed.
    p.add(1)?.write(log.value(4))?;
    p.write(log.value(5))?;
    free(p)?;
    assert_eq!(log.dropped(), [5, 4]);
});

on_both_handles!(what_fails_drops_its_value_and_keeps_the_memory, 2 of Noted, |p| {
    let log = Log::new();
    p.write(log.value(1))?;
    let outside = p.add(2)?;
    assert!(outside.write(log.value(2)).is_err());
    assert!(outside.replace(log.value(3)).is_err());
    assert!(p.add(1)?.replace(log.value(4)).is_err());
    assert_eq!(log.dropped(), [2, 3, 4]);
    {
        let _guard = p.borrow()?;
        fails!(p.write(log.value(5)), Borrow);
        fails!(p.replace(log.value(6)), Borrow);
        assert_eq!(log.dropped(), [5, 6]);
        fails!(free(p), Borrow);
    }
    assert_eq!(*p.borrow()?, 1);
    free(p)?;
    assert_eq!(log.dropped(), [1]);
    fails!(p.write(log.value(7)), Memory);
    assert_eq!(log.dropped(), [7]);
});

on_both_handles!(every_kind_of_write_drops_exactly_once, 8 of Noted, |p| {
    let log = Log::new();
    // In order, over the end of what is assigned, backwards, and again.
    let orders: [&[usize]; 4] = [&[0, 1, 2, 3], &[7, 6, 5, 4], &[3, 0, 7, 4], &[0, 1, 2, 3, 4, 5, 6, 7]];
    let mut number = 0;
    let mut there = [None; 8];
    for order in orders {
        for &n in order {
            p.add(n)?.write(log.value(number))?;
            assert_eq!(log.dropped(), Vec::from_iter(there[n]));
            there[n] = Some(number);
            number += 1;
        }
    }
    free(p)?;
    assert_eq!(log.dropped(), there.map(Option::unwrap));
});

#[test]
#[allow(clippy::size_of_ref, clippy::borrowed_box)] // The values are references and boxes themselves.
fn types_of_all_sorts() -> Result<()> {
    macro_rules! there_and_back {
        ($($value:expr => $check:expr;)*) => {$({
            let value = $value;
            let p = malloc(size_of_val(&value))?;
            p.write(value)?;
            let check: fn(&_) -> bool = $check;
            assert!(check(&*p.borrow()?), stringify!($value));
            let value = p.take()?;
            assert!(check(&value), stringify!($value));
            let c = calloc_safe(2, size_of_val(&value))?;
            c.add(1)?.write(value)?;
            assert!(check(&*c.add(1)?.borrow()?), stringify!($value));
            free(p)?;
            free(c)?;
        })*};
    }
    there_and_back! {
        7_u8 => |v| *v == 7;
        -7_i128 => |v| *v == -7;
        1.5_f64 => |v| *v == 1.5;
        'é' => |v| *v == 'é';
        true => |v| *v;
        (1_u8, 2_u32) => |v| *v == (1, 2);
        [1_u16; 33] => |v| *v == [1; 33];
        "abc" => |v| *v == "abc";
        String::from("abc") => |v: &String| v == "abc";
        vec![1, 2, 3] => |v: &Vec<i32>| *v == [1, 2, 3];
        Box::new(7) => |v: &Box<i32>| **v == 7;
        Some(Box::new(7)) => |v: &Option<Box<i32>>| v.as_deref() == Some(&7);
        Rc::new(Cell::new(7)) => |v: &Rc<Cell<i32>>| v.get() == 7;
        HashMap::from([(1, "a")]) => |v: &HashMap<i32, &str>| v[&1] == "a";
        RefCell::new(vec![1]) => |v: &RefCell<Vec<i32>>| v.borrow().len() == 1;
        core::num::NonZeroU64::MIN => |v| *v == core::num::NonZeroU64::MIN;
        u32::count_ones as fn(u32) -> u32 => |v: &fn(u32) -> u32| v(7) == 3;
    }
    Ok(())
}

#[test]
fn borrowed_values_keep_their_lifetimes() -> Result<()> {
    let text = String::from("abc def");
    let words = malloc::<&str>(2 * size_of::<&str>())?;
    for (n, word) in text.split(' ').enumerate() {
        words.add(n)?.write(word)?;
    }
    let second: &str = words.add(1)?.read()?;
    free(words)?;
    assert_eq!(second, "def");

    let mut count = 0;
    let p = malloc::<&mut i32>(8)?;
    p.write(&mut count)?;
    **p.borrow_mut()? += 1;
    *p.take()? += 1;
    free(p)?;
    assert_eq!(count, 2);
    Ok(())
}

#[test]
fn a_value_may_hold_handles_to_its_own_block() -> Result<()> {
    struct Node {
        own: pointers_core::MallocPointer<Node>,
        shared: Rc<()>,
    }

    let shared = Rc::new(());
    let p = malloc::<Node>(size_of::<Node>())?;
    p.write(Node {
        own: p,
        shared: Rc::clone(&shared),
    })?;
    let own = p.borrow()?.own;
    assert_eq!(Rc::strong_count(&own.borrow()?.shared), 2);
    free(own)?;
    assert_eq!(Rc::strong_count(&shared), 1);
    Ok(())
}

#[test]
fn moving_does_not_clone() -> Result<()> {
    let value = Rc::new(());
    let weak: Weak<()> = Rc::downgrade(&value);
    let p = malloc::<Rc<()>>(8)?;
    p.write(value)?;
    assert_eq!(weak.strong_count(), 1);
    let value = p.take()?;
    assert_eq!(weak.strong_count(), 1);
    p.write(value)?;
    free(p)?;
    assert_eq!(weak.strong_count(), 0);
    Ok(())
}

#[repr(align(4096))]
struct Page(Noted);

#[test]
fn aligned_values_with_a_drop() -> Result<()> {
    let log = Log::new();
    let p = calloc_safe::<Page>(3, 4096)?;
    for n in [2, 0, 1] {
        p.add(n)?.write(Page(log.value(n as u32)))?;
    }
    p.add(1)?.write(Page(log.value(9)))?;
    assert_eq!(log.dropped(), [1]);
    assert_eq!(p.add(2)?.take()?.0, 2);
    assert_eq!(log.dropped(), [2]);
    pointers_core::realloc(p, 4096)?;
    assert_eq!(log.dropped(), [9]);
    free(p)?;
    assert_eq!(log.dropped(), [0]);
    Ok(())
}
