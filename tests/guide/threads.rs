//! Threads.

use std::thread;

use pointers::heap;
use pointers::prelude::*;

page!("threads", "threads_wrong");

fn counted(count: u32) -> Result<MallocPointer<u32>> {
    pointers! {
        let numbers: MallocPointer<u32> = malloc(count as usize * size_of::<u32>());
        for i in 0..count {
            numbers[i] = i;
        }
        numbers
    }
}

#[test]
fn exercise_1() -> Result<()> {
    let mut parcel = counted(1000)?.detach()?;
    let worker = thread::spawn(move || {
        pointers! {
            let numbers = parcel.attach()?;
            for i in 0..1000 {
                numbers[i] *= 2;
            }
            numbers.detach()?
        }
    });
    let numbers = worker.join().expect("it does not panic")?.attach()?;
    assert_eq!(numbers.add(999)?.read()?, 1998);
    free(numbers)
}

#[test]
fn exercise_2() -> Result<()> {
    let mut workers = Vec::new();
    for count in [10, 20] {
        let mut parcel = counted(count)?.detach()?;
        workers.push(thread::spawn(move || -> Result<u32> {
            let numbers = parcel.attach()?;
            let sum = numbers.to_vec()?.iter().sum();
            free(numbers)?;
            Ok(sum)
        }));
    }
    let mut sum = 0;
    for worker in workers {
        sum += worker.join().expect("it does not panic")?;
    }
    assert_eq!(sum, 45 + 190);
    Ok(())
}

/// As many as before: a parcel that nobody attaches is freed.
#[test]
fn exercise_3() -> Result<()> {
    let before = heap::stats().live_blocks;
    let parcel = counted(3)?.detach()?;
    drop(parcel);
    assert_eq!(heap::stats().live_blocks, before);
    Ok(())
}
