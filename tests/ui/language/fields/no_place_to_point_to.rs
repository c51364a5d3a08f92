use pointers::__private::traits::*;
use pointers::prelude::*;

#[derive(Fields)]
struct Node {
    boxed: Box<(i32, i32)>,
}

struct Plain {
    x: i32,
}

fn behind_a_box(p: MallocPointer<Node>) {
    let Ok(place) = p.__pointers_p_arrow();
    let Ok(boxed) = place.__pointers_p_field_mut(|m| &mut m.boxed);
    let _ = boxed.__pointers_p_field_mut(|m| &mut m.0).map(|part| part.__pointers_p_raw());
}

fn without_fields(p: MallocPointer<Plain>) {
    let Ok(place) = p.__pointers_p_arrow();
    let _ = place.__pointers_p_field_mut(|m| &mut m.x).map(|part| part.__pointers_p_raw());
}

fn tilde_of_a_number(p: MallocPointer<(i32, i32)>) {
    let Ok(place) = p.__pointers_p_arrow();
    let Ok(field) = place.__pointers_p_field(|m| &m.0);
    let _ = field.__pointers_p_tilde();
}

fn main() {}
