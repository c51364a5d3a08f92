use pointers::prelude::*;

struct Point {
    x: i32,
}

fn main() -> Result<()> {
    pointers! {
        let s: MallocPointer<u8> = malloc(16);
        let point = Point { x: 3 };
        printf("x is %d%%\n", point.x);
        printf("%-10s|%5d|%05.1f|{%x}", s, point.x, 2.5, 255);
        fprintf(stderr, "%s\n", "no memory");
        snprintf(s, 16, "%03d", point.x);
        free(s);
    }
}
