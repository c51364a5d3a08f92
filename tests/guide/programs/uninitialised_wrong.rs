use pointers::prelude::*;

#[derive(Fields)]
struct Book {
    pages: u32,
    price: f64,
}

fn cost_per_page(book: MallocPointer<Book>) -> Result<f64> {
    pointers! { book->price / f64::from(book->pages) }
}

fn main() -> Result<()> {
    pointers! {
        let book: MallocPointer<Book> = malloc(size_of::<Book>());
        book->pages = 300;
        println!("{}", cost_per_page(book)?);
        free(book);
    }
}
