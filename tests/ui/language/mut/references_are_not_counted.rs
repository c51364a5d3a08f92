use pointers::prelude::*;

fn first(numbers: &[i32]) -> &i32 {
    &numbers[0]
}

fn main() {
    let _ = pointers! {
        let numbers = vec![1, 2];
        let number = first(&numbers);
        number += 1;
        for each in &numbers {
            each -= 1;
        }
    };
}
