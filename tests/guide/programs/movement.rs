use pointers::prelude::*;

fn main() -> Result<()> {
    pointers! {
        let p: MallocPointer<i32> = malloc(4);
        p <<= 5;
        let number = ~p; // a copy of the value
        let q = p; // a copy of the pointer
        q <<= 6;
        drawn(snapshot().named("p", p).named("q", q)); // The picture shows this moment.
        println!("{number} {} {}", ~p, ~q); // 5 6 6
        free(p);
    }
}
