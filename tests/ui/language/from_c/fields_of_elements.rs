//! `all[i].x` is `all[i]->x` where `all` is a handle.

use pointers::prelude::*;

#[derive(Clone, Copy)]
struct Point {
    x: i32,
}

fn main() -> Result<()> {
    pointers! {
        let all: MallocPointer<Point> = malloc(4 * size_of::<Point>());
        let plain = [Point { x: 1 }];
        all[0] <<= plain[0];
        all[0].x = plain[0].x;
        all[0].x += 1;
        for i in 0..1 { println!("{} {}", all[i].x, all[i]->x); }
        free(all);
    }
}
