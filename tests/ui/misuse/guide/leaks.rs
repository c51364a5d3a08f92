use pointers::prelude::*;

fn main() -> Result<()> {
    pointers! {
        #![deny(leaks)]
        let line: MallocPointer<i32> = malloc(4);
        line <<= 7;
        line = malloc(8);
        free(line);
    }
}
