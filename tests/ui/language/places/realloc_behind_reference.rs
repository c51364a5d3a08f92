use pointers::prelude::*;

struct Buffer {
    items: MallocPointer<u8>,
}

pointers! {
    impl Buffer {
        fn grow(&self) -> Result<()> {
            realloc(self.items, 8);
            let _ = realloc(self.items, 8)?;
            Ok(())
        }
    }

    fn grow(b: &Buffer) -> Result<()> {
        realloc(b.items, 8);
        Ok(())
    }
}

fn main() {}
