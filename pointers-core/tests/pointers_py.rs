//! What pointers.py gets wrong, a test for each row of the table in `docs/document.md`: here each is a named
//! error or a right result. Beside each stands what pointers.py 1.3.3, 1.4.0 and 3.0.1 do.

mod common;

use std::cell::Cell;

use common::{Log, Noted, fails};
use pointers_core::traits::SlicePointer;
use pointers_core::{Result, calloc, calloc_safe, free, heap, malloc, realloc};

const FREED: &str = "MemoryError: memory has been freed";

/// crash, crash, error; through a copy: crash
#[test]
fn free_twice() -> Result<()> {
    let p = malloc::<i32>(28)?;
    p.write(1)?;
    let (copy, same) = (p, p + 0);
    free(p)?;
    fails!(free(p), Memory, FREED);
    fails!(free(copy), Memory, FREED);
    fails!(free(same), Memory, FREED);
    Ok(())
}

/// crash, silent
#[test]
fn read_and_write_through_another_handle_after_free() -> Result<()> {
    let p = malloc::<str>(52)?;
    p.write("abc")?;
    let other = p;
    free(p)?;
    fails!(other.read(), Memory, FREED);
    fails!(other.write("abcd"), Memory, FREED);
    Ok(())
}

/// silent
#[test]
fn derive_a_handle_after_free_and_write_through_it() -> Result<()> {
    let p = malloc::<i32>(28)?;
    let neighbour = malloc::<i32>(28)?;
    neighbour.write(7)?;
    free(p)?;
    fails!((p + 1).write(1), Memory, FREED);
    fails!((p - 1).write(1), Memory, FREED);
    fails!(p.add(1), Memory, FREED);
    assert_eq!(neighbour.read()?, 7);
    free(neighbour)
}

/// silent, silent, error
#[test]
fn free_a_calloc_block_and_use_a_chunk_handle_made_before() -> Result<()> {
    let memory = calloc::<i32>(4, 28)?;
    let chunk = memory.add(2)?;
    let chunks: Vec<_> = memory.into_iter().collect();
    chunk.write(3)?;
    free(memory)?;
    fails!(chunk.read(), Memory, FREED);
    for chunk in chunks {
        fails!(chunk.write(1), Memory, FREED);
    }
    Ok(())
}

/// silent: the value that `~p` gave lies in freed memory
#[test]
fn a_value_kept_from_a_read_and_then_free() -> Result<()> {
    let p = malloc::<str>(52)?;
    p.write("abc")?;
    let value = p.read()?;
    free(p)?;
    assert_eq!(value, "abc");
    // A guard is no copy: the block stays as long as it lives.
    let p = malloc::<str>(52)?;
    p.write("abc")?;
    let value = p.borrow()?;
    fails!(free(p), Borrow, "BorrowError: memory is borrowed");
    assert_eq!(&*value, "abc");
    drop(value);
    free(p)
}

/// crash, crash, crash; the last: frees
#[test]
fn free_away_from_the_start() -> Result<()> {
    let p = malloc::<u64>(24)?;
    fails!(
        free(p + 1),
        InvalidFree,
        "InvalidFreeError: pointer is 8 bytes away from the start of its memory"
    );
    fails!(
        free(p + 2),
        InvalidFree,
        "InvalidFreeError: pointer is 16 bytes away from the start of its memory"
    );
    free(p)?;
    let mut memory = calloc::<i32>(4, 28)?;
    memory = memory.add(2)?;
    fails!(
        free(memory),
        InvalidFree,
        "InvalidFreeError: pointer is 56 bytes away from the start of its memory"
    );
    memory = memory.sub(2)?;
    free(memory)
}

/// silent, silent, right; the older copy: silent
#[test]
fn realloc_that_moves_the_block_then_the_handle_then_an_older_copy() -> Result<()> {
    let p = malloc::<u64>(8)?;
    p.write(7)?;
    let older = p;
    let in_the_way = malloc::<u64>(8)?;
    let moved = realloc(p, 1 << 20)?;
    assert_eq!((p.read()?, older.read()?, moved.read()?), (7, 7, 7));
    older.write(8)?;
    assert_eq!(p.read()?, 8);
    assert_eq!(older.address(), moved.address());
    free(in_the_way)?;
    free(older)?;
    fails!(p.read(), Memory, FREED);
    Ok(())
}

/// frees and then crashes; error
#[test]
fn realloc_to_0() -> Result<()> {
    let p = malloc::<i32>(28)?;
    p.write(1)?;
    fails!(realloc(p, 0), InvalidSize);
    assert_eq!(p.read()?, 1);
    free(p)
}

/// crash; error
#[test]
fn realloc_after_free() -> Result<()> {
    let p = malloc::<i32>(28)?;
    free(p)?;
    fails!(realloc(p, 56), Memory, FREED);
    Ok(())
}

/// silent, crash; error
#[test]
fn realloc_below_the_stored_value_and_then_read() -> Result<()> {
    let p = malloc::<str>(52)?;
    p.write("a text that is longer than ten bytes")?;
    fails!(
        realloc(p, 10),
        InvalidSize,
        "InvalidSizeError: object inside memory is of size 36, so memory cannot be set to size 10"
    );
    assert_eq!(p.read()?, "a text that is longer than ten bytes");
    free(p)?;
    let p = malloc::<u64>(8)?;
    p.write(u64::MAX)?;
    fails!(
        realloc(p, 4),
        InvalidSize,
        "InvalidSizeError: object inside memory is of size 8, so memory cannot be set to size 4"
    );
    assert_eq!(p.read()?, u64::MAX);
    free(p)
}

/// silent, crash
#[test]
fn make_write_and_read_the_chunk_one_past_the_last() -> Result<()> {
    let memory = calloc::<i32>(3, 28)?;
    let past = memory.add(3)?;
    let message = "NotEnoughChunks: chunk index is 3, while allocation is 3";
    fails!(past.write(1), NotEnoughChunks, message);
    fails!(past.read(), NotEnoughChunks, message);
    fails!(
        past.add(1),
        NotEnoughChunks,
        "NotEnoughChunks: chunk index is 4, while allocation is 3"
    );
    free(memory)
}

/// 0; crash, crash
#[test]
fn read_a_fresh_calloc_chunk() -> Result<()> {
    let memory = calloc::<i32>(3, 28)?;
    for chunk in memory {
        assert_eq!(chunk.read()?, 0);
    }
    free(memory)
}

/// crash, crash, error
#[test]
fn calloc_with_chunks_smaller_than_the_value() -> Result<()> {
    let memory = calloc::<u64>(3, 4)?;
    let message = "InvalidSizeError: object is of size 8, while memory allocation is 4";
    fails!(memory.write(1), InvalidSize, message);
    fails!(memory.read(), InvalidSize, message);
    free(memory)?;
    let text = calloc_safe::<str>(3, 4)?;
    fails!(
        text.write("abcde"),
        InvalidSize,
        "InvalidSizeError: object is of size 5, while memory allocation is 4"
    );
    free(text)
}

/// silent, silent; error by accident, accepted and then crash
#[test]
fn move_through_a_handle_offset_into_the_neighbouring_block() -> Result<()> {
    // Blocks of one size, allocated in a row: most likely neighbours.
    let blocks: Vec<_> = (0..8).map(|_| malloc::<u64>(24)).collect::<Result<_>>()?;
    for block in &blocks {
        block.fill(7, 3)?;
    }
    for block in &blocks {
        for other in &blocks {
            // The very handle that points at the other block's address.
            let distance = (other.address() as isize - block.address() as isize) / 8;
            let there = *block + distance;
            if distance != 0 {
                assert_eq!(there.address(), other.address());
                fails!(there.write(1), OutOfBounds);
                fails!(there.read(), OutOfBounds);
                fails!(free(there), InvalidFree);
            }
        }
    }
    for block in &blocks {
        assert_eq!(*block.borrow_slice(3)?, [7; 3]);
        free(*block)?;
    }
    Ok(())
}

/// silent; the last adds n
#[test]
fn p_minus_n_on_a_malloc_pointer() -> Result<()> {
    let p = malloc::<u64>(24)?;
    p.add(1)?.write(7)?;
    let last = p + 2;
    assert_eq!((last - 1).address(), p.address() + 8);
    assert_eq!((last - 1).read()?, 7);
    assert_eq!(last.sub(1)?.read()?, 7);
    fails!(
        (p - 1).read(),
        OutOfBounds,
        "OutOfBoundsError: index is -1, which is below zero"
    );
    free(p)
}

/// wrong chunks
#[test]
fn iterate_from_a_chunk_other_than_the_first() -> Result<()> {
    let memory = calloc::<usize>(4, 28)?;
    for (index, chunk) in memory.into_iter().enumerate() {
        chunk.write(index)?;
    }
    let from_second: Vec<usize> = memory
        .add(2)?
        .into_iter()
        .map(|chunk| chunk.read())
        .collect::<Result<_>>()?;
    assert_eq!(from_second, [2, 3]);
    let indices: Vec<usize> = memory
        .add(2)?
        .into_iter()
        .map(|chunk| chunk.current_index())
        .collect();
    assert_eq!(indices, [2, 3]);
    // The handle itself stands where it stood.
    assert_eq!(memory.current_index(), 0);
    free(memory)
}

/// error
#[test]
fn malloc_of_0_and_then_move() -> Result<()> {
    let p = malloc::<i32>(0)?;
    fails!(
        p.write(1),
        InvalidSize,
        "InvalidSizeError: object is of size 4, while memory allocation is 0"
    );
    free(p)
}

/// succeed. Such sizes cannot be written down here; what comes nearest fails.
#[test]
fn sizes_that_overflow() {
    fails!(
        malloc::<i32>(usize::MAX - 7),
        Allocation,
        format!(
            "AllocationError: failed to allocate {} bytes of memory",
            usize::MAX - 7
        )
    );
    fails!(calloc::<i32>(usize::MAX, 28), Allocation);
    fails!(calloc::<i32>(usize::MAX / 28 + 1, 28), Allocation);
}

/// silent, crash, crash
#[test]
fn calloc_0_28_and_then_move() -> Result<()> {
    let memory = calloc::<i32>(0, 28)?;
    fails!(
        memory.write(1),
        NotEnoughChunks,
        "NotEnoughChunks: chunk index is 0, while allocation is 0"
    );
    free(memory)
}

/// crash. Here a handle does not leave its thread (the compiler says so, see `rules/rule_08_threads.rs`):
/// what two threads can do is to free what the other allocated in the same place, each its own.
#[test]
fn two_threads_free_the_same_block() {
    let threads: Vec<_> = (0..4)
        .map(|_| {
            std::thread::spawn(|| {
                for _ in 0..1000 {
                    let p = malloc::<i32>(28).unwrap();
                    free(p).unwrap();
                    assert!(free(p).is_err());
                }
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
}

/// silent leak. Here it is as safe, and can be seen.
#[test]
fn drop_the_last_handle_without_free() -> Result<()> {
    let line = line!() + 1;
    malloc::<i32>(52)?.write(1)?;
    let leaks = heap::leaks();
    assert_eq!(leaks.len(), 1);
    assert_eq!(
        (leaks[0].size(), leaks[0].allocated_at().line()),
        (52, line)
    );
    Ok(())
}

// Where the document and its own version disagree, the document holds.

#[test]
fn calloc_safe_and_safe_exist() -> Result<()> {
    let memory = calloc_safe::<usize>(4, 28)?;
    assert!(memory.safe());
    for (index, chunk) in memory.into_iter().enumerate() {
        chunk.write(index + 1)?;
    }
    let words: Vec<String> = memory
        .values()
        .map(|value| Ok(value?.to_string()))
        .collect::<Result<_>>()?;
    assert_eq!(words.join(" "), "1 2 3 4");
    free(memory)
}

/// What a block holds is released with it, which Python's reference count of a value in freed memory never
/// is.
#[test]
fn what_the_block_holds_goes_with_it() -> Result<()> {
    let (log, count) = (Log::new(), Cell::new(0));
    let p = malloc::<(Noted, &Cell<i32>)>(size_of::<(Noted, &Cell<i32>)>())?;
    p.write((log.value(1), &count))?;
    free(p)?;
    assert_eq!(log.dropped(), [1]);
    Ok(())
}
