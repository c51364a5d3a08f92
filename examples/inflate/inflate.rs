//! DEFLATE, as RFC 1951 has it: stored blocks, fixed codes, codes of their own.

use pointers::prelude::*;
use pointers::string::{memcpy, memset};

use super::bits::{self, Bits};
use super::huffman::{self, Huffman, decode};

/// What is wrong with the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    Kind,
    StoredLength,
    Lengths,
    Code,
    Distance,
}

/// Lengths of copies from symbol 257 on: where each begins, and how many bits more it has.
const LENGTH: [u16; 29] = [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
    163, 195, 227, 258,
];
const LENGTH_MORE: [u32; 29] = [
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
];
/// The same of distances.
const DISTANCE: [usize; 30] = [
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537,
    2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577,
];
const DISTANCE_MORE: [u32; 30] = [
    0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13,
    13,
];
/// In which order the lengths of the code for lengths come.
const ORDER: [usize; 19] = [
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
];

const LITERALS: usize = 288;
const DISTANCES: usize = 30;

pointers! {
    /// What is decompressed, in a block that grows.
    #[derive(Fields, Clone, Copy)]
    pub(crate) struct Output {
        pub(crate) bytes: MallocPointer<u8>,
        pub(crate) length: usize,
        pub(crate) room: usize,
    }

    pub(crate) fn new_output() -> Result<MallocPointer<Output>> {
        let out: MallocPointer<Output> = malloc(size_of::<Output>());
        out->room = 64;
        out->length = 0;
        out->bytes = malloc(out->room);
        Ok(out)
    }

    pub(crate) fn delete_output(out: MallocPointer<Output>) -> Result<()> {
        free(out->bytes);
        free(out);
        Ok(())
    }

    fn reserve(out: MallocPointer<Output>, more: usize) -> Result<()> {
        if out->length + more > out->room {
            while out->length + more > out->room {
                out->room *= 2;
            }
            realloc(out->bytes, out->room);
        }
        Ok(())
    }

    /// Decompresses `length` bytes into `out`.
    pub(crate) fn inflate(
        out: MallocPointer<Output>,
        from: MallocPointer<u8>,
        length: usize,
    ) -> Result<Option<Fault>> {
        let s = bits::new(from, length)?;
        let mut last = false;
        let mut fault = None;
        try {
            while !last && fault.is_none() {
                last = bits::take(s, 1)? == 1;
                fault = match bits::take(s, 2)? {
                    0 => stored(out, s)?,
                    1 => fixed(out, s)?,
                    2 => dynamic(out, s)?,
                    _ => Some(Fault::Kind),
                };
            }
        } except OutOfBounds as error {
            // The data ends in the middle.
            free(s);
            return Err(error);
        }
        free(s);
        Ok(fault)
    }

    fn stored(out: MallocPointer<Output>, s: MallocPointer<Bits>) -> Result<Option<Fault>> {
        bits::align(s)?;
        let length = bits::take(s, 16)?;
        let complement = bits::take(s, 16)?;
        if length != !complement & 0xffff || length as usize > bits::left(s)? {
            return Ok(Some(Fault::StoredLength));
        }
        reserve(out, length as usize)?;
        memcpy(out->bytes + out->length, s->next, length as usize);
        s->next += length;
        out->length += length as usize;
        Ok(None)
    }

    fn fixed(out: MallocPointer<Output>, s: MallocPointer<Bits>) -> Result<Option<Fault>> {
        let lengths: MallocPointer<u8> = malloc(LITERALS);
        memset(lengths, 8, 144);
        memset(lengths + 144, 9, 112);
        memset(lengths + 256, 7, 24);
        memset(lengths + 280, 8, 8);
        let literals = huffman::new(lengths, LITERALS)?;
        memset(lengths, 5, DISTANCES);
        let distances = huffman::new(lengths, DISTANCES)?;
        free(lengths);
        finish(out, s, literals, distances)
    }

    fn dynamic(out: MallocPointer<Output>, s: MallocPointer<Bits>) -> Result<Option<Fault>> {
        let literals = bits::take(s, 5)? as usize + 257;
        let distances = bits::take(s, 5)? as usize + 1;
        let codes = bits::take(s, 4)? as usize + 4;
        if literals > LITERALS - 2 || distances > DISTANCES {
            return Ok(Some(Fault::Lengths));
        }
        let lengths: MallocPointer<u8> = malloc(LITERALS + DISTANCES);
        let complete = try { read_lengths(lengths, s, literals + distances, codes)? } except _ as error {
            free(lengths);
            return Err(error);
        };
        if !complete || lengths[256] == 0 {
            free(lengths);
            return Ok(Some(Fault::Lengths));
        }
        let of_literals = huffman::new(lengths, literals)?;
        let of_distances = huffman::new(lengths + literals, distances)?;
        free(lengths);
        finish(out, s, of_literals, of_distances)
    }

    /// Reads the lengths of so many codes, which come in a code of their own; whether they are all there.
    fn read_lengths(
        lengths: MallocPointer<u8>,
        s: MallocPointer<Bits>,
        wanted: usize,
        codes: usize,
    ) -> Result<bool> {
        memset(lengths, 0, ORDER.len());
        for code in &ORDER[..codes] {
            lengths[*code] = bits::take(s, 3)? as u8;
        }
        let code = huffman::new(lengths, ORDER.len())?;
        let outcome = decode_lengths(lengths, s, wanted, code);
        huffman::delete(code)?;
        outcome
    }

    fn decode_lengths(
        lengths: MallocPointer<u8>,
        s: MallocPointer<Bits>,
        wanted: usize,
        code: MallocPointer<Huffman>,
    ) -> Result<bool> {
        let mut i = 0;
        while i < wanted {
            let (value, times) = match decode(code, s)? {
                None => return Ok(false),
                Some(length @ 0..16) => (length as u8, 1),
                Some(16) if i == 0 => return Ok(false),
                Some(16) => (lengths[i - 1], 3 + bits::take(s, 2)?),
                Some(17) => (0, 3 + bits::take(s, 3)?),
                Some(_) => (0, 11 + bits::take(s, 7)?),
            };
            if i + times as usize > wanted {
                return Ok(false);
            }
            memset(lengths + i, value, times as usize);
            i += times as usize;
        }
        Ok(true)
    }

    /// Decodes a block, and deletes its codes.
    fn finish(
        out: MallocPointer<Output>,
        s: MallocPointer<Bits>,
        literals: MallocPointer<Huffman>,
        distances: MallocPointer<Huffman>,
    ) -> Result<Option<Fault>> {
        let wrong = huffman::is_oversubscribed(literals)? || huffman::is_oversubscribed(distances)?;
        // Where the data ends in the middle, what was allocated is freed all the same.
        let outcome = match wrong {
            true => Ok(Some(Fault::Lengths)),
            false => codes(out, s, literals, distances),
        };
        huffman::delete(literals)?;
        huffman::delete(distances)?;
        outcome
    }

    fn codes(
        out: MallocPointer<Output>,
        s: MallocPointer<Bits>,
        literals: MallocPointer<Huffman>,
        distances: MallocPointer<Huffman>,
    ) -> Result<Option<Fault>> {
        loop {
            let Some(symbol) = decode(literals, s)? else {
                return Ok(Some(Fault::Code));
            };
            let symbol = usize::from(symbol);
            if symbol < 256 {
                reserve(out, 1)?;
                out->bytes[out->length++] = symbol as u8;
                continue;
            }
            if symbol == 256 {
                return Ok(None);
            }
            let Some(&length) = LENGTH.get(symbol - 257) else {
                return Ok(Some(Fault::Code));
            };
            let length = usize::from(length) + bits::take(s, LENGTH_MORE[symbol - 257])? as usize;
            let Some(code) = decode(distances, s)? else {
                return Ok(Some(Fault::Code));
            };
            let code = usize::from(code);
            let distance = DISTANCE[code] + bits::take(s, DISTANCE_MORE[code])? as usize;
            if distance > out->length {
                return Ok(Some(Fault::Distance));
            }
            reserve(out, length)?;
            // Byte by byte: what is copied may be written by the same copy.
            let to = out->bytes + out->length;
            let from = to - distance;
            for _ in 0..length {
                *to++ = *from++;
            }
            out->length += length;
        }
    }
}
