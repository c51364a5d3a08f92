use pointers::prelude::*;
use pointers::string::strcpy;

fn note(text: &str) -> Result<()> {
    pointers! {
        let line: MallocPointer<u8> = malloc(16);
        strcpy(line, text);
    }
}

fn main() -> Result<()> {
    pointers! {
        let count: MallocPointer<i32> = malloc(4);
        count <<= 1;
        note("lost for ever")?;
        drawn(snapshot().named("count", count).names_are_all()); // The picture shows this moment.
        free(count);
    }
}
