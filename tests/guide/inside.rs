//! What happens inside.

use std::collections::HashMap;

use pointers::prelude::*;

page!("inside", "inside_wrong");

/// Usually at once: what was freed last is used again first. Nobody promises it.
#[test]
fn exercise_1() -> Result<()> {
    let mut seen = Vec::new();
    let mut turns = 0;
    pointers! {
        loop {
            let block: MallocPointer<i32> = malloc(4);
            let address = block.address();
            free(block);
            if seen.contains(&address) || turns == 10_000 {
                break;
            }
            seen.push(address);
            turns += 1;
        }
    }?;
    println!("after {turns} turns");
    Ok(())
}

/// A later block may have the address, and would be found under it.
#[test]
fn exercise_2() -> Result<()> {
    let mut names = HashMap::new();
    let first = malloc::<i32>(4)?;
    names.insert(first.id(), "first");
    free(first)?;
    let second = malloc::<i32>(4)?;
    assert_eq!(names.get(&second.id()), None);
    assert_eq!(names.get(&first.id()), Some(&"first"));
    free(second)
}

#[test]
fn exercise_3() {
    assert_eq!(size_of::<MallocPointer<u8>>(), 16);
    assert_eq!(size_of::<Option<MallocPointer<u8>>>(), 24);
    assert_eq!(size_of::<*mut u8>(), 8);
}
