use pointers::prelude::*;

fn halve(row: MallocPointer<i32>) -> Result<()> {
    pointers! { realloc(row, row.size() / 2); }
}

fn main() -> Result<()> {
    pointers! {
        let row: MallocPointer<i32> = malloc(4 * size_of::<i32>());
        for i in 0..4 {
            row[i] = 10 + i;
        }
        let last = row + 3;
        halve(row)?;
        println!("{}", ~last);
        free(row);
    }
}
