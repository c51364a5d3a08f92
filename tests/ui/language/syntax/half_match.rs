use pointers::prelude::*;

fn main() {
    let _ = pointers! {
        let ptr = malloc(4);
        ptr <<= 5;
        match ptr.size() {
            0 => ,
            4 => { let rest = ~ptr; println!("{rest}"); }
            _
        }
        for i in { println!("{i}"); }
        free(ptr);
    };
}
