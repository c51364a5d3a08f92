use pointers::prelude::*;

struct Shelf {
    book: MallocPointer<u32>,
}

fn clear(shelf: &Shelf) -> Result<()> {
    pointers! { free(shelf.book); }
}

fn main() -> Result<()> {
    pointers! {
        let book: MallocPointer<u32> = malloc(4);
        book <<= 300;
        let kitchen = Shelf { book };
        let office = Shelf { book };
        clear(&kitchen)?;
        clear(&office)?;
    }
}
