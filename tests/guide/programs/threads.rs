use std::thread;

use pointers::prelude::*;

fn main() -> Result<()> {
    pointers! {
        let numbers: MallocPointer<u32> = malloc(4 * size_of::<u32>());
        for i in 0..4 {
            numbers[i] = i as u32;
        }
        let mut parcel = numbers.detach()?;
        let worker = thread::spawn(move || -> Result<u32> {
            pointers! {
                let numbers = parcel.attach()?;
                let mut sum = 0;
                for i in 0..4 {
                    sum += numbers[i];
                }
                free(numbers);
                sum
            }
        });
        drawn(snapshot().named("numbers", numbers)); // The picture shows this moment.
        println!("{}", worker.join().expect("it does not panic")?); // 6
    }
}
