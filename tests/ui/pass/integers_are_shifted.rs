// Shifts, sums and `!` of integers in the macro mean what they mean outside.
use pointers::prelude::*;

struct Flags {
    bits: u16,
}

fn main() -> Result<()> {
    let mut outside: u128 = 1;
    pointers! {
        let mut a = 1;
        a <<= 4;
        a >>= 1;
        let b: i64 = a;
        assert_eq!(b, 8);
        assert_eq!(~b, -9);
        assert_eq!(~(b + 1) & 0xff, !9 & 0xff);
        outside <<= 100;
        let mut flags = Flags { bits: 1 };
        flags.bits <<= 3_u8;
        flags.bits |= 1;
        flags.bits += flags.bits;
        assert_eq!(~flags.bits, !18);
        let mut all = [1_u8, 2, 3];
        for x in &mut all {
            *x <<= 1;
            *x += 1;
        }
        all[2] <<= all[0] - 2;
        all[1] -= all[0];
        assert_eq!(all, [3, 2, 14]);
        let index = 1;
        all[index] += 7;
        assert_eq!(~all[1], !9);
        assert!(~false);
    }?;
    assert_eq!(outside, 1 << 100);
    Ok(())
}
