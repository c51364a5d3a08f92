//! Items: signatures, and macros that make items.

use pointers::prelude::*;

pointers! {
    trait Named {
        fn required(&self, x: u32, pair: (u8, u8)) -> u32 where Self: Sized;
        fn generic<T: Into<u32>>(t: T, _: u8) -> u32 { t.into() }
        fn array<const N: usize>(x: [u8; N]) -> usize;
    }

    type Callback = fn(x: u32, y: u32) -> u32;

    unsafe extern "C" { fn abs(x: i32) -> i32; }

    struct Unit;

    impl Named for Unit {
        fn required(&self, x: u32, pair: (u8, u8)) -> u32 { x + u32::from(pair.0) }
        fn array<const N: usize>(x: [u8; N]) -> usize { x.len() }
    }

    fn call(f: Callback, g: &dyn Fn(u32) -> u32, h: for<'a> fn(text: &'a str) -> usize) -> u32 {
        let inner: fn(n: u32) -> u32 = |n| n;
        trait Local { fn local(&self, x: u32) -> u32; }
        impl Local for u32 { fn local(&self, x: u32) -> u32 { *self + x } }
        f(1, 2) + g(3) + inner(4) + 5.local(1) + h("ab") as u32
    }

    fn linked() { let _: unsafe extern "C" fn(i32) -> i32 = abs; }
}

#[test]
fn signatures_are_rusts() {
    linked();
    assert_eq!(Unit.required(1, (2, 3)), 3);
    assert_eq!(Unit::generic(4_u8, 1), 4);
    assert_eq!(Unit::array([1, 2, 3]), 3);
    assert_eq!(call(|x, y| x * y, &|x| x, |text| text.len()), 17);
}

// An item macro before, between and after items, with each kind of bracket.
pointers! {
    thread_local! { static FIRST: std::cell::Cell<u32> = const { std::cell::Cell::new(1) }; }

    fn first(p: MallocPointer<u32>) -> Result<u32> {
        p <<= FIRST.get();
        Ok(~p + SECOND.get() + THIRD.get())
    }

    thread_local!(static SECOND: std::cell::Cell<u32> = const { std::cell::Cell::new(2) });

    thread_local! {
        /// With an attribute.
        static THIRD: std::cell::Cell<u32> = const { std::cell::Cell::new(3) };
    }
}

macro_rules! functions {
    ($($name:ident),*) => { $(fn $name() -> &'static str { stringify!($name) })* };
}

pointers! {
    functions!(a, b);
    pub(crate) fn both() -> [&'static str; 2] { [a(), b()] }
}

#[test]
fn macros_beside_items_are_items() -> Result<()> {
    let p = malloc(4)?;
    assert_eq!(first(p)?, 6);
    assert_eq!(both(), ["a", "b"]);
    free(p)
}

#[test]
fn macros_beside_statements_are_statements() -> Result<()> {
    let value = pointers! {
        macro_rules! five { () => { 5 }; }
        five! {}
    }?;
    let other = pointers! {
        fn six() -> u32 { 6 }
        println! { "{}", six() }
    };
    other?;
    let counted = pointers! {
        fn seven() -> u32 { 7 }
        let n = seven();
        vec! { n, 1 }.len()
    }?;
    assert_eq!((value, counted), (5, 2));
    Ok(())
}
