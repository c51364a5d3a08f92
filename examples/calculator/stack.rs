//! A stack of anything that can be copied, which grows by `realloc`.

use pointers::prelude::*;

const FIRST_ITEMS: usize = 8;

pointers! {
    #[derive(Clone, Copy)]
    pub(crate) struct Stack<T> {
        pub(crate) items: MallocPointer<T>,
        pub(crate) count: usize,
    }

    impl<T: Copy> Stack<T> {
        pub(crate) fn new() -> Result<Stack<T>> {
            Ok(Stack {
                items: malloc(FIRST_ITEMS * size_of::<T>()),
                count: 0,
            })
        }

        pub(crate) fn push(&mut self, item: T) -> Result<()> {
            if self.count * size_of::<T>() == self.items.size() {
                self.items = realloc(self.items, 2 * self.items.size());
            }
            self.items[self.count] <<= item;
            self.count += 1;
            Ok(())
        }

        pub(crate) fn pop(&mut self) -> Result<Option<T>> {
            let top = self.peek()?;
            self.count -= usize::from(top.is_some());
            Ok(top)
        }

        pub(crate) fn peek(&self) -> Result<Option<T>> {
            if self.count == 0 {
                return Ok(None);
            }
            Ok(Some(~self.items[self.count - 1]))
        }

        pub(crate) fn free(self) -> Result<()> {
            free(self.items);
            Ok(())
        }
    }
}
