//! What the derive's names mean is the user's: it does not make a structure with a `Drop` of its own one without.
use pointers::prelude::*;

mod evil {
    pub mod __private {
        pub use pointers::__private::*;

        pub trait AStructureWithItsOwnDropHasNoFields {
            type Drop;
        }
    }
}

#[derive(Fields)]
#[fields(crate = evil)]
struct Open {
    file: i32,
}

impl Drop for Open {
    fn drop(&mut self) {}
}

fn main() {}
