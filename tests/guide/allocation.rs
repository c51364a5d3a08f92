//! What an allocation is.

use pointers::prelude::*;

page!("allocation", "allocation_wrong");

#[test]
fn exercise_1() -> Result<()> {
    pointers! {
        let numbers: MallocPointer<f64> = malloc(10 * size_of::<f64>());
        println!("{} bytes, {} elements", numbers.size(), numbers.size() / size_of::<f64>());
        assert_eq!(numbers.size(), 80);
        free(numbers);
    }
}

/// While both live they must be: nobody else gets a byte of a block. After a `free` an address may come again.
#[test]
fn exercise_2() -> Result<()> {
    pointers! {
        let one: MallocPointer<u8> = malloc(1);
        let other: MallocPointer<u8> = malloc(1);
        assert_ne!(one.address(), other.address());
        free(one);
        free(other);
    }
}

#[test]
fn exercise_3() -> Result<()> {
    let mut wished = usize::MAX / 4;
    pointers! {
        let memory: MallocPointer<u8> = NULL;
        while memory == NULL {
            try {
                memory = malloc(wished);
            } except Allocation {
                wished = 1 << 10;
            }
        }
        assert_eq!(memory.size(), 1 << 10);
        free(memory);
    }
}
