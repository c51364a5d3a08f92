use pointers::prelude::*;

pub(crate) fn run() -> Result<()> {
    pointers! {
        let memory = calloc(4, 28);
        memory <<= 1; // assigns first chunk to 1
        memory += 1; // access next chunk
        memory <<= 2; // assigns this chunk to 2
        println!("{}", ~memory);
    }
}
