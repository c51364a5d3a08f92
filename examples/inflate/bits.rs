//! The input, bit by bit, from the lowest bit of each byte on.

use pointers::prelude::*;

pointers! {
    #[derive(Fields, Clone, Copy)]
    pub(crate) struct Bits {
        pub(crate) next: MallocPointer<u8>,
        pub(crate) end: MallocPointer<u8>,
        /// Bits that were read and not taken.
        pub(crate) buffer: u32,
        pub(crate) count: u32,
    }

    pub(crate) fn new(from: MallocPointer<u8>, length: usize) -> Result<MallocPointer<Bits>> {
        let s: MallocPointer<Bits> = malloc(size_of::<Bits>());
        s->next = from;
        s->end = from + length;
        s->buffer = 0;
        s->count = 0;
        Ok(s)
    }

    /// Takes so many bits, at most 20. Behind the end there is an error of the block's.
    pub(crate) fn take(s: MallocPointer<Bits>, need: u32) -> Result<u32> {
        while s->count < need {
            s->buffer |= u32::from(*s->next++) << s->count;
            s->count += 8;
        }
        let bits = s->buffer & ((1 << need) - 1);
        s->buffer >>= need;
        s->count -= need;
        Ok(bits)
    }

    /// Throws away what is left of a byte.
    pub(crate) fn align(s: MallocPointer<Bits>) -> Result<()> {
        s->buffer = 0;
        s->count = 0;
        Ok(())
    }

    /// How many bytes are left.
    pub(crate) fn left(s: MallocPointer<Bits>) -> Result<usize> {
        Ok((s->end - s->next) as usize)
    }
}
