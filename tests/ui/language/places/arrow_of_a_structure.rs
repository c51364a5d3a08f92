use pointers::prelude::*;

struct Own {
    value: i32,
}

pointers! {
    fn read(own: Own) -> Result<i32> {
        Ok(own->value)
    }

    fn written(mut own: Own) -> Result<()> {
        own->value = 3;
        Ok(())
    }
}

fn main() {}
