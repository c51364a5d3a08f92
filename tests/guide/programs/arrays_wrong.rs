use pointers::prelude::*;

fn fill(row: MallocPointer<i32>, count: usize) -> Result<()> {
    pointers! {
        for i in 0..=count {
            row[i] = 0;
        }
    }
}

fn main() -> Result<()> {
    pointers! {
        let row: MallocPointer<i32> = malloc(6 * size_of::<i32>());
        fill(row, 6)?;
        free(row);
    }
}
