//! Constructors, destructors and methods of structures that the block declares.
#![allow(dead_code)]

use pointers::prelude::*;

pointers! {
    struct Stack {
        items: MallocPointer<u32>,
        length: usize,
    }

    impl Stack {
        fn new() -> Result<Stack> {
            Ok(Stack { items: malloc(16), length: 0 })
        }

        fn push(&mut self, value: u32) -> Result<()> {
            self.items[self.length] <<= value;
            self.length += 1;
            Ok(())
        }

        fn destroy(self) -> Result<()> {
            free(self.items);
            Ok(())
        }

        fn clear(&mut self) -> Result<()> {
            free(self.items);
            self.items = MallocPointer::null();
            self.length = 0;
            Ok(())
        }
    }

    fn its_memory_after_the_destructor() -> Result<()> {
        let mut stack = Stack::new()?;
        stack.push(1)?;
        let items = stack.items;
        stack.destroy()?;
        println!("{}", ~items);
        Ok(())
    }

    fn freed_and_destroyed() -> Result<()> {
        let stack = Stack::new()?;
        free(stack.items);
        stack.destroy()?;
        Ok(())
    }

    fn cleared_and_read() -> Result<()> {
        let mut stack = Stack::new()?;
        stack.push(1)?;
        stack.clear()?;
        println!("{}", ~stack.items);
        Ok(())
    }
}

fn main() {}
