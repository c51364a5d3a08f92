use pointers::prelude::*;

pub(crate) fn run() -> Result<()> {
    pointers! {
        let memory = calloc(3, 28);
        println!("{}", ~memory); // 0
        memory <<= 5;

        println!("{}", ~memory);
    }
}
