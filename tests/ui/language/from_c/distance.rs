//! `q - p` of two handles.

use pointers::prelude::*;

fn main() -> Result<()> {
    let p = malloc::<u8>(4)?;
    let q = p + 2;
    let _distance = q - p;
    free(p)
}
