//! What the derive's names mean is the user's: it cannot leave a field out, so that a value seems to be whole without it.
#![forbid(unsafe_code)]
use pointers::prelude::*;

mod evil {
    pub mod __private {
        pub use pointers::__private::*;

        /// Each field twice.
        pub struct FieldOf<T>(pub [pointers::__private::FieldOf<T>; 2]);

        impl<T> FieldOf<T> {
            pub const fn new<F>(name: &'static str, field: Field<T, F>, table: Table<F>) -> Self {
                use pointers::__private::FieldOf as Real;
                FieldOf([Real::new(name, field, table), Real::new(name, field, table)])
            }
        }

        pub struct Numbered<T, const N: usize>(std::marker::PhantomData<T>);

        impl<T> Numbered<T, 2> {
            pub const fn new(fields: [FieldOf<T>; 2]) -> pointers::__private::Numbered<T, 2> {
                let [FieldOf([a, b]), rest] = fields;
                std::mem::forget(rest);
                pointers::__private::Numbered::new([a, b])
            }
        }
    }
}

#[derive(Fields)]
#[fields(crate = evil)]
struct Token {
    id: u32,
    secret: u32,
}

fn main() -> Result<()> {
    let p: MallocPointer<Token> = malloc(8)?;
    let Ok(place) = p.__pointers_p_arrow();
    let Ok(id) = place.__pointers_p_field_mut(|m| &mut m.id);
    id.__pointers_p_assign(7)?;
    free(p)
}
