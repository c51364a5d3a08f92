use pointers::prelude::*;

fn chunks() -> Result<CallocPointer<u32>> {
    calloc(4, 4)
}

fn length(_: u32) {}

fn main() -> Result<()> {
    pointers! {
        let mem = chunks()?;
        let first = *mem;
        println!("{}", *mem);
        *mem = 5;
        length(first);
    }?;
    // Outside of the macro there is nothing that could raise.
    let p: MallocPointer<u32> = malloc(4)?;
    length(*p);
    Ok(())
}
