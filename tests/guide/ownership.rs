//! Who frees it?

use pointers::heap;
use pointers::prelude::*;

page!("ownership", "ownership_wrong");

#[derive(Fields)]
struct Volume {
    pages: u32,
    owners: u32,
}

#[derive(Fields)]
struct Case {
    count: usize,
    books: MallocPointer<MallocPointer<Volume>>,
}

pointers! {
    fn volume(pages: u32) -> Result<MallocPointer<Volume>> {
        let book: MallocPointer<Volume> = malloc(size_of::<Volume>());
        book <<= Volume { pages, owners: 0 };
        Ok(book)
    }

    fn case(room: usize) -> Result<MallocPointer<Case>> {
        let case: MallocPointer<Case> = malloc(size_of::<Case>());
        case->count = 0;
        case->books = malloc(room * size_of::<MallocPointer<Volume>>());
        Ok(case)
    }

    fn put(case: MallocPointer<Case>, book: MallocPointer<Volume>) -> Result<()> {
        book->owners += 1;
        case->books[case->count++] = book;
        Ok(())
    }
}

/// The caller does. Of an empty shelf there is none to take.
#[test]
fn exercise_1() -> Result<()> {
    pointers! {
        fn take(case: MallocPointer<Case>) -> Result<MallocPointer<Volume>> {
            if case->count == 0 {
                return Ok(NULL);
            }
            Ok(case->books[--case->count])
        }
    }
    pointers! {
        let shelf = case(2)?;
        put(shelf, volume(300)?)?;
        let book = take(shelf)?;
        assert_eq!(book->pages, 300);
        free(book);
        assert!(take(shelf)? == NULL);
        free(shelf->books);
        free(shelf);
    }
}

#[test]
fn exercise_2() -> Result<()> {
    pointers! {
        fn free_case(case: MallocPointer<Case>) -> Result<()> {
            for i in 0..case->count {
                let book = case->books[i];
                book->owners -= 1;
                if book->owners == 0 {
                    free(book);
                }
            }
            free(case->books);
            free(case);
            Ok(())
        }
    }
    let before = heap::stats().live_blocks;
    let (kitchen, office, shared) = (case(2)?, case(2)?, volume(300)?);
    put(kitchen, shared)?;
    put(office, shared)?;
    put(office, volume(120)?)?;
    free_case(kitchen)?;
    assert!(!shared.freed());
    free_case(office)?;
    assert!(shared.freed());
    assert_eq!(heap::stats().live_blocks, before);
    Ok(())
}

#[test]
fn exercise_3() -> Result<()> {
    fn between(fails: bool) -> Result<()> {
        let place = if fails {
            MallocPointer::null()
        } else {
            malloc::<u8>(1)?
        };
        let outcome = place.write(1);
        free(place)?;
        outcome
    }
    fn with_owned(fails: bool) -> Result<()> {
        let _one = Owned::new(malloc::<i32>(4)?);
        between(fails)?;
        let _other = Owned::new(malloc::<i32>(4)?);
        Ok(())
    }
    fn without(fails: bool) -> Result<()> {
        let one = malloc::<i32>(4)?;
        // The block is freed on both ways, and then the error goes on.
        let outcome = between(fails).and_then(|()| free(malloc::<i32>(4)?));
        free(one)?;
        outcome
    }
    let before = heap::stats().live_blocks;
    for fails in [false, true] {
        assert_eq!(with_owned(fails).is_err(), fails);
        assert_eq!(without(fails).is_err(), fails);
    }
    assert_eq!(heap::stats().live_blocks, before);
    Ok(())
}
