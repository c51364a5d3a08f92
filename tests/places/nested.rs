//! Fresh memory whose elements are arrays of arrays, or of structures.

use pointers::prelude::*;

#[derive(Fields, Clone, Copy, Debug, PartialEq)]
struct Point {
    x: i32,
    y: i64,
}

#[test]
fn arrays_are_assigned_part_by_part() -> Result<()> {
    pointers! {
        let m: MallocPointer<[[f64; 3]; 3]> = malloc(2 * 72);
        m[0][1][2] = 1.5;
        m[0][1][2] *= 2.0;
        println!("{}", m[0][1][2]);
        assert_eq!(m[0][1][2], 3.0);
        for y in 0..3 {
            for x in 0..3 {
                m[1][y][x] = (3 * y + x) as f64;
            }
        }
        assert_eq!(m[1][2], [6.0, 7.0, 8.0]);
        free(m);

        let p: MallocPointer<[Point; 3]> = malloc(48);
        for i in 0..3 {
            p[0][i].x = i;
            let y = &raw mut p[0][i].y;
            y <<= 7;
            assert_eq!(p[0][i], Point { x: i, y: 7 });
        }
        assert_eq!((~p)[2].x, 2);
        free(p);
    }
}
