use std::thread;

use pointers::prelude::*;

fn main() -> Result<()> {
    pointers! {
        let number: MallocPointer<u32> = malloc(4);
        number <<= 7;
        let mut parcel = number.detach()?;
        let worker = thread::spawn(move || parcel.attach().and_then(free));
        worker.join().expect("it does not panic")?;
        println!("{}", ~number);
    }
}
