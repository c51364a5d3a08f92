//! Strings that grow: by bytes, by numbers, by other strings.

use pointers::prelude::*;
use pointers::string::memcpy;

use super::program::next_random;

pointers! {
    #[derive(Fields, Clone, Copy)]
    struct Builder {
        bytes: MallocPointer<u8>,
        length: usize,
        room: usize,
    }

    fn new_builder() -> Result<MallocPointer<Builder>> {
        let b: MallocPointer<Builder> = malloc(size_of::<Builder>());
        b->room = 8;
        b->length = 0;
        b->bytes = malloc(b->room);
        Ok(b)
    }

    fn reserve(b: MallocPointer<Builder>, more: usize) -> Result<()> {
        if b->length + more <= b->room {
            return Ok(());
        }
        while b->length + more > b->room {
            b->room *= 2;
        }
        b->bytes = realloc(b->bytes, b->room);
        Ok(())
    }

    fn push_byte(b: MallocPointer<Builder>, byte: u8) -> Result<()> {
        reserve(b, 1)?;
        b->bytes[b->length++] = byte;
        Ok(())
    }

    fn push_bytes(b: MallocPointer<Builder>, from: MallocPointer<u8>, count: usize) -> Result<()> {
        reserve(b, count)?;
        memcpy(b->bytes + b->length, from, count);
        b->length += count;
        Ok(())
    }

    /// Digits come from the back.
    fn push_number(b: MallocPointer<Builder>, number: u64) -> Result<()> {
        let mut number = number;
        let digits: MallocPointer<u8> = malloc(20);
        let end = digits + 20;
        let first = end;
        loop {
            *--first = b'0' + (number % 10) as u8;
            number /= 10;
            if number == 0 {
                break;
            }
        }
        push_bytes(b, first, (end - first) as usize)?;
        free(digits);
        Ok(())
    }

    fn delete(b: MallocPointer<Builder>) -> Result<()> {
        free(b->bytes);
        free(b);
        Ok(())
    }

    pub(crate) fn run(n: u64) -> Result<u64> {
        let all = new_builder()?;
        let mut sum = 0_u64;
        for i in 0..n {
            let line = new_builder()?;
            push_number(line, i)?;
            push_byte(line, b':')?;
            let letters = next_random() % 64;
            for letter in 0..letters {
                push_byte(line, b'a' + ((i + letter) % 26) as u8)?;
            }
            push_byte(line, b'=')?;
            push_number(line, next_random() % 100_000)?;
            push_byte(line, b'\n')?;
            push_bytes(all, line->bytes, line->length)?;
            delete(line)?;
        }
        for i in 0..all->length {
            sum = sum.wrapping_mul(31).wrapping_add(u64::from(all->bytes[i]));
        }
        sum = sum.wrapping_add(all->length as u64);
        delete(all)?;
        Ok(sum)
    }
}
