//! An inflater, of data that was made here: that of `examples/inflate`.

use pointers::prelude::*;

use super::program::next_random;

#[path = "../../examples/inflate/bits.rs"]
mod bits;
#[path = "../../examples/inflate/huffman.rs"]
mod huffman;
#[path = "../../examples/inflate/inflate.rs"]
mod inflater;

use inflater::{delete_output, inflate, new_output};

/// How many bytes and copies the data has.
const STEPS: u32 = 20_000;

/// Compressed by zlib, with codes of its own.
const SMALL: [u8; 98] = [
    133, 209, 203, 9, 128, 48, 16, 69, 209, 86, 166, 0, 23, 25, 243, 199, 106, 20, 34, 138, 163,
    89, 24, 176, 125, 11, 120, 97, 178, 190, 156, 213, 229, 153, 182, 218, 154, 148, 151, 234, 78,
    247, 41, 23, 213, 135, 218, 81, 232, 91, 69, 38, 98, 232, 11, 49, 15, 12, 119, 140, 25, 24,
    131, 38, 235, 36, 163, 72, 186, 72, 40, 162, 46, 34, 138, 160, 139, 128, 194, 235, 194, 163,
    112, 186, 112, 40, 172, 46, 44, 138, 193, 248, 222, 247, 193, 66, 16, 63,
];

/// Bits, from the lowest of each byte on.
struct Writer {
    bytes: Vec<u8>,
    count: u32,
}

impl Writer {
    fn put(&mut self, bits: u32, count: u32) {
        for i in 0..count {
            if self.count.is_multiple_of(8) {
                self.bytes.push(0);
            }
            let last = self.bytes.len() - 1;
            self.bytes[last] |= ((bits >> i & 1) as u8) << (self.count % 8);
            self.count += 1;
        }
    }

    /// Codes come from their highest bit on.
    fn put_code(&mut self, code: u32, count: u32) {
        for i in (0..count).rev() {
            self.put(code >> i, 1);
        }
    }
}

/// A block with fixed codes: letters, and copies of up to ten of the last four bytes.
fn compressed() -> Vec<u8> {
    let mut writer = Writer {
        bytes: Vec::new(),
        count: 0,
    };
    writer.put(1, 1);
    writer.put(1, 2);
    for i in 0..STEPS {
        let random = next_random();
        if i < 4 || !random.is_multiple_of(4) {
            writer.put_code(0x30 + u32::from(b'a') + (random >> 8) as u32 % 26, 8);
        } else {
            writer.put_code(1 + (random >> 8) as u32 % 8, 7);
            writer.put_code((random >> 16) as u32 % 4, 5);
        }
    }
    writer.put_code(0, 7);
    writer.bytes
}

pointers! {
    fn sum_of(data: MallocPointer<u8>, length: usize) -> Result<u64> {
        let out = new_output()?;
        let fault = inflate(out, data, length)?;
        let mut sum = u64::from(fault.is_some());
        for i in 0..out->length {
            sum = sum.wrapping_mul(31).wrapping_add(u64::from(out->bytes[i]));
        }
        delete_output(out)?;
        Ok(sum)
    }

    pub(crate) fn run(n: u64) -> Result<u64> {
        let data = MallocPointer::from_slice(&compressed())?;
        let small = MallocPointer::from_slice(&SMALL)?;
        let mut sum = 0_u64;
        for _ in 0..n {
            sum = sum.wrapping_mul(31).wrapping_add(sum_of(data, data.size())?);
            for _ in 0..8 {
                sum = sum.wrapping_mul(31).wrapping_add(sum_of(small, small.size())?);
            }
        }
        free(data);
        free(small);
        Ok(sum)
    }
}
