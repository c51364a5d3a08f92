use pointers::prelude::*;

fn greet(name: &str) -> Result<()> {
    pointers! {
        let text = malloc(5);
        text <<= name;
        println!("Hello, {}!", ~text);
        free(text);
    }
}

fn main() -> Result<()> {
    greet("Ada")?;
    greet("Grace Hopper")
}
