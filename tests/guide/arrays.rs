//! Arrays and arithmetic.

use pointers::prelude::*;

page!("arrays", "arrays_wrong");

#[test]
fn exercise_1() -> Result<()> {
    pointers! {
        let row: MallocPointer<u32> = malloc(8 * size_of::<u32>());
        for i in 0..8 {
            row[i] = 1 << i;
        }
        let mut backwards = Vec::new();
        let at = row + 8;
        while at > row {
            at--;
            backwards.push(~at);
        }
        println!("{backwards:?}");
        assert_eq!(backwards, [128, 64, 32, 16, 8, 4, 2, 1]);
        free(row);
    }
}

/// An empty array has no largest element: NULL says so.
#[test]
fn exercise_2() -> Result<()> {
    pointers! {
        fn largest(row: MallocPointer<i32>, count: usize) -> Result<MallocPointer<i32>> {
            let best: MallocPointer<i32> = NULL;
            for i in 0..count {
                if best == NULL || row[i] > ~best {
                    best = row + i;
                }
            }
            Ok(best)
        }
    }
    pointers! {
        let row: MallocPointer<i32> = malloc(3 * size_of::<i32>());
        row[0] = 4;
        row[1] = 9;
        row[2] = 2;
        assert_eq!(largest(row, 3)? - row, 1);
        assert!(largest(row, 0)? == NULL);
        free(row);
    }
}

#[test]
fn exercise_3() -> Result<()> {
    pointers! {
        let row: MallocPointer<i32> = malloc(5 * size_of::<i32>());
        for i in 0..5 {
            row[i] = i;
        }
        let left = row;
        let right = row + 4;
        while left < right {
            let old = ~left;
            left <<= ~right;
            right <<= old;
            left++;
            right--;
        }
        assert_eq!(row.to_vec()?, [4, 3, 2, 1, 0]);
        free(row);
    }
}
