use pointers::prelude::*;

#[derive(Fields)]
struct Keys {
    old: MallocPointer<i32>,
    new: MallocPointer<i32>,
}

fn main() -> Result<()> {
    pointers! {
        let keys: MallocPointer<Keys> = malloc(size_of::<Keys>());
        keys->old = malloc(4);
        ~keys->old = 1;
        free(keys->old);
        keys->new = malloc(4); // often at the same address
        ~keys->new = 2;
        drawn(snapshot().named("keys", keys)); // The picture shows this moment.
        let (old, new) = (keys->old, keys->new);
        println!("{} {}", old.freed(), old.id() == new.id()); // true false
        free(new);
        free(keys);
    }
}
