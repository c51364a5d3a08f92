use pointers::prelude::*;

fn print(number: MallocPointer<i32>) -> Result<()> {
    pointers! {
        println!("{}", ~number);
        free(number);
    }
}

fn main() -> Result<()> {
    pointers! {
        let number: MallocPointer<i32> = malloc(4);
        number <<= 7;
        print(number)?;
        print(number)?;
    }
}
