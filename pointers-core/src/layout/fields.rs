//! [`Fields`]: what a type says of its fields, so that each can be assigned, read and pointed to by itself.
//!
//! What the derive writes is checked by types, so that nothing which a user's crate calls `core`, or `pointers`, can make it
//! say something wrong: a [`Field`] and a [`Table`] come from `unsafe` code alone, and know their types.

use core::marker::PhantomData;
use core::mem::MaybeUninit;

use super::description::{Description, Entry};
use super::{Shape, Shaped};

/// A structure whose fields the library knows: `#[derive(Fields)]`. Tuples and arrays have it by themselves.
///
/// # Safety
///
/// [`MEMBERS`](Self::MEMBERS) has a token for each field, under its name and as visible as it is. The derive sees to it.
#[diagnostic::on_unimplemented(
    message = "the fields of `{Self}` are not known",
    note = "`#[derive(Fields)]` on the structure makes them known"
)]
pub unsafe trait Fields: Sized {
    /// A structure with the names of the fields, each of them a [`Field`].
    #[doc(hidden)]
    type Members;
    #[doc(hidden)]
    const MEMBERS: Self::Members;
    #[doc(hidden)]
    const TABLE: Table<Self>;
}

/// Where in a `T` a field of type `F` lies: the token that a name stands for. Invariant in both types, like a handle.
#[doc(hidden)]
pub struct Field<T, F> {
    pub(crate) offset: usize,
    /// Which of the fields it is.
    pub(crate) index: usize,
    whole: PhantomData<fn(T) -> T>,
    field: PhantomData<fn(F) -> F>,
}

impl<T, F> Clone for Field<T, F> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T, F> Copy for Field<T, F> {}

impl<T, F> Field<T, F> {
    /// # Safety
    ///
    /// `field` was made of `base` by naming the field, which is the one with this index.
    pub const unsafe fn of(base: *const T, field: *const F, index: usize) -> Self {
        // SAFETY: both are in the same value.
        let offset = unsafe { field.byte_offset_from(base) }.cast_unsigned();
        Field {
            offset,
            index,
            whole: PhantomData,
            field: PhantomData,
        }
    }
}

/// Memory for a `T`, in which there is none, to ask where its fields lie.
#[doc(hidden)]
pub struct Memory<T>(MaybeUninit<T>);

impl<T> Memory<T> {
    #[allow(clippy::new_without_default, reason = "it is for constants")]
    pub const fn new() -> Self {
        Memory(MaybeUninit::uninit())
    }

    pub const fn start(&self) -> *const T {
        self.0.as_ptr()
    }
}

/// A field's entry in the table of a `T`.
#[doc(hidden)]
pub struct FieldOf<T>(Entry, PhantomData<fn(T) -> T>);

impl<T> FieldOf<T> {
    pub const fn new<F>(name: &'static str, field: Field<T, F>, table: Table<F>) -> Self {
        FieldOf(
            Entry::new(name, field.offset, field.index, table.description),
            PhantomData,
        )
    }
}

/// The entries of a structure, which know the numbers of their leaves.
#[doc(hidden)]
pub struct Numbered<T, const N: usize>([Entry; N], PhantomData<fn(T) -> T>);

impl<T, const N: usize> Numbered<T, N> {
    pub const fn new(fields: [FieldOf<T>; N]) -> Self {
        const NOBODY: &Description = &Description::unknown(Shape::of::<()>());
        let mut entries = [Entry::new("", 0, 0, NOBODY); N];
        let (mut index, mut first) = (0, 0);
        while index < N {
            entries[index] = fields[index].0;
            entries[index].first = first;
            first += entries[index].of.leaves;
            index += 1;
        }
        Numbered(entries, PhantomData)
    }
}

/// A structure with a `Drop` of its own cannot be taken apart: that `Drop` would be forgotten.
///
/// Every type that is `Drop` has this, so that the derive's `impl` for such a type is one too many. Where the derive's is
/// another trait, because a user's crate calls something else `pointers`, [`Described::of`] finds it missing.
#[doc(hidden)]
pub trait AStructureWithItsOwnDropHasNoFields {
    type Drop;
}

#[expect(
    drop_bounds,
    reason = "a `Drop` of its own is what matters, and not whether anything is dropped"
)]
impl<T: Drop> AStructureWithItsOwnDropHasNoFields for T {
    type Drop = ItsOwn;
}

#[doc(hidden)]
pub enum ItsOwn {}

#[doc(hidden)]
pub enum OfItsFields {}

/// The [`Description`] of a `T`, by value.
#[doc(hidden)]
pub struct Described<T>(Description, PhantomData<fn(T) -> T>);

impl<T> Described<T> {
    /// # Safety
    ///
    /// The entries live for ever, and are those of all fields, in the order of their indices.
    pub const unsafe fn of<const N: usize>(
        name: &'static str,
        fields: *const Numbered<T, N>,
    ) -> Self
    where
        T: Fields + AStructureWithItsOwnDropHasNoFields<Drop = OfItsFields>,
    {
        // SAFETY: the caller's promise.
        let fields: &'static [Entry; N] = unsafe { &(*fields).0 };
        // Counted again: the derive has said so, but what put them there may be called as ours is, and be the user's.
        assert!(size_of::<T::Members>() == N * size_of::<Field<T, ()>>());
        let mut index = 0;
        while index < N {
            assert!(fields[index].index == index);
            index += 1;
        }
        // SAFETY: the caller's promise, and the bound.
        Described(
            unsafe { Description::structure(T::SHAPE, name, fields) },
            PhantomData,
        )
    }

    /// Of a type whose fields are nobody's business.
    const fn unknown() -> Self {
        Described(Description::unknown(T::SHAPE), PhantomData)
    }
}

/// The [`Description`] of a `T`.
///
/// Not a reference to one that knows its type: lifetimes in `T` would ask for more than there is.
#[doc(hidden)]
pub struct Table<T> {
    pub(crate) description: &'static Description,
    kind: PhantomData<fn(T) -> T>,
}

impl<T> Clone for Table<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Table<T> {}

impl<T> Table<T> {
    /// # Safety
    ///
    /// The description lives for ever.
    pub const unsafe fn at(description: *const Described<T>) -> Self {
        Table {
            // SAFETY: the caller's promise.
            description: unsafe { &(*description).0 },
            kind: PhantomData,
        }
    }

    const UNKNOWN: Self = {
        // SAFETY: it is a constant's.
        unsafe { Table::at(const { &Described::unknown() as *const _ }) }
    };
}

impl<T, const N: usize> Table<[T; N]> {
    pub const fn array(element: Table<T>) -> ArrayOf<T, N> {
        let array = Description::array(<[T; N]>::SHAPE, element.description, N);
        Described(array, PhantomData)
    }
}

/// An array's [`Description`], by value.
#[doc(hidden)]
pub(crate) type ArrayOf<T, const N: usize> = Described<[T; N]>;

/// What has a table of its own: what has [`Fields`], and handles, of which the table says that they are such.
#[doc(hidden)]
pub trait Tabled: Sized {
    const OWN: Table<Self>;
}

impl<T: Fields> Tabled for T {
    const OWN: Table<Self> = T::TABLE;
}

impl<T> Table<T> {
    /// Of handles.
    ///
    /// # Safety
    ///
    /// `T` is a [`Pointer`](crate::Pointer), and points to what is called so.
    pub(crate) const unsafe fn of_handle(pointee: fn() -> &'static str) -> Described<T> {
        // SAFETY: the caller's promise.
        Described(
            unsafe { Description::handle(T::SHAPE, pointee) },
            PhantomData,
        )
    }
}

/// Looks a type's table up: `Probe::<F>::TABLE` is the type's own, or else one that says that nothing is known.
#[doc(hidden)]
pub struct Probe<F>(PhantomData<F>);

impl<F: Tabled> Probe<F> {
    pub const TABLE: Table<F> = F::OWN;
}

#[doc(hidden)]
pub trait UnknownFields {
    type Of;
    const TABLE: Table<Self::Of>;
}

impl<F> UnknownFields for Probe<F> {
    type Of = F;
    const TABLE: Table<F> = Table::UNKNOWN;
}

// SAFETY: an array has no field with a name; its elements are reached by their index.
unsafe impl<T, const N: usize> Fields for [T; N] {
    type Members = ();
    const MEMBERS: () = ();
    const TABLE: Table<Self> = {
        // SAFETY: it is a constant's.
        unsafe { Table::at(const { &Table::array(Table::<T>::UNKNOWN) as *const _ }) }
    };
}

macro_rules! tuples {
    ($(($($T:ident $index:tt)*))*) => {$(
        // SAFETY: all of its fields are here, each under its own number.
        unsafe impl<$($T),*> Fields for ($($T,)*) {
            type Members = ($(Field<Self, $T>,)*);
            const MEMBERS: Self::Members = {
                let memory = Memory::<Self>::new();
                let base = memory.start();
                // SAFETY: the token is made of this very field.
                ($(unsafe { Field::of(base, &raw const (*base).$index, $index) },)*)
            };
            const TABLE: Table<Self> = {
                const fn described<T, const N: usize>(entries: *const Numbered<T, N>) -> Described<T> {
                    // SAFETY: they are a constant's.
                    let entries: &'static [Entry; N] = unsafe { &(*entries).0 };
                    // SAFETY: they are all that there are; a tuple has no `Drop` of its own.
                    Described(unsafe { Description::structure(T::SHAPE, "", entries) }, PhantomData)
                }
                const {
                    // SAFETY: it is a constant's.
                    unsafe {
                        Table::at(const {
                            &described(const {
                                &Numbered::new([$(FieldOf::new(
                                    stringify!($index),
                                    Self::MEMBERS.$index,
                                    Table::<$T>::UNKNOWN,
                                )),*]) as *const _
                            }) as *const _
                        })
                    }
                }
            };
        }
    )*};
}

tuples! {
    (A 0)
    (A 0 B 1)
    (A 0 B 1 C 2)
    (A 0 B 1 C 2 D 3)
    (A 0 B 1 C 2 D 3 E 4)
    (A 0 B 1 C 2 D 3 E 4 G 5)
    (A 0 B 1 C 2 D 3 E 4 G 5 H 6)
    (A 0 B 1 C 2 D 3 E 4 G 5 H 6 I 7)
    (A 0 B 1 C 2 D 3 E 4 G 5 H 6 I 7 J 8)
    (A 0 B 1 C 2 D 3 E 4 G 5 H 6 I 7 J 8 K 9)
    (A 0 B 1 C 2 D 3 E 4 G 5 H 6 I 7 J 8 K 9 L 10)
    (A 0 B 1 C 2 D 3 E 4 G 5 H 6 I 7 J 8 K 9 L 10 M 11)
}
