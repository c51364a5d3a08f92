//! A gap buffer: the text before the cursor stands at the start of the block, the text after it at the end. To type is
//! to fill the gap between them; to move the cursor is to move bytes across it.

use pointers::prelude::*;

const FIRST_SIZE: usize = 16;

pointers! {
    #[derive(Clone, Copy)]
    pub(crate) struct Buffer {
        pub(crate) text: MallocPointer<u8>,
        /// Where the gap begins: the cursor.
        gap: usize,
        /// Where the text goes on.
        tail: usize,
    }

    impl Buffer {
        pub(crate) fn new() -> Result<Buffer> {
            Ok(Buffer {
                text: malloc(FIRST_SIZE),
                gap: 0,
                tail: FIRST_SIZE,
            })
        }

        pub(crate) fn cursor(&self) -> usize {
            self.gap
        }

        pub(crate) fn len(&self) -> usize {
            self.text.size() - (self.tail - self.gap)
        }

        pub(crate) fn insert(&mut self, text: &str) -> Result<()> {
            if self.tail - self.gap < text.len() {
                self.grow(text.len())?;
            }
            self.text.add(self.gap)?.copy_from_slice(text.as_bytes())?;
            self.gap += text.len();
            Ok(())
        }

        pub(crate) fn move_to(&mut self, position: usize) -> Result<()> {
            if position < self.gap {
                let count = self.gap - position;
                self.gap -= count;
                self.tail -= count;
                self.text
                    .add(self.tail)?
                    .copy_from(self.text.add(self.gap)?, count)
            } else {
                let count = position - self.gap;
                self.text
                    .add(self.gap)?
                    .copy_from(self.text.add(self.tail)?, count)?;
                self.gap += count;
                self.tail += count;
                Ok(())
            }
        }

        pub(crate) fn left(&mut self, characters: usize) -> Result<()> {
            let position = self.before(self.gap, characters)?;
            self.move_to(position)
        }

        pub(crate) fn right(&mut self, characters: usize) -> Result<()> {
            let position = self.after(self.gap, characters, self.len())?;
            self.move_to(position)
        }

        /// To the same column of an earlier line, or its end.
        pub(crate) fn up(&mut self, lines: usize) -> Result<()> {
            let column = self.column()?;
            for _ in 0..lines {
                let start = self.line_start(self.gap)?;
                if start == 0 {
                    break;
                }
                let above = self.line_start(start - 1)?;
                self.move_to(self.after(above, column, start - 1)?)?;
            }
            Ok(())
        }

        /// To the same column of a later line, or its end.
        pub(crate) fn down(&mut self, lines: usize) -> Result<()> {
            let column = self.column()?;
            for _ in 0..lines {
                let end = self.line_end(self.gap)?;
                if end == self.len() {
                    break;
                }
                let below = self.line_end(end + 1)?;
                self.move_to(self.after(end + 1, column, below)?)?;
            }
            Ok(())
        }

        pub(crate) fn erase_before(&mut self, characters: usize) -> Result<()> {
            self.gap = self.before(self.gap, characters)?;
            Ok(())
        }

        pub(crate) fn erase_after(&mut self, characters: usize) -> Result<()> {
            let end = self.after(self.gap, characters, self.len())?;
            self.tail += end - self.gap;
            Ok(())
        }

        /// Erases the line that the cursor is in, and the end of it.
        pub(crate) fn erase_line(&mut self) -> Result<()> {
            let start = self.line_start(self.gap)?;
            let end = self.line_end(self.gap)?;
            self.move_to(start)?;
            self.tail += (end + 1).min(self.len()) - start;
            Ok(())
        }

        pub(crate) fn line_start(&self, position: usize) -> Result<usize> {
            let mut start = position;
            while start > 0 && self.byte(start - 1)? != b'\n' {
                start -= 1;
            }
            Ok(start)
        }

        pub(crate) fn line_end(&self, position: usize) -> Result<usize> {
            let mut end = position;
            while end < self.len() && self.byte(end)? != b'\n' {
                end += 1;
            }
            Ok(end)
        }

        /// The text, with a bar at the cursor.
        pub(crate) fn show(&self) -> Result<String> {
            let before = self.text.borrow_slice(self.gap)?;
            let after = self
                .text
                .add(self.tail)?
                .borrow_slice(self.text.size() - self.tail)?;
            Ok(format!(
                "{}|{}",
                String::from_utf8_lossy(&before),
                String::from_utf8_lossy(&after)
            ))
        }

        pub(crate) fn free(self) -> Result<()> {
            free(self.text);
            Ok(())
        }

        /// Doubles the block until the text fits, and moves what stands behind the gap to the new end.
        fn grow(&mut self, more: usize) -> Result<()> {
            let behind = self.text.size() - self.tail;
            let mut size = self.text.size();
            while size - self.len() < more {
                size *= 2;
            }
            self.text = realloc(self.text, size);
            self.text
                .add(size - behind)?
                .copy_from(self.text.add(self.tail)?, behind)?;
            self.tail = size - behind;
            Ok(())
        }

        fn byte(&self, position: usize) -> Result<u8> {
            if position < self.gap {
                return Ok(~self.text[position]);
            }
            Ok(~self.text[position - self.gap + self.tail])
        }

        /// Whether a character begins here, and not one of its later bytes.
        fn is_boundary(&self, position: usize) -> Result<bool> {
            Ok(position == self.len() || self.byte(position)? & 0b1100_0000 != 0b1000_0000)
        }

        fn before(&self, position: usize, characters: usize) -> Result<usize> {
            let (mut at, mut left) = (position, characters);
            while at > 0 && left > 0 {
                at -= 1;
                left -= usize::from(self.is_boundary(at)?);
            }
            Ok(at)
        }

        fn after(&self, position: usize, characters: usize, end: usize) -> Result<usize> {
            let (mut at, mut left) = (position, characters);
            while at < end && left > 0 {
                at += 1;
                left -= usize::from(self.is_boundary(at)?);
            }
            Ok(at)
        }

        fn column(&self) -> Result<usize> {
            let mut column = 0;
            for position in self.line_start(self.gap)?..self.gap {
                column += usize::from(self.is_boundary(position)?);
            }
            Ok(column)
        }
    }
}
