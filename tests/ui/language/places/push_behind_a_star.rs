//! A method that changes what lies behind the `*` of a `Pointer` is refused where it is named.

use pointers::prelude::*;

#[derive(Fields)]
struct User {
    name: String,
}

pointers! {
    fn shout(q: Pointer<User>) -> Result<()> {
        (*q).name.push('!');
        Ok(())
    }
}

fn main() {}
