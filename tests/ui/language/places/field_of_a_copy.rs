use pointers::prelude::*;

#[derive(Clone, Copy)]
struct Row {
    cells: [u8; 3],
}

fn main() {
    let _ = pointers! {
        let ptr = malloc(3);
        ptr <<= Row { cells: [3, 1, 2] };
        ptr->cells.sort();
    };
}
