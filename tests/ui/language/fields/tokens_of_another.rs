//! What the derive's names mean is the user's: it cannot make the tokens of another structure, whose fields are in another order.
#![forbid(unsafe_code)]
use pointers::prelude::*;

mod evil {
    pub mod __private {
        use crate::Real;
        pub use pointers::__private::*;

        pub type Field<T, F> = pointers::__private::Field<Real<T>, F>;

        pub struct Memory<T>(pointers::__private::Memory<Real<T>>);

        impl<T> Memory<T> {
            pub const fn new() -> Self {
                Memory(pointers::__private::Memory::new())
            }

            pub const fn start(&self) -> *const Real<T> {
                self.0.start()
            }
        }

        /// Nobody asks for the table of `Other`.
        pub struct FieldOf;

        impl FieldOf {
            pub const fn new<T, A, B>(_: &'static str, _: A, _: B) -> pointers::__private::FieldOf<T> {
                panic!()
            }
        }
    }
}

#[derive(Fields)]
struct Real<T> {
    x: Box<u64>,
    y: Box<u64>,
    of: std::marker::PhantomData<T>,
}

#[derive(Fields)]
#[fields(crate = evil)]
struct Other<T> {
    y: Box<u64>,
    x: Box<u64>,
    of: std::marker::PhantomData<<T as OtherOf>::Type>,
}

trait OtherOf {
    type Type;
}

impl<T> OtherOf for T {
    type Type = Other<T>;
}

fn main() -> Result<()> {
    let p: MallocPointer<Real<Other<u8>>> = malloc(16)?;
    let Ok(place) = p.__pointers_p_arrow();
    let Ok(x) = place.__pointers_p_field_mut(|m| &mut m.x);
    x.__pointers_p_assign(Box::new(1))?;
    let Ok(of) = place.__pointers_p_field_mut(|m| &mut m.of);
    of.__pointers_p_assign(std::marker::PhantomData)?;
    // `x` lies there, and it is counted as `y`.
    let Ok(y) = place.__pointers_p_field(|_| &const { <Other<u8> as pointers::Fields>::MEMBERS.x });
    y.__pointers_p_assign(Box::new(2))?;
    println!("{}", p.take()?.y);
    free(p)
}
