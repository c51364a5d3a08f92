use pointers::prelude::*;

pub(crate) fn run() -> Result<()> {
    pointers! {
        let ptr: MallocPointer<str> = malloc(52);
        ptr <<= "abc";
        println!("{}", ~ptr);
    }
}
