use pointers::prelude::*;
use pointers::string::{strcat, strcpy, text};

fn greet(name: &str) -> Result<()> {
    pointers! {
        let line: MallocPointer<u8> = malloc(12);
        strcpy(line, "Hello, ");
        strcat(line, name);
        println!("{}", text(line));
        free(line);
    }
}

fn main() -> Result<()> {
    greet("Ada")?;
    greet("Brian")
}
