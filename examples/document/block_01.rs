use pointers::prelude::*;

pub(crate) fn run() -> Result<()> {
    pointers! {
        let _ptr: MallocPointer<str> = malloc(52); // we have to specify type manually
    }
}
