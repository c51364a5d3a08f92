use pointers::prelude::*;


pointers! {
    fn one_text(text: MallocPointer<str>) -> Result<String> {
        Ok(text[1])
    }

    fn one_slice(bytes: MallocPointer<[u8]>) -> Result<Vec<u8>> {
        Ok(bytes[1])
    }
}

fn main() {}
