use pointers::prelude::*;
use pointers::string::*;

fn main() {
    let _ = pointers! {
        let p: MallocPointer<u8> = malloc(4);
        strcpy(p, 5);
        strcmp(p, 'x');
    };
}
