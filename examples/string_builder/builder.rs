//! A string builder: when its block is full, `realloc` doubles it.

use pointers::prelude::*;

const FIRST_SIZE: usize = 8;

pointers! {
    #[derive(Clone, Copy)]
    pub(crate) struct Builder {
        pub(crate) bytes: MallocPointer<u8>,
        pub(crate) length: usize,
    }

    impl Builder {
        pub(crate) fn new() -> Result<Builder> {
            Ok(Builder {
                bytes: malloc(FIRST_SIZE),
                length: 0,
            })
        }

        pub(crate) fn push_str(&mut self, text: &str) -> Result<()> {
            self.insert(self.length, text)
        }

        /// Digits come from the back, as in C's `itoa`.
        pub(crate) fn push_number(&mut self, number: u64) -> Result<()> {
            let digits: MallocPointer<u8> = malloc(20);
            let end = digits + 20;
            let mut first = end;
            let mut rest = number;
            loop {
                first -= 1;
                first <<= b'0' + (rest % 10) as u8;
                rest /= 10;
                if rest == 0 {
                    break;
                }
            }
            let count = (end - first) as usize;
            let outcome = self.push_bytes(first, count);
            free(digits);
            outcome
        }

        fn push_bytes(&mut self, first: MallocPointer<u8>, count: usize) -> Result<()> {
            self.reserve(count)?;
            self.bytes.add(self.length)?.copy_from(first, count)?;
            self.length += count;
            Ok(())
        }

        /// Puts a text between the bytes before and after a position.
        pub(crate) fn insert(&mut self, position: usize, text: &str) -> Result<()> {
            self.reserve(text.len())?;
            let place = self.bytes.add(position)?;
            place
                .add(text.len())?
                .copy_from(place, self.length - position)?;
            place.copy_from_slice(text.as_bytes())?;
            self.length += text.len();
            Ok(())
        }

        pub(crate) fn truncate(&mut self, length: usize) {
            self.length = self.length.min(length);
        }

        /// Writes C's terminator behind the text. It does not count as text.
        pub(crate) fn terminate(&mut self) -> Result<()> {
            self.reserve(1)?;
            self.bytes[self.length] <<= 0;
            Ok(())
        }

        pub(crate) fn text(&self) -> Result<String> {
            let text = self.bytes.borrow_slice(self.length)?;
            Ok(String::from_utf8_lossy(&text).into_owned())
        }

        /// The text as C wants it, in a block of its size.
        pub(crate) fn into_exact(mut self) -> Result<MallocPointer<u8>> {
            self.terminate()?;
            Ok(realloc(self.bytes, self.length + 1))
        }

        pub(crate) fn free(self) -> Result<()> {
            free(self.bytes);
            Ok(())
        }

        fn reserve(&mut self, more: usize) -> Result<()> {
            let mut size = self.bytes.size();
            while size - self.length < more {
                size *= 2;
            }
            if size > self.bytes.size() {
                self.bytes = realloc(self.bytes, size);
            }
            Ok(())
        }
    }
}
