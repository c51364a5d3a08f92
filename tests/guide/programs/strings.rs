use pointers::prelude::*;
use pointers::string::{strcat, strcpy, strlen, text};

fn main() -> Result<()> {
    pointers! {
        let line: MallocPointer<u8> = malloc(12);
        strcpy(line, "Hello");
        strcat(line, ", C");
        drawn(snapshot().named("line", line)); // The picture shows this moment.
        println!("{} has {} letters", text(line), strlen(line)); // Hello, C has 8 letters
        free(line);
    }
}
