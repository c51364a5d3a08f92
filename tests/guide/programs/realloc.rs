use pointers::prelude::*;

fn main() -> Result<()> {
    pointers! {
        let row: MallocPointer<i32> = malloc(4 * size_of::<i32>());
        for i in 0..4 {
            row[i] = 10 + i;
        }
        let last = row + 3;
        realloc(row, 8 * size_of::<i32>());
        drawn(snapshot().named("row", row).named("last", last)); // The picture shows this moment.
        println!("{} {}", ~last, row.size()); // 13 32
        free(row);
    }
}
