use pointers::prelude::*;

#[derive(Fields)]
struct Book {
    pages: u32,
}

#[derive(Fields)]
struct Shelf {
    count: usize,
    books: MallocPointer<MallocPointer<Book>>,
}

pointers! {
    /// The caller owns the book.
    fn new_book(pages: u32) -> Result<MallocPointer<Book>> {
        let book: MallocPointer<Book> = malloc(size_of::<Book>());
        book->pages = pages;
        Ok(book)
    }

    /// The caller owns the shelf, and the shelf owns its books.
    fn new_shelf(room: usize) -> Result<MallocPointer<Shelf>> {
        let shelf: MallocPointer<Shelf> = malloc(size_of::<Shelf>());
        shelf->count = 0;
        shelf->books = malloc(room * size_of::<MallocPointer<Book>>());
        Ok(shelf)
    }

    /// Takes the book over.
    fn put(shelf: MallocPointer<Shelf>, book: MallocPointer<Book>) -> Result<()> {
        shelf->books[shelf->count++] = book;
        Ok(())
    }

    fn free_shelf(shelf: MallocPointer<Shelf>) -> Result<()> {
        for i in 0..shelf->count {
            free(shelf->books[i]);
        }
        free(shelf->books);
        free(shelf);
        Ok(())
    }

    fn main() -> Result<()> {
        let shelf = new_shelf(3)?;
        put(shelf, new_book(300)?)?;
        put(shelf, new_book(120)?)?;
        drawn(snapshot().named("shelf", shelf)); // The picture shows this moment.
        free_shelf(shelf)
    }
}
