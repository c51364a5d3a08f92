//! A field's token keeps the lifetimes in its types: a shorter one, written through it, would be read after its end.
use pointers::prelude::*;

#[derive(Fields)]
struct Pair<A, B> {
    a: A,
    b: B,
}

fn shorten(p: MallocPointer<Pair<&'static str, u8>>, text: &str) -> Result<()> {
    let Ok(place) = p.__pointers_p_arrow();
    let Ok(field) = place.__pointers_p_field_mut(|m| &mut m.a);
    field.__pointers_p_assign(text)
}

fn main() {}
