use pointers::prelude::*;

#[derive(Clone, Copy)]
struct Point {
    x: i32,
}

fn main() {
    let _ = pointers! {
        let p = malloc(8);
        p <<= Point { x: 1 };
        let x = ~p.x;
        println!("{x} {}", ~p[1].x);
        ~p.x = 3;
        ~p.x += 3;
    };
}
