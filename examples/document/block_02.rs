use pointers::prelude::*;

pub fn run() -> Result<()> {
    pointers! {
        let ptr: MallocPointer<str> = malloc(52);
        ptr <<= "abc";
        println!("{}", ~ptr);
    }
}
