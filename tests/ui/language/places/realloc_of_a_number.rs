//! What is no handle cannot be reallocated, and the message stands where it is named.
use pointers::prelude::*;

fn main() -> Result<()> {
    pointers! {
        let mut numbers = vec![1, 2];
        realloc(numbers[0], 8);
        numbers.clear();
    }
}
