//! The rows of a text editor, in which somebody types: those of `examples/text_rows`.

use pointers::prelude::*;

use super::program::next_random;

#[path = "../../examples/text_rows/rows.rs"]
#[allow(dead_code, reason = "the example shows and searches too")]
mod rows;

use rows::{Editor, delete, erase, insert_char, new, rows_to_string, split};

/// How many keys are typed into one text.
const KEYS: u64 = 4096;

pointers! {
    fn key(e: MallocPointer<Editor>) -> Result<()> {
        let random = next_random();
        match random % 64 {
            0 => split(e),
            1..5 => erase(e),
            5 => insert_char(e, b'\t'),
            // Elsewhere.
            6 if e->count > 0 => {
                e->y = (random >> 8) as usize % e->count;
                e->x = (random >> 32) as usize % (e->rows[e->y].size + 1);
                Ok(())
            }
            letter => insert_char(e, b'A' + letter as u8),
        }
    }

    pub(crate) fn run(n: u64) -> Result<u64> {
        let mut sum = 0_u64;
        for _ in 0..n / KEYS + 1 {
            let e = new()?;
            for _ in 0..KEYS {
                key(e)?;
            }
            let all = rows_to_string(e)?;
            let p = all;
            while *p != 0 {
                sum = sum.wrapping_mul(31).wrapping_add(u64::from(*p++));
            }
            sum = sum.wrapping_add(e->count as u64);
            free(all);
            delete(e)?;
        }
        Ok(sum)
    }
}
