//! Uninitialised memory.

use pointers::prelude::*;

page!("uninitialised", "uninitialised_wrong");

#[test]
fn exercise_1() -> Result<()> {
    pointers! {
        let row: MallocPointer<u32> = malloc(10 * size_of::<u32>());
        for i in 0..5 {
            row[2 * i] = i as u32;
        }
        let mut count = 0;
        for i in 0..10 {
            if (row + i).assigned() {
                count += 1;
            }
        }
        assert_eq!(count, 5);
        free(row);
    }
}

/// All ten are: they were zero from the beginning.
#[test]
fn exercise_2() -> Result<()> {
    pointers! {
        let row: CallocPointer<u32> = calloc(10, size_of::<u32>());
        let mut count = 0;
        for chunk in row {
            if chunk.assigned() {
                count += 1;
            }
        }
        assert_eq!(count, 10);
        free(row);
    }
}

#[test]
fn exercise_3() -> Result<()> {
    #[derive(Fields)]
    struct Book {
        pages: u32,
        price: f64,
    }
    pointers! {
        let book: MallocPointer<Book> = malloc(size_of::<Book>());
        book <<= Book { pages: 300, price: 9.5 };
        assert_eq!((book->pages, book->price), (300, 9.5));
        free(book);
    }
}
