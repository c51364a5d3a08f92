//! Structures of every kind derive `Fields`, in a crate that allows nothing, and calls other things `core` and `std`.
#![forbid(unsafe_code)]
#![deny(warnings, missing_docs, unused, nonstandard_style, unreachable_pub, unused_qualifications)]
#![deny(missing_debug_implementations, missing_copy_implementations)]

#[allow(unused_extern_crates)]
extern crate pointers as core;
#[allow(unused_extern_crates)]
extern crate pointers as std;

use pointers::prelude::*;

/// Not the real one.
#[allow(unused_macros)]
macro_rules! offset_of {
    ($($any:tt)*) => {
        12345
    };
}

mod inner {
    use pointers::Fields;
    use pointers::MallocPointer;

    #[derive(Fields)]
    pub(super) struct List<'a, T: Clone, const N: usize>
    where
        T: PartialEq,
    {
        pub(super) head: MallocPointer<Hidden>,
        pub(super) items: [T; N],
        pub(super) text: &'a str,
        pub(super) r#type: u8,
        own: (),
    }

    #[derive(Fields, Clone, Copy)]
    pub(super) struct Hidden(pub(super) u8, u32);

    #[derive(Fields, Clone, Copy)]
    pub(super) struct Unit;

    #[derive(Fields, Clone, Copy)]
    #[repr(C, packed(2))]
    pub(super) struct Packed<T> {
        pub(super) tag: u8,
        pub(super) value: T,
        pub(super) unit: Unit,
    }

    pub(super) fn finish(list: MallocPointer<List<'_, u8, 2>>) -> pointers::Result<()> {
        let Ok(place) = list.__pointers_p_arrow();
        let Ok(own) = place.__pointers_p_field_mut(|m| &mut m.own);
        own.__pointers_p_assign(())
    }
}

use inner::{Hidden, List, Packed, Unit};

#[derive(Fields)]
#[fields(crate = pointers)]
struct Renamed {
    only: u8,
}

fn fields_of<T: Fields>() {}

fn main() -> Result<()> {
    fields_of::<Renamed>();
    fields_of::<Hidden>();
    fields_of::<Unit>();
    fields_of::<(u8, [u8; 3])>();
    let list: MallocPointer<List<'_, u8, 2>> = malloc(size_of::<List<'_, u8, 2>>())?;
    let Ok(place) = list.__pointers_p_arrow();
    let Ok(head) = place.__pointers_p_field_mut(|m| &mut m.head);
    head.__pointers_p_assign(MallocPointer::null())?;
    let Ok(items) = place.__pointers_p_field_mut(|m| &mut m.items);
    items.__pointers_p_assign([1, 2])?;
    let Ok(text) = place.__pointers_p_field_mut(|m| &mut m.text);
    text.__pointers_p_assign("text")?;
    let Ok(kind) = place.__pointers_p_field_mut(|m| &mut m.r#type);
    kind.__pointers_p_assign(3)?;
    assert!(!list.assigned());
    inner::finish(list)?;
    let whole = list.borrow()?;
    assert_eq!((whole.items, whole.text, whole.r#type), ([1, 2], "text", 3));
    drop(whole);
    free(list)?;

    let packed: MallocPointer<Packed<u64>> = malloc(size_of::<Packed<u64>>())?;
    packed.write(Packed { tag: 1, value: 2, unit: Unit })?;
    let Ok(place) = packed.__pointers_p_arrow();
    let Ok(value) = place.__pointers_p_field(|m| &m.value);
    assert_eq!(value.__pointers_p_value()?, 2);
    free(packed)?;

    let renamed: MallocPointer<Renamed> = malloc(1)?;
    let Ok(place) = renamed.__pointers_p_arrow();
    let Ok(only) = place.__pointers_p_field_mut(|m| &mut m.only);
    only.__pointers_p_assign(1)?;
    assert!(renamed.assigned());
    free(renamed)
}
