//! Realloc.

use pointers::prelude::*;

page!("realloc", "realloc_wrong");

fn push(row: MallocPointer<i32>, used: usize, value: i32) -> Result<bool> {
    pointers! {
        let is_full = row.size() == used * size_of::<i32>();
        if is_full {
            realloc(row, 2 * row.size());
        }
        row[used] = value;
        is_full
    }
}

/// It gives whether it called `realloc`, for the second exercise.
#[test]
fn exercise_1() -> Result<()> {
    pointers! {
        let row: MallocPointer<i32> = malloc(size_of::<i32>());
        for i in 0..100 {
            push(row, i, i as i32)?;
        }
        assert_eq!((row[99], row.size()), (99, 128 * size_of::<i32>()));
        free(row);
    }
}

/// From 1 to 128 it is doubled seven times.
#[test]
fn exercise_2() -> Result<()> {
    pointers! {
        let row: MallocPointer<i32> = malloc(size_of::<i32>());
        let mut count = 0;
        for i in 0..100 {
            if push(row, i, 0)? {
                count += 1;
            }
        }
        assert_eq!(count, 7);
        free(row);
    }
}

/// C may free the block then, or may not. Here it is an error, and the block stays as it is.
#[test]
fn exercise_3() -> Result<()> {
    let nothing = std::hint::black_box(0);
    pointers! {
        let row: MallocPointer<i32> = malloc(8 * size_of::<i32>());
        for i in 0..5 {
            push(row, i, i as i32)?;
        }
        realloc(row, 5 * size_of::<i32>());
        assert_eq!(row.to_vec()?, [0, 1, 2, 3, 4]);
        let refused = try { realloc(row, nothing); false } except InvalidSize { true };
        assert!(refused);
        free(row);
    }
}
