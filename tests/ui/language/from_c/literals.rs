//! What C assigns to a place of any type by its form: `0`, and a text between quotes.

use pointers::prelude::*;

#[derive(Fields)]
struct User {
    name: [u8; 16],
    nick: MallocPointer<u8>,
    full: String,
    age: i32,
    weight: f64,
    next: MallocPointer<User>,
}

fn main() {
    let _ = pointers! {
        let u: MallocPointer<User> = malloc(size_of::<User>());
        u->age = 0;
        u->next = 0;
        u->weight = 0;
        u->name = "Ada";
        u->nick = "Ada";
        u->full = "Ada";
        free(u);
    };
}
