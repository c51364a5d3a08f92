use pointers::prelude::*;

#[derive(Fields)]
struct Book {
    pages: u32,
    price: f64,
}

fn main() -> Result<()> {
    pointers! {
        let book: MallocPointer<Book> = malloc(size_of::<Book>());
        book->pages = 300;
        let row: MallocPointer<i32> = malloc(5 * size_of::<i32>());
        row[0] = 1;
        row[1] = 2;
        let zeros: CallocPointer<i32> = calloc(5, size_of::<i32>());
        drawn(snapshot().named("book", book).named("row", row).named("zeros", zeros)); // The picture shows this moment.
        println!("{} {} {}", book->pages, row[1], zeros[4]); // 300 2 0
        free(book);
        free(row);
        free(zeros);
    }
}
