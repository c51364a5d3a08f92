//! Variables that get their value after their declaration, in patterns.

use pointers::prelude::*;

struct Pair {
    x: u32,
    y: u32,
}

struct Both(u32, u32);

pointers! {
    fn tuples(c: bool) -> u32 {
        let (a, b);
        if c { a = 1; b = 2; } else { (a, b) = (3, 4); }
        a + b
    }

    fn nested(c: bool) -> u32 {
        let (x, (first, second));
        if c { x = 1; first = 2; second = 3; } else { (x, (first, second)) = (4, (5, 6)); }
        x + first + second
    }

    fn destructured(c: bool) -> u32 {
        let (a, b);
        if c { Pair { x: a, y: b } = Pair { x: 1, y: 2 }; } else { Both(a, b) = Both(3, 4); }
        a * 10 + b
    }

    fn typed() -> u64 {
        let (a, b): (u64, String);
        a = 1;
        b = String::from("b");
        let [c, d]: [u64; 2];
        [c, d] = [2, 3];
        a + c + d + b.len() as u64
    }

    fn handles() -> Result<u32> {
        let (p, q);
        (p, q) = (malloc(4), malloc(4));
        p <<= 1_u32;
        q <<= 2_u32;
        let r = malloc::<u32>(4);
        free(r);
        (r, _) = (p, 1);
        let sum = ~r + ~q;
        Pair2 { p: r } = Pair2 { p: q };
        let sum = sum + ~r;
        free(p);
        free(q);
        Ok(sum)
    }
}

struct Pair2 {
    p: MallocPointer<u32>,
}

#[test]
fn late_values() -> Result<()> {
    assert_eq!((tuples(true), tuples(false)), (3, 7));
    assert_eq!((nested(true), nested(false)), (6, 15));
    assert_eq!((destructured(true), destructured(false)), (12, 34));
    assert_eq!(typed(), 7);
    assert_eq!(handles()?, 5);
    Ok(())
}
