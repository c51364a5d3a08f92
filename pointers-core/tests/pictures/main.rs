//! Pictures of the heap: what a snapshot sees, and what is drawn of it.
//!
//! With `POINTERS_PICTURES=FOLDER` the pictures are written there, to be looked at.

mod build;
mod drawn;
mod hostile;
mod many;
mod recorded;
mod taken;

use pointers_core::heap::Snapshot;
use pointers_core::{Array, Pointer, Result};

/// Hands a block over to C, which frees it.
pub(crate) fn give_to_c<T, K: Array>(p: Pointer<T, K>) -> Result<()> {
    let raw = p.into_raw()?;
    // SAFETY: it is C's, and nobody else has it.
    unsafe { libc::free(raw) };
    Ok(())
}

/// Writes a picture, if somebody wants to see it.
pub(crate) fn show(name: &str, map: &Snapshot) {
    let Some(folder) = std::env::var_os("POINTERS_PICTURES") else {
        return;
    };
    let path = std::path::Path::new(&folder).join(name);
    let files = [
        ("svg", map.to_svg()),
        ("html", map.to_html()),
        ("dot", map.to_dot()),
        ("txt", format!("{map:100}\n{map:#100}")),
    ];
    for (extension, text) in files {
        std::fs::write(path.with_extension(extension), text).expect("the folder is there");
    }
}
