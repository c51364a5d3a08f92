//! A shared library that has this crate in it: `tests/thread_end/main.rs` loads it.

#![allow(missing_docs)]

use pointers_core::{Result, free, malloc};

fn used() -> Result<u32> {
    let p = malloc::<u32>(4)?;
    p.write(7)?;
    let value = p.take()?;
    free(p)?;
    Ok(value)
}

#[unsafe(no_mangle)]
extern "C" fn use_the_heap() -> u32 {
    used().unwrap_or(0)
}
