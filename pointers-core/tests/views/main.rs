//! Loops look a handle up once, and then say what the handle says, whatever happens to the block meanwhile.

mod cells;
mod types;
mod view;

use pointers_core::{MallocPointer, Result, malloc};

/// A block that holds 0, 1, 2 and so on.
fn filled(count: usize) -> Result<MallocPointer<u32>> {
    let p = malloc(count * 4)?;
    for n in 0..count {
        p.add(n)?.write(n as u32)?;
    }
    Ok(p)
}
