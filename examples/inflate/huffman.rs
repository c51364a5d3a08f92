//! Canonical Huffman codes: how many codes there are of each length, and the symbols in the order of their codes.

use pointers::prelude::*;

use super::bits::{self, Bits};

/// The longest code of DEFLATE, in bits.
pub(crate) const LONGEST: usize = 15;

pointers! {
    #[derive(Fields, Clone, Copy)]
    pub(crate) struct Huffman {
        /// Of each length from 0 to [`LONGEST`].
        pub(crate) count: MallocPointer<u16>,
        pub(crate) symbol: MallocPointer<u16>,
    }

    /// The tables of `n` symbols, of which each has a length in bits, or 0.
    pub(crate) fn new(length: MallocPointer<u8>, n: usize) -> Result<MallocPointer<Huffman>> {
        let h: MallocPointer<Huffman> = malloc(size_of::<Huffman>());
        h->count = malloc((LONGEST + 1) * 2);
        h->symbol = malloc(n * 2);
        for len in 0..=LONGEST {
            h->count[len] = 0;
        }
        for i in 0..n {
            h->count[length[i]]++;
        }
        // Where the symbols of each length begin.
        let first: MallocPointer<u16> = malloc((LONGEST + 1) * 2);
        first[0] = 0;
        first[1] = 0;
        for len in 1..LONGEST {
            first[len + 1] = first[len] + h->count[len];
        }
        for i in 0..n {
            if length[i] != 0 {
                h->symbol[first[length[i]]++] = i as u16;
            }
        }
        free(first);
        Ok(h)
    }

    pub(crate) fn delete(h: MallocPointer<Huffman>) -> Result<()> {
        free(h->count);
        free(h->symbol);
        free(h);
        Ok(())
    }

    /// Whether more codes are there than their lengths leave room for.
    pub(crate) fn is_oversubscribed(h: MallocPointer<Huffman>) -> Result<bool> {
        let mut left = 1_i32;
        for len in 1..=LONGEST {
            left = left * 2 - i32::from(h->count[len]);
            if left < 0 {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The next symbol, bit by bit; `None` where no code begins so.
    pub(crate) fn decode(h: MallocPointer<Huffman>, s: MallocPointer<Bits>) -> Result<Option<u16>> {
        let (mut code, mut first, mut index) = (0_i32, 0, 0);
        for len in 1..=LONGEST {
            code |= bits::take(s, 1)? as i32;
            let count = i32::from(h->count[len]);
            if code - count < first {
                return Ok(Some(h->symbol[index + (code - first)]));
            }
            index += count;
            first = (first + count) << 1;
            code <<= 1;
        }
        Ok(None)
    }
}
