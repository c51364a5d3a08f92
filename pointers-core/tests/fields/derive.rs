//! Structures as they are written: whatever stands in one, and beside it.

use std::marker::PhantomData;

use pointers_core::{MallocPointer, Result, free, malloc};
use pointers_macros::Fields;

use crate::{at, get, missing, raw, set};

/// `Self` in a field is the structure, and not what the derive puts beside it.
mod receiver {
    use super::*;

    trait Assoc {
        type Of;
    }

    #[derive(Fields)]
    #[fields(crate = pointers_core)]
    struct Node {
        value: [u8; Self::COUNT],
        next: MallocPointer<Self>,
        children: [Option<Box<Self>>; 2],
        of: <Self as Assoc>::Of,
    }

    impl Node {
        const COUNT: usize = 3;
    }

    impl Assoc for Node {
        type Of = u8;
    }

    #[derive(Fields)]
    #[fields(crate = pointers_core)]
    struct Generic<'a, T>
    where
        T: PartialEq<T>,
    {
        value: &'a T,
        next: MallocPointer<Self>,
        compare: fn(&Self, (u8, &Self)) -> bool,
    }

    #[test]
    fn links() -> Result<()> {
        let p = malloc::<Node>(size_of::<Node>())?;
        set!(p, next => p)?;
        set!(p, value => [1, 2, 3])?;
        set!(p, children => [None, None])?;
        set!(p, of => 1_u8)?;
        assert_eq!(get!(p, next)?, p);
        assert!(p.assigned());
        free(p)?;

        let value = 7;
        let p = malloc::<Generic<'_, i32>>(size_of::<Generic<'_, i32>>())?;
        set!(p, value => &value)?;
        set!(p, next => p)?;
        set!(p, compare => |left, right| left.value == right.1.value)?;
        let guard = p.borrow()?;
        assert!((guard.compare)(&guard, (0, &guard)));
        drop(guard);
        free(p)
    }
}

/// What a user calls as the derive calls its own.
mod names {
    use super::*;

    #[allow(non_upper_case_globals)]
    static base: u8 = 1;
    #[allow(non_upper_case_globals)]
    const memory: u8 = 1;
    #[allow(non_camel_case_types)]
    #[derive(Clone, Copy)]
    struct whole;

    #[derive(Clone, Copy, Debug, PartialEq)]
    struct FieldsOfNode(u8);

    #[derive(Fields)]
    #[fields(crate = pointers_core)]
    struct Node {
        x: FieldsOfNode,
        base: u8,
        memory: u8,
        whole: whole,
        index: u8,
    }

    #[derive(Fields)]
    #[fields(crate = pointers_core)]
    #[allow(non_camel_case_types, non_snake_case)]
    struct r#type {
        r#fn: u8,
        Self_: u8,
    }

    #[test]
    fn are_the_users() -> Result<()> {
        let p = malloc::<Node>(size_of::<Node>())?;
        set!(p, x => FieldsOfNode(base))?;
        set!(p, base => memory)?;
        set!(p, memory => 2)?;
        set!(p, index => 3)?;
        set!(p, whole => whole)?;
        let guard = p.borrow()?;
        assert_eq!((guard.x, guard.base), (FieldsOfNode(1), 1));
        assert_eq!((guard.memory, guard.index), (2, 3));
        let whole = guard.whole;
        drop(guard);
        free(p)?;
        let _ = whole;

        let p = malloc::<r#type>(2)?;
        set!(p, r#fn => 1)?;
        missing(p.borrow(), "field `Self_` of `type` has no value");
        set!(p, Self_ => 2)?;
        assert_eq!((p.borrow()?.r#fn, p.borrow()?.Self_), (1, 2));
        free(p)
    }
}

/// Bounds, defaults and constants; structures that a macro writes, or that stand in a generic function.
mod generics {
    use super::*;

    trait Of<'a> {
        type Of;
    }

    impl<'a> Of<'a> for str {
        type Of = &'a str;
    }

    impl<'a> Of<'a> for u8 {
        type Of = &'a u8;
    }

    #[derive(Fields)]
    #[fields(crate = pointers_core)]
    struct Bounded<'a, 'b: 'a, T: Of<'a> + ?Sized, const N: usize = 2, U = u8>
    where
        U: 'b,
        for<'c> U: Of<'c, Of = &'c u8>,
        [u8; N]: Default,
    {
        kind: PhantomData<&'a T>,
        one: &'b U,
        list: [T::Of; N],
        pair: (T::Of, [u8; N], ()),
        function: PhantomData<fn(T::Of) -> U>,
    }

    macro_rules! structure {
        ($name:ident { $($field:ident: $of:ty),* }) => {
            #[derive(Fields)]
            #[fields(crate = pointers_core)]
            struct $name {
                $($field: $of,)*
                of_macro: [(u8, u16); 2],
            }
        };
    }

    structure!(Made { bytes: [u8; 3], lists: Vec<[u8; 4]> });

    #[test]
    fn of_all_sorts() -> Result<()> {
        type Type<'a> = Bounded<'a, 'a, str>;
        let one = 1;
        let p = malloc::<Type<'_>>(size_of::<Type<'_>>())?;
        set!(p, kind => PhantomData)?;
        set!(p, function => PhantomData)?;
        set!(p, one => &one)?;
        set!(p, pair, 0 => "a")?;
        set!(p, pair, 1 => [1, 2])?;
        set!(p, pair, 2 => ())?;
        set!(p, list => ["b", "c"])?;
        let guard = p.borrow()?;
        assert_eq!((guard.pair.0, guard.pair.1), ("a", [1, 2]));
        assert_eq!((*guard.one, guard.list), (1, ["b", "c"]));
        drop(guard);
        free(p)?;

        let p = malloc::<Made>(size_of::<Made>())?;
        set!(p, bytes => [1, 2, 3])?;
        set!(p, of_macro => [(1, 2); 2])?;
        missing(p.borrow(), "field `lists` of `Made` has no value");
        set!(p, lists => vec![[1; 4]])?;
        assert_eq!(p.borrow()?.lists, [[1; 4]]);
        free(p)
    }

    #[test]
    fn in_a_function() -> Result<()> {
        fn through<T: Copy>(value: T) -> Result<T> {
            #[derive(Fields, Clone, Copy)]
            #[fields(crate = pointers_core)]
            struct Inner<T> {
                value: T,
                number: u8,
            }
            let p = malloc::<Inner<T>>(size_of::<Inner<T>>())?;
            set!(p, value => value)?;
            set!(p, number => 1)?;
            let Inner { value, number } = p.read()?;
            assert_eq!(number, 1);
            free(p)?;
            Ok(value)
        }
        assert_eq!(through("abc")?, "abc");
        Ok(())
    }

    #[derive(Fields, Clone, Copy)]
    #[fields(crate = pointers_core)]
    struct Point {
        x: u8,
        y: u8,
    }

    #[derive(Fields)]
    #[fields(crate = pointers_core)]
    struct Any<T> {
        any: T,
    }

    #[derive(Fields)]
    #[fields(crate = pointers_core)]
    struct Known<T: pointers_core::Fields> {
        known: T,
    }

    /// The fields of a type parameter are known where it says that they are; elsewhere to whoever names one.
    #[test]
    fn below_a_type_parameter() -> Result<()> {
        let p = malloc::<Known<Point>>(2)?;
        set!(p, known, x => 1)?;
        set!(p, known, y => 2)?;
        assert_eq!(p.borrow()?.known.y, 2);
        free(p)?;
        let p = malloc::<Any<Point>>(2)?;
        set!(p, any, x => 1)?;
        missing(get!(p, any), "field `any.y` of `Any` has no value");
        set!(p, any => Point { x: 1, y: 2 })?;
        set!(p, any, x => 3)?;
        let x = raw!(p, any, x)?;
        assert_eq!((get!(p, any, x)?, x.read()?), (3, 3));
        let at = at!(p, any);
        assert_eq!(at.__pointers_p_value()?.y, 2);
        free(p)
    }
}
