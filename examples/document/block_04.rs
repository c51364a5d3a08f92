use pointers::prelude::*;

pub(crate) fn run() -> Result<()> {
    pointers! {
        let mem = malloc(28);
        mem <<= 1;

        println!("{:p} {:p}", &~mem, &1);
    }
}
