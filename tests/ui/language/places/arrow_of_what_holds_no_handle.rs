use pointers::prelude::*;

pointers! {
    fn of_a_vec(list: Vec<u32>) -> Result<usize> {
        Ok(list->len)
    }

    fn written(list: &mut [u32]) -> Result<()> {
        list->first = 3;
        Ok(())
    }

    fn of_an_option(found: Option<MallocPointer<u32>>) -> Result<u32> {
        Ok(found->age)
    }

    fn of_an_integer(count: u32) -> Result<u32> {
        Ok(count->age)
    }
}

fn main() {}
