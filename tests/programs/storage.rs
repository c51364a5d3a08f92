#[path = "../../examples/storage/main.rs"]
#[allow(dead_code)]
pub(crate) mod program;

use pointers::prelude::*;
use program::storage::{Storage, StorageError};

use crate::{assert_mistake, assert_nothing_lives, numbers, output};

#[test]
fn what_it_prints() {
    assert_eq!(
        output(program::run),
        "\
One block, a sign for 16 bytes of it; `.` is free:

at first   .......................................
a, b, c    ............#=============#====#=======
without b  ............#=============.....#=======
d          ............#=============..#==#=======

a holds squares up to 121, c holds `c`.

without a  ............#=============..#==........
without c  ............................#==........
without d  .......................................

1000 bytes are too many: NULL
d again: not a piece in use
"
    );
}

#[test]
fn pieces_never_overlap_and_all_come_back() -> Result<(), StorageError> {
    let mut storage = Storage::new(4096)?;
    let empty = storage.map()?;
    let mut pieces: Vec<(MallocPointer<u8>, usize, u8)> = Vec::new();
    for (turn, number) in numbers(2000).enumerate() {
        let size = number as usize;
        if turn % 3 != 0 || pieces.is_empty() {
            let piece = storage.alloc(size)?;
            if !piece.is_null() {
                piece.fill(turn as u8, size)?;
                pieces.push((piece, size, turn as u8));
            }
        } else {
            let (piece, size, byte) = pieces.swap_remove(size % pieces.len());
            assert!(piece.borrow_slice(size)?.iter().all(|other| *other == byte));
            storage.afree(piece)?;
        }
    }
    assert!(pieces.len() > 5);
    for (piece, _, _) in pieces {
        storage.afree(piece)?;
    }
    assert_eq!(storage.map()?, empty);
    storage.free()?;
    assert_nothing_lives();
    Ok(())
}

#[test]
fn all_of_it_in_one_piece_and_pieces_of_nothing() -> Result<(), StorageError> {
    let mut storage = Storage::new(160)?;
    let all = storage.alloc(128)?;
    assert!(!all.is_null() && storage.alloc(0)?.is_null());
    storage.afree(all)?;
    let nothing = storage.alloc(0)?;
    assert!(!nothing.is_null() && storage.alloc(usize::MAX)?.is_null());
    storage.afree(nothing)?;
    assert_eq!(storage.map()?, ".........");
    storage.free()?;
    let mut none = Storage::new(0)?;
    assert!(none.alloc(1)?.is_null());
    none.free()?;
    assert_nothing_lives();
    Ok(())
}

// The mistakes.

#[test]
fn a_piece_is_freed_twice() -> Result<(), StorageError> {
    let mut storage = Storage::new(640)?;
    let (a, b, c) = (storage.alloc(16)?, storage.alloc(16)?, storage.alloc(16)?);
    for piece in [b, a, c] {
        storage.afree(piece)?;
        assert!(matches!(storage.afree(piece), Err(StorageError::NotInUse)));
    }
    storage.free()?;
    assert_nothing_lives();
    Ok(())
}

#[test]
fn a_piece_is_used_after_the_whole_storage_is_freed() -> Result<(), StorageError> {
    let mut storage = Storage::new(640)?;
    let piece = storage.alloc(16)?;
    storage.free()?;
    let places = ["<<= 1", "malloc(", "free(self.memory)"];
    assert_mistake(pointers! { piece <<= 1; }, ErrorKind::Memory, places);
    let outcome = storage.alloc(16);
    assert_mistake(outcome, ErrorKind::Memory, ["->next", places[1], places[2]]);
    assert_nothing_lives();
    Ok(())
}

#[test]
fn a_pointer_of_another_allocator_is_given_back() -> Result<(), StorageError> {
    let mut storage = Storage::new(640)?;
    let foreign: MallocPointer<u8> = malloc(64)?;
    let middle = foreign.add(16)?;
    let Err(StorageError::Memory(error)) = storage.afree(middle) else {
        panic!("a foreign pointer was taken");
    };
    assert_mistake(
        Err::<(), _>(error),
        ErrorKind::OutOfBounds,
        ["piece - self.memory", "malloc(64)", ""],
    );
    let Err(StorageError::Memory(error)) = storage.afree(MallocPointer::null()) else {
        panic!("NULL was taken");
    };
    assert_mistake(
        Err::<(), _>(error),
        ErrorKind::NullPointer,
        ["cast", "", ""],
    );
    free(foreign)?;
    storage.free()?;
    assert_nothing_lives();
    Ok(())
}

#[test]
fn a_piece_is_written_beyond_its_end() -> Result<(), StorageError> {
    let mut storage = Storage::new(640)?;
    let (first, second) = (storage.alloc(16)?, storage.alloc(16)?);
    // Second lies below first. All pieces are one block: the next header is not out of bounds, but it is no header any more.
    second.fill(0, 17)?;
    second.add(16)?.fill(0, 16)?;
    assert!(matches!(storage.afree(first), Err(StorageError::NotInUse)));
    // Beyond the block's own end the library sees it.
    let outcome = first.fill(0, 640);
    assert_mistake(
        outcome,
        ErrorKind::OutOfBounds,
        ["fill(0, 640)", "malloc(", ""],
    );
    storage.free()?;
    assert_nothing_lives();
    Ok(())
}

#[test]
fn a_fresh_piece_is_read() -> Result<(), StorageError> {
    let mut storage = Storage::new(640)?;
    let piece = storage.alloc(16)?;
    assert_mistake(
        pointers! { ~piece },
        ErrorKind::Dereference,
        ["~piece", "malloc(", ""],
    );
    storage.free()?;
    assert_nothing_lives();
    Ok(())
}
