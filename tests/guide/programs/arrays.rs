use pointers::prelude::*;

fn main() -> Result<()> {
    pointers! {
        let row: MallocPointer<i32> = malloc(6 * size_of::<i32>());
        for i in 0..6 {
            row[i] = i * i;
        }
        let third = row + 2;
        drawn(snapshot().named("row", row).named("third", third)); // The picture shows this moment.
        let end = row + 6;
        let at = row;
        let mut sum = 0;
        while at < end {
            sum += ~at;
            at++;
        }
        println!("{sum} {} {}", ~third, third - row); // 55 4 2
        free(row);
    }
}
