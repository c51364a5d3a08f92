use pointers::prelude::*;


pointers! {
    fn read(count: MallocPointer<u32>) -> Result<u32> {
        Ok(count[0][1])
    }

    fn written(count: MallocPointer<u32>) -> Result<()> {
        count[0][1] = 2;
        Ok(())
    }
}

fn main() {}
